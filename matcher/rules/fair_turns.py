"""S5c: weekends, waking nights and sleep-ins in fair turns."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY, DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.words import ShiftKind
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import many

if TYPE_CHECKING:
    from matcher.model.supporter import Supporter
    from matcher.plan import Plan
    from matcher.solver.board import Board, Lit

TURNS: dict[ShiftKind, str] = {"waking_night": "waking night", "sleep_in": "sleep-in"}
SATURDAY = 5


class FairTurns(Rule):
    """cost = c(before + now) - c(before), c(n) = n · (n - 1) / 2, for weekends, waking nights, sleep-ins

    c grows faster than n, so the cheapest way to share them is evenly, the history counted.
    Posted as before · now + sum over j >= 1 of max(0, now - j), which is the same.
    """

    kind: Literal["fair_turns"] = "fair_turns"
    level: Level = "supporters"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What one step of unevenness costs inside its level; 60 is as much as an hour short."""

    code: ClassVar[str] = "S5c"
    basis: ClassVar[str] = "HSE good practice for shift work on free weekends; the weight is our own default."
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("one waking night and one sleep-in each", "NS.....\nSN....."),
        Example("two nights for one", "NN.....", says="Ann has 2 waking nights."),
        Example("days in the week before are no weekend", "E......|.....E."),
        Example("Saturday and Sunday are one weekend", ".....EE"),
        Example(
            "the weekend before is counted",
            "......E|......E",
            says="Ann has 2 weekends, 1 of them before this rota.",
        ),
        Example(
            "three sleep-ins before, one now",
            "SSS|...S...",
            says="Ann has 4 sleep-ins, 3 of them before this rota.",
        ),
        Example("many before and none now", "NNN.|......."),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "SE|.......\n..|.......",
        need={"sleep-in": {"days": ["mon", "tue", "sat"]}, "early": {"days": ["sun"]}},
    )

    def says(self) -> str:
        return (
            "Weekends, waking nights and sleep-ins are shared evenly, those before this rota counted. "
            "A second turn costs 1, a third 2 more, a fourth 3 more."
        )

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            before = board.frame.came_before(supporter.id)
            for kind in TURNS:
                now = [board.works(supporter, need) for need in board.needs if need.kind == kind]
                self._post(board, sum(need.kind == kind for need in before), now)
            self._post(board, len(_weekends(before)), _new_weekends(board, supporter, _weekends(before)))

    def _post(self, board: "Board", before: int, now: "list[Lit]") -> None:
        for turn in now:
            board.charge(self, before, turn)
        for more_than in range(1, len(now)):
            board.at_most(self, now, more_than)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            shifts = [need for need in plan.needs_of(supporter.id) if need.elsewhere is None]
            earlier = [need for need in shifts if not plan.inside(need)]
            counts = [("weekend", len(_weekends(earlier)), len(_weekends(shifts)))]
            for kind, name in TURNS.items():
                before, all_of_them = (sum(need.kind == kind for need in some) for some in (earlier, shifts))
                counts.append((name, before, all_of_them))
            for name, before, total in counts:
                more = (total * (total - 1) - before * (before - 1)) // 2
                if more:
                    of_them = f", {before} of them before this rota" if before else ""
                    yield self.broken(
                        f"{supporter.name} has {many(total, name)}{of_them}.",
                        amount=more,
                        supporter=supporter.id,
                    )


def _weekends(needs: Iterable[DatedNeed]) -> set[date]:
    """Saturdays of the weekends that are worked."""
    return {_saturday(need.day) for need in needs if need.day.weekday() >= SATURDAY}


def _saturday(day: date) -> date:
    return day - ONE_DAY * (day.weekday() - SATURDAY)


def _new_weekends(board: "Board", supporter: "Supporter", before: set[date]) -> "list[Lit]":
    days = [day for day in board.frame.dates if day.weekday() >= SATURDAY]
    saturdays = dict.fromkeys(_saturday(day) for day in days)
    return [
        board.any_of([board.day(supporter, day) for day in days if _saturday(day) == saturday])
        for saturday in saturdays
        if saturday not in before
    ]
