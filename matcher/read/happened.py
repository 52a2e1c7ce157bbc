"""What really happened, as people write it: rows of a table or objects in a list, beside what was planned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, get_args

from matcher.calendar import overlapping_pairs
from matcher.errors import BadInput, Problem
from matcher.frame import Turn
from matcher.happened import Known, seen_together
from matcher.model.delivered import Delivered, Outcome
from matcher.model.person import Person
from matcher.model.words import MINUTES_IN_DAY
from matcher.read.cells import Cells
from matcher.read.paths import Paths, at
from matcher.read.rows import Row, object_rows, table_rows
from matcher.read.said import Said, Wrong
from matcher.read.text import bytes_of, first_of, text_of, values_of
from matcher.wording import clock, day_name

NEEDED = ("need", "day", "outcome")
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MOST_PARTS = 50

NOT_A_LIST = (
    "This is not a list of what happened.",
    "Give a list of objects, or a table, each with need, day and outcome.",
)
NO_COLUMN = (
    "There is no column '{}'.",
    "The first line names the columns: need, day and outcome must be there.",
)
NO_CELL = ("This is missing.", "Each shift has a need, a day and an outcome.")
NO_PERSON = ("This is missing.", "Say whose shift it was.")
TWICE = ("This shift is given twice.", "Take one out.")
TWO_PLACES = ("They are recorded on {other} at the same time.", "Mend the times, or who came.")


@dataclass(frozen=True)
class Read:
    """One shift that was read, and how its problems are placed."""

    shift: Delivered
    row: Row


def read_happened(
    source: Path | BinaryIO | bytes, name: str, known: Known, now: datetime
) -> tuple[Delivered, ...]:
    """What happened, from JSON or CSV. BadInput with every problem.

    A row has need, day and outcome. `person` may be left out where there is only one, `planned` where only
    one was on the shift, `came` where that one came, `start` and `end` where they were as planned.
    """
    text = text_of(bytes_of(source, name), name)
    rows, problems = _json(text, name) if text.lstrip()[:1] in ("[", "{") else _table(text, name)
    found: list[Read] = []
    for row in rows:
        shift = _delivered(Cells(row), known, now, problems)
        if shift is not None:
            found.append(Read(shift, row))
    problems += [*_twice(found), *_in_two_places(found, known)]
    if problems or not found:
        raise BadInput(name, first_of(problems or [Problem("", *NOT_A_LIST)]))
    return tuple(each.shift for each in found)


def _json(text: str, name: str) -> tuple[list[Row], list[Problem]]:
    values, found = values_of(text, name)
    paths = Paths(values)
    problems = [Problem(paths.say(each.loc), each.says, each.mend) for each in found]
    inside = at(values, ("shifts",)) if isinstance(values, dict) else values
    if not isinstance(inside, list):
        return [], [*problems, Problem("", *NOT_A_LIST)]
    where = () if inside is values else ("shifts",)
    items = list(object_rows(inside, where, paths, NOT_A_LIST))
    return [each for each in items if isinstance(each, Row)], [
        *problems,
        *(each for each in items if isinstance(each, Problem)),
    ]


def _table(text: str, name: str) -> tuple[list[Row], list[Problem]]:
    return table_rows(text, name, NEEDED, NO_COLUMN)


def _delivered(cells: Cells, known: Known, now: datetime, problems: list[Problem]) -> Delivered | None:
    """The shift a row tells of; None where something is wrong with it, which is added to the problems."""
    said = _said(cells, known)
    if said is not None and not cells.problems:
        try:
            return said.delivered(known, now)
        except Wrong as wrong:
            cells.wrong(wrong.column, wrong.sentences)
    problems += cells.problems
    return None


def _said(cells: Cells, known: Known) -> Said | None:
    """What the cells of a row say; None where something that is needed is missing or wrong."""
    supporters = {each.id: each.name for each in known.organisation.supporters}
    person = _person(cells, known)
    need, day = _need(cells, person, known), cells.date("day")
    outcome = cells.word("outcome", OUTCOMES)
    part = cells.number("part", 1, MOST_PARTS) or 1
    planned, came = (cells.named(column, "supporter", supporters) for column in ("planned", "came"))
    start, end = cells.moment("start"), cells.moment("end")
    awake = cells.number("awake_minutes", 0, MINUTES_IN_DAY)
    for column in NEEDED:
        if not cells.filled(column):
            cells.wrong(column, NO_CELL)
    if person is None or need is None or day is None or outcome is None:
        return None
    return Said(person, need, day, part, outcome, planned, came, start, end, awake)


def _person(cells: Cells, known: Known) -> Person | None:
    """The person; the only one where none is named."""
    people = known.organisation.people
    if len(people) == 1 and not cells.filled("person"):
        return people[0]
    if not cells.filled("person"):
        cells.wrong("person", NO_PERSON)
    id = cells.named("person", "person", {each.id: each.name for each in people})
    return next((each for each in people if each.id == id), None)


def _need(cells: Cells, person: Person | None, known: Known) -> str | None:
    """The need's id: one of the person's, or one that was planned for them."""
    if person is None:
        return None
    planned = known.planned.get(person.id, {}).values()
    ids = [need.id for need in person.needs] + [turn.need.need.id for turns in planned for turn in turns]
    return cells.named("need", "need", {id: id for id in ids})


def _twice(found: Iterable[Read]) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for each in found:
        key = _about(each.shift)
        if key in seen:
            yield each.row.problem("", TWICE)
        seen.add(key)


def _in_two_places(found: list[Read], known: Known) -> Iterator[Problem]:
    """Rows of somebody who is recorded somewhere else at the same time."""
    new = [(turn, each.row) for each in found for turn in _worked(known, [each.shift])]
    about = {_about(each.shift) for each in found}
    before = [
        turn
        for records in known.records.values()
        for turn in _worked(known, [each for each in records if _about(each) not in about])
    ]
    rows = {id(turn.need): row for turn, row in new}
    for supporter in dict.fromkeys(turn.supporter for turn, _ in new):
        needs = [turn.need for turn in [*before, *(turn for turn, _ in new)] if turn.supporter == supporter]
        for a, b in overlapping_pairs(needs):
            mine, other = (b, a) if id(b) in rows else (a, b)
            if id(mine) in rows:
                says, mend = TWO_PLACES
                there = f"{other.need.id}, {day_name(other.day)} {clock(other)}"
                yield rows[id(mine)].problem("came", (says.format(other=there), mend))


def _worked(known: Known, records: list[Delivered]) -> list[Turn]:
    return [
        seen.worked
        for each in records
        for seen in seen_together(known.organisation, each.person, [], [each])
        if seen.worked is not None
    ]


def _about(each: Delivered) -> tuple[object, ...]:
    """The shift that a record is about."""
    return each.person, each.need, each.day, each.part, each.planned or each.came
