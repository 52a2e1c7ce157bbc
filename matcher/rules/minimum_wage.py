"""W14: the minimum wage."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.errors import NotKnownThen
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.money.figures import real_living_wage
from matcher.money.pence import PENCE
from matcher.money.wages import Below, below_minimum, pay_period
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import full_date, hours, pounds

if TYPE_CHECKING:
    from matcher.plan import Plan

IN_JUNE = "1 Jun 2026 to 30 Jun 2026"


def _paid(rate: str, **more: Any) -> dict[str, Any]:
    return {"ann": {"contract": {"hours": 37.5, "rate": rate, **more}}}


class MinimumWage(Rule):
    """for each pay reference period: sum(what counts of pay) >= minimum wage · sum(time awake)

    The minimum wage is that of the first day of the period and of the supporter's age band. Shifts of the
    past count as they were worked, with the time that was recorded awake on sleep-ins.
    """

    kind: Literal["minimum_wage"] = "minimum_wage"
    level: Level = "warn"

    code: ClassVar[str] = "W14"
    basis: ClassVar[str] = (
        "National Minimum Wage Regulations 2015, regulations 4 to 6, 10 and 32; Royal Mencap Society v "
        "Tomlinson-Blake [2021] UKSC 8: on a sleep-in it is owed for time awake to work. The rates stand "
        "with their sources in `matcher/money/figures.json`."
    )
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("the minimum wage to the penny", "EEE....", supporters=_paid("12.71")),
        Example(
            "a penny less",
            "EEE....",
            supporters=_paid("12.70"),
            says=f"From {IN_JUNE} Ann is paid £0.23 less than the minimum wage of £12.71 an hour for 22.5 "
            "hours awake.",
        ),
        Example("the rate is not known", "EEE....", supporters={"ann": {"contract": {"hours": 37.5}}}),
        Example("from 18 to 20", "EEE....", supporters=_paid("10.85", age_band="18_to_20")),
        Example(
            "more pay at weekends does not count",
            ".....EE",
            supporters=_paid("12"),
            organisation={"pay": {"enhancements": [{"when": "weekend", "percent": 50}]}},
            says=f"From {IN_JUNE} Ann is paid £10.65 less than the minimum wage of £12.71 an hour for 15 "
            "hours awake.",
        ),
        Example("a sleep-in without time awake", "S......", supporters=_paid("13", sleep_in_allowance="20")),
        Example(
            "a period may begin before the year",
            "E......",
            supporters=_paid("12.21"),
            organisation={
                "pay": {
                    "period_starts": "2026-05-16",
                    "figures": {
                        "minimum_wage": [
                            {
                                "first_day": "2026-06-01",
                                "last_day": "2026-12-31",
                                "at_21_and_over": "99",
                                "at_18_to_20": "99",
                                "source": "Invented.",
                            },
                            {
                                "last_day": "2026-05-31",
                                "at_21_and_over": "12.21",
                                "at_18_to_20": "10",
                                "source": "Invented.",
                            },
                        ]
                    },
                }
            },
        ),
        Example(
            "less than the real living wage that was promised",
            "E......",
            supporters=_paid("13.44"),
            organisation={"pay": {"real_living_wage": "uk"}},
            says="Ann is paid £13.44 an hour, and the real living wage that was promised is £13.45.",
        ),
    )

    def says(self) -> str:
        return (
            "Pay below the minimum wage is pointed out, for each pay reference period. On a sleep-in it is "
            "owed for the time awake. So is pay below the real living wage, where that was promised, and a "
            "day for which the program knows no minimum wage."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        unknown: dict[str, None] = {}
        for supporter in plan.frame.supporters:
            try:
                yield from self._below(plan, supporter)
                yield from self._below_promise(plan.frame, supporter, plan.now(supporter.id))
            except NotKnownThen as past:
                unknown[f"{past.says} {past.mend}"] = None
        for says in unknown:
            yield self.broken(says)

    def _below(self, plan: "Plan", supporter: Supporter) -> Iterator[Violation]:
        organisation = plan.frame.organisation
        periods = {pay_period(organisation, need.day) for need in plan.now(supporter.id)}
        worked = [
            need for need in plan.needs_of(supporter.id) if pay_period(organisation, need.day) in periods
        ]
        for below in below_minimum(organisation, supporter, worked):
            yield self.broken(
                said_below(supporter.name, below), amount=int(below.short * PENCE), supporter=supporter.id
            )

    def _below_promise(
        self, frame: Frame, supporter: Supporter, worked: list[DatedNeed]
    ) -> Iterator[Violation]:
        pay = {
            (rate, promised)
            for need in worked
            if (rate := supporter.contract.rate_on(need.day)) is not None
            and (promised := real_living_wage(frame.organisation, need.day)) is not None
        }
        for rate, promised in sorted(pay):
            if rate < promised:
                yield self.broken(
                    f"{supporter.name} is paid {pounds(rate)} an hour, and the real living wage that was "
                    f"promised is {pounds(promised)}.",
                    amount=int((promised - rate) * PENCE),
                    supporter=supporter.id,
                )


def said_below(name: str, below: Below) -> str:
    """A pay reference period below the minimum wage, in a sentence."""
    return (
        f"From {full_date(below.first_day)} to {full_date(below.last_day)} {name} is paid "
        f"{pounds(below.short)} less than the minimum wage of {pounds(below.an_hour)} an hour for "
        f"{hours(below.minutes)} awake."
    )
