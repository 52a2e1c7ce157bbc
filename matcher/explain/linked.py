"""What if linked duty were allowed, or were not: one person's rota made and audited both ways."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from matcher import figures
from matcher import sentences as say
from matcher.calendar import ONE_DAY, absolute
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.explained import LinkedDutyWeighed, LinkedSide
from matcher.model.person import Person
from matcher.plan import Plan
from matcher.rotas import RotaMade, make_rota
from matcher.rulebook import for_frame, rule_for
from matcher.rules._base import AppliesTo
from matcher.rules._links import Link, links_of
from matcher.rules.linked_duty import LinkedDuty
from matcher.solve import Request
from matcher.wording import day_name, hours, listed, many

SIDES = {False: "with strict rest", True: "with linked duty"}
"""Both ways, by whether linked duty is allowed."""

FOR_THE_PERSON: tuple[Level, ...] = ("gaps", "change", "person")
"""The levels that the figures depend on."""


@dataclass(frozen=True)
class Duty:
    """A linked duty in a rota, and the rest that it takes."""

    supporter: str
    link: Link
    missed: int
    """Minutes of rest that it takes."""
    made_up: int
    """Minutes of that given after it in the rota, besides the rest of every day."""


def weigh_linked_duty(
    asked: Request, person: Person, proposed: frozenset[str] = frozenset()
) -> LinkedDutyWeighed:
    """A person's rota with strict rest and with linked duty. `proposed`: who is not in their team yet."""
    frame, rules = asked.frame(person), _rules(asked.frame(person))
    made = _both_ways(asked, person) if _can_be_joined(frame, rules) else {}
    sides = {allowed: _side(made.get(allowed), allowed) for allowed in SIDES}
    return LinkedDutyWeighed(
        person=person.id,
        first_day=frame.first_day,
        days=frame.days,
        headline=_headline(person, made, sides),
        in_force=any(rule.allowed for rule in rules),
        grounds=_grounds(rules),
        strict=sides[False],
        linked=sides[True],
        proposed=tuple(each.id for each in frame.supporters if each.id in proposed),
        says=tuple(_says(frame, sides[True], proposed)) if made else (),
    )


def _both_ways(asked: Request, person: Person) -> dict[bool, RotaMade]:
    """Both rotas; the second has the time that the first one leaves."""
    made: dict[bool, RotaMade] = {}
    for allowed, how in SIDES.items():
        share = asked.clock.left / (len(SIDES) - len(made))
        clock = asked.clock.one_of(how, share, asked.clock.settings.workers)
        made[allowed] = make_rota(_either_way(asked, person, allowed), clock, with_clash=False)
    return made


def _rules(frame: Frame) -> list[LinkedDuty]:
    """The rule as it stands for each of the team: one, unless the file has more."""
    return [each.rule for each in for_frame(frame) if isinstance(each.rule, LinkedDuty)]


def _grounds(rules: Sequence[LinkedDuty]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.ground for rule in rules if rule.ground))


def _can_be_joined(frame: Frame, rules: Sequence[LinkedDuty]) -> bool:
    """Whether some sleep-in with what it touches is longer than an ordinary duty."""
    links = list(links_of(frame.needs))
    return any(rule.is_long(link) for rule in rules for link in links)


def _either_way(asked: Request, person: Person, allowed: bool) -> Frame:
    """The question with linked duty allowed as the file says, or else for all of the team; or strict."""
    organisation = asked.organisation
    rules = tuple(organisation.rules)
    if not allowed:
        rules = tuple(
            rule.model_copy(update={"allowed": False}) if isinstance(rule, LinkedDuty) else rule
            for rule in rules
        )
    elif not any(rule.allowed for rule in _rules(asked.frame(person))):
        stands = rule_for(organisation, person, "linked_duty")
        whom = AppliesTo(people=(person.id,))
        rules = (*rules, stands.model_copy(update={"allowed": True, "applies_to": whom}))
    changed = replace(asked, organisation=organisation.model_copy(update={"rules": rules}))
    # What was promised for these days would hold the rota to one of the two ways.
    return replace(changed.frame(person), published=None, published_days=None)


def linked_duties(plan: Plan) -> Iterator[Duty]:
    """Every linked duty of which some is planned now, by supporter and time, with the rest that it takes."""
    rules = [(each, each.rule) for each in for_frame(plan.frame) if isinstance(each.rule, LinkedDuty)]
    for supporter in plan.frame.supporters:
        rule = next(rule for each, rule in rules if supporter.id in each.supporters)
        worked = plan.needs_of(supporter.id)
        for link in rule.duties(worked):
            if any(plan.inside(need) for need in link.needs):
                later = [need.begin for need in worked if need.begin >= link.end]
                free = min([*later, _end(plan.frame)]) - link.end
                missed = rule.missed(link)
                yield Duty(supporter.id, link, missed, min(missed, max(0, free - rule.rest)))


def _end(frame: Frame) -> int:
    """The minute at which the last day is over."""
    return absolute(datetime.combine(frame.last_day + ONE_DAY, time(), frame.zone))


def _side(made: RotaMade | None, allowed: bool) -> LinkedSide | None:
    if made is None or made.plan is None:
        return None
    plan, duties, gaps = made.plan, list(linked_duties(made.plan)), figures.gaps(made.plan)
    missed, made_up = sum(duty.missed for duty in duties), sum(duty.made_up for duty in duties)
    return LinkedSide(
        allowed=allowed,
        arrivals_a_week=figures.continuity(plan).arrivals_a_week,
        faces_a_day=figures.faces_a_day(plan),
        gaps=sum(gap.supporters_missing for gap in gaps),
        gap_minutes=sum(gap.minutes for gap in gaps),
        uncovered=tuple(gap.says for gap in gaps),
        duties=dict(Counter(duty.supporter for duty in duties)),
        joined_twice=sum(duty.link.joined_twice for duty in duties),
        missed_minutes=missed,
        made_up_minutes=made_up,
        owed_minutes=missed - made_up,
        proof=made.proof,
    )


def _headline(person: Person, made: Mapping[bool, RotaMade], sides: Mapping[bool, LinkedSide | None]) -> str:
    if not made:
        return say.LINKED_NOTHING_TO_JOIN.format(person=person.name)
    strict, linked = sides[False], sides[True]
    if strict is not None and linked is not None:
        both = say.LINKED_BOTH.format(person=person.name, linked=_figures(linked), strict=_figures(strict))
        return both if _sure(strict) and _sure(linked) else f"{both} {say.LINKED_NOT_PROVED}"
    missing = [
        (say.LINKED_IMPOSSIBLE if made[allowed].impossible else say.LINKED_NOT_FOUND).format(
            person=person.name, how=SIDES[allowed]
        )
        for allowed in made
        if sides[allowed] is None
    ]
    return " ".join(missing)


def _sure(side: LinkedSide) -> bool:
    """Whether it is proved that nothing better for the person exists."""
    return all(proof.status == "proved" for proof in side.proof if proof.level in FOR_THE_PERSON)


def _figures(side: LinkedSide) -> str:
    """'14 times a week, with 1 gap'."""
    gaps = many(side.gaps, "gap") if side.gaps else "no gaps"
    return say.LINKED_FIGURES.format(arrivals=f"{side.arrivals_a_week:g}", gaps=gaps)


def _says(frame: Frame, linked: LinkedSide | None, proposed: frozenset[str]) -> Iterator[str]:
    if proposed:
        names = listed([each.name for each in frame.supporters])
        yield say.LINKED_PROPOSED.format(person=frame.person.name, names=names)
    if linked is not None:
        yield from _rest(frame, linked)
    rules = _rules(frame)
    if not any(rule.allowed for rule in rules):
        yield say.LINKED_OFF if _grounds(rules) else say.LINKED_NO_GROUND
    yield from (say.LINKED_GROUND.format(ground) for ground in _grounds(rules))
    yield say.LINKED_NOT_OURS


def _rest(frame: Frame, linked: LinkedSide) -> Iterator[str]:
    """What linked duty takes of the rest of supporters, and when they get it back."""
    count = sum(linked.duties.values())
    if not count:
        yield say.LINKED_NONE_USED
        return
    yield say.LINKED_DUTIES.format(
        duties=many(count, "linked duty", "linked duties"),
        twice=linked.joined_twice or "none",
        who=listed([f"{frame.by_id[id].name} {times}" for id, times in linked.duties.items()]),
    )
    yield say.LINKED_REST.format(missed=hours(linked.missed_minutes), made_up=hours(linked.made_up_minutes))
    if linked.owed_minutes:
        yield say.LINKED_OWED.format(owed=hours(linked.owed_minutes), day=day_name(frame.last_day))
