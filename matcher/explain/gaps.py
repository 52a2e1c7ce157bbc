"""Gaps: why nobody comes, what is lost, and the smallest things that would close them, each confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher import sentences as say
from matcher.audit import audit
from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.explain.case import Case
from matcher.explain.phases import phase_of
from matcher.explain.why import why_not
from matcher.figures import not_covered
from matcher.frame import Frame
from matcher.model.agreement import Agreement
from matcher.model.explained import Fix, GapExplained
from matcher.model.person import Person, PersonsAnswer
from matcher.model.supporter import Inducted, Supporter
from matcher.rulebook import for_frame
from matcher.rules.every_need_met import EveryNeedMet
from matcher.solver.agreements import Gap, Way, WayFound, cheapest_way, closes, granted
from matcher.wording import day_name, hours, listed, many, when

MOST_WAYS = 3


@dataclass(frozen=True)
class Ways:
    """Different ways to close a gap; `none_at_all`: proved that no agreement and no yes closes it."""

    fixes: tuple[Fix, ...] = ()
    none_at_all: bool = False


@dataclass(frozen=True)
class Waiting:
    """Who would close a gap once ready or in the team; `nobody`: proved that nobody would."""

    says: tuple[str, ...] = ()
    nobody: bool = False


def explain_gaps(case: Case, clock: Clock) -> tuple[GapExplained, ...]:
    """Every gap of a rota explained."""
    return tuple(_explain(case, need, missing, clock) for need, missing in case.plan.missing())


def way_to_close(case: Case, need: DatedNeed, missing: int, clock: Clock) -> Fix | None:
    """The way to close one gap that asks least, confirmed; None where none was found in the time."""
    return next(iter(_fixes(case, _gap(case, need, missing), clock, most=1).fixes), None)


def _explain(case: Case, need: DatedNeed, missing: int, clock: Clock) -> GapExplained:
    gap = _gap(case, need, missing)
    could = closes(case.frame, case.rules, gap, clock)
    ways = Ways() if could else _fixes(case, gap, clock)
    waiting = Waiting() if could else _waiting(case, gap, ways, clock)
    return GapExplained(
        person=case.person.id,
        need=need.need.id,
        day=need.day,
        says=not_covered(need, missing),
        phase=phase_of(case.person, need),
        proved=could is False,
        why_not=tuple(why_not(case, each, need) for each in case.frame.supporters),
        next_in_order=case.person.contingency_order,
        fixes=ways.fixes,
        waiting=waiting.says,
        closes_already=could is True,
        only_new=ways.none_at_all and waiting.nobody,
    )


def _gap(case: Case, need: DatedNeed, missing: int) -> Gap:
    """What may be left uncovered once this need is not: everything else that is now, and no more."""
    result = audit(case.plan, case.rules)
    asks = [each.rule for each in case.rules if isinstance(each.rule, EveryNeedMet)]
    price = missing * sum(rule.price(need) * rule.weight for rule in asks)
    return Gap(need, result.cost("gaps") - price)


def _fixes(case: Case, gap: Gap, clock: Clock, most: int = MOST_WAYS) -> Ways:
    """Different ways, each asking somebody else."""
    undecided = [_welcomed(each, case.person) for each in case.undecided]
    frame = _with_yes_to(case.frame, undecided)
    rules = for_frame(frame)
    fixes: list[Fix] = []
    not_asked: frozenset[str] = frozenset()
    while len(fixes) < most and not clock.over:
        found = cheapest_way(frame, rules, gap, undecided, not_asked, clock)
        way = found.way
        if way is None or not way.asked():
            return Ways(tuple(fixes), none_at_all=found.impossible and not not_asked)
        needed = _needed(frame, way, gap, undecided, clock)
        if needed is not None:
            fixes.append(_written(case, needed, undecided))
        not_asked |= {min(way.asked())}
    return Ways(tuple(fixes))


def _waiting(case: Case, gap: Gap, ways: Ways, clock: Clock) -> Waiting:
    """Each who would close it by being ready or in the team, or else all of them together.

    Where asking alone closes it, only those who would with nothing asked besides are told.
    """
    still = _still_to_come(case)
    if not still or clock.over:
        return Waiting(nobody=not still)
    together = _way_with(case, gap, still, clock)
    if together.way is None:
        return Waiting(nobody=together.impossible)
    each_alone = [([each], _way_with(case, gap, [each], clock).way) for each in still if not clock.over]
    alone = [(who, way) for who, way in each_alone if way is not None]
    told = [
        _once_ready(case, who, way)
        for who, way in alone or [(still, together.way)]
        if ways.none_at_all or not way.asked()
    ]
    return Waiting(tuple(told))


def _still_to_come(case: Case) -> list[Supporter]:
    """Members whose checks or induction are not done, and applicants with a yes, as they would be then."""
    person = case.person
    members = [
        each
        for each in case.frame.supporters
        if (each.cleared, each.stage_with(person.id, case.frame.last_day)) != ("yes", "ready")
        and person.answer_about(each.id) == "yes"
    ]
    applicants = [
        each
        for each in case.organisation.supporters
        if each.team_of is None and each.id not in case.frame.by_id and person.answer_about(each.id) == "yes"
    ]
    return [_welcomed(each, person) for each in (*members, *applicants)]


def _way_with(case: Case, gap: Gap, ready: Sequence[Supporter], clock: Clock) -> WayFound:
    """The cheapest way once some are ready and in the team."""
    ids = {each.id for each in ready}
    others = tuple(each for each in case.frame.supporters if each.id not in ids)
    undecided = [_welcomed(each, case.person) for each in case.undecided]
    frame = _with_yes_to(replace(case.frame, supporters=(*others, *ready)), undecided)
    return cheapest_way(frame, for_frame(frame), gap, undecided, frozenset(), clock)


def _once_ready(case: Case, ready: Sequence[Supporter], way: Way) -> str:
    joins = any(each.id not in case.frame.by_id for each in ready)
    alone = say.FIX_JOINS if joins else say.FIX_WAITING
    with_more = say.FIX_JOINS_AND_ASKED if joins else say.FIX_WAITING_AND_ASKED
    return (with_more if way.asked() else alone).format(who=listed([each.name for each in ready]))


def _needed(frame: Frame, way: Way, gap: Gap, undecided: list[Supporter], clock: Clock) -> Way | None:
    """Only what is needed of a way, confirmed by a fresh solve with exactly that; None where it is not."""
    maybe = frozenset(each.id for each in undecided)

    def holds(agreements: tuple[Agreement, ...], yeses: tuple[str, ...]) -> bool:
        fresh = granted(frame, agreements, frozenset(yeses), maybe)
        return closes(fresh, for_frame(fresh), gap, clock) is True

    agreements, yeses = way.agreements, way.yeses
    for each in way.agreements:
        fewer = tuple(other for other in agreements if other != each)
        agreements = fewer if holds(fewer, yeses) else agreements
    for id in way.yeses:
        rest = tuple(other for other in yeses if other != id)
        yeses = rest if holds(agreements, rest) else yeses
    return Way(agreements, yeses) if holds(agreements, yeses) else None


def _written(case: Case, way: Way, undecided: list[Supporter]) -> Fix:
    names = {each.id: each.name for each in (*case.frame.supporters, *undecided)}
    asks = [_asks(case, each, names[each.supporter]) for each in way.agreements]
    asks += [_asks_for_a_yes(case, id, names[id]) for id in way.yeses]
    return Fix(
        agreements=way.agreements,
        yeses=way.yeses,
        asks=tuple(asks),
        says=say.FIX_IF.format(asks=" ".join(asks)),
    )


def _asks(case: Case, agreed: Agreement, who: str) -> str:
    need = next(
        (each for each in case.frame.needs if (each.need.id, each.day) == (agreed.need, agreed.day)), None
    )
    amount = agreed.amount or 0
    said = hours(amount) if agreed.rule == "most_hours" else many(amount, "sleep-in")
    week = day_name(case.frame.week_of(agreed.day))
    return say.FIX_ASKS[agreed.rule].format(who=who, need=when(need) if need else "", amount=said, day=week)


def _asks_for_a_yes(case: Case, applicant: str, who: str) -> str:
    said = case.person.answer_about(applicant)
    return say.FIX_ASKS_FOR_A_YES[said].format(person=case.person.name, who=who)


def _welcomed(applicant: Supporter, person: Person) -> Supporter:
    """A supporter as they would be after the person's yes, with checks and induction done."""
    done = next((each for each in applicant.induction if each.person == person.id), None)
    shadow_shifts = max(done.shadow_shifts if done else 0, 1)
    ready = Inducted(person=person.id, stage="ready", shadow_shifts=shadow_shifts)
    return applicant.model_copy(update={"team_of": person.id, "cleared": "yes", "induction": (ready,)})


def _with_yes_to(frame: Frame, undecided: list[Supporter]) -> Frame:
    ids = {each.id for each in undecided}
    others = tuple(said for said in frame.person.answers if said.supporter not in ids)
    yeses = tuple(PersonsAnswer(supporter=id, answer="yes") for id in sorted(ids))
    person = frame.person.model_copy(update={"answers": (*others, *yeses)})
    return replace(frame, person=person, supporters=(*frame.supporters, *undecided))
