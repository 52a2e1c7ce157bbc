"""One person's budget: what each line comes to on some days, and what a step-up would take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from matcher.calendar import ONE_DAY
from matcher.model.money import ALL, IN_HOURS, SUPPORT, TRAINING, BudgetLine, Funder, Funders, LineKind, Money
from matcher.model.person import Person
from matcher.model.words import DAYS_IN_WEEK, MINUTES_IN_HOUR
from matcher.money.pence import NOTHING, for_days, in_parts, percent_of, to_the_penny


@dataclass(frozen=True)
class LineAmount:
    """What one line comes to on some days."""

    line: BudgetLine
    amount: Decimal


@dataclass(frozen=True)
class StepUp:
    """What more support would take, and what the money for hard times would buy of it."""

    line: BudgetLine | None
    """The line that says what a step-up is; None: the support of a whole week again."""
    a_week: Decimal
    """Pounds a week."""
    kept: Decimal
    """Pounds kept for hard times."""

    @property
    def weeks(self) -> int:
        """Whole weeks that it buys."""
        return int(self.kept // self.a_week)

    @property
    def planned(self) -> Decimal | None:
        """What the step-up costs from its first day to its last; None where these are not said."""
        if self.line is None or self.line.first_day is None or self.line.last_day is None:
            return None
        return for_days(self.a_week, self.line.first_day, self.line.last_day)

    @property
    def short(self) -> Decimal:
        """Pounds missing for all of it; nothing where it is covered or no days are said."""
        return max(NOTHING, (self.planned or NOTHING) - self.kept)


def comes_in(money: Money, first: date, last: date) -> Decimal:
    """What comes in on the days from first to last."""
    return for_days(money.weekly_budget, first, last)


def amounts(money: Money, first: date, last: date) -> list[LineAmount]:
    """What each line comes to on the days from first to last, in the order of the lines."""
    found = [NOTHING] * len(money.lines)
    for begin, end in _stretches(money.lines, first, last):
        for place, weekly in enumerate(a_week(money.lines, begin)):
            found[place] += for_days(weekly, begin, end)
    return [
        LineAmount(line, _once(line, first, last) if line.kind == "one_off" else amount)
        for line, amount in zip(money.lines, found, strict=True)
    ]


def a_week(lines: Sequence[BudgetLine], day: date) -> list[Decimal]:
    """What each line comes to in a week that is as a day is, to the penny. A one-off is paid once."""
    found: list[Decimal] = []
    for line in lines:
        if not line.holds(day) or line.kind == "one_off":
            found.append(NOTHING)
        elif line.percent_of_lines_above is not None:
            weekly = zip(lines, found, strict=False)
            above = sum((amount for each, amount in weekly if not each.from_contingency), NOTHING)
            found.append(to_the_penny(percent_of(above, line.percent_of_lines_above)))
        else:
            found.append(to_the_penny(_units(line)))
    return found


def put_by(money: Money, first: date, last: date) -> Decimal:
    """What is put by for hard times on the days from first to last."""
    lines = amounts(money, first, last)
    return sum((each.amount for each in lines if each.line.kind == "contingency"), NOTHING)


def taken_out(money: Money, first: date, last: date) -> Decimal:
    """What is paid out of what is kept for hard times on the days from first to last."""
    return sum((each.amount for each in amounts(money, first, last) if each.line.from_contingency), NOTHING)


def kept_on(money: Money, day: date) -> Decimal:
    """What is kept for hard times on the morning of a day: as the file says, and counted on from there."""
    since = money.counted_from
    if since is None or since >= day:
        return money.contingency
    before = day - ONE_DAY
    return money.contingency + put_by(money, since, before) - taken_out(money, since, before)


def paying(person: Person) -> frozenset[LineKind]:
    """The kinds of lines that pay for supporters on the rota: with extras on it, those for training too."""
    return SUPPORT | TRAINING if person.extras else SUPPORT


def for_support(money: Money, first: date, last: date, kinds: frozenset[LineKind] = SUPPORT) -> Decimal:
    """What there is for supporters on the rota: the lines of these kinds or, where there is no line, all."""
    if not money.lines:
        return comes_in(money, first, last)
    lines = amounts(money, first, last)
    return sum((each.amount for each in lines if each.line.kind in kinds), NOTHING)


def funded_minutes(money: Money, first: date, last: date) -> int | None:
    """Minutes of support awake that the lines pay for; None where no line says so."""
    hours = [line for line in money.lines if line.kind in IN_HOURS]
    return _counted(hours, first, last, MINUTES_IN_HOUR) if hours else None


def funded_sleep_ins(money: Money, first: date, last: date) -> int | None:
    """Sleep-ins that the lines pay for; None where no line says so."""
    if not money.lines:
        return None
    return _counted([line for line in money.lines if line.kind == "sleep_in"], first, last, 1)


def by_funder(funders: Funders, amount: Decimal) -> dict[Funder, Decimal]:
    """An amount by who pays it; nothing where that is not said."""
    parts = in_parts(amount, [each.percent for each in funders])
    return {each.funder: part for each, part in zip(funders, parts, strict=True)}


def step_ups(money: Money, kept: Decimal, day: date) -> Iterator[StepUp]:
    """Each line paid out of what is kept that is not over; without one, the support of a whole week again."""
    lines = [line for line in money.lines if line.from_contingency and (line.last_day or day) >= day]
    for line in lines:
        weekly = to_the_penny(_units(line))
        if weekly:
            yield StepUp(line, weekly, kept)
    usual = for_support(money, day, day + ONE_DAY * (DAYS_IN_WEEK - 1))
    if not lines and usual:
        yield StepUp(None, usual, kept)


def _counted(lines: Sequence[BudgetLine], first: date, last: date, of_each: int) -> int:
    """The quantities of lines for the days they hold, each day a seventh of a week."""
    days = [Fraction(line.quantity or NOTHING) * _days_held(line, first, last) for line in lines]
    return round(sum(days, Fraction()) * of_each / DAYS_IN_WEEK)


def _days_held(line: BudgetLine, first: date, last: date) -> int:
    begin, end = max(line.first_day or first, first), min(line.last_day or last, last)
    return max(0, (end - begin).days + 1)


def _units(line: BudgetLine) -> Fraction:
    return _on_top(Fraction(line.quantity or NOTHING) * Fraction(line.unit_cost or NOTHING), line)


def _on_top(plain: Fraction, line: BudgetLine) -> Fraction:
    """With what is paid more because of the time, and with what is paid on top of both."""
    return plain * Fraction(ALL + line.enhancement_percent) / 100 * Fraction(ALL + line.on_cost_percent) / 100


def _once(line: BudgetLine, first: date, last: date) -> Decimal:
    day = line.first_day
    return to_the_penny(_units(line)) if day is not None and first <= day <= last else NOTHING


def _stretches(lines: Sequence[BudgetLine], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from first to last in stretches on which the same lines hold."""
    starts = {line.first_day for line in lines if line.first_day is not None}
    starts |= {line.last_day + ONE_DAY for line in lines if line.last_day is not None}
    begins = sorted({first, *(day for day in starts if first < day <= last)})
    ends = [*(day - ONE_DAY for day in begins[1:]), last]
    yield from zip(begins, ends, strict=True)
