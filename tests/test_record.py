"""Recording what really happened: from a table or JSON, every problem at once, and nothing half-written."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from commands import matcher, written
from money import (
    EARLY,
    NIGHT,
    SLEEP_IN,
    Made,
    happened,
    on,
    organisation,
    published,
    recorded,
    shift,
    week_of,
)

from matcher.errors import BadInput, BadQuestion
from matcher.happened import Known
from matcher.model.delivered import Delivered
from matcher.model.organisation import Organisation
from matcher.read.happened import read_happened
from matcher.read.history import read_known
from matcher.recording import as_planned, record
from matcher.recording import recorded as said
from matcher.store.folder import FolderHistory

SWIM: Made = {
    "id": "swim",
    "kind": "other",
    "start": "10:00",
    "end": "12:00",
    "supporters_needed": 2,
    "days": ["wed"],
}
TEAM = organisation(EARLY, NIGHT, SLEEP_IN, SWIM, contracts={"ann": {}, "bob": {}, "cat": {}})
NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = "2026-06-01", "2026-06-02", "2026-06-03"


@pytest.fixture
def store(tmp_path: Path) -> FolderHistory:
    """Ann on Monday's early and night, Bob on Tuesday's sleep-in, both together on Wednesday's swim."""
    shifts = [
        shift(on(EARLY, MONDAY), "ann"),
        shift(on(NIGHT, MONDAY), "ann"),
        shift(on(SLEEP_IN, TUESDAY), "bob"),
        shift(on(SWIM, WEDNESDAY), "ann"),
        shift(on(SWIM, WEDNESDAY), "bob"),
    ]
    return published(tmp_path, week_of(MONDAY, *shifts))


def known(store: FolderHistory, about: Organisation = TEAM) -> Known:
    return read_known(store.path, about)


def table(
    store: FolderHistory, *rows: str, header: str = "need,day,outcome,planned,came,start,end,awake_minutes"
) -> tuple[Delivered, ...]:
    text = "\n".join([header, *rows])
    return read_happened(text.encode(), "happened.csv", known(store), NOW)


def wrong(store: FolderHistory, *rows: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(BadInput) as raised:
        table(store, *rows)
    assert all(problem.mend for problem in raised.value.problems)
    return [(problem.line, problem.path, problem.says) for problem in raised.value.problems]


def test_a_shift_as_planned_needs_three_words(store: FolderHistory) -> None:
    (found,) = table(store, f"early,{MONDAY},worked")
    need = on(EARLY, MONDAY)

    assert found == happened(need, "worked")


def test_names_and_capitals_and_semicolons_of_a_spreadsheet_are_understood(store: FolderHistory) -> None:
    (found,) = table(store, f"early;{MONDAY};Worked;;Cat", header="Need;Day;Outcome;Planned;Came")

    assert (found.planned, found.came, found.outcome) == ("ann", "cat", "worked")


def test_a_time_of_day_is_on_the_day_on_which_it_is_nearest_to_the_plan(store: FolderHistory) -> None:
    (found,) = table(store, f"night,{MONDAY},late,,,21:30,00:15")

    assert found.start is not None
    assert found.end is not None
    assert f"{found.start:%d %H:%M}, {found.end:%d %H:%M}" == "01 21:30, 02 00:15"


def test_json_says_the_same_as_a_table(store: FolderHistory) -> None:
    rows = [{"need": "sleep-in", "day": TUESDAY, "outcome": "disturbed", "awake_minutes": 150}]
    from_table = table(store, f"sleep-in,{TUESDAY},disturbed,,,,,150")

    for given in (rows, {"shifts": rows}):
        assert read_happened(json.dumps(given).encode(), "x.json", known(store), NOW) == from_table
    assert from_table[0].awake_minutes == 150


def test_json_may_give_whole_moments(store: FolderHistory) -> None:
    row = {"need": "early", "day": MONDAY, "outcome": "late", "end": "2026-06-01T14:00:00+00:00"}
    (found,) = read_happened(json.dumps([row]).encode(), "x.json", known(store), NOW)

    assert found.end is not None
    assert f"{found.end:%H:%M}" == "15:00"


def test_of_two_on_one_need_it_is_said_which(store: FolderHistory) -> None:
    found = table(store, f"swim,{WEDNESDAY},worked,ann", f"swim,{WEDNESDAY},not_covered,bob")

    assert [(each.planned, each.came) for each in found] == [("ann", "ann"), ("bob", None)]
    assert wrong(store, f"swim,{WEDNESDAY},worked") == [
        (2, "planned", "More than one supporter was on swim on Wed 3 Jun.")
    ]


def test_somebody_may_come_where_nobody_was_planned(store: FolderHistory) -> None:
    (found,) = table(store, f"early,{WEDNESDAY},worked,,cat")

    assert (found.planned, found.came) == (None, "cat")
    assert found.start == on(EARLY, WEDNESDAY).start


WRONG: dict[str, tuple[str, str, str]] = {
    "no outcome": (f"early,{MONDAY},", "outcome", "This is missing."),
    "a word nobody knows": (f"early,{MONDAY},lat", "outcome", "This is not a word we know."),
    "a day that is none": ("early,2026-06-31,worked", "day", "This is not a date."),
    "a need that is none": (f"earyl,{MONDAY},worked", "need", "This person has no need 'earyl'."),
    "somebody unknown": (f"early,{MONDAY},worked,,dan", "came", "There is no supporter 'dan'."),
    "somebody who was not on it": (
        f"early,{MONDAY},worked,bob",
        "planned",
        "They were not on early on Mon 1 Jun.",
    ),
    "a time that is none": (f"early,{MONDAY},late,,,7.30", "start", "This is not a time."),
    "minutes that are no number": (
        f"sleep-in,{TUESDAY},disturbed,,,,,two",
        "awake_minutes",
        "This must be a whole number from 0 to 1440.",
    ),
    "a need that is not on that day": (
        f"swim,{MONDAY},worked",
        "day",
        "Nobody was on swim on Mon 1 Jun, and the need does not happen then.",
    ),
    "nobody planned and nobody named": (
        f"early,{WEDNESDAY},worked",
        "came",
        "Nobody was on early on Wed 3 Jun, so it cannot be told who came.",
    ),
    "somebody came to what was cancelled": (
        f"early,{MONDAY},cancelled,,bob",
        "came",
        "With this outcome nobody came.",
    ),
    "late and as planned": (f"early,{MONDAY},late,,,07:00,14:30", "outcome", "It is as it was planned."),
    "the end before the beginning": (
        f"early,{MONDAY},late,,,14:00,13:00",
        "end",
        "It ends before it begins.",
    ),
    "time awake on an early": (
        f"early,{MONDAY},worked,,,,,30",
        "awake_minutes",
        "Time awake is told of sleep-ins only.",
    ),
    "disturbed and nobody was awake": (
        f"sleep-in,{TUESDAY},disturbed",
        "awake_minutes",
        "A sleep-in that was disturbed has minutes awake.",
    ),
    "awake for longer than it was": (
        f"sleep-in,{TUESDAY},disturbed,,,,,541",
        "awake_minutes",
        "The sleep-in was 9 hours long.",
    ),
    "a day to come": ("early,2026-06-29,worked,,cat", "day", "It has not ended yet."),
}


@pytest.mark.parametrize(("row", "column", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_row_is_told_with_its_line(
    store: FolderHistory, row: str, column: str, says: str
) -> None:
    assert wrong(store, f"early,{MONDAY},worked", row)[-1] == (3, column, says)


def test_every_problem_is_told_at_once_several_of_one_row_too(store: FolderHistory) -> None:
    found = wrong(store, f"early,{MONDAY},lat,,dan,7", f"early,{MONDAY},worked", "swim,2026-13-01,worked")

    assert [(line, column) for line, column, _ in found] == [
        (2, "outcome"),
        (2, "came"),
        (2, "start"),
        (4, "day"),
    ]


def test_a_shift_that_has_not_ended_is_not_recorded(store: FolderHistory) -> None:
    with pytest.raises(BadInput, match="not ended yet"):
        read_happened(
            f"need,day,outcome\nearly,{MONDAY},worked".encode(),
            "happened.csv",
            known(store),
            datetime(2026, 6, 1, 12, tzinfo=UTC),
        )


def test_a_shift_given_twice_is_told(store: FolderHistory) -> None:
    assert wrong(store, f"early,{MONDAY},worked", f"early,{MONDAY},cancelled") == [
        (3, "", "This shift is given twice.")
    ]


def test_nobody_is_in_two_places_at_once(store: FolderHistory) -> None:
    rows = f"sleep-in,{TUESDAY},worked,,ann", f"night,{TUESDAY},worked,,ann"

    assert wrong(store, *rows) == [
        (3, "came", "They are recorded on sleep-in, Tue 2 Jun 22:00-07:00 at the same time.")
    ]


def test_nor_where_the_other_place_was_recorded_before(store: FolderHistory) -> None:
    recorded(store, happened(on(SLEEP_IN, TUESDAY), "worked", planned="bob", came="ann"))

    assert wrong(store, f"night,{TUESDAY},worked,,ann")[0][1] == "came"
    corrected = table(store, f"sleep-in,{TUESDAY},worked,,bob", f"night,{TUESDAY},worked,,ann")
    assert [each.came for each in corrected] == ["bob", "ann"]


@pytest.mark.parametrize("text", ["[]", '{"shifts": {}}', "3", "need,day,outcome"])
def test_a_file_without_shifts_is_told(store: FolderHistory, text: str) -> None:
    with pytest.raises(BadInput):
        read_happened(text.encode(), "x", known(store), NOW)


def test_a_missing_column_is_told_with_the_one_that_was_meant(store: FolderHistory) -> None:
    with pytest.raises(BadInput) as raised:
        table(store, f"early,{MONDAY},worked", header="need,day,outcom")
    (problem,) = raised.value.problems

    assert (problem.line, problem.says) == (1, "There is no column 'outcome'.")
    assert "'outcom'" in problem.mend


def test_with_several_people_each_row_says_whose_it_is(tmp_path: Path) -> None:
    about = organisation(EARLY, others=({"id": "quin", "name": "Quin", "needs": [EARLY]},))
    store = published(tmp_path, week_of(MONDAY, shift(on(EARLY, MONDAY), "ann")))
    text = f"person,need,day,outcome\n,early,{MONDAY},worked\nPat,early,{MONDAY},worked"
    with pytest.raises(BadInput) as raised:
        read_happened(text.encode(), "x", known(store, about), NOW)

    assert [(each.line, each.path) for each in raised.value.problems] == [(2, "person")]


def test_the_rest_as_planned_is_what_was_planned_and_nothing_was_said_of(store: FolderHistory) -> None:
    recorded(store, happened(on(NIGHT, MONDAY), "cancelled"))
    told = table(store, f"early,{MONDAY},cancelled")
    rest = as_planned(known(store), told, date(2026, 6, 1), date(2026, 6, 2), NOW)

    assert [(each.need, each.came, each.outcome) for each in rest] == [("sleep-in", "bob", "worked")]
    assert rest[0].awake_minutes == 0


def test_nothing_is_no_record(store: FolderHistory) -> None:
    with pytest.raises(BadQuestion, match="nothing to record"):
        record(store, [], by="Ruth", at=NOW)
    assert store.happened() == ()


def test_a_record_is_numbered_with_what_was_published_and_told_in_a_sentence(store: FolderHistory) -> None:
    told = table(store, f"early,{MONDAY},worked,,cat", f"night,{MONDAY},cancelled")
    entry = record(store, told, by="Ruth", at=NOW)

    assert store.happened() == (entry,)
    assert (entry.number, entry.by) == (2, "Ruth")
    assert said(entry) == (
        "Recorded 2 shifts: 1 as planned and 1 cancelled. On 1 of them somebody else came than was planned."
    )


# --- The command ---------------------------------------------------------------------------------------


def run(tmp_path: Path, store: FolderHistory, rows: str, *more: str) -> tuple[int, str, str]:
    team = written(tmp_path / "team.json", TEAM.model_dump_json(by_alias=True, exclude_unset=True))
    happened_file = written(tmp_path / "happened.csv", rows)
    done = matcher("record", happened_file, "--to", store.path, "--team", team, "--by", "Ruth", *more)
    return done.returncode, done.stdout, done.stderr


def test_the_command_records_and_says_what(tmp_path: Path, store: FolderHistory) -> None:
    code, out, _ = run(
        tmp_path,
        store,
        f"need,day,outcome\nearly,{MONDAY},cancelled",
        "--rest-as-planned",
        MONDAY,
        "2026-06-07",
    )

    assert (code, out) == (0, "Recorded 5 shifts: 4 as planned and 1 cancelled.\n")
    assert len(store.happened()[0].shifts) == 5


def test_with_mistakes_the_command_writes_nothing_and_ends_with_65(
    tmp_path: Path, store: FolderHistory
) -> None:
    code, out, err = run(tmp_path, store, f"need,day,outcome\nearly,{MONDAY},lat")

    assert (code, out) == (65, "")
    assert "line 2, outcome" in err
    assert store.happened() == ()


def test_the_command_prints_what_was_kept_as_json(tmp_path: Path, store: FolderHistory) -> None:
    _, out, _ = run(tmp_path, store, f"need,day,outcome\nearly,{MONDAY},cancelled", "--json")

    assert json.loads(out) == json.loads(store.happened()[0].model_dump_json())
