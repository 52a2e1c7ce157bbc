"""Inductions that are not done, and first visits that come up."""

from collections.abc import Iterator, Sequence

from matcher.ahead import sentences as say
from matcher.frame import Frame
from matcher.model.ahead import Decision
from matcher.model.person import Person
from matcher.model.supporter import Inducted, Supporter
from matcher.rotas import RotaMade
from matcher.rulebook import rule_for
from matcher.rules.cleared_and_inducted import SHADOW, ClearedAndInducted
from matcher.solve import Request
from matcher.wording import are, day_name, listed, many, when


def starts(asked: Request, person: Person, weeks: Sequence[RotaMade]) -> Iterator[Decision]:
    """Who of a team is not ready for the person yet, and who would come for the first time."""
    for supporter in asked.organisation.supporters:
        if supporter.team_of == person.id and not supporter.contract.over(asked.as_of):
            yield from _induction(asked, person, supporter, weeks)
            yield from _first_visit(person, supporter, weeks)


def _induction(
    asked: Request, person: Person, supporter: Supporter, weeks: Sequence[RotaMade]
) -> Iterator[Decision]:
    """What keeps somebody from counting, by the rule, with what is planned; or that they are paired."""
    rule = rule_for(asked.organisation, person, "cleared_and_inducted")
    frame = next((week.frame for week in weeks if week.frame.needs), None)
    if frame is None or not isinstance(rule, ClearedAndInducted):
        return
    first = frame.needs[0]
    says = rule.why_not(frame, supporter, first)
    if says is None and supporter.stage_with(person.id, first.day) != "paired":
        return
    begins = max(asked.as_of, supporter.contract.started_on or asked.as_of)
    done = supporter.inducted_with(person.id)
    ahead = list(_moving_on(rule, person, supporter, done, weeks)) if done is not None else []
    yield Decision(
        about="induction",
        person=person.id,
        supporters=(supporter.id,),
        on=begins,
        decide_by=asked.first_day if says is None else begins,
        says=" ".join([says or say.AHEAD_PAIRED.format(who=supporter.name, person=person.name), *ahead]),
        do=say.AHEAD_DO_INDUCTION[_to_do(rule, supporter, frame, says)].format(person=person.name),
    )


def _to_do(rule: ClearedAndInducted, supporter: Supporter, frame: Frame, says: str | None) -> str:
    """What is to be done next: to agree, to plan, or to see that they are ready."""
    if says is None:
        return "paired"
    shadows = any(extra.kind == SHADOW and extra.agreed_on for extra in frame.person.extras)
    stage = supporter.stage_with(frame.person.id, frame.first_day)
    return "agree" if stage == "shadowing" and rule.left(frame, supporter) and not shadows else "not_yet"


def _moving_on(
    rule: ClearedAndInducted, person: Person, supporter: Supporter, done: Inducted, weeks: Sequence[RotaMade]
) -> Iterator[str]:
    """The shadow shifts planned, and the days from which they are to count and to be ready."""
    planned = [
        need.day
        for week in weeks
        if week.plan is not None
        for need in week.plan.now(supporter.id)
        if need.extra == SHADOW
    ]
    left = rule.left(weeks[0].frame, supporter) if done.stage == "shadowing" else 0
    if planned:
        shadows, days = many(len(planned), "shadow shift"), listed([day_name(day) for day in planned])
        yield say.AHEAD_SHADOWS_PLANNED.format(shadows=shadows, days=days)
    elif left:
        yield say.AHEAD_NO_SHADOWS
    from_day = done.paired_from if done.stage == "shadowing" else None
    if from_day is not None:
        yield say.AHEAD_COUNTS_FROM.format(day=day_name(from_day), who=supporter.name)
        left -= sum(day < from_day for day in planned)
        if left > 0:
            still = are(left, "shadow shift")
            yield say.AHEAD_NOT_DONE_BY_THEN.format(left=still, who=supporter.name)
    if done.stage != "ready" and done.ready_from is not None:
        yield say.AHEAD_READY_FROM.format(day=day_name(done.ready_from), who=supporter.name)


def _first_visit(person: Person, supporter: Supporter, weeks: Sequence[RotaMade]) -> Iterator[Decision]:
    """The first shift of somebody who, as the history tells, never came before."""
    if not weeks or not weeks[0].frame.never_came(supporter):
        return
    plans = [week.plan for week in weeks if week.plan is not None]
    needs = [need for plan in plans for need in plan.now(supporter.id) if need.extra in (None, SHADOW)]
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
