"""What is left of a file when the parts not written well are set aside, so that the rest is checked too."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.read.guess import guess
from matcher.read.paths import Loc, at
from matcher.read.refer import cross_problems
from matcher.read.shape import field_names, file_loc, follows, is_needed
from matcher.read.text import Found

ROUNDS = 4
"""How often parts are set aside: a part that loses what it cannot do without goes as well."""

STAND_INS: dict[str, Any] = {"format": TEAM_FORMAT, "name": "-", "adult": True}
"""Fields that cannot be left out, by name; nothing else depends on what they say."""


@dataclass
class _Rest:
    """The file without some places, and where each list item stood in the file."""

    without: frozenset[Loc] = frozenset()
    filled: frozenset[Loc] = frozenset()
    stood: dict[Loc, list[int]] = field(default_factory=dict)

    def of(self, value: Any, here: Loc = (), now: Loc = ()) -> Any:
        """The value with everything in `without` taken out, and stand-ins at `filled`."""
        if isinstance(value, dict):
            names = [name for name in value if (*here, name) not in self.without]
            kept = {name: self.of(value[name], (*here, name), (*now, name)) for name in names}
            return kept | {name: word for name, word in STAND_INS.items() if (*here, name) in self.filled}
        if isinstance(value, list):
            places = [place for place in range(len(value)) if (*here, place) not in self.without]
            self.stood[now] = places
            return [self.of(value[place], (*here, place), (*now, new)) for new, place in enumerate(places)]
        return value

    def before(self, loc: Loc) -> Loc:
        """A place in what is left, as the place in the file."""
        return tuple(
            self.stood[loc[:depth]][step] if isinstance(step, int) and loc[:depth] in self.stood else step
            for depth, step in enumerate(loc)
        )


def rest_of(file: Any, errors: list[ErrorDetails]) -> Iterator[Found]:
    """What is wrong besides `errors`, as far as it does not rest on anything they are about."""
    lost: set[Loc] = set()
    filled: set[Loc] = set()
    rest, left = _Rest(), file
    for _ in range(ROUNDS):
        for error in (each for each in errors if not follows(each, left)):
            loc = rest.before(file_loc(error["loc"]))
            if loc and loc[-1] in STAND_INS and is_needed(loc, file):
                filled.add(loc)
            else:
                lost |= _lost(error["type"], loc, file)
        if () in lost:
            return
        rest = _Rest(frozenset(lost), frozenset(filled))
        left = rest.of(file)
        try:
            organisation = validated(left)
        except ValidationError as failed:
            errors = failed.errors(include_url=False, include_input=False)
        else:
            yield from _still_true(cross_problems(organisation, file), rest, lost)
            return


def validated(values: Any) -> Organisation:
    """Plain values as an organisation, nothing converted. ValidationError where they are not one."""
    return Organisation.model_validate_json(json.dumps(values), strict=True)


def _still_true(found: Iterator[Found], rest: _Rest, lost: set[Loc]) -> Iterator[Found]:
    for each in found:
        grounds = [rest.before(loc) for loc in each.rests_on]
        if not any(place[: len(ground)] == ground for ground in grounds for place in lost):
            yield Found(rest.before(each.loc), each.says, each.mend)


def _lost(kind: str, loc: Loc, file: Any) -> set[Loc]:
    """The places to set aside for an error; for a field that is misspelt, the one meant as well."""
    if kind == "extra_forbidden":
        meant = guess(loc[-1], field_names(loc[:-1], file))
        missed = (*loc[:-1], meant) if meant is not None else loc
        return {loc, missed} if at(file, missed) is None else {loc}
    return {loc, loc[:-1]} if kind == "missing" or is_needed(loc, file) else {loc}
