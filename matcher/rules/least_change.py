"""S2: least change from what was promised."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.rules._base import Example, Rule
from matcher.wording import many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class LeastChange(Rule):
    """cost = sum(promised * (1 - works)) + sum((1 - promised) * works), each times what it counts that day

    A shift is the same shift while its need and its day are, even where its times have moved. Only for the
    days that were promised: a rota may be longer than the promise.
    """

    kind: Literal["least_change"] = "least_change"
    level: Level = "change"
    soon_days: int = Field(default=28, ge=0, le=366)
    """Days from today within which a change counts more."""
    soon_counts: int = Field(default=2, ge=1, le=1000)
    """How often it counts then."""
    very_soon_days: int = Field(default=7, ge=0, le=366)
    """Days from today within which a change counts most."""
    very_soon_counts: int = Field(default=4, ge=1, le=1000)
    """How often it counts then."""

    code: ClassVar[str] = "S2"
    basis: ClassVar[str] = (
        "Living Hours: four weeks' notice of shifts. How often a change counts is our own default."
    )
    levels: ClassVar[frozenset[Level]] = frozenset({"change", "off"})
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("nothing was promised", "E......"),
        Example("as promised", "E......", published="E......"),
        Example(
            "given to somebody else, on the day itself",
            ".......\nE......",
            published="E......\n.......",
            says=(
                "Ann was promised early, Mon 1 Jun 07:00-14:30 and no longer has it; it counts 4 times.",
                "Bob is given early, Mon 1 Jun 07:00-14:30, which was not promised; it counts 4 times.",
            ),
        ),
        Example(
            "a promise about a need that is no longer there",
            "E......",
            need={"early": {"days": ["mon"]}},
            published="EE.....",
            says="Ann was promised early, Tue 2 Jun 07:00-14:30 and no longer has it; it counts 4 times.",
        ),
        Example(
            "seven days ahead, and eight",
            "EE.....",
            published=".......",
            organisation={"as_of": "2026-05-25"},
            says=(
                "Ann is given early, Mon 1 Jun 07:00-14:30, which was not promised; it counts 4 times.",
                "Ann is given early, Tue 2 Jun 07:00-14:30, which was not promised; it counts 2 times.",
            ),
        ),
        Example(
            "28 days ahead, and 29",
            "EE.....",
            published=".......",
            organisation={"as_of": "2026-05-04"},
            says=(
                "Ann is given early, Mon 1 Jun 07:00-14:30, which was not promised; it counts 2 times.",
                "Ann is given early, Tue 2 Jun 07:00-14:30, which was not promised; it counts 1 time.",
            ),
        ),
        Example("a promise for other days", "E|E......", published="E|E......"),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        published="E.\n.N",
        organisation={"as_of": "2026-05-25"},
    )

    def says(self) -> str:
        return (
            "A shift taken from somebody, or given to them, after the rota was promised counts once; "
            f"within {many(self.soon_days, 'day')} of today it counts {many(self.soon_counts, 'time')}, "
            f"within {many(self.very_soon_days, 'day')} {many(self.very_soon_counts, 'time')}."
        )

    def counts(self, frame: Frame, need: DatedNeed) -> int:
        """How often a change of a shift counts."""
        ahead = (need.day - frame.as_of).days
        if ahead <= self.very_soon_days:
            return self.very_soon_counts
        return self.soon_counts if ahead <= self.soon_days else 1

    def enforce(self, board: "Board") -> None:
        if board.frame.published is None:
            return
        days = _promised_days(board.frame)
        for supporter in board.supporters:
            mine = [turn.need for turn in board.frame.published if turn.supporter == supporter.id]
            promised = {need.id: need for need in mine if need.day in days}
            for need in promised.values():
                board.charge(self, self.counts(board.frame, need))
            for need in [need for need in board.needs if need.day in days]:
                counts = self.counts(board.frame, need)
                board.charge(self, -counts if need.id in promised else counts, board.works(supporter, need))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        if plan.frame.published is None:
            return
        for supporter in plan.frame.supporters:
            mine = [turn.need for turn in plan.frame.published if turn.supporter == supporter.id]
            days = _promised_days(plan.frame)
            before = {need.id: need for need in mine if need.day in days}
            now = {need.id: need for need in plan.now(supporter.id) if need.day in days}
            taken = [(need, f"was promised {when(need)} and no longer has it") for need in _new(before, now)]
            given = [(need, f"is given {when(need)}, which was not promised") for need in _new(now, before)]
            for need, words in taken + given:
                counts = self.counts(plan.frame, need)
                yield self.broken(
                    f"{supporter.name} {words}; it counts {many(counts, 'time')}.",
                    amount=counts,
                    supporter=supporter.id,
                    needs=[need],
                )


def _promised_days(frame: Frame) -> set[date]:
    """The days of the rota that the promise is about."""
    promised = frame.published_days
    return {day for day in frame.dates if promised is None or day in promised}


def _new(these: dict[str, DatedNeed], others: dict[str, DatedNeed]) -> list[DatedNeed]:
    """What is in one and not in the other."""
    return [need for name, need in these.items() if name not in others]
