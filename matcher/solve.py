"""The main job: teams, rotas, audit and answer. The command line and the API call these and nothing else."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.metadata import version

from matcher import figures
from matcher.calendar import week_start
from matcher.clock import Clock, Settings, Watch
from matcher.compromises import compromises
from matcher.explain.result import Result, broken_sentence, match_sentence, rota_sentence
from matcher.frame import NOTHING_BEFORE, Before, Frame, Turn
from matcher.model.answer import (
    PRICED,
    Answer,
    Compromise,
    Level,
    Proof,
    Provenance,
    RuleScore,
    Status,
    Violation,
)
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.team import Team
from matcher.model.told import NOTHING_TOLD, Told
from matcher.model.words import DAYS_IN_WEEK
from matcher.money.rotas import rota_cost
from matcher.plan import Plan
from matcher.rotas import RotaMade, make_rotas, write_rota
from matcher.rulebook import for_frame, for_organisation
from matcher.shares import fairness
from matcher.spread import Spread
from matcher.team_frames import team_frame, with_others
from matcher.teams import TeamMade, make_teams, write_teams

SHARE_FOR_TEAMS = 0.3
SHARE_FOR_ROTAS = 0.7
"""Shares of the time left at that point; what is not used goes on to the next part."""

History = Mapping[str, Sequence[Turn]]


@dataclass(frozen=True)
class Request:
    """What is asked of one run."""

    organisation: Organisation
    first_day: date
    days: int
    as_of: date
    clock: Clock
    before: Mapping[str, Before]
    """What is known of the days before, by person."""
    team_file: str | None = None
    """The name of the team file, as given."""
    earlier: Sequence[Compromise] = ()
    """What people were going without before, since when."""
    history: int | None = None
    """The number of the last entry of the history that was read; None where none was given."""
    now: datetime | None = None
    """The moment from which it is planned, zone-aware; None: from the first day on."""
    told: Told = NOTHING_TOLD
    """What the organisation holds that was told besides the team file."""

    @property
    def last_day(self) -> date:
        """The last day asked for."""
        return self.first_day + timedelta(days=self.days - 1)

    def frame(self, person: Person) -> Frame:
        """The question of one person's rota."""
        return team_frame(
            self.organisation,
            person,
            first_day=self.first_day,
            days=self.days,
            as_of=self.as_of,
            before=self.before.get(person.id, NOTHING_BEFORE),
        )


def request(
    organisation: Organisation,
    *,
    first_day: date | None = None,
    weeks: int | None = None,
    settings: Settings | None = None,
    history: History | None = None,
    clock: Clock | None = None,
    watch: Watch | None = None,
    team_file: str | None = None,
    today: date | None = None,
) -> Request:
    """A request with the file's own wishes, and next week, where nothing else is said."""
    as_of = organisation.as_of or today or date.today()
    asked = organisation.rota
    return Request(
        organisation,
        first_day or asked.first_day or _next_week(organisation, as_of),
        (weeks or asked.weeks) * DAYS_IN_WEEK,
        as_of,
        clock or Clock(settings or Settings(), watch),
        {person: Before(tuple(turns)) for person, turns in (history or {}).items()},
        team_file=team_file,
    )


def _next_week(organisation: Organisation, as_of: date) -> date:
    """The first day of next week; of a later one where nobody's support begins before that."""
    after = as_of + timedelta(days=DAYS_IN_WEEK)
    begun = min((person.supported_since or after for person in organisation.people), default=after)
    return week_start(max(after, begun), organisation.week_starts)


def request_for(
    organisation: Organisation,
    turns: History,
    first_day: date | None = None,
    weeks: int | None = None,
    history: History | None = None,
) -> Request:
    """A request that spans the rota given, in whole weeks, where nothing else is said."""
    days = [turn.need.day for mine in turns.values() for turn in mine]
    asked = request(organisation, first_day=first_day, weeks=weeks, history=history)
    if not days:
        return asked
    first = first_day or week_start(min(days), organisation.week_starts)
    known = (max(days) - first).days // DAYS_IN_WEEK + 1
    return replace(asked, first_day=first, days=(weeks or max(1, known)) * DAYS_IN_WEEK)


def solve(asked: Request, executor: Executor | None = None) -> Answer:
    """Each person's team and their rota.

    `executor`: who works where many people are spread, such as a cluster's; else processes of this machine.
    """
    clock = asked.clock
    with Spread(clock.settings, executor) as spread:
        teams = _teams(asked, spread, clock.part(clock.left * SHARE_FOR_TEAMS))
        joined = replace(asked, organisation=_joined(asked.organisation, teams))
        rotas = _rotas(joined, spread, clock.part(clock.left * SHARE_FOR_ROTAS))
        written = tuple(write_teams(teams, spread, clock))
    proof = [proof for team in teams for proof in team.proof]
    return _answer(asked, rotas, written, proof, _without_team(teams))


def match(asked: Request, executor: Executor | None = None) -> Answer:
    """Each person's team, without a rota. `executor` as for `solve`."""
    organisation, clock = asked.organisation, asked.clock
    with Spread(clock.settings, executor) as spread:
        teams = _teams(asked, spread, clock)
        written = tuple(write_teams(teams, spread, clock))
    proof = tuple(proof for team in teams for proof in team.proof)
    gaps = sum(gap.supporters_missing for team in written for gap in team.typical_gaps)
    no_team = _without_team(teams)
    return Answer(
        status="no_rota" if no_team else "gaps" if gaps else "covered",
        says=match_sentence(organisation, gaps, proof, no_team),
        proof=proof,
        teams=written,
        provenance=provenance(asked),
    )


def rota(asked: Request, executor: Executor | None = None) -> Answer:
    """Each person's rota with the team they have. `executor` as for `solve`."""
    with Spread(asked.clock.settings, executor) as spread:
        return _answer(asked, _rotas(asked, spread, asked.clock))


def rotas(asked: Request, frames: Sequence[Frame]) -> Answer:
    """Rotas of some people, each for days of its own. The request is for all those days."""
    with Spread(asked.clock.settings) as spread:
        return _answer(asked, make_rotas(frames, spread, asked.clock))


def check(asked: Request, turns: History) -> Answer:
    """Audit rotas made elsewhere: the answer's violations may hold broken hard rules."""
    rotas = []
    for person in asked.organisation.people:
        mine = tuple(turns.get(person.id, ()))
        frame = with_others(asked.frame(person), mine)
        rotas.append(RotaMade(frame, tuple(for_frame(frame)), Plan.written(frame, mine)))
    return _answer(asked, rotas)


def _teams(asked: Request, spread: Spread, clock: Clock) -> list[TeamMade]:
    organisation = asked.organisation
    return make_teams(organisation, organisation.people, asked.first_day, asked.as_of, clock, spread)


def _rotas(asked: Request, spread: Spread, clock: Clock) -> list[RotaMade]:
    return make_rotas([asked.frame(person) for person in asked.organisation.people], spread, clock)


def _joined(organisation: Organisation, teams: Sequence[TeamMade]) -> Organisation:
    """The organisation as it would be once those proposed have joined."""
    return organisation.with_members({member.id: team.person.id for team in teams for member in team.members})


def _without_team(teams: Sequence[TeamMade]) -> list[str]:
    """People for whom no team was found in the time given."""
    return [team.person.id for team in teams if team.found is None]


def _answer(
    asked: Request,
    rotas: Sequence[RotaMade],
    teams: tuple[Team, ...] = (),
    proof: Sequence[Proof] = (),
    no_team: Sequence[str] = (),
) -> Answer:
    plans = [made.plan for made in rotas if made.plan is not None]
    gaps = tuple(gap for plan in plans for gap in figures.gaps(plan))
    violations = _violations(asked, rotas, teams)
    proofs = (*proof, *(each for made in rotas for each in made.proof))
    status = _status(rotas, bool(gaps), bool(no_team))
    unsolved = [made.person.id for made in rotas if made.plan is None]
    broken = sum(violation.level == "hard" for violation in violations)
    result = Result(
        asked.organisation, status, gaps, proofs, unsolved or no_team, asked.first_day, asked.days
    )
    says = rota_sentence(result)
    return Answer.model_validate(
        {
            "status": status,
            "says": f"{broken_sentence(broken)} {says}" if broken else says,
            "proof": proofs,
            "teams": teams,
            "rotas": [write_rota(made, figures.shifts(made.plan)) for made in rotas if made.plan is not None],
            "gaps": gaps,
            "changes": [change for plan in plans for change in figures.changes(plan)],
            "compromises": [each for made in rotas for each in _compromises(asked, made)],
            "score": _score(violations),
            "violations": violations,
            "hours": [row for plan in plans for row in figures.hours(plan)],
            "costs": [rota_cost(plan) for plan in plans],
            "continuity": [figures.continuity(plan) for plan in plans],
            "fairness": [each for plan in plans for each in fairness(plan)],
            "clash": [made.clash for made in rotas if made.clash is not None],
            "provenance": provenance(asked),
        }
    )


def _status(rotas: Sequence[RotaMade], gaps: bool, no_team: bool) -> Status:
    if any(made.impossible for made in rotas):
        return "impossible"
    if no_team or any(made.plan is None for made in rotas):
        return "no_rota"
    return "gaps" if gaps else "covered"


def _violations(asked: Request, rotas: Sequence[RotaMade], teams: Sequence[Team]) -> list[Violation]:
    without = {
        team.person: {row.supporter: row.gap_minutes for row in team.without if row.proved}
        for team in teams
        if team.without
    }
    found = [each for made in rotas for each in made.audited(without.get(made.person.id)).violations]
    for rule in for_organisation(asked.organisation):
        found += rule.check_organisation(asked.organisation, asked.as_of)
    return found


def _compromises(asked: Request, made: RotaMade) -> tuple[Compromise, ...]:
    if made.plan is None:
        return ()
    gaps = [proof for proof in made.proof if proof.level == "gaps"]
    proved = bool(gaps) and all(proof.status == "proved" for proof in gaps)
    return compromises(made.plan, cover_proved=proved, earlier=asked.earlier)


def _score(violations: Sequence[Violation]) -> list[RuleScore]:
    costs: dict[tuple[str, str, Level], int] = {}
    for each in violations:
        if each.level in PRICED and each.person is not None:
            key = (each.person, each.rule, each.level)
            costs[key] = costs.get(key, 0) + each.cost
    return [
        RuleScore(person=person, rule=rule, level=level, cost=cost)
        for (person, rule, level), cost in costs.items()
    ]


def provenance(asked: Request) -> Provenance:
    """What makes an answer to a request, as far as it is made now."""
    settings = asked.clock.settings
    return Provenance(
        version=_version("small-supports-matcher"),
        solver=_version("ortools"),
        team_file=asked.team_file,
        input_hash=hash_of(asked.organisation),
        history=asked.history,
        as_of=asked.as_of,
        now=asked.now,
        told=asked.told,
        seed=settings.seed,
        workers=settings.workers,
        time_limit_seconds=settings.time_limit,
        seconds=round(asked.clock.used, 3),
        stopped_early=asked.clock.over,
    )


@cache
def _version(package: str) -> str:
    return version(package)


def hash_of(organisation: Organisation) -> str:
    """SHA-256 of an organisation as read."""
    return hashlib.sha256(organisation.model_dump_json().encode()).hexdigest()
