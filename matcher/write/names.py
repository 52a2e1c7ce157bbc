"""Names: whole ones for sentences, and short ones for the grid that cannot be mistaken for each other."""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import count

from matcher.model.organisation import Organisation
from matcher.write.clean import clean


def names_of(organisation: Organisation) -> dict[str, str]:
    """Every person's and supporter's name by id. Where two supporters share one, the id stands beside it."""
    people = {person.id: clean(person.name) for person in organisation.people}
    supporters = {supporter.id: clean(supporter.name) for supporter in organisation.supporters}
    often = Counter(supporters.values())
    told_apart = {id: name if often[name] == 1 else f"{name} ({id})" for id, name in supporters.items()}
    return {id: name or id for id, name in {**people, **told_apart}.items()}


def short_names(names: Mapping[str, str], width: int) -> dict[str, str]:
    """Names by id, at most `width` columns wide: first names, more where two share one, else a number."""
    first = {id: _cut(name.split()[0], width) for id, name in names.items()}
    chosen = dict(first)
    for short in {first[id] for id in _shared(first)}:
        chosen |= _told_apart({id: names[id] for id in names if first[id] == short}, width)
    mistaken = _shared(chosen)
    taken = {name for id, name in chosen.items() if id not in mistaken}
    for id in sorted(mistaken):
        chosen[id] = _numbered(first[id], width, taken)
        taken.add(chosen[id])
    return chosen


def is_clear(short: str, name: str) -> bool:
    """Whether a short name can be told from the name by eye."""
    return name.startswith(short)


def _told_apart(names: Mapping[str, str], width: int) -> dict[str, str]:
    """'Ann B' and 'Ann C' for Ann Bell and Ann Cole: as few letters more as will do."""
    for more in range(1, width):
        longer = {id: _cut(name[: len(name.split()[0]) + 1 + more], width) for id, name in names.items()}
        if len(set(longer.values())) == len(longer):
            return longer
    return {}


def _numbered(name: str, width: int, taken: Collection[str]) -> str:
    marks = (str(number) for number in count(1))
    return next(short for mark in marks if (short := _cut(name, width - len(mark)) + mark) not in taken)


def _shared(names: Mapping[str, str]) -> set[str]:
    often = Counter(names.values())
    return {id for id, name in names.items() if often[name] > 1}


def _cut(text: str, width: int) -> str:
    from rich.cells import set_cell_size

    return set_cell_size(text, width).rstrip()
