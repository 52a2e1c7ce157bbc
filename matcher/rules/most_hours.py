"""H17: no more hours than agreed."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import Example, Rule
from matcher.wording import day_name, hours

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


def _agreed(amount: int) -> dict[str, object]:
    agreement = {"supporter": "ann", "rule": "most_hours", "day": "2026-06-03", "amount": amount}
    return {"rota": {"agreements": [agreement]}}


class MostHours(Rule):
    """sum(awake minutes of the needs that start in a week) <= the most agreed to"""

    kind: Literal["most_hours"] = "most_hours"
    level: Level = "hard"
    with_agreement_percent: int = Field(default=120, ge=100, le=200)
    """What-if questions may ask for this share of the contract, never a rota of its own accord."""

    code: ClassVar[str] = "H17"
    basis: ClassVar[str] = "Our own default: nobody is asked for more than they agreed to."
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("the contract to the minute", "EEEEE.."),
        Example(
            "more than the contract",
            "EEEEEE.",
            says="Ann works 45 awake hours in the week from Mon 1 Jun; the most agreed to is 37.5 hours.",
        ),
        Example(
            "more was agreed to",
            "EEEEEE.",
            supporters={"ann": {"contract": {"hours": 37.5, "most_hours": 45}}},
        ),
        Example("a sleep-in has no awake hours", "EEEEES."),
        Example(
            "more was agreed to for this week",
            "EEEEEE.",
            organisation=_agreed(450),
        ),
        Example(
            "more was agreed to, but not this much",
            "EEEEEE.",
            organisation=_agreed(449),
            says="Ann works 45 awake hours in the week from Mon 1 Jun; the most agreed to is 44.98 hours.",
        ),
        Example(
            "nothing agreed to",
            "E......",
            supporters={"ann": {"contract": {}}},
            says="Ann works 7.5 awake hours in the week from Mon 1 Jun; the most agreed to is 0 hours.",
        ),
        Example("a shift belongs to the week it starts in", "N|EEEEE.."),
        Example(
            "days of the week that are past count",
            "EEE|EEE",
            organisation={"week_starts": "fri"},
            says="Ann works 45 awake hours in the week from Fri 29 May; the most agreed to is 37.5 hours.",
        ),
        Example("more than agreed before the first day", "EEEEEE|.", organisation={"week_starts": "tue"}),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E|..\nN|..",
        need={"early": {}, "night": {}},
        organisation={"week_starts": "sun"},
        supporters={
            "ann": {"contract": {"hours": 10, "most_hours": 16.5}},
            "bob": {"contract": {"hours": 8}},
        },
    )

    def says(self) -> str:
        return (
            "Nobody works more awake hours in a week than they agreed to. A what-if question may name up to "
            f"{self.with_agreement_percent} % of the contract, as something to be asked for first."
        )

    def enforce(self, board: "Board") -> None:
        for week in board.frame.weeks:
            needs = board.in_week(week)
            sizes = [need.awake_minutes for need in needs]
            for supporter in board.supporters:
                most = self.most(board.frame, supporter, week)
                board.at_most_from_now(self, [board.works(supporter, need) for need in needs], most, sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for week in plan.frame.weeks:
                most = self.most(plan.frame, supporter, week)
                worked = plan.in_week(supporter.id, week)
                beyond = plan.beyond(worked, most, lambda need: need.awake_minutes)
                if beyond:
                    total = hours(sum(need.awake_minutes for need in worked))
                    yield self.broken(
                        f"{supporter.name} works {_awake(total)} in the week from {day_name(week)}; "
                        f"the most agreed to is {hours(most)}.",
                        amount=beyond,
                        supporter=supporter.id,
                        needs=worked,
                    )

    def most(self, frame: Frame, supporter: Supporter, week: date) -> int:
        """Most awake minutes in a week, with what was agreed for it; in what-if, what may be asked."""
        if frame.with_agreement:
            return self.most_if_asked(supporter)
        return supporter.contract.most_minutes + frame.agreed_more(self.kind, supporter.id, week)

    def most_if_asked(self, supporter: Supporter) -> int:
        """Most awake minutes that a what-if question may name."""
        contract = supporter.contract
        return max(contract.most_minutes, contract.minutes * self.with_agreement_percent // 100)


def _awake(total: str) -> str:
    count, unit = total.split(" ")
    return f"{count} awake {unit}"
