"""Bank holidays: of England and Wales, of Scotland, of Northern Ireland. Nothing is looked up online."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from matcher.wording import listed

if TYPE_CHECKING:
    from matcher.model.organisation import BankHolidays, Organisation

CODES: dict["BankHolidays", str] = {"england_and_wales": "ENG", "scotland": "SCT", "northern_ireland": "NIR"}
"""What the package calls each nation; the days of Wales are those of England."""


def bank_holiday(organisation: "Organisation", day: date) -> str | None:
    """What a bank holiday is called, for example 'Easter Monday'; None for any other day.

    The day itself is one, and so is its substitute when it falls on a weekend.
    """
    return _of_year(organisation.bank_holidays, day.year).get(day)


def is_bank_holiday(organisation: "Organisation", day: date) -> bool:
    """Whether a day is a bank holiday where the organisation works."""
    return bank_holiday(organisation, day) is not None


@lru_cache(maxsize=128)
def _of_year(nation: "BankHolidays", year: int) -> Mapping[date, str]:
    from holidays import country_holidays

    days = country_holidays("GB", subdiv=CODES[nation], years=year, expand=False, language="en_GB")
    return {day: listed([_said(name) for name in days.get_list(day)]) for day in days}


def _said(name: str) -> str:
    return name.replace("(observed)", "(substitute day)")
