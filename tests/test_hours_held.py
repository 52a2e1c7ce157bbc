"""Planned against delivered: the numbers side by side, moving averages, rest and pay as they really were."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import matcher, written
from money import (
    EARLY,
    LONDON,
    NIGHT,
    SLEEP_IN,
    Made,
    happened,
    on,
    organisation,
    published,
    recorded,
    shift,
    week_of,
)
from screens import between
from test_budgets import CONTINGENCY, MANAGEMENT, line

from matcher.model.hours import Hours, PersonHours
from matcher.model.organisation import Organisation
from matcher.money.hours import person_hours
from matcher.read.history import read_history, read_known
from matcher.store.folder import FolderHistory
from matcher.write.hours import hours_as_text

MONDAY = date(2026, 6, 1)
ASSESSED = [{"what_for": "by day", "hours": 60}, {"what_for": "asleep in the house", "sleep_ins": 2}]
MONEY: Made = {
    "weekly_budget": 1200,
    "lines": [line("awake_hours", 52.5, 16.20), line("sleep_in", 1, 57.5), MANAGEMENT, CONTINGENCY],
    "assessed": ASSESSED,
    "contingency": 800,
}
WEEKS = [MONDAY + timedelta(weeks=number) for number in range(5)]


def team(money: Made | None = None, **more: Any) -> Organisation:
    contracts: dict[str, Made] = {"ann": {"hours": 30}, "bob": {"hours": 20}}
    return organisation(EARLY, NIGHT, SLEEP_IN, money=money or MONEY, contracts=contracts, **more)


def earlies(first: date, who: str = "aaabbb-") -> list[tuple[str, Any]]:
    """The earlies of a week, by who has each day."""
    days = [(first + timedelta(days=place), id) for place, id in enumerate(who) if id != "-"]
    return [({"a": "ann", "b": "bob"}[id], on(EARLY, str(day))) for day, id in days]


@pytest.fixture
def store(tmp_path: Path) -> FolderHistory:
    """Five weeks of six earlies, four of them recorded whole: in the second an early was two hours longer."""
    made = published(
        tmp_path, *(week_of(str(week), *(shift(need, who) for who, need in earlies(week))) for week in WEEKS)
    )
    longer = on(EARLY, str(WEEKS[1])).end + timedelta(hours=2)
    for week in WEEKS[:4]:
        (_, first), *others = earlies(week)
        whole = happened(first, "late", end=longer) if week == WEEKS[1] else happened(first, "worked")
        recorded(made, whole, *(happened(need, "worked", planned=who) for who, need in others))
    return made


def of(
    store: FolderHistory, about: Organisation | None = None, first: date = MONDAY, weeks: int = 5
) -> PersonHours:
    about = about or team()
    before = read_history(store.path, about, first, weeks * 7).about("pat")
    return person_hours(read_known(store.path, about), about.people[0], before, first, weeks)


def test_five_numbers_stand_side_by_side_and_none_of_them_is_another(store: FolderHistory) -> None:
    week = of(store).weeks[1]

    assert week.assessed_minutes == 60 * 60
    assert week.funded_minutes == 52.5 * 60
    assert week.contracted_minutes == 50 * 60
    assert week.rostered_minutes == 6 * 450
    assert week.delivered_minutes == 6 * 450 + 120
    assert (week.assessed_sleep_ins, week.funded_sleep_ins) == (2, 1)
    assert (week.rostered_sleep_ins, week.delivered_sleep_ins) == (0, 0)


def test_what_is_not_known_is_none_and_never_nothing(store: FolderHistory) -> None:
    bare = of(store, team({"weekly_budget": 1}), weeks=6).weeks

    assert {(week.assessed_minutes, week.funded_minutes) for week in bare} == {(None, None)}
    assert (bare[4].rostered_minutes, bare[4].delivered_minutes) == (2700, None)
    assert (bare[5].rostered_minutes, bare[5].delivered_minutes) == (None, None)
    assert [week.not_recorded for week in bare] == [0, 0, 0, 0, 6, 0]


def test_an_average_is_over_four_weeks_that_are_recorded_whole(store: FolderHistory) -> None:
    averages = [week.average_delivered_minutes for week in of(store).weeks]

    assert averages == [None, None, None, (4 * 2700 + 120) / 4, None]


def test_an_average_looks_back_on_weeks_before_the_first_that_is_asked_for(store: FolderHistory) -> None:
    (week,) = of(store, first=WEEKS[3], weeks=1).weeks

    assert week.average_delivered_minutes == 2730


def test_each_supporter_has_planned_beside_delivered_and_an_average(store: FolderHistory) -> None:
    ann, bob = of(store).supporters

    assert (ann.supporter, ann.contracted_minutes, ann.rostered_minutes) == ("ann", 30 * 60 * 5, 15 * 450)
    assert ann.delivered_minutes == 12 * 450 + 120
    assert [week.average_delivered_minutes for week in ann.weeks] == [None, None, None, 1380, None]
    assert (bob.delivered_minutes, bob.not_recorded) == (12 * 450, 3)


def test_a_week_without_a_shift_counts_as_nothing_in_an_average(tmp_path: Path) -> None:
    """Bob was away in one of four weeks."""
    drawn = ["aabb---", "aabb---", "aaaa---", "aabb---"]
    store = published(
        tmp_path,
        *(
            week_of(str(week), *(shift(need, who) for who, need in earlies(week, days)))
            for week, days in zip(WEEKS, drawn, strict=False)
        ),
    )
    for week, days in zip(WEEKS, drawn, strict=False):
        recorded(store, *(happened(need, "worked", planned=who) for who, need in earlies(week, days)))
    _, bob = of(store, weeks=4).supporters

    assert bob.weeks[-1].average_delivered_minutes == 6 * 450 / 4


def test_somebody_else_who_came_has_the_hours_and_the_one_planned_has_not(store: FolderHistory) -> None:
    recorded(store, happened(on(EARLY, "2026-06-01"), "worked", came="bob"))
    ann, bob = of(store, weeks=1).supporters

    assert (ann.rostered_minutes, ann.delivered_minutes) == (3 * 450, 2 * 450)
    assert (bob.rostered_minutes, bob.delivered_minutes) == (3 * 450, 4 * 450)


def test_what_was_not_delivered_is_listed_with_what_it_was(store: FolderHistory) -> None:
    recorded(
        store,
        happened(on(EARLY, "2026-06-02"), "cancelled"),
        happened(on(NIGHT, "2026-06-03"), "not_covered", planned=None),
    )
    found = of(store, weeks=1).undelivered

    assert [(each.outcome, each.minutes, each.says) for each in found] == [
        ("cancelled", 450, "Early, Tue 2 Jun 07:00-14:30: cancelled."),
        ("not_covered", 600, "Night, Wed 3 Jun 22:00-08:00: not covered, nobody came."),
    ]


def says(found: PersonHours, kind: str) -> list[str]:
    return [flag.says for flag in found.flags if flag.kind == kind]


def test_a_disturbed_sleep_in_asks_for_rest_and_says_what_comes_next(tmp_path: Path) -> None:
    asleep, after = on(SLEEP_IN, "2026-06-02"), on(EARLY, "2026-06-04")
    store = published(tmp_path, week_of("2026-06-01", shift(asleep, "ann"), shift(after, "ann")))
    recorded(store, happened(asleep, "disturbed", awake_minutes=95))

    assert says(of(store, weeks=1), "disturbed") == [
        "Ann was up for 1.58 hours in sleep-in, Tue 2 Jun 22:00-07:00. The rest was broken: give rest to "
        "make up for it. Next: early, Thu 4 Jun 07:00-14:30."
    ]


def test_a_late_end_that_leaves_too_little_rest_is_found_only_once_it_is_recorded(tmp_path: Path) -> None:
    late = on({"id": "late", "kind": "late", "start": "13:00", "end": "20:00"}, "2026-06-02")
    store = published(
        tmp_path, week_of("2026-06-01", shift(late, "ann"), shift(on(EARLY, "2026-06-03"), "ann"))
    )
    assert says(of(store, weeks=1), "rest") == []

    recorded(store, happened(late, "late", end=late.end + timedelta(minutes=1)))
    (told,) = says(of(store, weeks=1), "rest")
    assert told.startswith("Ann has 10.98 hours of rest between late, Tue 2 Jun 13:00-20:01 and early")


def test_the_48_hour_average_is_passed_by_hours_as_they_were_worked(tmp_path: Path) -> None:
    """Four days of twelve hours are 48; one of them was an hour longer."""
    long = {"id": "long", "kind": "long_day", "start": "08:00", "end": "20:00"}
    days = [on(long, f"2026-06-0{day}") for day in range(1, 5)]
    store = published(tmp_path, week_of("2026-06-01", *(shift(day, "ann") for day in days)))
    assert says(of(store, weeks=1), "hours") == []

    recorded(store, happened(days[0], "late", end=days[0].end + timedelta(hours=1)))
    (told,) = says(of(store, weeks=1), "hours")
    assert told.startswith("Ann works 49 hours in the week Mon 1 Jun to Sun 7 Jun")


def test_pay_below_the_minimum_wage_for_a_disturbed_night_is_found(tmp_path: Path) -> None:
    about = organisation(
        SLEEP_IN,
        contracts={
            "ann": {"rate": "12.71", "sleep_in_allowance": "30", "sleep_in_covers_minutes": 600},
        },
    )
    asleep = on(SLEEP_IN, "2026-06-02")
    store = published(tmp_path, week_of("2026-06-01", shift(asleep, "ann")))
    recorded(store, happened(asleep, "disturbed", awake_minutes=180))

    assert says(of(store, about, weeks=1), "pay") == [
        "From 1 Jun 2026 to 30 Jun 2026 Ann is paid £8.13 less than the minimum wage of £12.71 an hour for 3 "
        "hours awake."
    ]


def test_a_night_on_which_the_clocks_change_is_delivered_with_the_hours_it_had(tmp_path: Path) -> None:
    long, short = on(NIGHT, "2026-10-24"), on(NIGHT, "2026-03-28")
    for night, minutes in ((long, 660), (short, 540)):
        monday = night.day - timedelta(days=night.day.weekday())
        folder = tmp_path / str(night.day)
        folder.mkdir()
        store = published(folder, week_of(str(monday), shift(night, "ann")))
        recorded(store, happened(night, "worked"))
        (week,) = of(store, first=monday, weeks=1).weeks

        assert (week.rostered_minutes, week.delivered_minutes) == (minutes, minutes)
    assert long.start.tzinfo == LONDON


def money_says(found: PersonHours) -> list[str]:
    assert found.money is not None
    return list(found.money.says)


def test_unspent_hours_are_told_with_what_is_not_recorded_yet(store: FolderHistory) -> None:
    """52.5 funded hours in each of four weeks, and 24 earlies with two hours more."""
    assert "Of 210 hours funded, 182 hours are recorded as delivered: 28 hours unspent." in money_says(
        of(store)
    )
    recorded(store, happened(earlies(WEEKS[4])[0][1], "worked"))
    assert "Nothing is recorded yet of 5 shifts, so this is not all." in money_says(of(store))


def test_unspent_pounds_are_told_since_they_are_counted(store: FolderHistory) -> None:
    """£1,200 came in; 45 hours at £16.20 (£729), management and what is put by left the rest."""
    about = team({**MONEY, "counted_from": "2026-06-01"})
    (told,) = [each for each in money_says(of(store, about, weeks=1)) if each.startswith("Since")]
    held = of(store, about, weeks=1).money
    assert held is not None

    assert told == "Since 1 Jun 2026 £282.59 is unspent, besides what is kept for hard times."
    assert held.support == 729
    assert held.for_support == 908


def test_unspent_pounds_of_days_without_a_rota_are_not_told_as_saved(store: FolderHistory) -> None:
    about = team({**MONEY, "counted_from": str(MONDAY), "carried_over": 0})
    known, later = (money_says(of(store, about, first, 1)) for first in (MONDAY, MONDAY + timedelta(weeks=6)))

    assert not any("Nothing is known" in said for said in known)
    assert "Nothing is known of 7 days of these. What they cost is not counted." in later
    assert "Nothing is known of 14 days since then. What they cost is not counted." in later


def test_lines_that_are_not_what_comes_in_are_told(store: FolderHistory) -> None:
    assert "£103.59 a week is in no line." in money_says(of(store))
    assert "The lines come to £96.41 a week more than comes in." in money_says(
        of(store, team({**MONEY, "weekly_budget": 1000}))
    )


def step_up(quantity: float) -> Made:
    dates = {"first_day": "2026-07-06", "last_day": "2026-07-19", "from_contingency": True}
    return {
        **MONEY,
        "lines": [*MONEY["lines"], line("step_up", quantity, 20, label="A second supporter", **dates)],
    }


def test_a_step_up_says_what_it_costs_and_whether_what_is_kept_and_the_team_are_enough(
    store: FolderHistory,
) -> None:
    """52.5 and 7.5 hours are 60, which is 120 % of the contracts."""
    said = money_says(of(store, team(step_up(7.5))))

    assert said[-4:-1] == [
        "A second supporter: £150.00 a week, if these rates hold. For hard times £800.00 is kept: it buys 5 "
        "whole weeks.",
        "From 6 Jul 2026 to 19 Jul 2026 it costs £300.00: what is kept pays for it.",
        "With it Pat needs 60 hours a week. The contracts of the team come to 50 hours, and to 60 hours at "
        "120 %: the team's hours are enough.",
    ]


def test_a_step_up_beyond_the_team_is_said_and_nobody_is_borrowed(store: FolderHistory) -> None:
    said = money_says(of(store, team(step_up(50))))

    assert "From 6 Jul 2026 to 19 Jul 2026 it costs £2,000.00: £1,200.00 is missing." in said
    assert any("the team cannot supply it, and nobody is borrowed from another team" in each for each in said)


def test_what_comes_on_top_is_held_against_the_figures_of_the_year(store: FolderHistory) -> None:
    told = money_says(of(store))[-1]

    assert told.startswith(
        "On top of hourly pay 35 % is counted. By the contracts of this team and the figures "
    )
    assert "holiday of 12.07 % in" in told
    assert "£10,500.00" in told


def test_a_date_past_the_figures_is_said_and_the_rest_stands(tmp_path: Path) -> None:
    store = published(tmp_path, week_of("2027-05-03", shift(on(EARLY, "2027-05-03"), "ann")))
    found = of(store, first=date(2027, 5, 3), weeks=1)

    assert any("not known: the figures run from" in each for each in money_says(found))
    assert found.weeks[0].rostered_minutes == 450


def test_the_page_shows_the_numbers_side_by_side(store: FolderHistory) -> None:
    found = Hours(people=(of(store),))

    assert between(hours_as_text(found, team()), "Hours a week", "Sleep-ins") == (
        """\
Hours a week, side by side
──────────────────────────
  week from   assessed  funded  contracted  rostered  delivered  in four weeks
  Mon 1 Jun       60.0    52.5        50.0      45.0       45.0              ·
  Mon 8 Jun       60.0    52.5        50.0      45.0       47.0              ·
  Mon 15 Jun      60.0    52.5        50.0      45.0       45.0              ·
  Mon 22 Jun      60.0    52.5        50.0      45.0       45.0           45.5
  Mon 29 Jun      60.0    52.5        50.0      45.0          ·              ·
  Hours awake, of all supporters together. Contracted has holidays and training
  in. Delivered is what was recorded; in four weeks is its average.
  Nothing is recorded yet of 6 shifts."""
    )


def test_no_line_of_the_page_is_wider_than_80_columns(store: FolderHistory) -> None:
    text = hours_as_text(Hours(people=(of(store, team(step_up(7.5))),)), team())

    assert max(map(len, text.splitlines())) <= 80


def test_the_command_shows_everybody_or_one_person(tmp_path: Path, store: FolderHistory) -> None:
    quin = {"id": "quin", "name": "Quin", "needs": [EARLY]}
    about = team(others=(quin,))
    file = written(tmp_path / "team.json", about.model_dump_json(by_alias=True, exclude_unset=True))
    asked = ("hours", file, "--history", store.path, "--from", "2026-06-01", "--weeks", "5")
    everybody, pat = matcher(*asked), matcher(*asked, "--person", "pat", "--json")

    assert [line for line in everybody.stdout.splitlines() if line.endswith("to 5 Jul 2026")] == [
        "Pat: 1 Jun 2026 to 5 Jul 2026",
        "Quin: 1 Jun 2026 to 5 Jul 2026",
    ]
    assert json.loads(pat.stdout) == json.loads(Hours(people=(of(store, about),)).model_dump_json())
