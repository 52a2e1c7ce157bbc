"""How long a person waits for somebody new: from recruiting opened, to their yes, to the first shift."""

from collections.abc import Iterator
from datetime import date

from matcher.happened import Known
from matcher.model.overview import Recruiting
from matcher.model.person import Person, PersonsAnswer


def waits(person: Person, known: Known | None, as_of: date) -> Iterator[Recruiting]:
    """What is open for a person, then whoever came of what was opened before, in the order of the file."""
    if person.recruiting_since is not None:
        days = (as_of - person.recruiting_since).days
        yield Recruiting(person=person.id, opened=person.recruiting_since, days_to_yes=days)
    for said in person.answers:
        if said.recruiting_since is not None and said.answer == "yes":
            yield _came(person, said, said.recruiting_since, known)


def _came(person: Person, said: PersonsAnswer, opened: date, known: Known | None) -> Recruiting:
    first = _first_shift(person, said, opened, known)
    return Recruiting(
        person=person.id,
        supporter=said.supporter,
        opened=opened,
        said_yes=said.said_on,
        first_shift=first,
        days_to_yes=None if said.said_on is None else (said.said_on - opened).days,
        days_to_first_shift=None if first is None else (first - opened).days,
    )


def _first_shift(person: Person, said: PersonsAnswer, opened: date, known: Known | None) -> date | None:
    """The first day worked; None where the history begins too late to tell which that was."""
    days = known.worked(person.id) if known is not None else {}
    if not days or min(days) > (said.met_on or opened):
        return None
    return next(
        (day for day, turns in days.items() if any(turn.supporter == said.supporter for turn in turns)), None
    )
