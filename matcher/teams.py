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
from matcher.frame import Frame
from matcher.framing import typical_week
from matcher.matching import team_match_cost
from matcher.model.answer import Proof
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.team import Team
from matcher.plan import Plan
from matcher.rulebook import closed, for_frame
from matcher.solver.match import MATCH_LEVELS, MatchFound, TeamFound
from matcher.solver.membership import TeamAsked
from matcher.solver.run import LevelFound
from matcher.solver.together import find_teams
from matcher.spread import Job, Spread
from matcher.wording import listed

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


@dataclass(frozen=True)
class TeamsMade:
    """Teams of people who share applicants, in their order, with each one's proof."""

    teams: tuple[TeamFound | None, ...]
    """None where time ran out."""
    proofs: tuple[tuple[Proof, ...], ...]
    gaps: int
    """Supporters missing in their typical weeks."""


def make_teams(
    organisation: Organisation,
    people: Iterable[Person],
    first_day: date,
    as_of: date,
    clock: Clock,
    spread: Spread | None = None,
) -> list[TeamMade]:
    """The best team for each person. People who share applicants are solved together, after the others."""
    spread = spread or Spread(clock.settings)
    weeks = {person.id: _week(organisation, person, first_day, as_of) for person in people}
    groups = [tuple(group) for group in _groups([_ask(week) for week in weeks.values()])]
    alone, together = ([group for group in groups if (len(group) > 1) is shared] for shared in (False, True))
    made: dict[str, TeamMade] = {}
    for some in (alone, together):
        for group, found in zip(some, spread.work(TEAMS, [*map(_narrowed, some)], clock), strict=True):
            for asked, team, proof in zip(group, found.teams, found.proofs, strict=True):
                week = weeks[asked.week.person.id]
                made[week.person.id] = TeamMade(asked, week, team, proof, first_day)
    return [made[id] for id in weeks]


def solve_teams(group: Sequence[TeamAsked], clock: Clock) -> TeamsMade:
    """Teams for people who share applicants, audited; for one person, if nobody shares theirs."""
    found = find_teams(group, clock)
    proofs = _proved(group, found, clock) or [()] * len(group)
    return TeamsMade(found.teams or (None,) * len(group), tuple(proofs), _missing(group, found))


def _missing(group: Sequence[TeamAsked], found: MatchFound) -> int:
    weeks = (Plan.of(asked.week, team.week) for asked, team in zip(group, found.teams or (), strict=False))
    return sum(count for week in weeks for _, count in week.missing())


def _narrowed(group: Sequence[TeamAsked]) -> tuple[TeamAsked, ...]:
    return tuple(replace(asked, week=asked.week.narrowed()) for asked in group)


def _names(group: Sequence[TeamAsked]) -> str:
    return listed([asked.week.person.name for asked in group])


def _pairs(group: Sequence[TeamAsked]) -> int:
    """How large the teams of some people are to find: their needs, each for everybody who could join."""
    return sum(len(asked.week.needs) * len(asked.week.supporters) for asked in group)


TEAMS = Job("teams", solve_teams, who=_names, size=_pairs, people=len, gaps=lambda made: made.gaps)


@dataclass(frozen=True)
class TeamToWrite:
    """A team that was found, with everything there is to ask about it."""

    made: TeamMade
    elsewhere: frozenset[str]
    """Applicants who are proposed for other people."""


def write_asked(asked: TeamToWrite, clock: Clock) -> Team:
    """The team as it is handed out, with its questions answered as far as there is time."""
    made = asked.made
    return write_team(made, Questions(made.asked, made.found, clock, asked.elsewhere))


QUESTIONS = Job(
    "questions",
    write_asked,
    who=lambda asked: asked.made.person.name,
    size=lambda asked: _pairs([asked.made.asked]),
)


def write_teams(teams: Sequence[TeamMade], spread: Spread, clock: Clock) -> list[Team]:
    """All teams as they are handed out."""
    chosen = {made.person.id: {member.id for member in made.members} for made in teams}
    asked = []
    for made in teams:
        others = (ids for person, ids in chosen.items() if person != made.person.id)
        (narrowed,) = _narrowed([made.asked])
        smaller = replace(made, asked=narrowed, week=made.week.narrowed())
        asked.append(TeamToWrite(smaller, frozenset().union(*others)))
    return spread.work(QUESTIONS, asked, clock)


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


def team_asked(organisation: Organisation, person: Person, first_day: date, as_of: date) -> TeamAsked:
    """One person's team to be found."""
    return _ask(_week(organisation, person, first_day, as_of))


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


def certified(group: Sequence[TeamAsked], found: MatchFound) -> list[Costs]:
    """What each team costs, by the audit. AuditDisagrees where teams or what is claimed of them cannot be."""
    teams = found.teams or ()
    audited = [_audited(asked, team) for asked, team in zip(group, teams, strict=False)]
    wrong = [*_twice(teams), *_unlike(found.levels, audited)]
    if wrong:
        raise AuditDisagrees(wrong)
    return audited


def _proved(group: Sequence[TeamAsked], found: MatchFound, clock: Clock) -> list[tuple[Proof, ...]]:
    """Each person's own proof, in their order."""
    audited = certified(group, found)
    if len(group) == 1 or not audited:
        ends = {level.name: level for level in found.levels}
        return [_proofs(asked, costs, ends) for asked, costs in zip(group, audited, strict=False)]
    return [
        _proofs(asked, costs, _own_ends(asked, costs, least, clock))
        for asked, costs, least in zip(group, audited, found.alone, strict=True)
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


def _own_ends(asked: TeamAsked, costs: Costs, least: int, clock: Clock) -> dict[str, LevelFound]:
    """How far each level of one person's team is proved, where people share applicants.

    What is best for all together may be less for one of them. A team found for this person alone tells how
    much less: level by level, as long as nothing was lost at the levels before. Where there is no time to
    find one, the least that the gaps cost is still known.
    """
    known = (LevelFound("gaps", "bounded", costs["gaps"], least),)
    alone = known if clock.over else find_teams([asked], clock).levels
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
