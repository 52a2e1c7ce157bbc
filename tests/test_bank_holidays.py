"""Bank holidays are the days that were proclaimed, in each nation."""

import subprocess
import sys
from datetime import date

import pytest

from matcher.bank_holidays import bank_holiday, is_bank_holiday
from matcher.model.organisation import BankHolidays, Organisation
from matcher.model.person import Person

ALL: tuple[BankHolidays, ...] = ("england_and_wales", "scotland", "northern_ireland")


def of(nation: BankHolidays) -> Organisation:
    people = (Person(id="pat", name="Pat"),)
    return Organisation(format="matcher/team/1", name="Small", people=people, bank_holidays=nation)


def in_year(nation: BankHolidays, year: int) -> list[str]:
    days = (date.fromordinal(date(year, 1, 1).toordinal() + more) for more in range(366))
    return [f"{day:%d %b}" for day in days if day.year == year and is_bank_holiday(of(nation), day)]


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        ("2026-04-06", {"england_and_wales", "northern_ireland"}),  # Easter Monday
        ("2026-01-02", {"scotland"}),
        ("2026-03-17", {"northern_ireland"}),  # Saint Patrick
        ("2026-07-12", {"northern_ireland"}),
        ("2026-07-13", {"northern_ireland"}),  # the twelfth is a Sunday
        ("2026-08-03", {"scotland"}),
        ("2026-08-31", {"england_and_wales", "northern_ireland"}),
        ("2026-11-30", {"scotland"}),  # Saint Andrew
        ("2026-06-15", {"scotland"}),  # proclaimed for that year only
        ("2023-05-08", set(ALL)),  # a coronation
        ("2022-09-19", set(ALL)),  # a funeral
        ("2020-05-08", set(ALL)),  # moved from the first Monday
        ("2020-05-04", set()),
        ("2026-12-25", set(ALL)),
        ("2026-12-26", set(ALL)),  # a Saturday
        ("2026-12-28", set(ALL)),  # its substitute
        ("2026-12-27", set()),
        ("2028-02-29", set()),
    ],
)
def test_each_nation_keeps_its_own_days(day: str, nations: set[str]) -> None:
    assert {nation for nation in ALL if is_bank_holiday(of(nation), date.fromisoformat(day))} == nations


def test_a_whole_year_has_no_other_days() -> None:
    days = "01 Jan, 18 Apr, 21 Apr, 05 May, 26 May, 25 Aug, 25 Dec, 26 Dec"
    assert ", ".join(in_year("england_and_wales", 2025)) == days
    assert len(in_year("scotland", 2025)) == 10
    assert len(in_year("northern_ireland", 2025)) == 11


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-12-25", "Christmas Day"),
        ("2027-12-27", "Christmas Day (substitute day)"),
        ("2027-12-28", "Boxing Day (substitute day)"),
        ("2026-04-03", "Good Friday"),
    ],
)
def test_a_bank_holiday_is_named(day: str, name: str) -> None:
    assert bank_holiday(of("england_and_wales"), date.fromisoformat(day)) == name


def test_any_other_day_has_no_name() -> None:
    assert bank_holiday(of("scotland"), date(2026, 6, 2)) is None


def test_england_and_wales_is_what_is_meant_where_nothing_is_said() -> None:
    assert Organisation(
        format="matcher/team/1", name="Small", people=of("scotland").people
    ).bank_holidays == ("england_and_wales")


def test_nothing_is_loaded_until_a_day_is_asked_for() -> None:
    code = "import sys, matcher.bank_holidays, matcher.solve; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
