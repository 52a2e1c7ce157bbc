"""What a shift costs: by the clock, by the day, by who was up at night. Each amount is worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from money import EARLY, NIGHT, SLEEP_IN, costs, on, organisation, paid

from matcher.money.shifts import Cost, cost, missing

PAID = organisation()
DOUBLE_ON_BANK_HOLIDAYS = {"when": "bank_holiday", "percent": 100, "sleep_in_percent": 50}
WEEKEND = {"when": "weekend", "percent": 25}
AT_NIGHT = {"when": "night", "percent": 10}


def pay(*enhancements: dict[str, object], **more: object) -> dict[str, object]:
    return {"enhancements": enhancements, **more}


def test_hours_and_what_comes_on_top_are_each_rounded_to_the_penny_once() -> None:
    """7.5 hours at £13.45 are £100.875, and 35 % of that is £35.30625."""
    found = costs(organisation(contracts={"ann": {"rate": "13.45"}}), on(EARLY, "2026-06-01"))

    assert found == Cost(hours=Decimal("100.88"), on_costs=Decimal("35.31"))
    assert found.total == Decimal("136.19")


def test_less_comes_on_top_of_a_sleep_in() -> None:
    found = costs(PAID, on(SLEEP_IN, "2026-06-01"))

    assert found == Cost(allowances=Decimal("50.00"), on_costs=Decimal("7.50"))


@pytest.mark.parametrize(
    ("night", "hours"),
    [("2026-10-24", 11), ("2026-10-25", 10), ("2026-03-28", 9), ("2026-03-29", 10), ("2028-02-29", 10)],
)
def test_the_night_on_which_the_clocks_change_is_paid_by_the_hours_it_has(night: str, hours: int) -> None:
    assert paid(PAID, on(NIGHT, night)) == 12 * hours


def test_a_night_into_a_bank_holiday_is_paid_double_from_midnight_on() -> None:
    """22:00 on Christmas Eve to 08:00: two hours plain, eight double."""
    found = costs(organisation(pay=pay(DOUBLE_ON_BANK_HOLIDAYS)), on(NIGHT, "2026-12-24"))

    assert found.hours == 120
    assert found.enhancements == 96


def test_a_night_out_of_a_bank_holiday_is_paid_double_until_midnight() -> None:
    found = costs(organisation(pay=pay(DOUBLE_ON_BANK_HOLIDAYS)), on(NIGHT, "2026-12-28"))

    assert found.hours == 120
    assert found.enhancements == 24


def test_the_longest_night_before_a_sunday_has_its_hour_more_at_the_weekend_rate() -> None:
    """Saturday 24 October 22:00 to Sunday 08:00 with the clocks going back: 11 hours, all at the weekend."""
    assert costs(organisation(pay=pay(WEEKEND)), on(NIGHT, "2026-10-24")).enhancements == 33


def test_of_two_enhancements_the_higher_counts_unless_they_are_added() -> None:
    """Saturday night: 22 to 23 weekend only, 23 to 6 night as well, 6 to 8 weekend only."""
    saturday = on(NIGHT, "2026-06-06")

    assert costs(organisation(pay=pay(WEEKEND, AT_NIGHT)), saturday).enhancements == Decimal("30.00")
    together = organisation(pay=pay(WEEKEND, AT_NIGHT, enhancements_together="add"))
    assert costs(together, saturday).enhancements == Decimal("38.40")


def test_a_night_has_the_hours_that_the_organisation_sets() -> None:
    usual, own = AT_NIGHT, {**AT_NIGHT, "start": "22:00", "end": "08:00"}
    tuesday = on(NIGHT, "2026-06-02")

    assert costs(organisation(pay=pay(usual)), tuesday).enhancements == Decimal("8.40")
    assert costs(organisation(pay=pay(own)), tuesday).enhancements == Decimal("12.00")


def test_a_sleep_in_that_starts_on_a_bank_holiday_has_a_higher_allowance() -> None:
    about = organisation(pay=pay(DOUBLE_ON_BANK_HOLIDAYS))

    assert paid(about, on(SLEEP_IN, "2026-12-25")) == 75
    assert paid(about, on(SLEEP_IN, "2026-12-24")) == 50


@pytest.mark.parametrize(
    ("covers", "awake", "hours"), [(0, None, 0), (0, 90, 18), (60, 90, 6), (60, 60, 0), (540, 300, 0)]
)
def test_time_awake_on_a_sleep_in_is_paid_by_the_hour_beyond_what_its_allowance_covers(
    covers: int, awake: int | None, hours: int
) -> None:
    about = organisation(contracts={"ann": {"sleep_in_covers_minutes": covers}})
    found = costs(about, on(SLEEP_IN, "2026-06-01", awake))

    assert found.hours == hours
    assert found.allowances == 50


def test_a_new_rate_holds_from_midnight_on_also_in_the_middle_of_a_night() -> None:
    """31 March 22:00 to 08:00: two hours at £12, eight at £13."""
    change = {"from_day": "2027-04-01", "rate": "13", "sleep_in_allowance": "55"}
    about = organisation(contracts={"ann": {"rate_changes": [change]}})

    assert paid(about, on(NIGHT, "2027-03-31")) == 24 + 8 * 13
    assert paid(about, on(SLEEP_IN, "2027-03-31")) == 50
    assert paid(about, on(SLEEP_IN, "2027-04-01")) == 55


def test_of_several_changes_the_last_before_the_day_holds_in_whatever_order_they_stand() -> None:
    changes = [
        {"from_day": "2026-08-01", "rate": "20"},
        {"from_day": "2026-07-01", "sleep_in_allowance": "60"},
    ]
    about = organisation(contracts={"ann": {"rate_changes": changes}})
    contract = about.supporter("ann").contract
    days = [date(2026, month, 1) for month in (6, 7, 8)]

    assert [contract.rate_on(day) for day in days] == [12, 12, 20]
    assert [contract.allowance_on(day) for day in days] == [50, 60, 60]


@pytest.mark.parametrize(
    ("contract", "need", "awake", "what"),
    [
        ({"rate": None}, EARLY, None, ("rate",)),
        ({"sleep_in_allowance": None}, EARLY, None, ()),
        ({"rate": None}, SLEEP_IN, None, ()),
        ({"rate": None}, SLEEP_IN, 30, ("rate",)),
        ({"rate": None, "sleep_in_allowance": None}, SLEEP_IN, 30, ("rate", "sleep_in_allowance")),
    ],
)
def test_what_is_not_known_is_named_and_never_guessed(
    contract: dict[str, object], need: dict[str, object], awake: int | None, what: tuple[str, ...]
) -> None:
    about = organisation(contracts={"ann": contract})
    terms, worked = about.supporter("ann").contract, on(need, "2026-06-01", awake)

    assert missing(terms, worked) == what
    assert (cost(about, terms, worked) is None) == bool(what)


def test_a_year_of_nights_has_8760_hours_of_pay_whatever_the_clocks_do() -> None:
    """Round the clock all year: a day of 23 and one of 25 hours make up for each other."""
    whole = {"id": "all", "kind": "other", "start": "00:00", "end": "00:00", "ends_next_day": True}
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(365))

    assert sum(paid(PAID, on(whole, str(day))) for day in days) == 12 * 8760
