"""H15: sleep-ins a week and in a row."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.shifts import Shifts
from matcher.model.supporter import Supporter
from matcher.rules._base import Example, Rule
from matcher.rules._runs import RunLimits
from matcher.wording import day_name, many, span

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

SLEEP_INS_ONLY = Shifts(kinds=("sleep_in",))


class SleepIns(Rule):
    """sum(sleep-in in a week) <= most_a_week; sum(sleep-in[d - most_in_a_row .. d]) <= most_in_a_row"""

    kind: Literal["sleep_ins"] = "sleep_ins"
    level: Level = "hard"
    most_a_week: int | None = Field(default=2, ge=0, le=7)
    """Most sleep-ins that start in one week; null: no limit."""
    most_in_a_row: int | None = Field(default=2, ge=1, le=14)
    """Most sleep-ins in a row; null: no limit."""

    code: ClassVar[str] = "H15"
    basis: ClassVar[str] = "Two a week: seen in job adverts for sleep-ins. Two in a row: our own default."
    examples: ClassVar[tuple[Example, ...]] = (
        Example("two in a week", "S..S..."),
        Example(
            "a third in the week",
            "S.S.S..",
            says="Ann works 3 sleep-ins in the week from Mon 1 Jun; the most is 2.",
        ),
        Example(
            "a third in the week, agreed to",
            "S.S.S..",
            organisation={
                "rota": {
                    "agreements": [
                        {"supporter": "ann", "rule": "sleep_ins", "day": "2026-06-05", "amount": 1}
                    ]
                }
            },
        ),
        Example(
            "two before the week and one in it, in a row",
            "SS|S......",
            says="Ann works 3 sleep-ins in a row (Sat 30 May to Mon 1 Jun); the most is 2.",
        ),
        Example("waking nights are not sleep-ins", "NNNN..."),
        Example("no limit in a row", "SS|SS.....", rule={"most_in_a_row": None}),
        Example("no limit a week", "SS.SS.S", rule={"most_a_week": None}),
        Example("more than two in a week that is past", "S.S.S..|......."),
        Example(
            "three of the week are worked, and a fourth is added",
            "SSS|.S.",
            organisation={"week_starts": "fri"},
            says="Ann works 4 sleep-ins in the week from Fri 29 May; the most is 2.",
        ),
        Example(
            "three of the week are worked, and none is added", "SSS|...", organisation={"week_starts": "fri"}
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "SS|...\n.S|...",
        need={"sleep-in": {}},
        rule={"most_a_week": 1, "most_in_a_row": 2},
        organisation={"week_starts": "wed"},
    )

    def says(self) -> str:
        if self.most_a_week is None and self.most_in_a_row is None:
            return "Sleep-ins are not limited in number."
        if self.most_a_week is None:
            return f"Nobody works more than {many(self.most_in_a_row or 0, 'sleep-in')} in a row."
        row = "" if self.most_in_a_row is None else f", nor more than {self.most_in_a_row} in a row"
        return f"Nobody works more than {many(self.most_a_week, 'sleep-in')} a week{row}."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            if self.most_a_week is not None:
                for week in board.frame.weeks:
                    sleep_ins = [
                        board.works(supporter, need)
                        for need in board.in_week(week)
                        if need.kind == "sleep_in"
                    ]
                    more = board.frame.agreed_more(self.kind, supporter.id, week)
                    board.at_most_from_now(self, sleep_ins, self.most_a_week + more)
            if self.most_in_a_row is not None:
                board.runs(self, supporter, RunLimits(SLEEP_INS_ONLY, most=self.most_in_a_row))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            yield from self._in_a_week(plan, supporter)
            yield from self._in_a_row(plan, supporter)

    def _in_a_week(self, plan: "Plan", supporter: Supporter) -> Iterator[Violation]:
        if self.most_a_week is None:
            return
        for week in plan.frame.weeks:
            sleep_ins = [need for need in plan.in_week(supporter.id, week) if need.kind == "sleep_in"]
            most = self.most_a_week + plan.frame.agreed_more(self.kind, supporter.id, week)
            beyond = plan.beyond(sleep_ins, most, lambda _: 1)
            if beyond:
                yield self.broken(
                    f"{supporter.name} works {many(len(sleep_ins), 'sleep-in')} in the week from "
                    f"{day_name(week)}; the most is {most}.",
                    amount=beyond,
                    supporter=supporter.id,
                    needs=sleep_ins,
                )

    def _in_a_row(self, plan: "Plan", supporter: Supporter) -> Iterator[Violation]:
        for run in plan.runs(supporter.id, ("sleep_in",)):
            if self.most_in_a_row is not None and len(run) > self.most_in_a_row:
                yield self.broken(
                    f"{supporter.name} works {len(run)} sleep-ins in a row ({span(run)}); "
                    f"the most is {self.most_in_a_row}.",
                    amount=plan.excess(supporter.id, run, self.most_in_a_row, ("sleep_in",)),
                    supporter=supporter.id,
                )
