"""Timefold Solver 1.24 as a peer: Java against the jars inside the wheel `timefold==1.24.0b0`.

The problem goes in as numbers and the rota comes out as turns; `timefold/CareRota.java` states the rules.
What two or three shifts of one supporter may not be is asked of our audit, so all rules about few shifts are
in it. Not stated: what a history would count towards, because these teams have none; and, where duties may be
linked, how far apart linked duties lie. Each cost it counts has to be what our audit says of its rota, or the
statement is wrong and nothing is printed. The community edition solves on one thread.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

from peer_stated import CannotState

from matcher.audit import audit
from matcher.calendar import DatedNeed, absolute, close_pairs, days_from, overlapping_pairs
from matcher.fairness import TURN_KINDS, counts, occasion, so_far
from matcher.frame import Frame, Turn
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK, KINDS, MINUTES_IN_DAY, MINUTES_IN_HOUR
from matcher.plan import Plan
from matcher.rulebook import InForce, can_work, for_frame
from matcher.rules import CellRule
from matcher.rules.forward_rotation import ORDER
from matcher.rules.shared_interest import activities, shares

JAVA = Path(__file__).parent / "timefold" / "CareRota.java"
LEVELS: tuple[Level, ...] = ("gaps", "person", "supporters")
NEAR_MINUTES = 3 * 24 * 60
"""Needs further apart than this have nothing to do with each other, taken two at a time."""


def missing() -> str | None:
    """Why this peer cannot run here; None where it can."""
    if not _jars():  # Our own folder of that name is found where the wheel is not there.
        return "not installed: pip install '.[peers]'"
    return None if shutil.which("javac") else "not run: there is no JDK"


def _jars() -> str:
    """Where the wheel keeps its Java."""
    spec = find_spec("timefold")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return ":".join(str(jar) for folder in folders for jar in sorted(Path(folder).glob("solver/jars/*.jar")))


def timefold(frame: Frame, seconds: float, seed: int = 0) -> tuple[Turn, ...] | None:
    """Timefold for so many seconds of solving; starting Java and compiling are not counted."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["javac", "-cp", _jars(), "-d", folder, str(JAVA)], check=True, capture_output=True)
        asked = " ".join(map(str, statement(frame)))
        ran = subprocess.run(
            ["java", "-cp", f"{_jars()}:{folder}", "CareRota", str(seconds), str(seed)],
            input=asked,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    score, *lines = (line.split() for line in ran.stdout.splitlines() if line.startswith(("score", "turn")))
    turns = tuple(Turn(frame.supporters[int(who)].id, frame.needs[int(need)]) for _, need, who in lines)
    found = audit(Plan.of(frame, turns), for_frame(frame))
    own = [-int(number) for number in re.findall(r"-?\d+", score[1])]
    if own[1:] != [found.cost(level) for level in LEVELS]:
        raise RuntimeError(f"Timefold counts {own[1:]}, the audit {found.costs()}")
    return turns


def statement(frame: Frame) -> Iterator[int]:
    """The problem as numbers, in the order CareRota reads them; CannotState where it has none."""
    rules = for_frame(frame)
    everyone, needs, weeks = frame.supporters, frame.needs, frame.weeks
    turns = {kind: so_far(frame, kind, _rule(rules, "fair_turns").weeks_of(kind)) for kind in TURN_KINDS}
    contract = _rule(rules, "contract_hours")
    steps = contract.steps_percent
    yield from (len(everyone), len(needs), len(TURN_KINDS), len(steps), len(weeks), frame.days)
    yield from (
        _rule(rules, "weekly_rest").hours * MINUTES_IN_HOUR,
        *map(KINDS.index, ("sleep_in", "waking_night")),
    )
    sleep_ins = _rule(rules, "sleep_ins")
    yield from (sleep_ins.most_a_week or frame.days, sleep_ins.most_in_a_row or frame.days)
    yield from (_rule(rules, kind).most for kind in ("nights_in_a_row", "days_in_a_row"))
    yield from (_rule(rules, kind).weight for kind in WEIGHED)
    yield len(KINDS)
    yield from (ORDER.index(kind) + 1 if kind in ORDER else 0 for kind in KINDS)
    begins = [absolute(datetime.combine(week, time(), frame.zone)) for week in weeks]
    yield from begins
    yield from (absolute(datetime.combine(week + WEEK, time(), frame.zone)) for week in weeks)
    agreed_hours, apart = _rule(rules, "agreed_hours"), _rule(rules, "turns_apart")
    stretches = list(agreed_hours.stretches(frame))
    yield len(stretches)
    yield from (weeks.index(first) for first, _ in stretches)
    yield from (weeks.index(first) + count for first, count in stretches)
    least = [agreed_hours.least(frame, first, count, everyone) for first, count in stretches]
    rooms = {kind: apart.rooms(frame, kind) for kind in TURN_KINDS}
    for each in everyone:
        stage = each.stage_with(frame.person.id, frame.first_day)
        yield from (int(stage == "paired"), int(stage == "ready"))
        yield from (_rule(rules, "most_hours").most(frame, each, week) for week in weeks)
        yield from (_most_working(rules, each) for _ in weeks)
        yield from (each.contract.minutes for _ in weeks)
        for week in weeks:
            agreed = frame.agreed_minutes(each, days_from(week, DAYS_IN_WEEK))
            yield from (agreed * (100 - step) // 100 for step in steps)
        so_fars = (turns[kind].get(each.id) for kind in TURN_KINDS)
        yield from (before.ahead if before else -len(needs) for before in so_fars)
        mine = (rooms[kind].get(each.id) for kind in TURN_KINDS)
        yield from (room.left if room else len(needs) for room in mine)
        yield from (minutes[each.id] for minutes in least)
    able = {each.id: {need.id for need in can_work(rules, frame, each, needs)} for each in everyone}
    times = [each for week in weeks for each in activities(n for n in needs if frame.week_of(n.day) == week)]
    yield len(times)
    yield from (_rule(rules, "shared_interest").wanted(len(each), len(each)) for each in times)
    activity = {need.id: place for place, each in enumerate(times) for need in each}
    for need in needs:
        yield from _need(frame, rules, need, able, activity.get(need.id, -1))
    pairs = list(_clashes(frame, rules, able))
    yield len(pairs)
    yield from (number for pair in pairs for number in pair)
    triples = list(_three(frame, rules, able, set(pairs)))
    yield len(triples)
    yield from (number for triple in triples for number in triple)


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
WEEK = timedelta(days=DAYS_IN_WEEK)


def _need(
    frame: Frame,
    rules: Sequence[InForce],
    need: DatedNeed,
    able: Mapping[str, set[str]],
    activity: int,
) -> Iterator[int]:
    met = _rule(rules, "every_need_met")
    yield (need.day - frame.first_day).days
    yield frame.weeks.index(frame.week_of(need.day))
    yield from (KINDS.index(need.kind), need.need.supporters_needed, need.begin, need.finish)
    yield from (need.awake_minutes, met.price(need) * met.weight)
    days = [occasion(frame, kind, need) for kind in TURN_KINDS]
    yield from (-1 if day is None else day.toordinal() for day in days)
    yield from (0 if day is None else counts(kind, day) for kind, day in zip(TURN_KINDS, days, strict=True))
    some = [asked for asked in need.need.skills if asked.at_least is not None]
    if len(some) > 1 or (need.need.requirement and need.need.requirement.at_least):
        raise CannotState("a need that asks for two things of some of those on it")
    yield some[0].at_least or 0 if some else 0
    yield from _listed(
        place for place, each in enumerate(frame.supporters) if some and each.holds(some[0].skill, need.day)
    )
    yield activity
    yield from _listed(place for place, each in enumerate(frame.supporters) if shares(each, need))
    yield from _listed(place for place, each in enumerate(frame.supporters) if need.id in able[each.id])
    for level in ("person", "supporters"):
        yield from (_price(frame, rules, level, who, need) for who in frame.supporters)


def _price(frame: Frame, rules: Sequence[InForce], level: str, who: Supporter, need: DatedNeed) -> int:
    """What rules that look at one shift charge for it at a level."""
    return sum(
        each.rule.weight
        for each in rules
        if isinstance(each.rule, CellRule)
        and each.rule.level == level
        and who.id in each.supporters
        and each.rule.against(frame, who, need) is not None
    )


def _listed(places: Iterable[int]) -> list[int]:
    found = list(places)
    return [len(found), *found]


def _rule(rules: Iterable[InForce], kind: str) -> Any:
    """The one rule of a kind that is in force for everybody; CannotState where there is not just one."""
    found = {each.rule for each in rules if each.rule.kind == kind}
    if len(found) != 1:
        raise CannotState(f"{len(found)} rules of the kind {kind}")
    return found.pop()


def _most_working(rules: Sequence[InForce], who: Supporter) -> int:
    """Working minutes in a week, without a history to average over."""
    hours = [_rule(rules, "week_working_time").hours]
    hours += [] if who.contract.opted_out_of_48 else [_rule(rules, "average_working_time").hours]
    return int(min(hours)) * MINUTES_IN_HOUR - who.contract.other_job_minutes


def _clashes(
    frame: Frame, rules: Sequence[InForce], able: Mapping[str, set[str]]
) -> Iterator[tuple[int, int]]:
    place = {need.id: number for number, need in enumerate(frame.needs)}
    near = [*overlapping_pairs(frame.needs), *close_pairs(frame.needs, NEAR_MINUTES)]
    for a, b in near:
        if _broken(frame, rules, able, (a, b)):
            yield place[a.id], place[b.id]


def _three(
    frame: Frame, rules: Sequence[InForce], able: Mapping[str, set[str]], pairs: set[tuple[int, int]]
) -> Iterator[tuple[int, ...]]:
    """Three shifts within two days that may not be worked together, though any two of them may."""
    needs = list(enumerate(frame.needs))
    for one, first in needs:
        near = [number for number, need in needs if 0 <= need.begin - first.begin < 2 * MINUTES_IN_DAY]
        for three in combinations(near, 3):
            free = three[0] == one and not pairs & {*combinations(three, 2)}
            if free and _broken(frame, rules, able, [frame.needs[number] for number in three]):
                yield three


def _broken(
    frame: Frame, rules: Sequence[InForce], able: Mapping[str, set[str]], needs: Sequence[DatedNeed]
) -> bool:
    """Whether one supporter, who may work each of these, may not work all of them."""
    who = next((id for id, mine in able.items() if all(need.id in mine for need in needs)), None)
    if who is None:
        return False
    alone = frame.only(frozenset({who}))
    mine = [each for each in rules if who in each.supporters and each.rule.about == "supporter"]
    plan = Plan.of(alone, [Turn(who, need) for need in needs])
    return any(found.rule not in COUNTED_APART for found in audit(plan, mine).broken)


COUNTED_APART = frozenset(
    {"weekly_rest", "most_hours", "week_working_time", "average_working_time", "cleared_and_inducted"}
)
"""Limits that are stated as sums, or as who is beside whom."""
