"""One row of what happened, held against what was planned."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from matcher.calendar import DatedNeed, absolute, expand, window
from matcher.frame import Turn
from matcher.happened import Known
from matcher.model.delivered import Delivered, Outcome
from matcher.model.person import Person
from matcher.model.words import MINUTES_IN_DAY
from matcher.read.rows import Sentences
from matcher.wording import day_name, hours, listed

SOMEBODY_CAME = frozenset({"worked", "late", "disturbed"})

NOT_THEN = ("Nobody was on {shift}, and the need does not happen then.", "Mend the day or the need.")
NOT_PLANNED = ("They were not on {shift}.", "On it: {who}. Mend it, or leave it out where that is clear.")
WHICH = ("More than one supporter was on {shift}.", "Say which of them in `planned`: {who}.")
WHO_CAME = ("Nobody was on {shift}, so it cannot be told who came.", "Say who in `came`.")
NOBODY_CAME = ("With this outcome nobody came.", "Leave it empty, or mend the outcome.")
NOT_LATE = ("It is as it was planned.", "Say in `start` or `end` what was different, or write worked.")
BACKWARDS = ("It ends before it begins.", "Mend `start` or `end`.")
TOO_LONG = ("It is longer than a day.", "Mend `start` or `end`.")
NOT_YET = ("It has not ended yet.", "Record it when it has.")
NO_SLEEP_IN = ("Time awake is told of sleep-ins only.", "Leave it empty, or mend the outcome.")
NOT_DISTURBED = ("A sleep-in that was disturbed has minutes awake.", "Say how many, or write worked.")
AWAKE_TOO_LONG = ("The sleep-in was {length} long.", "Mend the minutes awake, or the times.")


class Wrong(Exception):
    """Cells that are each written well and do not fit together."""

    def __init__(self, column: str, sentences: Sentences, **words: object) -> None:
        says, mend = sentences
        self.column, self.sentences = column, (says.format(**words), mend.format(**words))
        super().__init__(column)


@dataclass(frozen=True)
class Said:
    """What one row says, before it is held against what was planned."""

    person: Person
    need: str
    day: date
    part: int
    outcome: Outcome
    planned: str | None
    came: str | None
    start: time | datetime | None
    end: time | datetime | None
    awake: int | None

    @property
    def called(self) -> str:
        """'early on Mon 1 Jun'."""
        return f"{self.need} on {day_name(self.day)}"

    def delivered(self, known: Known, now: datetime) -> Delivered:
        """The shift as it is kept. Wrong where the row does not fit to what was planned, or to itself."""
        zone = ZoneInfo(known.organisation.time_zone)
        if self.day > now.astimezone(zone).date():
            raise Wrong("day", NOT_YET)
        turn = self._turn(known)
        whole = turn.need if turn else self._piece(zone)
        if whole is None:
            raise Wrong("day", NOT_THEN, shift=self.called)
        came = self._who_came(turn)
        start, end = self._times(whole, zone, now) if came else (None, None)
        return Delivered(
            person=self.person.id,
            need=self.need,
            day=self.day,
            part=self.part,
            kind=whole.kind,
            planned=turn.supporter if turn else None,
            came=came,
            start=start,
            end=end,
            awake_minutes=self._awake(whole, start, end),
            outcome=self.outcome,
        )

    def _turn(self, known: Known) -> Turn | None:
        """The turn it is about: the one that is named, or the only one; None where nobody was on it."""
        there = [
            turn
            for turn in known.planned.get(self.person.id, {}).get(self.day, [])
            if (turn.need.need.id, turn.need.part) == (self.need, self.part)
        ]
        meant = [turn for turn in there if self.planned in (None, turn.supporter)]
        who = listed([turn.supporter for turn in there], "or") or "nobody"
        if len(meant) > 1:
            raise Wrong("planned", WHICH, shift=self.called, who=who)
        if self.planned is not None and not meant:
            raise Wrong("planned", NOT_PLANNED, shift=self.called, who=who)
        return meant[0] if meant else None

    def _piece(self, zone: ZoneInfo) -> DatedNeed | None:
        """The need on the day as the file has it; None where it does not happen then."""
        pieces = expand(self.person.needs_in_force(self.day), self.person.own_time, [self.day], zone)
        return next((each for each in pieces if (each.need.id, each.part) == (self.need, self.part)), None)

    def _who_came(self, turn: Turn | None) -> str | None:
        if self.outcome not in SOMEBODY_CAME:
            if self.came is not None:
                raise Wrong("came", NOBODY_CAME)
            return None
        if self.came is None and turn is None:
            raise Wrong("came", WHO_CAME, shift=self.called)
        return self.came or (turn.supporter if turn else None)

    def _times(self, whole: DatedNeed, zone: ZoneInfo, now: datetime) -> tuple[datetime, datetime]:
        start, end = _nearest(self.start, whole.start, zone), _nearest(self.end, whole.end, zone)
        length = absolute(end) - absolute(start)
        if length <= 0:
            raise Wrong("end", BACKWARDS)
        if length > MINUTES_IN_DAY:
            raise Wrong("end", TOO_LONG)
        if end > now:
            raise Wrong("end" if self.end else "day", NOT_YET)
        if self.outcome == "late" and (absolute(start), absolute(end)) == (whole.begin, whole.finish):
            raise Wrong("outcome", NOT_LATE)
        return start, end

    def _awake(self, whole: DatedNeed, start: datetime | None, end: datetime | None) -> int | None:
        if whole.kind != "sleep_in" or start is None or end is None:
            if self.awake is not None or self.outcome == "disturbed":
                raise Wrong("awake_minutes" if self.awake is not None else "outcome", NO_SLEEP_IN)
            return None
        if self.outcome == "disturbed" and not self.awake:
            raise Wrong("awake_minutes", NOT_DISTURBED)
        length = absolute(end) - absolute(start)
        if self.awake is not None and self.awake > length:
            raise Wrong("awake_minutes", AWAKE_TOO_LONG, length=hours(length))
        return self.awake or 0


def _nearest(given: time | datetime | None, usual: datetime, zone: ZoneInfo) -> datetime:
    """A moment; of a time of day the one nearest to the usual moment, which holds where nothing is given."""
    if given is None:
        return usual
    if isinstance(given, datetime):
        return given.astimezone(zone)
    days = (usual.astimezone(zone).date() + timedelta(days=offset) for offset in (-1, 0, 1))
    moments = [window(day, given, given, zone)[0] for day in days]
    return min(moments, key=lambda moment: abs(absolute(moment) - absolute(usual)))
