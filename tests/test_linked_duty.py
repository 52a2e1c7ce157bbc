"""Linked duty as a choice: both rotas side by side, the ground written down, and the rest that is missed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import SAMPLES, in_process, team, written

from matcher.asking import linked_duty
from matcher.clock import Settings
from matcher.errors import AuditDisagrees
from matcher.explain import linked
from matcher.explain.linked import linked_duties
from matcher.model.answer import Proof
from matcher.model.explained import LinkedDutyWeighed, LinkedSide
from matcher.read import read
from matcher.rotas import RotaMade
from matcher.rules._base import Example
from matcher.rules._drawing import plan_of
from matcher.solve import request
from matcher.solver import rota as solver_rota
from matcher.write.linked import linked_duty_as_text

LATE = {"id": "late", "kind": "late", "start": "14:30", "end": "22:00", "days": ["mon", "tue"]}
SLEEP_IN = {"id": "night", "kind": "sleep_in", "start": "22:00", "end": "07:00", "days": ["mon", "tue"]}
TEAM = team(LATE, SLEEP_IN, supporters=("ann", "bob", "cat", "dan"))
GROUND = "Pat sleeps badly after a change of faces; agreed with the team on 4 May."
ALLOWED = {"kind": "linked_duty", "allowed": True, "ground": GROUND}


def weighed(*rules: dict[str, Any], **more: Any) -> LinkedDutyWeighed:
    organisation = read(json.dumps({**TEAM, "rules": rules, **more}).encode(), "team.json")
    return linked_duty(request(organisation, settings=Settings(30, workers=1)), None)


def both(found: LinkedDutyWeighed) -> tuple[LinkedSide, LinkedSide]:
    assert found.strict is not None
    assert found.linked is not None
    return found.strict, found.linked


def as_text(found: LinkedDutyWeighed) -> str:
    return " ".join(linked_duty_as_text(found).split())


# --- Side by side --------------------------------------------------------------------------------------


def test_callum_sees_both_figures_side_by_side_with_the_ground_that_is_written_down() -> None:
    shown = in_process("what-if", SAMPLES / "callum.json", "--linked-duty")
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]

    assert shown.returncode == 0
    assert lines[0].startswith(
        "Somebody comes through Callum's door 14 times a week (1 gap) with linked duty,"
    )
    assert lines[1] == "and 20 times a week (3 gaps) with strict rest."
    assert lines[3:7] == [
        "strict rest linked duty",
        "Arrivals a week 20 14",
        "Different faces a day 2.7 2.4",
        "Gaps 3 1",
    ]
    assert "Proved best yes yes" in lines
    assert "The ground written down: Callum wants few comings and goings" in " ".join(lines)
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_joys_arrivals_are_halved_and_her_file_has_no_ground_yet() -> None:
    found = LinkedDutyWeighed.model_validate_json(
        in_process("what-if", SAMPLES / "joy.json", "--linked-duty", "--json", "--time-limit", "110").stdout
    )
    strict, allowed = both(found)

    assert (strict.arrivals_a_week, allowed.arrivals_a_week) == (23, 11)
    assert (strict.gaps, allowed.gaps, found.in_force, found.grounds) == (0, 0, False, ())
    assert any(
        said.startswith("Linked duty is off, and no ground for it is written down.") for said in found.says
    )
    assert '"linked_duty", "allowed": true, "ground"' in as_text(found)


def test_with_strict_rest_no_duty_is_linked_and_every_shift_is_an_arrival() -> None:
    strict, allowed = both(weighed())

    assert (strict.arrivals_a_week, strict.duties, strict.missed_minutes) == (4, {}, 0)
    assert (allowed.arrivals_a_week, sum(allowed.duties.values())) == (2, 2)


def test_both_ways_are_shown_whichever_of_them_is_in_force() -> None:
    off, on = weighed(), weighed(ALLOWED)

    assert (off.strict, off.linked) == (on.strict, on.linked)
    assert (off.in_force, on.in_force) == (False, True)
    assert on.grounds == (GROUND,)


def test_a_rota_that_is_published_for_these_days_holds_neither_way_to_it(tmp_path: Path) -> None:
    file, folder = written(tmp_path / "team.json", TEAM), tmp_path / "rotas"
    in_process("rota", file, "-o", tmp_path / "answer.json")
    in_process("publish", tmp_path / "answer.json", "--team", file, "--to", folder, "--by", "Ruth")
    asked = ("what-if", file, "--linked-duty", "--json", "--history", folder)

    _, allowed = both(LinkedDutyWeighed.model_validate_json(in_process(*asked).stdout))

    assert (allowed.arrivals_a_week, sum(allowed.duties.values())) == (2, 2)


def test_whoever_has_a_rule_against_it_gets_no_linked_duty_in_the_question_either() -> None:
    against = {"kind": "linked_duty", "allowed": False, "applies_to": {"supporters": ["ann", "bob", "cat"]}}

    assert both(weighed(against))[1].duties == {"dan": 1}
    assert both(weighed(against, ALLOWED))[1].duties == {"dan": 1}


def test_a_team_whose_sleep_ins_touch_nothing_has_nothing_to_choose() -> None:
    people = [{**TEAM["people"][0], "needs": [{**LATE, "end": "21:00"}, SLEEP_IN]}]
    found = weighed(people=people)

    assert (found.strict, found.linked, found.says) == (None, None, ())
    assert found.headline.startswith("Linked duty would change nothing for Pat")


def test_without_time_no_figure_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "make_rota", lambda frame, *_, **__: RotaMade(frame, (), None))

    found = weighed()

    assert (found.strict, found.linked) == (None, None)
    assert found.headline == (
        "No rota of Pat's was found with strict rest in the time given. "
        "No rota of Pat's was found with linked duty in the time given."
    )


def test_what_is_not_proved_is_not_called_proved() -> None:
    found = weighed()
    _, allowed = both(found)
    unsure = Proof(person="pat", part="rota", level="supporters", status="bounded", cost=9, bound=2)
    less = found.model_copy(update={"linked": allowed.model_copy(update={"proof": (*allowed.proof, unsure)})})

    assert "Proved best yes yes" in as_text(found)
    assert "Proved best yes not all of it" in as_text(less)
    assert "wishes: at most 7 points better" in as_text(less)


def test_a_rota_that_takes_rest_without_giving_it_back_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solver_rota.turns_of

    def all_by_ann(*given: Any) -> Any:
        return tuple(replace(turn, supporter="ann") for turn in found(*given))

    monkeypatch.setattr(solver_rota, "turns_of", all_by_ann)

    with pytest.raises(AuditDisagrees, match="linked_duty"):
        weighed()


@pytest.mark.parametrize("more", [["--pairs"], ["--without", "ann"]])
def test_it_is_asked_about_the_whole_team(tmp_path: Path, more: list[str]) -> None:
    done = in_process("what-if", written(tmp_path / "team.json", TEAM), "--linked-duty", *more)

    assert done.returncode == 2
    assert "Ask about it without `--without` and `--pairs`." in " ".join(done.stderr.split())


def test_a_person_without_a_team_is_told_whose_rota_it_is() -> None:
    supporters = [{**each, "team_of": None} for each in TEAM["supporters"]]
    found = weighed(supporters=supporters)

    assert set(found.proposed) <= {"ann", "bob", "cat", "dan"}
    assert found.says[0].startswith("Pat has no team yet. Both are made with the one that is proposed")


# --- The rest that is missed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawn", "missed", "made_up"),
    [
        ("(LS)......", [3.5], [3.5]),
        ("(LS)E.....", [11], [11]),
        ("SE.....", [3.5], [3.5]),
        ("(LS)E.(LS)E..", [11, 11], [11, 11]),
        ("......(LS)", [3.5], [0]),
        (".....(LS)E", [11], [0]),
        ("(LS)|.......", [], []),
        ("(LS)|E......", [11], [11]),
        ("L......\nS......", [], []),
    ],
)
def test_rest_that_is_missed_is_made_up_in_the_rota_or_owed_after_it(
    drawn: str, missed: list[float], made_up: list[float]
) -> None:
    duties = list(linked_duties(plan_of(Example("duties", drawn))))

    assert [duty.missed / 60 for duty in duties] == missed
    assert [duty.made_up / 60 for duty in duties] == made_up


# --- What a reader sees --------------------------------------------------------------------------------


def test_the_printed_rota_says_that_it_is_allowed_and_on_what_ground(tmp_path: Path) -> None:
    off = in_process("rota", written(tmp_path / "off.json", TEAM)).stdout
    on = in_process("rota", written(tmp_path / "on.json", {**TEAM, "rules": [ALLOWED]})).stdout

    assert "Linked duty is off: nobody works a sleep-in together" in " ".join(off.split())
    assert "Linked duty is allowed" in " ".join(on.split())
    assert f"The ground written down: {GROUND}" in " ".join(on.split())
