"""Compromises: what the person set and does not get. Named every week, and carried forward until gone."""

from collections.abc import Iterable, Sequence
from datetime import date

from matcher import sentences as say
from matcher.figures import not_covered
from matcher.matching import sharers
from matcher.model.answer import Compromise
from matcher.plan import Plan
from matcher.wording import day_of_week


def compromises(
    plan: Plan, *, cover_proved: bool, earlier: Sequence[Compromise] = ()
) -> tuple[Compromise, ...]:
    """What the person does not get in this rota. What the answer before had already keeps its first day."""
    since = {each.about: each.since for each in earlier if each.person == plan.frame.person.id}
    found = [*_gaps(plan, cover_proved), *_musts(plan)]
    return tuple(each.model_copy(update={"since": since.get(each.about, each.since)}) for each in found)


def latest(answers: Iterable[tuple[date, Sequence[Compromise]]]) -> tuple[Compromise, ...]:
    """The compromises of the latest answer, by its first day."""
    in_order = sorted(answers, key=lambda each: each[0])
    return tuple(in_order[-1][1]) if in_order else ()


def _gaps(plan: Plan, cover_proved: bool) -> Iterable[Compromise]:
    for need, missing in plan.missing():
        yield Compromise(
            person=plan.frame.person.id,
            about=f"{need.need.id} on {day_of_week(need.day)}",
            says=not_covered(need, missing),
            why=say.COMPROMISE_CANNOT_BE_COVERED if cover_proved else say.COMPROMISE_NOT_COVERED,
            since=plan.frame.first_day,
        )


def _musts(plan: Plan) -> Iterable[Compromise]:
    """Musts asked of some of the team that too few of the team share."""
    person = plan.frame.person
    for heading, item, ids in sharers(person, plan.frame.supporters, plan.frame.as_of):
        if item.wish == "must" and item.at_least is not None and len(ids) < item.at_least:
            words = (item.words or item.item).rstrip(".")
            yield Compromise(
                person=person.id,
                about=f"{heading}: {item.item}",
                says=say.COMPROMISE_TOO_FEW.format(person=person.name, asked=item.at_least, item=words),
                why=say.COMPROMISE_TEAM_HAS.format(count=len(ids)),
                since=plan.frame.first_day,
            )
