"""A ward of a rostering benchmark as a team file: one person, a supporter for each member of staff."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from matcher.model.organisation import TEAM_FORMAT
from matcher.rules import CATALOGUE

DAY_0 = date(2024, 1, 1)
"""The first day of every benchmark: a Monday."""
WARD = "ward"
Fields = dict[str, Any]


def ward_file(
    name: str,
    first_day: date,
    weeks: int,
    needs: Iterable[Fields],
    staff: Sequence[Fields],
    rules: Iterable[Fields],
    **more: Any,
) -> Fields:
    """A team file with these needs, staff and rules; every other rule that may be off is off."""
    return {
        "format": TEAM_FORMAT,
        "name": name,
        "as_of": f"{first_day}",
        "time_zone": "UTC",
        "people": [
            {
                "id": WARD,
                "name": WARD.capitalize(),
                "needs": list(needs),
                "answers": [
                    {"supporter": each["id"], "answer": "yes", "met_on": f"{first_day}"} for each in staff
                ],
            }
        ],
        "supporters": list(staff),
        "rules": list(_with_others_off(list(rules))),
        "rota": {"first_day": f"{first_day}", "weeks": weeks},
        **more,
    }


def _with_others_off(stated: list[Fields]) -> Iterator[Fields]:
    yield from stated
    kinds = {rule["kind"] for rule in stated} | {"leave"}
    for kind, rule in CATALOGUE.items():
        if kind not in kinds and "off" in rule.levels:
            yield {"kind": kind, "level": "off"}


def member(name: str, **more: Any) -> Fields:
    """A member of staff, cleared and inducted."""
    return {
        "id": id_of(name),
        "name": name,
        "adult": True,
        "team_of": WARD,
        "cleared": "yes",
        "induction": [{"person": WARD, "stage": "ready"}],
        **more,
    }


def id_of(name: str) -> str:
    """A name of theirs as one of ours."""
    return re.sub(r"[^a-z0-9_-]+", "-", name.lower())


def day_of(number: int) -> str:
    """A day counted from the first, as a date."""
    return f"{DAY_0 + timedelta(days=number)}"


def of_shifts(*shifts: str) -> Fields:
    """Shifts of these kinds of theirs: each is a tag."""
    return {"tags": [id_of(shift) for shift in shifts]}


def never_next(successions: Mapping[str, frozenset[str]]) -> Iterator[Fields]:
    """Shifts that must not follow others, one rule for all that must not be followed by the same."""
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for shift, never in successions.items():
        alike[never].append(shift)
    for never, after in alike.items():
        if never:
            yield {
                "kind": "next_day",
                "name": f"after-{id_of(after[0])}",
                "level": "hard",
                "after": of_shifts(*after),
                "never": of_shifts(*sorted(never)),
            }


def for_those_alike(rules: Iterable[tuple[str, Fields]]) -> Iterator[Fields]:
    """Rules with the name of a member of staff each; those who share one have it together."""
    alike: dict[str, tuple[Fields, list[str]]] = {}
    for name, rule in rules:
        alike.setdefault(repr(rule), (rule, []))[1].append(id_of(name))
    for rule, whom in alike.values():
        yield rule | {"applies_to": {"supporters": whom}}
