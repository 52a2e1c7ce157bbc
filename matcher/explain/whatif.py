"""What if someone were away: the week without them, who would be asked for more, what would mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ortools.sat.python import cp_model

from matcher import sentences as say
from matcher.calendar import DatedNeed, weekday
from matcher.clock import Clock
from matcher.frame import Frame, Turn
from matcher.model.explained import Away, WhatIf
from matcher.model.supporter import Availability, Supporter
from matcher.model.words import DAYS, KIND_PLURALS, ShiftKind
from matcher.plan import Plan
from matcher.rulebook import InForce, closed, for_frame
from matcher.solver.agreements import asked_for_more_hours
from matcher.solver.board import Board
from matcher.solver.rota import turns_of
from matcher.solver.run import solve_levels
from matcher.wording import DAY_NAMES, are, listed, many

MOST_MENDS = 3


@dataclass(frozen=True)
class Asked:
    """A person's team and typical week, and whose absence is asked about."""

    week: Frame
    away: tuple[tuple[str, ...], ...]


def singles(week: Frame) -> tuple[tuple[str, ...], ...]:
    """Each member alone."""
    return tuple((each.id,) for each in week.supporters)


def pairs(week: Frame) -> tuple[tuple[str, ...], ...]:
    """Each pair of members."""
    return tuple(combinations((each.id for each in week.supporters), 2))


def what_if_away(asked: Asked, clock: Clock) -> WhatIf:
    """The typical week without each of those asked about. Rows not worked out in the time are left out."""
    before = week_without(asked.week, (), clock)
    rows = [row for away in asked.away if (row := week_without(asked.week, away, clock)) is not None]
    if before is None:
        before = Away(
            away=(), gaps=0, gap_minutes=0, cost=0, uncovered=(), kinds=(), carries={}, proved=False
        )
    worst_first = sorted(rows, key=lambda row: (-row.cost, -sum(row.carries.values()), row.away))
    broken = [row for row in worst_first if row.cost > before.cost]
    return WhatIf(
        person=asked.week.person.id,
        headline=_headline(asked.week, worst_first, broken),
        before=before,
        rows=tuple(worst_first),
        mends=tuple(_mends(asked.week, broken, before, clock)),
    )


def week_without(week: Frame, away: Iterable[str], clock: Clock) -> Away | None:
    """The typical week without some members: the fewest gaps, then the fewest hours beyond those agreed."""
    if clock.over:
        return None
    gone = tuple(away)
    frame = replace(week, supporters=tuple(each for each in week.supporters if each.id not in gone))
    board = Board(cp_model.CpModel(), frame, asked_for_more_hours(for_frame(frame)))
    levels = [("gaps", board.cost("gaps")), ("supporters", board.cost("supporters"))]
    found = solve_levels(board.model, levels, clock, week.person.id)
    if found.values is None:
        return None
    plan = Plan.of(frame, turns_of(board, found.values))
    return Away(
        away=gone,
        gaps=sum(count for _, count in plan.missing()),
        gap_minutes=plan.missing_minutes(),
        cost=found.level("gaps").cost,
        uncovered=tuple(_named(need) for need, _ in plan.missing()),
        kinds=tuple(sorted({need.kind for need, _ in plan.missing()})),
        carries=_carries(plan),
        proved=found.level("gaps").status == "proved",
    )


def _carries(plan: Plan) -> dict[str, int]:
    """Awake minutes beyond those agreed, of everybody who would be asked for more."""
    worked = {
        each.id: sum(need.awake_minutes for need in plan.now(each.id)) for each in plan.frame.supporters
    }
    beyond = {each.id: worked[each.id] - each.contract.most_minutes for each in plan.frame.supporters}
    return {id: minutes for id, minutes in beyond.items() if minutes > 0}


def _named(need: DatedNeed) -> str:
    return f"{DAY_NAMES[weekday(need.day)]} {need.need.id}"


def _headline(week: Frame, rows: Sequence[Away], broken: Sequence[Away]) -> str:
    names = {each.id: each.name for each in week.supporters}
    if not broken:
        wording = say.AWAY_NO_WORSE if any(row.gaps for row in rows) else say.AWAY_NOBODY_BREAKS
        return wording.format(person=week.person.name)
    who = listed([" with ".join(names[id] for id in row.away) for row in broken])
    thing = "absence" if all(len(row.away) == 1 for row in broken) else "absence of a pair"
    things = "absences" if all(len(row.away) == 1 for row in broken) else "pairs of absences"
    said = say.AWAY_BREAKS.format(count=many(len(broken), thing, things), person=week.person.name, who=who)
    return said + "".join(_rests_on(week, kind) for kind in _shared_kinds(broken))


def _shared_kinds(broken: Sequence[Away]) -> list[ShiftKind]:
    """Kinds of need that go uncovered whichever of them is away."""
    shared = set(broken[0].kinds).intersection(*(row.kinds for row in broken))
    return sorted(shared)


def _rests_on(week: Frame, kind: ShiftKind) -> str:
    able = [each for each in week.supporters if _can_work(week, each, kind)]
    kinds = f"{KIND_PLURALS[kind][0].upper()}{KIND_PLURALS[kind][1:]}"
    people = many(len(able), "person", "people")
    return say.AWAY_RESTS_ON.format(kinds=kinds, people=people, names=listed([each.name for each in able]))


def _can_work(week: Frame, supporter: Supporter, kind: ShiftKind) -> bool:
    """Whether they could work some need of a kind, by themselves and if asked for more hours."""
    asked = replace(week, with_agreement=True)
    rules = for_frame(asked)
    return any(_open_to(asked, rules, supporter, need) for need in week.needs if need.kind == kind)


def _open_to(week: Frame, rules: Sequence[InForce], supporter: Supporter, need: DatedNeed) -> bool:
    """Whether one need by itself breaks no limit that is about this supporter."""
    plan = Plan.of(week, [Turn(supporter.id, need)]).only(frozenset({supporter.id}))
    mine = [each.rule for each in rules if each.rule.level == "hard" and supporter.id in each.supporters]
    alone = [rule for rule in mine if rule.about == "supporter"]
    return not closed(rules, week, supporter, need) and not any(any(rule.check(plan)) for rule in alone)


def _mends(week: Frame, broken: Sequence[Away], before: Away, clock: Clock) -> list[str]:
    """Single changes, each confirmed by solving every broken week again with just that change."""
    found: list[str] = []
    for kind in _shared_kinds(broken) if broken else ():
        for each in week.supporters:
            if len(found) == MOST_MENDS or _can_work(week, each, kind):
                continue
            changed = _also_works(week, each, kind)
            if _can_work(changed, changed.by_id[each.id], kind) and all(
                _mended(changed, row, before, clock) for row in broken
            ):
                wording = say.AWAY_MENDS_THE_REST if before.gaps else say.AWAY_MENDS
                found.append(wording.format(who=each.name, kinds=KIND_PLURALS[kind]))
    return found


def _also_works(week: Frame, supporter: Supporter, kind: ShiftKind) -> Frame:
    more = Availability(days=DAYS, kinds=(kind,))
    willing = supporter.model_copy(update={"availability": (*(supporter.availability or ()), more)})
    others = tuple(willing if each.id == supporter.id else each for each in week.supporters)
    return replace(week, supporters=others)


def _mended(week: Frame, row: Away, before: Away, clock: Clock) -> bool:
    again = week_without(week, row.away, clock)
    return again is not None and again.cost <= before.cost


def told(away: Away) -> str:
    """A row's gaps in words."""
    return f"{are(away.gaps, 'gap')} left: {listed(away.uncovered)}" if away.gaps else "covered"
