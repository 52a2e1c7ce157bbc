"""What one shift costs: hours, the allowance of a sleep-in, more pay at some times, and what comes on top.

Each part is rounded to the penny once, for each shift; every other amount is a sum of these. A shift belongs
to the day it starts. Its minutes are paid as the day and hour they lie in, by the organisation's clocks, so a
night on which these change has an hour less or more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from matcher.bank_holidays import is_bank_holiday
from matcher.calendar import ONE_DAY, DatedNeed, absolute, days_from, window
from matcher.model.money import ALL, Enhancement
from matcher.model.words import MINUTES_IN_HOUR
from matcher.money.pence import NOTHING, percent_of, share_of, to_the_penny

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation
    from matcher.model.supporter import Contract

MIDNIGHT = time(0)
SATURDAY, SUNDAY = 5, 6

Missing = Literal["rate", "sleep_in_allowance"]


@dataclass(frozen=True)
class Cost:
    """Pounds, in whole pence: each part of what something costs."""

    hours: Decimal = NOTHING
    """Paid by the hour."""
    allowances: Decimal = NOTHING
    """Allowances of sleep-ins."""
    enhancements: Decimal = NOTHING
    """More pay because of the time."""
    on_costs: Decimal = NOTHING
    """On top of pay."""

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.hours + self.allowances + self.enhancements + self.on_costs

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.hours + other.hours,
            self.allowances + other.allowances,
            self.enhancements + other.enhancements,
            self.on_costs + other.on_costs,
        )


@dataclass(frozen=True)
class _Piece:
    """Paid minutes of one shift on one day, in one stretch between the hours that pay tells apart."""

    minutes: int
    day: date
    at: int | None
    """Where it begins, in absolute minutes; None where the hour is not known."""


def missing(contract: "Contract", need: DatedNeed) -> tuple[Missing, ...]:
    """What is not known of what a shift is paid."""
    found: list[Missing] = []
    if paid_by_the_hour(contract, need) and contract.rate_on(need.day) is None:
        found.append("rate")
    if need.kind == "sleep_in" and contract.allowance_on(need.day) is None:
        found.append("sleep_in_allowance")
    return tuple(found)


def paid_by_the_hour(contract: "Contract", need: DatedNeed) -> int:
    """Minutes of a shift paid by the hour: of a sleep-in, minutes awake beyond those its allowance covers."""
    if need.kind != "sleep_in":
        return need.minutes
    return max(0, need.awake_minutes - contract.sleep_in_covers_minutes)


def cost(
    organisation: "Organisation", contract: "Contract", need: DatedNeed, percent: Decimal = ALL
) -> Cost | None:
    """What a shift costs, or so many percent of it; None where a rate is not known."""
    if missing(contract, need):
        return None
    pieces = list(_pieces(organisation, contract, need))
    hours = sum((_by_hour(contract, piece) for piece in pieces), Fraction())
    more = Fraction()
    if organisation.pay.enhancements:
        more = sum((_by_hour(contract, each) * _more(organisation, each) for each in pieces), more)
    asleep, more_asleep = _allowance(organisation, contract, need)
    on_top = (hours + more) * share_of(organisation.pay.on_cost_percent)
    on_top += (asleep + more_asleep) * share_of(organisation.pay.sleep_in_on_cost_percent)
    share = share_of(percent)
    return Cost(*(to_the_penny(part * share) for part in (hours, asleep, more + more_asleep, on_top)))


def _allowance(
    organisation: "Organisation", contract: "Contract", need: DatedNeed
) -> tuple[Fraction, Fraction]:
    """The allowance of a sleep-in by the day it starts on, and what is paid on top of it then."""
    allowance = contract.allowance_on(need.day) if need.kind == "sleep_in" else None
    if allowance is None:
        return Fraction(), Fraction()
    holding = (each for each in organisation.pay.enhancements if _day_holds(organisation, each, need.day))
    together = _together(organisation, [each.sleep_in_percent for each in holding])
    return Fraction(allowance), percent_of(allowance, together)


def _by_hour(contract: "Contract", piece: _Piece) -> Fraction:
    """Pounds for a stretch by the rate of its day, which is known for every stretch that has minutes."""
    return _a_minute(contract.rate_on(piece.day) or NOTHING) * piece.minutes


@lru_cache(maxsize=1024)
def _a_minute(rate: Decimal) -> Fraction:
    """Pounds a minute of a rate an hour, exactly."""
    return Fraction(rate) / MINUTES_IN_HOUR


def _more(organisation: "Organisation", piece: _Piece) -> Fraction:
    """What is paid on top of a stretch, as a share of it."""
    enhancements = organisation.pay.enhancements
    holding = [each.percent for each in enhancements if _holds(organisation, each, piece)]
    return share_of(_together(organisation, holding))


def _together(organisation: "Organisation", percents: list[Decimal]) -> Decimal:
    added = organisation.pay.enhancements_together == "add"
    return sum(percents, NOTHING) if added else max(percents, default=NOTHING)


def _holds(organisation: "Organisation", enhancement: Enhancement, piece: _Piece) -> bool:
    if enhancement.when != "night":
        return _day_holds(organisation, enhancement, piece.day)
    if piece.at is None:
        return False
    zone = ZoneInfo(organisation.time_zone)
    nights = (_night(enhancement, day, zone) for day in (piece.day - ONE_DAY, piece.day))
    return any(absolute(start) <= piece.at < absolute(end) for start, end in nights)


def _day_holds(organisation: "Organisation", enhancement: Enhancement, day: date) -> bool:
    match enhancement.when:
        case "bank_holiday":
            return is_bank_holiday(organisation, day)
        case "weekend":
            return day.weekday() in (SATURDAY, SUNDAY)
        case "saturday":
            return day.weekday() == SATURDAY
        case "sunday":
            return day.weekday() == SUNDAY
        case "night":
            return False


def _pieces(organisation: "Organisation", contract: "Contract", need: DatedNeed) -> Iterator[_Piece]:
    """The paid stretches of a shift. When in a sleep-in somebody was up is not known: as on its first day."""
    if need.kind == "sleep_in":
        yield _Piece(paid_by_the_hour(contract, need), need.day, None)
        return
    zone = ZoneInfo(organisation.time_zone)
    first, last = (moment.astimezone(zone).date() for moment in (need.start, need.end))
    cuts = {absolute(cut): cut for cut in _cuts(organisation, first, last, zone)}
    inside = {at: cut for at, cut in cuts.items() if need.begin < at < need.finish}
    starts = {need.begin: need.start, **dict(sorted(inside.items()))}
    ends = [*list(starts)[1:], need.finish]
    for (begin, moment), end in zip(starts.items(), ends, strict=True):
        yield _Piece(end - begin, moment.astimezone(zone).date(), begin)


def _cuts(organisation: "Organisation", first: date, last: date, zone: ZoneInfo) -> Iterable[datetime]:
    """Moments at which pay may change: midnights, and where nights begin and end."""
    nights = [each for each in organisation.pay.enhancements if each.when == "night"]
    for day in days_from(first - ONE_DAY, (last - first).days + 2):
        yield window(day, MIDNIGHT, MIDNIGHT, zone)[0]
        for each in nights:
            yield from _night(each, day, zone)


def _night(enhancement: Enhancement, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return window(day, enhancement.start, enhancement.end, zone)
