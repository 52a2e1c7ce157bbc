"""Budgets, figures by date, and what comes on top: the domain's figures come out, and gaps are named."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from money import Made, organisation

from matcher.calendar import ONE_DAY
from matcher.errors import BadInput, NotKnownThen
from matcher.model.money import Figures, Money
from matcher.model.organisation import Organisation
from matcher.money.budget import (
    amounts,
    comes_in,
    for_support,
    funded_minutes,
    funded_sleep_ins,
    kept_on,
    put_by,
    step_ups,
)
from matcher.money.figures import employers_insurance, minimum_wage, pension, real_living_wage, shipped
from matcher.money.on_costs import holiday_percent, year_of_pay
from matcher.money.statement import from_whom
from matcher.read import read

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
MONDAY = date(2026, 6, 1)
SUNDAY = date(2026, 6, 7)


def line(kind: str, quantity: float | None = None, unit_cost: float | None = None, **more: object) -> Made:
    made = {
        "label": kind.replace("_", " ").capitalize(),
        "kind": kind,
        "quantity": quantity,
        "unit_cost": unit_cost,
    }
    return {**made, **more}


MANAGEMENT = line("management", percent_of_lines_above=15)
CONTINGENCY = line("contingency", percent_of_lines_above=5)
ASLEEP = line("sleep_in", 7, 60, on_cost_percent=15)


def money(*lines: Made, **more: object) -> Money:
    return Money.model_validate({"weekly_budget": 5000, "lines": lines, **more})


def sample(name: str) -> Organisation:
    return read(SAMPLES / f"{name}.json", name)


# --- The domain's figures ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "asleep", "total"),
    [
        (280, False, "6153.42"),
        (114, True, "3088.54"),
        (103.5, True, "2857.80"),
        (35, False, "769.18"),
        (168, False, "3692.05"),
    ],
    ids=["Marcus", "Joy", "Callum", "Bea", "Frank"],
)
def test_hours_at_18_20_with_management_and_contingency_come_to_the_known_budgets(
    hours: float, asleep: bool, total: str
) -> None:
    lines = [line("awake_hours", hours, 18.20), *([ASLEEP] if asleep else []), MANAGEMENT, CONTINGENCY]
    weekly = amounts(money(*lines), MONDAY, SUNDAY)

    assert sum(each.amount for each in weekly) == Decimal(total)


@pytest.mark.parametrize(
    ("name", "person", "left"),
    [
        ("marcus", "marcus", "0"),
        ("joy", "joy", "1.46"),
        ("first-year", "marcus", "0"),
        ("first-year", "joy", "1.46"),
        ("first-year", "frank", "0"),
    ],
)
def test_the_lines_of_the_samples_come_to_what_comes_in(name: str, person: str, left: str) -> None:
    held = sample(name).person(person).money
    assert held is not None
    first = date(2026, 11, 23)
    lines = amounts(held, first, first + timedelta(days=6))

    assert held.weekly_budget - sum(each.amount for each in lines) == Decimal(left)


def test_franks_step_up_is_350_pounds_80_more_than_is_kept_for_him() -> None:
    held = sample("first-year").person("frank").money
    assert held is not None
    (step_up,) = step_ups(held, held.contingency, date(2026, 11, 23))

    assert step_up.a_week == Decimal("1783.60")
    assert step_up.planned == Decimal("5350.80")
    assert step_up.short == Decimal("350.80")
    assert step_up.weeks == 2


@pytest.mark.parametrize(
    ("hours", "pay", "insurance", "least_pension", "an_hour", "percent"),
    [
        (37.5, "26227.50", "3184.13", "599.63", "18.19", "35"),
        (16, "11190.40", "928.56", "148.51", "17.43", "30"),
    ],
)
def test_a_year_of_pay_costs_what_the_domain_notes_say(
    hours: float, pay: str, insurance: str, least_pension: str, an_hour: str, percent: str
) -> None:
    """44 weeks of 52 reach the rota there; 0.85 is that in two places."""
    about = organisation(pay={"availability": "0.8462"}, contracts={"ann": {"hours": hours, "rate": "13.45"}})
    year = year_of_pay(about, about.supporter("ann").contract, date(2026, 11, 24))
    assert year is not None

    assert [year.pay, year.insurance, year.pension] == [
        Decimal(pay),
        Decimal(insurance),
        Decimal(least_pension),
    ]
    assert abs(year.an_hour - Decimal(an_hour)) <= Decimal("0.01")
    assert round(year.percent) == int(percent)


def test_no_insurance_is_due_for_somebody_under_21_and_none_of_it_for_relief() -> None:
    about = organisation(
        contracts={
            "ann": {"age_band": "18_to_20", "rate": "13.45"},
            "bob": {"hours": 0},
            "cat": {"rate": None},
        }
    )
    years = {each.id: year_of_pay(about, each.contract, date(2026, 11, 24)) for each in about.supporters}

    assert years["ann"] is not None
    assert years["ann"].insurance == 0
    assert (years["bob"], years["cat"]) == (None, None)


def test_holiday_of_5_6_weeks_is_12_07_percent() -> None:
    assert holiday_percent(organisation()) == Decimal("12.07")
    assert holiday_percent(organisation(pay={"holiday_weeks": 0})) == 0


# --- Figures by date -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "adult", "younger"),
    [
        ("2024-04-01", "11.44", "8.60"),
        ("2025-03-31", "11.44", "8.60"),
        ("2025-04-01", "12.21", "10.00"),
        ("2026-03-31", "12.21", "10.00"),
        ("2026-04-01", "12.71", "10.85"),
        ("2027-03-31", "12.71", "10.85"),
    ],
)
def test_the_minimum_wage_changes_on_the_first_of_april(day: str, adult: str, younger: str) -> None:
    about, on = organisation(), date.fromisoformat(day)

    assert minimum_wage(about, on, "21_and_over") == Decimal(adult)
    assert minimum_wage(about, on, "18_to_20") == Decimal(younger)


@pytest.mark.parametrize("day", ["2024-03-31", "2027-04-01", "2031-01-01"])
def test_a_day_outside_the_figures_is_told_with_what_is_known_and_how_to_go_on(day: str) -> None:
    with pytest.raises(NotKnownThen) as raised:
        minimum_wage(organisation(), date.fromisoformat(day), "21_and_over")

    assert "1 Apr 2024 to 31 Mar 2027" in raised.value.says
    assert "`pay` › `figures`" in raised.value.mend


def test_every_figure_that_is_asked_for_tells_when_it_is_not_known() -> None:
    about, late = organisation(pay={"real_living_wage": "london"}), date(2030, 1, 1)

    for ask in (employers_insurance, pension, real_living_wage):
        with pytest.raises(NotKnownThen):
            ask(about, late)


def test_ones_own_figures_come_first_and_go_on_where_the_programs_end() -> None:
    own = {
        "minimum_wage": [
            {
                "first_day": "2027-04-01",
                "last_day": "2028-03-31",
                "at_21_and_over": "13.20",
                "at_18_to_20": "12",
                "source": "Invented.",
            },
            {
                "first_day": "2026-04-01",
                "last_day": "2026-04-30",
                "at_21_and_over": "1",
                "at_18_to_20": "1",
                "source": "Invented.",
            },
        ]
    }
    about = organisation(pay={"figures": own})

    assert minimum_wage(about, date(2027, 4, 1), "21_and_over") == Decimal("13.20")
    assert minimum_wage(about, date(2026, 4, 30), "21_and_over") == 1
    assert minimum_wage(about, date(2026, 5, 1), "21_and_over") == Decimal("12.71")
    with pytest.raises(NotKnownThen, match="31 Mar 2028"):
        minimum_wage(about, date(2028, 4, 1), "21_and_over")


def test_the_figures_follow_one_another_without_a_day_between_and_each_has_its_source() -> None:
    for name in Figures.model_fields:
        years = getattr(shipped(), name)
        assert all(year.source for year in years)
        for year, after in pairwise(years):
            assert year.last_day + ONE_DAY == after.first_day


def test_the_real_living_wage_is_asked_for_only_where_it_was_promised() -> None:
    day = date(2026, 11, 24)

    assert real_living_wage(organisation(), day) is None
    assert real_living_wage(organisation(pay={"real_living_wage": "uk"}), day) == Decimal("13.45")
    assert real_living_wage(organisation(pay={"real_living_wage": "london"}), day) == Decimal("14.80")


# --- Lines ---------------------------------------------------------------------------------------------


def test_a_line_counts_on_its_days_only() -> None:
    """Monday to Wednesday of a line of £70 a week: three sevenths."""
    held = money(line("awake_hours", 7, 10, first_day="2026-05-01", last_day="2026-06-03"))

    assert [each.amount for each in amounts(held, MONDAY, SUNDAY)] == [30]


def test_management_is_a_part_of_the_lines_that_hold_on_the_day() -> None:
    held = money(line("awake_hours", 70, 10), line("step_up", 70, 10, first_day="2026-06-03"), MANAGEMENT)

    assert [each.amount for each in amounts(held, MONDAY, SUNDAY)] == [700, 500, 180]


def test_what_is_paid_out_of_what_is_kept_has_no_management_on_it() -> None:
    held = money(line("awake_hours", 70, 10), line("step_up", 70, 10, from_contingency=True), MANAGEMENT)

    assert [each.amount for each in amounts(held, MONDAY, SUNDAY)] == [700, 700, 105]


def test_a_one_off_is_paid_once_on_its_day() -> None:
    held = money(line("one_off", 2, 149.99, first_day="2026-06-03"), MANAGEMENT)
    weeks = [(MONDAY, SUNDAY), (SUNDAY, SUNDAY), (date(2026, 6, 3), date(2026, 6, 3))]

    assert [amounts(held, *week)[0].amount for week in weeks] == [Decimal("299.98"), 0, Decimal("299.98")]
    assert [amounts(held, *week)[1].amount for week in weeks] == [0, 0, 0]


def test_more_because_of_the_time_and_on_costs_are_both_on_top() -> None:
    """10 hours at £10, a quarter more, and 20 % on that."""
    held = money(line("awake_hours", 10, 10, enhancement_percent=25, on_cost_percent=20))

    assert [each.amount for each in amounts(held, MONDAY, SUNDAY)] == [150]


def test_only_lines_for_support_pay_for_a_rota_and_without_lines_all_does() -> None:
    with_lines = money(line("awake_hours", 10, 10), ASLEEP, line("training", 1, 40), MANAGEMENT)

    assert for_support(with_lines, MONDAY, SUNDAY) == 583
    assert for_support(money(), MONDAY, SUNDAY) == comes_in(money(), MONDAY, SUNDAY) == 5000


def test_funded_hours_are_those_of_the_lines_in_hours_and_unknown_without_any() -> None:
    held = money(line("awake_hours", 98, 18), line("waking_night", 70, 18), ASLEEP, MANAGEMENT)

    assert funded_minutes(held, MONDAY, SUNDAY) == 168 * 60
    assert funded_sleep_ins(held, MONDAY, SUNDAY) == 7
    assert funded_minutes(money(MANAGEMENT), MONDAY, SUNDAY) is None
    assert funded_sleep_ins(money(), MONDAY, SUNDAY) is None


def test_who_pays_is_told_to_the_penny_for_each_line_and_for_the_rest() -> None:
    nhs = [{"funder": "nhs", "percent": 100}]
    thirds = [{"funder": "council", "percent": 33.33}, {"funder": "own_contribution", "percent": 66.67}]
    held = money(line("transition", 10, 10, funders=nhs), weekly_budget="200.01", funders=thirds)

    assert from_whom(held, MONDAY, SUNDAY) == {
        "nhs": 100,
        "council": Decimal("33.33"),
        "own_contribution": Decimal("66.68"),
    }


def test_what_is_kept_grows_by_what_is_put_by_and_shrinks_by_what_is_taken_out() -> None:
    put = line("contingency", 1, 10)
    taken = line("step_up", 1, 25, from_contingency=True, first_day="2026-06-08", last_day="2026-06-14")
    held = money(put, taken, contingency=100, counted_from="2026-06-01")
    mornings = [date(2026, 5, 1), MONDAY, date(2026, 6, 8), date(2026, 6, 15)]

    assert [kept_on(held, day) for day in mornings] == [100, 100, 110, 95]
    assert put_by(held, MONDAY, SUNDAY) == 10


def test_without_a_day_to_count_from_what_is_kept_is_what_the_file_says() -> None:
    assert kept_on(money(line("contingency", 1, 10), contingency=100), date(2030, 1, 1)) == 100


def test_without_a_line_for_it_a_step_up_is_the_support_of_a_week_again() -> None:
    held = money(line("awake_hours", 10, 10), MANAGEMENT, contingency=250)
    (usual,) = step_ups(held, held.contingency, MONDAY)

    assert (usual.line, usual.weeks, usual.planned) == (None, 2, None)
    assert usual.a_week == 100
    assert usual.short == 0


def test_a_step_up_that_is_over_or_costs_nothing_is_none() -> None:
    over = line("step_up", 1, 25, from_contingency=True, last_day="2026-05-31")
    free = line("step_up", 0, 25, from_contingency=True)

    assert list(step_ups(money(over, free, weekly_budget=0), Decimal(100), MONDAY)) == []


# --- What a file may say -------------------------------------------------------------------------------

WRONG: dict[str, tuple[Made, Made, Made, str, str]] = {
    "shares that are not 100": (
        {"funders": [{"funder": "nhs", "percent": 60}, {"funder": "council", "percent": 30}]},
        {},
        {},
        "people › pat › money › funders",
        "The shares come to 90 percent together.",
    ),
    "a line that ends before it begins": (
        {"lines": [line("awake_hours", 1, 1, first_day="2026-06-02", last_day="2026-06-01")]},
        {},
        {},
        "people › pat › money › lines › 1st › last_day",
        "It ends on 2026-06-01, before it begins on 2026-06-02.",
    ),
    "a line with two ways to count": (
        {"lines": [line("management", 1, 1, percent_of_lines_above=15)]},
        {},
        {},
        "people › pat › money › lines › 1st",
        "Give quantity and unit_cost, or percent_of_lines_above.",
    ),
    "a quantity without a cost": (
        {"lines": [line("awake_hours", 1)]},
        {},
        {},
        "people › pat › money › lines › 1st",
        "Give quantity and unit_cost, or percent_of_lines_above.",
    ),
    "a one-off without a day": (
        {"lines": [line("one_off", 1, 1)]},
        {},
        {},
        "people › pat › money › lines › 1st",
        "A one-off has a first_day, a quantity and a unit_cost.",
    ),
    "half a penny": (
        {"weekly_budget": 10.005},
        {},
        {},
        "people › pat › money › weekly_budget",
        "This has more places after the point than an amount has.",
    ),
    "a month that begins on the 31st": (
        {},
        {"period_starts": "2026-05-31"},
        {},
        "pay › period_starts",
        "Not every month has a day 31.",
    ),
    "weeks that begin nobody knows when": (
        {},
        {"period": "four_weeks"},
        {},
        "pay › period",
        "With periods of several weeks nobody can tell when one starts.",
    ),
    "two rates from one day": (
        {},
        {},
        {"rate_changes": [{"from_day": "2026-06-01", "rate": 13}, {"from_day": "2026-06-01", "rate": 14}]},
        "supporters › ann › contract › rate_changes › 2nd › from_day",
        "There is an entry for 1 Jun 2026 already.",
    ),
    "figures that overlap": (
        {},
        {"figures": {"real_living_wage": [{"uk": 13, "london": 14, "source": "x"}] * 2}},
        {},
        "pay › figures › real_living_wage › 2nd",
        "It holds on days on which an entry above it holds already.",
    ),
}


@pytest.mark.parametrize(("money_said", "pay", "contract", "path", "says"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_told_with_its_place(
    money_said: Made, pay: Made, contract: Made, path: str, says: str
) -> None:
    about = organisation().model_dump(mode="json", by_alias=True)
    about["people"][0]["money"] = {"weekly_budget": 100, **money_said}
    about["pay"] = pay
    about["supporters"][0]["contract"] = contract

    with pytest.raises(BadInput) as raised:
        read(json.dumps(about).encode(), "team.json")

    assert [(problem.path, problem.says) for problem in raised.value.problems] == [(path, says)]
