"""What weeks of an INRC-II scenario cost, and which limits they break. No solver, none of our rules.

`python benchmarks/inrc_score.py --instances DIR --weeks 3 5 0 1 --solutions Sol-0.json Sol-1.json ...`: all
weeks after a history at once, as the competition's validator looks at them (Ceschia et al. 2015).
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from inrc_files import named_files, open_instance
from inrc_instance import (
    ANY,
    NONE,
    SHORT_DAYS,
    WEEKDAYS,
    Assignment,
    History,
    Instance,
    Nurse,
    Past,
    Scenario,
    Solution,
)

SATURDAY, SUNDAY, DAYS = 5, 6, 7
OPTIMAL, SAME_SHIFT, WORKING, FREE, ASKED, HALF_WEEKEND, IN_ALL, WEEKENDS = 30, 15, 30, 30, 10, 30, 20, 30
"""What each one costs. S1: a nurse missing to the optimum; S2: a day too many or too few in a row with one
kind of shift, and of work; S3: of days off; S4: a request; S5: half a weekend; S6: an assignment too many or
too few; S7: a weekend too many."""
SOFT = ("S1", "S2", "S3", "S4", "S5", "S6", "S7")

Row = list[str | None]
"""The kind of shift of each day of somebody; None: free."""


@dataclass(frozen=True)
class Score:
    """What weeks cost, by what for, and each hard limit they break, in words."""

    soft: Mapping[str, int]
    broken: tuple[str, ...]

    @property
    def cost(self) -> int:
        """All of it."""
        return sum(self.soft.values())


def score(instance: Instance, solutions: Sequence[Solution]) -> Score:
    """Score the weeks of an instance. S6 and S7 are charged in the scenario's last week, for all weeks.

    ValueError where a solution is not of this instance.
    """
    _must_fit(instance, solutions)
    soft, broken = Counter(dict.fromkeys(SOFT, 0)), list(_twice(solutions))
    for place, (week, solution) in enumerate(zip(instance.weeks, solutions, strict=True)):
        there = Counter((each.shift_type, each.skill, each.day) for each in solution.assignments)
        for asked in week.requirements:
            for day, cover in zip(SHORT_DAYS, asked.by_day, strict=True):
                count = there[asked.shift_type, asked.skill, day]
                soft["S1"] += OPTIMAL * max(0, cover.optimal - count)
                if count < cover.minimum:
                    broken.append(f"H2: {count} on {asked.shift_type}, {asked.skill}, {day}, week {place}")
    for nurse in instance.scenario.nurses:
        soft += _soft(instance, nurse, row_of(nurse.id, solutions))
        broken += _hard(instance, nurse, solutions)
    return Score({each: soft[each] for each in SOFT}, tuple(broken))


def row_of(nurse: str, solutions: Sequence[Solution]) -> Row:
    """The kind of shift of each day of a nurse."""
    row: Row = [None] * (DAYS * len(solutions))
    for week, solution in enumerate(solutions):
        for each in solution.assignments:
            if each.nurse == nurse:
                row[DAYS * week + SHORT_DAYS.index(each.day)] = each.shift_type
    return row


def next_history(scenario: Scenario, history: History, solution: Solution) -> History:
    """What a week leaves to the next."""
    return History(
        week=history.week + 1,
        scenario=scenario.id,
        nurse_history=tuple(
            _gone_on(history.of[nurse.id], row_of(nurse.id, [solution])) for nurse in scenario.nurses
        ),
    )


def _gone_on(past: Past, row: Row) -> Past:
    last = row[-1]
    worked = [shift is not None for shift in row]
    return Past(
        nurse=past.nurse,
        assignments=past.assignments + sum(worked),
        weekends=past.weekends + _weekends(row),
        last=last or NONE,
        same_in_a_row=_tail(row, last, past.same_in_a_row if past.last == last else 0) if last else 0,
        worked_in_a_row=_tail(worked, True, past.worked_in_a_row),
        off_in_a_row=_tail(worked, False, past.off_in_a_row),
    )


def _tail(days: Sequence[object], what: object, before: int) -> int:
    """How many days in a row at the end are such, with those before where all of them are."""
    tail = next((place for place, each in enumerate(reversed(days)) if each != what), len(days))
    return tail + before if tail == len(days) else tail


def _must_fit(instance: Instance, solutions: Sequence[Solution]) -> None:
    scenario, first = instance.scenario, instance.history.week
    nurses, shifts = {each.id for each in scenario.nurses}, {each.id for each in scenario.shift_types}
    weeks = [(each.scenario, each.week) for each in solutions]
    if weeks != [(scenario.id, first + place) for place in range(len(instance.weeks))]:
        raise ValueError("the solutions are of another scenario or other weeks")
    if any(
        each.nurse not in nurses or each.shift_type not in shifts or each.skill not in scenario.skills
        for solution in solutions
        for each in solution.assignments
    ):
        raise ValueError("a solution names a nurse, a kind of shift or a skill that the scenario has not")


def _twice(solutions: Sequence[Solution]) -> Iterator[str]:
    for solution in solutions:
        for (nurse, day), count in Counter((each.nurse, each.day) for each in solution.assignments).items():
            if count > 1:
                yield f"H1: {nurse} has {count} shifts on {day}, week {solution.week}"


def _hard(instance: Instance, nurse: Nurse, solutions: Sequence[Solution]) -> Iterator[str]:
    row = [instance.history.of[nurse.id].last, *row_of(nurse.id, solutions)]
    for day, (shift, after) in enumerate(pairwise(row)):
        if shift is not None and after in instance.scenario.not_next.get(shift, ()):
            yield f"H3: {nurse.id} works {after} after {shift} on day {day}"
    for each in (each for solution in solutions for each in solution.assignments):
        if each.nurse == nurse.id and each.skill not in nurse.skills:
            yield f"H4: {nurse.id} works without {each.skill} on {_said(each)}"


def _said(each: Assignment) -> str:
    return f"{each.shift_type}, {each.day}"


def _soft(instance: Instance, nurse: Nurse, row: Row) -> Counter[str]:
    """What one nurse's days cost."""
    past, contract = instance.history.of[nurse.id], instance.scenario.contract_of[nurse.id]
    worked = [shift is not None for shift in row]
    found = Counter(S4=ASKED * _refused(instance, nurse, row))
    for shift in instance.scenario.shift_types:
        same = past.same_in_a_row if past.last == shift.id else 0
        days = [each == shift.id for each in row]
        found["S2"] += SAME_SHIFT * _beyond(days, True, same, shift.least, shift.most)
    before = past.worked_in_a_row
    found["S2"] += WORKING * _beyond(worked, True, before, contract.least_in_a_row, contract.most_in_a_row)
    found["S3"] += FREE * _beyond(worked, False, past.off_in_a_row, contract.least_off, contract.most_off)
    if contract.complete_weekends:
        weekends = zip(worked[SATURDAY::DAYS], worked[SUNDAY::DAYS], strict=True)
        found["S5"] += HALF_WEEKEND * sum(saturday != sunday for saturday, sunday in weekends)
    if instance.history.week + len(instance.weeks) == instance.scenario.number_of_weeks:
        in_all, weekends_in_all = past.assignments + sum(worked), past.weekends + _weekends(row)
        found["S6"] += IN_ALL * max(0, contract.least - in_all, in_all - contract.most)
        found["S7"] += WEEKENDS * max(0, weekends_in_all - contract.most_weekends)
    return found


def _refused(instance: Instance, nurse: Nurse, row: Row) -> int:
    """How many requests to be free are not met."""
    return sum(
        off.nurse == nurse.id
        and (shift := row[DAYS * place + WEEKDAYS.index(off.day)]) is not None
        and off.shift_type in (ANY, shift)
        for place, week in enumerate(instance.weeks)
        for off in week.shift_off_requests
    )


def _weekends(row: Row) -> int:
    return sum(any(row[saturday : saturday + 2]) for saturday in range(SATURDAY, len(row), DAYS))


def _beyond(days: Sequence[bool], what: bool, before: int, least: int, most: int) -> int:
    """How many days the runs of such days are too long or too short by.

    A run goes on from the days before; those of them that were too many have been charged. What goes on after
    the last day is not too short yet.
    """
    found, place = 0, -before
    for each, run in groupby([*[what] * before, *days]):
        length = len(list(run))
        carried = max(0, -place)
        place += length
        if each == what:
            found += max(0, length - max(most, carried))
            found += max(0, least - length) if place < len(days) else 0
    return found


def main() -> None:
    """Score files; it ends with 1 where a hard limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=Path, required=True, help="the folder of one scenario")
    parser.add_argument("--history", type=int, default=0)
    parser.add_argument("--weeks", type=int, nargs="+", required=True)
    parser.add_argument("--solutions", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    instance = open_instance(*named_files(args.instances, args.history, args.weeks))
    found = score(instance, [Solution.model_validate_json(each.read_bytes()) for each in args.solutions])
    print(f"{found.cost}: {', '.join(f'{each} {cost}' for each, cost in found.soft.items())}.")
    for says in found.broken:
        print(says)
    raise SystemExit(1 if found.broken else 0)


if __name__ == "__main__":
    main()
