"""A rota written by hand, or an answer of ours: rows of person, supporter, need and day, as turns."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from matcher.calendar import DatedNeed, absolute, expand
from matcher.errors import Problem
from matcher.frame import Turn, needs_in_force
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.read.guess import did_you_mean, shown
from matcher.read.ids import FIRST_YEAR, LAST_YEAR, UNKNOWN
from matcher.read.paths import Loc, Paths, at
from matcher.read.shape import DATE_MEND
from matcher.read.table import table_of
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

Told = Callable[[str, tuple[str, str]], Problem]
"""A problem from a column and its sentences."""


@dataclass(frozen=True)
class Row:
    """One shift as written, and how its problems are placed."""

    cells: dict[str, Any]
    problem: Told
    start: Any = None
    """Zone-aware start; only an answer of ours has it."""


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
        cells = {column: self._cell(row, column) for column in COLUMNS}
        person = self._person(row, cells["person"])
        supporter = self._one_of(row, "supporter", self.by_name(cells["supporter"]), self.supporters)
        needs = [need.id for need in person.needs] if person else None
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
        says, mend = UNKNOWN[what]
        name = shown(id)
        says = says.format(name) if name else says.replace(" '{}'", " of this name")
        self.problems.append(row.problem(what, (says, did_you_mean(id, choices) or mend)))
        return None

    def _day(self, row: Row, text: str | None) -> date | None:
        if text is None:
            return None
        day = _date(text)
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
            self.pieces[key] = expand(needs_in_force(person, day), person.own_time, [day], zone)
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
                yield from _objects(shifts, where, paths, reader, ours=True)
            else:
                reader.problems.append(_told_by_path(paths, where)("", NOT_A_ROTA))
    else:
        reader.problems.append(Problem("", *NOT_A_ROTA))


def _objects(items: list[Any], where: Loc, paths: Paths, reader: _Reader, *, ours: bool) -> Iterator[Row]:
    for place, item in enumerate(items):
        loc = (*where, place)
        if isinstance(item, dict):
            yield Row(item, _told_by_path(paths, loc), item.get("start") if ours else None)
        else:
            reader.problems.append(_told_by_path(paths, loc)("", NOT_A_ROTA))


def _told_by_path(paths: Paths, loc: Loc) -> Told:
    def told(column: str, sentences: tuple[str, str]) -> Problem:
        whole = (*loc, column) if column else loc
        return Problem(paths.say(whole), *sentences, at=whole)

    return told


def _told_by_line(line: int) -> Told:
    return lambda column, sentences: Problem(column, *sentences, line=line)


def _table_rows(text: str, name: str, reader: _Reader) -> Iterator[Row]:
    header, *lines = table_of(text, name)
    columns = [column.strip().casefold() for column in header.cells]
    one_person = len(reader.organisation.people) == 1
    missing = [column for column in COLUMNS if column not in columns]
    for column in missing if not one_person else [each for each in missing if each != "person"]:
        says, mend = NO_COLUMN
        close = did_you_mean(column, columns)
        near = f"{close} " if close else ""
        reader.problems.append(Problem("", says.format(column), near + mend, line=header.line))
    if not reader.problems:
        for line in lines:
            cells = dict(zip(columns, line.cells, strict=False))
            if any(cell.strip() for cell in line.cells):
                yield Row(cells, _told_by_line(line.line))


def _date(text: str) -> date | None:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR and text == day.isoformat() else None


def _same_start(piece: DatedNeed, start: Any) -> bool:
    try:
        moment = datetime.fromisoformat(start)
    except (TypeError, ValueError):
        return False
    return moment.tzinfo is not None and absolute(moment) == piece.begin
