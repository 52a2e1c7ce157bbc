"""What is paid on top of an hour, worked out from a contract and the figures of a year.

A year of pay, with employers' National Insurance and the least pension, is shared over the hours that reach
the rota. The employment allowance is left out: it is for the whole employer, and whoever is paid for a public
function should check whether it may be claimed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from matcher.model.words import MINUTES_IN_HOUR
from matcher.money.figures import employers_insurance, pension
from matcher.money.pence import NOTHING, to_the_penny

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation
    from matcher.model.supporter import Contract

WEEKS_IN_YEAR = 52


@dataclass(frozen=True)
class YearOfPay:
    """One contract over a year, in pounds."""

    pay: Decimal
    insurance: Decimal
    pension: Decimal
    hours: Fraction
    """Hours that reach the rota."""
    rate: Decimal
    """Pounds an hour as paid."""

    @property
    def an_hour(self) -> Decimal:
        """What an hour on the rota costs."""
        return to_the_penny(Fraction(self.pay + self.insurance + self.pension) / self.hours)

    @property
    def percent(self) -> Decimal:
        """What that is on top of the rate, in percent to two places."""
        whole = Fraction(self.pay + self.insurance + self.pension) / self.hours / Fraction(self.rate)
        return to_the_penny((whole - 1) * 100)


def year_of_pay(organisation: "Organisation", contract: "Contract", day: date) -> YearOfPay | None:
    """A contract over a year that is as a day is; None without contracted hours or a rate.

    NotKnownThen where a figure of the year is not known.
    """
    rate = contract.rate_on(day)
    if not rate or not contract.minutes:
        return None
    exact = Fraction(rate) * contract.minutes * WEEKS_IN_YEAR / MINUTES_IN_HOUR
    pay = to_the_penny(exact)
    return YearOfPay(
        pay,
        _insurance(organisation, contract, pay, day),
        _pension(organisation, pay, day),
        Fraction(contract.minutes * WEEKS_IN_YEAR, MINUTES_IN_HOUR) * Fraction(organisation.pay.availability),
        rate,
    )


def holiday_percent(organisation: "Organisation") -> Decimal:
    """What holiday alone comes to on top of hours worked, in percent: 12.07 for 5.6 weeks a year."""
    weeks = Fraction(organisation.pay.holiday_weeks)
    return to_the_penny(weeks / (WEEKS_IN_YEAR - weeks) * 100)


def _insurance(organisation: "Organisation", contract: "Contract", pay: Decimal, day: date) -> Decimal:
    """Employers' National Insurance. None is due under 21, up to a limit far above these wages."""
    if contract.age_band == "18_to_20":
        return NOTHING
    year = employers_insurance(organisation, day)
    return to_the_penny(Fraction(max(NOTHING, pay - year.threshold)) * Fraction(year.percent) / 100)


def _pension(organisation: "Organisation", pay: Decimal, day: date) -> Decimal:
    year = pension(organisation, day)
    between = max(NOTHING, min(pay, year.upper) - year.lower)
    return to_the_penny(Fraction(between) * Fraction(year.percent) / 100)
