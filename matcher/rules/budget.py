"""W10: one person's money."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from matcher.model.answer import Level, Violation
from matcher.model.money import Money
from matcher.money.budget import a_week, kept_on, step_ups
from matcher.money.pence import NOTHING, PENCE
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import listed, pounds

if TYPE_CHECKING:
    from matcher.plan import Plan


def _money(weekly_budget: str, contingency: int = 1000, **more: Any) -> dict[str, Any]:
    return {"money": {"weekly_budget": weekly_budget, "contingency": contingency, **more}}


def _paid(name: str = "ann", rate: str | None = "10", sleep_in: str | None = None) -> dict[str, Any]:
    return {name: {"contract": {"hours": 37.5, "rate": rate, "sleep_in_allowance": sleep_in}}}


def _line(kind: str, quantity: str, unit_cost: str, **more: Any) -> dict[str, Any]:
    return {
        "label": kind.replace("_", "-"),
        "kind": kind,
        "quantity": quantity,
        "unit_cost": unit_cost,
        **more,
    }


THREE_WEEKS = {"first_day": "2026-06-08", "last_day": "2026-06-28", "from_contingency": True}


class Budget(Rule):
    """sum(cost of each shift) <= money for support on the days of the rota; contingency > 0

    In pounds, each shift to the penny: hours at their rate, allowances of sleep-ins, more pay at some times,
    and on-costs. Money for support is that of the budget's lines for support or, without lines, all of it.
    """

    kind: Literal["budget"] = "budget"
    level: Level = "warn"

    code: ClassVar[str] = "W10"
    basis: ClassVar[str] = (
        "Founding texts: funding is controlled and used individually; think about contingency funds. What "
        "comes on top of pay stands in the team file under `pay`: 35 %, and 15 % on sleep-ins, are our own "
        "defaults."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "person"
    levels: ClassVar[frozenset[Level]] = WARNS
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no money is recorded", "E......", supporters=_paid()),
        Example("the budget to the penny", "E......", person=_money("101.25"), supporters=_paid()),
        Example(
            "a penny over",
            "E......",
            person=_money("101.24"),
            supporters=_paid(),
            says="If these rates hold, this rota costs £101.25 and Pat's money for it is £101.24.",
        ),
        Example(
            "a sleep-in costs its allowance, and less on top",
            "SS.....",
            person=_money("100"),
            supporters=_paid(sleep_in="60"),
            says="If these rates hold, this rota costs £138.00 and Pat's money for it is £100.00.",
        ),
        Example(
            "two weeks have two weeks' money", "EE............", person=_money("101.25"), supporters=_paid()
        ),
        Example("what was worked before is paid", "EEE|E......", person=_money("101.25"), supporters=_paid()),
        Example(
            "other costs on top",
            "EE.....",
            person=_money("100"),
            supporters=_paid(),
            organisation={"pay": {"on_cost_percent": 0}},
            says="If these rates hold, this rota costs £150.00 and Pat's money for it is £100.00.",
        ),
        Example(
            "time and a half on Saturdays and Sundays",
            "E....E.",
            person=_money("253.12"),
            supporters=_paid(),
            organisation={"pay": {"enhancements": [{"when": "weekend", "percent": 50}]}},
            says="If these rates hold, this rota costs £253.13 and Pat's money for it is £253.12.",
        ),
        Example(
            "only the lines for support pay for a rota",
            "E......",
            person=_money("200", lines=[_line("awake_hours", "5", "18.20"), _line("management", "1", "15")]),
            supporters=_paid(),
            says="If these rates hold, this rota costs £101.25 and Pat's money for it is £91.00.",
        ),
        Example(
            "lines that come to more than comes in",
            "E......",
            person=_money("200", lines=[_line("awake_hours", "10", "18.20"), _line("management", "1", "20")]),
            supporters=_paid(),
            says="The lines of Pat's budget come to £202.00 a week, and £200.00 comes in.",
        ),
        Example(
            "a rate is not known",
            "E......\n.E.....",
            person=_money("101.25"),
            supporters={**_paid(), **_paid("bob", None)},
            says="What this rota costs Pat is not fully known: a rate or a sleep-in allowance is missing for "
            "Bob.",
        ),
        Example(
            "an allowance is not known, and the rest is too much",
            "E......\n.S.....",
            person=_money("101.24"),
            supporters={**_paid(), **_paid("bob")},
            says=(
                "What this rota costs Pat is not fully known: a rate or a sleep-in allowance is missing for "
                "Bob.",
                "If these rates hold, this rota costs at least £101.25 and Pat's money for it is £101.24.",
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
        Example(
            "a step-up that what is kept pays for",
            "E......",
            person=_money(
                "500",
                1092,
                lines=[_line("step_up", "20", "18.20", **THREE_WEEKS), _line("awake_hours", "9", "20")],
            ),
            supporters=_paid(),
        ),
        Example(
            "a step-up that is a penny too dear",
            "E......",
            person=_money(
                "500",
                1092,
                lines=[_line("step_up", "20", "18.201", **THREE_WEEKS), _line("awake_hours", "9", "20")],
            ),
            supporters=_paid(),
            says="step-up, for Pat, costs £1,092.06 if these rates hold, and £1,092.00 is kept for hard "
            "times: £0.06 is missing.",
        ),
    )

    def says(self) -> str:
        return (
            "A rota that costs more than the person's money for support on its days is pointed out, and so "
            "are a budget whose lines come to more than comes in, a step-up that the money kept for hard "
            "times does not pay for, and a person with no money kept for hard times."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        money = plan.frame.person.money
        if money is not None:
            yield from self._rota(plan)
            yield from self._lines(plan, money)
            yield from self._kept(plan, money)

    def _rota(self, plan: "Plan") -> Iterator[Violation]:
        found, name = plan.costed, plan.frame.person.name
        if found.not_known:
            names = listed([plan.everyone.by_id[id].name for id in found.not_known])
            yield self.broken(
                f"What this rota costs {name} is not fully known: a rate or a sleep-in allowance is missing "
                f"for {names}."
            )
        total, there = found.total.total, found.money or NOTHING
        if total > there:
            yield self.broken(
                f"If these rates hold, this rota costs {'at least ' if found.not_known else ''}"
                f"{pounds(total)} and {name}'s money for it is {pounds(there)}.",
                amount=_pence(total - there),
            )

    def _lines(self, plan: "Plan", money: Money) -> Iterator[Violation]:
        weekly = zip(money.lines, a_week(money.lines, plan.frame.first_day), strict=True)
        total = sum((amount for line, amount in weekly if not line.from_contingency), NOTHING)
        if total > money.weekly_budget:
            yield self.broken(
                f"The lines of {plan.frame.person.name}'s budget come to {pounds(total)} a week, and "
                f"{pounds(money.weekly_budget)} comes in.",
                amount=_pence(total - money.weekly_budget),
            )

    def _kept(self, plan: "Plan", money: Money) -> Iterator[Violation]:
        name = plan.frame.person.name
        kept = kept_on(money, plan.frame.first_day)
        if kept <= 0:
            yield self.broken(f"{name} has no money kept for hard times.")
        for each in step_ups(money, kept, plan.frame.first_day):
            if each.line is not None and each.planned is not None and each.short:
                yield self.broken(
                    f"{each.line.label}, for {name}, costs {pounds(each.planned)} if these rates hold, and "
                    f"{pounds(each.kept)} is kept for hard times: {pounds(each.short)} is missing.",
                    amount=_pence(each.short),
                )


def _pence(amount: Decimal) -> int:
    return int(amount * PENCE)
