"""S3d: the members a person chose really come."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import day_name, hours, listed

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


def _contract(hours: float, **words: object) -> dict[str, dict[str, object]]:
    return {"ann": {"contract": {"hours": hours}, **words}}


class AgreedHours(Rule):
    """cost = number of steps s with awake minutes < s % · contract · days / 7, for every member and week

    `days` as for the hours of the contract: those of the week that are known, days away left out.
    """

    kind: Literal["agreed_hours"] = "agreed_hours"
    level: Level = "person"
    weight: int = Field(default=6, ge=1, le=100_000)
    """What one step costs inside its level; 6 is as much as three arrivals."""
    steps_percent: tuple[int, ...] = Field(default=(75, 50, 25), min_length=1, max_length=8)
    """Shares of the contract, each of which costs one where a week stays below it."""

    code: ClassVar[str] = "S3d"
    basis: ClassVar[str] = (
        "The person chose every member of the team, and pays for what was agreed: few arrivals and shared "
        "interests do not leave somebody at home. The numbers are our own."
    )
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("three quarters to the minute", "EEE....", supporters=_contract(30)),
        Example(
            "a minute less",
            "EEE....",
            supporters=_contract(30.1),
            says="Ann works 22.5 hours in the week of Mon 1 Jun, under 75 % of the 30.1 hours agreed for it.",
        ),
        Example(
            "under a half",
            "E......",
            supporters=_contract(16),
            says="Ann works 7.5 hours in the week of Mon 1 Jun, under 50 % of the 16 hours agreed for it.",
        ),
        Example(
            "not at all",
            ".......",
            supporters=_contract(16),
            says="Ann works 0 hours in the week of Mon 1 Jun, under 25 % of the 16 hours agreed for it.",
        ),
        Example(
            "a sleep-in does not count",
            "ESS....",
            supporters=_contract(15),
            says="Ann works 7.5 hours in the week of Mon 1 Jun, under 75 % of the 15 hours agreed for it.",
        ),
        Example(
            "a week with days away asks for less",
            "E......",
            supporters=_contract(14, leave=[{"first_day": "2026-06-05", "last_day": "2026-06-09"}]),
        ),
        Example("no contracted hours", ".......", supporters=_contract(0)),
        Example(
            "the days before count where they are known",
            "E|......",
            supporters=_contract(10),
            organisation={"week_starts": "sun"},
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E|..\n.|..",
        need={"early": {}, "sleep-in": {}},
        supporters={
            "ann": {"contract": {"hours": 35}},
            "bob": {
                "contract": {"hours": 28},
                "leave": [{"first_day": "2026-06-02", "last_day": "2026-06-02"}],
            },
        },
        organisation={"week_starts": "sun"},
    )

    def says(self) -> str:
        return (
            "Members of the team work most of the hours that were agreed: a week under "
            f"{listed([f'{step} %' for step in self.steps_percent], 'or')} of them counts against a rota, "
            "before arrivals are weighed."
        )

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for week in board.frame.weeks:
                agreed, needs = board.frame.due_minutes(supporter, week), board.in_week(week)
                cells = [board.works(supporter, need) for need in needs]
                sizes = [need.awake_minutes for need in needs]
                for step in self.steps_percent:
                    board.charge(self, 1, board.fewer(cells, _share(agreed, step), sizes))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for week in plan.frame.weeks:
                agreed = plan.frame.due_minutes(supporter, week)
                worked = sum(need.awake_minutes for need in plan.in_week(supporter.id, week))
                missed = [step for step in self.steps_percent if worked < _share(agreed, step)]
                if missed:
                    yield self.broken(
                        f"{supporter.name} works {hours(worked)} in the week of {day_name(week)}, under "
                        f"{min(missed)} % of the {hours(agreed)} agreed for it.",
                        amount=len(missed),
                        supporter=supporter.id,
                    )


def _share(agreed: int, percent: int) -> int:
    """Minutes that are a share of what was agreed, rounded up."""
    return -(-agreed * percent // 100)
