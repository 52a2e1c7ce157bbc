"""The minimum wage for each pay reference period: time awake on sleep-ins, what counts, which rate holds."""

from datetime import date
from decimal import Decimal

import pytest
from money import EARLY, SLEEP_IN, Made, on, organisation

from matcher.money.wages import Below, below_minimum, pay_period

TINY_ALLOWANCE = {"rate": "12.71", "sleep_in_allowance": "30", "sleep_in_covers_minutes": 600}


def below(contract: Made, *needs: tuple[Made, str, int | None], pay: Made | None = None) -> list[Below]:
    about = organisation(contracts={"ann": contract}, pay=pay)
    return list(below_minimum(about, about.supporter("ann"), [on(*need) for need in needs]))


@pytest.mark.parametrize("awake", [None, 0, 60, 141])
def test_an_allowance_pays_for_time_awake_as_far_as_the_minimum_wage_goes(awake: int | None) -> None:
    """£30 are the minimum wage for 2 hours and 21.6 minutes."""
    assert below(TINY_ALLOWANCE, (SLEEP_IN, "2026-06-01", awake)) == []


def test_a_disturbed_night_whose_allowance_is_too_small_is_found_with_what_is_missing() -> None:
    """Three hours awake are owed £38.13, and £30 are paid."""
    (found,) = below(TINY_ALLOWANCE, (SLEEP_IN, "2026-06-01", 180))

    assert (found.first_day, found.last_day) == (date(2026, 6, 1), date(2026, 6, 30))
    assert found.minutes == 180
    assert [found.an_hour, found.short] == [Decimal("12.71"), Decimal("8.13")]


def test_a_quiet_night_does_not_make_up_for_a_disturbed_one() -> None:
    (found,) = below(TINY_ALLOWANCE, (SLEEP_IN, "2026-06-01", 180), (SLEEP_IN, "2026-06-03", None))

    assert found.short == Decimal("8.13")


def test_pay_above_the_minimum_in_the_same_period_does_make_up_for_it() -> None:
    """Eleven earlies at 10 pence more than the minimum are £8.25 more than is owed."""
    contract = {**TINY_ALLOWANCE, "rate": "12.81"}
    earlies = [(EARLY, f"2026-06-{day:02}", None) for day in range(2, 13)]
    night = (SLEEP_IN, "2026-06-01", 180)

    assert below(contract, night, *earlies) == []
    assert [found.short for found in below(contract, night, *earlies[:10])] == [Decimal("0.63")]


def test_each_period_stands_by_itself() -> None:
    contract = {**TINY_ALLOWANCE, "rate": "12.81"}
    in_july = [(EARLY, f"2026-07-{day:02}", None) for day in range(1, 15)]

    assert [found.last_day.month for found in below(contract, (SLEEP_IN, "2026-06-30", 180), *in_july)] == [6]


@pytest.mark.parametrize(("starts", "short"), [(None, True), ("2026-05-16", False)])
def test_the_rate_is_that_of_the_first_day_of_the_period(starts: str | None, short: bool) -> None:
    """£12.21 was enough until 31 March 2026. A period from 16 March to 15 April keeps it to its end."""
    pay = {} if starts is None else {"period_starts": starts}

    assert bool(below({"rate": "12.21"}, (EARLY, "2026-04-10", None), pay=pay)) is short


def test_what_is_paid_more_because_of_the_time_does_not_count() -> None:
    """£12 and half of it more on Saturdays is still £12."""
    pay = {"enhancements": [{"when": "weekend", "percent": 50}]}

    assert [found.short for found in below({"rate": "12"}, (EARLY, "2026-06-06", None), pay=pay)] == [
        Decimal("5.33")
    ]


def test_from_18_to_20_another_rate_holds() -> None:
    assert below({"rate": "10.85", "age_band": "18_to_20"}, (EARLY, "2026-06-01", None)) == []
    assert below({"rate": "10.85"}, (EARLY, "2026-06-01", None)) != []


def test_shifts_of_which_the_rate_is_not_known_are_left_out() -> None:
    assert below({"rate": None}, (EARLY, "2026-06-01", None)) == []


@pytest.mark.parametrize(
    ("pay", "day", "first", "last"),
    [
        ({}, "2028-02-29", "2028-02-01", "2028-02-29"),
        ({"period_starts": "2026-01-16"}, "2026-03-15", "2026-02-16", "2026-03-15"),
        ({"period_starts": "2026-01-16"}, "2026-01-16", "2026-01-16", "2026-02-15"),
        ({"period_starts": "2026-01-28"}, "2026-03-01", "2026-02-28", "2026-03-27"),
        ({"period": "week"}, "2026-06-03", "2026-06-01", "2026-06-07"),
        ({"period": "week", "period_starts": "2026-01-02"}, "2026-06-04", "2026-05-29", "2026-06-04"),
        ({"period": "four_weeks", "period_starts": "2026-06-01"}, "2026-05-31", "2026-05-04", "2026-05-31"),
        ({"period": "two_weeks", "period_starts": "2026-06-01"}, "2026-06-15", "2026-06-15", "2026-06-28"),
    ],
)
def test_a_pay_reference_period_is_as_the_organisation_pays(
    pay: Made, day: str, first: str, last: str
) -> None:
    found = pay_period(organisation(pay=pay), date.fromisoformat(day))

    assert [str(each) for each in found] == [first, last]
