"""S6c: a weekend is worked whole or not at all."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.shifts import Shifts
from matcher.rules._base import ANY_LEVEL, Example, Rule
from matcher.rules.free_weekends import SATURDAY
from matcher.wording import day_name

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ANY = Shifts()


class WholeWeekends(Rule):
    """day[Saturday] = day[Sunday]; cost = |day[Saturday] - day[Sunday]|"""

    kind: Literal["whole_weekends"] = "whole_weekends"
    level: Level = "off"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What half a weekend costs inside its level; 60 is as much as an hour short."""

    code: ClassVar[str] = "S6c"
    basis: ClassVar[str] = (
        "Ceschia et al. 2015 (INRC-II): complete weekends. Not in force unless the file asks for it."
    )
    levels: ClassVar[frozenset[Level]] = ANY_LEVEL
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("both days", ".....EL"),
        Example("neither", "EE....."),
        Example("Saturday only", ".....E.", says="Ann works on Sat 6 Jun, and not on the Sunday after it."),
        Example("Sunday only", "......N", says="Ann works on Sun 7 Jun, and not on the Saturday before it."),
        Example("the Sunday is after the last day", ".....E"),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", ".......\n.......", need={"early": {"days": ["sat", "sun"]}, "other": {"days": ["sat"]}}
    )

    def says(self) -> str:
        return "Nobody works on a Saturday and not on the Sunday after it, or the other way round."

    def enforce(self, board: "Board") -> None:
        for saturday in _saturdays(board.frame):
            for supporter in board.supporters:
                if _open(board.frame, supporter.id, saturday):
                    both = [board.day(supporter, saturday), board.day(supporter, saturday + ONE_DAY)]
                    board.at_most(self, both, 0, [1, -1])
                    board.at_most(self, both, 0, [-1, 1])

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            worked = set(plan.days_worked(supporter.id))
            for saturday in _saturdays(plan.frame):
                sunday = saturday + ONE_DAY
                if len({saturday, sunday} & worked) == 1 and _open(plan.frame, supporter.id, saturday):
                    day, other = (
                        (saturday, "Sunday after") if saturday in worked else (sunday, "Saturday before")
                    )
                    yield self.broken(
                        f"{supporter.name} works on {day_name(day)}, and not on the {other} it.",
                        supporter=supporter.id,
                    )


def _saturdays(frame: Frame) -> Iterator[date]:
    """The Saturdays of weekends that end in the horizon, and of which the Saturday is known."""
    for sunday in frame.dates:
        if sunday.weekday() == SATURDAY + 1 and sunday - ONE_DAY >= frame.seen_from:
            yield sunday - ONE_DAY


def _open(frame: Frame, supporter: str, saturday: date) -> bool:
    """Whether either day can still change."""
    return not all(frame.settled(supporter, day, ANY) for day in (saturday, saturday + ONE_DAY))
