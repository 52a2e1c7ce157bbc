"""Weeks made one after another, and changed in between, keep every limit when all of them are seen at once.

The auditor of many weeks (whole_year.py) shares nothing with the program; it sees no edges.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from facts import DAY, WEEK, Fact, Year
from generate import SHAPES, generated
from published_weeks import Notebook, team
from whole_year import breaches, missing

from matcher.clock import Clock, Settings
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.published import Publication
from matcher.model.supporter import Leave
from matcher.model.told import Absence, Told
from matcher.model.words import DAYS
from matcher.publishing import Promise
from matcher.publishing import publish as publish_answer
from matcher.read.history import earlier
from matcher.replanning import Situation, replan
from matcher.solve import request, rota

LONDON = ZoneInfo("Europe/London")
SETTINGS = Settings(time_limit=30, workers=1)
BEGINS = {
    "in June": date(2026, 6, 1),
    "the clocks go back": date(2026, 10, 12),
    "the clocks go forward": date(2026, 3, 16),
    "a leap day": date(2028, 2, 21),
    "over Christmas": date(2026, 12, 14),
}
CASES = [
    pytest.param(shape, begins, seed, id=f"{shape}, {begins}")
    for seed, (shape, begins) in enumerate(
        (shape, begins)
        for place, begins in enumerate(BEGINS)
        for shape in (sorted(SHAPES)[place % 4], sorted(SHAPES)[(place + 2) % 4])
    )
]


def somebody(shape: str, seed: int, begins: str) -> tuple[Organisation, date]:
    """One person and their team, in an organisation whose week starts on any day; and the first day."""
    made = generated(seed, shape=shape, team=(4, 8)).organisation
    starts = DAYS[seed % 7]
    first_day = BEGINS[begins] + DAY * DAYS.index(starts)
    return made.model_copy(update={"week_starts": starts, "as_of": first_day - WEEK}), first_day


def made(about: Organisation, store: Notebook, first_day: date, weeks: int) -> Answer:
    """The rota of some weeks, with all that is published before them."""
    asked = request(about, first_day=first_day, weeks=weeks, settings=SETTINGS)
    before = earlier((), about, first_day, asked.days, store=store, upto=store.last())
    everybody = {person.id: before.about(person.id) for person in about.people}
    answer = rota(replace(asked, before=everybody, earlier=before.compromises, history=before.upto))
    assert all(proof.status == "proved" for proof in answer.proof if proof.level == "gaps")
    return answer


def add(store: Notebook, about: Organisation, answer: Answer) -> None:
    at = datetime.combine(about.as_of or date.max, time(9), LONDON)
    publish_answer(store, about, answer, Promise("Ruth", at, "As it must be."))


def facts(entries: Iterable[Publication]) -> tuple[Fact, ...]:
    """What was published in the end: a later rota stands in for an earlier one on its days."""
    days: dict[tuple[str, date], list[Fact]] = {}
    for entry in entries:
        for found in entry.answer.rotas:
            for ahead in range(found.days):
                days[found.person, found.first_day + DAY * ahead] = []
            for each in found.shifts:
                start, end = each.start.astimezone(LONDON), each.end.astimezone(LONDON)
                fact = Fact(each.person, each.supporter, each.need, each.kind, start, end)
                days[each.person, each.day].append(fact)
    return tuple(fact for each in days.values() for fact in each)


def year(store: Notebook, first_day: date, weeks: int, *files: tuple[date, Organisation]) -> Year:
    known = tuple((day, about.model_dump(mode="json")) for day, about in files)
    return Year(facts(store.publications()), known, first_day, first_day + weeks * WEEK - DAY)


@pytest.mark.parametrize(("shape", "begins", "seed"), CASES)
def test_a_horizon_split_at_any_week_keeps_every_limit_of_the_whole(
    shape: str, begins: str, seed: int
) -> None:
    about, first_day = somebody(shape, seed, begins)
    for split in (1, 2):
        store = Notebook()
        add(store, about, made(about, store, first_day, split))
        add(store, about, made(about, store, first_day + split * WEEK, 3 - split))
        whole = year(store, first_day, 3, (first_day, about))

        assert breaches(whole) == []
        open_ones = [(short, long) for _, _, _, short, long in missing(whole)]
        gaps = [gap for entry in store.publications() for gap in entry.answer.gaps]
        assert sum(short for short, _ in open_ones) == sum(gap.supporters_missing for gap in gaps)
        assert sum(short * long for short, long in open_ones) == sum(gap.minutes for gap in gaps)


@pytest.mark.parametrize(("shape", "begins", "seed"), CASES)
def test_weeks_changed_in_the_middle_keep_every_limit_of_the_whole(
    shape: str, begins: str, seed: int
) -> None:
    """Two weeks are published one by one, somebody falls ill, and a third week follows."""
    rng, store = Random(seed), Notebook()
    about, first_day = somebody(shape, seed, begins)
    for week in (0, 1):
        add(store, about, made(about, store, first_day + week * WEEK, 1))
    today = first_day + DAY * rng.randint(1, 10)
    now = datetime.combine(today, time(6), LONDON)
    clock = Clock(SETTINGS)

    unchanged = replan(Situation(about, store, now), clock)
    if not any(entry.answer.gaps for entry in store.publications()):
        assert unchanged.changes == ()

    ill = rng.choice(about.supporters)
    away = Absence(supporter=ill.id, first_day=today, last_day=today + DAY * rng.randint(0, 9), kind="sick")
    answer = replan(Situation(about, store, now, told=Told(absences=(away,))), Clock(SETTINGS))
    publish_answer(store, about, answer, Promise("Ruth", now, "Somebody is ill."))
    later = with_leave(about, away)
    add(store, later, made(later, store, first_day + 2 * WEEK, 1))

    whole = year(store, first_day, 3, (first_day, about), (today, later))
    assert breaches(whole) == []
    worked = [fact.day for fact in whole.facts if fact.supporter == ill.id]
    assert not [day for day in worked if away.first_day <= day <= away.last_day]
    for level in ("gaps", "change"):
        assert {proof.status for proof in answer.proof if proof.level == level} <= {"proved"}


def with_leave(about: Organisation, away: Absence) -> Organisation:
    leave = Leave(first_day=away.first_day, last_day=away.last_day, kind=away.kind)
    supporters = tuple(
        each.model_copy(update={"leave": (*each.leave, leave)}) if each.id == away.supporter else each
        for each in about.supporters
    )
    return about.model_copy(update={"supporters": supporters})


def test_nothing_changes_in_most_of_the_cases_above() -> None:
    """They are covered whole, so that the comparison is about something."""
    covered = 0
    for case in CASES:
        shape, begins, seed = case.values
        about, first_day = somebody(str(shape), int(str(seed)), str(begins))
        covered += made(about, Notebook(), first_day, 1).status == "covered"

    assert covered >= len(CASES) * 2 / 3


# --- Nights on which the clocks change -------------------------------------------------------------------

NIGHTS = {
    "the clocks go back": (date(2026, 10, 24), 11),
    "the clocks go forward": (date(2026, 3, 28), 9),
    "any other night": (date(2026, 6, 6), 10),
}


def night_of(saturday: date) -> tuple[Organisation, Notebook]:
    """Ann has the waking night of a Saturday, 22:00 to 08:00, published; Bob and Cat could."""
    need = {"night": {"end": "08:00", "days": ["sat"]}}
    about = Organisation.model_validate(team("N", ("ann", "bob", "cat"), need=need))
    store = Notebook()
    add(store, about.model_copy(update={"as_of": None}), made(about, store, saturday - 5 * DAY, 1))
    return about, store


@pytest.mark.parametrize(("saturday", "hours"), NIGHTS.values(), ids=NIGHTS)
def test_a_night_counts_the_hours_it_lasts_when_published_and_when_made_again(
    saturday: date, hours: int
) -> None:
    about, store = night_of(saturday)
    (shift,) = store.publications()[0].answer.rotas[0].shifts
    ill = Absence(supporter=shift.supporter, first_day=saturday, last_day=saturday, kind="sick")
    now = datetime.combine(saturday - 2 * DAY, time(9), LONDON)
    again = replan(Situation(about, store, now, told=Told(absences=(ill,))), Clock(SETTINGS))
    (other,) = again.rotas[0].shifts

    assert (shift.working_minutes, shift.paid_minutes) == (hours * 60, hours * 60)
    assert other.supporter != shift.supporter
    assert other.working_minutes == hours * 60
    assert other.end.astimezone(UTC) - other.start.astimezone(UTC) == timedelta(hours=hours)
    worked = {row.supporter: row.awake_minutes for row in again.hours}
    assert worked[other.supporter] == hours * 60


# --- Bank holidays ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("monday", "holiday", "nations"),
    [
        (date(2026, 11, 30), "Saint Andrew", {"scotland"}),
        (date(2026, 7, 13), "the twelfth's substitute", {"northern_ireland"}),
        (date(2026, 8, 31), "late summer", {"england_and_wales", "northern_ireland"}),
        (date(2026, 5, 25), "spring", {"england_and_wales", "scotland", "northern_ireland"}),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_bank_holiday_that_was_worked_counts_in_the_next_rota_where_it_is_one(
    monday: date, holiday: str, nations: set[str]
) -> None:
    content = team("E", ("ann", "bob"), need={"early": {"days": ["mon", "tue"]}})
    for nation in ("england_and_wales", "scotland", "northern_ireland"):
        about, store = Organisation.model_validate({**content, "bank_holidays": nation}), Notebook()
        add(store, about, made(about, store, monday, 1))
        next_week = made(about, store, monday + WEEK, 1)
        taken = [each for each in next_week.fairness if each.kind == "bank_holiday"]

        assert bool(taken) == (nation in nations), nation
        assert sum(turn.turns for each in taken for turn in each.taken) == len(taken)
