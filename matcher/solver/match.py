"""The match: who is in each person's team, with a typical week inside, so a proposed team can work it.

Levels: gaps; contingency (spare hours, and two who could work each need); the match; few faces. Before them
come the wishes about the team itself (how many faces at least, how many who bring a must): they fall short
only where they have to, so no wish makes a match impossible.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.frame import Turn
from matcher.model.answer import MatchLevel
from matcher.rulebook import for_frame
from matcher.solver.board import Board
from matcher.solver.cost import Cost, is_zero
from matcher.solver.membership import Membership, TeamAsked
from matcher.solver.model import Model
from matcher.solver.rota import turns_of
from matcher.solver.run import LevelFound, solve_levels

Question = MatchLevel | Literal["wishes", "gap_count"]
"""A level of the match, the wishes about the team that come before them, or the plain number of gaps."""
MATCH_LEVELS: tuple[MatchLevel, ...] = ("gaps", "contingency", "match", "faces")


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
    alone: tuple[int, ...] = ()
    """Where people share applicants: the least each one's gaps cost with everybody who could join."""

    def level(self, name: Question) -> LevelFound:
        """How one level ended."""
        return next(level for level in self.levels if level.name == name)


def find_team(asked: TeamAsked, clock: Clock, levels: Sequence[Question] = MATCH_LEVELS) -> MatchFound:
    """The best team for one person, if nobody else wants the same applicants.

    Wishes about the team are solved first. No team is handed out with fewer of them met than can be.
    """
    return TeamModel(asked).find(clock, levels)


class TeamModel:
    """The model of one person's team, built once and asked more than one question."""

    def __init__(self, asked: TeamAsked) -> None:
        self._asked = asked
        self._model = Model()
        self._part = _Part(self._model, asked)

    def find(self, clock: Clock, levels: Sequence[Question] = MATCH_LEVELS) -> MatchFound:
        """The best team."""
        return self._find(self._model, clock, self._wishes_and(levels))

    def with_faces(self, faces: int, clock: Clock, levels: Sequence[Question]) -> MatchFound:
        """The best team of so many."""
        model = self._model.clone()
        model.add(sum(self._part.team.member.values()) == faces)
        return self._find(model, clock, self._wishes_and(levels))

    def covering(self, need: str, clock: Clock, levels: Sequence[Question]) -> MatchFound:
        """The best team of those who cover a dated need of the typical week, by its id."""
        model = self._model.clone()
        for each in self._asked.week.needs:
            if each.id == need:
                model.add(sum(self._part.board.on(each)) >= each.need.supporters_needed)
        return self._find(model, clock, self._wishes_and(levels))

    def just(self, members: Collection[str], clock: Clock, levels: Sequence[Question]) -> MatchFound:
        """The best week of just these."""
        model = self._model.clone()
        for id, member in self._part.team.member.items():
            model.add(member == int(id in members))
        return self._find(model, clock, levels)

    def _wishes_and(self, levels: Sequence[Question]) -> list[Question]:
        """The wishes about the team come first, where some could fall short."""
        return ["wishes", *levels] if self._part.cost("wishes").terms else [*levels]

    def _find(self, model: cp_model.CpModel, clock: Clock, levels: Sequence[Question]) -> MatchFound:
        part = self._part
        costs = [(level, part.cost(level)) for level in levels]
        found = solve_levels(model, costs, clock, self._asked.week.person.id)
        if found.values is None or short_of_wishes(found.levels):
            return MatchFound(None, impossible=found.impossible)
        return MatchFound((part.found(found.values),), found.levels)


def short_of_wishes(levels: Sequence[LevelFound]) -> bool:
    """Whether more wishes may be unmet than have to be: there was no time to find out."""
    return any(level.name == "wishes" and level.status != "proved" and level.cost for level in levels)


class _Part:
    """One person's share of the model: a board of the typical week, and who may work on it."""

    def __init__(self, model: cp_model.CpModel, asked: TeamAsked) -> None:
        week = asked.week
        rules = [each for each in for_frame(week) if each.rule.level in ("hard", "gaps")]
        self.team = Membership(model, asked, self._able)
        self.board = Board(model, week, rules, self.team.member)

    def cost(self, level: Question) -> Cost:
        """This person's share of a level."""
        match level:
            case "gaps":
                return self.board.cost("gaps")
            case "gap_count":
                return self.board.uncovered()
            case _:
                return self.team.cost(level)

    def found(self, values: Sequence[int]) -> TeamFound:
        """The team and its week in a solution."""
        members = tuple(id for id, member in self.team.member.items() if values[member.index])
        return TeamFound(members, turns_of(self.board, values))

    def _able(self, need: DatedNeed) -> list[str]:
        works = self.board.works
        return [each.id for each in self.board.everyone if not is_zero(works(each, need))]
