"""The commands of every week as a leader uses them: replan, cover and published."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import EARLY, in_process, team, written

from matcher.model.answer import Answer
from matcher.model.cover import Cover

COVERED, USAGE, GAPS, BAD_INPUT = 0, 2, 3, 65
TEAM = team(EARLY, supporters=("ann", "bob", "cat"))
NOW = ("--now", "2026-06-08T06:40")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a team file, and a published week from Monday 8 June."""
    path = written(tmp_path / "team.json", TEAM)
    in_process("rota", path, "-o", tmp_path / "draft.json")
    published = in_process("publish", tmp_path / "draft.json", "--to", tmp_path / "rotas", "--by", "Ruth")
    assert published.returncode == 0, published.stderr
    return tmp_path


def on(desk: Path, day: str) -> str:
    """Who is published for the early of a day."""
    shifts = Answer.model_validate_json((desk / "draft.json").read_text()).rotas[0].shifts
    return next(shift.supporter for shift in shifts if shift.day.isoformat() == day)


def replan(desk: Path, *options: str | Path) -> Any:
    return in_process("replan", desk / "team.json", "--history", desk / "rotas", *NOW, *options)


def test_a_sick_call_from_the_command_to_the_log(desk: Path) -> None:
    ill = on(desk, "2026-06-08")
    ended = replan(desk, "--absent", f"{ill}=2026-06-08..2026-06-09", "-o", desk / "today.json")

    assert ended.returncode == COVERED
    assert ended.stdout.startswith(("2 changes", "4 changes"))
    assert ended.stdout.index("Changes to what was published") < ended.stdout.index("Pat's rota:")
    assert "So that the next rota knows, write" in ended.stderr
    assert '{"first_day":"2026-06-08","last_day":"2026-06-09","kind":"sick"}' in ended.stderr
    published = in_process(
        "publish", desk / "today.json", "--to", desk / "rotas", "--by", "Ruth", "--why", "Somebody is ill."
    )
    assert published.returncode == 0
    log = in_process("published", desk / "rotas").stdout
    assert "Somebody is ill." in log
    assert f"{ill.capitalize()} was promised early" in log


def test_a_replan_as_json_is_an_answer_and_nothing_else(desk: Path) -> None:
    ended = replan(desk, "--json")
    answer = Answer.model_validate_json(ended.stdout)

    assert (ended.returncode, ended.stderr) == (COVERED, "")
    assert answer.changes == ()
    assert answer.provenance.now is not None
    assert answer.provenance.now.isoformat() == "2026-06-08T06:40:00+01:00"
    assert answer.provenance.as_of.isoformat() == "2026-06-08"


def test_names_do_as_well_as_ids_and_what_the_file_says_already_is_not_said_again(desk: Path) -> None:
    changed = team(EARLY, supporters=("ann", "bob", "cat"))
    changed["supporters"][0]["leave"] = [
        {"first_day": "2026-06-09", "last_day": "2026-06-09", "kind": "leave"}
    ]
    written(desk / "team.json", changed)
    ended = replan(desk, "--absent", "Ann=2026-06-09:leave", "--json")

    assert (ended.returncode, ended.stderr) == (COVERED, "")
    assert [each.supporter for each in Answer.model_validate_json(ended.stdout).provenance.told.absences] == [
        "ann"
    ]


def test_pins_and_forbids_are_told_by_weekday_or_date(desk: Path) -> None:
    ended = replan(desk, "--pin", "cat=wed-early", "--forbid", "cat=early-2026-06-11", "--json")
    shifts = Answer.model_validate_json(ended.stdout).rotas[0].shifts
    cats = [shift.day.isoformat() for shift in shifts if shift.supporter == "cat"]

    assert "2026-06-10" in cats
    assert "2026-06-11" not in cats


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--absent", "ann"], "write it like ade=2026-06-01..2026-06-05"),
        (["--absent", "ann=2026-06-09..2026-06-08"], "the last day is before the first"),
        (["--absent", "ann=2026-06-09:ill"], "sick, leave, training or other"),
        (["--absent", "zoe=2026-06-09"], "There is no supporter 'zoe'"),
        (["--pin", "ann"], "write it like ade=early-2026-06-07"),
        (["--pin", "ann=late"], "There is no shift 'late'"),
        (["--now", "6.40"], "a moment is written like 2026-06-01T06:40"),
        (["--from", "2026-06-01"], "is past, and what is past stands as it was"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_what_is_told_wrongly_is_explained(desk: Path, options: list[str], says: str) -> None:
    ended = replan(desk, *options)

    assert (ended.returncode, ended.stdout) == (USAGE, "")
    assert says in " ".join(ended.stderr.split())


def test_a_rota_that_is_not_published_cannot_be_made_again(desk: Path) -> None:
    without = in_process("replan", desk / "team.json")
    (desk / "empty").mkdir()
    nothing = in_process("replan", desk / "team.json", "--history", desk / "empty", *NOW)
    file = in_process("replan", desk / "team.json", "--history", desk / "draft.json", *NOW)

    assert [each.returncode for each in (without, nothing, file)] == [USAGE, USAGE, USAGE]
    assert "Name it with --history" in without.stderr
    assert "Nothing is published from Mon 8 Jun on." in nothing.stderr


def test_a_replan_can_be_checked_and_explained_also_after_it_was_published(desk: Path) -> None:
    ill = on(desk, "2026-06-10")
    today = desk / "today.json"
    replan(desk, "--absent", f"{ill}=2026-06-10..2026-06-12", "-o", today)
    made = json.loads(today.read_text())
    checked = in_process("check", desk / "team.json", today, "--history", desk / "rotas", "--json")
    found = json.loads(checked.stdout)

    for part in ("status", "gaps", "changes", "hours"):
        assert found[part] == made[part], part
    in_process("publish", today, "--to", desk / "rotas", "--why", "Somebody is ill.")
    explained = in_process("explain", today, "--history", desk / "rotas", "--why", ill, "wed-early")
    assert explained.returncode == 0
    assert "is away" in explained.stdout


def test_a_damaged_history_is_named_and_the_rest_is_used_when_asked(desk: Path) -> None:
    history = ("--history", desk / "rotas")
    in_process("rota", desk / "team.json", "--from", "2026-06-15", "-o", desk / "next.json", *history)
    in_process("publish", desk / "next.json", "--to", desk / "rotas")
    file = desk / "rotas" / "0002-2026-06-15.json"
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-40])

    ended = replan(desk)
    assert (ended.returncode, ended.stdout) == (BAD_INPUT, "")
    assert file.name in ended.stderr
    rest = replan(desk, "--without-damaged", "--json")
    assert rest.returncode == COVERED
    assert f"Left out of the history: {file.name}." in rest.stderr
    assert Answer.model_validate_json(rest.stdout).rotas[0].days == 7


def cover(desk: Path, *options: str) -> Any:
    return in_process("cover", desk / "team.json", "--history", desk / "rotas", *NOW, *options)


def test_cover_says_whom_to_ask_and_as_json_is_one_value(desk: Path) -> None:
    ill = on(desk, "2026-06-10")
    told = cover(desk, "--shift", "wed-early", "--absent", ill)
    as_json = cover(desk, "--shift", "early-2026-06-10", "--absent", ill, "--json")
    found = Cover.model_validate_json(as_json.stdout)

    assert (told.returncode, told.stderr) == (COVERED, "")
    assert told.stdout.startswith(found.says.split(" could")[0])
    assert {each.supporter for each in found.choices} == {"ann", "bob", "cat"} - {ill}


def test_where_nobody_can_cover_it_ends_with_3(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", team(EARLY | {"days": ["wed"]}))
    in_process("rota", path, "-o", tmp_path / "draft.json")
    in_process("publish", tmp_path / "draft.json", "--to", tmp_path / "rotas")
    ended = cover(tmp_path, "--shift", "wed-early")

    assert ended.returncode == GAPS
    assert ended.stdout.startswith("Nobody in Pat's team can cover early, Wed 10 Jun")


def test_an_empty_folder_has_nothing_published(tmp_path: Path) -> None:
    ended = in_process("published", tmp_path)

    assert (ended.returncode, ended.stdout) == (0, "Nothing is published here yet.\n")
