"""Published weeks drawn as text, in a history in memory: what replanning and covering begin from.

One line a supporter, one mark a day from Monday 1 June 2026: E early 07:00-14:30, L late 14:30-22:00,
S sleep-in, N waking night, D long day, '.' nothing; '(EL)' two on one day.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from matcher.calendar import dated
from matcher.clock import Clock, Settings
from matcher.errors import PublishedMeanwhile
from matcher.frame import Turn
from matcher.model.answer import Answer
from matcher.model.delivered import Happened
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.model.published import Publication
from matcher.replanning import Situation, replan
from matcher.solve import check, request

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 6, 1)
NEEDS: dict[str, dict[str, Any]] = {
    "E": {"id": "early", "kind": "early", "start": "07:00", "end": "14:30"},
    "L": {"id": "late", "kind": "late", "start": "14:30", "end": "22:00"},
    "S": {"id": "sleep-in", "kind": "sleep_in", "start": "22:00", "end": "07:00"},
    "N": {"id": "night", "kind": "waking_night", "start": "22:00", "end": "07:00"},
    "D": {"id": "long-day", "kind": "long_day", "start": "08:00", "end": "20:00"},
}
MARK = {need["id"]: mark for mark, need in NEEDS.items()}
Made = dict[str, Any]


class Notebook:
    """A store in memory, as simple as can be."""

    def __init__(self) -> None:
        self.entries: list[Publication | Happened] = []

    def last(self) -> int:
        return len(self.entries)

    def publications(self) -> tuple[Publication, ...]:
        return tuple(each for each in self.entries if isinstance(each, Publication))

    def happened(self) -> tuple[Happened, ...]:
        return tuple(each for each in self.entries if isinstance(each, Happened))

    def publish(self, new: Publication) -> None:
        self._add(new)

    def record(self, new: Happened) -> None:
        self._add(new)

    def _add(self, new: Publication | Happened) -> None:
        if new.number != self.last() + 1:
            raise PublishedMeanwhile
        self.entries.append(new)


def team(marks: str, names: Iterable[str], *, need: Made | None = None, **supporters: Made) -> Made:
    """A file with Pat, whose week has the needs of these marks, and supporters who are ready for them.

    `need` holds what is different about a need, by its id; the rest what is different about a supporter.
    """
    more = need or {}
    return {
        "format": TEAM_FORMAT,
        "name": "Hazel Lane",
        "people": [
            {
                "id": "pat",
                "name": "Pat",
                "answers": [{"supporter": id, "answer": "yes", "met_on": "2026-05-01"} for id in names],
                "needs": [{**NEEDS[mark], **more.get(NEEDS[mark]["id"], {})} for mark in marks],
            }
        ],
        "supporters": [{**_ready(id), **supporters.get(id, {})} for id in names],
    }


def _ready(id: str) -> Made:
    return {
        "id": id,
        "name": id.capitalize(),
        "adult": True,
        "team_of": "pat",
        "cleared": "yes",
        "induction": [{"person": "pat", "stage": "ready"}],
        "contract": {"hours": 37.5},
    }


def organisation(content: Made) -> Organisation:
    return Organisation.model_validate(content)


def drawn(about: Organisation, weeks: Mapping[str, str], first_day: date = MONDAY) -> list[Turn]:
    """Lines of marks as turns of Pat's rota."""
    person = about.people[0]
    needs = {MARK[need.id]: need for need in person.needs}
    return [
        Turn(who, dated(needs[mark], first_day + timedelta(days=ahead), ZoneInfo(about.time_zone)))
        for who, line in weeks.items()
        for ahead, marks in enumerate(re.findall(r"\([A-Z]+\)|[A-Z.]", line))
        for mark in marks.strip("().")
    ]


def publish(
    store: Notebook, about: Organisation, weeks: Mapping[str, str], first_day: date = MONDAY
) -> Answer:
    """Publish a drawn rota of Pat's in whole weeks, a month before it begins."""
    days = max(len(re.findall(r"\([A-Z]+\)|[A-Z.]", line)) for line in weeks.values())
    asked = request(about, first_day=first_day, weeks=days // 7)
    answer = check(asked, {"pat": drawn(about, weeks, first_day)})
    assert not [found for found in answer.violations if found.level == "hard"], answer.violations
    at = datetime(2026, 5, 1, 9, tzinfo=LONDON)
    store.publish(Publication(number=store.last() + 1, at=at, by="Ruth", answer=answer))
    return answer


def at(day: int, clock: str = "06:00", month: int = 6) -> datetime:
    """A moment in 2026."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{clock}").replace(tzinfo=LONDON)


def again(store: Notebook, about: Organisation, now: datetime, **how: Any) -> Answer:
    """The published rota made again."""
    return replan(Situation(about, store, now, **how), Clock(Settings(time_limit=60, workers=1)))


def told(answer: Answer) -> set[tuple[str, str, str, int]]:
    """Each change as who, what, which need and which day of the month."""
    return {(each.supporter, each.what, each.need, each.day.day) for each in answer.changes}


def who(answer: Answer, need: str, day: int) -> list[str]:
    """Who is on a need on a day of the month."""
    return [
        shift.supporter
        for rota in answer.rotas
        for shift in rota.shifts
        if (shift.need, shift.day.day) == (need, day)
    ]
