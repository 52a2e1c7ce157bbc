"""Rates and thresholds by date: those of the program, in `figures.json` with their sources, and one's own."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from matcher.errors import NotKnownThen
from matcher.model.money import (
    AgeBand,
    Dated,
    EmployersInsurance,
    Figures,
    MinimumWage,
    Pension,
    RealLivingWage,
)

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation

Year = TypeVar("Year", bound=Dated)

MINIMUM_WAGE = "minimum wage"
INSURANCE = "employers' National Insurance"
PENSION = "least an employer pays into a pension"
LIVING_WAGE = "real living wage"


@cache
def shipped() -> Figures:
    """The figures that come with the program."""
    return Figures.model_validate_json(files("matcher.money").joinpath("figures.json").read_bytes())


def minimum_wage(organisation: "Organisation", day: date, band: AgeBand) -> Decimal:
    """Pounds an hour on a day. NotKnownThen where no figure holds."""
    own = organisation.pay.figures.minimum_wage
    year: MinimumWage = _on(day, own, shipped().minimum_wage, MINIMUM_WAGE)
    return year.at_21_and_over if band == "21_and_over" else year.at_18_to_20


def employers_insurance(organisation: "Organisation", day: date) -> EmployersInsurance:
    """Employers' National Insurance on a day. NotKnownThen where no figure holds."""
    own = organisation.pay.figures.employers_insurance
    return _on(day, own, shipped().employers_insurance, INSURANCE)


def pension(organisation: "Organisation", day: date) -> Pension:
    """Pension contributions on a day. NotKnownThen where no figure holds."""
    return _on(day, organisation.pay.figures.pension, shipped().pension, PENSION)


def real_living_wage(organisation: "Organisation", day: date) -> Decimal | None:
    """The real living wage that was promised, on a day; None where none was. NotKnownThen as above."""
    where = organisation.pay.real_living_wage
    if where is None:
        return None
    own = organisation.pay.figures.real_living_wage
    year: RealLivingWage = _on(day, own, shipped().real_living_wage, LIVING_WAGE)
    return year.uk if where == "uk" else year.london


def _on(day: date, own: Iterable[Year], years: Iterable[Year], what: str) -> Year:
    """The year that holds on a day; one's own comes first."""
    known = [*own, *years]
    found = next((year for year in known if year.holds(day)), None)
    if found is None:
        raise NotKnownThen(what, day, _first(known), _last(known))
    return found


def _first(years: Iterable[Dated]) -> date:
    return min(year.first_day or date.min for year in years)


def _last(years: Iterable[Dated]) -> date:
    return max(year.last_day or date.max for year in years)
