"""A year of weekly rotas: each written a week ahead, published, and made again when something breaks it.

The team file is edited as things happen and read as any file; the history is a real folder. Every rota is
audited by the program itself before it is published. Nothing here looks at a rule.
"""

import copy
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from year_events import DAY, FIRST, WEEK, WEEKS, Event, File, days, first_file

from matcher.clock import Clock, Settings
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.published import Publication
from matcher.publishing import Promise, publish
from matcher.read import read
from matcher.read.history import earlier
from matcher.replanning import Situation, replan
from matcher.solve import request, rota
from matcher.store.folder import FolderHistory

LONDON = ZoneInfo("Europe/London")
LEADER = "Ruth"
WRITTEN_AHEAD = WEEK
"""Each Monday the rota of the week after is written."""
RINGS_AT, WRITES_AT = time(6, 30), time(9)
LONGEST = 15.0
"""Seconds for one rota, or for one change, at most."""


@dataclass
class Year:
    """What happened: the files, each with the day it was written, and the folder of what was published."""

    folder: Path
    workers: int
    files: list[tuple[date, File]] = field(default_factory=list)
    written: list[tuple[Publication, float]] = field(default_factory=list)
    """Everything that was published, with the seconds it took."""

    @property
    def store(self) -> FolderHistory:
        """The history."""
        return FolderHistory(self.folder)

    def organisation(self, day: date) -> Organisation:
        """The team file as it stood on a day, read again."""
        file = [file for since, file in self.files if since <= day][-1]
        return read(json.dumps(file).encode(), "team.json")


def live(
    folder: Path,
    happens: Sequence[Event],
    *,
    first: date = FIRST,
    weeks: int = WEEKS,
    workers: int = 2,
    tell: Callable[[str], None] = lambda line: None,
) -> Year:
    """Some weeks from a Monday on, a rota a week. What happened before is in the file already."""
    year, file = Year(folder, workers), first_file()
    begins, ends = first - WRITTEN_AHEAD, first + weeks * WEEK
    for event in (each for each in happens if each.day < begins):
        event.edit(file)
    year.files.append((begins, copy.deepcopy(file)))
    for day in days(begins, ends - DAY):
        today = [each for each in happens if each.day == day]
        for event in today:
            event.edit(file)
        if today:
            year.files.append((day, copy.deepcopy(file)))
        sudden = [each.says for each in today if each.sudden]
        if sudden and year.store.last():
            tell(_make_again(year, day, "; ".join(sudden)))
        if day.weekday() == 0 and day + WRITTEN_AHEAD < ends:
            tell(_write(year, day, day + WRITTEN_AHEAD))
    return year


def _write(year: Year, today: date, first_day: date) -> str:
    """The rota of one week, with all that was published before as its history."""
    clock, organisation, last = _clock(year), year.organisation(today), year.store.last()
    known = earlier([], organisation, first_day, WEEK.days, store=year.store, upto=last)
    asked = replace(
        request(organisation, first_day=first_day, weeks=1, clock=clock, today=today),
        before={person.id: known.about(person.id) for person in organisation.people},
        earlier=known.compromises,
        history=last or None,
    )
    return _published(year, organisation, rota(asked), clock, datetime.combine(today, WRITES_AT, LONDON))


def _make_again(year: Year, today: date, why: str) -> str:
    """What is published, from this morning on, with the least change; nothing where nothing has to change."""
    clock, organisation = _clock(year), year.organisation(today)
    at = datetime.combine(today, RINGS_AT, LONDON)
    answer = replan(Situation(organisation, year.store, at), clock)
    if not answer.changes:
        return f"{today}: {why}: nothing has to change"
    return _published(year, organisation, answer, clock, at, why)


def _published(
    year: Year, organisation: Organisation, answer: Answer, clock: Clock, at: datetime, why: str | None = None
) -> str:
    new = publish(year.store, organisation, answer, Promise(LEADER, at, why))
    year.written.append((new, clock.used))
    return f"{at:%d %b %Y}: {why or 'the week after'}: {answer.says} ({clock.used:.1f} s)"


def _clock(year: Year) -> Clock:
    return Clock(Settings(LONGEST, year.workers))
