"""Whether turns at weekends, nights and bank holidays drift apart in the weeks ahead."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.ahead import sentences as say
from matcher.fairness import TURN_KINDS
from matcher.model.ahead import Decision, SpreadAhead
from matcher.model.rota_figures import Fairness
from matcher.model.words import TURN_NAMES, TurnKind
from matcher.plan import Plan
from matcher.rotas import RotaMade
from matcher.shares import fairness
from matcher.solve import Request

A_TURN = 1.0
"""So much further apart than today is worth a look: one turn more, for one of the team."""


def spreads(person: str, weeks: Sequence[RotaMade]) -> list[SpreadAhead]:
    """The spread of each kind of turn before the first week, and after each."""
    before = _before(weeks[0]) if weeks else {}
    after = [_by_kind(fairness(week.plan)) for week in weeks if week.plan is not None]
    return [
        SpreadAhead(
            person=person,
            kind=kind,
            today=before[kind].spread if kind in before else None,
            weeks=tuple(week[kind].spread if kind in week else 0.0 for week in after),
        )
        for kind in TURN_KINDS
        if any(kind in week for week in after)
    ]


def drifting(asked: Request, found: Sequence[SpreadAhead], weeks: Sequence[RotaMade]) -> Iterator[Decision]:
    """A kind of turn of which the spread would grow by more than a turn."""
    for each in found:
        if each.today is not None and each.weeks and each.weeks[-1] - each.today > A_TURN:
            plan = next(week.plan for week in reversed(weeks) if week.plan is not None)
            yield _decision(asked, each, _by_kind(fairness(plan))[each.kind])


def _decision(asked: Request, spread: SpreadAhead, then: Fairness) -> Decision:
    by_turns = sorted(then.taken, key=lambda taken: taken.turns - taken.share)
    least, most = by_turns[0].supporter, by_turns[-1].supporter
    return Decision(
        about="fairness",
        person=spread.person,
        supporters=(most, least),
        on=asked.last_day,
        decide_by=asked.last_day,
        says=say.AHEAD_DRIFT.format(
            person=asked.organisation.person(spread.person).name,
            turns=f"{TURN_NAMES[spread.kind]}s",
            most=asked.organisation.supporter(most).name,
            least=asked.organisation.supporter(least).name,
            today=f"{spread.today:.1f}",
            then=f"{spread.weeks[-1]:.1f}",
        ),
        do=say.AHEAD_DO_DRIFT,
    )


def _before(week: RotaMade) -> dict[TurnKind, Fairness]:
    """As it is before the first week; nothing where no history tells."""
    if week.frame.known_from is None:
        return {}
    return _by_kind(fairness(Plan.of(replace(week.frame, days=0), ())))


def _by_kind(found: Sequence[Fairness]) -> dict[TurnKind, Fairness]:
    return {each.kind: each for each in found}
