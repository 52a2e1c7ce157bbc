"""Extras: shadow shifts, handovers, supervision and team meetings, beside the needs and never instead."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from generate import organisation as random_organisation
from published_weeks import MONDAY, Made, Notebook, again, at, organisation, team

from matcher.ahead.look import look_ahead
from matcher.clock import Settings
from matcher.errors import BadInput
from matcher.frame import Turn
from matcher.happened import Known, last_records
from matcher.model.answer import Answer, Shift
from matcher.model.delivered import Delivered, Happened
from matcher.model.organisation import Organisation
from matcher.model.published import Publication
from matcher.money.weeks import Weeks
from matcher.read import read, read_rota
from matcher.read.history import earlier
from matcher.rulebook import rule_for
from matcher.rules.cleared_and_inducted import ClearedAndInducted
from matcher.solve import Request, check, request, rota

SETTINGS = Settings(time_limit=60, workers=1)
AGREED = "2026-05-20"
SHADOW = {"kind": "shadow", "agreed_on": AGREED}
HANDOVER = {"kind": "handover", "agreed_on": AGREED, "minutes": 20}
SHADOWING = {"induction": [{"person": "pat", "stage": "shadowing"}]}


def pat(marks: str, names: str, *extras: Made, need: Made | None = None, **supporters: Made) -> Organisation:
    """Pat with extras and a team; supervised on 20 May, so that nobody's supervision is due."""
    content = team(marks, names.split(), need=need, **supporters)
    content["as_of"] = "2026-05-25"
    content["people"][0]["extras"] = list(extras)
    for each in content["supporters"]:
        each.setdefault("supervised_on", "2026-05-20")
    return organisation(content)


def solved(about: Organisation, weeks: int = 1) -> Answer:
    answer = rota(request(about, first_day=MONDAY, weeks=weeks, settings=SETTINGS))
    assert not [found for found in answer.violations if found.level == "hard"]
    assert all(proof.status == "proved" for proof in answer.proof)
    return answer


def extras(answer: Answer, kind: str) -> list[Shift]:
    return [shift for one in answer.rotas for shift in one.shifts if shift.extra == kind]


def support(answer: Answer) -> list[Shift]:
    return [shift for one in answer.rotas for shift in one.shifts if shift.extra is None]


def missing(answer: Answer) -> list[str]:
    return [found.says for found in answer.violations if found.rule == "extras_due"]


# --- Shadow shifts ---------------------------------------------------------------------------------------


def test_whoever_shadows_is_beside_somebody_ready_as_often_as_is_left_and_covers_nothing() -> None:
    answer = solved(pat("E", "ann bob cat", SHADOW, cat=SHADOWING))
    shadows = extras(answer, "shadow")

    assert {shift.supporter for shift in shadows} == {"cat"}
    assert len({shift.day for shift in shadows}) == len(shadows) == 3
    assert Counter(shift.day for shift in support(answer)) == Counter(MONDAY + timedelta(n) for n in range(7))
    assert "cat" not in {shift.supporter for shift in support(answer)}


def test_a_shadow_shift_closes_no_gap_and_is_on_none() -> None:
    """Ann has five earlies in her hours: two days have nobody, and nobody to be beside."""
    answer = solved(pat("E", "ann cat", SHADOW, ann={"contract": {"hours": 37.5}}, cat=SHADOWING))

    assert len(answer.gaps) == 2
    assert {gap.day for gap in answer.gaps}.isdisjoint(shift.day for shift in extras(answer, "shadow"))


@pytest.mark.parametrize("extra", [[], [{"kind": "shadow"}], [{"kind": "shadow", "agreed_on": "2026-06-08"}]])
def test_nobody_shadows_in_the_home_before_the_person_agreed(extra: list[Made]) -> None:
    answer = solved(pat("E", "ann bob cat", *extra, cat=SHADOWING))

    assert not extras(answer, "shadow")
    assert not missing(answer)


def test_somebody_whose_checks_have_begun_may_shadow_and_somebody_without_any_may_not() -> None:
    begun, none = SHADOWING | {"cleared": "adult_first"}, SHADOWING | {"cleared": "no"}
    about = pat("E", "ann bob cat dan", SHADOW, cat=begun, dan=none)

    assert {shift.supporter for shift in extras(solved(about), "shadow")} == {"cat"}


def test_a_no_of_the_person_holds_for_shadow_shifts() -> None:
    content = pat("E", "ann bob cat", SHADOW, cat=SHADOWING).written()
    content["people"][0]["answers"][2] = {"supporter": "cat", "answer": "no"}
    answer = solved(organisation(content))

    assert not extras(answer, "shadow")


def test_one_that_found_no_place_is_told() -> None:
    answer = solved(pat("E", "ann bob cat", SHADOW, cat=SHADOWING | {"contract": {"hours": 16}}))

    assert len(extras(answer, "shadow")) == 2
    assert missing(answer) == ["Cat has 2 of 3 shadow shifts that are due."]


def test_nothing_is_due_for_somebody_before_their_first_day_and_while_they_are_away() -> None:
    away = {"leave": [{"first_day": "2026-06-01", "last_day": "2026-06-07"}]}
    begins = {"contract": {"hours": 30, "started_on": "2026-06-08"}}
    about = pat("E", "ann bob cat dan", SHADOW, cat=SHADOWING | away, dan=SHADOWING | begins)
    answer = solved(about)

    assert not extras(answer, "shadow")
    assert not missing(answer)


def test_shadow_shifts_are_hours_of_the_contract_and_paid() -> None:
    paid = {"contract": {"hours": 30, "rate": "13.45"}}
    answer = solved(pat("E", "ann bob cat", SHADOW, cat=SHADOWING | paid))
    hours = next(row for row in answer.hours if row.supporter == "cat")
    costs = [cost for cost in answer.costs[0].shifts if cost.supporter == "cat"]

    assert (hours.shifts, hours.awake_minutes, hours.extra_minutes) == (0, 3 * 450, 3 * 450)
    assert [str(cost.hours) for cost in costs] == ["100.88"] * 3


# --- From shadowing to ready -----------------------------------------------------------------------------


def moves_on(paired: str, ready: str, done: int = 0) -> Made:
    induction = {"person": "pat", "stage": "shadowing", "shadow_shifts": done}
    return {"induction": [{**induction, "paired_from": paired, "ready_from": ready}]}


def test_somebody_moves_from_shadowing_to_paired_to_ready_on_their_days_in_one_rota() -> None:
    """Two are needed. Ann and Bob are ready and away in the third week, when Cat and Dan are enough."""
    away = {"leave": [{"first_day": "2026-06-15", "last_day": "2026-06-21"}]}
    two = {"early": {"days": ["mon", "tue", "wed"], "supporters_needed": 2}}
    about = pat(
        "E", "ann bob cat dan", SHADOW, need=two, bob=away, ann=away, cat=moves_on("2026-06-08", "2026-06-15")
    )
    answer = solved(about, weeks=3)
    weeks = [
        [s for s in support(answer) if MONDAY + timedelta(7 * n) <= s.day < MONDAY + timedelta(7 * n + 7)]
        for n in range(3)
    ]

    assert not answer.gaps
    assert "cat" not in {shift.supporter for shift in weeks[0]}
    assert {shift.supporter for shift in weeks[2]} == {"cat", "dan"}
    assert [shift.day < date(2026, 6, 8) for shift in extras(answer, "shadow")] == [True] * 3


def test_the_day_alone_moves_nobody_on_while_shadow_shifts_are_left() -> None:
    """Cat has hours for two of three shadow shifts: her day comes, and she does not count."""
    two_shifts = {"contract": {"hours": 15}}
    about = pat("E", "ann cat", SHADOW, cat=moves_on("2026-06-01", "2026-06-01") | two_shifts)
    answer = solved(about)

    assert "cat" not in {shift.supporter for shift in support(answer)}
    assert len(answer.gaps) == 2


def test_what_was_published_counts_as_done_and_the_next_rota_has_the_rest() -> None:
    about = pat("E", "ann bob cat", SHADOW, cat=SHADOWING | {"contract": {"hours": 16}})
    store, later = published(about), MONDAY + timedelta(7)
    known = earlier((), about, later, 7, store=store, upto=store.last())
    asked = request(about, first_day=later, weeks=1, settings=SETTINGS)
    asked = replace(asked, before={"pat": known.about("pat")})

    assert len(extras(rota(asked), "shadow")) == 1
    assert left(asked, "cat") == 1


def left(asked: Request, who: str) -> int:
    about = asked.organisation
    rule = rule_for(about, about.people[0], "cleared_and_inducted")
    assert isinstance(rule, ClearedAndInducted)
    return rule.left(asked.frame(about.people[0]), about.supporter(who))


def published(about: Organisation, answer: Answer | None = None) -> Notebook:
    store = Notebook()
    store.publish(Publication(number=1, at=at(25, month=5), by="Ruth", answer=answer or solved(about)))
    return store


# --- Made again ------------------------------------------------------------------------------------------


def test_made_again_without_a_change_every_extra_stays() -> None:
    about = pat("EL", "ann bob cat dan", SHADOW, HANDOVER, dan=SHADOWING)
    first = solved(about)
    answer = again(published(about, first), about, at(28, month=5))

    assert not answer.changes
    assert set(answer.rotas[0].shifts) == set(first.rotas[0].shifts)


def test_a_shadow_shift_follows_when_the_one_who_is_ready_cannot_come() -> None:
    """Whoever is on the shadowed early falls ill: somebody else comes, and Cat is beside them as promised."""
    about = pat("E", "ann bob cat", SHADOW, cat=SHADOWING | {"contract": {"hours": 8}})
    first = solved(about)
    (shadow,) = extras(first, "shadow")
    ill = next(shift.supporter for shift in support(first) if shift.day == shadow.day)
    content = about.written()
    sick = {"first_day": str(shadow.day), "last_day": str(shadow.day), "kind": "sick"}
    next(each for each in content["supporters"] if each["id"] == ill)["leave"] = [sick]
    answer = again(published(about, first), organisation(content), at(28, month=5))

    assert not answer.gaps
    assert extras(answer, "shadow") == [shadow]


# --- Supervision, meetings, handovers --------------------------------------------------------------------


def meeting(kind: str, **more: Any) -> Made:
    return {"kind": kind, "at": [{"days": ["mon", "tue"], "start": "15:00"}], **more}


def test_supervision_is_held_before_it_is_due_one_supporter_at_a_time() -> None:
    due = {"supervised_on": "2026-04-10"}
    answer = solved(pat("E", "ann bob cat", meeting("supervision"), ann=due, bob=due))

    assert {shift.supporter for shift in extras(answer, "supervision")} == {"ann", "bob"}
    assert len({shift.day for shift in extras(answer, "supervision")}) == 2


def test_everybody_who_can_is_at_a_team_meeting_and_nobody_leaves_the_person_for_it() -> None:
    """The late has begun by three, and whoever is on it stays."""
    once = {"kind": "team_meeting", "at": [{"dates": ["2026-06-01"], "start": "15:00"}]}
    about = pat("EL", "ann bob cat", once, need={"late": {"days": ["mon"]}})
    answer = solved(about)
    on_late = next(shift.supporter for shift in support(answer) if shift.need == "late")

    assert {shift.supporter for shift in extras(answer, "team_meeting")} == {"ann", "bob", "cat"} - {on_late}
    assert len(missing(answer)) == 1


def test_whoever_offered_kinds_of_shifts_can_be_supervised_on_those_days_and_hand_over_before_them() -> None:
    """Ann offered lates on Mondays; supervision at three on Tuesday is not for her."""
    lates = {"availability": [{"days": ["mon"], "kinds": ["late"]}], "supervised_on": "2026-04-10"}
    only_monday = {"late": {"days": ["mon"]}, "early": {"days": ["mon"]}}
    at_nine = {"kind": "supervision", "at": [{"start": "09:00"}]}
    bob = {"availability": [{"days": ["mon"], "kinds": ["early"]}]}
    answer = solved(pat("EL", "ann bob", HANDOVER, at_nine, need=only_monday, ann=lates, bob=bob))

    assert [(shift.supporter, shift.day) for shift in extras(answer, "handover")] == [("ann", MONDAY)]
    assert [(shift.supporter, shift.day) for shift in extras(answer, "supervision")] == [("ann", MONDAY)]


def test_a_meeting_in_the_home_keeps_clear_of_the_persons_own_time() -> None:
    content = pat("E", "ann bob", meeting("team_meeting", agreed_on=AGREED)).written()
    content["people"][0]["own_time"] = [{"days": ["mon"], "start": "15:30", "end": "17:00"}]

    answer = solved(organisation(content))

    assert {shift.day for shift in extras(answer, "team_meeting")} == {date(2026, 6, 2)}


def test_whoever_comes_after_somebody_else_has_a_handover_and_nobody_hands_over_to_themselves() -> None:
    three_days = {kind: {"days": ["mon", "tue", "wed"]} for kind in ("early", "late")}
    answer = solved(pat("EL", "ann bob cat dan", HANDOVER, need=three_days))
    on = {(shift.need, shift.day): shift.supporter for shift in support(answer)}
    handed = {(shift.day, shift.supporter) for shift in extras(answer, "handover")}
    lates = {(day, who) for (need, day), who in on.items() if need == "late"}

    assert handed == {(day, who) for day, who in lates if on["early", day] != who}
    assert handed


# --- What always holds -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_extras_change_no_needs_count_and_cost_the_person_nothing(seed: int) -> None:
    """With extras and without, the same is covered, and the levels before the last cost the same."""
    plain = _with_somebody_new(random_organisation(seed, shape=["one_to_one", "days_only"][seed % 2]))
    before, after = (rota(request(each, weeks=1, settings=SETTINGS)) for each in (plain, _with_extras(plain)))
    asked_for = {need.id: need.supporters_needed for person in plain.people for need in person.needs}
    counts = Counter((shift.need, shift.day, shift.part) for shift in support(after))

    assert {shift.extra for one in after.rotas for shift in one.shifts} >= {"shadow", "supervision"}
    assert not [found for found in after.violations if found.level == "hard"]
    assert all(count <= asked_for[need] for (need, _, _), count in counts.items())
    assert costs(before) == costs(after)


def _with_somebody_new(about: Organisation) -> Organisation:
    content = about.written()
    person = content["people"][0]
    person["answers"].append({"supporter": "new", "answer": "yes", "met_on": "2026-05-01"})
    induction = [{"person": person["id"], "stage": "shadowing"}]
    content["supporters"].append(
        {"id": "new", "name": "New", "adult": True, "team_of": person["id"], "cleared": "yes"}
        | {"contract": {"hours": 30}, "induction": induction}
    )
    return organisation(content)


def _with_extras(about: Organisation) -> Organisation:
    content = about.written()
    content["people"][0]["extras"] = [
        {"kind": "shadow", "agreed_on": "2020-01-01"},
        {"kind": "handover", "agreed_on": "2020-01-01"},
        {"kind": "supervision", "at": [{"start": "10:00"}, {"start": "16:00"}], "minutes": 45},
        {"kind": "team_meeting", "at": [{"days": ["wed"], "start": "13:00"}]},
    ]
    return organisation(content)


def costs(answer: Answer) -> dict[tuple[str, str], int]:
    return {
        (proof.person, proof.level): proof.cost
        for proof in answer.proof
        if proof.level in ("gaps", "change", "person")
    }


def test_a_rota_written_by_hand_is_checked_with_its_extras() -> None:
    """Cat shadows on a day with nobody on the early."""
    about = pat("E", "ann cat", SHADOW, cat=SHADOWING)
    rows = b"person,supporter,need,day\npat,ann,early,2026-06-01\npat,cat,shadow-early,2026-06-02\n"
    answer = check(request(about, first_day=MONDAY, weeks=1), read_rota(rows, "by hand", about))

    assert [found.says for found in answer.violations if found.level == "hard"] == [
        "Nobody who is ready is on early, Tue 2 Jun 07:00-14:30, which Cat shadows."
    ]


# --- Told, recorded and refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "says", "do"),
    [
        ([SHADOW], "The rotas ahead have 3 shadow shifts: ", "Plan what is still to be done"),
        ([], "The rotas ahead have no shadow shift.", "Ask Pat whether somebody may shadow in their home."),
    ],
)
def test_the_look_ahead_says_which_shadow_shifts_are_planned(extra: list[Made], says: str, do: str) -> None:
    about = pat("E", "ann bob cat", *extra, cat=moves_on("2026-06-08", "2026-06-22"))
    found = look_ahead(request(about, first_day=MONDAY, weeks=1, settings=SETTINGS))
    (decision,) = [each for each in found.decisions if each.about == "induction"]

    assert says in decision.says
    assert "From Mon 8 Jun Cat is to count beside somebody who is ready." in decision.says
    assert "From Mon 22 Jun Cat is to be ready." in decision.says
    assert ("By then 3 shadow shifts are still to do" in decision.says) == (not extra)
    assert decision.do.startswith(do)


def test_extras_are_told_apart_from_support_in_hours_and_a_handover_is_recorded_with_its_shift() -> None:
    about = pat("EL", "ann bob cat dan eve", SHADOW, HANDOVER, eve=SHADOWING)
    answer = solved(about)
    handover = extras(answer, "handover")[0]
    shift = next(
        each for each in support(answer) if (each.supporter, each.start) == (handover.supporter, handover.end)
    )
    else_came = "cat" if shift.supporter != "cat" else "bob"
    record = Delivered(
        person="pat",
        need=shift.need,
        day=shift.day,
        kind=shift.kind,
        planned=shift.supporter,
        came=else_came,
        start=shift.start,
        end=shift.end,
        outcome="worked",
    )
    known = as_recorded(about, answer, record)
    (seen,) = [each for each in known.seen("pat", shift.day, shift.day) if _is(each.planned, handover)]
    (week,) = Weeks(known, about.people[0], [MONDAY]).of_person()

    assert seen.worked is not None
    assert seen.worked.supporter == else_came
    assert week.rostered_minutes == sum(each.paid_minutes for each in support(answer))


def _is(turn: Turn | None, shift: Shift) -> bool:
    return turn is not None and (turn.supporter, turn.need.need.id) == (shift.supporter, shift.need)


def as_recorded(about: Organisation, answer: Answer, record: Delivered) -> Known:
    """What is known once a week is over and something was written down about one shift of it."""
    store = published(about, answer)
    past = earlier((), about, MONDAY + timedelta(7), 7, store=store, upto=1).worked["pat"]
    days = {day: [turn for turn in past if turn.need.day == day] for day in {turn.need.day for turn in past}}
    written = Happened(number=2, at=at(9), by="Ruth", shifts=(record,))
    return Known(about, {"pat": days}, last_records([written]))


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ({"kind": "shadows"}, "There is no extra 'shadows'. Did you mean 'shadow'?"),
        ({}, "An extra needs a `kind`."),
        ({"kind": "shadow", "agreed": AGREED}, "'agreed' is not a field that belongs here."),
        ({"kind": "supervision", "at": [{"start": "23:30"}]}, "It would end after midnight."),
        ({"kind": "supervision", "at": [{"start": "10:00"}], "leader": "ruth"}, "There is no leader 'ruth'."),
        ({"kind": "supervision", "at": []}, "This needs at least 1 entry."),
    ],
)
def test_an_extra_that_is_not_written_well_is_refused_with_what_is_wrong(extra: Made, problem: str) -> None:
    content = team("E", ["ann"])
    content["people"][0]["extras"] = [extra]
    with pytest.raises(BadInput) as refused:
        read(json.dumps(content).encode(), "team.json")

    (found,) = refused.value.problems
    assert f"{found.says} {found.mend}".startswith(problem)
    assert "pat › extras" in found.path


def test_a_need_with_the_name_of_an_extra_is_refused_and_so_is_a_leader_in_two_places() -> None:
    content = team("E", ["ann"])
    pat: Made = content["people"][0]
    joy: Made = {"id": "joy", "name": "Joy"}
    content["leaders"] = [{"id": "ruth", "name": "Ruth"}]
    ten: Made = {"kind": "supervision", "leader": "ruth", "at": [{"days": ["mon"], "start": "10:00"}]}
    half_past = {**ten, "at": [{"dates": ["2026-06-01"], "start": "10:30"}]}
    pat["needs"].append({**pat["needs"][0], "id": "shadow-early"})
    pat["extras"], joy["extras"] = [ten, SHADOW, SHADOW], [half_past]
    content["people"].append(joy)
    with pytest.raises(BadInput) as refused:
        read(json.dumps(content).encode(), "team.json")

    assert [problem.says for problem in refused.value.problems] == [
        "A shadow shift has the name 'shadow-early' in the rota, which a need has as well.",
        "There is an extra of the kind 'shadow' already.",
        "A shadow shift has the name 'shadow-early' in the rota, which a need has as well.",
        "ruth has supervision for pat at the same time.",
    ]


def test_supervision_that_a_rota_ahead_has_in_time_is_no_decision() -> None:
    due = {"supervised_on": "2026-04-10"}
    about = pat("E", "ann bob", ann=due, bob=due)
    content = about.written()
    content["people"][0]["extras"] = [meeting("supervision")]
    without, with_times = (
        look_ahead(request(each, first_day=MONDAY, weeks=1, settings=SETTINGS))
        for each in (about, organisation(content))
    )

    assert [each.about for each in without.decisions if each.about == "supervision"] == ["supervision"]
    assert not [each for each in with_times.decisions if each.about == "supervision"]


NEW_KIND = """
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from matcher.extras._base import Meeting, Wanted


class TrainingDay(Meeting):
    \"\"\"A day of training for everybody.\"\"\"

    kind: Literal["training_day"] = "training_day"
    name: ClassVar[str] = "day of training"

    def wanted(self, frame, who, times) -> Iterator[Wanted]:
        return (Wanted(who.id, (time,)) for time in times)
"""


def test_a_new_kind_of_extra_is_one_file(tmp_path: Path) -> None:
    """Dropped into a copy of the program, it is read, planned, paid and printed."""
    root = Path(__file__).parent.parent
    shutil.copytree(root / "matcher", tmp_path / "matcher", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "matcher" / "extras" / "training_day.py").write_text(NEW_KIND, encoding="utf-8")
    content = pat("E", "ann bob").written()
    day = {"kind": "training_day", "minutes": 120, "at": [{"dates": ["2026-06-04"], "start": "15:00"}]}
    content["people"][0]["extras"] = [day]
    (tmp_path / "team.json").write_text(json.dumps(content), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "matcher", "rota", "team.json", "--from", "2026-06-01", "--workers", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert "1 day of training, 4 hours together: Ann and Bob." in " ".join(done.stdout.split()), done.stderr
