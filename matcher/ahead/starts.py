"""Inductions that are not done, and first visits that come up."""

from collections.abc import Iterator, Sequence

from matcher.ahead import sentences as say
from matcher.model.ahead import Decision
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.rotas import RotaMade
from matcher.rulebook import rule_for
from matcher.rules.cleared_and_inducted import ClearedAndInducted
from matcher.solve import Request
from matcher.wording import when


def starts(asked: Request, person: Person, weeks: Sequence[RotaMade]) -> Iterator[Decision]:
    """Who of a team is not ready for the person yet, and who would come for the first time."""
    for supporter in asked.organisation.supporters:
        if supporter.team_of == person.id and not supporter.contract.over(asked.as_of):
            yield from _induction(asked, person, supporter, weeks)
            yield from _first_visit(person, supporter, weeks)


def _induction(
    asked: Request, person: Person, supporter: Supporter, weeks: Sequence[RotaMade]
) -> Iterator[Decision]:
    """What keeps somebody from counting, as the rule says it; or that they come beside somebody ready."""
    rule = rule_for(asked.organisation, person, "cleared_and_inducted")
    frame = next((week.frame for week in weeks if week.frame.needs), None)
    if frame is None or not isinstance(rule, ClearedAndInducted):
        return
    says = rule.why_not(frame, supporter, frame.needs[0])
    paired = supporter.stage_with(person.id, frame.needs[0].day) == "paired"
    if says is None and not paired:
        return
    begins = max(asked.as_of, supporter.contract.started_on or asked.as_of)
    yield Decision(
        about="induction",
        person=person.id,
        supporters=(supporter.id,),
        on=begins,
        decide_by=asked.first_day if says is None else begins,
        says=says or say.AHEAD_PAIRED.format(who=supporter.name, person=person.name),
        do=say.AHEAD_DO_INDUCTION["paired" if says is None else "not_yet"].format(person=person.name),
    )


def _first_visit(person: Person, supporter: Supporter, weeks: Sequence[RotaMade]) -> Iterator[Decision]:
    """The first shift of somebody who, as the history tells, never came before."""
    if not weeks or not weeks[0].frame.never_came(supporter):
        return
    needs = [need for week in weeks if week.plan is not None for need in week.plan.now(supporter.id)]
    for need in needs[:1]:
        yield Decision(
            about="first_visit",
            person=person.id,
            supporters=(supporter.id,),
            on=need.day,
            decide_by=need.day,
            says=say.AHEAD_FIRST_VISIT.format(who=supporter.name, person=person.name, need=when(need)),
            do=say.AHEAD_DO_FIRST_VISIT.format(person=person.name),
        )
