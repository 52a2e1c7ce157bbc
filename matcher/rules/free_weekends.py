"""W3: weekends worked running."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY, DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import many, span

if TYPE_CHECKING:
    from matcher.plan import Plan

SATURDAY = 5
WEEK = timedelta(days=DAYS_IN_WEEK)


class FreeWeekends(Rule):
    """sum(weekend[w - most_in_a_row .. w]) <= most_in_a_row; a weekend is worked if a shift starts in it"""

    kind: Literal["free_weekends"] = "free_weekends"
    level: Level = "warn"
    most_in_a_row: int = Field(default=2, ge=1, le=26)
    """Most weekends worked running."""

    code: ClassVar[str] = "W3"
    basis: ClassVar[str] = (
        "HSE good practice for shift work: regular free weekends. One in three is our own default."
    )
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("two running", ".....E.......E.......", need={"early": {}}),
        Example(
            "three running, a Saturday or a Sunday is enough",
            ".....E.......E.....L.",
            says="Ann works 3 weekends running (Sat 6 Jun to Sun 21 Jun); the most is 2.",
        ),
        Example(
            "two of them before this rota",
            ".....E.......E|.....EE",
            says="Ann works 3 weekends running (Sat 23 May to Sun 7 Jun); the most is 2.",
        ),
        Example("three before this rota", ".....E......E.......E|......."),
        Example("a free weekend between", ".....E.............EE"),
        Example("a night that starts on Friday is no weekend", ".....E......E.....N..", need={"night": {}}),
        Example(
            "the last one began before this rota",
            ".....E.......E......E|E......",
            organisation={"week_starts": "sun"},
        ),
        Example(
            "two running are too many where one is the most",
            ".....E.......E",
            rule={"most_in_a_row": 1},
            says="Ann works 2 weekends running (Sat 6 Jun to Sun 14 Jun); the most is 1.",
        ),
    )

    def says(self) -> str:
        return (
            f"Working more than {many(self.most_in_a_row, 'weekend')} running is pointed out; a shift that "
            "starts on the Saturday or the Sunday is a weekend worked."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            now = _weekends(plan.now(supporter.id))
            for run in _runs(_weekends(plan.needs_of(supporter.id))):
                reaches = sum(saturday in now for saturday in run)
                if reaches and len(run) > self.most_in_a_row:
                    yield self.broken(
                        f"{supporter.name} works {len(run)} weekends running "
                        f"({span([run[0], run[-1] + ONE_DAY])}); the most is {self.most_in_a_row}.",
                        amount=min(reaches, len(run) - self.most_in_a_row),
                        supporter=supporter.id,
                    )


def _weekends(needs: list[DatedNeed]) -> set[date]:
    """The Saturdays of the weekends that are worked."""
    return {
        need.day - ONE_DAY * (need.day.weekday() - SATURDAY)
        for need in needs
        if need.day.weekday() >= SATURDAY
    }


def _runs(saturdays: set[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for saturday in sorted(saturdays):
        if run and run[-1] + WEEK != saturday:
            yield run
            run = []
        run.append(saturday)
    if run:
        yield run
