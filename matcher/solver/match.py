"""The match: who is in each person's team, with a typical week inside, so a proposed team can work it.

Levels: gaps; contingency (spare hours, and two who could work each need); the match; few faces. Before them
come the wishes about the team itself (how many faces at least, how many who bring a must): they fall short
only where they have to, so no wish makes a match impossible.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.contingency import ABLE_TO_WORK_EACH_NEED, minutes_wanted
from matcher.frame import Frame, Turn
from matcher.matching import FIRST, SCALE, SECOND, WHOLE, match, sharers, thing_points
from matcher.model.answer import MatchLevel
from matcher.rulebook import for_frame
from matcher.solver.board import Board, Cost, is_zero
from matcher.solver.rota import turns_of
from matcher.solver.run import LevelFound, solve_levels

Question = MatchLevel | Literal["wishes", "gap_count"]
"""A level of the match, the wishes about the team that come before them, or the plain number of gaps."""
MATCH_LEVELS: tuple[MatchLevel, ...] = ("gaps", "contingency", "match", "faces")


@dataclass(frozen=True)
class TeamAsked:
    """One person's team to be found: a typical week, who stays, and how many faces."""

    week: Frame
    stays: frozenset[str] = frozenset()
    least: int = 0
    """Faces wished at least; fewer only where it cannot be otherwise."""
    most: int | None = None
    must_fill: str | None = None
    """A dated need, by id, that has to be covered: to ask whether a gap can be avoided."""


@dataclass(frozen=True)
class TeamFound:
    """Who is in the team, and the typical week that they can work."""

    members: tuple[str, ...]
    week: tuple[Turn, ...]


@dataclass(frozen=True)
class MatchFound:
    """A team for each person asked for, in their order, or None; how each level ended over all of them."""

    teams: tuple[TeamFound, ...] | None
    levels: tuple[LevelFound, ...] = ()
    impossible: bool = False

    def level(self, name: Question) -> LevelFound:
        """How one level ended."""
        return next(level for level in self.levels if level.name == name)


def find_teams(
    asked: Sequence[TeamAsked], clock: Clock, levels: Sequence[Question] = MATCH_LEVELS
) -> MatchFound:
    """The best teams for people who share one list of applicants; each applicant goes to one at most.

    Wishes about the teams are solved first. No team is handed out with fewer of them met than can be.
    """
    model = cp_model.CpModel()
    parts = [_Part(model, each) for each in asked]
    everyone = {id for part in parts for id in part.member}
    for id in sorted(everyone):
        model.add_at_most_one(part.member[id] for part in parts if id in part.member)
    who = asked[0].week.person.id if len(asked) == 1 else ""
    found = solve_levels(model, _costs(parts, levels), clock, who)
    if found.values is None or _short_of_wishes(found.levels):
        return MatchFound(None, impossible=found.impossible)
    return MatchFound(tuple(part.found(found.values) for part in parts), found.levels)


def _costs(parts: Sequence["_Part"], levels: Sequence[Question]) -> list[tuple[str, Cost]]:
    """Each level over all people; wishes only where some could fall short."""
    first: list[Question] = ["wishes"] if any(part.cost("wishes").terms for part in parts) else []
    return [(level, sum((part.cost(level) for part in parts), Cost())) for level in (*first, *levels)]


def _short_of_wishes(levels: Sequence[LevelFound]) -> bool:
    """Whether more wishes may be unmet than have to be: there was no time to find out."""
    return any(level.name == "wishes" and level.status != "proved" and level.cost for level in levels)


@dataclass
class _Part:
    """One person's share of the model."""

    model: cp_model.CpModel
    asked: TeamAsked
    member: dict[str, cp_model.IntVar] = field(init=False)
    board: Board = field(init=False)
    wishes: Cost = field(init=False)

    def __post_init__(self) -> None:
        week = self.asked.week
        self.member = {each.id: self.model.new_bool_var(f"member {each.id}") for each in week.supporters}
        rules = [each for each in for_frame(week) if each.rule.level in ("hard", "gaps")]
        self.board = Board(self.model, week, rules, self.member)
        for id in self.asked.stays:
            self.model.add(self.member[id] == 1)
        if self.asked.most is not None:
            self.model.add(sum(self.member.values()) <= self.asked.most)
        self.wishes = self._short_of(self.member, self.asked.least) + self._musts()
        for need in week.needs:
            if need.id == self.asked.must_fill:
                self.model.add(sum(self.board.on(need)) >= need.need.supporters_needed)

    def cost(self, level: Question) -> Cost:
        """This person's share of a level."""
        match level:
            case "wishes":
                return self.wishes
            case "gaps":
                return self.board.cost("gaps")
            case "gap_count":
                return self.board.uncovered()
            case "contingency":
                return self._spare_hours() + self._two_for_each_need()
            case "match":
                return self._match()
            case "faces":
                return Cost(tuple((member, 1) for member in self.member.values()))

    def found(self, values: Sequence[int]) -> TeamFound:
        """The team and its week in a solution."""
        members = tuple(id for id, member in self.member.items() if values[member.index])
        return TeamFound(members, turns_of(self.board, values))

    def _musts(self) -> Cost:
        """A must asked of some of the team: as many as asked, or as there are."""
        week = self.asked.week
        return sum(
            (
                self._short_of(ids, min(item.at_least, len(ids)))
                for _, item, ids in sharers(week.person, week.supporters, week.as_of)
                if item.wish == "must" and item.at_least is not None
            ),
            Cost(),
        )

    def _short_of(self, ids: Iterable[str], wanted: int) -> Cost:
        """How many fewer of these are in the team than wanted; free where those who stay are enough."""
        among = set(ids)
        if len(among & self.asked.stays) >= wanted:
            return Cost()
        short = self.model.new_int_var(0, wanted, "")
        self.model.add(short + sum(self.member[id] for id in sorted(among)) >= wanted)
        return Cost(((short, 1),))

    def _spare_hours(self) -> Cost:
        """Minutes that the team's most hours fall short of the awake minutes needed / availability."""
        week = self.asked.week
        needed = minutes_wanted(week)
        short = self.model.new_int_var(0, needed, "")
        offered = sum(self.member[each.id] * each.contract.most_minutes for each in week.supporters)
        self.model.add(short + offered >= needed)
        return Cost(((short, 1),))

    def _two_for_each_need(self) -> Cost:
        """Minutes of each need for each supporter fewer than two in the team who could work it."""
        terms: list[tuple[cp_model.IntVar, int]] = []
        for need in self.asked.week.needs:
            able = [
                self.member[each.id]
                for each in self.board.everyone
                if not is_zero(self.board.works(each, need))
            ]
            short = self.model.new_int_var(0, ABLE_TO_WORK_EACH_NEED, "")
            self.model.add(short + sum(able) >= ABLE_TO_WORK_EACH_NEED)
            terms.append((short, need.minutes))
        return Cost(tuple(terms))

    def _match(self) -> Cost:
        """What the team's match falls short of: see matching.team_match_cost, which the audit uses."""
        return Cost((), 2 * WHOLE * SCALE) + self._things() + self._average()

    def _things(self) -> Cost:
        week = self.asked.week
        terms: list[tuple[cp_model.IntVar, int]] = []
        points = thing_points(week.person)
        for (_, _, ids), worth in zip(sharers(week.person, week.supporters, week.as_of), points, strict=True):
            first, second = self.model.new_bool_var(""), self.model.new_bool_var("")
            self.model.add(first + second <= sum(self.member[id] for id in ids))
            self.model.add_implication(second, first)
            terms += [(first, -FIRST * worth), (second, -SECOND * worth)]
        return Cost(tuple(terms))

    def _average(self) -> Cost:
        """The average of members' own matches: at each team size the sum is divided by that size."""
        week = self.asked.week
        wholes = {each.id: match(week.person, each, week.as_of).whole for each in week.supporters}
        known = {id: whole for id, whole in wholes.items() if whole is not None}
        if not known:
            return Cost()
        average = self.model.new_int_var(0, WHOLE * SCALE, "")
        total = sum(SCALE * whole * self.member[id] for id, whole in known.items())
        sizes = [self.model.new_bool_var("") for _ in range(len(known) + 1)]
        self.model.add_exactly_one(sizes)
        self.model.add(
            sum(size * at for size, at in enumerate(sizes)) == sum(self.member[id] for id in known)
        )
        for size, at in enumerate(sizes):
            self.model.add(size * average <= total if size else average == 0).only_enforce_if(at)
        return Cost(((average, -1),))
