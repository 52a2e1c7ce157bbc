"""The minimum wage, for each pay reference period.

It is owed for time awake for the purpose of working (Royal Mencap Society v Tomlinson-Blake [2021] UKSC 8).
The rate is that of the first day of the period (National Minimum Wage Regulations 2015, regulation 4B), which
is a month at most (regulation 6). What is paid more because of the time does not count (regulation 10(j)). Of
an allowance for a sleep-in, no more counts than the minimum wage for the time awake in that night: our own,
careful reading of regulation 10(k). A shift belongs to the period it starts in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from matcher.calendar import ONE_DAY, DatedNeed, week_start
from matcher.model.money import Pay
from matcher.model.words import DAYS_IN_WEEK, MINUTES_IN_HOUR
from matcher.money.figures import minimum_wage
from matcher.money.pence import NOTHING, to_the_penny
from matcher.money.shifts import missing, paid_by_the_hour

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation
    from matcher.model.supporter import Contract, Supporter

WEEKS = {"week": 1, "two_weeks": 2, "four_weeks": 4}


@dataclass(frozen=True)
class Below:
    """A pay reference period in which somebody is paid less than the minimum wage."""

    first_day: date
    last_day: date
    minutes: int
    """Time awake and working."""
    an_hour: Decimal
    """The minimum wage, in pounds an hour."""
    short: Decimal
    """Pounds missing."""


def pay_period(organisation: "Organisation", day: date) -> tuple[date, date]:
    """The first and the last day of the pay reference period that a day lies in."""
    pay = organisation.pay
    if pay.period == "month":
        first = _month_from(day, pay)
        return first, _month_from(first + timedelta(days=31), pay) - ONE_DAY
    length = WEEKS[pay.period] * DAYS_IN_WEEK
    anchor = pay.period_starts or week_start(
        date.min + timedelta(days=DAYS_IN_WEEK), organisation.week_starts
    )
    first = day - timedelta(days=(day - anchor).days % length)
    return first, first + timedelta(days=length - 1)


def below_minimum(
    organisation: "Organisation", supporter: "Supporter", needs: Iterable[DatedNeed]
) -> Iterator[Below]:
    """Each pay reference period in which what a supporter worked is paid below the minimum wage.

    Shifts with an unknown rate are left out. NotKnownThen where the minimum wage of a period is not known.
    """
    periods: dict[tuple[date, date], list[DatedNeed]] = {}
    for need in needs:
        if need.awake_minutes and not missing(supporter.contract, need):
            periods.setdefault(pay_period(organisation, need.day), []).append(need)
    for (first, last), worked in sorted(periods.items()):
        an_hour = minimum_wage(organisation, first, supporter.contract.age_band)
        due, counted = _due_and_counted(supporter.contract, worked, an_hour)
        if counted < due:
            minutes = sum(need.awake_minutes for need in worked)
            yield Below(first, last, minutes, an_hour, to_the_penny(due - counted))


def _due_and_counted(
    contract: "Contract", worked: Iterable[DatedNeed], an_hour: Decimal
) -> tuple[Fraction, Fraction]:
    """The minimum wage for the time awake in some shifts, and what is paid towards it."""
    due, counted = Fraction(), Fraction()
    for need in worked:
        owed = Fraction(an_hour) * need.awake_minutes / MINUTES_IN_HOUR
        rate = contract.rate_on(need.day) or NOTHING
        paid = Fraction(rate) * paid_by_the_hour(contract, need) / MINUTES_IN_HOUR
        if need.kind == "sleep_in":
            allowance = Fraction(contract.allowance_on(need.day) or NOTHING)
            paid += min(allowance, max(Fraction(), owed - paid))
        due, counted = due + owed, counted + paid
    return due, counted


def _month_from(day: date, pay: Pay) -> date:
    """The day on which the month of pay that a day lies in begins."""
    starts = pay.period_starts.day if pay.period_starts else 1
    if day.day >= starts:
        return day.replace(day=starts)
    return (day.replace(day=1) - ONE_DAY).replace(day=starts)
