"""What was planned and what really happened, shift by shift. Recorded times are the facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from matcher.calendar import DatedNeed, absolute
from matcher.extras import is_of_its_own
from matcher.frame import Turn
from matcher.model.delivered import Delivered, Happened
from matcher.model.need import Need
from matcher.model.organisation import Organisation

Days = dict[date, list[Turn]]
"""One person's turns by the day they belong to. A day without any was planned all the same."""
Key = tuple[str, str, date, int, str]
"""A shift: person, need, day, part, and who was planned or, where nobody was, who came."""


@dataclass(frozen=True)
class Seen:
    """One shift: as it was planned, and as it happened where that was recorded."""

    day: date
    planned: Turn | None
    """None: nobody was on the rota for it."""
    record: Delivered | None
    """None: nothing was recorded."""
    worked: Turn | None
    """Who came, from when to when; as planned where nothing was recorded; None where nobody came."""

    @property
    def is_extra(self) -> bool:
        """Whether it was beside the person's needs, so that it is no support of theirs."""
        return any(turn is not None and turn.need.extra is not None for turn in (self.planned, self.worked))


@dataclass(frozen=True)
class Known:
    """All that a history says, by person: what was planned for each day, and what was recorded."""

    organisation: Organisation
    planned: Mapping[str, Days]
    records: Mapping[str, tuple[Delivered, ...]]
    """The last record for each shift."""

    def seen(self, person: str, first: date, last: date) -> list[Seen]:
        """Every shift of a person that starts on the days from first to last, by time."""
        records = [each for each in self.records.get(person, ()) if first <= each.day <= last]
        planned = [
            turn
            for day, turns in self.planned.get(person, {}).items()
            if first <= day <= last
            for turn in turns
        ]
        found = seen_together(self.organisation, person, planned, records)
        return sorted(found, key=_by_time)

    def planned_days(self, person: str) -> list[date]:
        """The days a rota was planned for, in order."""
        return sorted(self.planned.get(person, ()))

    def worked(self, person: str) -> Days:
        """A person's turns as they were worked, by day; as planned where nothing was recorded."""
        days = {*self.planned.get(person, ()), *(each.day for each in self.records.get(person, ()))}
        found: Days = {day: [] for day in sorted(days)}
        for each in self.seen(person, min(days, default=date.min), max(days, default=date.min)):
            if each.worked is not None:
                found[each.day].append(each.worked)
        return found


def last_records(entries: Iterable[Happened]) -> dict[str, tuple[Delivered, ...]]:
    """The last record for each shift, by person. Somebody who came after all replaces that nobody did."""
    found: dict[Key, Delivered] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        for each in entry.shifts:
            if each.planned is None:
                found.pop((*_shift(each), ""), None)
            found[(*_shift(each), each.planned or each.came or "")] = each
    people = dict.fromkeys(each.person for each in found.values())
    return {id: tuple(each for each in found.values() if each.person == id) for id in people}


def seen_together(
    organisation: Organisation, person: str, planned: Sequence[Turn], records: Iterable[Delivered]
) -> list[Seen]:
    """Planned turns with what was recorded about each, then what was recorded besides."""
    about = {(each.need, each.day, each.part, each.planned): each for each in records}
    found = []
    for turn in planned:
        need = turn.need
        record = about.pop((need.need.id, need.day, need.part, turn.supporter), None)
        found.append(Seen(need.day, turn, record, _worked(organisation, person, turn, record)))
    found = [_with_its_shift(each, found) for each in found]
    besides = (
        Seen(each.day, None, each, _worked(organisation, person, None, each)) for each in about.values()
    )
    return [*found, *besides]


def _worked(
    organisation: Organisation, person: str, planned: Turn | None, record: Delivered | None
) -> Turn | None:
    if record is None:
        return planned
    if record.came is None or record.start is None or record.end is None:
        return None
    zone = ZoneInfo(organisation.time_zone)
    start, end = record.start.astimezone(zone), record.end.astimezone(zone)
    if planned is not None and (absolute(start), absolute(end)) == (planned.need.begin, planned.need.finish):
        return Turn(record.came, replace(planned.need, awake=record.awake_minutes))
    known = None if planned is None else planned.need.need
    need = known or _need(organisation, person, record) or _as_recorded(record, start, end)
    extra = None if planned is None else planned.need.extra
    dated = DatedNeed(need, record.day, start, end, record.part, awake=record.awake_minutes, extra=extra)
    return Turn(record.came, dated)


def _with_its_shift(each: Seen, shifts: Sequence[Seen]) -> Seen:
    """What comes with a shift happened as the shift did: nobody has to write it down."""
    turn = each.planned
    if turn is None or each.record is not None or is_of_its_own(turn.need.extra):
        return each
    for shift in shifts:
        led_to = shift.planned
        if led_to is None or shift.record is None or led_to.supporter != turn.supporter:
            continue
        if led_to.need.extra is None and led_to.need.begin == turn.need.finish:
            came = shift.record.came
            return replace(
                each, record=shift.record, worked=None if came is None else replace(turn, supporter=came)
            )
    return each


def _need(organisation: Organisation, person: str, record: Delivered) -> Need | None:
    """The need of a record as the file has it; None where it has gone."""
    needs = (need for each in organisation.people if each.id == person for need in each.needs)
    return next((need for need in needs if need.id == record.need), None)


def _as_recorded(record: Delivered, start: datetime, end: datetime) -> Need:
    """A need that has gone, with what the record says of it."""
    return Need(id=record.need, start=start.time(), end=end.time(), kind=record.kind or "other")


def _shift(each: Delivered) -> tuple[str, str, date, int]:
    return each.person, each.need, each.day, each.part


def _by_time(each: Seen) -> tuple[date, int, str]:
    turn = each.worked or each.planned
    begin = turn.need.begin if turn is not None else 0
    return each.day, begin, turn.supporter if turn is not None else ""
