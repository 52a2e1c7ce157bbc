"""Rows as people write them: lines of a table, or objects in a list; each knows where its problems are."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from matcher.errors import Problem
from matcher.read.guess import did_you_mean, shown
from matcher.read.ids import FIRST_YEAR, LAST_YEAR, UNKNOWN
from matcher.read.paths import Loc, Paths
from matcher.read.table import table_of

Sentences = tuple[str, str]
"""What is wrong, and how to mend it."""
Told = Callable[[str, Sentences], Problem]
"""A problem from a column and its sentences."""


@dataclass(frozen=True)
class Row:
    """One row as written, and how its problems are placed."""

    cells: dict[str, Any]
    problem: Told
    start: Any = None
    """Zone-aware start; only an answer of ours has it."""
    begun: bool = False
    """It had begun when the answer was made: its need may be gone by now, and then it is not a turn."""


def table_rows(
    text: str, name: str, needed: Collection[str], no_column: Sentences
) -> tuple[list[Row], list[Problem]]:
    """The rows of a table whose first line names the columns; or a problem for each that is missing."""
    header, *lines = table_of(text, name)
    columns = [column.strip().casefold() for column in header.cells]
    problems = [
        Problem("", *_missing(column, columns, no_column), line=header.line)
        for column in needed
        if column not in columns
    ]
    if problems:
        return [], problems
    filled = (line for line in lines if any(cell.strip() for cell in line.cells))
    return [
        Row(dict(zip(columns, line.cells, strict=False)), _told_by_line(line.line)) for line in filled
    ], []


def object_rows(
    items: Sequence[Any], where: Loc, paths: Paths, not_one: Sentences, *, ours: bool = False
) -> Iterator[Row | Problem]:
    """The objects of a list as rows; a problem for each item that is something else."""
    for place, item in enumerate(items):
        loc = (*where, place)
        if isinstance(item, dict):
            yield Row(item, told_by_path(paths, loc), item.get("start") if ours else None)
        else:
            yield told_by_path(paths, loc)("", not_one)


def nobody_of_this_name(what: str, id: str, choices: Collection[str]) -> Sentences:
    """That an id is of nobody or nothing, with the one that was probably meant."""
    says, mend = UNKNOWN[what]
    name = shown(id)
    says = says.format(name) if name else says.replace(" '{}'", " of this name")
    return says, did_you_mean(id, choices) or mend


def a_date(text: str) -> date | None:
    """A date written 2026-06-01, of a year that can be right; None for anything else."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR and text == day.isoformat() else None


def _missing(column: str, columns: Collection[str], no_column: Sentences) -> Sentences:
    says, mend = no_column
    close = did_you_mean(column, columns)
    return says.format(column), f"{close} {mend}" if close else mend


def told_by_path(paths: Paths, loc: Loc) -> Told:
    """Problems of what stands at a place of a file, or in a field of it."""

    def told(column: str, sentences: Sentences) -> Problem:
        return paths.problem((*loc, column) if column else loc, *sentences)

    return told


def _told_by_line(line: int) -> Told:
    return lambda column, sentences: Problem(column, *sentences, line=line)
