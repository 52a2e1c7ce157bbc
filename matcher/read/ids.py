"""Ids: given twice, or naming nobody and nothing. Works on the whole file, whatever rules there are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.model.organisation import Organisation, SetShift
from matcher.model.shifts import Shifts
from matcher.model.words import Words
from matcher.read.guess import did_you_mean, shown
from matcher.read.paths import Loc, at
from matcher.read.shape import ID_PATTERN
from matcher.read.text import Found
from matcher.rules import AppliesTo

REFERS = {
    "supporter": "supporter",
    "supporters": "supporter",
    "person": "person",
    "people": "person",
    "team_of": "person",
    "contingency_order": "helper",
    "leader": "leader",
    "skill": "skill",
    "skills": "skill",
    "phase": "phase",
    "need": "need",
}
"""Fields that hold the id of something, and of what. A rule's fields are read the same way."""
OF_SHIFTS = {"needs": "any_need", "tags": "need_tag"}
"""The same of the fields that say which shifts are meant."""

UNKNOWN = {
    "supporter": ("There is no supporter '{}'.", "Mend the id, or add the supporter."),
    "person": ("There is no person '{}'.", "Mend the id, or add the person."),
    "helper": ("There is no supporter or leader '{}'.", "Mend the id, or add them."),
    "leader": ("There is no leader '{}'.", "Mend the id, or add them to `leaders`."),
    "skill": ("There is no skill '{}'.", "Mend it, or add it to `skills` at the top of the file."),
    "phase": ("This person has no phase '{}'.", "Mend the id, or add it to the person's `phases`."),
    "need": ("This person has no need '{}'.", "Mend the id, or add it to the person's `needs`."),
    "any_need": ("Nobody has a need '{}'.", "Mend the id, or add it to a person's `needs`."),
    "need_tag": ("No need has the tag '{}'.", "Mend it, or give it to a need under `tags`."),
    "tag": ("No supporter has the tag '{}'.", "Mend it, or give it to a supporter under `tags`."),
}
TWICE = "The id '{}' is given twice."
TWICE_MEND = "Give each its own id, or take one out."
TWO_TEAMS = "'{}' is in two teams. A supporter belongs to one person's team."
TWO_TEAMS_MEND = "Keep the supporter once, with one `team_of`."
AGAIN = "There is an entry for '{}' already."
AGAIN_MEND = "Keep the one that holds."
FAR_AWAY = "The year {} cannot be right."
FAR_AWAY_MEND = "Check the year."
ID = re.compile(ID_PATTERN)
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class Ids:
    """Every id the file gives, also of things that are otherwise not written well."""

    known: dict[str, frozenset[str] | None]
    """By what they are; None where an id is not written well, so that nobody can say who is missing."""
    of_person: dict[tuple[str, str], frozenset[str] | None]
    """Needs and phases, by what they are and the person's id."""

    @classmethod
    def of(cls, file: Any) -> "Ids":
        """The ids in a file's plain values."""
        people, supporters = _ids(file, "people"), _ids(file, "supporters")
        skills = at(file, ("skills",))
        known = {
            "person": people,
            "supporter": supporters,
            "leader": _ids(file, "leaders"),
            "helper": _both(supporters, _ids(file, "leaders")),
            "skill": frozenset(skills or ()) if isinstance(skills, dict | None) else None,
            "tag": None if supporters is None else frozenset(_tags(_items(file, "supporters"))),
            "need_tag": frozenset(_tags(_needs(file))),
            "any_need": _any_need(file),
        }
        of_person: dict[tuple[str, str], frozenset[str] | None] = {}
        for person in _items(file, "people"):
            for what, field in (("need", "needs"), ("phase", "phases")):
                key = (what, str(at(person, ("id",))))
                of_person[key] = _both(of_person.get(key, frozenset()), _ids(person, field))
        return cls(known, of_person)


def twice(organisation: Organisation) -> Iterator[Found]:
    """Ids given twice where each may be given once."""
    yield from _people_twice(organisation)
    yield from _repeated(("leaders",), [leader.id for leader in organisation.leaders])
    for place, person in enumerate(organisation.people):
        here: Loc = ("people", place)
        yield from _repeated((*here, "needs"), [need.id for need in person.needs])
        yield from _repeated((*here, "phases"), [phase.id for phase in person.phases])
        yield from _again((*here, "answers"), "supporter", [said.supporter for said in person.answers])
    for place, supporter in enumerate(organisation.supporters):
        here = ("supporters", place)
        yield from _again((*here, "induction"), "person", [done.person for done in supporter.induction])
        yield from _again((*here, "travel"), "person", [way.person for way in supporter.travel])


def unknown(organisation: Organisation, ids: Ids) -> Iterator[Found]:
    """Ids of nobody and nothing, and dates in years that cannot be right."""
    for loc, holder, field, value in leaves(organisation, ()):
        if isinstance(value, date):
            if not FIRST_YEAR <= value.year <= LAST_YEAR:
                yield Found(loc, FAR_AWAY.format(f"{value.year:04}"), FAR_AWAY_MEND)
        elif isinstance(value, str):
            what = _what(loc, holder, field)
            choices = _choices(organisation, ids, loc, holder, what) if what else None
            if what and choices is not None and value not in choices:
                yield _found(loc, what, value, choices)


def leaves(value: Any, loc: Loc) -> Iterator[tuple[Loc, Words, str, Any]]:
    """Every value of the model with its place, the part that holds it and the field's name."""
    for field in type(value).model_fields:
        held = getattr(value, field)
        many = isinstance(held, tuple)
        for place, item in enumerate(held if many else (held,)):
            here = (*loc, field, place) if many else (*loc, field)
            if isinstance(item, Words):
                yield from leaves(item, here)
            else:
                yield here, value, field, item


def _what(loc: Loc, holder: Words, field: str) -> str | None:
    if loc[-4:-2] == ("looking_for", "skills") or (field == "item" and loc[-3] == "skills"):
        return "skill" if field == "item" else None
    if isinstance(holder, Shifts):
        return OF_SHIFTS.get(field)
    if field == "tags":
        return "tag" if isinstance(holder, AppliesTo) else None
    return REFERS.get(field)


def _choices(
    organisation: Organisation, ids: Ids, loc: Loc, holder: Words, what: str
) -> frozenset[str] | None:
    if what in ids.known:
        return ids.known[what]
    if isinstance(holder, SetShift):
        return ids.of_person.get((what, holder.person))
    if loc[0] == "people" and isinstance(loc[1], int):
        return ids.of_person.get((what, organisation.people[loc[1]].id))
    return None


def _found(loc: Loc, what: str, word: str, choices: Iterable[str]) -> Found:
    says, mend = UNKNOWN[what]
    name = shown(word)
    says = says.format(name) if name else says.replace(" '{}'", " of this name")
    return Found(loc, says, " ".join(filter(None, (did_you_mean(word, sorted(choices)), mend))))


def _people_twice(organisation: Organisation) -> Iterator[Found]:
    yield from _repeated(("people",), [person.id for person in organisation.people])
    team: dict[str, str | None] = {}
    for place, supporter in enumerate(organisation.supporters):
        if supporter.id not in team:
            team[supporter.id] = supporter.team_of
        elif {team[supporter.id], supporter.team_of} - {None} and team[supporter.id] != supporter.team_of:
            loc: Loc = ("supporters", place, "team_of")
            yield Found(loc, TWO_TEAMS.format(supporter.id), TWO_TEAMS_MEND, rests_on=(loc,))
        else:
            yield Found(("supporters", place, "id"), TWICE.format(supporter.id), TWICE_MEND)


def _repeated(where: Loc, ids: list[str]) -> Iterator[Found]:
    for place in _later(ids):
        yield Found((*where, place, "id"), TWICE.format(ids[place]), TWICE_MEND)


def _again(where: Loc, field: str, ids: list[str]) -> Iterator[Found]:
    for place in _later(ids):
        yield Found((*where, place, field), AGAIN.format(ids[place]), AGAIN_MEND)


def _later(ids: list[str]) -> Iterator[int]:
    seen: set[str] = set()
    for place, each in enumerate(ids):
        if each in seen:
            yield place
        seen.add(each)


def _items(file: Any, field: str) -> list[Any]:
    items = at(file, (field,))
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _ids(file: Any, field: str) -> frozenset[str] | None:
    items = at(file, (field,))
    if not isinstance(items, list):
        return frozenset() if items is None else None
    ids = [at(item, ("id",)) for item in items]
    return frozenset(ids) if all(isinstance(id, str) and ID.fullmatch(id) for id in ids) else None


def _both(some: frozenset[str] | None, others: frozenset[str] | None) -> frozenset[str] | None:
    return None if some is None or others is None else some | others


def _needs(file: Any) -> Iterator[Any]:
    for person in _items(file, "people"):
        yield from _items(person, "needs")


def _any_need(file: Any) -> frozenset[str] | None:
    """The ids of all needs of all people; None where one is not written well."""
    all_needs: frozenset[str] | None = frozenset()
    for person in _items(file, "people"):
        all_needs = _both(all_needs, _ids(person, "needs"))
    return all_needs


def _tags(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        tags = item.get("tags")
        yield from (tag for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str))
