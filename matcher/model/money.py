"""The words of money: what comes in, what it is for, what supporters are paid, and what the law asks.

All amounts are decimals in pounds. Nothing here is a binary fraction, so nothing is lost by adding up.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from matcher.model.words import ClockTime, Text, Words, minutes

Pounds = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=2)]
Rate = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=4)]
Quantity = Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=4)]
Percent = Annotated[Decimal, Field(ge=0, le=300, decimal_places=4)]

FundingKind = Literal["individual_service_fund", "personal_health_budget", "direct_payment", "commissioned"]
Funder = Literal["council", "nhs", "own_contribution", "other"]
LineKind = Literal[
    "awake_hours",
    "second_supporter",
    "waking_night",
    "sleep_in",
    "step_up",
    "transition",
    "training",
    "mileage",
    "activity",
    "management",
    "contingency",
    "one_off",
]
IN_HOURS: frozenset[LineKind] = frozenset({"awake_hours", "second_supporter", "waking_night", "step_up"})
"""Lines counted in hours of support."""
SUPPORT: frozenset[LineKind] = IN_HOURS | {"sleep_in", "transition"}
"""Lines that pay for supporters on the rota."""
TRAINING: frozenset[LineKind] = frozenset({"training"})
"""Lines for training, supervision and team meetings: they pay for extras, where these are planned."""
AgeBand = Literal["21_and_over", "18_to_20"]
PayPeriod = Literal["week", "two_weeks", "four_weeks", "month"]
Times = Literal["bank_holiday", "saturday", "sunday", "weekend", "night"]

ALL = Decimal(100)


class Dated(Words):
    """Something that holds from a first day to a last. Left out, a day is open."""

    first_day: date | None = None
    """The first day it holds. Left out: since ever."""
    last_day: date | None = None
    """The last day. Left out: until further notice."""

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


class FundersShare(Words):
    """What one funder pays of it. The shares together are 100 percent."""

    funder: Funder
    """Who pays."""
    percent: Percent
    """How much of it, in percent."""


Funders = tuple[FundersShare, ...]


class BudgetLine(Dated):
    """One line of a budget: a quantity each week at a unit cost, or a part of the lines above it."""

    label: Text
    """What it is for, in plain words."""
    kind: LineKind
    """What sort of cost it is."""
    quantity: Quantity | None = None
    """How many a week: hours of support, sleep-ins, miles. Of a one-off: how many in all."""
    unit_cost: Rate | None = None
    """Pounds for each."""
    percent_of_lines_above: Percent | None = None
    """In place of quantity and unit cost: so many percent of all lines above that hold on the day."""
    on_cost_percent: Percent = Decimal(0)
    """What is paid on top of the unit cost, in percent. Left out, the unit cost is all there is to pay."""
    enhancement_percent: Percent = Decimal(0)
    """What is paid more because of the time, such as a bank holiday, in percent of the unit cost."""
    funders: Funders = ()
    """Who pays for this line, where it is not as for the others."""
    movable: bool = False
    """Whether its money may be moved to another line."""
    from_contingency: bool = False
    """Paid out of what is kept for hard times, and not out of the weekly budget."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_unit = {self.quantity is not None, self.unit_cost is not None}
        if by_unit != {self.percent_of_lines_above is None}:
            raise ValueError("give quantity and unit_cost, or percent_of_lines_above")
        if self.percent_of_lines_above is not None and (self.on_cost_percent or self.enhancement_percent):
            raise ValueError("a part of the lines above has nothing on top")
        if self.kind == "one_off" and (self.first_day is None or self.quantity is None):
            raise ValueError("a one-off has a first_day, a quantity and a unit_cost")
        return self


class Assessed(Dated):
    """What an assessment says the person needs each week, for one purpose."""

    what_for: Text
    """What the time is for, as the assessment says."""
    hours: float = Field(default=0, ge=0, le=6 * 168)
    """Hours a week awake, of all supporters together."""
    sleep_ins: int = Field(default=0, ge=0, le=42)
    """Sleep-ins a week."""

    @property
    def minutes(self) -> int:
        """Minutes a week."""
        return minutes(self.hours)


class Money(Words):
    """One person's money. It never pays for anyone else."""

    kind: FundingKind = "individual_service_fund"
    """How the money is held."""
    employer: Literal["provider", "person"] = "provider"
    """Who employs the supporters: the organisation, or the person or their family."""
    weekly_budget: Decimal = Field(ge=0, le=100_000, decimal_places=2)
    """Pounds a week that come in."""
    funders: Funders = ()
    """Who pays, in percent. Left out: not said."""
    lines: tuple[BudgetLine, ...] = Field(default=(), max_length=100)
    """What the weekly budget is for. Left out: all of it is for support."""
    contingency: Pounds = Decimal(0)
    """Pounds kept for hard times, on the morning of `counted_from`; without that day, now."""
    counted_from: date | None = None
    """The day from which money is counted. Left out: nothing is carried from week to week."""
    carried_over: Pounds = Decimal(0)
    """Pounds unspent on the morning of that day, besides the contingency."""
    surplus_cap_weeks: Decimal = Field(default=Decimal(4), ge=0, le=520, decimal_places=2)
    """How many weeks' budget may be unspent before some has to be given back or agreed."""
    surplus_keep_weeks: int = Field(default=12, ge=1, le=520)
    """For how many weeks unspent money may be kept."""
    assessed: tuple[Assessed, ...] = Field(default=(), max_length=100)
    """What was assessed, by purpose. Left out: not known here."""


class RateChange(Words):
    """What is paid from a day on."""

    from_day: date
    """The first day."""
    rate: Rate | None = None
    """Pounds an hour. Left out: as before."""
    sleep_in_allowance: Rate | None = None
    """Pounds a sleep-in. Left out: as before."""


class Enhancement(Words):
    """More pay at some times, as the organisation sets it."""

    when: Times
    """At which times. A weekend is Saturday and Sunday, from midnight to midnight."""
    percent: Percent = Decimal(0)
    """On top of the hourly rate, in percent: 50 is time and a half."""
    sleep_in_percent: Percent = Decimal(0)
    """On top of the allowance of a sleep-in that starts then, in percent."""
    start: ClockTime = Field(default="23:00", validate_default=True)
    """Of a night: from this time. Night time is 23:00 to 06:00 unless set (Working Time Regulations 1998)."""
    end: ClockTime = Field(default="06:00", validate_default=True)
    """Of a night: until this time."""


class MinimumWage(Dated):
    """The minimum wage of one year, in pounds an hour. There are no supporters under 18."""

    at_21_and_over: Rate
    """From 21: the National Living Wage."""
    at_18_to_20: Rate
    """From 18 to 20."""
    source: Text
    """Where the figures come from."""


class EmployersInsurance(Dated):
    """Employers' National Insurance of one tax year."""

    percent: Percent
    """Of pay above the threshold."""
    threshold: Pounds
    """Pounds a year for each employee (the secondary threshold)."""
    allowance: Pounds
    """The employment allowance: pounds a year for the whole employer, where it may be claimed."""
    source: Text
    """Where the figures come from."""


class Pension(Dated):
    """The least an employer pays into a workplace pension, of one tax year."""

    percent: Percent
    """Of pay between the two limits."""
    lower: Pounds
    """Pounds a year from which pay counts."""
    upper: Pounds
    """Pounds a year up to which it counts."""
    source: Text
    """Where the figures come from."""


class RealLivingWage(Dated):
    """The real living wage, which employers may promise: pounds an hour from 18."""

    uk: Rate
    """Outside London."""
    london: Rate
    """In London."""
    source: Text
    """Where the figures come from."""


class Figures(Words):
    """Rates and thresholds by date."""

    minimum_wage: tuple[MinimumWage, ...] = ()
    """The minimum wage."""
    employers_insurance: tuple[EmployersInsurance, ...] = ()
    """Employers' National Insurance."""
    pension: tuple[Pension, ...] = ()
    """Workplace pensions."""
    real_living_wage: tuple[RealLivingWage, ...] = ()
    """The real living wage."""


class Pay(Words):
    """How the organisation pays, and what it costs on top."""

    on_cost_percent: Percent = Decimal(35)
    """On top of hourly pay: holiday, sickness, training, National Insurance, pension, in percent."""
    sleep_in_on_cost_percent: Percent = Decimal(15)
    """On top of sleep-in allowances, in percent."""
    availability: Decimal = Field(default=Decimal("0.85"), ge=Decimal("0.01"), le=1, decimal_places=4)
    """Share of contracted hours that reach the rota: 44 weeks of 52."""
    holiday_weeks: Decimal = Field(default=Decimal("5.6"), ge=0, le=26, decimal_places=4)
    """Weeks of paid holiday a year."""
    enhancements: tuple[Enhancement, ...] = Field(default=(), max_length=20)
    """More pay at some times. Left out: none."""
    enhancements_together: Literal["highest", "add"] = "highest"
    """Where several hold at once: the highest counts, or they are added."""
    cancelled_percent: Percent = ALL
    """What a shift that was cancelled is still paid, in percent."""
    period: PayPeriod = "month"
    """How long a pay reference period is. By law a month at most."""
    period_starts: date | None = None
    """A day on which one starts. Left out: the first of the month, or the first day of the week."""
    real_living_wage: Literal["uk", "london"] | None = None
    """Which real living wage was promised to supporters. Left out: none."""
    figures: Figures = Figures()
    """Rates and thresholds of one's own, for a year the program does not know yet. They come first."""


def adds_up(funders: Iterable[FundersShare]) -> bool:
    """Whether shares are 100 percent together, or nobody is named."""
    shares = [each.percent for each in funders]
    return not shares or sum(shares) == ALL
