"""S6a: shifts move forward in the day, not back."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY, DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.words import KIND_NAMES, ShiftKind
from matcher.rules._base import Example, Rule
from matcher.wording import day_name

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ORDER: tuple[ShiftKind, ...] = ("early", "late", "waking_night")


class ForwardRotation(Rule):
    """kind[d - 1] + kind'[d] <= 1, for every day d and kind' before kind in early < late < waking night"""

    kind: Literal["forward_rotation"] = "forward_rotation"
    level: Level = "supporters"
    weight: int = Field(default=30, ge=1, le=100_000)
    """What one step back costs inside its level; 60 is as much as an hour short."""

    code: ClassVar[str] = "S6a"
    basis: ClassVar[str] = "HSE good practice for shift work: rotate forward; the weight is our own default."
    examples: ClassVar[tuple[Example, ...]] = (
        Example("forward", "ELN...."),
        Example("a day between", "L.E...."),
        Example("the same again", "LL....."),
        Example(
            "a late, then an early",
            "LE.....",
            says="Ann steps back from late (Mon 1 Jun) to early (Tue 2 Jun).",
        ),
        Example(
            "a late before the first day",
            "L|E......",
            says="Ann steps back from late (Sun 31 May) to early (Mon 1 Jun).",
        ),
        Example(
            "a waking night, then a late",
            "NL.....",
            says="Ann steps back from waking night (Mon 1 Jun) to late (Tue 2 Jun).",
        ),
        Example("a sleep-in has no place in the order", "SE....."),
        Example("long before", "LE|......."),
    )
    tiny: ClassVar[Example] = Example("tiny", "N|..", need={"early": {}, "late": {}, "night": {}})

    def says(self) -> str:
        return (
            "From one day to the next, shifts move forward: from early to late to waking night, never back."
        )

    def enforce(self, board: "Board") -> None:
        for before, day in board.frame.windows(2):
            for earlier, later in combinations(ORDER, 2):
                if board.starting(before, (later,)) and board.starting(day, (earlier,)):
                    for supporter in board.supporters:
                        back = [board.day(supporter, before, (later,)), board.day(supporter, day, (earlier,))]
                        board.at_most_from_now(self, back, 1)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            worked: dict[tuple[date, ShiftKind], DatedNeed] = {}
            for need in plan.needs_of(supporter.id):
                if need.kind in ORDER:
                    worked.setdefault((need.day, need.kind), need)
            for (day, kind), need in worked.items():
                for later in ORDER[ORDER.index(kind) + 1 :]:
                    yesterday = worked.get((day - ONE_DAY, later))
                    if yesterday is not None and (plan.inside(yesterday) or plan.inside(need)):
                        back = f"from {KIND_NAMES[later]} ({day_name(yesterday.day)})"
                        yield self.broken(
                            f"{supporter.name} steps back {back} to {KIND_NAMES[kind]} ({day_name(day)}).",
                            supporter=supporter.id,
                            needs=[yesterday, need],
                        )
