"""Who is in one person's team, as variables, and what that costs by itself: no week is looked at here.

Contingency (spare hours, and two who could work each need), the match and few faces follow from who is in the
team and nothing else. So do the wishes about the team: they fall short only where they have to.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ortools.sat.python import cp_model

from matcher.calendar import DatedNeed
from matcher.contingency import ABLE_TO_WORK_EACH_NEED, minutes_wanted
from matcher.frame import Frame
from matcher.matching import FIRST, SCALE, SECOND, WHOLE, match, sharers, thing_points
from matcher.solver.cost import Cost

FINER = 16
"""Shares of an average are rounded up to this part of a unit."""

TeamLevel = Literal["wishes", "contingency", "match", "faces"]
"""What is asked of a team by itself."""


@dataclass(frozen=True)
class TeamAsked:
    """One person's team to be found: a typical week, who stays, and how many faces."""

    week: Frame
    stays: frozenset[str] = frozenset()
    least: int = 0
    """Faces wished at least; fewer only where it cannot be otherwise."""
    most: int | None = None


@dataclass
class Membership:
    """Who is in one person's team. `able`: those, by id, who could work a need."""

    model: cp_model.CpModel
    asked: TeamAsked
    able: Callable[[DatedNeed], Collection[str]]
    member: dict[str, cp_model.IntVar] = field(init=False)
    _wishes: Cost = field(init=False)

    def __post_init__(self) -> None:
        week = self.asked.week
        self.member = {each.id: self.model.new_bool_var(f"member {each.id}") for each in week.supporters}
        for id in self.asked.stays:
            self.model.add(self.member[id] == 1)
        if self.asked.most is not None:
            self.model.add(sum(self.member.values()) <= self.asked.most)
        self._wishes = self._short_of(self.member, self.asked.least) + self._musts()

    def cost(self, level: TeamLevel) -> Cost:
        """What the team costs at a level."""
        match level:
            case "wishes":
                return self._wishes
            case "contingency":
                return self._spare_hours() + self._two_for_each_need()
            case "match":
                return self._match()
            case "faces":
                return Cost(tuple((member, 1) for member in self.member.values()))

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
        """Minutes that the team's most hours fall short of the awake minutes needed / 0.85."""
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
            able = [self.member[id] for id in self.able(need)]
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
        known = {id: SCALE * whole for id, whole in wholes.items() if whole is not None}
        if not known:
            return Cost()
        average = self.model.new_int_var(0, WHOLE * SCALE, "")
        total = sum(whole * self.member[id] for id, whole in known.items())
        sizes = [self.model.new_bool_var("") for _ in range(len(known) + 1)]
        self.model.add_exactly_one(sizes)
        self.model.add(
            sum(size * at for size, at in enumerate(sizes)) == sum(self.member[id] for id in known)
        )
        for size, at in enumerate(sizes):
            self.model.add(size * average <= total if size else average == 0).only_enforce_if(at)
        self._bound_average(average, known, sizes)
        return Cost(((average, -1),))

    def _bound_average(
        self, average: cp_model.IntVar, known: Mapping[str, int], sizes: Sequence[cp_model.IntVar]
    ) -> None:
        """Implied, and what makes a bound: members with one match at one size are counted, and no size adds
        up to more than its count of them allows. Shares are rounded up."""
        shares: list[tuple[int, cp_model.IntVar]] = []
        at_size: list[list[cp_model.IntVar]] = [[] for _ in sizes]
        for whole in sorted(set(known.values())):
            alike = [self.member[id] for id, other in known.items() if other == whole]
            counts = [self.model.new_int_var(0, min(size, len(alike)), "") for size in range(len(sizes))]
            self.model.add(sum(counts) == sum(alike))
            for size, count in enumerate(counts):
                self.model.add(count <= min(size, len(alike)) * sizes[size])
                at_size[size].append(count)
                shares.append((-(-whole * FINER // max(size, 1)), count))
        for size, counts in enumerate(at_size):
            self.model.add(sum(counts) == size * sizes[size])
        self.model.add(FINER * average <= sum(share * count for share, count in shares))
