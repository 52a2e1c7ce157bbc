"""What runs out or ends in the weeks ahead: skills, checks, contracts; and what rests on them."""

from collections.abc import Iterator, Sequence
from datetime import date

from matcher.ahead import sentences as say
from matcher.ahead.decide import rota_due
from matcher.ahead.passing import skills_asked_for
from matcher.calendar import ONE_DAY
from matcher.model.ahead import Decision, WeekAhead
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.rotas import RotaMade
from matcher.rulebook import rule_for
from matcher.rules.single_holder import SingleHolder
from matcher.solve import Request
from matcher.wording import full_date, hours, listed, many


def ends(
    asked: Request, person: Person, told: Sequence[WeekAhead], weeks: Sequence[RotaMade]
) -> Iterator[Decision]:
    """Everything of a person's team that ends from today until the last day looked at."""
    team = [each for each in asked.organisation.supporters if each.team_of == person.id]
    wanted = {skill for week in weeks for skill in skills_asked_for(week.frame)}
    for (skill, day), ending in _running_out(team, wanted).items():
        if asked.as_of <= day <= asked.last_day:
            yield _skill(asked, person, team, skill, day, ending)
    for supporter in team:
        until, last = supporter.cleared_until, supporter.contract.ends_on
        if until is not None and asked.as_of <= until <= asked.last_day:
            yield _checks(asked, person, supporter, until)
        if last is not None and asked.as_of <= last <= asked.last_day:
            yield _contract(asked, person, team, supporter, last, told)


def _running_out(team: Sequence[Supporter], wanted: set[str]) -> dict[tuple[str, date], list[Supporter]]:
    """Who holds each skill that is asked for no longer than until a day."""
    found: dict[tuple[str, date], list[Supporter]] = {}
    for each in team:
        for held in each.skills or ():
            if held.valid_until is not None and held.skill in wanted:
                found.setdefault((held.skill, held.valid_until), []).append(each)
    return found


def _skill(
    asked: Request, person: Person, team: Sequence[Supporter], skill: str, day: date, ending: list[Supporter]
) -> Decision:
    after = day + ONE_DAY
    holders = [each for each in team if each.contract.covers(after) and each.holds(skill, after)]
    says = say.AHEAD_SKILL_ENDS.format(
        who=listed([each.name for each in ending]),
        skill=asked.organisation.skills.get(skill, skill),
        day=full_date(day),
    )
    return Decision(
        about="skill",
        person=person.id,
        supporters=tuple(each.id for each in ending),
        on=day,
        decide_by=rota_due(asked.organisation, person.id, after),
        says=f"{says} {_rests_on(asked, person, holders)}",
        do=say.AHEAD_DO_WEEK["skill"],
    )


def _rests_on(asked: Request, person: Person, holders: Sequence[Supporter]) -> str:
    """Who holds a skill after that: nobody, fewer than there should be, or so many."""
    rule = rule_for(asked.organisation, person, "single_holder")
    least = rule.least if isinstance(rule, SingleHolder) else 1
    if not holders:
        return say.AHEAD_HELD_BY_NOBODY.format(person=person.name)
    if len(holders) < least:
        names = listed([each.name for each in holders])
        return say.AHEAD_HELD_BY_FEW.format(person=person.name, names=names)
    return say.AHEAD_HELD_BY.format(person=person.name, count=len(holders))


def _checks(asked: Request, person: Person, supporter: Supporter, day: date) -> Decision:
    return Decision(
        about="checks",
        person=person.id,
        supporters=(supporter.id,),
        on=day,
        decide_by=rota_due(asked.organisation, person.id, day + ONE_DAY),
        says=say.AHEAD_CHECKS_END.format(who=supporter.name, day=full_date(day)),
        do=say.AHEAD_DO_WEEK["checks"],
    )


def _contract(
    asked: Request,
    person: Person,
    team: Sequence[Supporter],
    supporter: Supporter,
    day: date,
    told: Sequence[WeekAhead],
) -> Decision:
    together = sum(each.contract.minutes for each in team if each.contract.covers(day))
    after = [week for week in told if week.first_day + ONE_DAY * 6 > day]
    failing = [
        week
        for week in after
        if any(cause.what == "contract" and supporter.id in cause.supporters for cause in week.causes or ())
    ]
    says = [
        say.AHEAD_LEAVES.format(who=supporter.name, day=full_date(day)),
        say.AHEAD_LEAVES_HOURS.format(
            hours=hours(supporter.contract.minutes), of=hours(together), person=person.name
        ),
    ]
    if failing:
        weeks = many(len(failing), "week")
        says.append(say.AHEAD_LEAVES_GAPS.format(weeks=weeks))
    elif all(week.status == "covered" for week in after):
        says.append(say.AHEAD_LEAVES_COVERED)
    return Decision(
        about="contract",
        person=person.id,
        supporters=(supporter.id,),
        on=day,
        decide_by=rota_due(asked.organisation, person.id, day + ONE_DAY),
        says=" ".join(says),
        do=say.AHEAD_DO_WEEK["contract"] if failing else say.AHEAD_DO_LEAVES.format(person=person.name),
    )
