"""The master of a match for several people: who is in which team, and what each week costs at least."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from ortools.sat.python import cp_model

from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.frame import Frame
from matcher.model.words import ShiftKind
from matcher.rulebook import can_work, for_frame
from matcher.rules.every_need_met import EveryNeedMet
from matcher.solver.cost import Cost
from matcher.solver.membership import Membership, TeamAsked, TeamLevel
from matcher.solver.model import Model
from matcher.solver.reach import Size, reach
from matcher.solver.run import Found, solve_levels

Team = frozenset[str]
Level = TeamLevel | Literal["gaps"]


@dataclass(frozen=True)
class Learnt:
    """With this team, or a part of it, the week of the person at `place` costs at least so much."""

    place: int
    team: Team
    least: int


class Master:
    """Teams of all people at once. What a week costs is only known from below."""

    def __init__(self, group: Sequence[TeamAsked], clock: Clock) -> None:
        self._model = Model()
        self._people = [_Person(self._model, asked, clock) for asked in group]
        for id in sorted(self.everybody()):
            self._model.add_at_most_one(
                person.team.member[id] for person in self._people if id in person.team.member
            )

    def least(self, levels: Sequence[Level], clock: Clock, hint: Mapping[int, int]) -> Found:
        """The least that levels can cost, one after another, as far as is known."""
        costs = [(level, self._cost(level)) for level in levels]
        return solve_levels(self._model.clone(), costs, clock.unwatched(), "", hint)

    def values_of(self, teams: Sequence[Team], level: Level, clock: Clock) -> Mapping[int, int]:
        """A solution with these teams, to begin from; empty where there was no time to find it."""
        cost = self._cost(level)
        model = self._model.clone()
        for person, team in zip(self._people, teams, strict=True):
            for id, member in person.team.member.items():
                model.add(model.get_int_var_from_proto_index(member.index) == int(id in team))
        found = solve_levels(model, [(level, cost)], clock.unwatched())
        return dict(enumerate(found.values or ()))

    def hold(self, level: Level, cost: int) -> None:
        """From now on a level costs no more than this."""
        self._model.add(self._cost(level).expression <= cost)

    def know(self, learnt: Sequence[Learnt]) -> None:
        """A week costs at least so much, unless somebody joins who was not there."""
        for each in learnt:
            person = self._people[each.place]
            joins = [member for id, member in person.team.member.items() if id not in each.team]
            self._model.add(person.gaps.expression + each.least * sum(joins) >= each.least)

    def teams(self, values: Sequence[int]) -> list[Team]:
        """Who is in each team in a solution."""
        return [
            frozenset(id for id, member in person.team.member.items() if values[member.index])
            for person in self._people
        ]

    def thought(self, values: Sequence[int]) -> list[int]:
        """What each person's week is thought to cost in a solution."""
        return [person.gaps.of(values) for person in self._people]

    def everybody(self) -> Team:
        """All who are in some team, or could be."""
        return frozenset(id for person in self._people for id in person.team.member)

    def _cost(self, level: Level) -> Cost:
        return sum((person.cost(level) for person in self._people), Cost())


class _Person:
    """One person's team, and their needs with how many are missing at least."""

    def __init__(self, model: cp_model.CpModel, asked: TeamAsked, clock: Clock) -> None:
        self._model = model
        week = asked.week
        rules = for_frame(week)
        self._able: dict[str, list[str]] = {need.id: [] for need in week.needs}
        for each in week.supporters:
            for need in can_work(rules, week, each, week.needs):
                self._able[need.id].append(each.id)
        self.team = Membership(model, asked, self._able_to_work)
        missing = {
            need.id: model.new_int_var(0, need.need.supporters_needed, f"missing {need.id}")
            for need in week.needs
        }
        for need in week.needs:
            able = sum(self.team.member[id] for id in self._able[need.id])
            model.add(able + missing[need.id] >= need.need.supporters_needed)
        asks = [each.rule for each in rules if isinstance(each.rule, EveryNeedMet)]
        prices = {need.id: sum(rule.price(need) * rule.weight for rule in asks) for need in week.needs}
        self.gaps = Cost(tuple((missing[id], price) for id, price in prices.items()))
        self._bound(week, missing, prices, clock)
        self._costs: dict[Level, Cost] = {}

    def _bound(
        self,
        week: Frame,
        missing: Mapping[str, cp_model.IntVar],
        prices: Mapping[str, int],
        clock: Clock,
    ) -> None:
        """A team does no more than its members could do one by one, however it is measured."""
        kinds = dict.fromkeys(need.kind for need in week.needs)
        sizes: list[Size] = [
            lambda need: prices.get(need.id, 0),
            lambda need: need.awake_minutes,
            *(partial(_is_of, kind) for kind in kinds),
        ]
        reaches = [(self.team.member[each.id], reach(week, each, sizes, clock)) for each in week.supporters]
        for place, size in enumerate(sizes):
            done = sum(size(need) * (need.need.supporters_needed - missing[need.id]) for need in week.needs)
            self._model.add(done <= sum(member * most[place] for member, most in reaches))

    def cost(self, level: Level) -> Cost:
        """What a level costs, made when it is first asked for."""
        if level not in self._costs:
            self._costs[level] = self.gaps if level == "gaps" else self.team.cost(level)
        return self._costs[level]

    def _able_to_work(self, need: DatedNeed) -> list[str]:
        return self._able[need.id]


def _is_of(kind: ShiftKind, need: DatedNeed) -> int:
    return int(need.kind == kind)
