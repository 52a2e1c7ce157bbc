"""One screen of everyone: what a leader sees of each person, in which order, and what is not recorded."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from commands import EARLY, LATE, SAMPLES, matcher, team, written

from matcher.calendar import dated
from matcher.everyone.overview import overview
from matcher.frame import Turn
from matcher.happened import Known
from matcher.model.delivered import Delivered
from matcher.model.organisation import Organisation
from matcher.model.overview import Overview, PersonNow, Recruiting, WeekNow

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 6, 3)
"""A Wednesday. Its week begins on Monday 1 June."""
MONDAY = date(2026, 6, 1)
Made = dict[str, Any]


def two(**changed: Any) -> Organisation:
    """Pat with Ann and Bob, Quin with Cat and Dan: an early a day for both. `changed` by id."""
    file = team(EARLY, supporters=("ann", "bob", "cat", "dan"), leaders=[{"id": "ruth", "name": "Ruth"}])
    pat = file["people"][0]
    quin = {**pat, "id": "quin", "name": "Quin", "answers": pat["answers"][2:]}
    file["people"] = [{**pat, "answers": pat["answers"][:2]}, quin]
    for supporter in file["supporters"][2:]:
        supporter |= {"team_of": "quin", "induction": [{"person": "quin", "stage": "ready"}]}
    for each in [*file["people"], *file["supporters"]]:
        each.update(changed.pop(each["id"], {}))
    return Organisation.model_validate({**file, "as_of": TODAY.isoformat(), **changed})


def known(organisation: Organisation, weeks: Mapping[str, str], first: date = MONDAY, **more: Any) -> Known:
    """What is published: for each person a letter a day, the first of the supporter's id; '.' for nobody."""
    ids = {each.id[0]: each.id for each in organisation.supporters}
    planned = {}
    for person in organisation.people:
        days = {}
        for offset, letter in enumerate(weeks.get(person.id, "")):
            day = first + timedelta(days=offset)
            need = dated(person.needs[0], day, LONDON)
            days[day] = [Turn(ids[letter], need)] if letter != "." else []
        planned[person.id] = days
    return Known(organisation, planned, more.get("records", {}))


def now(found: Overview, person: str) -> PersonNow:
    return next(each for each in found.people if each.person == person)


def week(found: WeekNow | None) -> tuple[int, int, int]:
    assert found is not None
    return found.days_published, found.supporters_missing, found.limits_broken


# --- What is published -----------------------------------------------------------------------------------


def test_only_what_is_still_to_come_is_open() -> None:
    """Monday had nobody and is over; Saturday has nobody."""
    organisation = two()
    found = overview(organisation, TODAY, known(organisation, {"pat": ".baba.b"}))

    assert week(now(found, "pat").this_week) == (7, 1, 0)
    assert week(now(found, "pat").next_week) == (0, 0, 0)
    assert found.says.startswith("Pat's week has 1 shift without a supporter.")


def test_a_published_week_that_leave_has_broken_into_does_not_hold() -> None:
    organisation = two(bob={"leave": [{"first_day": "2026-06-04", "last_day": "2026-06-04", "kind": "sick"}]})
    found = overview(organisation, TODAY, known(organisation, {"pat": "ababbab", "quin": "cdcdcdc"}))

    assert week(now(found, "pat").this_week) == (7, 0, 1)
    assert "What is published for Pat does not hold any more." in found.says
    assert found.people[0].person == "pat"


def test_days_that_are_not_published_are_no_gaps() -> None:
    organisation = two()
    found = overview(organisation, TODAY, known(organisation, {"pat": "aba"}))

    assert week(now(found, "pat").this_week) == (3, 0, 0)


def test_what_really_happened_counts_for_the_days_that_are_over() -> None:
    """On Monday Bob came in Ann's place, and what is counted follows that."""
    organisation = two()
    start = datetime(2026, 6, 1, 8, tzinfo=LONDON)
    came = Delivered(
        person="pat",
        need="early",
        day=MONDAY,
        planned="ann",
        came="bob",
        start=start,
        end=start + timedelta(hours=3),
        outcome="late",
    )
    given = known(organisation, {"pat": "abababa"}, records={"pat": (came,)})

    assert now(overview(organisation, TODAY, given), "pat").load is not None
    load = now(overview(organisation, TODAY, given), "pat").load
    assert load is not None
    assert load.awake_minutes == (6 * 4 + 3) * 60


def test_one_persons_spare_hours_are_no_cover_for_another() -> None:
    """Quin's team has hours to spare all week; nothing of Pat's changes by it, and nothing is added up."""
    rich = {"contract": {"hours": 37.5, "most_hours": 60}}
    plain, spare = two(), two(cat=rich, dan=rich)
    rotas = {"pat": "...a...", "quin": "cdcdcdc"}
    without, with_spare = (overview(each, TODAY, known(each, rotas)) for each in (plain, spare))

    assert now(without, "pat") == now(with_spare, "pat")
    assert week(now(with_spare, "pat").this_week)[1] == 4
    assert with_spare.says == without.says


def test_who_is_near_the_48_hours_is_named_with_the_other_job_counted() -> None:
    organisation = two(ann={"contract": {"hours": 20, "other_job_hours": 36}})
    near = now(overview(organisation, TODAY, known(organisation, {"pat": "aabbaab"})), "pat").load
    far = now(overview(organisation, TODAY, known(organisation, {"pat": "babbbbb"})), "pat").load

    assert near is not None
    assert far is not None
    assert near.near == (
        "Ann works 52 hours a week on average, sleep-ins and other jobs counted; the most is 48 hours.",
    )
    assert far.near == ()


# --- What is not recorded ----------------------------------------------------------------------------------


def test_where_the_file_is_silent_nothing_is_assumed() -> None:
    pat = now(overview(two(), TODAY), "pat")

    assert (pat.this_week, pat.next_week, pat.load, pat.money_left) == (None, None, None, None)
    assert (pat.last_contact, pat.next_review) == (None, None)
    assert "No leader is recorded as having been with Pat; the most is 14 days without." in pat.late


def test_money_is_told_only_where_it_is_counted_from_a_day() -> None:
    budget = {"weekly_budget": 700}
    counted = {**budget, "counted_from": "2026-06-01", "carried_over": 50}
    silent, told = two(pat={"money": budget}), two(pat={"money": counted})
    rotas = {"pat": "......."}

    assert now(overview(silent, TODAY, known(silent, rotas)), "pat").money_left is None
    assert now(overview(told, TODAY), "pat").money_left is None, "no history, no spending"
    assert now(overview(told, TODAY, known(told, rotas)), "pat").money_left == Decimal("350.00")


# --- Contact, reviews, recruiting, size -------------------------------------------------------------------


def test_whoever_needs_a_leader_most_comes_first() -> None:
    """Quin's week is open; then Pat, of whom nothing is late but one thing."""
    organisation = two()
    open_week = overview(organisation, TODAY, known(organisation, {"pat": "abababa", "quin": "cdcd..."}))
    late = overview(two(cat={"incident_on": "2026-05-01"}), TODAY)

    assert [each.person for each in open_week.people] == ["quin", "pat"]
    assert [each.person for each in late.people] == ["quin", "pat"]


def test_what_is_due_in_two_weeks_is_told_and_what_is_due_later_is_not() -> None:
    contacts = [{"person": "pat", "on": "2026-06-02"}, {"person": "quin", "on": "2026-06-02"}]
    organisation = two(
        ann={"supervised_on": "2026-04-20"},
        bob={"supervised_on": "2026-05-20"},
        leaders=[{"id": "ruth", "name": "Ruth", "contacts": contacts}],
    )
    pat = now(overview(organisation, TODAY), "pat")

    assert pat.due == ("Supervision of Ann by Mon 15 Jun.", "A leader with Pat by Tue 16 Jun.")
    assert (pat.last_contact, pat.last_leader) == (date(2026, 6, 2), "Ruth")


def test_waiting_is_counted_from_recruiting_opened_to_yes_to_the_first_shift() -> None:
    said = {"supporter": "ann", "answer": "yes", "met_on": "2026-05-12", "recruiting_since": "2026-04-20"}
    bob = {"supporter": "bob", "answer": "yes", "met_on": "2026-05-12"}
    organisation = two(
        pat={"answers": [{**said, "said_on": "2026-05-14"}, bob], "recruiting_since": "2026-05-24"}
    )
    history = known(organisation, {"pat": "b" * 12 + "ab"}, first=date(2026, 5, 11))

    assert overview(organisation, TODAY, history).recruiting == (
        Recruiting(person="pat", opened=date(2026, 5, 24), days_to_yes=10),
        Recruiting(
            person="pat",
            supporter="ann",
            opened=date(2026, 4, 20),
            said_yes=date(2026, 5, 14),
            first_shift=date(2026, 5, 23),
            days_to_yes=24,
            days_to_first_shift=33,
        ),
    )


def test_a_history_that_begins_later_does_not_tell_which_shift_was_the_first() -> None:
    said = {"supporter": "ann", "answer": "yes", "met_on": "2026-05-12", "recruiting_since": "2026-04-20"}
    organisation = two(pat={"answers": [said, {"supporter": "bob", "answer": "yes", "met_on": "2026-05-12"}]})
    (found,) = overview(organisation, TODAY, known(organisation, {"pat": "aaa"})).recruiting

    assert (found.first_shift, found.days_to_first_shift, found.days_to_yes) == (None, None, None)


def test_people_and_supporters_for_each_leader_are_counted_as_they_are_today() -> None:
    """Dan has left, and Quin's support has not begun."""
    ruth = {"id": "ruth", "name": "Ruth", "contacts": [{"person": "pat", "on": "2026-05-20"}]}
    kwame = {"id": "kwame", "name": "Kwame", "contacts": [{"person": "pat", "on": "2026-05-19"}]}
    organisation = two(
        quin={"supported_since": "2026-07-01"},
        dan={"contract": {"hours": 20, "ends_on": "2026-06-02"}},
        leaders=[ruth, kwame],
    )
    found = overview(organisation, TODAY)

    assert (found.people_supported, found.supporters) == (1, 3)
    assert (found.people_per_leader, found.supporters_per_leader) == (0.5, 1.5)
    assert [each.people_met for each in found.leaders] == [1, 0]
    assert now(found, "quin").supporters == 1


def test_growth_is_warned_about_as_the_rule_says() -> None:
    found = overview(two(started_on="2026-01-05", enquiries=[]), TODAY)
    grown = Organisation.model_validate_json((SAMPLES / "first-year.json").read_text())

    assert found.growth == ()
    assert overview(grown, date(2026, 11, 20)).growth == (
        "The enquiry starting 18 Jan 2027 would make 6 people in the first year; at most 5 are suggested.",
    )


# --- The screen ------------------------------------------------------------------------------------------


def test_the_command_shows_everyone_on_80_columns_and_the_same_as_json(tmp_path: Path) -> None:
    ended = matcher("overview", SAMPLES / "first-year.json")
    as_json = matcher("overview", SAMPLES / "first-year.json", "--json")
    lines = ended.stdout.splitlines()

    assert (ended.returncode, ended.stderr, as_json.returncode) == (0, "", 0)
    assert max(map(len, lines)) <= 80
    assert lines[0] == "1 thing is late or not recorded."
    assert [line.split()[:2] for line in lines if line.startswith("  Bea ")] == [["Bea", "3"]]
    assert Overview.model_validate_json(as_json.stdout).people[0].person == "bea"


def test_eight_people_are_one_line_each_and_fifty_are_fifty(tmp_path: Path) -> None:
    for count in (8, 50):
        file = team(EARLY, LATE)
        file["people"] += [{"id": f"p{number}", "name": f"Person {number}"} for number in range(2, count + 1)]
        ended = matcher("overview", written(tmp_path / "team.json", file))
        rows = [line for line in ended.stdout.splitlines() if line.startswith(("  Pat ", "  Person "))]

        assert len(rows) == count
        assert max(map(len, ended.stdout.splitlines())) <= 80


def test_with_a_history_the_screen_tells_what_is_published(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", team(EARLY, supporters=("ann", "bob")))
    answer, folder = tmp_path / "answer.json", tmp_path / "rotas"
    matcher("rota", path, "--from", "2026-06-01", "-o", answer)
    published = matcher("publish", answer, "--team", path, "--to", folder, "--by", "Ruth")
    ended = matcher("overview", path, "--history", folder, "--json")
    pat = Overview.model_validate_json(ended.stdout).people[0]

    assert published.returncode == 0
    assert week(pat.this_week) == (7, 0, 0)
    assert pat.load is not None
    assert pat.load.awake_minutes == 7 * 4 * 60
