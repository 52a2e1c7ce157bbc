"""A rota as numbers for Timefold, in the order in which `timefold/CareRota.java` reads them.

What two or three shifts of one supporter may not be is asked of our audit, so all rules about few shifts are
in it. Not stated: what a history would count towards, because these teams have none; and, where duties may be
linked, how far apart linked duties lie.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain, combinations
from typing import Any

from peer_stated import CannotState

from matcher.audit import audit
from matcher.calendar import DatedNeed, absolute, close_pairs, days_from, overlapping_pairs
from matcher.fairness import TURN_KINDS, counts, occasion, so_far
from matcher.frame import Frame, Turn
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK, KINDS, MINUTES_IN_DAY, MINUTES_IN_HOUR
from matcher.plan import Plan
from matcher.rulebook import InForce, can_work, for_frame
from matcher.rules import CellRule
from matcher.rules.forward_rotation import ORDER
from matcher.rules.shared_interest import activities, shares

NEAR_MINUTES = 3 * 24 * 60
"""Needs further apart than this have nothing to do with each other, taken two at a time."""
WEIGHED = (
    "few_arrivals",
    "few_faces_in_a_day",
    "fair_turns",
    "forward_rotation",
    "split_duties",
    "overtime",
    "contract_hours",
    "turns_apart",
    "agreed_hours",
    "shared_interest",
)
COUNTED_APART = frozenset(
    {"weekly_rest", "most_hours", "week_working_time", "average_working_time", "cleared_and_inducted"}
)
"""Limits that are stated as sums, or as who is beside whom."""
WEEK = timedelta(days=DAYS_IN_WEEK)


def statement(frame: Frame) -> Iterator[int]:
    """The problem as numbers; CannotState where it has none."""
    asked = _Asked(frame)
    yield from (len(frame.supporters), len(frame.needs), len(TURN_KINDS), len(asked.steps))
    yield from (len(frame.weeks), frame.days)
    yield from asked.limits()
    yield from asked.periods()
    for each in frame.supporters:
        yield from asked.supporter(each)
    yield from asked.activities()
    for need in frame.needs:
        yield from asked.need(need)
    yield from asked.apart()


class _Asked:
    """Rules and sums of a rota that several parts of its statement need."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._rules = for_frame(frame)
        self.steps: Sequence[int] = self._rule("contract_hours").steps_percent

    def limits(self) -> Iterator[int]:
        """What rules ask of everybody, and what each of them weighs."""
        yield self._rule("weekly_rest").hours * MINUTES_IN_HOUR
        yield from map(KINDS.index, ("sleep_in", "waking_night"))
        sleep_ins = self._rule("sleep_ins")
        yield sleep_ins.most_a_week or self._frame.days
        yield sleep_ins.most_in_a_row or self._frame.days
        yield from (self._rule(kind).most for kind in ("nights_in_a_row", "days_in_a_row"))
        yield from (self._rule(kind).weight for kind in WEIGHED)
        yield len(KINDS)
        yield from (ORDER.index(kind) + 1 if kind in ORDER else 0 for kind in KINDS)

    def periods(self) -> Iterator[int]:
        """When weeks begin and end, and the stretches over which hours are agreed."""
        weeks = self._frame.weeks
        yield from (self._midnight(week) for week in weeks)
        yield from (self._midnight(week + WEEK) for week in weeks)
        yield len(self._stretches)
        yield from (weeks.index(first) for first, _ in self._stretches)
        yield from (weeks.index(first) + count for first, count in self._stretches)

    def supporter(self, each: Supporter) -> Iterator[int]:
        """What holds for one supporter: hours, then turns."""
        frame = self._frame
        stage = each.stage_with(frame.person.id, frame.first_day)
        yield from (int(stage == "paired"), int(stage == "ready"))
        yield from (self._rule("most_hours").most(frame, each, week) for week in frame.weeks)
        yield from (self._most_working(each) for _ in frame.weeks)
        yield from (each.contract.minutes for _ in frame.weeks)
        for week in frame.weeks:
            agreed = frame.agreed_minutes(each, days_from(week, DAYS_IN_WEEK))
            yield from (agreed * (100 - step) // 100 for step in self.steps)
        so_fars = (self._turns[kind].get(each.id) for kind in TURN_KINDS)
        yield from (before.ahead if before else -len(frame.needs) for before in so_fars)
        rooms = (self._rooms[kind].get(each.id) for kind in TURN_KINDS)
        yield from (room.left if room else len(frame.needs) for room in rooms)
        yield from (minutes[each.id] for minutes in self._least)

    def activities(self) -> Iterator[int]:
        """How many of those at each activity should share an interest."""
        wanted = self._rule("shared_interest").wanted
        yield len(self._activities)
        yield from (wanted(len(each), len(each)) for each in self._activities)

    def need(self, need: DatedNeed) -> Iterator[int]:
        """One need: when, of what kind, who is able, and what each supporter costs there."""
        frame, everyone = self._frame, self._frame.supporters
        met = self._rule("every_need_met")
        yield (need.day - frame.first_day).days
        yield frame.weeks.index(frame.week_of(need.day))
        yield from (KINDS.index(need.kind), need.need.supporters_needed, need.begin, need.finish)
        yield from (need.awake_minutes, met.price(need) * met.weight)
        days = {kind: occasion(frame, kind, need) for kind in TURN_KINDS}
        yield from (-1 if day is None else day.toordinal() for day in days.values())
        yield from (0 if day is None else counts(kind, day) for kind, day in days.items())
        yield from self._skill(need)
        yield self._activity_of.get(need.id, -1)
        yield from _listed(place for place, each in enumerate(everyone) if shares(each, need))
        yield from _listed(place for place, each in enumerate(everyone) if need.id in self._able[each.id])
        for level in ("person", "supporters"):
            yield from (self._price(level, who, need) for who in everyone)

    def apart(self) -> Iterator[int]:
        """Two and three needs that one supporter may not work together, by place."""
        pairs = list(self._clashes())
        triples = list(self._three(set(pairs)))
        for these in (pairs, triples):
            yield len(these)
            yield from chain.from_iterable(these)

    @cached_property
    def _turns(self) -> Mapping[str, Mapping[str, Any]]:
        fair = self._rule("fair_turns")
        return {kind: so_far(self._frame, kind, fair.weeks_of(kind)) for kind in TURN_KINDS}

    @cached_property
    def _rooms(self) -> Mapping[str, Mapping[str, Any]]:
        rooms = self._rule("turns_apart").rooms
        return {kind: rooms(self._frame, kind) for kind in TURN_KINDS}

    @cached_property
    def _stretches(self) -> Sequence[tuple[date, int]]:
        return list(self._rule("agreed_hours").stretches(self._frame))

    @cached_property
    def _least(self) -> Sequence[Mapping[str, int]]:
        least, frame = self._rule("agreed_hours").least, self._frame
        return [least(frame, first, count, frame.supporters) for first, count in self._stretches]

    @cached_property
    def _able(self) -> Mapping[str, set[str]]:
        frame = self._frame
        return {
            each.id: {need.id for need in can_work(self._rules, frame, each, frame.needs)}
            for each in frame.supporters
        }

    @cached_property
    def _activities(self) -> Sequence[Sequence[DatedNeed]]:
        frame = self._frame
        of_weeks = ([n for n in frame.needs if frame.week_of(n.day) == week] for week in frame.weeks)
        return [each for needs in of_weeks for each in activities(needs)]

    @cached_property
    def _activity_of(self) -> Mapping[str, int]:
        return {need.id: place for place, each in enumerate(self._activities) for need in each}

    def _rule(self, kind: str) -> Any:
        """The one rule of a kind that is in force for everybody; CannotState where there is not just one."""
        found = {each.rule for each in self._rules if each.rule.kind == kind}
        if len(found) != 1:
            raise CannotState(f"{len(found)} rules of the kind {kind}")
        return found.pop()

    def _midnight(self, day: date) -> int:
        return absolute(datetime.combine(day, time(), self._frame.zone))

    def _most_working(self, who: Supporter) -> int:
        """Working minutes in a week, without a history to average over."""
        hours = [self._rule("week_working_time").hours]
        hours += [] if who.contract.opted_out_of_48 else [self._rule("average_working_time").hours]
        return int(min(hours)) * MINUTES_IN_HOUR - who.contract.other_job_minutes

    def _skill(self, need: DatedNeed) -> Iterator[int]:
        """How many on a need have to have a skill, and who has it."""
        some = [asked for asked in need.need.skills if asked.at_least is not None]
        if len(some) > 1 or (need.need.requirement and need.need.requirement.at_least):
            raise CannotState("a need that asks for two things of some of those on it")
        yield some[0].at_least or 0 if some else 0
        everyone = enumerate(self._frame.supporters)
        yield from _listed(place for place, each in everyone if some and each.holds(some[0].skill, need.day))

    def _price(self, level: str, who: Supporter, need: DatedNeed) -> int:
        """What rules that look at one shift charge for it at a level."""
        return sum(
            each.rule.weight
            for each in self._rules
            if isinstance(each.rule, CellRule)
            and each.rule.level == level
            and who.id in each.supporters
            and each.rule.against(self._frame, who, need) is not None
        )

    def _clashes(self) -> Iterator[tuple[int, int]]:
        needs = self._frame.needs
        place = {need.id: number for number, need in enumerate(needs)}
        for a, b in (*overlapping_pairs(needs), *close_pairs(needs, NEAR_MINUTES)):
            if self._broken((a, b)):
                yield place[a.id], place[b.id]

    def _three(self, pairs: set[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
        """Three shifts within two days that may not be worked together, though any two of them may."""
        needs = list(enumerate(self._frame.needs))
        for one, first in needs:
            near = [number for number, need in needs if 0 <= need.begin - first.begin < 2 * MINUTES_IN_DAY]
            for three in combinations(near, 3):
                free = three[0] == one and not pairs & {*combinations(three, 2)}
                if free and self._broken([needs[number][1] for number in three]):
                    yield three

    def _broken(self, needs: Sequence[DatedNeed]) -> bool:
        """Whether one supporter, who may work each of these, may not work all of them."""
        able = self._able.items()
        who = next((id for id, mine in able if all(need.id in mine for need in needs)), None)
        if who is None:
            return False
        mine: list[InForce] = [
            each for each in self._rules if who in each.supporters and each.rule.about == "supporter"
        ]
        plan = Plan.of(self._frame.only(frozenset({who})), [Turn(who, need) for need in needs])
        return any(found.rule not in COUNTED_APART for found in audit(plan, mine).broken)


def _listed(places: Iterable[int]) -> list[int]:
    found = list(places)
    return [len(found), *found]
