"""The match of one supporter with one person, and of a team with the person. No solver.

Two different things, never mixed: the match of one supporter (0 to 100) orders a conversation, no more;
the team is chosen as a whole, and for each thing that matters to the person the best two who share it count,
the second half as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matcher.model.person import Person
from matcher.model.profile import HEADINGS, Heading, Wanted
from matcher.model.supporter import Supporter
from matcher.model.team import Part

WHOLE = 100
SCALE = 60
"""Match costs are whole numbers: sixtieths of a point."""
FIRST, SECOND = 2, 1
"""The second who shares a thing counts half as much as the first."""


@dataclass(frozen=True)
class Match:
    """One supporter's match with one person. `whole` is None where nothing is known."""

    supporter: str
    whole: int | None
    parts: tuple[Part, ...]


def match(person: Person, supporter: Supporter, on: date) -> Match:
    """A supporter's match: parts under four headings that add up; what is unknown is left out."""
    asked = {heading: _wished(person, heading) for heading in HEADINGS}
    known = {
        heading: [item for item in items if supporter.has(heading, item.item, on) is not None]
        for heading, items in asked.items()
    }
    weights = {
        heading: getattr(person.looking_for.weights, heading) for heading in HEADINGS if known[heading]
    }
    total = sum(weights.values())
    shares = {heading: _share(supporter, heading, known[heading], on) for heading in weights}
    exact = {heading: WHOLE * weights[heading] * shares[heading] / total for heading in weights if total}
    points = _whole_numbers(exact)
    of = _whole_numbers({heading: WHOLE * weights[heading] / total for heading in weights if total})
    parts = tuple(
        _part(supporter, heading, asked[heading], points.get(heading), of.get(heading, 0), on)
        for heading in HEADINGS
        if asked[heading]
    )
    return Match(supporter.id, sum(points.values()) if points else None, parts)


def things_that_matter(person: Person) -> list[tuple[Heading, Wanted]]:
    """Everything the person asks for, wished or a must, with its heading."""
    return [(heading, item) for heading in HEADINGS for item in _wished(person, heading)]


def sharers(
    person: Person, supporters: Sequence[Supporter], on: date
) -> list[tuple[Heading, Wanted, list[str]]]:
    """For each thing that matters, the ids of those who share it."""
    return [
        (heading, item, [supporter.id for supporter in supporters if supporter.has(heading, item.item, on)])
        for heading, item in things_that_matter(person)
    ]


def thing_points(person: Person) -> list[int]:
    """Scaled points that each thing is worth to the first sharer's half-step: FIRST or SECOND times this."""
    things = things_that_matter(person)
    total = (FIRST + SECOND) * sum(item.weight for _, item in things)
    return [WHOLE * SCALE * item.weight // total for _, item in things]


def team_match_cost(person: Person, members: Sequence[Supporter], on: date) -> int:
    """What the team's match falls short of, in sixtieths of a point; 0 cannot be improved."""
    gained = 0
    for (_, _, ids), points in zip(sharers(person, members, on), thing_points(person), strict=True):
        gained += points * (FIRST if ids else 0) + points * (SECOND if len(ids) > 1 else 0)
    known = [whole for member in members if (whole := match(person, member, on).whole) is not None]
    average = SCALE * sum(known) // len(known) if known else 0
    return 2 * WHOLE * SCALE - gained - average


def ranks(matches: Sequence[Match]) -> dict[str, int | None]:
    """Places by match; equal matches share one; nothing known, no place."""
    wholes = [found.whole for found in matches if found.whole is not None]
    return {
        found.supporter: None if found.whole is None else 1 + sum(other > found.whole for other in wholes)
        for found in matches
    }


def _wished(person: Person, heading: Heading) -> list[Wanted]:
    return [item for item in person.looking_for.under(heading) if item.wish != "never"]


def _share(supporter: Supporter, heading: Heading, known: Sequence[Wanted], on: date) -> float:
    total = sum(item.weight for item in known)
    return sum(item.weight for item in known if supporter.has(heading, item.item, on)) / total


def _part(
    supporter: Supporter, heading: Heading, asked: Sequence[Wanted], points: int | None, of: int, on: date
) -> Part:
    def those(state: bool | None) -> tuple[str, ...]:
        return tuple(item.item for item in asked if supporter.has(heading, item.item, on) is state)

    return Part(
        heading=heading, points=points, of=of, shared=those(True), missing=those(False), not_known=those(None)
    )


def _whole_numbers(exact: dict[Heading, float]) -> dict[Heading, int]:
    """Round so that the parts still add up: the largest remainders get the points left over."""
    rounded = {heading: int(value) for heading, value in exact.items()}
    left = round(sum(exact.values())) - sum(rounded.values())
    by_remainder = sorted(exact, key=lambda heading: (rounded[heading] - exact[heading], heading))
    for heading in by_remainder[:left]:
        rounded[heading] += 1
    return rounded
