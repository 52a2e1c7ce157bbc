"""Questions about an answer or a team. What the commands explain, recruit and what-if do, as a library."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from matcher import sentences as say
from matcher.calendar import DatedNeed, weekday
from matcher.clock import Clock
from matcher.errors import BadQuestion
from matcher.explain.case import Case
from matcher.explain.linked import weigh_linked_duty
from matcher.explain.recruit import Aim, brief
from matcher.explain.typical import Questions
from matcher.explain.whatif import Asked, pairs, singles, what_if_away
from matcher.explain.why import why_not
from matcher.frame import Frame
from matcher.model.explained import Brief, LinkedDutyWeighed, WhatIf, WhyNot
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.read import read
from matcher.read.guess import did_you_mean
from matcher.solve import SHARE_FOR_TEAMS, Request
from matcher.teams import TeamMade, make_teams


def why(cases: Sequence[Case], supporter: str, shift: str) -> WhyNot:
    """Why a supporter is not on a shift, or is. BadQuestion for names nobody knows."""
    organisation = cases[0].organisation
    who = the_supporter(organisation, supporter)
    case = _whose(cases, who, shift)
    return why_not(case, who, the_shift(case.frame.needs, shift))


def the_person(organisation: Organisation, asked: str | None) -> Person:
    """The person asked about, by id or name; the only one where none is named."""
    if asked is None and len(organisation.people) > 1:
        raise BadQuestion(say.ASKED_WHICH_PERSON, say.ASKED_NAME_THE_PERSON)
    named = {person.id: person.name for person in organisation.people}
    return organisation.person(_id(named, asked, say.ASKED_NO_PERSON) if asked else next(iter(named)))


def the_supporter(organisation: Organisation, asked: str) -> Supporter:
    """The supporter asked about, by id or name."""
    named = {supporter.id: supporter.name for supporter in organisation.supporters}
    return organisation.supporter(_id(named, asked, say.ASKED_NO_SUPPORTER))


def _id(named: Mapping[str, str], asked: str, nobody: str) -> str:
    """The id somebody is meant by: the id itself, or a name that only one has."""
    if asked in named:
        return asked
    same = [id for id, name in named.items() if name.casefold() == asked.casefold()]
    if len(same) == 1:
        return same[0]
    meant = did_you_mean(asked, same or named) or did_you_mean(asked, named.values())
    raise BadQuestion(nobody.format(asked), meant, asked)


def the_shift(needs: Sequence[DatedNeed], name: str, *, soonest: bool = False) -> DatedNeed:
    """The dated need that sun-early or early-2026-06-07 stands for; of several, if wished, the soonest."""
    named = _named(needs, name)
    if not named:
        known = [each for need in needs for each in shift_names(need)]
        meant = did_you_mean(name, known) or say.ASKED_NAME_A_SHIFT
        raise BadQuestion(say.ASKED_NO_SHIFT.format(name), meant, name)
    if len(named) > 1 and not soonest:
        raise BadQuestion(
            say.ASKED_WHICH_SHIFT.format(name),
            say.ASKED_NAME_THE_DAY.format(shift_names(named[0])[-1]),
            name,
        )
    return min(named, key=lambda need: need.begin)


def shift_names(need: DatedNeed) -> tuple[str, ...]:
    """What a dated need may be called: by weekday, and by date."""
    part = f".{need.part}" if need.part > 1 else ""
    return f"{weekday(need.day)}-{need.need.id}{part}", f"{need.need.id}-{need.day}{part}"


def changed(asked: Request, changes: Sequence[str]) -> Request:
    """The request with values of the team file changed first: 'callum.needs.early.supporters_needed=2'.

    A path begins with the id of a person or supporter, or with a field of the organisation, and goes on by
    fields, ids and places counted from 1. The changed file is checked as any other: BadInput.
    """
    if not changes:
        return asked
    values = asked.organisation.written()
    for change in changes:
        path, equals, value = change.partition("=")
        if not equals:
            raise BadQuestion(say.ASKED_NO_CHANGE.format(change), say.ASKED_HOW_TO_CHANGE, change)
        _set(values, path.split("."), _value(value))
    text = json.dumps(values)
    return replace(asked, organisation=read(text.encode(), say.ASKED_CHANGED_FILE))


def team_week(asked: Request, id: str | None) -> Frame:
    """A person's team and typical week; a person without a team gets the one that is proposed."""
    return _standing(_team(asked, the_person(asked.organisation, id)))


def recruit(asked: Request, id: str | None, aim: Aim, clock: Clock) -> Brief:
    """The fewest new supporters for a person's team, with the brief, and whom to meet first."""
    made = _team(asked, the_person(asked.organisation, id))
    found = brief(_standing(made), aim, clock)
    meet_next = Questions(made.asked, made.found, clock, frozenset()).meet_next()
    return found.model_copy(update={"meet_next": meet_next})


def _standing(made: TeamMade) -> Frame:
    """The typical week of the team as it stands; of the one that is proposed where there is none."""
    members = tuple(each for each in made.week.supporters if each.id in made.asked.stays)
    return replace(made.week, supporters=members or made.members)


def _team(asked: Request, person: Person) -> TeamMade:
    (made,) = make_teams(asked.organisation, [person], asked.first_day, asked.as_of, asked.clock)
    return made


def what_if(week: Frame, without: Sequence[str], two_at_once: bool, clock: Clock) -> WhatIf:
    """The week without those named together; without names, without each, or each pair."""
    named = [the_supporter(week.organisation, each) for each in without]
    for who in named:
        if who.id not in week.by_id:
            raise BadQuestion(
                say.ASKED_NOT_IN_TEAM.format(who.name, week.person.name),
                did_you_mean(who.id, sorted(week.by_id)),
            )
    away = (tuple(each.id for each in named),) if named else pairs(week) if two_at_once else singles(week)
    return what_if_away(Asked(week, away), clock)


def linked_duty(
    asked: Request, id: str | None, without: Sequence[str] = (), two_at_once: bool = False
) -> LinkedDutyWeighed:
    """A person's rota with strict rest and with linked duty; where they have no team, with a proposed one.

    It is about the whole team: BadQuestion with names or pairs.
    """
    if without or two_at_once:
        raise BadQuestion(say.ASKED_LINKED_ALONE, say.ASKED_LINKED_HOW)
    person = the_person(asked.organisation, id)
    proposed = _proposed(asked, person)
    organisation = asked.organisation.with_members(dict.fromkeys(proposed, person.id))
    return weigh_linked_duty(replace(asked, organisation=organisation), person, proposed)


def _proposed(asked: Request, person: Person) -> frozenset[str]:
    """Who is proposed for a person without a team; nobody where there is one."""
    if any(each.team_of == person.id for each in asked.organisation.supporters):
        return frozenset()
    clock = asked.clock.part(asked.clock.left * SHARE_FOR_TEAMS)
    return frozenset(each.id for each in _team(replace(asked, clock=clock), person).members)


def _set(values: dict[str, Any], path: list[str], value: Any) -> None:
    """Change one value in the plain form of a team file."""
    first, *rest = path
    everybody = [*values["people"], *values.get("supporters", [])]
    roots = [each for each in everybody if each["id"] == first]
    if not roots and first not in Organisation.model_fields:
        raise BadQuestion(
            say.ASKED_NOBODY.format(first), did_you_mean(first, [each["id"] for each in everybody])
        )
    here: Any = roots[0] if roots else values
    steps = rest if roots else path
    for step in steps[:-1]:
        here = _step(here, step, path)
    if not steps or not isinstance(here, dict):
        raise BadQuestion(say.ASKED_NO_PATH.format(".".join(path)), say.ASKED_HOW_TO_CHANGE)
    here[steps[-1]] = value


def _step(here: Any, step: str, path: list[str]) -> Any:
    if isinstance(here, dict):
        return here.setdefault(step, {})
    if isinstance(here, list):
        named = [
            each for each in here if isinstance(each, dict) and step in (each.get("id"), each.get("skill"))
        ]
        if named:
            return named[0]
        if step.isdecimal() and 1 <= int(step) <= len(here):
            return here[int(step) - 1]
    raise BadQuestion(say.ASKED_NO_PATH.format(".".join(path)), say.ASKED_HOW_TO_CHANGE)


def _value(text: str) -> Any:
    """A value as written in JSON, or else the words themselves."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _whose(cases: Sequence[Case], who: Supporter, shift: str) -> Case:
    """The rota a shift is in: the supporter's own where both have it."""
    having = [case for case in cases if _named(case.frame.needs, shift)]
    own = [case for case in having if case.person.id == who.team_of]
    return (own or having or list(cases))[0]


def _named(needs: Sequence[DatedNeed], name: str) -> list[DatedNeed]:
    return [need for need in needs if name in shift_names(need)]
