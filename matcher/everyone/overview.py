"""Everyone on one screen, whoever needs a leader most first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from matcher.calendar import week_start
from matcher.everyone import sentences as say
from matcher.everyone.due import all_due
from matcher.everyone.load import load
from matcher.everyone.published import PublishedWeek
from matcher.everyone.recruiting import waits
from matcher.happened import Known
from matcher.model.organisation import Leader, Organisation
from matcher.model.overview import LeaderNow, Overview, PersonNow, WeekNow
from matcher.model.person import Person
from matcher.model.words import DAYS_IN_WEEK
from matcher.money.ledger import Ledger
from matcher.rulebook import for_organisation
from matcher.rules._due import Due
from matcher.rules.contact_due import ContactDue, last_met, supported
from matcher.rules.growth import Growth
from matcher.rules.reviews_due import reviews
from matcher.wording import are, day_name, listed, many

SOON = timedelta(days=14)
"""What is due within so many days is told. Our own number."""


def overview(organisation: Organisation, as_of: date, known: Known | None = None) -> Overview:
    """Everyone, as far as the file and a history tell."""
    due = all_due(organisation, as_of)
    people = [_person(organisation, each, as_of, known, due) for each in organisation.people]
    in_order = sorted(people, key=_urgency)
    here = len(list(supported(organisation, as_of)))
    members = sum(
        each.team_of is not None and each.contract.covers(as_of) for each in organisation.supporters
    )
    leaders = len(organisation.leaders)
    return Overview(
        as_of=as_of,
        says=" ".join(_says(organisation, in_order)),
        people=tuple(in_order),
        people_supported=here,
        supporters=members,
        leaders=tuple(_leader(organisation, each, as_of) for each in organisation.leaders),
        people_per_leader=round(here / leaders, 1) if leaders else None,
        supporters_per_leader=round(members / leaders, 1) if leaders else None,
        growth=tuple(_growth(organisation, as_of)),
        recruiting=tuple(each for person in organisation.people for each in waits(person, known, as_of)),
    )


def _person(
    organisation: Organisation, person: Person, as_of: date, known: Known | None, due: Sequence[Due]
) -> PersonNow:
    team = {each.id: each for each in organisation.supporters if each.team_of == person.id}
    mine = [each for each in due if each.person == person.id or each.supporter in team]
    this, after = _weeks(person, as_of, known, organisation)
    plan = this.plan if this is not None else None
    latest = last_met(organisation, as_of, person=person.id)
    return PersonNow(
        person=person.id,
        supporters=sum(each.contract.covers(as_of) for each in team.values()),
        this_week=this.told() if this is not None else None,
        next_week=after.told() if after is not None else None,
        load=load(plan) if plan is not None else None,
        last_contact=latest[0] if latest is not None else None,
        last_leader=latest[1] if latest is not None else None,
        next_review=next(iter(reviews(person, as_of)), None),
        money_left=_money_left(person, as_of, known),
        late=tuple(each.late for each in mine if each.late is not None),
        due=tuple(_soon(mine, as_of)),
    )


def _weeks(
    person: Person, as_of: date, known: Known | None, organisation: Organisation
) -> tuple[PublishedWeek, PublishedWeek] | tuple[None, None]:
    if known is None:
        return None, None
    first = week_start(as_of, organisation.week_starts)
    after = first + timedelta(days=DAYS_IN_WEEK)
    return PublishedWeek(known, person, first, as_of), PublishedWeek(known, person, after, as_of)


def _money_left(person: Person, as_of: date, known: Known | None) -> Decimal | None:
    """What is unspent today; None where no money, no history or no first day of counting is given."""
    if person.money is None or known is None:
        return None
    return Ledger(known, person, person.money).unspent(as_of)


def _soon(due: Sequence[Due], as_of: date) -> Iterator[str]:
    """What is due soon and not late yet, the soonest first."""
    coming = [(each.by, each) for each in due if each.late is None and each.by is not None]
    for by, each in sorted(coming, key=lambda item: item[0]):
        if by <= as_of + SOON:
            yield say.NOW_DUE[each.what].format(whose=each.whose, day=day_name(by))


def _urgency(person: PersonNow) -> tuple[int, ...]:
    """What is open this week, what does not hold, what is late, what is open next week, what is due."""
    this, after = person.this_week, person.next_week
    return (
        -(this.minutes_missing if this else 0),
        -sum(week.limits_broken for week in (this, after) if week),
        -len(person.late),
        -(after.minutes_missing if after else 0),
        -len(person.due),
    )


def _says(organisation: Organisation, people: Sequence[PersonNow]) -> Iterator[str]:
    """What is open and what does not hold, by person; how much is late."""
    names = {person.id: person.name for person in organisation.people}
    for each in people:
        for word, week in (("week", each.this_week), ("next week", each.next_week)):
            if week is not None and week.supporters_missing:
                shifts = many(week.supporters_missing, "shift")
                yield say.NOW_OPEN.format(whose=f"{names[each.person]}'s", week=word, shifts=shifts)
    broken = [names[each.person] for each in people if _broken(each.this_week) or _broken(each.next_week)]
    if broken:
        yield say.NOW_BROKEN.format(who=listed(broken))
    late = sum(len(each.late) for each in people)
    if late:
        yield say.NOW_LATE.format(things=are(late, "thing"))
    if not late and all(_urgency(each)[:4] == (0, 0, 0, 0) for each in people):
        yield say.NOW_NOTHING


def _broken(week: WeekNow | None) -> bool:
    return week is not None and week.limits_broken > 0


def _leader(organisation: Organisation, leader: Leader, as_of: date) -> LeaderNow:
    """How many of those supported they were with within the days that the rule sets."""
    rules = [rule for rule in for_organisation(organisation) if isinstance(rule, ContactDue)]
    days = (rules[0] if rules else ContactDue()).contact_days
    here = {person.id for person in supported(organisation, as_of)}
    met = {
        contact.person
        for contact in leader.contacts
        if contact.family is None and 0 <= (as_of - contact.on).days <= days
    }
    return LeaderNow(leader=leader.id, people_met=len(here & met), days=days)


def _growth(organisation: Organisation, as_of: date) -> Iterator[str]:
    for rule in for_organisation(organisation):
        if isinstance(rule, Growth):
            yield from (found.says for found in rule.check_organisation(organisation, as_of))
