"""Phases to come: whether the team as it is can supply the week that each of them asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from matcher import weekly_sentences as say
from matcher.calendar import ONE_DAY, DatedNeed
from matcher.clock import Clock
from matcher.frame import Frame
from matcher.framing import typical_week
from matcher.model.need import Phase
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.team import PhaseAhead
from matcher.plan import Plan
from matcher.rulebook import rule_for
from matcher.rules.most_hours import MostHours
from matcher.solver.match import find_team
from matcher.solver.membership import TeamAsked
from matcher.wording import full_date, hours, listed, many, until

SECONDS_FOR_A_PHASE = 10.0


@dataclass(frozen=True)
class Supplied:
    """What a team leaves uncovered in a typical week; `proved`: it cannot leave less."""

    minutes: int
    proved: bool


def in_force(person: Person, day: date) -> Phase | None:
    """The phase a day is in; None where it is in none."""
    return next((phase for phase in person.phases if phase.covers(day)), None)


def phase_of(person: Person, need: DatedNeed) -> str | None:
    """Which phase a need belongs to, in a sentence; None where it always holds."""
    phase = next((each for each in person.phases if each.id == need.need.phase), None)
    if phase is None:
        return None
    day = full_date(phase.first_day)
    return say.PHASE_OF_NEED.format(phase=phase.id, day=day, until=until(phase.last_day))


def phases_ahead(
    week: Frame, members: Sequence[Supporter], first_day: date, clock: Clock
) -> tuple[PhaseAhead, ...]:
    """Each day after the first from which other needs hold than on the day before, with what the team can do.

    Nobody is ever counted who is not in the team: what it cannot supply is said, and not borrowed.
    """
    person = week.person
    days = [first_day, *_turning_points(person, first_day)]
    return tuple(
        _ahead(week, members, day, clock)
        for before, day in pairwise(days)
        if person.needs_in_force(before) != person.needs_in_force(day)
    )


def _turning_points(person: Person, after: date) -> list[date]:
    """Days on which a phase begins, or the day after one ends."""
    days = {phase.first_day for phase in person.phases}
    days |= {phase.last_day + ONE_DAY for phase in person.phases if phase.last_day is not None}
    return sorted(day for day in days if day > after)


def _ahead(week: Frame, members: Sequence[Supporter], day: date, clock: Clock) -> PhaseAhead:
    person = week.person
    then = typical_week(week.organisation, person, tuple(members), first_day=day, as_of=week.as_of)
    phase = in_force(person, day)
    ended = in_force(person, day - ONE_DAY)
    team = then.supporters
    agreed = _supplied(then, clock)
    asked = _supplied(replace(then, with_agreement=True), clock) if agreed and agreed.minutes else agreed
    row = PhaseAhead(
        phase=phase.id if phase else None,
        after=ended.id if ended and phase is None else None,
        first_day=day,
        last_day=phase.last_day if phase else None,
        awake_minutes=sum(need.awake_minutes * need.need.supporters_needed for need in then.needs),
        agreed_minutes=sum(each.contract.most_minutes for each in team),
        most_minutes=sum(_most_if_asked(then, each) for each in team),
        gap_minutes=agreed.minutes if agreed else None,
        gap_minutes_if_asked=asked.minutes if asked else None,
        proved=bool(agreed and asked and agreed.proved and asked.proved),
        skills_missing=tuple(_missing(then)),
        says=(),
    )
    return row.model_copy(update={"says": tuple(_sentences(row, then))})


def _supplied(week: Frame, clock: Clock) -> Supplied | None:
    """The fewest gaps the whole team can leave; None where there was no time to look."""
    if clock.over:
        return None
    asked = TeamAsked(week, frozenset(each.id for each in week.supporters))
    found = find_team(asked, clock.part(SECONDS_FOR_A_PHASE), ["gaps"])
    if found.teams is None:
        return None
    level = found.level("gaps")
    return Supplied(Plan.of(week, found.teams[0].week).missing_minutes(), level.status == "proved")


def _most_if_asked(week: Frame, supporter: Supporter) -> int:
    rule = rule_for(week.organisation, week.person, "most_hours")
    limits = rule if isinstance(rule, MostHours) else MostHours()
    return limits.most_if_asked(supporter)


def _missing(week: Frame) -> Iterator[str]:
    """Skills, and requirements, that fewer of the team have than a need asks for at once."""
    short: dict[str, None] = {}
    for need in week.needs:
        for asked in need.need.skills:
            holders = sum(each.holds(asked.skill, need.day) for each in week.supporters)
            if holders < (asked.at_least or need.need.supporters_needed):
                short[week.organisation.skills.get(asked.skill, asked.skill)] = None
        wanted = need.need.requirement
        if wanted is not None:
            meeting = sum(wanted.requirement in each.meets for each in week.supporters)
            if meeting < (wanted.at_least or need.need.supporters_needed):
                short[wanted.requirement] = None
    return iter(short)


def _sentences(row: PhaseAhead, week: Frame) -> Iterator[str]:
    person = week.person.name
    name = say.PHASE_AFTER.format(row.after) if row.after else say.PHASE_NAMED.format(row.phase)
    named = name if row.phase or row.after else say.PHASE_NONE
    yield say.PHASE_ASKS.format(
        day=full_date(row.first_day),
        until=until(row.last_day),
        phase=named,
        person=person,
        hours=hours(row.awake_minutes),
    )
    if row.gap_minutes is None or row.gap_minutes_if_asked is None:
        yield say.PHASE_NO_TIME
        return
    if row.gap_minutes == 0:
        yield say.PHASE_COVERED.format(team=many(len(week.supporters), "supporter"))
    else:
        yield say.PHASE_TEAM.format(
            team=many(len(week.supporters), "supporter"),
            agreed=hours(row.agreed_minutes),
            most=hours(row.most_minutes),
        )
        yield _short(row)
    if row.skills_missing:
        yield say.PHASE_SKILLS.format(listed(row.skills_missing))
    if row.gap_minutes:
        yield say.PHASE_NOT_BORROWED.format(day=row.first_day)


def _short(row: PhaseAhead) -> str:
    """What goes uncovered, and how sure that is."""
    agreed, asked = hours(row.gap_minutes or 0), hours(row.gap_minutes_if_asked or 0)
    if not row.gap_minutes_if_asked:
        return say.PHASE_IF_ASKED.format(agreed)
    return (say.PHASE_SHORT if row.proved else say.PHASE_MAY_BE_SHORT).format(agreed=agreed, asked=asked)
