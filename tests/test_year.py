"""Weeks of a first year, lived through: published, made again, and audited all at once at the end.

The whole year is a benchmark (benchmarks/year.py). Here are the weeks in which most happens: clocks that
change, somebody who falls ill, a skill that runs out, a step-up that nobody knew of, Christmas and New Year.
"""

from datetime import date
from pathlib import Path

import pytest
from facts import Breach, Year
from whole_year import breaches, missing
from year_events import DAY, WEEK, events
from year_facts import facts_in, year_of
from year_run import Year as Lived
from year_run import live

from matcher.everyone.published import PublishedWeek
from matcher.model.published import Publication
from matcher.read.history import read_known
from matcher.shares import fairness

SEED = 1
Weeks = tuple[Lived, Year]


def lived(folder: Path, people: tuple[str, ...], first: date, weeks: int) -> Weeks:
    """Some people's weeks from a Monday on, and the same as the auditor reads it."""
    mine = [event for event in events(SEED) if event.person in people]
    year = live(folder, mine, first=first, weeks=weeks)
    return year, year_of(folder, year.files, first, first + weeks * WEEK - DAY)


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """Marcus's weeks with the short night of 29 March, and one after somebody has fallen ill."""
    return lived(tmp_path_factory.mktemp("spring") / "rotas", ("marcus",), date(2026, 3, 9), 5)


@pytest.fixture(scope="module")
def winter(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """Frank's weeks from before his step-up until after New Year."""
    return lived(tmp_path_factory.mktemp("winter") / "rotas", ("frank",), date(2026, 11, 30), 6)


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """Joy's weeks with a skill that runs out and is renewed late, and the long night of 25 October."""
    return lived(tmp_path_factory.mktemp("autumn") / "rotas", ("joy",), date(2026, 9, 21), 6)


@pytest.mark.parametrize("weeks", ["spring", "winter", "autumn"])
def test_no_limit_is_broken_over_any_edge(weeks: str, request: pytest.FixtureRequest) -> None:
    _, facts = request.getfixturevalue(weeks)

    assert breaches(facts) == []
    assert len(facts.facts) > 100


def test_a_rota_that_was_made_wrong_would_be_found(spring: Weeks) -> None:
    """The auditor reads what was worked: with somebody ill put back, it says so."""
    year, facts = spring
    ill = next(
        (each["id"], away["first_day"])
        for each in year.files[-1][1]["supporters"]
        for away in each.get("leave", ())
        if away["kind"] == "sick"
    )
    worked = next(fact for fact in facts.facts if fact.day == date.fromisoformat(ill[1]))
    put_back = type(worked)(worked.person, ill[0], worked.need, worked.kind, worked.start, worked.end)
    changed = Year((*facts.facts, put_back), facts.files, facts.first_day, facts.last_day)

    assert Breach("leave", ill[0], "marcus", worked.day) in breaches(changed)


def test_a_night_on_which_the_clocks_change_is_an_hour_shorter_or_longer(
    spring: Weeks, autumn: Weeks
) -> None:
    nights = {
        fact.start.date(): fact.long
        for _, facts in (spring, autumn)
        for fact in facts.facts
        if fact.kind in ("waking_night", "sleep_in")
    }

    assert nights[date(2026, 3, 28)] == 9 * 60
    assert nights[date(2026, 10, 24)] == 10 * 60
    assert {nights[date(2026, 3, 27)], nights[date(2026, 10, 23)]} == {10 * 60, 9 * 60}


def test_somebody_who_falls_ill_is_taken_off_and_every_change_is_logged_with_why(spring: Weeks) -> None:
    year, _ = spring
    again = [entry for entry, _ in year.written if entry.why is not None]

    assert again
    for entry in again:
        assert entry.why is not None
        assert " is ill " in entry.why
        assert changed_days(entry)
        assert min(changed_days(entry)) >= entry.at.date()


def changed_days(entry: Publication) -> list[date]:
    return [change.day for change in entry.changes]


def test_a_step_up_that_the_own_team_cannot_supply_stays_a_gap_and_nobody_is_borrowed(winter: Weeks) -> None:
    year, facts = winter
    team = {each["id"] for each in year.files[-1][1]["supporters"]}
    short = [day for day, _, need, _, _ in missing(facts) if need.startswith("second-")]

    assert {fact.supporter for fact in facts.facts} <= team
    assert {each["team_of"] for each in year.files[-1][1]["supporters"]} == {"frank"}
    assert short
    assert date(2026, 12, 7) <= min(short) <= max(short) <= date(2026, 12, 27)
    assert any(entry.why and "needs two supporters" in entry.why for entry, _ in year.written)


def test_nobody_works_with_a_skill_that_has_run_out_until_it_is_renewed(autumn: Weeks) -> None:
    """Val's counts until 4 October and is renewed on the 14th; she works before and after."""
    _, facts = autumn
    val = {fact.day for fact in facts.facts if fact.supporter == "t3"}

    assert not {day for day in val if date(2026, 10, 5) <= day <= date(2026, 10, 13)}
    assert min(val) < date(2026, 10, 5)
    assert max(val) > date(2026, 10, 14)


@pytest.mark.parametrize("weeks", ["spring", "winter"])
def test_turns_stay_close_to_an_even_share(weeks: str, request: pytest.FixtureRequest) -> None:
    year, facts = request.getfixturevalue(weeks)
    organisation = year.organisation(date.max)
    person = organisation.people[0]
    monday = facts.last_day - 6 * DAY
    week = PublishedWeek(read_known(year.folder, organisation), person, monday, monday + WEEK)
    assert week.plan is not None

    assert max(each.spread for each in fairness(week.plan)) <= 4


def test_the_folder_holds_what_was_worked_in_the_end(spring: Weeks) -> None:
    """What the auditor reads from the files is what the program itself reads as published last."""
    year, _ = spring
    organisation = year.organisation(date.max)
    planned = read_known(year.folder, organisation).planned["marcus"]
    ours = {(turn.supporter, turn.need.begin) for turns in planned.values() for turn in turns}

    assert {(fact.supporter, fact.begin) for fact in facts_in(year.folder)} == ours
