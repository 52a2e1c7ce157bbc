"""S6b: no coming twice in one day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.model.answer import Level, Violation
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import day_name

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class SplitDuties(Rule):
    """cost = sum(works) - sum(works and another shift of that day reaches its start) - (day worked)

    That is the number of separate stretches in a day less one; shifts that touch are one stretch.
    """

    kind: Literal["split_duties"] = "split_duties"
    level: Level = "supporters"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What one coming back costs inside its level; 60 is as much as an hour short."""

    code: ClassVar[str] = "S6b"
    basis: ClassVar[str] = "Our own default: coming back is a second journey for one day's work."
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("one shift a day", "EEN...."),
        Example("two that touch", "(EL)......"),
        Example("three in one go", "(ELS)....."),
        Example("home and back", "(EN)......", says="Ann comes 2 separate times on Mon 1 Jun."),
        Example("one day to the next", "N.E...."),
        Example("a day before the first", "(EN)|......."),
        Example(
            "the early ends before own time and the late begins after it",
            "(EL)......",
            person={"own_time": [{"days": ["mon"], "start": "12:00", "end": "17:00"}]},
            says="Ann comes 2 separate times on Mon 1 Jun.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", ".\n.", need={"early": {}, "late": {}, "sleep-in": {}, "other": {"start": "13:00"}}
    )

    def says(self) -> str:
        return "Nobody goes home and comes back on the same day."

    def enforce(self, board: "Board") -> None:
        for day in board.frame.dates:
            today = board.starting(day)
            reaching = [(need, [other for other in today if _reaches(other, need)]) for need in today]
            for supporter in board.supporters:
                for need, others in reaching:
                    works = board.works(supporter, need)
                    there = board.any_of([board.works(supporter, other) for other in others])
                    board.charge(self, 1, works)
                    board.charge(self, -1, board.all_of([works, there]))
                board.charge(self, -1, board.day(supporter, day))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for day in plan.frame.dates:
                today = plan.on_day(supporter.id, day)
                times = _stretches(today)
                if times > 1:
                    yield self.broken(
                        f"{supporter.name} comes {times} separate times on {day_name(day)}.",
                        amount=times - 1,
                        supporter=supporter.id,
                        needs=today,
                    )


def _reaches(other: DatedNeed, need: DatedNeed) -> bool:
    """Whether a shift that begins before another (of two that begin together, one of them) lasts until it."""
    first = (other.begin, other.finish, other.id) < (need.begin, need.finish, need.id)
    return first and need.begin <= other.finish


def _stretches(today: list[DatedNeed]) -> int:
    """Separate times of presence among shifts in order of time."""
    count, until = 0, 0
    for need in today:
        count += count == 0 or until < need.begin
        until = max(until, need.finish)
    return count
