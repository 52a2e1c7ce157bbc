"""A rota written by hand, or an answer of ours: rows of person, supporter, need and day, as turns."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from matcher.calendar import DatedNeed, absolute, expand
from matcher.errors import Problem
from matcher.frame import Turn
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.read.paths import Loc, Paths, at
from matcher.read.rows import Row, a_date, nobody_of_this_name, object_rows, table_rows, told_by_path
from matcher.read.shape import DATE_MEND
from matcher.read.text import MOST_PROBLEMS, problems_of, values_of
from matcher.wording import listed

Turns = dict[str, tuple[Turn, ...]]
"""Turns by the person's id."""

COLUMNS = ("person", "supporter", "need", "day")

NOT_A_ROTA = (
    "This is not a rota.",
    "Give a list of objects with person, supporter, need and day, or an answer of this program.",
)
NO_COLUMN = ("There is no column '{}'.", "The first line names the columns: person, supporter, need and day.")
NO_CELL = ("This is missing.", "Each shift needs a person, a supporter, a need and a day.")
NOT_TEXT = ("This must be text.", "Put it in quotation marks.")
NOT_A_DATE = ("This is not a date.", DATE_MEND)
NOT_THEN = ("The need '{need}' does not happen on {day}.", "Mend the day or the need.{days}")
OTHER_START = ("The need does not start then.", "Mend the start, or take it out.")
TWICE = ("This shift is given twice.", "Take one out.")


@dataclass
class _Reader:
    organisation: Organisation
    problems: list[Problem] = field(default_factory=list)
    turns: dict[str, list[Turn]] = field(default_factory=dict)
    pieces: dict[tuple[str, date], list[DatedNeed]] = field(default_factory=dict)
    seen: set[tuple[str, str, str]] = field(default_factory=set)

    @cached_property
    def supporters(self) -> dict[str, None]:
        """The ids of all supporters, in the file's order."""
        return {supporter.id: None for supporter in self.organisation.supporters}

    def by_name(self, given: str | None) -> str | None:
        """An id for a name that only one supporter has: spreadsheets hold names."""
        everyone = self.organisation.supporters
        same = [each.id for each in everyone if given and each.name.casefold() == given.casefold()]
        return same[0] if len(same) == 1 and given not in self.supporters else given

    def read(self, row: Row) -> None:
        """Take one row; of one that had begun, only what still fits the file."""
        before = len(self.problems)
        self._read(row)
        if row.begun:
            del self.problems[before:]

    def _read(self, row: Row) -> None:
        cells = {column: self._cell(row, column) for column in COLUMNS}
        person = self._person(row, cells["person"])
        supporter = self._one_of(row, "supporter", self.by_name(cells["supporter"]), self.supporters)
        needs = [need.id for need in person.needs] if person else None
        if person and needs is not None:
            needs += [name for extra in person.extras for name in extra.names(person)]
        need = self._one_of(row, "need", cells["need"], needs)
        day = self._day(row, cells["day"])
        if person and supporter and need and day:
            self._add(row, person, supporter, need, day)

    def _cell(self, row: Row, column: str) -> str | None:
        given = row.cells.get(column)
        if given is None and column == "person" and len(self.organisation.people) == 1:
            return self.organisation.people[0].id
        if given is not None and not isinstance(given, str):
            self.problems.append(row.problem(column, NOT_TEXT))
            return None
        if given is None or not given.strip():
            self.problems.append(row.problem(column, NO_CELL))
            return None
        return given.strip()

    def _person(self, row: Row, id: str | None) -> Person | None:
        people = [person.id for person in self.organisation.people]
        known = self._one_of(row, "person", id, people)
        return self.organisation.person(known) if known else None

    def _one_of(self, row: Row, what: str, id: str | None, choices: Collection[str] | None) -> str | None:
        if id is None or choices is None:
            return None
        if id in choices:
            return id
        self.problems.append(row.problem(what, nobody_of_this_name(what, id, choices)))
        return None

    def _day(self, row: Row, text: str | None) -> date | None:
        if text is None:
            return None
        day = a_date(text)
        if day is None:
            self.problems.append(row.problem("day", NOT_A_DATE))
        return day

    def _add(self, row: Row, person: Person, supporter: str, need: str, day: date) -> None:
        pieces = [piece for piece in self._pieces(person, day) if piece.need.id == need]
        if not pieces:
            days = next((each.days for each in person.needs if each.id == need), ())
            says, mend = NOT_THEN
            happens = f" It happens on {listed(days)}." if days else ""
            sentences = says.format(need=need, day=day), mend.format(days=happens)
            self.problems.append(row.problem("day", sentences))
            return
        chosen = [piece for piece in pieces if row.start is None or _same_start(piece, row.start)]
        if not chosen:
            self.problems.append(row.problem("start", OTHER_START))
        keys = {(person.id, supporter, piece.id) for piece in chosen}
        if keys & self.seen:
            self.problems.append(row.problem("", TWICE))
        self.seen |= keys
        self.turns.setdefault(person.id, []).extend(Turn(supporter, piece) for piece in chosen)

    def _pieces(self, person: Person, day: date) -> list[DatedNeed]:
        key = (person.id, day)
        if key not in self.pieces:
            zone = ZoneInfo(self.organisation.time_zone)
            needs = expand(person.needs_in_force(day), person.own_time, [day], zone)
            self.pieces[key] = [*needs, *person.extra_times(day, zone)]
        return self.pieces[key]


def turns_of(text: str, name: str, organisation: Organisation) -> tuple[Turns, list[Problem]]:
    """Turns from JSON or CSV text, each person's by time, and every problem."""
    reader = _Reader(organisation)
    rows = _json_rows if text.lstrip()[:1] in ("[", "{") else _table_rows
    for row in rows(text, name, reader):
        reader.read(row)
        if len(reader.problems) > MOST_PROBLEMS:
            break
    return {
        person: tuple(sorted(turns, key=lambda turn: (turn.need.begin, turn.supporter)))
        for person, turns in reader.turns.items()
    }, reader.problems


def _json_rows(text: str, name: str, reader: _Reader) -> Iterator[Row]:
    values, found = values_of(text, name)
    paths = Paths(values)
    reader.problems += problems_of(found, paths)
    if isinstance(values, list):
        yield from _objects(values, (), paths, reader, ours=False)
    elif isinstance(at(values, ("rotas",)), list):
        for place, rota in enumerate(values["rotas"]):
            person, shifts = at(rota, ("person",)), at(rota, ("shifts",))
            if any(each.id == person for each in reader.organisation.people):
                reader.turns.setdefault(person, [])
            where: Loc = ("rotas", place, "shifts")
            if isinstance(shifts, list):
                now = _moment(at(values, ("provenance", "now")))
                for row in _objects(shifts, where, paths, reader, ours=True):
                    start = _moment(row.start)
                    yield replace(row, begun=now is not None and start is not None and start < now)
            else:
                reader.problems.append(told_by_path(paths, where)("", NOT_A_ROTA))
    else:
        reader.problems.append(Problem("", *NOT_A_ROTA))


def _objects(items: list[Any], where: Loc, paths: Paths, reader: _Reader, *, ours: bool) -> Iterator[Row]:
    for each in object_rows(items, where, paths, NOT_A_ROTA, ours=ours):
        if isinstance(each, Row):
            yield each
        else:
            reader.problems.append(each)


def _table_rows(text: str, name: str, reader: _Reader) -> Iterator[Row]:
    one_person = len(reader.organisation.people) == 1
    needed = [column for column in COLUMNS if column != "person" or not one_person]
    rows, problems = table_rows(text, name, needed, NO_COLUMN)
    reader.problems += problems
    yield from rows


def _same_start(piece: DatedNeed, start: Any) -> bool:
    moment = _moment(start)
    return moment is not None and absolute(moment) == piece.begin


def _moment(text: Any) -> datetime | None:
    """A zone-aware moment as it is written; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None
