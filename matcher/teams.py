"""Each person's own team: found, audited, and written out with what a person and leader ask next."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matcher.audit import Claim, certify
from matcher.clock import Clock
from matcher.contingency import contingency_cost, musts_unmet
from matcher.errors import AuditDisagrees
from matcher.explain.phases import in_force, phases_ahead
from matcher.explain.reasons import consider, shared_by_team
from matcher.explain.typical import Questions
from matcher.frame import Frame, typical_week
from matcher.matching import team_match_cost
from matcher.model.answer import Proof
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.team import Team
from matcher.plan import Plan
from matcher.rulebook import closed, for_frame
from matcher.solver.match import MATCH_LEVELS, MatchFound, TeamAsked, TeamFound, find_teams
from matcher.solver.run import LevelFound

Costs = Mapping[str, int]
"""What each level of one team costs by the audit; the wishes about the team too."""


@dataclass(frozen=True)
class TeamMade:
    """A person's team with the typical week that proves it; `found` is None where time ran out."""

    asked: TeamAsked
    week: Frame
    found: TeamFound | None
    proof: tuple[Proof, ...]
    first_day: date
    """The day whose phase the typical week is of."""

    @property
    def person(self) -> Person:
        """Whose team."""
        return self.week.person

    @property
    def cover_proved(self) -> bool:
        """It is proved that no team, of any size, covers more of the typical week."""
        gaps = [proof for proof in self.proof if proof.level == "gaps" and proof.status == "proved"]
        return any(proof.cost == 0 or self.person.team_size is None for proof in gaps)

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
        share = clock.part(clock.left / max(1, len(asked) - len(made)) * len(group))
        found = find_teams(group, share)
        proofs = _certified(group, found, share)
        for place, each in enumerate(group):
            week = next(week for week in weeks if week.person.id == each.week.person.id)
            team = found.teams[place] if found.teams else None
            made[week.person.id] = TeamMade(each, week, team, proofs[place], first_day)
    return [made[week.person.id] for week in weeks]


def write_team(made: TeamMade, questions: Questions) -> Team:
    """The team as it is handed out. What matters most is asked first, because time may run out."""
    members = made.members
    typical_gaps = questions.typical_gaps()
    ahead = phases_ahead(made.week, members, made.first_day, questions.clock) if made.found else ()
    gaps_by_size = questions.gaps_by_size()
    without = questions.without()
    meet_next = questions.meet_next()
    shared, nobody = shared_by_team(made.week, members)
    return Team(
        person=made.person.id,
        members=tuple(each.id for each in members),
        considered=consider(made.week, [each.id for each in members], made.asked.stays, made.cover_proved),
        shared=shared,
        nobody_shares=nobody,
        meet_next=meet_next,
        typical_gaps=typical_gaps,
        gaps_by_size=gaps_by_size,
        without=without,
        phase=phase.id if (phase := in_force(made.person, made.first_day)) else None,
        phases_ahead=ahead,
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


def _certified(group: Sequence[TeamAsked], found: MatchFound, clock: Clock) -> list[tuple[Proof, ...]]:
    """Audit each team, and their costs together; with each person's own proof, in their order."""
    if found.teams is None:
        return [() for _ in group]
    audited = [_audited(asked, team) for asked, team in zip(group, found.teams, strict=True)]
    wrong = [*_twice(found.teams), *_unlike(found.levels, audited)]
    if wrong:
        raise AuditDisagrees(wrong)
    ends = {level.name: level for level in found.levels}
    return [
        _proofs(asked, costs, ends if len(group) == 1 else _own_ends(asked, costs, clock))
        for asked, costs in zip(group, audited, strict=True)
    ]


def _unlike(levels: Iterable[LevelFound], audited: Sequence[Costs]) -> Iterator[str]:
    """Levels at which the costs of all teams together are not what the solver says."""
    for level in levels:
        together = sum(costs[level.name] for costs in audited)
        if not Claim(level.cost, level.bound).agrees_with(together):
            yield f"match, {level.name}: {level.cost} by the solver, {together} by the audit"


def _audited(asked: TeamAsked, team: TeamFound) -> Costs:
    """What a team costs at each level, by the audit of its typical week and without the solver."""
    members = tuple(each for each in asked.week.supporters if each.id in team.members)
    week = replace(asked.week, supporters=members)
    rules = [each for each in for_frame(week) if each.rule.level in ("hard", "gaps")]
    _must_fit(asked, team)
    return {
        "wishes": max(0, asked.least - len(members)) + musts_unmet(asked.week, members),
        "gaps": certify(Plan.of(week, team.week), rules, {}).cost("gaps"),
        "contingency": contingency_cost(week),
        "match": team_match_cost(week.person, members, week.as_of),
        "faces": len(members),
    }


def _must_fit(asked: TeamAsked, team: TeamFound) -> None:
    """AuditDisagrees where somebody who stays is not in the team, or it is larger than wished."""
    wrong = [f"match: {id} is not in the team any more" for id in sorted(asked.stays - set(team.members))]
    if asked.most is not None and len(team.members) > asked.most:
        wrong.append(f"match: a team of {len(team.members)}, and {asked.most} at most are wished")
    if wrong:
        raise AuditDisagrees(wrong)


def _twice(teams: Iterable[TeamFound]) -> Iterator[str]:
    """Supporters in more than one team."""
    for id, times in Counter(id for team in teams for id in team.members).items():
        if times > 1:
            yield f"match: {id} is in {times} teams"


def _own_ends(asked: TeamAsked, costs: Costs, clock: Clock) -> dict[str, LevelFound]:
    """How far each level of one person's team is proved, where people share applicants.

    What is best for all together may be less for one of them. A team found for this person alone tells how
    much less: level by level, as long as nothing was lost at the levels before.
    """
    alone = find_teams([asked], clock).levels if not clock.over else ()
    ends: dict[str, LevelFound] = {}
    for level in alone:
        own, bound = costs[level.name], level.bound
        if bound is not None and own < bound:
            raise AuditDisagrees([f"match, {level.name}: {bound} at least by the solver, {own} by the audit"])
        ends[level.name] = LevelFound(level.name, "proved" if own == bound else "bounded", own, bound)
        if own != bound:
            break
    return ends


def _proofs(asked: TeamAsked, costs: Costs, ends: Mapping[str, LevelFound]) -> tuple[Proof, ...]:
    return tuple(
        Proof(
            person=asked.week.person.id,
            part="match",
            level=level,
            status=end.status,
            cost=costs[level],
            bound=end.bound,
        )
        for level in MATCH_LEVELS
        for end in [ends.get(level) or _nothing_known(level, costs[level])]
    )


def _nothing_known(level: str, cost: int) -> LevelFound:
    """A level nobody looked at for one person alone; still, nothing costs less than nothing."""
    return LevelFound(level, "bounded", cost, None) if cost else LevelFound(level, "proved", 0, 0)
