"""Other solvers on our scenarios: what one of them cannot be asked for is said where its rota would stand."""

import json

import pytest
from curtois_score import score
from generate import MONDAY, organisation
from ortools.sat.python import cp_model
from peer_rows import rows
from peer_stated import CannotState
from peer_timefold_ward import ward_statement
from peers import Scenario, Turns, asked_of, measured
from test_curtois_score import drawn, instance
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


@pytest.mark.parametrize(
    ("ann", "bob"),
    [
        ("..............", ".............."),
        (".LL...........", ".EE..........."),
        (".EE...........", "..EE.........."),
    ],
)
def test_timefold_is_told_what_requests_cost_as_the_scorer_counts_it(ann: str, bob: str) -> None:
    """After 2 kinds with 3 numbers each, 14 days with 2 covers of 3, and 8 limits, each day has 4 numbers."""
    told = list(ward_statement(instance()))[3 + 2 * 3 + 14 * 2 * 3 :]
    of_each = 8 + 14 * 4
    counted = 0
    for place, row in enumerate((ann, bob)):
        days = told[place * of_each + 8 : (place + 1) * of_each]
        counted += sum(days[4 * day + 1 + "EL.".index(mark)] for day, mark in enumerate(row))

    found = score(instance(), drawn(ann, bob))
    assert len(told) == 2 * of_each
    assert counted == found.on + found.off


def test_a_peer_with_a_statement_of_its_own_is_asked_by_it() -> None:
    def unable(frame: Frame, seconds: float) -> Turns | None:
        raise CannotState("this")

    (row,) = measured([Scenario("a week", week(), {"plain CP-SAT": unable})], 0.2)

    assert row["plain CP-SAT"] == "cannot state this"


def test_a_constraint_that_is_no_row_is_never_left_out() -> None:
    model = cp_model.CpModel()
    a, b, product = (model.new_int_var(0, 3, name) for name in ("a", "b", "product"))
    model.add_multiplication_equality(product, [a, b])

    with pytest.raises(CannotState):
        list(rows(model.proto))
