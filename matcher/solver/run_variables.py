"""Runs of work as variables: one for each first day and length, with the free days that must follow.

A day is worked if and only if a run covers it, and a run excludes any other that begins before its free days
are over. Together these are much closer to whole numbers than windows of days are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from matcher.calendar import ONE_DAY, days_from
from matcher.model.shifts import Shifts
from matcher.model.supporter import Supporter
from matcher.rules import Rule
from matcher.rules._runs import RunLimits

if TYPE_CHECKING:
    from matcher.solver.board import Board
    from matcher.solver.cost import Lit


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks of a supporter's runs, and whether its most is posted already."""

    rule: Rule
    limits: RunLimits
    posted: bool = False

    @property
    def hard(self) -> bool:
        """Whether it always holds."""
        return self.rule.level == "hard"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that may be: its first day in the rota and the day after it, as numbers of days."""

    first: int
    after: int
    chosen: cp_model.IntVar


class RunVariables:
    """The runs of one supporter's work, posted when it is made."""

    def __init__(self, board: "Board", supporter: Supporter, shifts: Shifts, asked: list[Asked]) -> None:
        self._board = board
        self._frame = board.frame
        self._supporter = supporter
        self._shifts = shifts
        self._work = [each for each in asked if not each.limits.free]
        self._free = [each.limits for each in asked if self.holds(each) and each.limits.free]
        self._days = [self._day(day) for day in board.frame.dates]
        runs = list(self._possible())
        self._post_cover(runs)
        self._post_pairs(runs)
        self._post_past()

    @staticmethod
    def holds(asked: Asked) -> bool:
        """Whether the variables hold all that a rule asks: of free days, a least that always holds."""
        return not asked.limits.free or (asked.hard and asked.limits.most is None)

    def _day(self, day: date) -> "Lit":
        return self._board.day_with(self._supporter, day, self._shifts)

    @cached_property
    def _worked_before(self) -> list[date]:
        """Days worked in a row until the day before the first."""
        back = (
            self._frame.first_day - ONE_DAY * count for count in range(1, self._frame.first_day.toordinal())
        )
        return list(takewhile(lambda day: _is(self._day(day), 1), back))[::-1]

    @cached_property
    def _free_before(self) -> list[date]:
        """Days known to be free in a row until the day before the first."""
        known = days_from(self._frame.seen_from, (self._frame.first_day - self._frame.seen_from).days)
        return list(takewhile(lambda day: not _is(self._day(day), 1), reversed(known)))[::-1]

    def _possible(self) -> Iterator[Run]:
        """Runs that no hard rule forbids, each with its price charged."""
        for first in range(len(self._days)):
            for after in range(first + 1, len(self._days) + 1):
                days = self._dates(first, after)
                if _is(self._days[after - 1], 0) or self._too_long(days):
                    break
                prices = [(each, self._price(each, days)) for each in self._work]
                forbidden = any(each.hard and price for each, price in prices)
                if forbidden or not self._stands_alone(first, after) or self._free_too_short(first, after):
                    continue
                run = Run(first, after, self._board.model.new_bool_var(""))
                for each, price in prices:
                    if price:
                        self._board.charge(each.rule, price, run.chosen)
                yield run

    def _dates(self, first: int, after: int) -> list[date]:
        """The days of a run; one from the first day on has begun with those worked before it."""
        return [*([] if first else self._worked_before), *self._frame.dates[first:after]]

    def _too_long(self, days: list[date]) -> bool:
        return any(
            each.hard and each.limits.beyond(self._frame, self._supporter.id, days) for each in self._work
        )

    def _price(self, asked: Asked, days: list[date]) -> int:
        beyond = 0 if asked.posted else asked.limits.beyond(self._frame, self._supporter.id, days)
        return beyond + asked.limits.too_short(self._frame, self._supporter.id, days)

    def _stands_alone(self, first: int, after: int) -> bool:
        """Whether the days beside a run may be free."""
        beside = [self._days[first - 1]] if first else []
        beside += self._days[after : after + 1]
        return not any(_is(day, 1) for day in beside)

    def _free_too_short(self, first: int, after: int) -> bool:
        """Whether a run leaves too few free days before it, or after it, with no other run there."""
        dates = self._frame.dates
        before = [] if self._worked_before and not first else [*dates[:first]]
        before = before if self._worked_before else [*self._free_before, *before]
        return any(
            days and edge < limits.least and limits.too_short(self._frame, self._supporter.id, days)
            for limits in self._free
            for edge, days in ((first, before), (len(dates) - after, [*dates[after:]]))
        )

    def _post_cover(self, runs: list[Run]) -> None:
        """A day is worked if and only if one run covers it; free days follow each run."""
        apart = max((limits.least for limits in self._free), default=1)
        for place, day in enumerate(self._days):
            covering = [run.chosen for run in runs if run.first <= place < run.after]
            self._board.model.add(cp_model.LinearExpr.sum(covering) == day)
            self._board.model.add_at_most_one(
                run.chosen for run in runs if run.first <= place < run.after + apart
            )

    def _post_pairs(self, runs: list[Run]) -> None:
        """Of two days beside each other, as on a weekend, one is worked if and only if a run touches them."""
        for place, pair in enumerate(pairwise(self._days)):
            either = self._board.made_any(pair)
            if either is not None:
                touching = [run.chosen for run in runs if run.first <= place + 1 and place < run.after]
                self._board.model.add_exactly_one([*touching, either.negated()])

    def _post_past(self) -> None:
        """A run that was worked before may have to go on."""
        for each in self._work if self._worked_before else []:
            short = each.limits.too_short(self._frame, self._supporter.id, self._worked_before)
            if short:
                self._board.at_least(each.rule, [self._days[0]], 1, price=short)


def _is(lit: "Lit", value: int) -> bool:
    """Whether it is known to be so."""
    return isinstance(lit, int) and lit == value
