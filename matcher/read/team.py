"""Who is in whose team: the person's answer, age, hours, leave, and how many faces."""

from collections.abc import Iterable, Iterator

from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.read.paths import Loc
from matcher.read.text import Found
from matcher.wording import hours

MOST_HOURS = 60
"""Hours a week nobody works. Our own default, as the rule for a single week."""

SAID_NO = "{person} said no to {supporter}."
SAID_NO_MEND = "Take out `team_of`. A person's no holds, whatever else is in the file."
NO_YES = "{supporter} is in {person}'s team, but {person} has not said yes to them."
NO_YES_MEND = "Add the person's yes to `answers` with `met_on`, or take out `team_of` until there is one."
NOT_MET = "A yes needs the day they met."
NOT_MET_MEND = "Add `met_on`. If they have not met yet, the answer is 'not_met'."
TOO_YOUNG = "Supporters are 18 or over."
TOO_YOUNG_MEND = "Take the supporter out. If they are 18 or over, write true."
MOST_BELOW = "The most hours ({most}) are fewer than the contract's hours ({contract})."
MOST_BELOW_MEND = "Raise `most_hours`, lower `hours`, or leave `most_hours` out."
ABSURD = "{hours:g} hours a week are more than anybody may work: {most} is the most."
ABSURD_MEND = "Check the number. It is hours in one week."
LEAVE_BACKWARDS = "The leave ends on {last}, before it begins on {first}."
LEAVE_MEND = "Swap the two days, or mend one."
CONTRACT_BACKWARDS = "The contract ends on {last}, before it begins on {first}."
NO_FAMILY = "This person's `families` do not name them."
NO_FAMILY_MEND = "Write the name as it stands there, or add them. Left out, the leader was with the person."
SIZE_BACKWARDS = "The most faces ({most}) are fewer than the least ({least})."
SIZE_MEND = "Swap the two numbers, or mend one."


def team_problems(organisation: Organisation) -> Iterator[Found]:
    """Everything wrong with teams, answers and hours."""
    for place, person in enumerate(organisation.people):
        yield from _person(person, ("people", place))
    people = first_places(person.id for person in organisation.people)
    supporters = first_places(supporter.id for supporter in organisation.supporters)
    for order, supporter in enumerate(organisation.supporters):
        here: Loc = ("supporters", order)
        team = people.get(supporter.team_of or "")
        if team is not None and supporters[supporter.id] == order:
            yield from _answer(organisation.people[team], supporter, team, here)
        yield from _supporter(supporter, here)
    for order, leader in enumerate(organisation.leaders):
        for place, contact in enumerate(leader.contacts):
            of = people.get(contact.person or "")
            families = () if of is None else organisation.people[of].families
            if of is not None and contact.family not in (None, *(family.name for family in families)):
                loc = ("leaders", order, "contacts", place, "family")
                yield Found(loc, NO_FAMILY, NO_FAMILY_MEND, rests_on=(("people", of, "families"),))


def first_places(ids: Iterable[str]) -> dict[str, int]:
    """Where each id first stands."""
    places: dict[str, int] = {}
    for place, id in enumerate(ids):
        places.setdefault(id, place)
    return places


def _person(person: Person, here: Loc) -> Iterator[Found]:
    for place, said in enumerate(person.answers):
        if said.answer == "yes" and said.met_on is None:
            loc = (*here, "answers", place, "met_on")
            yield Found(loc, NOT_MET, NOT_MET_MEND, rests_on=(loc,))
    size = person.team_size
    if size is not None and size.most is not None and size.most < size.least:
        says = SIZE_BACKWARDS.format(most=size.most, least=size.least)
        yield Found((*here, "team_size", "most"), says, SIZE_MEND)


def _answer(person: Person, supporter: Supporter, place: int, here: Loc) -> Iterator[Found]:
    names = {"person": person.id, "supporter": supporter.id}
    loc, rests_on = (*here, "team_of"), (("people", place, "answers"),)
    answer = person.answer_about(supporter.id)
    if answer == "no":
        yield Found(loc, SAID_NO.format(**names), SAID_NO_MEND, rests_on)
    elif answer != "yes":
        yield Found(loc, NO_YES.format(**names), NO_YES_MEND, rests_on)


def _supporter(supporter: Supporter, here: Loc) -> Iterator[Found]:
    if not supporter.adult:
        yield Found((*here, "adult"), TOO_YOUNG, TOO_YOUNG_MEND)
    yield from _hours(supporter, (*here, "contract"))
    first, last = supporter.contract.started_on, supporter.contract.ends_on
    if first is not None and last is not None and last < first:
        says = CONTRACT_BACKWARDS.format(first=first, last=last)
        yield Found((*here, "contract", "ends_on"), says, LEAVE_MEND)
    for place, leave in enumerate(supporter.leave):
        if leave.last_day < leave.first_day:
            says = LEAVE_BACKWARDS.format(first=leave.first_day, last=leave.last_day)
            yield Found((*here, "leave", place, "last_day"), says, LEAVE_MEND)


def _hours(supporter: Supporter, here: Loc) -> Iterator[Found]:
    contract = supporter.contract
    for field in ("hours", "most_hours", "other_job_hours"):
        given = getattr(contract, field)
        if given is not None and given > MOST_HOURS:
            yield Found((*here, field), ABSURD.format(hours=given, most=MOST_HOURS), ABSURD_MEND)
    if contract.most_minutes < contract.minutes:
        says = MOST_BELOW.format(most=hours(contract.most_minutes), contract=hours(contract.minutes))
        yield Found((*here, "most_hours"), says, MOST_BELOW_MEND)
