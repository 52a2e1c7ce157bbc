"""What is taken in turns (weekends, nights, sleep-ins, bank holidays), and how it was shared before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from matcher.bank_holidays import is_bank_holiday
from matcher.calendar import ONE_DAY, DatedNeed, days_from
from matcher.frame import Frame
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK, TURN_NAMES, TurnKind
from matcher.offered import can_come

TURN_KINDS: tuple[TurnKind, ...] = tuple(TURN_NAMES)
SATURDAY = 5
COUNT_TWICE = frozenset({(12, 25), (1, 1)})
"""Month and day of Christmas Day and of New Year's Day, on which most people would be at home."""


@dataclass(frozen=True)
class SoFar:
    """A supporter's turns of one kind in the days looked back on."""

    worked: int
    """Turns worked."""
    counted: int
    """Turns counted for days they were not here: as many as the others had on average on so many days."""
    ahead: int
    """How many more that is than whoever has fewest."""


def occasion(frame: Frame, kind: TurnKind, need: DatedNeed) -> date | None:
    """The day a need is a turn on: of a weekend its Saturday. None where it is no turn of this kind."""
    match kind:
        case "weekend":
            later = need.day.weekday() - SATURDAY
            return need.day - ONE_DAY * later if later >= 0 else None
        case "bank_holiday":
            special = counts(kind, need.day) > 1 or is_bank_holiday(frame.organisation, need.day)
            return need.day if special else None
        case _:
            return need.day if need.kind == kind else None


def occasions(frame: Frame, kind: TurnKind, needs: Iterable[DatedNeed]) -> set[date]:
    """The turns that some needs are: a weekend is one, and so is a day with two parts of a need."""
    return {day for need in needs if (day := occasion(frame, kind, need)) is not None}


def counts(kind: TurnKind, day: date) -> int:
    """How many turns an occasion counts."""
    return 2 if kind == "bank_holiday" and (day.month, day.day) in COUNT_TWICE else 1


def turns(kind: TurnKind, days: Iterable[date]) -> int:
    """How many turns some occasions count together."""
    return sum(counts(kind, day) for day in days)


def looked_back(frame: Frame, weeks: int) -> list[date]:
    """The days before the rota that count: so many weeks, of those that are known."""
    known = [turn.need.day for turn in frame.past if turn.need.elsewhere is None]
    known += [] if frame.known_from is None else [frame.known_from]
    earliest = frame.first_day - timedelta(days=weeks * DAYS_IN_WEEK)
    first = max(earliest, min([*known, frame.first_day]))
    return days_from(first, (frame.first_day - first).days)


def worked_before(frame: Frame, supporter: Supporter, days: Iterable[date]) -> list[DatedNeed]:
    """What a supporter worked for the person on some days before the rota."""
    counted = frozenset(days)
    return [need for need in frame.came_before(supporter.id) if need.day in counted]


def days_with_person(frame: Frame, supporter: Supporter, days: Iterable[date]) -> int:
    """On how many days a supporter could have come: in their contract, not away, and met by the person."""
    first = _since(frame, supporter)
    return sum(first is None or first <= day for day in frame.days_here(supporter, days))


def _since(frame: Frame, supporter: Supporter) -> date | None:
    """The day the person met a supporter or, if sooner, they first came; None where neither is known."""
    met = [said.met_on for said in frame.person.answers if said.supporter == supporter.id]
    came = [need.day for need in frame.came_before(supporter.id)]
    return min([*(day for day in met if day is not None), *came], default=None)


def takers(frame: Frame, kind: TurnKind, before: Mapping[str, Iterable[DatedNeed]]) -> tuple[Supporter, ...]:
    """Who had a turn, by what each worked before, or offered to come for a need of the rota that is one.

    Who comes for nothing else takes no turns: it is what they agreed to.
    """
    chances = [need for need in frame.needs if occasion(frame, kind, need) is not None]
    others = [] if kind == "bank_holiday" else _nothing_of_it(frame, kind)
    had = {id: bool(occasions(frame, kind, needs)) for id, needs in before.items()}
    return tuple(
        each
        for each in frame.supporters
        if (not others or _comes(frame, each, others)) and (had[each.id] or _comes(frame, each, chances))
    )


def _nothing_of_it(frame: Frame, kind: TurnKind) -> list[DatedNeed]:
    """Needs that are no such turn, in the week a rota begins in."""
    week = days_from(frame.week_of(frame.first_day), DAYS_IN_WEEK)
    return [need for day in week for need in frame.needs_on(day) if occasion(frame, kind, need) is None]


def _comes(frame: Frame, supporter: Supporter, needs: Iterable[DatedNeed]) -> bool:
    """Whether a supporter offered to come for one of some needs."""
    return any(can_come(supporter, need, frame.zone) for need in needs)


def so_far(frame: Frame, kind: TurnKind, weeks: int) -> Mapping[str, SoFar]:
    """How the turns of the weeks before were shared, by supporter, of those who take turns.

    Somebody new begins at the average.
    """
    days = looked_back(frame, weeks)
    before = {each.id: worked_before(frame, each, days) for each in frame.supporters}
    taking = takers(frame, kind, before)
    worked = {each.id: turns(kind, occasions(frame, kind, before[each.id])) for each in taking}
    here = {each.id: days_with_person(frame, each, days) for each in taking}
    all_worked, all_here = sum(worked.values()), sum(here.values())
    counted = {id: _nearest(all_worked * (len(days) - here[id]), all_here) for id in worked}
    fewest = min((worked[id] + counted[id] for id in worked), default=0)
    return {id: SoFar(worked[id], counted[id], worked[id] + counted[id] - fewest) for id in worked}


def even_shares(
    frame: Frame, kind: TurnKind, days: Sequence[date], taking: Iterable[str], all_turns: int
) -> dict[str, Fraction]:
    """All turns of some days shared out by how many each supporter could have had, by supporter."""
    chances = _chances(frame, kind, days)
    could = {id: _could_have(frame, kind, frame.by_id[id], chances) for id in taking}
    all_could = sum(could.values())
    return {id: Fraction(all_turns * count, all_could or 1) for id, count in could.items()}


def offered(frame: Frame, kind: TurnKind) -> int:
    """How many turns a rota gives at least: of each occasion that begins in it, as many as the supporters
    that one of its needs asks for at most.
    """
    chances = _chances(frame, kind, frame.dates)
    return sum(
        counts(kind, day) * max(need.need.supporters_needed for need in needs)
        for day, needs in chances.items()
        if day >= frame.first_day
    )


def _chances(frame: Frame, kind: TurnKind, days: Iterable[date]) -> dict[date, list[DatedNeed]]:
    """The needs that are turns on some days, by the occasion they are."""
    found: dict[date, list[DatedNeed]] = {}
    for day in days:
        for need in frame.needs_on(day):
            when = occasion(frame, kind, need)
            if when is not None:
                found.setdefault(when, []).append(need)
    return found


def _could_have(
    frame: Frame, kind: TurnKind, supporter: Supporter, chances: Mapping[date, Iterable[DatedNeed]]
) -> int:
    """How many of some turns a supporter could have had: offered to come for, while they were here."""
    here = _since(frame, supporter)
    return sum(
        counts(kind, when)
        for when, needs in chances.items()
        if any(
            (here is None or here <= need.day)
            and frame.days_here(supporter, [need.day])
            and can_come(supporter, need, frame.zone)
            for need in needs
        )
    )


def _nearest(share: int, of: int) -> int:
    """A division to the nearest whole number; a half goes up."""
    return (2 * share + of) // (2 * of) if of else 0
