"""Each coming week solved in its turn, with what was worked before carried on. People do not wait for others.

The nearest week of everyone comes first, so that whoever stops it has looked at what is near.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial

from matcher.ahead.sentences import AHEAD_WEEK_OF
from matcher.calendar import days_from
from matcher.clock import Clock
from matcher.frame import NOTHING_BEFORE, Before
from matcher.model.person import Person
from matcher.model.words import DAYS_IN_WEEK
from matcher.rotas import RotaMade, make_rota
from matcher.solve import Request
from matcher.team_frames import team_frame
from matcher.wording import day_name

SHARE = 0.8
"""Share of the time for the weeks; the rest is for asking why."""
EVEN_SHARES = 6
"""How many even shares of the time left one week may take: few need one, and near weeks matter most."""

Weeks = Mapping[str, Sequence[RotaMade]]
"""The weeks of each person, by id, as far as they were reached: the last may be without a rota."""


@dataclass(frozen=True)
class Time:
    """How long one week may take, with how many cores."""

    clock: Clock
    seconds: float
    workers: int


def first_days(asked: Request) -> list[date]:
    """The first day of each week asked for."""
    return days_from(asked.first_day, asked.days)[::DAYS_IN_WEEK]


def weeks_ahead(asked: Request) -> Weeks:
    """The rota of every week of everyone, until the time is over. A week without one ends a person's row."""
    made: dict[str, list[RotaMade]] = {person.id: [] for person in asked.organisation.people}
    days = first_days(asked)
    clock = asked.clock.part(asked.clock.left * SHARE)
    with ThreadPoolExecutor(clock.settings.workers) as pool:
        for number, day in enumerate(days):
            going_on = [each for each in asked.organisation.people if _goes_on(made[each.id])]
            if clock.over or not going_on:
                break
            at_once = min(clock.settings.workers, len(going_on))
            seconds = EVEN_SHARES * clock.left * at_once / len(going_on) / (len(days) - number)
            time = Time(clock, seconds, clock.settings.workers // at_once)
            solved = partial(_week, asked, day, made, time)
            for person, week in zip(going_on, pool.map(solved, going_on), strict=True):
                made[person.id].append(week)
    return made


def _goes_on(weeks: Sequence[RotaMade]) -> bool:
    return not weeks or weeks[-1].plan is not None


def _week(asked: Request, day: date, made: Weeks, time: Time, person: Person) -> RotaMade:
    """One person's week after those before it."""
    frame = team_frame(
        asked.organisation,
        person,
        first_day=day,
        days=DAYS_IN_WEEK,
        as_of=asked.as_of,
        before=_before(asked, person, day, made[person.id]),
    )
    about = AHEAD_WEEK_OF.format(day=day_name(day))
    return make_rota(frame, time.clock.one_of(about, time.seconds, time.workers))


def _before(asked: Request, person: Person, day: date, weeks: Sequence[RotaMade]) -> Before:
    """What is known before a week: the history, then the weeks solved so far; and what of it is promised."""
    known = asked.before.get(person.id, NOTHING_BEFORE)
    days = frozenset(days_from(day, DAYS_IN_WEEK))
    promised_days = days if known.promised_days is None else days & known.promised_days
    promised = tuple(turn for turn in known.promised or () if turn.need.day in promised_days)
    solved = [turn for week in weeks if week.plan is not None for turn in week.plan.turns]
    is_promised = known.promised is not None and bool(promised_days)
    return Before(
        (*known.past, *solved),
        known.known_from or (asked.first_day if weeks else None),
        promised if is_promised else None,
        promised_days if is_promised else None,
        published_on=known.published_on,
    )
