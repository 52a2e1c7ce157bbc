"""How evenly turns are shared in a team over time: figures of a finished rota with what came before it."""

from datetime import date

from matcher.calendar import DatedNeed
from matcher.fairness import TURN_KINDS, even_shares, looked_back, occasions, takers, turns
from matcher.model.rota_figures import Fairness, TurnsTaken
from matcher.model.supporter import Supporter
from matcher.model.words import TurnKind
from matcher.plan import Plan
from matcher.rulebook import rule_for
from matcher.rules.fair_turns import FairTurns


def fairness(plan: Plan) -> tuple[Fairness, ...]:
    """Each kind of turn that was taken in the weeks the rule looks back on, or in the rota."""
    rule = rule_for(plan.frame.organisation, plan.frame.person, "fair_turns")
    numbers = rule if isinstance(rule, FairTurns) else FairTurns()
    found = (_shared(plan, kind, numbers.weeks_of(kind)) for kind in TURN_KINDS)
    return tuple(each for each in found if any(taken.turns for taken in each.taken))


def _shared(plan: Plan, kind: TurnKind, weeks: int) -> Fairness:
    days = [*looked_back(plan.frame, weeks), *plan.frame.dates]
    mine = {each.id: _worked(plan, each, frozenset(days)) for each in plan.frame.supporters}
    taking = takers(plan.frame, kind, mine)
    worked = {each.id: turns(kind, occasions(plan.frame, kind, mine[each.id])) for each in taking}
    even = even_shares(plan.frame, kind, days, worked, sum(worked.values()))
    taken = [(each.id, worked[each.id], float(even[each.id])) for each in taking]
    apart = [turns - share for _, turns, share in taken]
    return Fairness(
        person=plan.frame.person.id,
        kind=kind,
        first_day=days[0],
        taken=tuple(
            TurnsTaken(supporter=id, turns=turns, share=round(share, 2)) for id, turns, share in taken
        ),
        spread=round(max(apart, default=0.0) - min(apart, default=0.0), 2),
    )


def _worked(plan: Plan, supporter: Supporter, days: frozenset[date]) -> list[DatedNeed]:
    """What a supporter works for the person on some days, this rota's in."""
    return [need for need in plan.needs_of(supporter.id) if need.elsewhere is None and need.day in days]
