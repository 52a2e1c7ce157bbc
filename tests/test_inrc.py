"""INRC-II weeks as team files: our rules say what the scorer says, and each goes on from the one before."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from commands import in_process
from inrc import main, solved, too_many_before, week_by_week
from inrc_instance import SHORT_DAYS, Cover, History, Instance, Requirement, Solution
from inrc_score import next_history, score
from inrc_small import FOLDER, alone, changed, drawn, small, worked
from inrc_team import asked_of, team_file
from ward import id_of

from matcher.audit import Audit, audit
from matcher.clock import Settings
from matcher.frame import Turn
from matcher.plan import Plan
from matcher.rulebook import for_frame

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SETTINGS = Settings(time_limit=30, workers=1)


def audited(asked: Instance, solutions: list[Solution]) -> Audit:
    """What our rules find in a roster of theirs."""
    question = asked_of(asked, SETTINGS)
    frame = question.frame(question.organisation.people[0])
    needs = {
        (need.day, need.need.tags[0], need.need.skills[0].skill): need
        for need in frame.needs
        if need.need.skills
    }
    turns = [
        Turn(
            id_of(each.nurse),
            needs[
                frame.dates[7 * week + SHORT_DAYS.index(each.day)], id_of(each.shift_type), id_of(each.skill)
            ],
        )
        for week, solution in enumerate(solutions)
        for each in solution.assignments
    ]
    return audit(Plan.of(frame, turns), for_frame(frame))


def any_roster(asked: Instance, random: Random) -> list[Solution]:
    """A roster in stretches. Nobody works without the skill, so that the looser ones keep all limits."""

    def row(length: int, marks: str) -> str:
        days = ""
        while len(days) < length:
            days += random.choice(marks) * random.randint(1, 5)
        return days[:length]

    rows = {
        each.id: row(7 * len(asked.weeks), "..EeLN" if "HeadNurse" in each.skills else "..ELN")
        for each in asked.scenario.nurses
    }
    return drawn(asked, **rows)


def looser(asked: Instance) -> Instance:
    """The same without a minimum or a forbidden succession."""

    def optional(row: Requirement) -> Requirement:
        days = {day: changed(getattr(row, day), minimum=0) for day in WEEKDAYS}
        return changed(row, **days)

    scenario = changed(asked.scenario, forbidden_shift_type_successions=())
    weeks = [changed(week, requirements=map(optional, week.requirements)) for week in asked.weeks]
    return Instance(scenario, asked.history, tuple(weeks))


def says(found: Audit) -> list[str]:
    return [each.says for each in found.violations if each.level == "gaps"]


@pytest.mark.parametrize("limits", [True, False])
def test_our_rules_say_of_any_roster_what_the_scorer_says(limits: bool) -> None:
    """In both weeks at once, and in the last week after any other week."""
    whole, random = small() if limits else looser(small()), Random(1)
    for _ in range(20):
        rosters = any_roster(whole, random)
        history = next_history(whole.scenario, whole.history, rosters[0])
        last = replace(whole, history=history, weeks=whole.weeks[1:])
        for asked, solutions in ((whole, rosters), (last, rosters[1:])):
            ours, theirs = audited(asked, solutions), score(asked, solutions)

            assert ours.cost("gaps") + too_many_before(asked) == theirs.cost, (theirs, says(ours))
            assert bool(ours.broken) == bool(theirs.broken), (theirs.broken, ours.broken)
            assert bool(theirs.broken) == limits


def test_before_the_last_week_nurses_are_held_to_their_share_besides() -> None:
    asked, random = small((0,)), Random(2)
    for _ in range(20):
        solutions = any_roster(asked, random)
        ours, theirs = audited(asked, solutions), score(asked, solutions)

        assert ours.cost("gaps") - ours.of("totals", "gaps") == theirs.cost
        assert (theirs.soft["S6"], theirs.soft["S7"]) == (0, 0)


@pytest.mark.parametrize(
    ("row", "shares"), [("EEEE...", 0), ("EEE....", 20), ("EEEEEE.", 20), ("...EEEE", 0), (".......", 80)]
)
def test_half_of_the_limits_is_the_share_of_the_first_of_two_weeks(row: str, shares: int) -> None:
    """Full time: 8 to 10 assignments in two weeks, 4 or 5 of them in the first; one weekend, in either."""
    asked = alone("Bob")

    assert audited(asked, drawn(asked, Bob=row)).of("totals", "gaps") == shares


@pytest.mark.parametrize(
    ("past", "row", "sentence"),
    [
        (
            worked("N", 1, 3),
            "...EEEE",
            "Bob works 1 day in a row with shifts marked 'night' (Sun 31 Dec); the least is 3.",
        ),
        (worked("E", 5), "E..EEEE", "Bob works 6 days in a row (Wed 27 Dec to Mon 1 Jan); the most is 5."),
        ({"off_in_a_row": 1}, "EEE....", "Bob is free for 1 day in a row (Sun 31 Dec); the least is 2."),
        (
            {"off_in_a_row": 4},
            ".EEEE..",
            "Bob is free for 5 days in a row (Thu 28 Dec to Mon 1 Jan); the most is 4.",
        ),
    ],
)
def test_what_came_before_opens_the_first_run(past: dict[str, object], row: str, sentence: str) -> None:
    asked = alone("Bob", past)

    assert sentence in says(audited(asked, drawn(asked, Bob=row)))


def test_a_shift_before_forbids_what_must_not_follow_it() -> None:
    asked = alone("Bob", worked("N", 3))

    assert [each.rule for each in audited(asked, drawn(asked, Bob="L......")).broken] == ["next_day"]
    assert audited(asked, drawn(asked, Bob="N......")).broken == ()


def test_weeks_are_solved_one_after_another_and_cost_what_the_scorer_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table that it prints, the files that it writes, and what `matcher solve` makes of those of ours."""
    words = ["inrc", "--instances", f"{FOLDER}", "--weeks", "0", "1", "--workers", "1", "--seconds", "30"]
    monkeypatch.setattr(sys, "argv", [*words, "--out", f"{tmp_path}"])
    main()

    header, _, *rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:-1]]
    table = [dict(zip(header, row, strict=False)) for row in rows]
    solutions = [
        Solution.model_validate_json((tmp_path / f"Sol-small-{week}.json").read_bytes()) for week in (0, 1)
    ]
    history = History.model_validate_json((tmp_path / "H1-small.json").read_bytes())
    whole = small()
    found = score(whole, solutions)

    assert found.broken == ()
    assert history == next_history(whole.scenario, whole.history, solutions[0])
    assert [row["week"] for row in table] == ["1", "2", "all"]
    assert [row["ours"] for row in table[:2]] == [row["bound"] for row in table[:2]]
    assert table[2]["cost"] == f"{found.cost}"
    team, before = tmp_path / "team-small-1.json", tmp_path / "before-small-1.json"
    again = in_process("solve", team, "--history", before, "--json")
    assert [each["cost"] for each in json.loads(again.stdout)["proof"] if each["part"] == "rota"] == [
        int(table[1]["ours"])
    ]


def test_all_weeks_as_one_rota_cost_no_more_than_one_by_one() -> None:
    asked = alone("Bob", worked("N", 1, 4), weeks=2)
    together, one_by_one = solved(asked, SETTINGS), list(week_by_week(asked, SETTINGS))

    assert together.cost == together.bound == together.score.cost
    assert together.cost <= sum(each.score.cost for each in one_by_one)


def test_a_minimum_that_nobody_can_fill_is_no_rota() -> None:
    asked = small((0,))
    (week,) = asked.weeks
    first = week.requirements[0]
    three = changed(first, monday=Cover(minimum=3, optimal=3))
    with pytest.raises(ValueError, match="no rota for week 0"):
        solved(replace(asked, weeks=(changed(week, requirements=[three, *week.requirements[1:]]),)), SETTINGS)


def test_a_team_file_says_it_all() -> None:
    """Only the nurses with whole weekends in their contract have that rule, and each week its own dates."""
    written = team_file(small())
    rules = {rule["kind"]: rule for rule in written["rules"]}

    assert rules["whole_weekends"]["applies_to"] == {"supporters": ["ann", "bob", "cat"]}
    assert written["rota"] == {"first_day": "2024-01-01", "weeks": 2}
    assert rules["fewest_there"] == {"kind": "fewest_there", "level": "hard"}


def test_a_broken_file_ends_the_command_with_65(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Sc-small.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["inrc", "--instances", f"{tmp_path}", "--weeks", "0"])
    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 65
    assert "3 things to mend" in capsys.readouterr().out
