"""INRC-II: files are read as they are written, and weeks cost what the competition says."""

import json
import shutil
from pathlib import Path
from random import Random

import pytest
from inrc_files import named_files, open_instance
from inrc_instance import Cover, Off, Solution, written
from inrc_score import Score, next_history, score
from inrc_small import FOLDER, alone, changed, drawn, small, worked

from matcher.errors import BadInput

FREE = {"last": "None", "same_in_a_row": 0, "worked_in_a_row": 0}


def soft(found: Score) -> dict[str, int]:
    """What costs anything."""
    return {each: cost for each, cost in found.soft.items() if cost}


def test_files_are_read_as_they_are_written() -> None:
    read = small()

    assert (read.scenario.number_of_weeks, len(read.weeks), read.history.week) == (2, 2, 0)
    assert read.scenario.contract_of["Dan"].id == "PartTime"
    assert read.scenario.contract_of["Ann"].complete_weekends
    assert not read.scenario.contract_of["Dan"].complete_weekends
    assert read.scenario.not_next["Night"] == {"Early", "Late"}
    assert read.history.of["Bob"].worked_in_a_row == 3
    assert read.weeks[0].requirements[1].by_day[2:4] == (
        Cover(minimum=0, optimal=1),
        Cover(minimum=1, optimal=1),
    )
    assert read.weeks[1].shift_off_requests[0] == Off(nurse="Cat", shift_type="Any", day="Wednesday")


def broken_files(folder: Path, **texts: tuple[str, str]) -> Path:
    """The small scenario with one word of some files replaced by another."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    for name, (word, other) in texts.items():
        path = folder / f"{name.replace('_', '-')}.json"
        text = path.read_text(encoding="utf-8")
        assert word in text
        path.write_text(text.replace(word, other, 1), encoding="utf-8")
    return folder


def test_every_problem_is_told_at_once_with_its_place_and_no_names(tmp_path: Path) -> None:
    folder = broken_files(
        tmp_path,
        Sc_small=('"contract": "FullTime", "skills"', '"contract": "Half", "skills"'),
        H0_small_0=('"numberOfConsecutiveDaysOff": 2', '"numberOfConsecutiveDaysOff": 0'),
        WD_small_0=('"day": "Saturday"', '"day": "Caturday"'),
        WD_small_1=('"skill": "HeadNurse"', '"skill": "Cook"'),
    )
    with pytest.raises(BadInput) as told:
        open_instance(*named_files(folder, 0, [0, 1, 2]))

    assert [each.path for each in told.value.problems] == [
        "WD-small-0.json › shiftOffRequests › 0 › day",
        "WD-small-2.json",
        "Sc-small.json › nurses › 0 › contract",
        "H0-small-0.json › week",
        "H0-small-0.json › nurseHistory › 0",
        "WD-small-1.json › requirements › 0",
    ]
    assert not any(word in str(told.value) for word in ("Ann", "Caturday", "Half", "Cook"))


def test_a_folder_without_a_scenario_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not one scenario"):
        named_files(tmp_path, 0, [0])


def test_a_nurse_missing_to_the_optimum_costs_30_and_below_the_minimum_breaks_a_limit() -> None:
    """Early, HeadNurse: at best one on Monday and Friday, and one must be there on Wednesday."""
    week = small((0,))
    only = changed(week.weeks[0], requirements=week.weeks[0].requirements[:1])
    asked = type(week)(week.scenario, week.history, (only,))

    assert score(asked, drawn(asked, Ann="e.e....")).soft["S1"] == 30
    assert score(asked, drawn(asked, Ann="..e....")).broken == ()
    assert score(asked, drawn(asked, Ann="e...e..", Dan="e......")).soft["S1"] == 30
    assert score(asked, drawn(asked, Ann="e...e..")).broken == ("H2: 0 on Early, HeadNurse, Wed, week 0",)


@pytest.mark.parametrize(
    ("nurse", "row", "cost"),
    [
        ("Bob", ".EEE...", {}),
        ("Bob", ".ELL...", {"S2": 15}),
        ("Bob", "..NN...", {"S2": 15 + 30}),
        ("Bob", "LLLL...", {"S2": 15}),
        ("Bob", "NNNNN..", {"S2": 15}),
        ("Bob", "EEEEEEE", {"S2": 2 * 15 + 2 * 30}),
        ("Bob", "EEE.EEE", {"S3": 30}),
        ("Bob", "...EEEE", {"S3": 30}),
        ("Bob", "EEE....", {}),
        ("Bob", ".......", {"S3": 5 * 30}),
        ("Bob", ".EEEEE.", {"S5": 30}),
        ("Bob", "EEE...E", {"S5": 30}),
        ("Dan", "EEE...E", {}),
    ],
)
def test_days_in_a_row_and_half_weekends_cost_what_they_weigh(
    nurse: str, row: str, cost: dict[str, int]
) -> None:
    """Off for two days before. Full time: 3 to 5 days in a row, 2 to 4 off, whole weekends."""
    asked = alone(nurse)

    assert soft(score(asked, drawn(asked, **{nurse: row}))) == cost


@pytest.mark.parametrize(
    ("past", "row", "cost"),
    [
        (worked("N", 1, 3), "NN.....", {"S3": 30}),
        (worked("N", 1, 3), "N......", {"S2": 15, "S3": 2 * 30}),
        (worked("N", 1, 3), "...EEEE", {"S2": 2 * 15}),
        (worked("E", 2, 2), "...EEEE", {"S2": 30}),
        (worked("E", 2, 2), "E..EEEE", {}),
        (worked("E", 4, 4), "EE..EEE", {"S2": 15 + 30}),
        (worked("E", 7, 7), "EE..EEE", {"S2": 2 * 15 + 2 * 30}),
        ({"off_in_a_row": 1}, "EEE....", {"S3": 30}),
        ({"off_in_a_row": 1}, ".EEE...", {}),
        ({"off_in_a_row": 9}, "..EEE..", {"S3": 2 * 30}),
    ],
)
def test_what_came_before_goes_on_and_is_charged_once(
    past: dict[str, object], row: str, cost: dict[str, int]
) -> None:
    asked = alone("Bob", past)

    assert soft(score(asked, drawn(asked, Bob=row))) == cost


def test_a_request_costs_10_where_such_a_shift_is_worked() -> None:
    """Ann asked for a free Saturday, Bob for no night on Tuesday, Eve for no early on Monday."""
    asked = small((0,))
    found = score(asked, drawn(asked, Ann=".....N.", Bob=".E.....", Eve="E......"))

    assert found.soft["S4"] == 20


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"Cat": "E......"}, "H3: Cat works Early after Late on day 0"),
        ({"Cat": "..N.NL."}, "H3: Cat works Late after Night on day 5"),
        ({"Bob": "..e...."}, "H4: Bob works without HeadNurse on Early, Wed"),
        ({"Dan": ".n....."}, None),
    ],
)
def test_hard_limits_are_found_where_they_are_broken(rows: dict[str, str], says: str | None) -> None:
    asked = small((0,))
    asked = type(asked)(
        asked.scenario, asked.history, (changed(asked.weeks[0], requirements=[], shift_off_requests=[]),)
    )

    assert score(asked, drawn(asked, **rows)).broken == ((says,) if says else ())


def test_two_shifts_on_one_day_break_a_limit() -> None:
    asked = alone("Bob")
    (early,), (late,) = drawn(asked, Bob="..E...."), drawn(asked, Bob="..L....")
    both = changed(early, assignments=[*early.assignments, *late.assignments])

    assert score(asked, [both]).broken == ("H1: Bob has 2 shifts on Wed, week 0",)


@pytest.mark.parametrize(
    ("before", "row", "cost"),
    [
        ({"assignments": 4}, "EEEE...", {}),
        ({"assignments": 4}, "EEE....", {"S6": 20}),
        ({"assignments": 9}, "EEE....", {"S6": 2 * 20}),
        ({"assignments": 12}, "EEE....", {"S6": 5 * 20}),
        ({"assignments": 5, "weekends": 1}, "EEE..EE", {"S7": 30}),
        ({"assignments": 5, "weekends": 0}, "EEE..EE", {}),
    ],
)
def test_assignments_and_weekends_are_charged_in_the_last_week_for_all_weeks(
    before: dict[str, object], row: str, cost: dict[str, int]
) -> None:
    """Full time: 8 to 10 assignments in the two weeks, and one weekend."""
    last, sooner = alone("Bob", before, first=1), alone("Bob", before)

    assert soft(score(last, drawn(last, Bob=row))) == cost
    assert soft(score(sooner, drawn(sooner, Bob=row))) == {}


@pytest.mark.parametrize(
    ("past", "row", "then"),
    [
        ({}, "EEELLN.", {**FREE, "assignments": 6, "weekends": 1, "off_in_a_row": 1}),
        ({}, ".......", {**FREE, "assignments": 0, "weekends": 0, "off_in_a_row": 9}),
        ({}, "...EELL", worked("L", 2, 4, assignments=4, weekends=1)),
        (worked("L", 2, 4), "LLLLLLL", worked("L", 9, 11, assignments=7, weekends=1)),
        (worked("L", 2, 4), "NNNNNNN", worked("N", 7, 11, assignments=7, weekends=1)),
        (
            worked("L", 2, 4, assignments=9, weekends=2),
            "EEEE...",
            {**FREE, "assignments": 13, "weekends": 2, "off_in_a_row": 3},
        ),
    ],
)
def test_a_week_leaves_its_history_to_the_next(
    past: dict[str, object], row: str, then: dict[str, object]
) -> None:
    asked = alone("Bob", past)
    left = next_history(asked.scenario, asked.history, drawn(asked, Bob=row)[0])

    assert left.week == 1
    assert {name: getattr(left.of["Bob"], name) for name in then} == then


def test_weeks_one_by_one_cost_what_they_cost_at_once() -> None:
    whole, random = small(), Random(1)
    for _ in range(100):
        rows = {each.id: "".join(random.choices("..EELN", k=14)) for each in whole.scenario.nurses}
        solutions = drawn(whole, **rows)
        first = type(whole)(whole.scenario, whole.history, whole.weeks[:1])
        history = next_history(whole.scenario, whole.history, solutions[0])
        second = type(whole)(whole.scenario, history, whole.weeks[1:])
        parts = [score(first, solutions[:1]), score(second, solutions[1:])]

        assert score(whole, solutions).cost == sum(part.cost for part in parts)


def test_solutions_and_histories_are_written_as_the_competition_has_them() -> None:
    asked = alone("Bob")
    (solution,) = drawn(asked, Bob="..E....")
    history = json.loads(written(next_history(asked.scenario, asked.history, solution)))

    assert json.loads(written(solution)) == {
        "scenario": "small",
        "week": 0,
        "assignments": [{"nurse": "Bob", "day": "Wed", "shiftType": "Early", "skill": "Nurse"}],
    }
    assert Solution.model_validate_json(written(solution)) == solution
    assert history == {
        "week": 1,
        "scenario": "small",
        "nurseHistory": [
            {
                "nurse": "Bob",
                "numberOfAssignments": 1,
                "numberOfWorkingWeekends": 0,
                "lastAssignedShiftType": "None",
                "numberOfConsecutiveAssignments": 0,
                "numberOfConsecutiveWorkingDays": 0,
                "numberOfConsecutiveDaysOff": 4,
            }
        ],
    }


def test_a_solution_of_something_else_is_refused() -> None:
    asked = alone("Bob")
    (solution,) = drawn(asked, Bob="..E....")
    with pytest.raises(ValueError, match="other weeks"):
        score(asked, [changed(solution, week=1)])
    with pytest.raises(ValueError, match="the scenario has not"):
        score(asked, drawn(asked, Ann="..E...."))
