"""Where in the file: places as code knows them, and how a reader is told."""

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from matcher.errors import Problem
from matcher.read.guess import shown

Loc = tuple[str | int, ...]
"""Names of fields, and places in lists counted from 0."""

NAMED_BY = {
    "answers": "supporter",
    "contacts": "person",
    "extras": "kind",
    "induction": "person",
    "travel": "person",
    "rules": "kind",
    "skills": "skill",
}
"""Which field names an item of a list. Everything else is named by its id."""

BETWEEN = " › "


def at(value: Any, loc: Loc) -> Any:
    """What the file holds at a place; None where there is nothing."""
    for step in loc:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def nth(place: int) -> str:
    """'1st', '2nd', '11th'."""
    tens, ones = divmod(place, 10)
    ending = "th" if tens % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return f"{place}{ending}"


class Paths:
    """Says places of one file. Items with an id go by it, others by their place counted from 1."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._names: dict[Loc, list[str]] = {}

    def say(self, loc: Loc) -> str:
        """'people › callum › needs › early › start'."""
        return BETWEEN.join(self._step(loc[:depth], step) for depth, step in enumerate(loc))

    def problem(self, loc: Loc, says: str, mend: str) -> Problem:
        """What is wrong at a place. Programs are told it up to the first name that may be about somebody."""
        repeated = takewhile(lambda step: isinstance(step, int) or shown(step) is not None, loc)
        return Problem(self.say(loc), says, mend, at=tuple(repeated))

    def _step(self, where: Loc, step: str | int) -> str:
        if isinstance(step, str):
            return self._field(where, step)
        if where not in self._names:
            self._names[where] = list(_names(where, at(self._file, where)))
        names = self._names[where]
        return names[step] if step < len(names) else nth(step + 1)

    def _field(self, where: Loc, field: str) -> str:
        if shown(field) is not None:
            return field
        holder = at(self._file, where)
        keys = list(holder) if isinstance(holder, dict) else []
        return f"{nth(keys.index(field) + 1)} field" if field in keys else "a field"


def _names(where: Loc, items: Any) -> Iterator[str]:
    """How each item of a list is called; one whose id is not its own also by its place among them."""
    key = NAMED_BY.get(str(where[-1]), "id") if where else "id"
    ids = [shown(item.get(key)) if isinstance(item, dict) else None for item in items or ()]
    times, seen = Counter(ids), Counter[str]()
    for place, id in enumerate(ids, start=1):
        if id is None:
            yield nth(place)
        else:
            seen[id] += 1
            yield id if times[id] == 1 else f"{id} ({nth(seen[id])})"
