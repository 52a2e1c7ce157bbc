"""Each person's own team: found, audited, and written out with what a person and leader ask next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from matcher.audit import certify
from matcher.clock import Clock
from matcher.contingency import contingency_cost
from matcher.errors import AuditDisagrees
from matcher.explain.reasons import consider, shared_by_team
from matcher.explain.typical import Questions
from matcher.frame import Frame, typical_week
from matcher.matching import team_match_cost
from matcher.model.answer import Proof, Team
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rulebook import closed, for_frame
from matcher.solver.match import MATCH_LEVELS, MatchFound, TeamAsked, TeamFound, find_teams


@dataclass(frozen=True)
class TeamMade:
    """A person's team with the typical week that proves it; `found` is None where time ran out."""

    asked: TeamAsked
    week: Frame
    found: TeamFound | None
    proof: tuple[Proof, ...]

    @property
    def person(self) -> Person:
        """Whose team."""
        return self.week.person

    @property
    def members(self) -> tuple[Supporter, ...]:
        """The team; where none was found, those who are in it already."""
        ids = self.found.members if self.found else tuple(self.asked.stays)
        return tuple(each for each in self.week.supporters if each.id in ids)


def make_teams(
    organisation: Organisation, people: Iterable[Person], first_day: date, as_of: date, clock: Clock
) -> list[TeamMade]:
    """The best team for each person. People who share applicants are solved together."""
    weeks = [_week(organisation, person, first_day, as_of) for person in people]
    asked = {week.person.id: _ask(week) for week in weeks}
    made: dict[str, TeamMade] = {}
    for group in _groups(asked.values()):
        share = clock.left / max(1, len(asked) - len(made)) * len(group)
        found = find_teams(group, clock.part(share))
        for place, each in enumerate(group):
            week = next(week for week in weeks if week.person.id == each.week.person.id)
            team = found.teams[place] if found.teams else None
            made[week.person.id] = TeamMade(each, week, team, _certified(each, team, found, len(group)))
    return [made[week.person.id] for week in weeks]


def write_team(made: TeamMade, questions: Questions) -> Team:
    """The team as it is handed out."""
    members = made.members
    shared, nobody = shared_by_team(made.week, members)
    return Team(
        person=made.person.id,
        members=tuple(each.id for each in members),
        considered=consider(made.week, [each.id for each in members], made.asked.stays),
        shared=shared,
        nobody_shares=nobody,
        meet_next=questions.meet_next(),
        typical_gaps=questions.typical_gaps(),
        gaps_by_size=questions.gaps_by_size(),
        without=questions.without(),
    )


def _week(organisation: Organisation, person: Person, first_day: date, as_of: date) -> Frame:
    """The typical week with everyone a person could choose from: their members and the applicants."""
    everyone = tuple(each for each in organisation.supporters if each.team_of in (person.id, None))
    return typical_week(organisation, person, everyone, first_day=first_day, as_of=as_of)


def _ask(week: Frame) -> TeamAsked:
    """Only those who could work some need are asked for; members stay."""
    rules = for_frame(week)
    stays = frozenset(each.id for each in week.supporters if each.team_of == week.person.id)
    able = tuple(
        each
        for each in week.supporters
        if each.id in stays or any(not closed(rules, week, each, need) for need in week.needs)
    )
    size = week.person.team_size
    return TeamAsked(
        replace(week, supporters=able),
        stays,
        least=min(size.least, len(able)) if size else 0,
        most=None if size is None or size.most is None else max(size.most, len(stays)),
    )


def _groups(asked: Iterable[TeamAsked]) -> list[list[TeamAsked]]:
    """People connected by applicants that more than one of them could have."""
    groups: list[list[TeamAsked]] = []
    for each in asked:
        linked = [group for group in groups if any(_free(each) & _free(other) for other in group)]
        groups = [group for group in groups if group not in linked]
        groups.append([*(other for group in linked for other in group), each])
    return groups


def _free(asked: TeamAsked) -> set[str]:
    return {each.id for each in asked.week.supporters} - asked.stays


def _certified(
    asked: TeamAsked, team: TeamFound | None, found: MatchFound, sharing: int
) -> tuple[Proof, ...]:
    """Audit the team's typical week and costs. Where people share applicants the proof is of all together."""
    if team is None:
        return ()
    members = tuple(each for each in asked.week.supporters if each.id in team.members)
    week = replace(asked.week, supporters=members)
    alone = {level.name: level.cost for level in found.levels if level.status == "proved" and sharing == 1}
    plan = Plan.of(week, team.week)
    rules = [each for each in for_frame(week) if each.rule.level in ("hard", "gaps")]
    gaps = certify(plan, rules, alone).cost("gaps")
    costs = {
        "gaps": gaps,
        "contingency": contingency_cost(week),
        "match": team_match_cost(week.person, members, week.as_of),
        "faces": len(members),
    }
    wrong = [f"match, {level}: {cost} by the solver" for level, cost in alone.items() if costs[level] != cost]
    if wrong:
        raise AuditDisagrees(wrong)
    return tuple(
        Proof(
            person=week.person.id,
            part="match",
            level=level,
            status=found.level(level).status,
            cost=costs[level],
            bound=found.level(level).bound if sharing == 1 else None,
        )
        for level in MATCH_LEVELS
    )
