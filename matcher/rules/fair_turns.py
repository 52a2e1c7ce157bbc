"""S5c: weekends, waking nights, sleep-ins and bank holidays in fair turns."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.fairness import TURN_KINDS, SoFar, occasions, so_far
from matcher.model.answer import Level, Violation
from matcher.model.words import TURN_NAMES, TurnKind
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.rules._turns import new_turns, turns_now
from matcher.wording import many

if TYPE_CHECKING:
    from matcher.model.supporter import Supporter
    from matcher.plan import Plan
    from matcher.solver.board import Board

NEW_HERE = {"ann": {"contract": {"hours": 37.5, "started_on": "2026-06-01"}}}


class FairTurns(Rule):
    """cost = sum over turns k = 1 .. now of max(0, ahead + k - 1), for each kind of turn by itself

    ahead = worked + counted - the fewest of anybody who takes such turns, in the weeks before. It grows with
    every turn, so the cheapest way to share is evenly over time. Counted are, for days away and days before
    somebody came, as many turns as the others had on so many days on average, to the nearest whole one.
    """

    kind: Literal["fair_turns"] = "fair_turns"
    level: Level = "supporters"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What one step of unevenness costs inside its level; 60 is as much as an hour short."""
    weeks: int = Field(default=13, ge=1, le=52)
    """How many weeks before the rota count for weekends, waking nights and sleep-ins."""
    bank_holiday_weeks: int = Field(default=52, ge=1, le=104)
    """How many weeks before the rota count for bank holidays."""

    code: ClassVar[str] = "S5c"
    basis: ClassVar[str] = "HSE good practice for shift work on free weekends; the numbers are our own."
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("one waking night and one sleep-in each", "NS.....\nSN....."),
        Example("two nights for one", "NN.....\n.......", says="Ann has 2 waking nights."),
        Example("days in the week before are no weekend", "E......|.....E.\n.......|......."),
        Example("Saturday and Sunday are one weekend", ".....EE\n......."),
        Example(
            "the weekend before is counted",
            "......E|......E\n.......|.......",
            says="Ann has 2 weekends, 1 of them before this rota.",
        ),
        Example("whoever has fewest comes first", "SSS....|.......\nSS.....|..S...."),
        Example(
            "somebody with more than the fewest",
            "SSS....|...S...\nSS.....|.......",
            says="Ann has 4 sleep-ins, 3 of them before this rota; before it, whoever had fewest had 2.",
        ),
        Example("many before and none now", "NNN....|.......\n.......|......."),
        Example(
            "too long ago",
            "S.............|S......\n..............|.......",
            rule={"weeks": 1},
        ),
        Example(
            "somebody new begins at the average",
            ".......|S......\nSS.....|.......\nSS.....|.......",
            supporters=NEW_HERE,
        ),
        Example(
            "and not behind it",
            ".......|SS.....\nSS.....|.......\nSS.....|.......",
            supporters=NEW_HERE,
            says="Ann has 2 sleep-ins, and 2 counted for days away or before the first; "
            "before it, whoever had fewest had 2.",
        ),
        Example(
            "a week away is counted as the others had it",
            "S.............|.......\nS......SSSS...|S......",
            supporters={"ann": {"leave": [{"first_day": "2026-05-25", "last_day": "2026-05-31"}]}},
            says="Bob has 6 sleep-ins, 5 of them before this rota; before it, whoever had fewest had 3.",
        ),
        Example(
            "somebody who never comes at night is not whoever has fewest",
            "NN.....|N......\nNN.....|.......\nEEE....|.......",
            supporters={"cat": {"availability": [{"days": ["mon", "tue", "wed"], "kinds": ["early"]}]}},
        ),
        Example(
            "nights are all that somebody agreed to",
            "NNN....\nEE.....",
            supporters={
                "ann": {"availability": [{"days": ["mon", "tue", "wed"], "kinds": ["waking_night"]}]}
            },
        ),
        Example("the bank holiday was before, and this rota has none", "E......|E......\n.......|......."),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "SE.....|.......\nS......|.......\n.......|.......",
        need={"sleep-in": {"days": ["mon", "sat"]}, "early": {"days": ["sun"]}},
        supporters={"cat": {"contract": {"hours": 10, "started_on": "2026-05-27"}}},
    )

    def says(self) -> str:
        return (
            "Weekends, waking nights, sleep-ins and bank holidays are shared evenly over time. Those of the "
            f"last {many(self.weeks, 'week')} count, of bank holidays the last "
            f"{many(self.bank_holiday_weeks, 'week')}; Christmas Day and New Year's Day count twice. Whoever "
            "had fewest comes first. Days away, and days before somebody came, count as the others had them. "
            "Who comes for nothing else takes no turns."
        )

    def enforce(self, board: "Board") -> None:
        for kind in TURN_KINDS:
            if occasions(board.frame, kind, board.needs):
                shared = so_far(board.frame, kind, self.weeks_of(kind))
                for supporter in (each for each in board.supporters if each.id in shared):
                    cells, sizes = new_turns(board, kind, supporter)
                    board.charge_rising(self, cells, shared[supporter.id].ahead, sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for kind in TURN_KINDS:
            if not occasions(plan.frame, kind, plan.frame.needs):
                continue
            shared = so_far(plan.frame, kind, self.weeks_of(kind))
            for supporter in (each for each in plan.frame.supporters if each.id in shared):
                now, before = turns_now(plan, kind, supporter), shared[supporter.id]
                dearer = sum(max(0, before.ahead + turn) for turn in range(now))
                if dearer:
                    yield self.broken(
                        _sentence(supporter, kind, now, before), amount=dearer, supporter=supporter.id
                    )

    def weeks_of(self, kind: TurnKind) -> int:
        """How many weeks before the rota count for a kind of turn."""
        return self.bank_holiday_weeks if kind == "bank_holiday" else self.weeks


def _sentence(supporter: "Supporter", kind: TurnKind, now: int, before: SoFar) -> str:
    """'Ann has 4 sleep-ins, 3 of them before this rota; before it, whoever had fewest had 2.'"""
    fewest = before.worked + before.counted - before.ahead
    says = f"{supporter.name} has {many(before.worked + now, TURN_NAMES[kind])}"
    says += f", {before.worked} of them before this rota" if before.worked else ""
    says += f", and {before.counted} counted for days away or before the first" if before.counted else ""
    says += f"; before it, whoever had fewest had {fewest}" if fewest else ""
    return f"{says}."
