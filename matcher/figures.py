"""Figures of a finished rota: hours, continuity, gaps. All computed from its turns."""

from datetime import date

from matcher.calendar import DatedNeed
from matcher.frame import Turn
from matcher.model.answer import Change, Gap, Shift
from matcher.model.rota_figures import Continuity, SupporterHours
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.plan import Plan
from matcher.rulebook import rule_for
from matcher.rules.least_change import LeastChange
from matcher.wording import are, when

THREE_MOST = 3


def shifts(plan: Plan) -> tuple[Shift, ...]:
    """Every turn written out, by start."""
    return tuple(_shift(plan.frame.person.id, turn) for turn in plan.days_turns)


def gaps(plan: Plan) -> tuple[Gap, ...]:
    """Every need that is short of supporters."""
    return tuple(gap(plan, need, missing) for need, missing in plan.missing())


def changes(plan: Plan) -> tuple[Change, ...]:
    """What is changed of what was promised for these days, whether or not the rule is in force."""
    rule = rule_for(plan.frame.organisation, plan.frame.person, "least_change")
    return tuple(rule.changes(plan)) if isinstance(rule, LeastChange) else ()


def hours(plan: Plan) -> tuple[SupporterHours, ...]:
    """Hours of each member of the team, in the team's order."""
    return tuple(_hours(plan, supporter) for supporter in plan.frame.supporters)


def continuity(plan: Plan) -> Continuity:
    """How steady the faces are, shadow shifts and handovers in the home in; of time awake, the needs'."""
    here = [turn for turn in plan.days_turns if _in_home(plan, turn)]
    awake = {
        each.id: sum(need.awake_minutes for need in _supports(plan, each)) for each in plan.frame.supporters
    }
    total = sum(awake.values())
    most = sum(sorted(awake.values())[-THREE_MOST:])
    comes = {turn.supporter for turn in here}
    return Continuity(
        person=plan.frame.person.id,
        different_supporters=len(comes),
        first_visits=sum(plan.frame.never_came(each) for each in plan.frame.supporters if each.id in comes),
        share_of_three_most=round(most / total, 3) if total else None,
        arrivals_a_week=round(arrivals(plan) * DAYS_IN_WEEK / plan.frame.days, 1),
    )


def arrivals(plan: Plan) -> int:
    """Times someone comes through the door: turns that do not follow on from one of their own."""
    known = [turn for turn in (*plan.past, *plan.turns) if turn.need.elsewhere is None]
    ends = {(turn.supporter, turn.need.finish) for turn in known if _in_home(plan, turn)}
    here = [turn for turn in plan.days_turns if _in_home(plan, turn)]
    return sum((turn.supporter, turn.need.begin) not in ends for turn in here)


def _in_home(plan: Plan, turn: Turn) -> bool:
    """Whether somebody is with the person then: on a need, or on an extra in their home."""
    extra = plan.frame.extra_of(turn.need)
    return turn.need.extra is None or (extra is not None and extra.in_home(turn.need.day))


def _supports(plan: Plan, supporter: Supporter) -> list[DatedNeed]:
    """The person's needs that a supporter is on."""
    here = [turn.need for turn in plan.days_turns if turn.supporter == supporter.id]
    return [need for need in here if need.extra is None]


def faces_a_day(plan: Plan) -> float:
    """Different supporters who come in a day, on average over all days."""
    comes = {(turn.supporter, turn.need.day) for turn in plan.days_turns}
    return round(len(comes) / plan.frame.days, 1)


def _shift(person: str, turn: Turn) -> Shift:
    need = turn.need
    return Shift(
        person=person,
        supporter=turn.supporter,
        need=need.need.id,
        day=need.day,
        part=need.part,
        start=need.start,
        end=need.end,
        kind=need.kind,
        extra=need.extra,
        working_minutes=need.minutes,
        paid_minutes=need.awake_minutes,
    )


def gap(plan: Plan, need: DatedNeed, missing: int) -> Gap:
    """A need that is short of so many supporters."""
    return Gap(
        person=plan.frame.person.id,
        need=need.need.id,
        day=need.day,
        start=need.start,
        end=need.end,
        kind=need.kind,
        supporters_missing=missing,
        minutes=missing * need.minutes,
        activity=need.need.activity,
        says=not_covered(need, missing),
    )


def not_covered(need: DatedNeed, missing: int) -> str:
    """'Early, Sun 7 Jun 08:00-14:30: 1 supporter is missing.', with the activity that would be lost."""
    named = when(need)
    lost = f" What would be lost: {need.need.activity}." if need.need.activity else ""
    return f"{named[0].upper()}{named[1:]}: {are(missing, 'supporter')} missing.{lost}"


def _hours(plan: Plan, supporter: Supporter) -> SupporterHours:
    needs = [turn.need for turn in plan.days_turns if turn.supporter == supporter.id]
    return SupporterHours(
        supporter=supporter.id,
        person=plan.frame.person.id,
        shifts=sum(need.extra is None for need in needs),
        sleep_ins=sum(need.kind == "sleep_in" for need in needs),
        awake_minutes=sum(need.awake_minutes for need in needs),
        extra_minutes=sum(need.awake_minutes for need in needs if need.extra is not None),
        working_minutes=sum(need.minutes for need in needs),
        paid_minutes=sum(need.awake_minutes for need in needs),
        contract_minutes=plan.frame.agreed_minutes(supporter, plan.frame.dates),
        most_minutes=sum(_most_left(plan, supporter, week) for week in plan.frame.weeks),
    )


def _most_left(plan: Plan, supporter: Supporter, week: date) -> int:
    """What is left of the most awake minutes agreed for a week, where the rota begins in the middle of it."""
    dates = frozenset(plan.frame.dates)
    worked = sum(need.awake_minutes for need in plan.in_week(supporter.id, week) if need.day not in dates)
    return max(0, supporter.contract.most_minutes - worked)
