"""What earlier answers say: parts of a need, work in another team, which days are known and promised."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from answers import answered
from ortools.sat.python import cp_model

from matcher.audit import audit
from matcher.calendar import ByBegin, DatedNeed, dated, overlapping_pairs
from matcher.clock import Clock, Settings
from matcher.figures import arrivals, continuity, shifts
from matcher.frame import Frame, Turn
from matcher.framing import rota_frame
from matcher.model.answer import Rota, Shift
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.model.published import Publication
from matcher.plan import Plan
from matcher.read.history import Earlier, read_history
from matcher.rotas import make_rota
from matcher.rulebook import for_frame
from matcher.rules import CATALOGUE
from matcher.solver.board import Board
from matcher.store.folder import FolderHistory
from matcher.team_frames import team_frame

MONDAY = date(2026, 6, 1)
SUNDAY = date(2026, 5, 31)
EARLY = {"id": "early", "kind": "early", "start": "07:00", "end": "14:30"}
NIGHT = {"id": "night", "kind": "waking_night", "start": "22:00", "end": "07:00"}
Made = dict[str, Any]


def team(person: Made, *others: Made, **more: object) -> Organisation:
    """Pat with Ann and Bob, and others whose teams are empty."""
    known = [{"supporter": id, "answer": "yes", "met_on": "2026-05-01"} for id in ("ann", "bob")]
    return Organisation.model_validate(
        {
            "format": TEAM_FORMAT,
            "name": "Invented",
            "as_of": MONDAY,
            "people": [{"id": "pat", "name": "Pat", "answers": known, **person}, *others],
            "supporters": [
                {
                    "id": id,
                    "name": id.capitalize(),
                    "adult": True,
                    "team_of": "pat",
                    "cleared": "yes",
                    "induction": [{"person": "pat", "stage": "ready"}],
                    "contract": {"hours": 37.5},
                }
                for id in ("ann", "bob")
            ],
            **more,
        }
    )


def joy(*needs: Made) -> Made:
    return {"id": "joy", "name": "Joy", "needs": needs}


def asked(organisation: Organisation, days: int = 7, before: Earlier | None = None) -> Frame:
    pat = organisation.people[0]
    return rota_frame(
        organisation,
        pat,
        organisation.supporters,
        first_day=MONDAY,
        days=days,
        as_of=MONDAY,
        past=before.worked.get("pat", ()) if before else (),
        known_from=before.known_from.get("pat") if before else None,
    )


def written(folder: Path, *rotas: Rota) -> Path:
    """One answer in a file for each rota."""
    for place, rota in enumerate(rotas):
        (folder / f"{place}.json").write_text(answered(rotas=(rota,)).model_dump_json())
    return folder


def answer_of(organisation: Organisation, worked: dict[str, str], first_day: date, days: int) -> Rota:
    """The rota of the first person in which supporters work dated needs, by name."""
    person = organisation.people[-1]
    frame = rota_frame(
        organisation, person, organisation.supporters, first_day=first_day, days=days, as_of=first_day
    )
    turns = [Turn(worked[need.id], need) for need in frame.needs if need.id in worked]
    return Rota(
        person=person.id,
        first_day=first_day,
        days=days,
        rest="As set.",
        shifts=shifts(Plan.of(frame, turns)),
    )


# --- Parts of a need -----------------------------------------------------------------------------------

CUT = team({"needs": [EARLY], "own_time": [{"start": "10:00", "end": "11:00"}]}, week_starts="wed")
WHOLE = team({"needs": [EARLY]}, week_starts="wed")


def two_parts() -> Rota:
    return answer_of(CUT, {"early 2026-05-31": "ann", "early 2026-05-31.2": "bob"}, SUNDAY, 1)


def test_an_answer_says_which_part_of_a_need_a_shift_is() -> None:
    assert [(shift.supporter, shift.part) for shift in two_parts().shifts] == [("ann", 1), ("bob", 2)]


@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "by an answer without numbers"])
def test_parts_of_a_need_stay_two_when_own_time_has_gone(tmp_path: Path, numbered: bool) -> None:
    rota = two_parts()
    if not numbered:
        alike = tuple(shift.model_copy(update={"part": 1}) for shift in rota.shifts)
        rota = rota.model_copy(update={"shifts": alike})
    before = read_history(written(tmp_path, rota), WHOLE, MONDAY, 7)
    frame = asked(WHOLE, before=before)
    board = Board(cp_model.CpModel(), frame, for_frame(frame))
    first, second = frame.before

    assert [(turn.supporter, turn.need.id) for turn in frame.past] == [
        ("ann", "early 2026-05-31"),
        ("bob", "early 2026-05-31.2"),
    ]
    ann, bob = frame.supporters
    assert [board.works(ann, first), board.works(ann, second)] == [1, 0]
    assert [board.works(bob, first), board.works(bob, second)] == [0, 1]


def test_a_rota_after_parts_that_have_gone_is_found_and_audited(tmp_path: Path) -> None:
    before = read_history(written(tmp_path, two_parts()), WHOLE, MONDAY, 7)
    frame = team_frame(
        WHOLE, WHOLE.people[0], first_day=MONDAY, days=7, as_of=MONDAY, before=before.about("pat")
    )
    made = make_rota(frame, Clock(Settings(time_limit=20, workers=1)))

    assert made.plan is not None
    assert audit(made.plan, made.rules).broken == ()


def test_two_past_needs_of_one_name_are_never_the_same() -> None:
    """Even in a history put together by hand, with one name for two times."""
    frame = asked(WHOLE)
    need = dated(frame.person.needs[0], SUNDAY, frame.zone)
    later = DatedNeed(need.need, need.day, need.end, need.end + timedelta(hours=2))
    theirs = DatedNeed(need.need, need.day, need.start, need.end, elsewhere="joy")
    past = (Turn("ann", need), Turn("bob", later), Turn("bob", theirs))
    organisation = frame.organisation
    seen = rota_frame(
        organisation,
        frame.person,
        frame.supporters,
        first_day=MONDAY,
        days=1,
        as_of=MONDAY,
        past=past,
    )
    board = Board(cp_model.CpModel(), seen)
    ann, bob = seen.supporters

    assert [board.works(ann, each) for each in seen.before] == [1, 0, 0]
    assert [board.works(bob, each) for each in seen.before] == [0, 1, 1]


# --- Work in another team ------------------------------------------------------------------------------


def after_joys_night(folder: Path, **more: object) -> Frame:
    """Pat's week, after Ann worked Joy's night until 07:00 on Monday."""
    organisation = team({"needs": [EARLY]}, joy(NIGHT), **more)
    rota = answer_of(organisation, {"night 2026-05-31": "ann"}, SUNDAY, 1)
    return asked(organisation, before=read_history(written(folder, rota), organisation, MONDAY, 7))


def early_on_monday(frame: Frame) -> Plan:
    return Plan.of(frame, [Turn("ann", frame.needs[0])])


def test_a_night_in_the_old_team_forbids_an_early_in_the_new_one(tmp_path: Path) -> None:
    frame = after_joys_night(tmp_path)
    board = Board(cp_model.CpModel(), frame, for_frame(frame))
    broken = {found.rule for found in audit(early_on_monday(frame), for_frame(frame)).broken}
    board.model.add_bool_or([board.works(frame.supporters[0], frame.needs[0])])

    assert "daily_rest" in broken
    assert cp_model.CpSolver().solve(board.model) == cp_model.INFEASIBLE


def test_work_in_the_old_team_is_no_visit_to_the_new_person(tmp_path: Path) -> None:
    frame = after_joys_night(tmp_path)
    plan = early_on_monday(frame)
    fair = CATALOGUE["fair_turns"].model_validate({})

    assert arrivals(plan) == 1, "Ann comes from Joy's home, not from Pat's"
    assert [found.amount for found in CATALOGUE["few_arrivals"].model_validate({}).check(plan)] == [1]
    assert continuity(plan).first_visits == 0, "nothing is known of who came to Pat before"
    assert list(fair.check(plan)) == [], "Ann's turns for Pat begin now"
    assert frame.known_from is None, "Pat's own days before are not known"


def test_of_somebody_from_another_team_no_more_is_known_than_what_they_worked(tmp_path: Path) -> None:
    """Two weeks of Pat's are whole; of Joy's only the Sunday, so Ann's own weeks stand by themselves."""
    organisation = team({"needs": [EARLY]}, joy(NIGHT))
    night = answer_of(organisation, {"night 2026-05-31": "ann"}, SUNDAY, 1)
    mine = rota_of_days(date(2026, 5, 18), 14)
    frame = asked(organisation, before=read_history(written(tmp_path, mine, night), organisation, MONDAY, 7))

    assert frame.known_from == date(2026, 5, 18)
    assert frame.average_from(organisation.supporters[0]) == SUNDAY


def test_turns_of_another_team_stay_out_of_a_team_they_have_not_joined(tmp_path: Path) -> None:
    organisation = team({"needs": [EARLY]}, joy(NIGHT))
    rota = answer_of(organisation, {"night 2026-05-31": "ann"}, SUNDAY, 1)
    ann, bob = organisation.supporters
    moved = organisation.model_copy(update={"supporters": (ann.model_copy(update={"team_of": "joy"}), bob)})
    before = read_history(written(tmp_path, rota), moved, MONDAY, 7)

    assert "pat" not in before.worked
    assert [turn.need.elsewhere for turn in before.worked["joy"]] == [None]


# --- Days that are known, and days that were promised --------------------------------------------------


def rota_of_days(first_day: date, days: int, *shifts: Shift) -> Rota:
    return Rota(person="pat", first_day=first_day, days=days, rest="As set.", shifts=shifts)


@pytest.mark.parametrize(
    ("planned", "known"),
    [
        ([(date(2026, 5, 18), 14)], date(2026, 5, 18)),
        ([(date(2026, 5, 18), 7), (date(2026, 5, 25), 7)], date(2026, 5, 18)),
        ([(date(2026, 5, 11), 7), (date(2026, 5, 25), 7)], date(2026, 5, 25)),
        ([(date(2026, 5, 25), 14)], date(2026, 5, 25)),
        ([(date(2026, 5, 18), 7)], None),
    ],
    ids=["two weeks", "two answers", "a week is missing", "runs on into the new rota", "not the last week"],
)
def test_the_history_is_known_from_its_first_day_without_a_hole(
    tmp_path: Path, planned: list[tuple[date, int]], known: date | None
) -> None:
    rotas = [rota_of_days(first_day, days) for first_day, days in planned]
    before = read_history(written(tmp_path, *rotas), WHOLE, MONDAY, 7)

    assert before.known_from.get("pat") == known


@pytest.mark.parametrize(
    ("turns", "known"),
    [
        ([date(2026, 5, 25)], date(2026, 5, 25)),
        ([SUNDAY], None),
        ([date(2026, 5, 20), SUNDAY], date(2026, 5, 25)),
    ],
    ids=["from Monday", "one Sunday", "from a Wednesday, the next week on"],
)
def test_a_history_of_shifts_alone_is_known_from_its_first_whole_week(
    turns: list[date], known: date | None
) -> None:
    organisation = team({"needs": [EARLY]})
    frame = asked(organisation)
    past = tuple(Turn("ann", dated(frame.person.needs[0], day, frame.zone)) for day in turns)
    seen = rota_frame(
        organisation, frame.person, frame.supporters, first_day=MONDAY, days=7, as_of=MONDAY, past=past
    )

    assert seen.known_from == known


def test_one_week_of_two_that_was_promised_is_kept(tmp_path: Path) -> None:
    organisation = team({"needs": [EARLY]})
    promised = answer_of(organisation, {"early 2026-06-01": "ann"}, MONDAY, 7)
    before = read_history(written(tmp_path, promised), organisation, MONDAY, 14)

    assert [turn.supporter for turn in before.promised["pat"]] == ["ann"]
    assert before.promised_days["pat"] == frozenset(MONDAY + timedelta(days=ahead) for ahead in range(7))


def test_nothing_of_other_days_is_a_promise(tmp_path: Path) -> None:
    before = read_history(written(tmp_path, rota_of_days(SUNDAY, 1)), WHOLE, MONDAY, 7)

    assert (before.promised, before.promised_days) == ({}, {})


# --- Looking needs up ----------------------------------------------------------------------------------


def test_needs_are_found_by_when_they_lie() -> None:
    frame = asked(team({"needs": [EARLY, NIGHT, {**EARLY, "id": "second", "start": "10:00"}]}), days=2)
    early, second, night, *_ = frame.needs
    pairs = {(a.id, b.id) for a, b in overlapping_pairs(frame.needs)}

    assert pairs == {
        ("early 2026-06-01", "second 2026-06-01"),
        ("early 2026-06-02", "second 2026-06-02"),
    }
    assert ByBegin(frame.needs).within(early.begin, early.finish) == [early, second]
    assert ByBegin(frame.needs).within(early.begin + 1, night.finish) == [second, night]
    assert ByBegin(frame.needs).within(early.begin, night.finish - 1) == [early, second]


# --- What was published --------------------------------------------------------------------------------


def published_in(folder: Path, *rotas: Rota) -> Path:
    """One publication for each rota."""
    store = FolderHistory(folder / "published")
    for number, rota in enumerate(rotas, start=1):
        at = datetime(2026, 5, 1, tzinfo=UTC)
        store.publish(Publication(number=number, at=at, by="Rosa", answer=answered(rotas=(rota,))))
    return store.path


def anns_and_bobs() -> tuple[Rota, Rota]:
    """Pat's Sunday: Ann's as it was first, Bob's as it was then."""
    organisation = team({"needs": [EARLY]})
    first, then = ({"early 2026-05-31": id} for id in ("ann", "bob"))
    return answer_of(organisation, first, SUNDAY, 1), answer_of(organisation, then, SUNDAY, 1)


def who_came(path: Path, **how: Any) -> list[str]:
    before = read_history(path, team({"needs": [EARLY]}), MONDAY, 7, **how)
    return [turn.supporter for turn in before.worked.get("pat", ())]


def test_what_was_published_later_counts(tmp_path: Path) -> None:
    assert who_came(published_in(tmp_path, *anns_and_bobs())) == ["bob"]


def test_the_history_as_it_was_is_read_up_to_a_number(tmp_path: Path) -> None:
    path = published_in(tmp_path, *anns_and_bobs())

    assert [who_came(path, upto=number) for number in (0, 1, 2)] == [[], ["ann"], ["bob"]]


def test_what_was_published_counts_more_than_an_answer_written_beside_it(tmp_path: Path) -> None:
    anns, bobs = anns_and_bobs()
    path = published_in(tmp_path, anns)
    (path / "zz.json").write_text(answered(rotas=(bobs,)).model_dump_json())

    assert who_came(path) == ["ann"]


def test_an_answer_beside_what_was_published_counts_for_its_own_days(tmp_path: Path) -> None:
    organisation = team({"needs": [EARLY]})
    path = published_in(tmp_path, anns_and_bobs()[0])
    saturday = SUNDAY - timedelta(days=1)
    plain = answer_of(organisation, {f"early {saturday}": "bob"}, saturday, 1)
    (path / "0.json").write_text(answered(rotas=(plain,)).model_dump_json())

    assert who_came(path) == ["bob", "ann"]


def test_the_number_that_was_read_last_is_known(tmp_path: Path) -> None:
    organisation = team({"needs": [EARLY]})
    assert read_history(published_in(tmp_path, *anns_and_bobs()), organisation, MONDAY, 7).upto == 2
    plain = tmp_path / "plain"
    plain.mkdir()
    assert read_history(written(plain, rota_of_days(SUNDAY, 1)), organisation, MONDAY, 7).upto == 0
