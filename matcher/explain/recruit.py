"""A recruitment brief around a person: the fewest new supporters, solved for, then confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Literal

from matcher import sentences as say
from matcher.calendar import DatedNeed, weekday
from matcher.clock import Clock
from matcher.frame import Frame
from matcher.matching import sharers
from matcher.model.explained import Brief, Wanted
from matcher.model.person import Person
from matcher.model.profile import Heading
from matcher.model.profile import Wanted as Item
from matcher.model.supporter import Availability, Contract, Skill, Supporter
from matcher.model.words import DAYS, KIND_NAMES, MINUTES_IN_DAY, MINUTES_IN_HOUR, ShiftKind
from matcher.plan import Plan
from matcher.solver.match import find_team
from matcher.solver.membership import TeamAsked
from matcher.solver.recruits import NewSupporter, any_number_would_do, anybody, find_recruits, with_new
from matcher.wording import DAY_NAMES, hours, listed, many

MOST_NEW = 5
"""More new supporters than this are not looked for at once."""

Aim = Literal["covered", "survives_any_absence"]


def brief(week: Frame, aim: Aim, clock: Clock) -> Brief:
    """The fewest new supporters for a person's team, what each is wanted for, and a text ready to edit."""
    proved = True
    for count in range(MOST_NEW + 1):
        found = find_recruits(week, count, aim == "survives_any_absence", clock)
        if found.new is not None:
            return _written(week, aim, found.new, proved, clock)
        proved = proved and found.impossible
        if clock.over:
            break
    if clock.over or not proved:
        return _no_number(week, aim, say.RECRUIT_NOT_FOUND)
    return _not_so_few(week, aim, clock)


def _not_so_few(week: Frame, aim: Aim, clock: Clock) -> Brief:
    """It is proved that the most looked for at once would not do; perhaps no number would."""
    if any_number_would_do(week, clock) is False:
        says = say.RECRUIT_NO_NUMBER.format(person=week.person.name)
    else:
        says = say.RECRUIT_TOO_MANY.format(most=MOST_NEW)
    return _no_number(week, aim, says, proved=True)


def _no_number(week: Frame, aim: Aim, says: str, *, proved: bool = False) -> Brief:
    """No brief: nobody is wanted, and there is nothing to publish."""
    return Brief(
        person=week.person.id,
        fewest=None,
        proved=proved,
        aim=aim,
        confirmed=False,
        wanted=(),
        says=says,
        text=says,
    )


def _written(week: Frame, aim: Aim, new: Sequence[NewSupporter], proved: bool, clock: Clock) -> Brief:
    people = [_person(week, each, place) for place, each in enumerate(new, start=1)]
    count = many(len(new), "new supporter")
    if not _confirmed(with_new(week, people), aim, clock):
        doubt = say.RECRUIT_NOT_CONFIRMED if new else say.RECRUIT_NONE_NEEDED_NOT_CONFIRMED
        return _no_number(week, aim, doubt.format(count=count))
    wanted = tuple(_wanted(week, each, person) for each, person in zip(new, people, strict=True))
    found = say.RECRUIT_FOUND if new else say.RECRUIT_NONE_NEEDED
    says = found.format(count=count, aim=say.RECRUIT_AIMS[aim])
    return Brief(
        person=week.person.id,
        fewest=len(new),
        proved=proved,
        aim=aim,
        confirmed=True,
        wanted=wanted,
        says=says,
        text=advert(week, wanted) if new else says,
    )


def _person(week: Frame, new: NewSupporter, place: int) -> Supporter:
    """Just such a person and nobody better: these times and hours, what these needs ask for."""
    skills = {needed.skill for need in new.needs for needed in need.need.skills}
    asked = week.person.looking_for.skills
    musts = {item.item for item in asked if item.wish == "must" and item.at_least is None}
    windows = tuple(
        Availability(days=(weekday(need.day),), start=need.start.time(), end=need.end.time())
        for need in new.needs
    )
    return anybody(week, place).model_copy(
        update={
            "availability": windows,
            "skills": tuple(Skill(skill=skill) for skill in sorted(skills | musts)),
            "meets": tuple(sorted(_requirements(new.needs))),
            "contract": Contract(most_hours=new.minutes / MINUTES_IN_HOUR),
        }
    )


def _confirmed(week: Frame, aim: Aim, clock: Clock) -> bool:
    """Fresh solves of the plain question, without anything of the model that found them."""
    return all(
        _covered(replace(week, supporters=here, with_agreement=with_agreement), clock)
        for here, with_agreement in _weeks(week, aim)
    )


def _weeks(week: Frame, aim: Aim) -> list[tuple[tuple[Supporter, ...], bool]]:
    everybody = [(week.supporters, False)]
    if aim == "covered":
        return everybody
    without = [tuple(each for each in week.supporters if each != away) for away in week.supporters]
    return [*everybody, *((here, True) for here in without)]


def _covered(week: Frame, clock: Clock) -> bool:
    found = find_team(TeamAsked(week, frozenset(week.by_id)), clock, ["gaps"])
    return found.teams is not None and Plan.of(week, found.teams[0].week).missing() == []


def _wanted(week: Frame, new: NewSupporter, person: Supporter) -> Wanted:
    shares = sharers(week.person, week.supporters, week.as_of)
    interests = [(item, ids) for heading, item, ids in shares if heading == "interests"]
    in_order = sorted(new.needs, key=lambda need: (DAYS.index(weekday(need.day)), need.begin))
    return Wanted(
        hours=round(new.minutes / MINUTES_IN_HOUR, 2),
        sleep_ins=sum(need.kind == "sleep_in" for need in new.needs),
        times=tuple((weekday(need.day), need.kind, need.start.time(), need.end.time()) for need in in_order),
        skills=tuple(held.skill for held in person.skills or ()),
        requirements=tuple(f"{what}: {why}" for what, why in _requirements(new.needs).items()),
        interests=tuple(item.item for item, ids in sorted(interests, key=lambda each: len(each[1]))),
    )


def _requirements(needs: Sequence[DatedNeed]) -> dict[str, str]:
    """Requirements of needs with their written reasons."""
    asked = [need.need.requirement for need in needs if need.need.requirement]
    return {requirement.requirement: requirement.reason for requirement in asked}


def advert(week: Frame, wanted: Sequence[Wanted]) -> str:
    """A text to edit: of the person's own words under the matching headings, those that may be told."""
    name = week.person.name.split()[0]
    parts = [
        f"{name} is looking for {many(len(wanted), 'new supporter')}.",
        *_about("What {name} looks for in you", "characteristics", week.person),
        *_about("What you might enjoy together", "interests", week.person),
        *_about("What you would help with", "supports", week.person),
        *(_times(week, each, place, len(wanted)) for place, each in enumerate(wanted, start=1)),
        f"You would be in {name}'s team and no other. {name} decides who joins.",
    ]
    return "\n\n".join(parts) + "\n"


def _about(title: str, heading: Heading, person: Person) -> list[str]:
    told = [
        _in_words(item)
        for item in person.looking_for.under(heading)
        if item.wish != "never" and _item_may_be_told(heading, item)
    ]
    return ["\n".join([f"{title.format(name=person.name.split()[0])}:", *told])] if told else []


def _item_may_be_told(heading: Heading, item: Item) -> bool:
    """What somebody is like to support may tell a diagnosis or a past; what they enjoy does not."""
    return heading == "interests" if item.may_be_told is None else item.may_be_told


def _in_words(item: Item) -> str:
    return f"- {item.item}" + (f" ('{item.words}')" if item.words else "")


def _times(week: Frame, wanted: Wanted, place: int, of: int) -> str:
    who = f"Supporter {place}" if of > 1 else "When"
    shown = [
        f"- {DAY_NAMES[day]}{_part_of_day(kind)}, {start:%H:%M} to {end:%H:%M}"
        for day, kind, start, end in wanted.times
    ]
    nights = f" and {many(wanted.sleep_ins, 'sleep-in')}" if wanted.sleep_ins else ""
    awake = sum(_awake_minutes(start, end) for _, kind, start, end in wanted.times if kind != "sleep_in")
    which = ", from these times, as they are needed" if awake > wanted.hours * MINUTES_IN_HOUR else ""
    lines = [f"{who}: up to {hours(round(wanted.hours * MINUTES_IN_HOUR))}{nights} a week{which}.", *shown]
    lines += [f"Must be {each}" for each in wanted.requirements]
    told = [week.organisation.skills[skill] for skill in wanted.skills if _may_be_told(week, skill)]
    if told:
        lines.append(f"Must have: {listed(told)}.")
    if len(told) < len(wanted.skills):
        lines.append("We give the training that is needed.")
    return "\n".join(lines)


def _awake_minutes(start: time, end: time) -> int:
    """Minutes from one clock time to another, over midnight where that is later."""
    begin, finish = (MINUTES_IN_HOUR * clock.hour + clock.minute for clock in (start, end))
    return (finish - begin) % MINUTES_IN_DAY


def _part_of_day(kind: ShiftKind) -> str:
    return "" if kind == "other" else f" {KIND_NAMES[kind]}"


def _may_be_told(week: Frame, skill: str) -> bool:
    """A skill may say what is private about a person: what the person says of it decides, then the file."""
    said = [item.may_be_told for item in week.person.looking_for.skills if item.item == skill]
    decided = [each for each in said if each is not None]
    return all(decided) if decided else skill in week.organisation.skills_to_advertise
