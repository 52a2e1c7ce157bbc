"""S5a: hours beyond the contract."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import day_name, hours

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


def _contract(ann: float, bob: float = 37.5) -> dict[str, dict[str, object]]:
    return {"ann": {"contract": {"hours": ann}}, "bob": {"contract": {"hours": bob}}}


OVER = (
    "Ann works 7.5 hours of overtime in this rota: {total} hours in the week of {week}, "
    "sleep-ins left out, where the contract is 15 hours."
)


class Overtime(Rule):
    """cost = max(0, awake minutes of the week - contract), for every week and contract above 0

    Overtime worked before the first day is past; only what these days add to it counts.
    """

    kind: Literal["overtime"] = "overtime"
    level: Level = "supporters"
    weight: int = Field(default=2, ge=1, le=100_000)
    """What one minute over costs inside its level."""

    code: ClassVar[str] = "S5a"
    basis: ClassVar[str] = "Founding texts: look after supporters. The weight is our own default."
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("exactly the contract", "EE.....", supporters=_contract(15)),
        Example(
            "one shift too many",
            "EEE....",
            supporters=_contract(15),
            says=OVER.format(total="22.5", week="Mon 1 Jun"),
        ),
        Example("a sleep-in does not count", "EES....", supporters=_contract(15)),
        Example("no contracted hours, no overtime", "EEE....", supporters=_contract(0)),
        Example(
            "the week is not the rota",
            "E|EE.....",
            supporters=_contract(15),
            organisation={"week_starts": "sun"},
            says=OVER.format(total="22.5", week="Sun 31 May"),
        ),
        Example(
            "only what is added",
            "EEE|.......",
            supporters=_contract(15),
            organisation={"week_starts": "fri"},
        ),
        Example(
            "added to what was too much before",
            "EEE|E......",
            supporters=_contract(15),
            organisation={"week_starts": "fri"},
            says=OVER.format(total="30", week="Fri 29 May"),
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E|..\nD|..",
        need={
            "early": {"start": "07:00", "end": "07:10"},
            "long-day": {"days": ["sun"], "start": "07:00", "end": "07:20"},
            "night": {"start": "22:00", "end": "22:11", "ends_next_day": False},
        },
        supporters=_contract(0.5, 0.25),
        organisation={"week_starts": "sun"},
    )

    def says(self) -> str:
        return "Nobody works more awake hours in a week than the contract says, where others can."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for week in board.frame.weeks if supporter.contract.minutes else ():
                needs = board.in_week(week)
                board.at_most(
                    self,
                    [board.works(supporter, need) for need in needs],
                    _free(board.frame, supporter, week),
                    [need.awake_minutes for need in needs],
                )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for week in plan.frame.weeks if supporter.contract.minutes else ():
                shifts = plan.in_week(supporter.id, week)
                total = sum(need.awake_minutes for need in shifts)
                over = total - _free(plan.frame, supporter, week)
                if over > 0:
                    contract = hours(supporter.contract.minutes)
                    yield self.broken(
                        f"{supporter.name} works {hours(over)} of overtime in this rota: "
                        f"{hours(total)} in the week of {day_name(week)}, sleep-ins left out, "
                        f"where the contract is {contract}.",
                        amount=over,
                        supporter=supporter.id,
                        needs=[need for need in shifts if plan.inside(need)],
                    )


def _free(frame: Frame, supporter: Supporter, week: date) -> int:
    """Minutes that cost nothing: the contract or, where that is more, what was worked before."""
    worked = sum(
        turn.need.awake_minutes
        for turn in frame.past
        if turn.supporter == supporter.id and frame.week_of(turn.need.day) == week
    )
    return max(supporter.contract.minutes, worked)
