"""W10: one person's money."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from matcher.frame import Turn
from matcher.model.answer import Level, Violation
from matcher.model.words import DAYS_IN_WEEK, MINUTES_IN_HOUR
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import listed, pounds

if TYPE_CHECKING:
    from matcher.plan import Plan

PENNY = Decimal("0.01")


def _money(weekly_budget: str, contingency: int = 1000) -> dict[str, Any]:
    return {"money": {"weekly_budget": weekly_budget, "contingency": contingency}}


def _paid(name: str = "ann", rate: str | None = "10", sleep_in: str | None = None) -> dict[str, Any]:
    return {name: {"contract": {"hours": 37.5, "rate": rate, "sleep_in_allowance": sleep_in}}}


class Budget(Rule):
    """(sum(awake hours · rate) + sum(allowances)) · (1 + on-costs) · 7 / days <= budget; contingency > 0

    In pounds, to the penny. Allowances are those of sleep-ins.
    """

    kind: Literal["budget"] = "budget"
    level: Level = "warn"
    on_costs_percent: int = Field(default=35, ge=0, le=200)
    """What is paid on top of wages and allowances, in percent: holiday, sickness, training, tax, pension."""

    code: ClassVar[str] = "W10"
    basis: ClassVar[str] = (
        "Founding texts: funding is controlled and used individually; think about contingency funds. 35 % "
        "on top of pay is our own default: edit it each April."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "person"
    levels: ClassVar[frozenset[Level]] = WARNS
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no money is recorded", "E......", supporters=_paid()),
        Example("the budget to the penny", "E......", person=_money("101.25"), supporters=_paid()),
        Example(
            "a penny over",
            "E......",
            person=_money("101.24"),
            supporters=_paid(),
            says="If these rates hold, this rota costs £101.25 a week against a budget of £101.24 for Pat, "
            "35 % on top of pay included.",
        ),
        Example(
            "a sleep-in costs its allowance",
            "SS.....",
            person=_money("100"),
            supporters=_paid(sleep_in="60"),
            says="If these rates hold, this rota costs £162.00 a week against a budget of £100.00 for Pat, "
            "35 % on top of pay included.",
        ),
        Example("two weeks are averaged", "EE............", person=_money("101.25"), supporters=_paid()),
        Example("what was worked before is paid", "EEE|E......", person=_money("101.25"), supporters=_paid()),
        Example(
            "other costs on top",
            "EE.....",
            person=_money("100"),
            supporters=_paid(),
            rule={"on_costs_percent": 0},
            says="If these rates hold, this rota costs £150.00 a week against a budget of £100.00 for Pat, "
            "0 % on top of pay included.",
        ),
        Example(
            "a rate is not known",
            "E......\n.E.....",
            person=_money("101.25"),
            supporters={**_paid(), **_paid("bob", None)},
            says="What this rota costs Pat is not fully known: a rate or a sleep-in allowance is missing "
            "for Bob.",
        ),
        Example(
            "an allowance is not known, and the rest is too much",
            "E......\n.S.....",
            person=_money("101.24"),
            supporters={**_paid(), **_paid("bob")},
            says=(
                "What this rota costs Pat is not fully known: a rate or a sleep-in allowance is missing for "
                "Bob.",
                "If these rates hold, this rota costs at least £101.25 a week against a budget of £101.24 "
                "for Pat, 35 % on top of pay included.",
            ),
        ),
        Example(
            "no allowance is needed without sleep-ins", "E......", person=_money("500"), supporters=_paid()
        ),
        Example(
            "nothing kept for hard times",
            "E......",
            person=_money("500", contingency=0),
            supporters=_paid(),
            says="Pat has no money kept for hard times.",
        ),
    )

    def says(self) -> str:
        return (
            "A rota that costs more a week than the person's budget is pointed out, and so is a person with "
            "no money kept for hard times. Costs are awake hours and sleep-in allowances, and "
            f"{self.on_costs_percent} % on top of pay."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        person = plan.frame.person
        if person.money is None:
            return
        unknown = self._not_known(plan)
        if unknown:
            yield self.broken(
                f"What this rota costs {person.name} is not fully known: a rate or a sleep-in allowance is "
                f"missing for {listed(unknown)}."
            )
        cost, asked = self._a_week(plan), person.money.weekly_budget
        if cost > asked:
            yield self.broken(
                f"If these rates hold, this rota costs {'at least ' if unknown else ''}{pounds(cost)} a "
                f"week against a budget of {pounds(asked)} for {person.name}, {self.on_costs_percent} % on "
                "top of pay included.",
                amount=_pence(cost - asked),
            )
        if person.money.contingency == 0:
            yield self.broken(f"{person.name} has no money kept for hard times.")

    def _a_week(self, plan: "Plan") -> Decimal:
        """What is known of the cost, on average over the weeks of the rota."""
        pay = sum((_pay(plan, turn) or Decimal(0) for turn in plan.turns), Decimal(0))
        loaded = pay * (100 + self.on_costs_percent) / 100
        return (loaded * DAYS_IN_WEEK / plan.frame.days).quantize(PENNY, ROUND_HALF_UP)

    def _not_known(self, plan: "Plan") -> list[str]:
        """Names of those who work something nobody knows the pay of."""
        ids = {turn.supporter for turn in plan.turns if _pay(plan, turn) is None}
        return [each.name for each in plan.everyone.supporters if each.id in ids]


def _pay(plan: "Plan", turn: Turn) -> Decimal | None:
    """Pounds for one shift; None where it is not known."""
    contract = plan.everyone.by_id[turn.supporter].contract
    if turn.need.kind == "sleep_in":
        return contract.sleep_in_allowance
    return None if contract.rate is None else contract.rate * turn.need.awake_minutes / MINUTES_IN_HOUR


def _pence(amount: Decimal) -> int:
    return int(amount * 100)
