"""The look-ahead: the weeks solved, and all that has to be decided, the soonest first."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from matcher import figures
from matcher.ahead import sentences as say
from matcher.ahead.away import away_together
from matcher.ahead.causes import why_not_covered
from matcher.ahead.decide import does_not_hold, not_covered, rows
from matcher.ahead.drift import drifting, spreads
from matcher.ahead.due import due
from matcher.ahead.ends import ends
from matcher.ahead.starts import starts
from matcher.ahead.weeks import first_days, weeks_ahead
from matcher.model.ahead import (
    AwayTogether,
    Cause,
    Decision,
    LookAhead,
    SpreadAhead,
    WeekAhead,
    WeekStatus,
)
from matcher.model.answer import Proof
from matcher.model.person import Person
from matcher.model.words import DAYS_IN_WEEK
from matcher.rotas import RotaMade
from matcher.solve import Request, provenance
from matcher.wording import day_name, listed, many

NOT_REACHED = ("no_rota", "not_looked_at")


@dataclass(frozen=True)
class Ahead:
    """One person's weeks, and what is found in them. `explained`: why each gap is there was looked for."""

    weeks: tuple[WeekAhead, ...]
    decisions: tuple[Decision, ...]
    away_together: tuple[AwayTogether, ...]
    fairness: tuple[SpreadAhead, ...]
    explained: bool


def look_ahead(asked: Request) -> LookAhead:
    """Every week of everyone, and everything that has to be decided in them."""
    made = weeks_ahead(asked)
    with ThreadPoolExecutor(asked.clock.settings.workers) as pool:
        people = list(pool.map(lambda each: _of(asked, each, made[each.id]), asked.organisation.people))
    weeks = [week for each in people for week in each.weeks]
    found = [*(decision for each in people for decision in each.decisions), *due(asked, made)]
    decisions = sorted(found, key=lambda each: (each.decide_by, each.on))
    explained = all(each.explained for each in people)
    return LookAhead(
        says=_says(asked, weeks, decisions, explained=explained),
        first_day=asked.first_day,
        weeks=asked.days // DAYS_IN_WEEK,
        complete=explained and not any(week.status in NOT_REACHED for week in weeks),
        decisions=tuple(decisions),
        weeks_ahead=tuple(weeks),
        away_together=tuple(each for person in people for each in person.away_together),
        fairness=tuple(each for person in people for each in person.fairness),
        provenance=provenance(asked),
    )


def _of(asked: Request, person: Person, made: Sequence[RotaMade]) -> Ahead:
    """What is found in one person's weeks, with one processor core: others are looked at meanwhile."""
    clock = asked.clock.one_of(say.AHEAD_ASKING_WHY, asked.clock.left, workers=1)
    causes = [why_not_covered(week, clock) if _has_gaps(week) else () for week in made]
    later = first_days(asked)[len(made) :]
    weeks = [
        *(_told(week, found) for week, found in zip(made, causes, strict=True)),
        *(WeekAhead(person=person.id, first_day=day, status="not_looked_at") for day in later),
    ]
    shared = spreads(person.id, made)
    decisions = [
        *(not_covered(row, clock) for row in rows(weeks, made)),
        *(does_not_hold(asked.organisation, week, asked.as_of) for week in weeks if week.changes),
        *ends(asked, person, weeks, made),
        *starts(asked, person, made),
        *drifting(asked, shared, made),
    ]
    away = away_together(asked, person.id, made, clock)
    return Ahead(tuple(weeks), tuple(decisions), tuple(away), tuple(shared), explained=None not in causes)


def _has_gaps(week: RotaMade) -> bool:
    return week.plan is not None and bool(week.plan.missing())


def _told(week: RotaMade, causes: tuple[Cause, ...] | None) -> WeekAhead:
    frame, plan = week.frame, week.plan
    return WeekAhead(
        person=week.person.id,
        first_day=frame.first_day,
        status=_status(week),
        proved=week.impossible or any(_proves_cover(proof) for proof in week.proof),
        gaps=figures.gaps(plan) if plan is not None else (),
        causes=causes,
        published=frame.published is not None,
        changes=len(figures.changes(plan)) if plan is not None else 0,
    )


def _status(week: RotaMade) -> WeekStatus:
    if week.plan is None:
        return "impossible" if week.impossible else "no_rota"
    if not week.person.is_supported(week.frame.last_day):
        return "not_begun"
    return "gaps" if week.plan.missing() else "covered"


def _proves_cover(proof: Proof) -> bool:
    return proof.level == "gaps" and proof.status == "proved"


def _says(
    asked: Request, weeks: Sequence[WeekAhead], decisions: Sequence[Decision], *, explained: bool
) -> str:
    """How many weeks are covered, and how much there is to decide."""
    when = {"weeks": many(asked.days // DAYS_IN_WEEK, "week"), "day": day_name(asked.first_day)}
    failing = dict.fromkeys(week.person for week in weeks if week.status in ("gaps", "impossible"))
    whose = listed([f"{asked.organisation.person(id).name}'s" for id in failing])
    now = sum(each.decide_by <= asked.as_of for each in decisions)
    left = sum(week.status in NOT_REACHED for week in weeks)
    said = [
        say.AHEAD_NOT_COVERED.format(whose=whose, **when)
        if failing
        else say.AHEAD_ALL_COVERED.format(**when),
        say.AHEAD_TO_DECIDE.format(
            now=many(now, "thing") if now else "Nothing", later=len(decisions) - now or "none"
        ),
    ]
    if left:
        said.append(say.AHEAD_NOT_LOOKED_AT.format(weeks=many(left, "week")))
    elif not explained:
        said.append(say.AHEAD_NO_TIME_FOR_WHY)
    return " ".join(said)
