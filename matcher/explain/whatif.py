"""What if someone were away: the week without them, who would be asked for more, what would mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

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
from matcher.solver.model import Model
from matcher.solver.rota import turns_of
from matcher.solver.run import solve_levels
from matcher.wording import DAY_NAMES, listed, many

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


@dataclass(frozen=True)
class Told:
    """What may be said of rows: which are sure to leave more uncovered than with everybody, which may."""

    before: Away
    rows: tuple[Away, ...]
    sure: tuple[Away, ...]
    unsure: tuple[Away, ...]

    @property
    def broken(self) -> tuple[Away, ...]:
        """All that the headline names."""
        return (*self.sure, *self.unsure)


def what_if_away(asked: Asked, clock: Clock) -> WhatIf:
    """The typical week without each of those asked about. Rows not worked out in the time are left out."""
    before = week_without(asked.week, (), clock)
    rows = [row for away in asked.away if (row := week_without(asked.week, away, clock)) is not None]
    worst_first = tuple(sorted(rows, key=lambda row: (-row.cost, -sum(row.carries.values()), row.away)))
    told = _told(worst_first, before) if before is not None else None
    return WhatIf(
        person=asked.week.person.id,
        headline=_headline(asked, told),
        before=before,
        rows=worst_first,
        mends=tuple(_mends(asked.week, told, clock)) if told is not None else (),
    )


def _told(rows: tuple[Away, ...], before: Away) -> Told:
    """A row that is not proved may still leave less; so may the week with everybody."""
    sure = tuple(row for row in rows if row.proved and row.cost > before.cost)
    no_worse = [row for row in rows if row.cost == 0 or (before.proved and row.cost <= before.cost)]
    unsure = tuple(row for row in rows if row not in sure and row not in no_worse)
    return Told(before, rows, sure, unsure)


def week_without(week: Frame, away: Iterable[str], clock: Clock) -> Away | None:
    """The typical week without some members: the fewest gaps, then the fewest hours beyond those agreed."""
    if clock.over:
        return None
    gone = tuple(dict.fromkeys(away))
    frame = replace(week, supporters=tuple(each for each in week.supporters if each.id not in gone))
    board = Board(Model(), frame, asked_for_more_hours(for_frame(frame)))
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
        proved=found.level("gaps").status == "proved" or found.level("gaps").cost == 0,
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


def _headline(asked: Asked, told: Told | None) -> str:
    if not asked.away:
        return say.AWAY_TOO_SMALL.format(person=asked.week.person.name)
    if told is None or not told.rows:
        return say.AWAY_NOT_WORKED_OUT.format(person=asked.week.person.name)
    said = [_named_alone(asked, told)] if len(asked.away) == 1 else _of_each(asked, told)
    kinds = _shared_kinds(told.sure) if told.sure else []
    return " ".join([*said, *(_rests_on(asked.week, kind) for kind in kinds)])


def _named_alone(asked: Asked, told: Told) -> str:
    """One absence, by the names of all who are away."""
    broken = say.AWAY_NAMED_BREAKS_MORE if told.before.gaps else say.AWAY_NAMED_BREAKS
    unbroken = say.AWAY_NO_WORSE if told.rows[0].gaps else say.AWAY_COVERED
    wording = broken if told.sure else say.AWAY_NAMED_MAY_BREAK if told.unsure else unbroken["named"]
    who = listed([asked.week.by_id[id].name for id in told.rows[0].away])
    return wording.format(who=who, person=asked.week.person.name)


def _of_each(asked: Asked, told: Told) -> list[str]:
    """How many absences leave more uncovered, which may, and how many were not worked out."""
    breaks = say.AWAY_BREAKS_MORE if told.before.gaps else say.AWAY_BREAKS
    said = [_counted(asked, breaks, told.sure)] if told.sure else []
    said += [_counted(asked, say.AWAY_MAY_BREAK, told.unsure)] if told.unsure else []
    left = len(asked.away) - len(told.rows)
    if left:
        said.append(say.AWAY_NOT_ALL.format(count=left, asked=_absences(asked.away, len(asked.away))))
    if said:
        no_worse = [] if told.broken else [say.AWAY_REST_NO_WORSE.format(person=asked.week.person.name)]
        return [*said, *no_worse]
    size = _size(asked.away)
    wording = say.AWAY_NO_WORSE if any(row.gaps for row in told.rows) else say.AWAY_COVERED
    whoever = wording["each" if size == 1 else "group"]
    return [whoever.format(size=size or "of these", person=asked.week.person.name)]


def _counted(asked: Asked, wording: str, rows: Sequence[Away]) -> str:
    who = listed([_with(asked.week, row.away) for row in rows])
    count = _absences([row.away for row in rows], len(rows))
    return wording.format(count=count, person=asked.week.person.name, who=who)


def _with(week: Frame, away: Sequence[str]) -> str:
    """'Ann', 'Ann with Bob', 'Ann with Bob and Cat'."""
    first, *others = [week.by_id[id].name for id in away]
    return f"{first} with {listed(others)}" if others else first


def _size(away: Sequence[Sequence[str]]) -> int | None:
    """How many are away at once, where that is always the same."""
    sizes = {len(each) for each in away}
    return sizes.pop() if len(sizes) == 1 else None


def _absences(away: Sequence[Sequence[str]], count: int) -> str:
    """'1 absence', '4 pairs of absences', '2 absences of 3 together'."""
    size = _size(away)
    if size == 2:
        return many(count, "pair of absences", "pairs of absences")
    together = "" if size == 1 else f" of {size or 'several'} together"
    return f"{many(count, 'absence')}{together}"


def _shared_kinds(broken: Sequence[Away]) -> list[ShiftKind]:
    """Kinds of need that go uncovered whichever of them is away."""
    shared = set(broken[0].kinds).intersection(*(row.kinds for row in broken))
    return sorted(shared)


def _rests_on(week: Frame, kind: ShiftKind) -> str:
    able = [each for each in week.supporters if _can_work(week, each, kind)]
    if not able:
        return say.AWAY_RESTS_ON_NOBODY.format(kinds=KIND_PLURALS[kind])
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


def _mends(week: Frame, told: Told, clock: Clock) -> list[str]:
    """Single changes, each confirmed by solving every broken week again with just that change."""
    found: list[str] = []
    for kind in _shared_kinds(told.broken) if told.broken and told.before.proved else ():
        for each in week.supporters:
            if len(found) == MOST_MENDS or _can_work(week, each, kind):
                continue
            changed = _also_works(week, each, kind)
            if _can_work(changed, changed.by_id[each.id], kind) and all(
                _mended(changed, row, told.before, clock) for row in told.broken
            ):
                wording = say.AWAY_MENDS_THE_REST if told.before.gaps else say.AWAY_MENDS
                found.append(wording.format(who=each.name, kinds=KIND_PLURALS[kind]))
    return found


def _also_works(week: Frame, supporter: Supporter, kind: ShiftKind) -> Frame:
    """The week with one of them coming for a kind on any day, besides all they come for now."""
    if supporter.availability is None:
        return week
    more = Availability(days=DAYS, kinds=(kind,))
    willing = supporter.model_copy(update={"availability": (*supporter.availability, more)})
    others = tuple(willing if each.id == supporter.id else each for each in week.supporters)
    return replace(week, supporters=others)


def _mended(week: Frame, row: Away, before: Away, clock: Clock) -> bool:
    again = week_without(week, row.away, clock)
    return again is not None and again.cost <= before.cost
