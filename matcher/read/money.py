"""Money: shares that do not add up, days the wrong way round, and pay that cannot be told."""

from collections.abc import Iterator, Sequence
from datetime import date

from matcher.model.money import Dated, Figures, Funders, Money, Pay, adds_up
from matcher.model.organisation import Organisation
from matcher.model.supporter import Contract
from matcher.read.paths import Loc
from matcher.read.text import Found
from matcher.wording import full_date

SHARES = "The shares come to {} percent together."
SHARES_MEND = "Change them so that they are 100 percent together."
BACKWARDS = "It ends on {last}, before it begins on {first}."
BACKWARDS_MEND = "Swap the two days, or mend one."
LATE_IN_THE_MONTH = "Not every month has a day {}."
LATE_IN_THE_MONTH_MEND = "Choose a day up to the 28th."
LAST_DAY_OF_ALL_MONTHS = 28
NO_START = "With periods of several weeks nobody can tell when one starts."
NO_START_MEND = "Give `period_starts`: any day on which one starts."
SAME_DAY = "There is an entry for {} already."
SAME_DAY_MEND = "Keep the one that holds."
OVERLAP = "It holds on days on which an entry above it holds already."
OVERLAP_MEND = "Change its first or last day, or the other's."


def money_problems(organisation: Organisation) -> Iterator[Found]:
    """Everything wrong with anybody's money, and with how the organisation pays."""
    for place, person in enumerate(organisation.people):
        if person.money is not None:
            yield from _money(person.money, ("people", place, "money"))
    for place, supporter in enumerate(organisation.supporters):
        yield from _rates(supporter.contract, ("supporters", place, "contract", "rate_changes"))
    yield from _pay(organisation.pay, ("pay",))


def _money(money: Money, here: Loc) -> Iterator[Found]:
    yield from _shares(money.funders, (*here, "funders"))
    for place, line in enumerate(money.lines):
        yield from _shares(line.funders, (*here, "lines", place, "funders"))
    yield from _backwards(money.lines, (*here, "lines"))
    yield from _backwards(money.assessed, (*here, "assessed"))


def _shares(funders: Funders, here: Loc) -> Iterator[Found]:
    if not adds_up(funders):
        total = sum(each.percent for each in funders)
        yield Found(here, SHARES.format(f"{total:f}"), SHARES_MEND, rests_on=(here,))


def _backwards(dated: Sequence[Dated], here: Loc) -> Iterator[Found]:
    for place, each in enumerate(dated):
        first, last = each.first_day, each.last_day
        if first is not None and last is not None and last < first:
            yield Found((*here, place, "last_day"), BACKWARDS.format(first=first, last=last), BACKWARDS_MEND)


def _rates(contract: Contract, here: Loc) -> Iterator[Found]:
    days = [change.from_day for change in contract.rate_changes]
    for place, day in enumerate(days):
        if day in days[:place]:
            yield Found((*here, place, "from_day"), SAME_DAY.format(full_date(day)), SAME_DAY_MEND)


def _pay(pay: Pay, here: Loc) -> Iterator[Found]:
    starts = pay.period_starts
    if pay.period == "month" and starts is not None and starts.day > LAST_DAY_OF_ALL_MONTHS:
        loc = (*here, "period_starts")
        yield Found(loc, LATE_IN_THE_MONTH.format(starts.day), LATE_IN_THE_MONTH_MEND)
    if pay.period in ("two_weeks", "four_weeks") and starts is None:
        yield Found((*here, "period"), NO_START, NO_START_MEND, rests_on=((*here, "period_starts"),))
    for field in Figures.model_fields:
        years: tuple[Dated, ...] = getattr(pay.figures, field)
        yield from _backwards(years, (*here, "figures", field))
        yield from _overlap(years, (*here, "figures", field))


def _overlap(years: Sequence[Dated], here: Loc) -> Iterator[Found]:
    for place, year in enumerate(years):
        if any(_meet(year, before) for before in years[:place]):
            yield Found((*here, place), OVERLAP, OVERLAP_MEND, rests_on=(here,))


def _meet(a: Dated, b: Dated) -> bool:
    """Whether two hold on one day."""
    first = max(each.first_day or date.min for each in (a, b))
    return first <= min(each.last_day or date.max for each in (a, b))
