"""Pounds and pence. The only place where money is rounded."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from matcher.model.words import DAYS_IN_WEEK

NOTHING = Decimal(0)
PENCE = 100


def to_the_penny(exact: Fraction) -> Decimal:
    """Pounds to the nearest penny; a half penny goes up."""
    pence = (2 * PENCE * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return Decimal(pence).scaleb(-2)


@lru_cache(maxsize=1024)
def share_of(percent: Decimal) -> Fraction:
    """So many percent as a share, exactly."""
    return Fraction(percent) / 100


def percent_of(amount: Decimal, percent: Decimal) -> Fraction:
    """So many percent of an amount, exactly."""
    return Fraction(amount) * share_of(percent)


def for_days(a_week: Decimal, first: date, last: date) -> Decimal:
    """What an amount a week comes to on the days from first to last, each day a seventh.

    Counted as pence that add up day after day, so that parts of a time add up to the whole, and any seven
    days in a row to the week's amount.
    """
    return _until(a_week, last.toordinal()) - _until(a_week, first.toordinal() - 1)


def in_parts(amount: Decimal, percents: Sequence[Decimal]) -> list[Decimal]:
    """An amount in pounds and pence parted by percentages that make 100, with no penny lost."""
    parts, given, so_far = [], NOTHING, NOTHING
    for percent in percents:
        so_far += percent
        upto = to_the_penny(percent_of(amount, so_far))
        parts.append(upto - given)
        given = upto
    return parts


def _until(a_week: Decimal, days: int) -> Decimal:
    return to_the_penny(Fraction(a_week) * days / DAYS_IN_WEEK)
