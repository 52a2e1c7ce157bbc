"""S5b: the hours the contract promises."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import day_name, hours, listed

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


def _contract(ann: float, **words: object) -> dict[str, dict[str, object]]:
    return {"ann": {"contract": {"hours": ann}, **words}}


class ContractHours(Rule):
    """cost = sum over s in steps of max(0, (100 - s) % · contract · days / 7 - awake minutes), for every week

    Each further step makes a missing minute dearer, so that what is short is shared and nobody goes without.
    `days` are the days of the week that are known, those of the rota and those before it that the history
    holds whole; days away, and those before the contract began, are left out.
    """

    kind: Literal["contract_hours"] = "contract_hours"
    level: Level = "supporters"
    steps_percent: tuple[int, ...] = Field(default=(0, 10, 25, 50), min_length=1, max_length=8)
    """A minute short costs 1; beyond each of these shares of the contract, 1 more."""

    code: ClassVar[str] = "S5b"
    basis: ClassVar[str] = "What was agreed with the supporter. The weight is our own default."
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("the whole contract", "EE.....", supporters=_contract(15)),
        Example(
            "one shift short",
            "E......",
            supporters=_contract(15),
            says="Ann works 7.5 hours short of the 15 hours due in the week of Mon 1 Jun.",
        ),
        Example(
            "a sleep-in does not count",
            "ES.....",
            supporters=_contract(15),
            says="Ann works 7.5 hours short of the 15 hours due in the week of Mon 1 Jun.",
        ),
        Example("part of a week asks for part of the contract", "E.", supporters=_contract(26.25)),
        Example(
            "two days away",
            "E......",
            supporters=_contract(14, leave=[{"first_day": "2026-06-06", "last_day": "2026-06-09"}]),
            says="Ann works 2.5 hours short of the 10 hours due in the week of Mon 1 Jun.",
        ),
        Example(
            "the days before count where they are known",
            "E|......",
            supporters=_contract(15),
            organisation={"week_starts": "sun"},
            says="Ann works 7.5 hours short of the 15 hours due in the week of Sun 31 May.",
        ),
        Example(
            "the days before someone started ask for nothing",
            ".......",
            supporters={"ann": {"contract": {"hours": 14, "started_on": "2026-06-06"}}},
            says="Ann works 4 hours short of the 4 hours due in the week of Mon 1 Jun.",
        ),
        Example(
            "not started yet",
            ".......",
            supporters={"ann": {"contract": {"hours": 14, "started_on": "2026-06-08"}}},
        ),
        Example("no contracted hours", ".......", supporters=_contract(0)),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E|..\n.|..",
        need={"early": {}, "night": {}},
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
            "Everybody works the awake hours of their contract in each week; "
            "part of a week, or a week with days away, asks for that part of them. "
            f"A minute short weighs more beyond {listed([f'{step} %' for step in self.steps_percent])} "
            "of what is due, so that it is shared."
        )

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for week in board.frame.weeks:
                needs = board.in_week(week)
                cells = [board.works(supporter, need) for need in needs]
                sizes = [need.awake_minutes for need in needs]
                for due in self._steps(board.frame.due_minutes(supporter, week)):
                    board.at_least(self, cells, due, sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for week in plan.frame.weeks:
                agreed = plan.frame.due_minutes(supporter, week)
                worked = sum(need.awake_minutes for need in plan.in_week(supporter.id, week))
                if worked < agreed:
                    yield self.broken(
                        f"{supporter.name} works {hours(agreed - worked)} short of the {hours(agreed)} due "
                        f"in the week of {day_name(week)}.",
                        amount=sum(max(0, due - worked) for due in self._steps(agreed)),
                        supporter=supporter.id,
                    )

    def _steps(self, agreed: int) -> list[int]:
        """Minutes below which a missing minute costs one more."""
        return [agreed * (100 - step) // 100 for step in self.steps_percent]
