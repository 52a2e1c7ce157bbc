"""Somebody is taken out of all that is kept; what others' hours and rest need stays, and nobody else's."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from answers import MONDAY, answered, proof, rota_of, shift
from commands import EARLY, LATE, SAMPLES, matcher, team, written

from matcher.forgetting import TAKEN_OUT, Somebody, forget_in_history
from matcher.model.answer import Violation
from matcher.model.delivered import Delivered, Happened
from matcher.model.organisation import Organisation
from matcher.model.published import Publication
from matcher.read import read
from matcher.read.history import earlier
from matcher.store.base import ForgettingHistory
from matcher.store.folder import FolderHistory
from matcher.store.memory import MemoryHistory
from matcher.store.records import Ending, Event, NewJob
from matcher.store.sqlite.database import Database

NOW = datetime(2026, 5, 29, 9, 30, tzinfo=UTC)
HAZEL = team(EARLY, LATE, supporters=("ann", "bob"))
SHARED = {"early": ("ann", "bob", "ann", "bob"), "late": ("bob", "ann", "bob", "ann")}


def found_about(supporter: str, says: str) -> Violation:
    return Violation(
        rule="hours", level="warn", person="pat", supporter=supporter, amount=1, cost=0, says=says
    )


def week_of_pat() -> Publication:
    """Pat's week, worked by Ann and Bob in turn, with sentences that name both."""
    shifts = tuple(
        shift(need, day, who) for day in range(4) for need, turns in SHARED.items() for who in [turns[day]]
    )
    ordered = tuple(sorted(shifts, key=lambda each: each.start))
    answer = answered(
        says="Pat's week is covered.",
        rotas=(rota_of(ordered, days=7),),
        proof=(proof("gaps"),),
        violations=(found_about("ann", "Ann works 3 lates."), found_about("bob", "Bob follows Ann.")),
    )
    return Publication(number=1, at=NOW, by="Rosa", why="Ann asked.", answer=answer)


def what_happened() -> Happened:
    late = Delivered(
        person="pat",
        need="early",
        day=MONDAY,
        planned="ann",
        came="bob",
        start=NOW,
        end=NOW + timedelta(hours=7),
        outcome="late",
    )
    return Happened(number=2, at=NOW, by="Rosa", shifts=(late,))


def filled(history: ForgettingHistory) -> ForgettingHistory:
    history.publish(week_of_pat())
    history.record(what_happened())
    return history


def known(id: str) -> Somebody:
    return Somebody.known_from(id, [HAZEL])


# --- A team file -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", ["callum", "marcus", "joy"])
def test_whoever_is_taken_out_of_a_file_it_is_still_a_file(sample: str) -> None:
    values = json.loads((SAMPLES / f"{sample}.json").read_text(encoding="utf-8"))
    for each in values["supporters"]:
        somebody = Somebody.known_from(each["id"], [values])
        left = somebody.without(values)

        assert not list(somebody.about(left)), each["id"]
        assert len(left["supporters"]) == len(values["supporters"]) - 1
        Organisation.model_validate_json(json.dumps(left))


def test_a_rule_for_one_alone_goes_with_them_and_is_not_everybodys_from_then_on() -> None:
    rules = [
        {"kind": "days_in_a_row", "most": 2, "applies_to": {"supporters": ["ann"]}},
        {"kind": "sleep_ins", "applies_to": {"supporters": ["ann", "bob"]}},
    ]
    left = known("ann").without({**HAZEL, "rules": rules})

    assert [rule["kind"] for rule in left["rules"]] == ["sleep_ins"]
    assert left["rules"][0]["applies_to"]["supporters"] == ["bob"]
    read(json.dumps(left).encode(), "what is left")


def test_a_file_without_any_person_left_is_nobodys() -> None:
    assert known("pat").without(HAZEL) is None


def test_a_file_that_says_nothing_about_them_stays_as_it_is() -> None:
    assert Somebody("zoe", frozenset({"Zoë"})).without(HAZEL) == HAZEL


# --- A history ---------------------------------------------------------------------------------------------


@pytest.fixture(params=["folder", "database", "memory"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ForgettingHistory]:
    if request.param == "database":
        with closing(Database(tmp_path / "matcher.sqlite3")) as store:
            yield filled(store.history("hazel"))
    else:
        yield filled(FolderHistory(tmp_path / "rotas") if request.param == "folder" else MemoryHistory())


def worked(history: ForgettingHistory) -> dict[str, list[tuple[date, datetime, datetime]]]:
    """Who worked when, by the history, as every rule about hours and rest is given it."""
    organisation = Organisation.model_validate(HAZEL)
    found = earlier([], organisation, MONDAY + timedelta(days=7), 7, store=history, upto=2)
    turns: dict[str, list[tuple[date, datetime, datetime]]] = {}
    for mine in found.worked.values():
        for turn in mine:
            turns.setdefault(turn.supporter, []).append((turn.need.day, turn.need.start, turn.need.end))
    return turns


def test_what_others_worked_stays_and_what_was_worked_beside_them_too(history: ForgettingHistory) -> None:
    before, somebody = worked(history), known("ann")
    forget_in_history(somebody, history, "the office")
    after = worked(history)

    assert after == {"bob": before["bob"], somebody.stand_in: before["ann"]}


def test_what_supporters_worked_stays_when_the_person_is_forgotten(history: ForgettingHistory) -> None:
    times = {
        (each.supporter, each.start, each.end, each.kind)
        for each in history.publications()[0].answer.rotas[0].shifts
    }
    forget_in_history(known("pat"), history, "the office")
    (entry,) = history.publications()
    shifts = entry.answer.rotas[0].shifts

    assert {(each.supporter, each.start, each.end, each.kind) for each in shifts} == times
    assert {each.need for each in shifts} == {"need-1", "need-2"}
    assert "pat" not in entry.model_dump_json().casefold()


@pytest.mark.parametrize("id", ["ann", "bob", "pat"])
def test_nothing_else_about_them_is_left_and_each_entry_says_that_it_was_rewritten(
    history: ForgettingHistory, id: str
) -> None:
    somebody = known(id)
    assert forget_in_history(somebody, history, "the office") == 2

    entries: tuple[Publication | Happened, ...] = (*history.publications(), *history.happened())
    for entry in entries:
        text = entry.model_dump_json()
        assert not somebody.holds(text), text
        assert [each.by for each in entry.rewritten] == ["the office"]


def test_sentences_that_name_somebody_else_stay(history: ForgettingHistory) -> None:
    forget_in_history(known("ann"), history, "the office")
    (entry,) = history.publications()

    assert entry.answer.says == "Pat's week is covered."
    assert entry.why == TAKEN_OUT
    assert [(each.supporter, each.says) for each in entry.answer.violations] == [("bob", TAKEN_OUT)]


def test_an_entry_that_says_nothing_about_them_stays_as_it_is(history: ForgettingHistory) -> None:
    before = history.publications(), history.happened()

    assert forget_in_history(Somebody("zoe", frozenset({"Zoë"})), history, "the office") == 0
    assert (history.publications(), history.happened()) == before


# --- The commands ------------------------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database in which Ann is in two versions, the history, a job and its answer; Bob in another job."""
    path = tmp_path / "matcher.sqlite3"
    queued = Event(0, NOW, "queued", {"says": "Waiting for its turn."})
    with closing(Database(path)) as store:
        store.organisations.keep("hazel", Organisation.model_validate(HAZEL), 0, "local")
        store.organisations.keep("hazel", Organisation.model_validate({**HAZEL, "name": "H"}), 1, "local")
        filled(store.history("hazel"))
        for id, asked in (("about-ann", HAZEL), ("about-bob", team(EARLY, supporters=("bob",)))):
            store.jobs.add(NewJob(id, "local", "solve", json.dumps({"team": asked})), queued)
        done = Event(0, NOW, "done", {"says": "Done."})
        answer = week_of_pat().answer.model_dump_json().encode()
        store.jobs.end("about-ann", None, Ending("done", "Done.", answer), done)
    return path


def held(*arguments: Any) -> list[dict[str, Any]]:
    ended = matcher("about", *arguments)
    assert ended.returncode == 0, ended.stderr
    found: list[dict[str, Any]] = json.loads(ended.stdout)["held"]
    return found


def test_about_tells_each_place_where_something_is_held(database: Path) -> None:
    places = {each["where"] for each in held("ann", "--database", database)}

    assert places == {
        "organisation hazel, version 1",
        "organisation hazel, version 2",
        "history of hazel, number 1",
        "history of hazel, number 2",
        "job about-ann",
    }


def test_forget_leaves_nothing_to_be_read_in_the_file_either(database: Path) -> None:
    ended = matcher("forget", "ann", "--database", database, "--yes")

    assert ended.returncode == 0, ended.stderr
    assert "2 entries of the history, 2 versions of the team file, 1 jobs" in ended.stderr
    for file in database.parent.glob("matcher.sqlite3*"):
        for word in (b'"Ann"', b'"ann"', b"Ann works", b"Ann asked"):
            assert word not in file.read_bytes(), (file.name, word)
    with closing(Database(database)) as store:
        assert [each.id for each in store.jobs.of(None, 10)] == ["about-bob"]
        assert [each.action for each in store.deeds.all()][-1] == "somebody forgotten"
    nobody = matcher("about", "ann", "--database", database)
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "Nothing is kept about 'ann' here." in nobody.stderr


def test_forget_asks_first_and_does_nothing_unless_told_yes(database: Path) -> None:
    before = database.read_bytes()
    ended = matcher("forget", "ann", "--database", database, stdin="n\n")

    assert ended.returncode == 130
    assert database.read_bytes() == before


def test_a_folder_forgets_as_the_database_does_and_answers_beside_it_too(tmp_path: Path) -> None:
    folder = tmp_path / "rotas"
    filled(FolderHistory(folder))
    written(folder / "by-hand.json", week_of_pat().answer.model_dump_json())
    path = written(tmp_path / "team.json", HAZEL)
    where = ("--history", folder, "--team", path)

    assert {each["where"] for each in held("ann", *where)} == {
        "history, number 1",
        "history, number 2",
        "answer by-hand.json",
    }
    ended = matcher("forget", "ann", *where, "--yes")
    assert ended.returncode == 0, ended.stderr
    assert [file.name for file in folder.glob("*.json") if known("ann").holds(file.read_text("utf-8"))] == []
    assert FolderHistory(folder).damage() == ()


def test_in_a_folder_their_name_is_asked_for(tmp_path: Path) -> None:
    filled(FolderHistory(tmp_path / "rotas"))
    ended = matcher("forget", "ann", "--history", tmp_path / "rotas", "--yes")

    assert ended.returncode == 2
    assert "Name the team file with --team" in ended.stderr


def test_somebody_in_two_organisations_is_asked_about(database: Path) -> None:
    with closing(Database(database)) as store:
        store.organisations.keep("larch", Organisation.model_validate(HAZEL), 0, "local")
    ended = matcher("about", "ann", "--database", database)
    one = held("ann", "--database", database, "--organisation", "larch")

    assert ended.returncode == 2
    assert "Name one with --organisation." in ended.stderr
    assert "organisation larch, version 1" in {each["where"] for each in one}
