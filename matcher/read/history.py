"""What came before: what was published and what happened, and earlier answers, as turns.

Recorded times are the facts: what was worked comes from what happened where that was recorded, and from the
rota otherwise. What was promised comes from the rota. Needs that have gone are kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from matcher.calendar import ONE_DAY, DatedNeed, Key, absolute, days_from, expand
from matcher.compromises import carried
from matcher.errors import BadInput, Problem
from matcher.frame import Before, Turn
from matcher.happened import Days, Known, last_records
from matcher.model.answer import Answer, Compromise, Rota, Shift
from matcher.model.need import Need
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.published import Publication
from matcher.read.answer import NOT_AN_ANSWER, read_answer
from matcher.read.settled import part
from matcher.store.base import History
from matcher.store.folder import FolderHistory

NONE = Problem("", "There is no answer in this folder.", "Give the folder with the answers written with -o.")
LONGEST = 1000
"""Days that no rota of ours lasts."""
Time = tuple[str, str | None, int, int]
"""A need or an extra by name, its kind where it is an extra, and when it begins and ends."""


@dataclass(frozen=True)
class Earlier:
    """What was worked and promised, by person, and what people were going without."""

    worked: dict[str, tuple[Turn, ...]]
    """With what those who may come to a person worked for other people before."""
    promised: dict[str, tuple[Turn, ...]]
    """For people of whom some day of the new rota was promised; see `promised_days`."""
    compromises: tuple[Compromise, ...]
    promised_days: dict[str, frozenset[date]] = field(default_factory=dict)
    """The days of the new rota that were promised."""
    published_on: dict[str, dict[date, date]] = field(default_factory=dict)
    """The day on which supporters first had each day of a person's rota."""
    reopened: dict[str, frozenset[Key]] = field(default_factory=dict)
    """Needs that had begun and that somebody who is away would be on."""
    opens: int | None = None
    """The absolute minute from which the new rota is planned; None: from its first day on."""
    known_from: dict[str, date] = field(default_factory=dict)
    """The first day from which every day until the new rota was planned; left out where the last was not."""
    upto: int = 0
    """The number of the last entry of the history that was read; 0 where there was none."""

    def about(self, person: str) -> Before:
        """What is known about one person's days."""
        return Before(
            self.worked.get(person, ()),
            self.known_from.get(person),
            self.promised.get(person),
            self.promised_days.get(person),
            self.opens,
            self.reopened.get(person, frozenset()),
            self.published_on.get(person, {}),
        )


def read_history(
    path: Path,
    organisation: Organisation,
    first_day: date,
    days: int,
    *,
    now: datetime | None = None,
    upto: int | None = None,
    without_damaged: bool = False,
) -> Earlier:
    """What came before a rota of some days: what was published in a folder, and answers written there.

    Or from one answer, in a file. Where two hold the same day of the same person, what was published counts,
    and of that the later; of answers the file later by name. With `now`, what had begun by then is past; with
    `upto`, as it was when that number was the last. BadInput names every file that is damaged, unless the
    rest is to be used without them.
    """
    store, plain = _opened(path, without_damaged)
    last = store.last() if store else 0
    upto = last if upto is None else min(upto, last)
    return earlier(plain, organisation, first_day, days, now=now, store=store, upto=upto)


def written_beside(store: FolderHistory, but: Path | None = None) -> list[Answer]:
    """Answers that were only written into a history's folder, in order; without one of these files."""
    return [_answer(file) for file in store.plain_files() if but is None or file.resolve() != but.resolve()]


def earlier(
    answers: Iterable[Answer],
    organisation: Organisation,
    first_day: date,
    days: int,
    *,
    now: datetime | None = None,
    store: History | None = None,
    upto: int = 0,
) -> Earlier:
    """What came before a rota of some days: answers in order, then what a store holds up to a number.

    What was recorded counts; else what somebody is away from by the team file, they did not work. With `now`,
    what had begun by then is past, unless it is still going on and somebody who is away would be on it.
    """
    published = _published(store, upto)
    answers = [*answers, *(each.answer for each in published)]
    known = _known(answers, organisation, store, upto)
    planned = known.planned
    local = None if now is None else now.astimezone(ZoneInfo(organisation.time_zone))
    last_day = first_day + ONE_DAY * (days - 1)
    parted = {
        person: part(known.seen(person, date.min, last_day), organisation, first_day, local)
        for person in dict.fromkeys([*planned, *known.records])
    }
    new = {
        person: [day for day in days_from(first_day, days) if day in mine] for person, mine in planned.items()
    }
    return Earlier(
        worked=_with_other_teams({person: each.past for person, each in parted.items()}, organisation),
        promised={person: parted[person].promised for person, promised in new.items() if promised},
        compromises=_compromises(answers, first_day, last_day),
        promised_days={person: frozenset(promised) for person, promised in new.items() if promised},
        published_on=_published_on(published, organisation, first_day, days),
        reopened={person: each.reopened for person, each in parted.items() if each.reopened},
        opens=None if now is None else absolute(now),
        known_from={
            person: known_from(mine, first_day)
            for person, mine in planned.items()
            if first_day - ONE_DAY in mine
        },
        upto=upto,
    )


def before_rotas(
    answer: Answer,
    organisation: Organisation,
    answers: Sequence[Answer] = (),
    *,
    store: History | None = None,
    upto: int = 0,
) -> dict[str, Before]:
    """What came before each rota of an answer, by person: answers in order, then a store up to a number.

    What was told besides the team file is taken from the answer.
    """
    spans = {(rota.first_day, rota.days) for rota in answer.rotas}
    now, organisation = answer.provenance.now, organisation.with_told(answer.provenance.told)
    found = {span: earlier(answers, organisation, *span, now=now, store=store, upto=upto) for span in spans}
    return {rota.person: found[rota.first_day, rota.days].about(rota.person) for rota in answer.rotas}


def _compromises(answers: Iterable[Answer], first_day: date, last_day: date) -> tuple[Compromise, ...]:
    """What each person was going without, by the answer that counts on each day."""
    in_effect: dict[str, dict[date, Answer]] = {}
    for answer in answers:
        for rota in answer.rotas:
            mine = in_effect.setdefault(rota.person, {})
            mine.update((day, answer) for day in days_from(rota.first_day, rota.days))
    return tuple(
        each for person, mine in in_effect.items() for each in carried(mine, person, first_day, last_day)
    )


def read_known(path: Path, organisation: Organisation, *, without_damaged: bool = False) -> Known:
    """All that a folder or an answer in a file says of what was planned and what happened. BadInput too."""
    store, plain = _opened(path, without_damaged)
    last = store.last() if store else 0
    return _known([*plain, *(each.answer for each in _published(store, last))], organisation, store, last)


def _opened(path: Path, without_damaged: bool) -> tuple[FolderHistory | None, list[Answer]]:
    """The store in a folder and the answers beside it; or no store, and the answer in a file."""
    if not path.is_dir():
        return None, [_answer(path)]
    store = FolderHistory(path, without_damaged)
    plain = written_beside(store)
    if not store.last() and not plain:
        raise BadInput(str(path), [NONE])
    return store, plain


def _published(store: History | None, upto: int) -> list[Publication]:
    """What was published, up to a number."""
    return [each for each in store.publications() if each.number <= upto] if store and upto else []


def _known(answers: Iterable[Answer], organisation: Organisation, store: History | None, upto: int) -> Known:
    happened = store.happened() if store and upto else ()
    return Known(
        organisation,
        _planned([rota for answer in answers for rota in answer.rotas], organisation),
        last_records(each for each in happened if each.number <= upto),
    )


def _published_on(
    published: Iterable[Publication], organisation: Organisation, first_day: date, days: int
) -> dict[str, dict[date, date]]:
    """When each day of the new rota was published first, by person, where it was."""
    zone = ZoneInfo(organisation.time_zone)
    found: dict[str, dict[date, date]] = {}
    for entry in published:
        on = entry.at.astimezone(zone).date()
        for rota in entry.answer.rotas:
            mine = found.setdefault(rota.person, {})
            for day in days_from(rota.first_day, rota.days):
                if 0 <= (day - first_day).days < days:
                    mine.setdefault(day, on)
    return found


def _told_apart(turns: Sequence[Turn]) -> list[Turn]:
    """The turns of a day. Parts of a need that earlier answers numbered alike are numbered by time."""
    parts: dict[str, list[DatedNeed]] = {}
    for need in sorted({turn.need.key: turn.need for turn in turns}.values(), key=lambda need: need.begin):
        parts.setdefault(need.need.id, []).append(need)
    numbered = {
        piece.key: place if len({each.part for each in pieces}) < len(pieces) else piece.part
        for pieces in parts.values()
        for place, piece in enumerate(pieces, start=1)
    }
    return [
        turn
        if turn.need.part == (part := numbered[turn.need.key])
        else Turn(turn.supporter, replace(turn.need, part=part))
        for turn in turns
    ]


def known_from(mine: Days, first_day: date) -> date:
    """The first day from which every day until a day was planned, where the one before it was."""
    day = first_day - ONE_DAY
    while day - ONE_DAY in mine:
        day -= ONE_DAY
    return day


def _with_other_teams(
    worked: Mapping[str, tuple[Turn, ...]], organisation: Organisation
) -> dict[str, tuple[Turn, ...]]:
    """Each person's turns, then those that who may come to them now worked for other people."""
    found = dict(worked)
    for person in organisation.people:
        may_come = {each.id for each in organisation.supporters if each.team_of in (person.id, None)}
        may_come |= {pin.supporter for pin in organisation.rota.pins if pin.person == person.id}
        elsewhere = [
            Turn(turn.supporter, replace(turn.need, elsewhere=other))
            for other, turns in worked.items()
            for turn in turns
            if other != person.id and turn.supporter in may_come
        ]
        if elsewhere:
            found[person.id] = (*worked.get(person.id, ()), *elsewhere)
    return found


def _planned(rotas: Iterable[Rota], organisation: Organisation) -> dict[str, Days]:
    people = {person.id: person for person in organisation.people}
    zone = ZoneInfo(organisation.time_zone)
    shifts: dict[str, dict[date, list[Shift]]] = {}
    for rota in rotas:
        mine = shifts.setdefault(rota.person, {})
        mine.update((day, []) for day in days_from(rota.first_day, rota.days))
        for shift in rota.shifts:
            mine[shift.day].append(shift)
    return {
        person: {day: _turns(people.get(person), zone, day, worked) for day, worked in mine.items()}
        for person, mine in shifts.items()
    }


def _answer(file: Path) -> Answer:
    answer = read_answer(file, str(file))
    if not all(_is_whole(rota) for rota in answer.rotas):
        raise BadInput(str(file), [NOT_AN_ANSWER])
    return answer


def _is_whole(rota: Rota) -> bool:
    """Whether the shifts are inside the rota and their times say which zone they are in."""
    return rota.days <= LONGEST and all(
        (shift.day - rota.first_day).days in range(rota.days) and shift.start.tzinfo and shift.end.tzinfo
        for shift in rota.shifts
    )


def _turns(person: Person | None, zone: ZoneInfo, day: date, shifts: Sequence[Shift]) -> list[Turn]:
    """The shifts of a day as turns on the person's needs and times beside them, as they are now."""
    times = [] if person is None else expand(person.needs, person.own_time, [day], zone)
    if person and any(shift.extra is not None for shift in shifts):
        times += person.extra_times(day, zone)
    now = {(time.need.id, time.extra, time.begin, time.finish): time for time in reversed(times)}
    needs = {} if person is None else {need.id: need for need in reversed(person.needs)}
    return _told_apart([Turn(shift.supporter, _need_of(shift, now, needs)) for shift in shifts])


def _need_of(shift: Shift, now: Mapping[Time, DatedNeed], needs: Mapping[str, Need]) -> DatedNeed:
    """What a shift is on, or its own times where the need has gone or changed."""
    start, end = absolute(shift.start), absolute(shift.end)
    return now.get((shift.need, shift.extra, start, end)) or _as_it_was(shift, needs.get(shift.need))


def _as_it_was(shift: Shift, need: Need | None) -> DatedNeed:
    start, end = shift.start, shift.end
    need = need or Need(id=shift.need, start=start.time(), end=end.time(), kind=shift.kind)
    return DatedNeed(need, shift.day, start, end, shift.part, extra=shift.extra)
