"""Recorded times are the facts: in what was worked before, in later records, and where the need has gone."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from money import EARLY, NIGHT, NOW, SLEEP_IN, happened, on, organisation, published, recorded, shift, week_of
from pydantic import ValidationError

from matcher.audit import audit
from matcher.frame import Turn
from matcher.model.organisation import Organisation
from matcher.plan import Plan
from matcher.read.history import read_history, read_known
from matcher.rulebook import for_frame
from matcher.store.folder import FolderHistory
from matcher.team_frames import team_frame

FIRST = date(2026, 6, 8)
TEAM = organisation(EARLY, NIGHT, SLEEP_IN, contracts={"ann": {}, "bob": {}})
SUNDAY_NIGHT, SUNDAY_EARLY, ASLEEP = (
    on(NIGHT, "2026-06-07"),
    on(EARLY, "2026-06-07"),
    on(SLEEP_IN, "2026-06-05"),
)


@pytest.fixture
def store(tmp_path: Path) -> FolderHistory:
    """The week before FIRST: Ann on Sunday's early and Friday's sleep-in."""
    return published(tmp_path, week_of("2026-06-01", shift(SUNDAY_EARLY, "ann"), shift(ASLEEP, "ann")))


def worked(store: FolderHistory, about: Organisation = TEAM) -> list[Turn]:
    return list(read_history(store.path, about, FIRST, 7).worked["pat"])


def early(store: FolderHistory) -> list[tuple[str, int]]:
    """Who worked Sunday's early, and for how long."""
    return [(turn.supporter, turn.need.minutes) for turn in worked(store) if turn.need.need.id == "early"]


def test_what_nothing_is_recorded_of_was_worked_as_planned(store: FolderHistory) -> None:
    assert [(turn.supporter, turn.need) for turn in worked(store)] == [("ann", ASLEEP), ("ann", SUNDAY_EARLY)]


def test_a_late_end_is_when_it_ended(store: FolderHistory) -> None:
    recorded(store, happened(SUNDAY_EARLY, "late", end=SUNDAY_EARLY.end + timedelta(hours=2)))

    assert early(store) == [("ann", 570)]


def test_somebody_else_who_came_worked_it(store: FolderHistory) -> None:
    recorded(store, happened(SUNDAY_EARLY, "worked", came="bob"))

    assert early(store) == [("bob", 450)]


@pytest.mark.parametrize("outcome", ["cancelled", "not_covered"])
def test_nobody_worked_what_was_cancelled_or_not_covered(store: FolderHistory, outcome: str) -> None:
    recorded(store, happened(SUNDAY_EARLY, outcome))

    assert early(store) == []


def test_time_awake_on_a_sleep_in_is_awake_time(store: FolderHistory) -> None:
    recorded(store, happened(ASLEEP, "disturbed", awake_minutes=150))
    (night, _) = worked(store)

    assert (night.need.awake_minutes, night.need.minutes) == (150, 540)


def test_somebody_who_came_though_nobody_was_planned_worked_it(store: FolderHistory) -> None:
    recorded(
        store,
        happened(SUNDAY_NIGHT, "worked", planned=None, came="bob"),
    )

    assert [turn.supporter for turn in worked(store) if turn.need.kind == "waking_night"] == ["bob"]


def test_a_later_record_replaces_an_earlier_one(store: FolderHistory) -> None:
    recorded(store, happened(SUNDAY_EARLY, "not_covered"))
    recorded(store, happened(SUNDAY_EARLY, "worked", came="bob"))

    assert early(store) == [("bob", 450)]


def test_that_somebody_came_after_all_replaces_that_nobody_did(store: FolderHistory) -> None:
    recorded(store, happened(SUNDAY_NIGHT, "not_covered", planned=None))
    recorded(
        store,
        happened(SUNDAY_NIGHT, "worked", planned=None, came="bob"),
    )
    records = read_known(store.path, TEAM).records["pat"]

    assert [each.outcome for each in records] == ["worked"]


def test_the_facts_as_they_were_are_read_up_to_a_number(store: FolderHistory) -> None:
    recorded(store, happened(SUNDAY_EARLY, "worked", came="bob"))
    then = read_history(store.path, TEAM, FIRST, 7, upto=1).worked["pat"]

    assert {turn.supporter for turn in then} == {"ann"}


def test_a_record_stays_where_the_rota_is_published_again_without_the_shift(
    store: FolderHistory, tmp_path: Path
) -> None:
    recorded(store, happened(SUNDAY_EARLY, "worked"))
    published(tmp_path, week_of("2026-06-01", shift(ASLEEP, "ann")))

    assert early(store) == [("ann", 450)]


def test_a_need_that_has_gone_is_worked_with_the_kind_that_was_recorded(store: FolderHistory) -> None:
    recorded(
        store,
        happened(SUNDAY_NIGHT, "worked", planned=None, came="bob"),
    )
    without = organisation(EARLY, SLEEP_IN, contracts={"ann": {}, "bob": {}})
    kinds = [turn.need.kind for turn in worked(store, without) if turn.supporter == "bob"]

    assert kinds == ["waking_night"]


def test_what_was_promised_is_the_rota_and_not_what_happened(store: FolderHistory) -> None:
    recorded(store, happened(SUNDAY_EARLY, "worked", came="bob"))
    promised = read_history(store.path, TEAM, date(2026, 6, 1), 7).promised["pat"]

    assert {turn.supporter for turn in promised} == {"ann"}


def test_a_day_with_a_record_and_no_rota_does_not_count_as_known(tmp_path: Path) -> None:
    sunday = week_of("2026-06-07", shift(SUNDAY_EARLY, "ann"), days=1)
    store = published(tmp_path, sunday)
    friday = on(EARLY, "2026-06-05")
    recorded(store, happened(friday, "worked", planned=None, came="bob"))
    before = read_history(store.path, TEAM, FIRST, 7)

    assert before.known_from["pat"] == date(2026, 6, 7)
    assert [turn.supporter for turn in before.worked["pat"]] == ["bob", "ann"]


def broken_by_monday_early(store: FolderHistory) -> set[str]:
    """The limits that Ann breaks with Monday's early, by what is known of Sunday."""
    before = read_history(store.path, TEAM, FIRST, 7).about("pat")
    frame = team_frame(TEAM, TEAM.people[0], first_day=FIRST, days=7, as_of=FIRST, before=before)
    monday = next(need for need in frame.needs if need.need.id == "early")
    return {found.rule for found in audit(Plan.of(frame, [Turn("ann", monday)]), for_frame(frame)).broken}


def test_a_later_solve_keeps_rest_after_the_shift_as_it_really_ended(tmp_path: Path) -> None:
    """Ann's late ended at 20:00 by the rota, 11 hours before Monday's early, and really at 22:00."""
    late = on({"id": "late", "kind": "late", "start": "13:00", "end": "20:00"}, "2026-06-07")
    store = published(tmp_path, week_of("2026-06-01", shift(late, "ann")))
    assert broken_by_monday_early(store) == set()

    recorded(store, happened(late, "late", end=late.end + timedelta(hours=2)))
    assert "daily_rest" in broken_by_monday_early(store)

    recorded(store, happened(late, "late", came="bob", end=late.end + timedelta(hours=2)))
    assert broken_by_monday_early(store) == set()


def test_a_later_solve_counts_what_was_recorded_awake_towards_the_week(tmp_path: Path) -> None:
    """A week from Sunday to Saturday: the sleep-in's time awake is in the same week as Monday."""
    about = organisation(EARLY, SLEEP_IN, contracts={"ann": {}}).model_copy(update={"week_starts": "fri"})
    store = published(tmp_path, week_of("2026-06-01", shift(ASLEEP, "ann")))
    recorded(store, happened(ASLEEP, "disturbed", awake_minutes=400))
    before = read_history(store.path, about, FIRST, 4).about("pat")
    frame = team_frame(about, about.people[0], first_day=FIRST, days=4, as_of=FIRST, before=before)
    plan = Plan.of(frame, [])

    assert sum(need.awake_minutes for need in plan.in_week("ann", date(2026, 6, 5))) == 400


@pytest.mark.parametrize("half", [{"came": None}, {"end": None}, {"start": "2026-06-07T07:00:00"}])
def test_a_record_is_whole_or_none(half: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        happened(SUNDAY_EARLY, "worked", **half)


def test_the_clocks_are_those_of_the_organisation_whatever_the_record_says(store: FolderHistory) -> None:
    record = happened(SUNDAY_EARLY, "worked").model_copy(
        update={
            "start": SUNDAY_EARLY.start.astimezone(NOW.tzinfo),
            "end": SUNDAY_EARLY.end.astimezone(NOW.tzinfo),
        }
    )
    recorded(store, record)
    (turn,) = [turn for turn in worked(store) if turn.need.need.id == "early"]

    assert f"{turn.need.start:%H:%M}" == "07:00"
