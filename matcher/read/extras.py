"""Extras: a kind twice, names that are taken, times past midnight, and a leader in two places at once."""

from collections.abc import Iterator
from itertools import combinations

from matcher.extras import Extra
from matcher.extras._base import ExtraTime, Meeting
from matcher.extras.supervision import Supervision
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.words import LONGEST_ID
from matcher.read.paths import Loc
from matcher.read.text import Found

TWICE = "There is an extra of the kind '{}' already."
TWICE_MEND = "Keep one; it may have several times."
TAKEN = "A {what} has the name '{name}' in the rota, which a need has as well."
TAKEN_MEND = "Give the need another id."
TOO_LONG = "A {what} would have the name '{name}' in the rota, which is too long."
TOO_LONG_MEND = "Give the need an id of at most {most} letters."
PAST_MIDNIGHT = "It would end after midnight."
PAST_MIDNIGHT_MEND = "Let it begin earlier, or give it fewer `minutes`."
TWO_PLACES = "{leader} has supervision for {other} at the same time."
TWO_PLACES_MEND = "Give one of the two another time."

Place = tuple[Loc, Person, Supervision, ExtraTime]


def extras_problems(organisation: Organisation) -> Iterator[Found]:
    """Everything wrong with anybody's extras."""
    supervisions: list[Place] = []
    for place, person in enumerate(organisation.people):
        kinds: set[str] = set()
        for order, extra in enumerate(person.extras):
            here: Loc = ("people", place, "extras", order)
            if extra.kind in kinds:
                yield Found((*here, "kind"), TWICE.format(extra.kind), TWICE_MEND)
            kinds.add(extra.kind)
            yield from _names(person, extra, here)
            if isinstance(extra, Meeting):
                yield from _times(extra, here)
            if isinstance(extra, Supervision) and extra.leader is not None:
                supervisions += [((*here, "at", nth), person, extra, at) for nth, at in enumerate(extra.at)]
    yield from _two_places(supervisions)


def _names(person: Person, extra: Extra, here: Loc) -> Iterator[Found]:
    taken = {need.id for need in person.needs}
    for name in extra.names(person):
        if name in taken:
            yield Found(here, TAKEN.format(what=extra.name, name=name), TAKEN_MEND)
        elif len(name) > LONGEST_ID:
            most = LONGEST_ID - len(extra.kind) - 1
            yield Found(here, TOO_LONG.format(what=extra.name, name=name), TOO_LONG_MEND.format(most=most))


def _times(extra: Meeting, here: Loc) -> Iterator[Found]:
    for nth, at in enumerate(extra.at):
        if extra.end(at) <= at.start:
            yield Found((*here, "at", nth, "start"), PAST_MIDNIGHT, PAST_MIDNIGHT_MEND)


def _two_places(supervisions: list[Place]) -> Iterator[Found]:
    for (_, person, extra, at), (loc, _, later, then) in combinations(supervisions, 2):
        same = extra.leader == later.leader and at.same_day(then)
        if same and at.start < later.end(then) and then.start < extra.end(at):
            says = TWO_PLACES.format(leader=extra.leader, other=person.id)
            yield Found((*loc, "start"), says, TWO_PLACES_MEND)
