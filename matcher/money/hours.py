"""One person's hours and money over some weeks: the numbers side by side, and what they call for."""

from datetime import date, timedelta

from matcher.calendar import ONE_DAY
from matcher.frame import Before
from matcher.happened import Known
from matcher.model.hours import PersonHours
from matcher.model.person import Person
from matcher.money.flags import flags, undelivered
from matcher.money.held import money_held
from matcher.money.ledger import Ledger
from matcher.money.weeks import Weeks


def person_hours(known: Known, person: Person, before: Before, first: date, weeks: int) -> PersonHours:
    """A person's hours in so many weeks from a first day. `before`: what is known of the days before it."""
    firsts = [first + timedelta(weeks=place) for place in range(weeks)]
    last = first + timedelta(weeks=weeks) - ONE_DAY
    in_weeks = Weeks(known, person, firsts)
    numbers = in_weeks.of_person()
    ledger = Ledger(known, person, person.money) if person.money is not None else None
    return PersonHours(
        person=person.id,
        first_day=first,
        last_day=last,
        weeks=numbers,
        undelivered=undelivered(known, person, first, last),
        supporters=in_weeks.of_supporters(),
        flags=flags(known, person, before, first, last),
        money=None if ledger is None else money_held(ledger, numbers, first, last),
    )
