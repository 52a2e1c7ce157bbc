"""Teams of several people who share applicants: who goes to whom is one model, each typical week another.

A master holds who is in which team, and for each person what a week costs at least. A team it proposes is
tried in the person's week. Where that leaves more uncovered than the master thought, the master is told: so
much at least, unless somebody joins who could change it. No team is refused that would do, so what is proved
of the master is proved of the teams. That rests on one thing: an idle supporter breaks no rule of a week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from matcher.clock import Clock
from matcher.contingency import contingency_cost, musts_unmet
from matcher.matching import team_match_cost
from matcher.model.answer import MatchLevel
from matcher.solver.master import Learnt, Level, Master, Team
from matcher.solver.match import MATCH_LEVELS, MatchFound, Question, TeamFound, find_team, short_of_wishes
from matcher.solver.membership import TeamAsked
from matcher.solver.run import LevelFound

SHARE_OF_A_LEVEL = 0.6
"""Of the time left, the most that one level takes from those after it."""
SLICE, LEAST_SLICE = 0.5, 2.0
"""The master proposes after this part of the time a level has left, and after so many seconds."""
TRIES_TO_SHARPEN = 16
"""So many larger teams are tried to learn more from one that does not do."""


def find_teams(
    group: Sequence[TeamAsked], clock: Clock, levels: Sequence[Question] = MATCH_LEVELS
) -> MatchFound:
    """The best teams for people who share one list of applicants; each applicant goes to one at most.

    Wishes about the teams are solved first. No team is handed out with fewer of them met than can be.
    """
    if len(group) == 1:
        return find_team(group[0], clock, levels)
    return _Together(group, clock, [level for level in MATCH_LEVELS if level in levels]).found()


@dataclass(frozen=True)
class _Proposed:
    """A team for each person, and what they cost together at each level."""

    teams: tuple[TeamFound, ...]
    costs: Mapping[Level, int]

    def order(self) -> tuple[int, ...]:
        """For comparing: level by level."""
        return tuple(self.costs.values())


@dataclass(frozen=True)
class _Tried:
    """A person's week with one team: how it is worked, what it costs and the least that is proved, and what
    is unmet of wishes about the team.
    """

    found: TeamFound
    cost: int
    least: int
    wishes: int


class _Together:
    """The search for all of them, level by level."""

    def __init__(self, group: Sequence[TeamAsked], clock: Clock, levels: Sequence[MatchLevel]) -> None:
        self._clock = clock
        self._levels = levels
        self._master = Master(group, clock)
        self._weeks = [_Week(place, asked) for place, asked in enumerate(group)]
        self._best: _Proposed | None = None
        self._values: Mapping[int, int] = {}
        self._alone: list[Learnt] = []

    def found(self) -> MatchFound:
        """Teams, with how each level ended over all of them."""
        wishes = self._master.least(["wishes"], self._clock, {})
        if wishes.values is None or short_of_wishes(wishes.levels):
            return MatchFound(None)
        ends = [*wishes.levels]
        self._master.hold("wishes", ends[0].cost)
        self._alone = [week.with_everybody(self._clock) for week in self._weeks]
        self._master.know(self._alone)
        for level in self._levels:
            end = self._level(level, self._clock.part(self._clock.left * self._share(level)))
            if end is None:
                return MatchFound(None)
            ends.append(end)
            self._clock.tell("", level, end.cost, end.bound)
            self._master.hold(level, end.cost)
        teams = self._best.teams if self._best else None
        return MatchFound(teams, tuple(ends), alone=tuple(each.least for each in self._alone))

    def _share(self, level: MatchLevel) -> float:
        return 1.0 if level == self._levels[-1] else SHARE_OF_A_LEVEL

    def _level(self, level: MatchLevel, clock: Clock) -> LevelFound | None:
        """One level to its end: teams are proposed until their weeks are as the master thinks."""
        bound: int | None = None
        if self._best is not None:
            teams = [frozenset(each.members) for each in self._best.teams]
            self._values = self._master.values_of(teams, level, clock)
        while not clock.over or self._best is None:
            asked: list[Level] = ["gaps", "contingency"] if level == "gaps" else [level]
            found = self._master.least(asked, clock.part(_slice(clock)), self._values)
            if found.values is None:
                break
            self._values = dict(enumerate(found.values))
            bound = max(bound or 0, found.levels[0].bound or 0)
            self._learn_from(self._master.teams(found.values), found.values, clock)
            if self._best is not None:
                self._clock.tell("", level, self._best.costs[level], bound)
                if self._best.costs[level] <= bound:
                    break
        return None if self._best is None else _ended(level, self._best.costs[level], bound)

    def _learn_from(self, teams: Sequence[Team], values: Sequence[int], clock: Clock) -> None:
        """Try teams that the master proposes, and tell it where it was wrong."""
        tried = [week.tried(team, clock) for week, team in zip(self._weeks, teams, strict=True)]
        self._keep(tried)
        thought = self._master.thought(values)
        wrong = [
            week.sharpened(team, now.least, clock)
            for week, team, now, before in zip(self._weeks, teams, tried, thought, strict=True)
            if now is not None and now.least > before
        ]
        self._master.know(wrong)
        if wrong:
            mended = self._mended(teams, {each.place for each in wrong}, clock)
            self._keep(mended)
            self._keep(self._traded(mended, clock))

    def _mended(self, teams: Sequence[Team], wrong: set[int], clock: Clock) -> list["_Tried | None"]:
        """The same teams, with those that do not do taking whom they need of those nobody took."""
        free = self._master.everybody() - frozenset().union(*teams)
        tried: list[_Tried | None] = []
        for week, team in zip(self._weeks, teams, strict=True):
            better = week.joined(team, free, clock) if week.place in wrong else week.tried(team, clock)
            free -= frozenset(better.found.members) if better else frozenset()
            tried.append(better)
        return tried

    def _traded(self, tried: Sequence["_Tried | None"], clock: Clock) -> Sequence["_Tried | None"]:
        """The same, where whoever falls short takes whom they need of one other who can do without."""
        now = [each for each in tried if each is not None]
        if len(now) < len(self._weeks):
            return tried
        for taker, giver in permutations(range(len(now)), 2):
            if now[taker].cost > self._alone[taker].least and not clock.over:
                self._trade(now, taker, giver, clock)
        return now

    def _trade(self, now: list["_Tried"], taker: int, giver: int, clock: Clock) -> None:
        """One takes from another, who takes of those nobody has, if that leaves less uncovered in all."""
        free = self._master.everybody() - frozenset().union(*(each.found.members for each in now))
        mine, theirs = (frozenset(now[place].found.members) for place in (taker, giver))
        takes = self._weeks[taker].joined(mine, free | (theirs - self._weeks[giver].stays), clock)
        if takes is None or takes.cost >= now[taker].cost:
            return
        taken = frozenset(takes.found.members)
        left = self._weeks[giver].joined(theirs - taken, free - taken, clock)
        if left is not None and _left_by(takes, left) < _left_by(now[taker], now[giver]):
            now[taker], now[giver] = takes, left

    def _keep(self, tried: Sequence["_Tried | None"]) -> None:
        """Keep teams that are the best so far."""
        those = [each for each in tried if each is not None]
        if len(those) < len(self._weeks):
            return
        costs: dict[Level, int] = dict.fromkeys(("wishes", *self._levels), 0)
        for week, each in zip(self._weeks, those, strict=True):
            for level in costs:
                costs[level] += each.cost if level == "gaps" else week.cost(level, each.found.members)
        made = _Proposed(tuple(each.found for each in those), costs)
        if self._best is None or made.order() < self._best.order():
            self._best = made


class _Week:
    """One person's typical week, tried with teams."""

    def __init__(self, place: int, asked: TeamAsked) -> None:
        self.place = place
        self._asked = asked
        self._known: dict[Team, _Tried | None] = {}

    @property
    def stays(self) -> Team:
        """Who is in the team already."""
        return self._asked.stays

    def tried(self, team: Team, clock: Clock) -> _Tried | None:
        """The least a week costs with a team; None where time ran out before any was found."""
        if team not in self._known or self._known[team] is None:
            self._known[team] = self._find(team, team, ["gaps"], clock)
        return self._known[team]

    def joined(self, team: Team, free: Team, clock: Clock) -> _Tried | None:
        """The same with as few as help of those who are free."""
        return self._find(team, team | free, ["gaps", "faces"], clock)

    def with_everybody(self, clock: Clock) -> Learnt:
        """What is known of a person for whom everybody is there who could join."""
        everybody = frozenset(self._asked.week.by_id)
        tried = self.tried(everybody, clock)
        return Learnt(self.place, everybody, tried.least if tried else 0)

    def sharpened(self, team: Team, least: int, clock: Clock) -> Learnt:
        """A team as large as is found whose week costs no less."""
        others = sorted(frozenset(self._asked.week.by_id) - team)
        some, tries = _halves(others), TRIES_TO_SHARPEN
        while some and tries and not clock.over:
            more, tries = some.pop(), tries - 1
            larger = self.tried(team | frozenset(more), clock)
            if larger is not None and larger.least >= least:
                team |= frozenset(more)
            elif len(more) > 1:
                some += _halves(more)
        return Learnt(self.place, team, least)

    def cost(self, level: Level, members: Sequence[str]) -> int:
        """What a team costs at a level at which no week is looked at."""
        week = self._asked.week
        team = tuple(each for each in week.supporters if each.id in members)
        match level:
            case "wishes":
                return max(0, self._asked.least - len(team)) + musts_unmet(week, team)
            case "contingency":
                return contingency_cost(replace(week, supporters=team))
            case "match":
                return team_match_cost(week.person, team, week.as_of)
            case _:
                return len(team)

    def _find(self, stays: Team, among: Team, levels: Sequence[Question], clock: Clock) -> _Tried | None:
        week = self._asked.week
        here = tuple(each for each in week.supporters if each.id in among)
        asked = replace(self._asked, week=replace(week, supporters=here), stays=stays & among)
        found = find_team(asked, clock, levels)
        if found.teams is None:
            return None
        gaps = found.level("gaps")
        wishes = self.cost("wishes", found.teams[0].members)
        return _Tried(found.teams[0], gaps.cost, gaps.bound or 0, wishes)


def _left_by(*some: _Tried) -> tuple[int, int]:
    """What is unmet of wishes about some teams, and what their weeks cost."""
    return sum(each.wishes for each in some), sum(each.cost for each in some)


def _slice(clock: Clock) -> float:
    """Seconds for the master, so that what it proposes is tried several times before a level ends."""
    return max(LEAST_SLICE, clock.left * SLICE)


def _halves(some: Sequence[str]) -> list[Sequence[str]]:
    middle = len(some) // 2
    return [half for half in (some[:middle], some[middle:]) if half]


def _ended(level: Question, cost: int, bound: int | None) -> LevelFound:
    if cost == 0 or (bound is not None and cost <= bound):
        return LevelFound(level, "proved", cost, cost)
    return LevelFound(level, "stopped" if bound is None else "bounded", cost, bound)
