"""Hours and rest where a drawing cannot show them: typical weeks, clock changes, agreements, grounds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from ortools.sat.python import cp_model
from pydantic import ValidationError
from test_rules import cost_in_checker, cost_in_model

from matcher.audit import audit
from matcher.calendar import days_from, expand
from matcher.frame import Frame, Turn
from matcher.framing import typical_week
from matcher.model.need import Need, OwnTime
from matcher.plan import Plan
from matcher.rulebook import for_frame
from matcher.rules import CATALOGUE, Example
from matcher.rules._drawing import MONDAY, frame_of
from matcher.solver.board import Board

OCTOBER = date(2026, 10, 24)
"""A Saturday; the night after it is an hour longer."""
MARCH = date(2026, 3, 28)
"""A Saturday; the night after it is an hour shorter."""
JUNE = date(2026, 6, 6)
"""A Saturday like any other."""


def worked(frame: Frame, turns: Iterable[tuple[str, str]]) -> Plan:
    """A plan of a frame, from pairs of a supporter and a dated need's name."""
    chosen = set(turns)
    return Plan.of(
        frame,
        [
            Turn(supporter.id, need)
            for supporter in frame.supporters
            for need in frame.needs
            if (supporter.id, need.id) in chosen
        ],
    )


def repeated(example: Example) -> Plan:
    """A drawn week as a typical week that repeats for ever."""
    frame, turns = frame_of(example)
    cycle = typical_week(
        frame.organisation, frame.person, frame.supporters, first_day=MONDAY, as_of=frame.as_of
    )
    return worked(cycle, [(turn.supporter, turn.need.id) for turn in turns])


def late_then_early(saturday: date, late_ends: str) -> Plan:
    """Ann works the late of a Saturday and the early of the Sunday after it."""
    drawn, _ = frame_of(Example("a late and an early", "LE", need={"late": {"end": late_ends}}))
    zone = ZoneInfo(drawn.organisation.time_zone)
    needs = expand(drawn.person.needs, (), days_from(saturday, 2), zone)
    frame = replace(drawn, needs=tuple(needs), first_day=saturday)
    return worked(frame, [("ann", f"late {saturday}"), ("ann", f"early {frame.last_day}")])


@pytest.mark.parametrize(
    ("kind", "week", "fine"),
    [
        ("daily_rest", "E....L.", True),
        ("daily_rest", "E.....L", False),
        ("weekly_rest", ".LLLLLL", True),
        ("weekly_rest", ".LLLLLN", False),
        ("rest_after_nights", "E...N..", True),
        ("rest_after_nights", "E.....N", False),
        ("days_in_a_row", "EEEEEE.", True),
        ("days_in_a_row", "EEEEEEE", False),
        ("sleep_ins", "SS..S..", True),
        ("sleep_ins", "SS....S", False),
        ("linked_duty", "E....S.", True),
        ("linked_duty", "E.....S", False),
        ("awake_hours", "D.....N", True),
        ("awake_hours", "E.....N", False),
        ("average_working_time", "DDDD...", True),
        ("average_working_time", "DDDDS..", False),
    ],
)
def test_a_typical_week_is_followed_by_itself(kind: str, week: str, fine: bool) -> None:
    numbers = {"sleep_ins": {"most_a_week": None}}.get(kind, {})
    early = {"end": "10:30"} if kind == "awake_hours" else {}
    rule = CATALOGUE[kind].model_validate(numbers)
    plan = repeated(Example(week, week, need={"early": early}))

    assert cost_in_checker(rule, plan) == (0 if fine else None)
    assert cost_in_model(rule, plan.frame, plan.turns) == (0 if fine else None)


@pytest.mark.parametrize(
    ("saturday", "late_ends", "fine"),
    [
        (JUNE, "20:00", True),
        (JUNE, "20:01", False),
        (OCTOBER, "21:00", True),
        (OCTOBER, "21:01", False),
        (MARCH, "19:00", True),
        (MARCH, "19:01", False),
    ],
)
def test_rest_is_counted_through_a_clock_change(saturday: date, late_ends: str, fine: bool) -> None:
    rule = CATALOGUE["daily_rest"].model_validate({})
    plan = late_then_early(saturday, late_ends)

    assert cost_in_checker(rule, plan) == (0 if fine else None)
    assert cost_in_model(rule, plan.frame, plan.turns) == (0 if fine else None)


@pytest.mark.parametrize(
    ("contract", "asked", "earlies", "fine"),
    [
        ({"hours": 31.25}, False, "EEEEE..", False),
        ({"hours": 31.25}, True, "EEEEE..", True),
        ({"hours": 31.24}, True, "EEEEE..", False),
        ({"hours": 20, "most_hours": 37.5}, True, "EEEEE..", True),
        ({"hours": 0, "most_hours": 30}, True, "EEEEE..", False),
    ],
)
def test_a_what_if_may_ask_for_120_percent_of_the_contract(
    contract: dict[str, float], asked: bool, earlies: str, fine: bool
) -> None:
    rule = CATALOGUE["most_hours"].model_validate({})
    frame, turns = frame_of(Example("asked", earlies, supporters={"ann": {"contract": contract}}))
    plan = Plan.of(replace(frame, with_agreement=asked), turns)

    assert cost_in_checker(rule, plan) == (0 if fine else None)
    assert cost_in_model(rule, plan.frame, plan.turns) == (0 if fine else None)


@pytest.mark.parametrize("ground", [{}, {"ground": None}, {"ground": "   "}])
def test_a_linked_duty_without_its_ground_is_refused(ground: dict[str, str | None]) -> None:
    with pytest.raises(ValidationError, match="only with its ground written down"):
        CATALOGUE["linked_duty"].model_validate({"allowed": True, **ground})


def test_the_sentence_says_which_policy_on_linked_duty_is_in_force() -> None:
    rule = CATALOGUE["linked_duty"]

    assert "Linked duty is off" in rule.model_validate({}).says()
    assert "is allowed" in rule.model_validate({"allowed": True, "ground": "Pat asked."}).says()
    assert "Pat asked." in rule.model_validate({"allowed": True, "ground": "Pat asked."}).says()


# --- Clock changes -------------------------------------------------------------------------------------

LONDON = ZoneInfo("Europe/London")
SPRING = date(2026, 3, 29)
"""The clocks jump from 01:00 to 02:00."""
AUTUMN = date(2026, 10, 25)
"""The clocks go back from 02:00 to 01:00."""


def on_the_clock(
    day: date, start: str, end: str, own: tuple[str, str] | None = None
) -> list[tuple[str, int]]:
    """What is left of a need on a day, as clock times and minutes."""
    need = Need.model_validate({"id": "check", "kind": "other", "start": start, "end": end})
    blocks = [OwnTime.model_validate({"start": own[0], "end": own[1]})] if own else []
    return [
        (f"{piece.start:%H:%M}-{piece.end:%H:%M}", piece.minutes)
        for piece in expand([need], blocks, [day], LONDON)
    ]


@pytest.mark.parametrize(
    ("day", "start", "end", "left"),
    [
        (SPRING, "01:15", "02:00", []),
        (SPRING, "01:15", "01:45", []),
        (SPRING, "01:00", "02:00", []),
        (SPRING, "01:15", "02:30", [("02:00-02:30", 30)]),
        (SPRING, "00:30", "01:30", [("00:30-02:00", 30)]),
        (SPRING, "00:30", "03:00", [("00:30-03:00", 90)]),
        (AUTUMN, "01:15", "02:00", [("01:15-02:00", 105)]),
        (AUTUMN, "00:30", "01:15", [("00:30-01:15", 45)]),
        (AUTUMN, "01:15", "01:45", [("01:15-01:45", 30)]),
    ],
)
def test_a_time_that_does_not_exist_is_the_jump_and_one_that_comes_twice_is_the_first(
    day: date, start: str, end: str, left: list[tuple[str, int]]
) -> None:
    assert on_the_clock(day, start, end) == left


def test_own_time_in_the_missing_hour_cuts_nothing() -> None:
    assert on_the_clock(SPRING, "00:30", "03:00", ("01:10", "01:50")) == [("00:30-03:00", 90)]
    assert on_the_clock(SPRING, "00:30", "03:00", ("01:30", "02:30")) == [
        ("00:30-02:00", 30),
        ("02:30-03:00", 30),
    ]


# --- Somebody who asks for nothing ---------------------------------------------------------------------


def without_needs(*, typical: bool) -> Frame:
    drawn, _ = frame_of(Example("", "E|E......", need={"late": {}, "sleep-in": {}}))
    person = drawn.person.model_copy(update={"needs": ()})
    if typical:
        return typical_week(drawn.organisation, person, drawn.supporters, first_day=MONDAY, as_of=drawn.as_of)
    return replace(drawn, person=person, needs=())


@pytest.mark.parametrize("typical", [False, True], ids=["a rota", "a typical week"])
def test_a_person_without_needs_breaks_no_rule_and_no_board(typical: bool) -> None:
    frame = without_needs(typical=typical)
    rules = for_frame(frame)
    board = Board(cp_model.CpModel(), frame, rules)

    assert board.model.validate() == ""
    assert audit(Plan.of(frame, ()), rules).broken == ()


@pytest.mark.parametrize(("hours", "fine"), [(137, True), (138, False)])
def test_the_week_of_a_person_without_needs_ends_at_midnight_where_they_live(hours: int, fine: bool) -> None:
    """A night set by hand, until 07:00 on Tuesday: 137 hours are left of the week, wherever this runs."""
    drawn, turns = frame_of(Example("", "N......"))
    plan = Plan.of(replace(drawn, needs=()), turns)

    assert (not list(CATALOGUE["weekly_rest"].model_validate({"hours": hours}).check(plan))) == fine
