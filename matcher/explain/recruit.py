"""A recruitment brief around a person: the fewest new supporters, solved for, then confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from matcher import sentences as say
from matcher.calendar import DatedNeed, weekday
from matcher.clock import Clock
from matcher.frame import Frame
from matcher.matching import sharers
from matcher.model.explained import Brief, Wanted
from matcher.model.profile import Wanted as Item
from matcher.model.supporter import Availability, Contract, Skill, Supporter
from matcher.model.words import DAYS, KIND_NAMES, MINUTES_IN_HOUR, ShiftKind
from matcher.plan import Plan
from matcher.solver.match import TeamAsked, find_teams
from matcher.solver.recruits import NewSupporter, anybody, find_recruits, with_new
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
    says = say.RECRUIT_NOT_FOUND if clock.over else say.RECRUIT_TOO_MANY.format(most=MOST_NEW)
    return Brief(
        person=week.person.id,
        fewest=MOST_NEW,
        proved=False,
        aim=aim,
        confirmed=False,
        wanted=(),
        says=says,
        text=says,
    )


def _written(week: Frame, aim: Aim, new: Sequence[NewSupporter], proved: bool, clock: Clock) -> Brief:
    people = [_person(week, each, place) for place, each in enumerate(new, start=1)]
    wanted = tuple(_wanted(week, each, person) for each, person in zip(new, people, strict=True))
    count = many(len(new), "new supporter")
    says = (
        say.RECRUIT_FOUND.format(count=count, aim=say.RECRUIT_AIMS[aim])
        if new
        else say.RECRUIT_NONE_NEEDED.format(aim=say.RECRUIT_AIMS[aim])
    )
    return Brief(
        person=week.person.id,
        fewest=len(new),
        proved=proved,
        aim=aim,
        confirmed=_confirmed(with_new(week, people), aim, clock),
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
    found = find_teams([TeamAsked(week, frozenset(week.by_id))], clock, ["gaps"])
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
    """A text to edit: the person's own words under the matching headings, and nothing else about them."""
    name = week.person.name.split()[0]
    asked = week.person.looking_for
    parts = [
        f"{name} is looking for {many(len(wanted), 'new supporter')}.",
        *_about("What {name} looks for in you", asked.characteristics, name),
        *_about("What you might enjoy together", asked.interests, name),
        *_about("What you would help with", asked.supports, name),
        *(_times(week, each, place, len(wanted)) for place, each in enumerate(wanted, start=1)),
        f"You would be in {name}'s team and no other. {name} decides who joins.",
    ]
    return "\n\n".join(parts) + "\n"


def _about(title: str, items: Sequence[Item], name: str) -> list[str]:
    wished = [_in_words(item) for item in items if item.wish != "never"]
    return ["\n".join([f"{title.format(name=name)}:", *wished])] if wished else []


def _in_words(item: Item) -> str:
    return f"- {item.item}" + (f" ('{item.words}')" if item.words else "")


def _times(week: Frame, wanted: Wanted, place: int, of: int) -> str:
    who = f"Supporter {place}" if of > 1 else "When"
    shown = [
        f"- {DAY_NAMES[day]}{_part_of_day(kind)}, {start:%H:%M} to {end:%H:%M}"
        for day, kind, start, end in wanted.times
    ]
    nights = f" and {many(wanted.sleep_ins, 'sleep-in')}" if wanted.sleep_ins else ""
    lines = [f"{who}: up to {hours(round(wanted.hours * MINUTES_IN_HOUR))}{nights} a week.", *shown]
    lines += [f"Must be {each}" for each in wanted.requirements]
    told = [week.organisation.skills[skill] for skill in wanted.skills if _may_be_told(week, skill)]
    if told:
        lines.append(f"Must have: {listed(told)}.")
    if len(told) < len(wanted.skills):
        lines.append("We give the training that is needed.")
    return "\n".join(lines)


def _part_of_day(kind: ShiftKind) -> str:
    return "" if kind == "other" else f" {KIND_NAMES[kind]}"


def _may_be_told(week: Frame, skill: str) -> bool:
    """A skill may say what is private about a person, so it is told only where the file says so."""
    return skill in week.organisation.skills_to_advertise
