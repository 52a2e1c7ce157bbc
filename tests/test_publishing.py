"""Publishing: what is checked first, what is refused, what the log keeps, and what becomes of two at once."""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from commands import EARLY, LATE, in_process, matcher, team, written
from published_weeks import Notebook

from matcher.errors import BadInput, BadQuestion, PublishedMeanwhile
from matcher.model.answer import Answer
from matcher.model.delivered import Delivered, Happened
from matcher.model.organisation import Organisation
from matcher.model.published import Log, Logged
from matcher.publishing import Promise, publish
from matcher.store.folder import FolderHistory

USAGE, BAD_INPUT = 2, 65
AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
RUTH = Promise("Ruth", AT)
TWO = team(EARLY, supporters=("ann", "bob"))
Run = Callable[..., "subprocess.CompletedProcess[str]"]


class Desk:
    """A leader's folder: a team file, drafts, and a history."""

    def __init__(self, folder: Path, content: dict[str, Any]) -> None:
        self.folder = folder
        self.history = FolderHistory(folder / "rotas")
        self.write(content)

    def write(self, content: dict[str, Any]) -> None:
        written(self.folder / "team.json", content)

    def rota(self, *options: str, history: bool = True) -> Path:
        """A draft from the command line, with what is published so far."""
        draft = self.folder / "draft.json"
        looking = ("--history", self.folder / "rotas") if history and self.history.path.exists() else ()
        ended = in_process("rota", self.folder / "team.json", "-o", draft, *options, *looking)
        assert ended.returncode in (0, 3), ended.stderr
        return draft

    def publish(self, draft: Path, *options: str) -> "subprocess.CompletedProcess[str]":
        return in_process("publish", draft, "--to", self.folder / "rotas", *options)

    @property
    def organisation(self) -> Organisation:
        return Organisation.model_validate_json((self.folder / "team.json").read_text())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, TWO)


def answer_of(draft: Path) -> Answer:
    return Answer.model_validate_json(draft.read_text())


# --- What is published ---------------------------------------------------------------------------------


def test_what_was_published_is_the_answer_whole_and_says_who_and_when(desk: Desk) -> None:
    draft = desk.rota()
    ended = desk.publish(draft, "--by", "Ruth")

    assert (ended.returncode, ended.stderr) == (0, "")
    (entry,) = desk.history.publications()
    assert (entry.number, entry.by, entry.why, entry.changes) == (1, "Ruth", None, ())
    assert entry.answer == answer_of(draft)
    assert entry.at.tzinfo is not None
    assert "Published as number 1" in ended.stdout
    assert "Pat: Mon 8 Jun to Sun 14 Jun 2026, 7 shifts" in ended.stdout


def test_the_next_week_is_made_with_the_history_and_published_after_it(desk: Desk) -> None:
    desk.publish(desk.rota())
    second = desk.rota("--from", "2026-06-15")

    assert answer_of(second).provenance.history == 1
    assert desk.publish(second).returncode == 0
    assert [entry.number for entry in desk.history.publications()] == [1, 2]


def test_publish_as_json_prints_the_line_of_the_log_and_nothing_else(desk: Desk) -> None:
    ended = desk.publish(desk.rota(), "--by", "Ruth", "--json")
    listed = in_process("published", desk.history.path, "--json")

    assert Log.model_validate_json(listed.stdout).published == (Logged.model_validate_json(ended.stdout),)


def test_an_answer_comes_back_from_the_history_as_it_was_published(desk: Desk) -> None:
    draft = desk.rota()
    desk.publish(draft)
    again = in_process("published", desk.history.path, "--answer", "1")

    assert again.stdout == draft.read_text()
    assert in_process("published", desk.history.path, "--answer", "2").returncode == USAGE


def test_proposed_members_are_published_and_named_to_be_written_into_the_file(tmp_path: Path) -> None:
    applicants = team(EARLY, supporters=("ann", "bob"))
    for each in applicants["supporters"]:
        del each["team_of"]
    desk = Desk(tmp_path, applicants)
    draft = tmp_path / "draft.json"
    in_process("solve", tmp_path / "team.json", "-o", draft)
    ended = desk.publish(draft)

    assert ended.returncode == 0
    assert 'Write "team_of": "pat" for each of them' in ended.stderr


# --- What is refused, with nothing written ---------------------------------------------------------------


def refused(desk: Desk, draft: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """How a publish ends that leaves the history as it was."""
    before = desk.history.publications()
    ended = desk.publish(draft, *options)
    assert (ended.stdout, desk.history.publications()) == ("", before)
    return ended


def test_an_answer_made_before_the_last_publication_is_stale(desk: Desk) -> None:
    first = desk.rota()
    stale = first.rename(desk.folder / "stale.json")
    desk.publish(desk.rota())
    with_history = desk.rota("--from", "2026-06-15").rename(desk.folder / "next.json")
    desk.publish(desk.rota("--from", "2026-06-22"))

    ended = refused(desk, with_history)
    assert (ended.returncode, "Somebody published in between" in ended.stderr) == (USAGE, True)
    ended = refused(desk, stale)
    assert ended.returncode == USAGE
    assert "made without looking" in " ".join(ended.stderr.split())


def test_an_answer_of_another_team_file_is_refused(desk: Desk) -> None:
    draft = desk.rota()
    desk.write(team(EARLY, supporters=("ann", "bob"), notes=["Something else."]))
    ended = refused(desk, draft)

    assert ended.returncode == BAD_INPUT
    assert "made from another team file, or the file has changed since" in " ".join(ended.stderr.split())


def test_an_answer_that_somebody_changed_by_hand_is_refused(desk: Desk) -> None:
    """Whoever has fewer shifts gets one more: no limit is broken, but the answer's figures are not true."""
    draft = desk.rota()
    values = json.loads(draft.read_text())
    shifts = values["rotas"][0]["shifts"]
    anns = [shift for shift in shifts if shift["supporter"] == "ann"]
    for shift in anns[1:]:
        shift["supporter"] = "bob"
    written(draft, values)

    assert refused(desk, draft).returncode == BAD_INPUT


def test_a_rota_made_by_hand_that_breaks_a_limit_is_refused_and_check_names_it(desk: Desk) -> None:
    desk.write(team(EARLY, LATE))
    rows = "supporter,need,day\nann,late,2026-06-08\nann,early,2026-06-09\n"
    checked = matcher("check", desk.folder / "team.json", "-", "--json", stdin=rows)
    draft = written(desk.folder / "byhand.json", checked.stdout)
    ended = refused(desk, draft, "--team", str(desk.folder / "team.json"))

    assert ended.returncode == BAD_INPUT
    assert "It breaks 1 limit," in " ".join(ended.stderr.split())
    assert "Ann" not in ended.stderr


def test_a_rota_made_by_hand_within_the_limits_is_published(desk: Desk) -> None:
    rows = "supporter,need,day\nann,early,2026-06-08\nbob,early,2026-06-09\n"
    checked = matcher("check", desk.folder / "team.json", "-", "--json", stdin=rows)
    draft = written(desk.folder / "byhand.json", checked.stdout)

    assert desk.publish(draft, "--team", str(desk.folder / "team.json")).returncode == 0


def test_an_answer_without_a_rota_is_refused(desk: Desk) -> None:
    draft = desk.folder / "draft.json"
    in_process("match", desk.folder / "team.json", "-o", draft)

    ended = refused(desk, draft)
    assert (ended.returncode, "no rota for everybody" in ended.stderr) == (BAD_INPUT, True)


def test_a_team_file_is_no_answer(desk: Desk) -> None:
    assert refused(desk, desk.folder / "team.json").returncode == BAD_INPUT


def test_a_damaged_history_is_published_to_only_when_asked(desk: Desk) -> None:
    desk.publish(desk.rota())
    (file,) = desk.history.path.glob("*.json")
    file.chmod(0o600)
    file.write_bytes(file.read_bytes().replace(b'"pat"', b'"pot"', 1))
    draft = desk.folder / "draft.json"
    in_process(
        "rota", desk.folder / "team.json", "--from", "2026-06-15", "-o", draft,
        "--history", desk.history.path, "--without-damaged",
    )  # fmt: skip

    ended = desk.publish(draft)
    assert (ended.returncode, file.name in ended.stderr) == (BAD_INPUT, True)
    ended = desk.publish(draft, "--without-damaged")
    assert (ended.returncode, file.name in ended.stderr) == (0, True)
    rest = FolderHistory(desk.history.path, without_damaged=True)
    assert [entry.number for entry in rest.publications()] == [2]


# --- Changes, with who and why -------------------------------------------------------------------------


@pytest.fixture
def moved(desk: Desk) -> Path:
    """Pat's week is published; then Ann is away on Wednesday, and a new draft is made."""
    desk.publish(desk.rota())
    changed = team(EARLY, supporters=("ann", "bob"))
    worked = {shift.supporter: shift.day for shift in answer_of(desk.folder / "draft.json").rotas[0].shifts}
    day = worked["ann"].isoformat()
    changed["supporters"][0]["leave"] = [{"first_day": day, "last_day": day}]
    desk.write(changed)
    return desk.rota()


def test_a_change_to_what_was_promised_asks_for_a_reason(desk: Desk, moved: Path) -> None:
    ended = refused(desk, moved)

    assert ended.returncode == USAGE
    assert "Say why with --why" in ended.stderr


def test_a_change_is_shown_and_logged_with_who_when_and_why(desk: Desk, moved: Path) -> None:
    ended = desk.publish(moved, "--by", "Ruth", "--why", "Ann is at a wedding.")
    first, second = desk.history.publications()

    assert ended.returncode == 0
    assert {(each.supporter, each.what) for each in second.changes} == {("ann", "taken"), ("bob", "given")}
    assert second.changes == second.answer.changes
    assert (second.by, second.why) == ("Ruth", "Ann is at a wedding.")
    assert first.changes == ()
    assert "Ann  no longer" in ended.stdout
    log = in_process("published", desk.history.path).stdout
    assert "2 changes. Ann is at a wedding." in log
    assert "Ann was promised early" in log


def test_the_log_tells_of_what_was_recorded_in_its_place(desk: Desk) -> None:
    desk.publish(desk.rota(), "--by", "Ruth")
    desk.history.record(came(2))
    desk.publish(desk.rota("--from", "2026-06-15"), "--by", "Kwame")
    log = in_process("published", desk.history.path).stdout

    assert re.search(r"^2  Mon 1 Jun 2026 .*, Ruth\n   What happened on 1 shift was recorded\.$", log, re.M)
    assert log.index("1  ") < log.index("What happened") < log.index("Kwame")


def test_publishing_the_same_rota_again_changes_nothing_and_asks_no_reason(desk: Desk) -> None:
    desk.publish(desk.rota())
    again = desk.publish(desk.rota())

    assert again.returncode == 0
    assert desk.history.publications()[-1].changes == ()


def test_what_is_already_published_never_changes(desk: Desk, moved: Path) -> None:
    (file,) = desk.history.path.glob("0001-*.json")
    before = file.read_bytes()
    desk.publish(moved, "--why", "Ann is at a wedding.")

    assert file.read_bytes() == before


# --- As a library, on any store ------------------------------------------------------------------------


def test_it_publishes_to_any_store(desk: Desk) -> None:
    store, answer = Notebook(), answer_of(desk.rota())
    new = publish(store, desk.organisation, answer, RUTH)

    assert store.publications() == (new,)
    assert (new.at, new.by, new.answer) == (AT, "Ruth", answer)


def came(number: int) -> Happened:
    """Somebody recorded that a shift of May was cancelled."""
    record = Delivered(person="pat", need="early", day=date(2026, 5, 4), outcome="cancelled")
    return Happened(number=number, at=AT, by="Ruth", shifts=(record,))


def test_what_was_recorded_of_past_shifts_since_does_not_make_an_answer_stale(desk: Desk) -> None:
    store, answer = Notebook(), answer_of(desk.rota())
    publish(store, desk.organisation, answer, RUTH)
    desk.publish(desk.folder / "draft.json")
    second = answer_of(desk.rota("--from", "2026-06-15"))
    store.record(came(2))

    assert publish(store, desk.organisation, second, RUTH).number == 3


def test_a_publication_in_between_makes_an_answer_stale(desk: Desk) -> None:
    store, answer = Notebook(), answer_of(desk.rota())
    publish(store, desk.organisation, answer, RUTH)

    with pytest.raises(PublishedMeanwhile):
        publish(store, desk.organisation, answer, RUTH)


def test_each_refusal_has_its_own_error(desk: Desk) -> None:
    answer, empty = answer_of(desk.rota()), Notebook()
    nothing = answer.model_copy(update={"rotas": (), "status": "no_rota"})

    with pytest.raises(BadInput, match="no rota for everybody"):
        publish(empty, desk.organisation, nothing, RUTH)
    other = desk.organisation.model_copy(update={"name": "Elsewhere"})
    with pytest.raises(BadInput, match="another team file"):
        publish(empty, other, answer, RUTH)
    assert issubclass(PublishedMeanwhile, BadQuestion)
    assert empty.entries == []
