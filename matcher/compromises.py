"""Compromises: what the person set and does not get. Named every week, and carried forward until gone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from matcher import sentences as say
from matcher.figures import not_covered
from matcher.matching import sharers
from matcher.model.answer import Answer, Compromise
from matcher.model.words import DAYS_IN_WEEK
from matcher.plan import Plan
from matcher.wording import day_of_week


def compromises(
    plan: Plan, *, cover_proved: bool, earlier: Sequence[Compromise] = ()
) -> tuple[Compromise, ...]:
    """What the person does not get in this rota. What the answer before had already keeps its first day."""
    since = {each.about: each.since for each in earlier if each.person == plan.frame.person.id}
    found = [*_gaps(plan, cover_proved), *_musts(plan)]
    return tuple(each.model_copy(update={"since": since.get(each.about, each.since)}) for each in found)


def carried(
    in_effect: Mapping[date, Answer], person: str, first_day: date, last_day: date
) -> tuple[Compromise, ...]:
    """What one person was already going without when a new rota begins, since its first day.

    `in_effect` is the answer that counts on each planned day. A gap goes on where it was there in the last
    seven planned days, or was announced for the days of the new rota; a wish for the team, where the answer
    just before had it. What was mended in between is gone.
    """
    before = sorted(day for day in in_effect if day < first_day)[-DAYS_IN_WEEK:]
    new = sorted(day for day in in_effect if first_day <= day <= last_day)
    since: dict[str, Compromise] = {}
    for day in (*before, *new):
        gaps = [gap for gap in in_effect[day].gaps if gap.person == person]
        on_this_day = {_about_gap(gap.need, gap.day) for gap in gaps if gap.day == day}
        on_others = {_about_gap(gap.need, gap.day) for gap in gaps} - on_this_day
        for each in in_effect[day].compromises:
            goes_on = each.about in on_this_day or day in (*before[-1:], *new)
            if each.person == person and goes_on and each.about not in on_others:
                first = since.setdefault(each.about, each)
                since[each.about] = min(first, each, key=lambda known: known.since)
    return tuple(since.values())


def _about_gap(need: str, day: date) -> str:
    return f"{need} on {day_of_week(day)}"


def _gaps(plan: Plan, cover_proved: bool) -> Iterable[Compromise]:
    for need, missing in plan.missing():
        yield Compromise(
            person=plan.frame.person.id,
            about=_about_gap(need.need.id, need.day),
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
