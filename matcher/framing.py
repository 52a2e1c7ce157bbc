"""How the question of a rota, and that of a match, come out of an organisation."""

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matcher.calendar import days_from, expand, week_start
from matcher.frame import Frame, Turn
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation


def rota_frame(
    organisation: "Organisation",
    person: Person,
    supporters: tuple[Supporter, ...],
    *,
    first_day: date,
    days: int,
    as_of: date,
    past: tuple[Turn, ...] = (),
    known_from: date | None = None,
) -> Frame:
    """The question of a rota: dated, in the organisation's zone, with leave and history.

    `known_from` is the first day from which `past` is whole; left out, it is taken from the turns.
    """
    zone = ZoneInfo(organisation.time_zone)
    dates = days_from(first_day, days)
    needs = [
        need for day in dates for need in expand(person.needs_in_force(day), person.own_time, [day], zone)
    ]
    asked = organisation.rota
    return Frame(
        organisation=organisation,
        person=person,
        supporters=supporters,
        needs=tuple(sorted(needs, key=lambda need: (need.begin, need.finish, need.id))),
        first_day=first_day,
        days=days,
        as_of=as_of,
        past=past,
        known_from=known_from or _first_whole_week(past, organisation, first_day),
        pins=tuple(pin for pin in asked.pins if pin.person == person.id),
        forbids=tuple(ban for ban in asked.forbids if ban.person == person.id),
        agreements=asked.agreements,
    )


def _first_whole_week(past: tuple[Turn, ...], organisation: "Organisation", first_day: date) -> date | None:
    """The first week that begins with the earliest turn here, or after it; None where it is the rota's."""
    days = [turn.need.day for turn in past if turn.need.elsewhere is None]
    if not days:
        return None
    monday = week_start(min(days) + timedelta(days=DAYS_IN_WEEK - 1), organisation.week_starts)
    return monday if monday < first_day else None


def typical_week(
    organisation: "Organisation",
    person: Person,
    supporters: tuple[Supporter, ...],
    *,
    first_day: date,
    as_of: date,
) -> Frame:
    """The question of a match: the week in force on the first day as a cycle, without clock changes.

    Of somebody whose support begins later it is the week in force then. Whoever has left before the first day
    is not in it, and neither is a need with dates of its own.
    """
    monday = week_start(first_day, organisation.week_starts)
    days = days_from(monday, DAYS_IN_WEEK)
    begun = max(first_day, person.supported_since or first_day)
    weekly = [need for need in person.needs_in_force(begun) if need.dates is None]
    needs = expand(weekly, person.own_time, days, UTC)
    return Frame(
        organisation=organisation,
        person=person,
        supporters=tuple(each for each in supporters if not each.contract.over(first_day)),
        needs=tuple(needs),
        first_day=monday,
        days=DAYS_IN_WEEK,
        as_of=as_of,
        cycle=True,
    )
