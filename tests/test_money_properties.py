"""What holds of all money: parts add up to the whole to the penny, and no part of it is a binary fraction."""

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from money import EARLY, NIGHT, SLEEP_IN, on, organisation

import matcher.money
from matcher.calendar import ONE_DAY
from matcher.frame import Turn
from matcher.happened import Known
from matcher.model import money as words
from matcher.model.answer import Answer
from matcher.model.hours import Hours
from matcher.model.money import BudgetLine, Money
from matcher.model.organisation import Organisation
from matcher.model.statement import Statement
from matcher.model.words import Words
from matcher.money.budget import a_week, amounts, comes_in
from matcher.money.ledger import Ledger
from matcher.money.pence import for_days, in_parts, to_the_penny
from matcher.money.rotas import together
from matcher.money.shifts import cost
from matcher.money.statement import statement

FIRST = date(2026, 3, 1)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
PENCE = st.decimals(0, 20_000, places=2)
PERCENT = st.decimals(0, 100, places=2)
NEEDS = {"early": EARLY, "night": NIGHT, "sleep-in": SLEEP_IN}


@st.composite
def lines(draw: st.DrawFn) -> BudgetLine:
    """A line of any kind, on any days."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    kind = draw(st.sampled_from(get_args(words.LineKind)))
    by_unit = {
        "quantity": draw(st.decimals(0, 200, places=2)),
        "unit_cost": draw(st.decimals(0, 99, places=4)),
    }
    if kind != "one_off" and draw(st.booleans()):
        by_unit = {"percent_of_lines_above": draw(PERCENT)}
    return BudgetLine(
        label="A line",
        kind=kind,
        first_day=first if kind == "one_off" else draw(st.sampled_from([None, first])),
        last_day=draw(st.sampled_from([None, last])),
        from_contingency=draw(st.booleans()),
        **by_unit,
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Some weeks of shifts of two supporters with odd rates, and a budget."""
    enhancements = [{"when": each, "percent": draw(PERCENT)} for each in get_args(words.Times)]
    about = organisation(
        *NEEDS.values(),
        money={
            "weekly_budget": draw(PENCE),
            "lines": draw(st.lists(lines(), max_size=5)),
            "counted_from": FIRST,
            "carried_over": draw(PENCE),
            "contingency": draw(PENCE),
        },
        pay={"enhancements": enhancements, "on_cost_percent": draw(PERCENT)},
        contracts={id: {"rate": draw(st.decimals(0, 99, places=4))} for id in ("ann", "bob")},
    )
    turns = [
        Turn(draw(st.sampled_from(["ann", "bob"])), on(need, str(day), draw(st.integers(0, 500)) or None))
        for day in draw(st.lists(st.dates(FIRST, FIRST + timedelta(days=60)), max_size=20))
        for need in [draw(st.sampled_from(list(NEEDS.values())))]
    ]
    days: dict[date, list[Turn]] = {FIRST + timedelta(days=number): [] for number in range(61)}
    for turn in turns:
        days[turn.need.day].append(turn)
    (person,) = about.people
    assert person.money is not None
    return Ledger(Known(about, {"pat": days}, {}), person, person.money)


@given(PENCE, DAYS, st.integers(1, 400), st.integers(0, 400))
def test_a_weeks_money_for_some_days_is_the_sum_for_any_two_parts_of_them(
    weekly: Decimal, first: date, more: int, split: int
) -> None:
    last = first + timedelta(days=more)
    middle = first + timedelta(days=split % more)
    parts = for_days(weekly, first, middle) + for_days(weekly, middle + ONE_DAY, last)

    assert parts == for_days(weekly, first, last)


@given(PENCE, DAYS)
def test_any_seven_days_in_a_row_have_the_weeks_money_to_the_penny(weekly: Decimal, first: date) -> None:
    assert for_days(weekly, first, first + timedelta(days=6)) == weekly


@given(PENCE, st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_what_is_parted_adds_up_and_no_part_is_a_penny_off(amount: Decimal, weights: list[int]) -> None:
    percents = [Decimal(weight) / sum(weights) * 100 for weight in weights]
    percents[-1] += 100 - sum(percents)
    parts = in_parts(amount, percents)

    assert sum(parts) == amount
    for part, percent in zip(parts, percents, strict=True):
        assert abs(Fraction(part) - Fraction(amount) * Fraction(percent) / 100) <= Fraction(1, 100)


@given(st.fractions(0, 10_000))
def test_rounding_is_to_the_nearest_penny_and_a_half_goes_up(exact: Fraction) -> None:
    rounded = Fraction(to_the_penny(exact))

    assert Fraction(-1, 200) < rounded - exact <= Fraction(1, 200)
    assert to_the_penny(exact).as_tuple().exponent == -2


@given(st.lists(lines(), max_size=6), DAYS, st.integers(0, 500), st.integers(0, 500))
def test_a_budgets_lines_for_some_days_are_the_sums_for_any_two_parts_of_them(
    some: list[BudgetLine], first: date, more: int, split: int
) -> None:
    money = Money(weekly_budget=Decimal(500), lines=tuple(some))
    last = first + timedelta(days=more)
    middle = first + timedelta(days=split % (more + 1))
    whole = [each.amount for each in amounts(money, first, last)]
    parts = [
        a.amount + b.amount
        for a, b in zip(amounts(money, first, middle), amounts(money, middle + ONE_DAY, last), strict=True)
    ]

    assert (parts if middle < last else whole) == whole


@given(st.lists(lines(), max_size=6), DAYS)
def test_a_week_in_which_nothing_changes_has_each_lines_weekly_amount(
    some: list[BudgetLine], day: date
) -> None:
    always = tuple(
        line.model_copy(update={"first_day": None, "last_day": None})
        for line in some
        if line.kind != "one_off"
    )
    money = Money(weekly_budget=Decimal(500), lines=always)
    week = amounts(money, day, day + timedelta(days=6))

    assert [each.amount for each in week] == a_week(always, day)


@given(ledgers(), st.integers(0, 60))
def test_shifts_add_up_to_the_total_and_splitting_a_time_at_any_day_changes_nothing(
    ledger: Ledger, split: int
) -> None:
    last, middle = FIRST + timedelta(days=60), FIRST + timedelta(days=split)
    whole = ledger.account(FIRST, last)
    a, b = ledger.account(FIRST, middle), ledger.account(middle + ONE_DAY, last)
    shifts = [each.cost for each in ledger.shifts(FIRST, last)]

    assert together(shifts).total == sum(each.total for each in shifts if each) == whole.support
    if middle < last:
        for part in ("came_in", "from_kept", "support", "other", "put_by", "spent", "left"):
            assert getattr(a, part) + getattr(b, part) == getattr(whole, part)


@given(ledgers(), st.integers(0, 60))
def test_every_statement_adds_up_and_the_next_one_goes_on_where_it_ends(ledger: Ledger, split: int) -> None:
    middle, last = FIRST + timedelta(days=split), FIRST + timedelta(days=60)
    first = statement(ledger.known, ledger.person, FIRST, middle)
    then = statement(ledger.known, ledger.person, min(middle + ONE_DAY, last), last)

    for each in (first, then):
        assert sum(line.amount for line in each.came_in) == each.came_in_total
        assert sum(line.amount for line in each.bought) == each.bought_total
        assert each.came_in_total - each.bought_total - each.put_by == each.left
        assert each.left_before is not None
        assert each.left_before + each.left == each.left_now
    assert first.left_before == ledger.money.carried_over
    if middle < last:
        assert first.left_now == then.left_before


@given(st.decimals(0, 100_000, places=2))
def test_an_amount_in_a_file_is_read_to_the_penny(amount: Decimal) -> None:
    read = Money.model_validate_json(f'{{"weekly_budget": {amount:f}}}', strict=True).weekly_budget

    assert read == amount


def test_what_comes_in_is_the_weekly_budget_every_week_of_a_year() -> None:
    money = Money(weekly_budget=Decimal("3088.54"))
    weeks = [FIRST + timedelta(weeks=number) for number in range(52)]

    assert {comes_in(money, week, week + timedelta(days=6)) for week in weeks} == {Decimal("3088.54")}


AMOUNTS = {"amount", "total", "total_cost", "money", "rate", "unit_cost", "weekly_budget", "contingency"}


def fields(model: type[Words], seen: set[type[Words]]) -> Iterator[tuple[str, Any]]:
    """Every field of a model and of what it is made of, with its type."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{name}", field.annotation
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Words):
                yield from fields(part, seen)


def parts(kind: Any) -> Iterator[Any]:
    yield kind
    for each in get_args(kind):
        yield from parts(each)


@pytest.mark.parametrize("model", [Organisation, Answer, Statement, Hours], ids=lambda model: model.__name__)
def test_no_amount_of_money_is_a_float(model: type[Words]) -> None:
    found = {name: kind for name, kind in fields(model, set()) if name.split(".")[1] in AMOUNTS}
    floats = [name for name, kind in found.items() if float in parts(kind)]

    assert found
    assert floats == []


@pytest.mark.parametrize(
    "path", sorted(Path(matcher.money.__file__).parent.glob("*.py")), ids=lambda p: p.stem
)
def test_no_module_about_money_makes_a_float(path: Path) -> None:
    """No number with a point and no float(); a fraction or a decimal takes every division."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    points = [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "float"]

    assert (points, calls) == ([], [])


@given(ledgers())
def test_every_amount_that_is_handed_out_is_a_decimal_in_whole_pence(ledger: Ledger) -> None:
    found = statement(ledger.known, ledger.person, FIRST, FIRST + timedelta(days=60))
    handed_out = [line.amount for line in (*found.came_in, *found.bought)]
    handed_out += [found.came_in_total, found.bought_total, found.put_by, found.left, found.hard_times]

    assert {type(each) for each in handed_out} == {Decimal}
    assert all(each == each.quantize(Decimal("0.01")) for each in handed_out)


def test_a_shift_costs_the_same_whoever_asks(tmp_path: Path) -> None:
    about = organisation(NIGHT)
    need = on(NIGHT, "2026-06-01")
    known = Known(about, {"pat": {need.day: [Turn("ann", need)]}}, {})
    ledger = Ledger(known, about.people[0], Money(weekly_budget=Decimal(1)))

    assert ledger.support(need.day, need.day) == cost(about, about.supporter("ann").contract, need)
