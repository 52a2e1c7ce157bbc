"""Rotas drawn as text, so that a reader can check a rule's examples by eye.

One line a supporter (Ann, Bob, Cat, Dan), one mark a day: E early, L late, D long day, N waking night,
S sleep-in, O other, '.' nothing, '(LS)' two on one day. '|' stands before the first day, Monday 1 June 2026.
Where the person has such extras: e, l and n shadow those, h is a handover to the late, M a team meeting and
V a supervision.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from matcher.calendar import DatedNeed, dated
from matcher.frame import Frame, Turn
from matcher.framing import rota_frame
from matcher.model.need import Need
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.plan import Plan
from matcher.rules._base import Example

MONDAY = date(2026, 6, 1)
NAMES = ("ann", "bob", "cat", "dan")
MARKS: dict[str, dict[str, Any]] = {
    "E": {"id": "early", "kind": "early", "start": "07:00", "end": "14:30"},
    "L": {"id": "late", "kind": "late", "start": "14:30", "end": "22:00"},
    "D": {"id": "long-day", "kind": "long_day", "start": "08:00", "end": "20:00"},
    "N": {"id": "night", "kind": "waking_night", "start": "22:00", "end": "07:00"},
    "S": {"id": "sleep-in", "kind": "sleep_in", "start": "22:00", "end": "07:00"},
    "O": {"id": "other", "kind": "other", "start": "10:00", "end": "14:00"},
}
EXTRA_MARKS = {
    "e": "shadow-early",
    "l": "shadow-late",
    "n": "shadow-night",
    "h": "handover-late",
    "M": "team-meeting",
    "V": "supervision",
}
MARK_OF = {need["id"]: mark for mark, need in MARKS.items()}


@dataclass(frozen=True)
class Drawn:
    """One mark of a drawing: who, which mark, how many days after the first."""

    supporter: str
    mark: str
    offset: int


def read_drawing(text: str) -> tuple[list[Drawn], int, int]:
    """The marks of a drawing and how many days it has before the '|', and after it. Lines are dedented."""
    found: list[Drawn] = []
    days_before = days = 0
    for name, line in zip(NAMES, text.split("\n"), strict=False):
        before, bar, after = line.strip().partition("|")
        history = _days(before) if bar else []
        ahead = _days(after if bar else before)
        days_before, days = max(days_before, len(history)), max(days, len(ahead))
        for offset, marks in enumerate(history + ahead, start=-len(history)):
            found += [Drawn(name, mark, offset) for mark in marks if mark != "."]
    return found, days_before, days


def plan_of(example: Example) -> Plan:
    """The finished rota that an example draws."""
    frame, turns = frame_of(example)
    return Plan.of(frame, turns, example.without)


def frame_of(example: Example) -> tuple[Frame, tuple[Turn, ...]]:
    """The question and the turns that an example draws."""
    drawn, days_before, days = read_drawing(example.rota)
    organisation = _organisation(example, drawn)
    asked = rota_frame(
        organisation,
        organisation.people[0],
        organisation.supporters[: len(_names(example))],
        first_day=MONDAY,
        days=days or 7,
        as_of=organisation.as_of or MONDAY,
    )
    turns = _turns(asked, drawn)
    frame = replace(
        asked,
        needs=_with_drawn_by_hand(asked, turns),
        past=tuple(turn for turn in turns if turn.need.day < MONDAY),
        known_from=MONDAY - timedelta(days=days_before) if days_before else None,
    )
    if example.published is not None:
        frame = replace(frame, published=_turns(frame, read_drawing(example.published)[0]))
    return frame, tuple(turn for turn in turns if turn.need.day >= MONDAY)


def _days(text: str) -> list[str]:
    return [match.strip("()") for match in re.findall(r"\(\w+\)|[\w.]", text)]


def _turns(frame: Frame, marks: Iterable[Drawn]) -> tuple[Turn, ...]:
    """The marks as turns: on what is left of a need beside own time or, where nothing is, on all of it."""
    needs = {MARK_OF[need.id]: need for need in frame.person.needs}
    asked = {need.id: need for need in frame.needs}
    whole = [(each, _dated(needs.get(each.mark), each, frame)) for each in marks]
    return tuple(Turn(each.supporter, asked.get(need.id, need)) for each, need in whole)


def _with_drawn_by_hand(frame: Frame, turns: tuple[Turn, ...]) -> tuple[DatedNeed, ...]:
    """What is asked for, and what is drawn although nobody asked for it."""
    drawn = [turn.need for turn in turns if turn.need.day >= MONDAY and turn.need.extra is None]
    needs = {need.id: need for need in (*frame.needs, *drawn)}
    return tuple(sorted(needs.values(), key=lambda need: (need.begin, need.finish, need.id)))


def _dated(need: Need | None, drawn: Drawn, frame: Frame) -> DatedNeed:
    day = MONDAY + timedelta(days=drawn.offset)
    if need is not None:
        return dated(need, day, frame.zone)
    extras = frame.person.extra_times(day, frame.zone)
    return next(time for time in extras if time.need.id == EXTRA_MARKS[drawn.mark])


def _names(example: Example) -> tuple[str, ...]:
    return NAMES[: max(1, example.rota.count("\n") + 1)]


def _organisation(example: Example, drawn: list[Drawn]) -> Organisation:
    names = _names(example)
    marks = {each.mark for each in drawn} | {MARK_OF[need] for need in example.need}
    person = {
        "id": "pat",
        "name": "Pat",
        "answers": [{"supporter": name, "answer": "yes", "met_on": "2026-05-01"} for name in names],
        "needs": [
            {**MARKS[mark], **example.need.get(MARKS[mark]["id"], {})} for mark in MARKS if mark in marks
        ],
        **example.person,
    }
    supporters = [{**_supporter(name), **example.supporters.get(name, {})} for name in names]
    others = dict(example.organisation)
    return Organisation.model_validate(
        {
            "format": TEAM_FORMAT,
            "name": "Drawn",
            "as_of": MONDAY,
            "people": [person, *others.pop("people", [])],
            "supporters": [*supporters, *others.pop("supporters", [])],
            **others,
        }
    )


def _supporter(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": name.capitalize(),
        "adult": True,
        "team_of": "pat",
        "cleared": "yes",
        "induction": [{"person": "pat", "stage": "ready"}],
        "contract": {"hours": 37.5},
    }
