"""Other solvers on our scenarios: what one of them cannot be asked for is said where its rota would stand."""

import json

import pytest
from generate import MONDAY, organisation
from ortools.sat.python import cp_model
from peer_rows import rows
from peer_stated import CannotState
from peers import Turns, asked_of
from timefold_statement import statement

from matcher.frame import Frame
from matcher.read import read
from matcher.team_frames import team_frame

TWO_SKILLS = [{"skill": "meds", "at_least": 1}, {"skill": "drives", "at_least": 1}]


def week(*skills: dict[str, object]) -> Frame:
    """A week of a random team in which each shift asks for some skills."""
    content = organisation(0, shape="one_to_one").written()
    content["skills"] = {"meds": "gives medicines", "drives": "drives the car"}
    for need in content["people"][0]["needs"]:
        need["skills"] = list(skills)
    for each in content["supporters"]:
        each["skills"] = []
    asked = read(json.dumps(content).encode(), "team.json")
    return team_frame(asked, asked.people[0], first_day=MONDAY, days=7, as_of=MONDAY)


def asking_java_nothing(frame: Frame, seconds: float) -> Turns | None:
    """Timefold up to where Java would begin."""
    assert list(statement(frame))
    return None


def test_a_need_for_two_skills_is_told_as_what_timefold_cannot_state() -> None:
    found = asked_of(asking_java_nothing, week(*TWO_SKILLS), 1)

    assert str(found) == "cannot state a need that asks for two things of some of those on it"
    assert not found.better_than(asked_of(asking_java_nothing, week(), 1))


def test_what_can_be_stated_and_has_no_rota_is_told_as_none() -> None:
    assert str(asked_of(asking_java_nothing, week(TWO_SKILLS[0]), 1)) == "none"


def test_a_constraint_that_is_no_row_is_never_left_out() -> None:
    model = cp_model.CpModel()
    a, b, product = (model.new_int_var(0, 3, name) for name in ("a", "b", "product"))
    model.add_multiplication_equality(product, [a, b])

    with pytest.raises(CannotState):
        list(rows(model.proto))
