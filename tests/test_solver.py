"""Rotas small enough to check by eye, from Monday 1 June 2026."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from matcher.clock import Clock, Settings
from matcher.frame import Frame, Turn
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.rulebook import for_frame
from matcher.rules import Example
from matcher.rules._drawing import MARK_OF, MONDAY, frame_of
from matcher.solve import request, rota
from matcher.solver.conflict import smallest_clash
from matcher.solver.rota import RotaFound, find_rota

SETTINGS = Settings(time_limit=30, workers=1)
MON, TUE = {"days": ["mon"]}, {"days": ["tue"]}
LONG_REST = (
    "Everyone has 11 hours of rest between two duties; a duty without a sleep-in lasts at most 13 hours "
    "from start to end."
)


def clock() -> Clock:
    return Clock(SETTINGS)


def found(example: Example) -> RotaFound:
    """The best rota for what an example asks for; its drawing says who is there and what was before."""
    frame = asked(example)
    return find_rota(frame, for_frame(frame), clock())


def asked(example: Example) -> Frame:
    """The question an example asks, without the turns drawn for its own days."""
    frame, _ = frame_of(example)
    return frame


def best(example: Example) -> str:
    """The best rota, drawn as examples are."""
    return sketch(asked(example), found(example).turns or ())


def sketch(frame: Frame, turns: Sequence[Turn]) -> str:
    """Turns as a drawing: one line a supporter, one mark a day, '(EL)' for two."""

    def marks(supporter: str, day: date) -> str:
        mine = [turn.need for turn in turns if (turn.supporter, turn.need.day) == (supporter, day)]
        drawn = "".join(MARK_OF[need.need.id] for need in mine) or "."
        return f"({drawn})" if len(drawn) > 1 else drawn

    return "\n".join("".join(marks(each.id, day) for day in frame.dates) for each in frame.supporters)


def pin(supporter: str, need: str, day: str) -> dict[str, str]:
    return {"person": "pat", "supporter": supporter, "need": need, "day": day}


def comes(*days: str, **words: object) -> dict[str, object]:
    return {"availability": [{"days": list(days), **words}]}


# --- Levels -------------------------------------------------------------------------------------------


def test_a_wish_never_buys_a_gap_however_dear_it_is() -> None:
    example = Example(
        "",
        ".",
        need={"early": {**MON, "essential": "other"}},
        supporters={"ann": {"would_rather_not": [{"kinds": ["early"]}]}},
        organisation={"rules": [{"kind": "wishes", "weight": 100_000}]},
    )

    assert best(example) == "E"
    assert [(level.name, level.status) for level in found(example).levels] == [
        ("gaps", "proved"),
        ("person", "proved"),
        ("supporters", "proved"),
    ]


def test_the_person_comes_before_supporters() -> None:
    """Ann shares the interest and would rather not; Bob would love to and does not share it."""
    example = Example(
        "",
        ".\n.",
        need={"other": {**MON, "interests": ["choir"]}},
        supporters={
            "ann": {"brings": {"interests": ["choir"]}, "would_rather_not": [{}]},
            "bob": {"brings": {"interests": []}, "prefers": [{"kinds": ["other"]}]},
        },
        organisation={"rules": [{"kind": "wishes", "weight": 100_000}]},
    )

    assert best(example) == "O\n."


# --- Gaps ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("essential", "expected"), [("early", "E"), ("late", "L")])
def test_the_more_essential_need_is_covered_first(essential: str, expected: str) -> None:
    needs = {id: {**MON, "essential": "health" if id == essential else "safety"} for id in ("early", "late")}

    assert best(Example("only one of them fits into a day", ".", need=needs)) == expected


@pytest.mark.parametrize(
    ("ends", "expected"), [("14:59", "O"), ("15:01", "E")], ids=["479 x 1 and 480", "481 x 1 and 480"]
)
def test_gaps_weigh_minutes_times_how_essential_and_no_class_always_wins(ends: str, expected: str) -> None:
    needs = {
        "early": {**MON, "end": ends, "essential": "other"},
        "other": {**MON, "essential": "chosen_activity"},
    }

    assert best(Example("", ".", need=needs)) == expected


def test_a_gap_says_which_need_and_when_and_what_is_lost() -> None:
    need = {"early": {**MON, "supporters_needed": 2, "activity": "the swim"}}
    organisation = asked(Example("", ".\n.", need=need, supporters={"ann": comes("tue")})).organisation
    answer = rota(request(organisation, first_day=MONDAY, settings=SETTINGS))
    (gap,) = answer.gaps

    assert answer.status == "gaps"
    assert (gap.need, gap.day, gap.supporters_missing, gap.minutes) == ("early", MONDAY, 1, 450)
    assert "Mon 1 Jun 07:00-14:30" in gap.says
    assert "the swim" in gap.says
    assert [shift.supporter for shift in answer.rotas[0].shifts] == ["bob"]


# --- Set by hand ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by_hand", "expected"),
    [
        ({}, "EE\n.."),
        ({"pins": [pin("bob", "early", "2026-06-01")]}, ".E\nE."),
        ({"forbids": [pin("ann", "early", "2026-06-02")]}, "E.\n.E"),
    ],
    ids=["nothing set", "set", "ruled out"],
)
def test_a_shift_set_by_hand_stands_against_every_wish(by_hand: dict[str, Any], expected: str) -> None:
    relief = {"contract": {"most_hours": 40}}
    example = Example(
        "",
        "..\n..",
        need={"early": {"days": ["mon", "tue"]}},
        supporters={"ann": relief, "bob": {**relief, "would_rather_not": [{}]}},
        organisation={"rota": by_hand},
    )

    assert best(example) == expected


def test_a_shift_ruled_out_leaves_a_gap_where_nobody_else_can() -> None:
    ruled_out = {"rota": {"forbids": [pin("ann", "early", "2026-06-01")]}}

    assert best(Example("", "..", need={"early": {}}, organisation=ruled_out)) == ".E"


LATE_THEN_EARLY = Example(
    "",
    "..\n..",
    need={"early": TUE, "late": MON, "night": MON},
    organisation={
        "rota": {
            "pins": [
                pin("bob", "night", "2026-06-01"),
                pin("ann", "late", "2026-06-01"),
                pin("ann", "early", "2026-06-02"),
            ]
        }
    },
)
"""Two of Ann's shifts clash; Bob's has nothing to do with it."""


def test_a_clash_names_what_clashes_and_nothing_else() -> None:
    frame = asked(LATE_THEN_EARLY)
    clash = smallest_clash(frame, for_frame(frame), clock())

    assert found(LATE_THEN_EARLY).impossible
    assert clash is not None
    assert clash.items == (
        "Ann is set on late, Mon 1 Jun 14:30-22:00.",
        "Ann is set on early, Tue 2 Jun 07:00-14:30.",
        f"{LONG_REST} Ann has 9 hours of rest between late, Mon 1 Jun 14:30-22:00 and "
        "early, Tue 2 Jun 07:00-14:30; the least is 11 hours.",
    )
    assert (
        clash.says == "These cannot all hold. Change what was set by hand, if that can be, and solve again."
    )


@pytest.mark.parametrize("left_out", ["late", "early", "daily_rest"])
def test_without_any_one_thing_of_a_clash_there_is_a_rota(left_out: str) -> None:
    frame = asked(LATE_THEN_EARLY)
    pins = tuple(each for each in frame.pins if each.need != left_out)
    rules = [each for each in for_frame(frame) if each.rule.kind != left_out]

    assert find_rota(replace(frame, pins=pins), rules, clock()).turns is not None


@pytest.mark.parametrize(
    ("example", "items"),
    [
        pytest.param(
            Example(
                "",
                ".\n.",
                need={"early": MON},
                organisation={
                    "rota": {"pins": [pin("ann", "early", "2026-06-01"), pin("bob", "early", "2026-06-01")]}
                },
            ),
            (
                "Ann is set on early, Mon 1 Jun 07:00-14:30.",
                "Bob is set on early, Mon 1 Jun 07:00-14:30.",
                "Nobody comes beyond the number of supporters a need asks for.",
            ),
            id="two in one place",
        ),
        pytest.param(
            Example(
                "",
                "NNN|.",
                need={"night": MON},
                organisation={"rota": {"pins": [pin("ann", "night", "2026-06-01")]}},
            ),
            (
                "Ann is set on night, Mon 1 Jun 22:00-07:00.",
                "The shifts worked before Mon 1 Jun stand as they are.",
                "Nobody works more than 3 waking nights in a row.",
            ),
            id="what was worked before",
        ),
        pytest.param(
            Example(
                "",
                ".",
                need={"early": MON},
                person={"answers": [{"supporter": "ann", "answer": "no"}]},
                organisation={"rota": {"pins": [pin("ann", "early", "2026-06-01")]}},
            ),
            (
                "Ann is set on early, Mon 1 Jun 07:00-14:30.",
                "Only supporters the person said yes to are on their rota. Pat said no to Ann.",
            ),
            id="the person's answer",
        ),
    ],
)
def test_a_clash_is_the_smallest_there_is(example: Example, items: tuple[str, ...]) -> None:
    frame = asked(example)
    clash = smallest_clash(frame, for_frame(frame), clock())

    assert clash is not None
    assert len(clash.items) == len(items)
    assert all(said.startswith(item) for said, item in zip(clash.items, items, strict=True))


def test_an_impossible_rota_is_said_to_be_impossible() -> None:
    answer = rota(request(asked(LATE_THEN_EARLY).organisation, first_day=MONDAY, settings=SETTINGS))

    assert (answer.status, answer.rotas, answer.gaps) == ("impossible", (), ())
    assert [clash.person for clash in answer.clash] == ["pat"]
    assert answer.says == ("No rota is possible for Pat: some of what is asked for cannot all hold.")


# --- The border and the clock --------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "expected"), [("NN|..", "N."), ("NNN|..", ".."), ("N.NN|..", "N.")])
def test_nights_before_the_first_day_count(before: str, expected: str) -> None:
    assert best(Example("", before, need={"night": MON})) == expected


def test_rest_after_the_last_night_before_the_first_day_is_kept() -> None:
    needs = {"early": {}, "night": {"days": ["sun"]}}

    assert best(Example("", "N|...", need=needs)) == "..E"


NIGHT_OF_JUNE, NIGHT_OF_MARCH, NIGHT_OF_OCTOBER = date(2026, 6, 6), date(2026, 3, 28), date(2026, 10, 24)
"""Saturdays: an ordinary night, the shortest and the longest of the year."""


@pytest.mark.parametrize(
    ("saturday", "hours"), [(NIGHT_OF_JUNE, 9), (NIGHT_OF_MARCH, 8), (NIGHT_OF_OCTOBER, 10)]
)
def test_a_night_counts_the_hours_it_lasts_when_the_clocks_change(saturday: date, hours: int) -> None:
    enough, short = (night_on(saturday, most_hours) for most_hours in (hours, hours - 0.5))

    assert [(shift.working_minutes, shift.paid_minutes) for shift in enough.rotas[0].shifts] == [
        (hours * 60, hours * 60)
    ]
    assert [gap.minutes for gap in short.gaps] == [hours * 60]


def night_on(saturday: date, most_hours: float) -> Answer:
    """The rota of one waking night, for Ann, who agreed to so many hours a week."""
    contract: dict[str, Any] = {"ann": {"contract": {"hours": 0, "most_hours": most_hours}}}
    drawn = asked(Example("", ".", need={"night": {"days": ["sat"]}}, supporters=contract)).organisation
    made = Organisation.model_validate({**drawn.model_dump(mode="json"), "as_of": saturday})
    return rota(request(made, first_day=saturday, settings=SETTINGS))


# --- Two at once ---------------------------------------------------------------------------------------


def test_someone_paired_comes_only_beside_someone_ready() -> None:
    paired = {"induction": [{"person": "pat", "stage": "paired"}]}
    example = Example(
        "",
        "..\n..\n..",
        need={"early": {"days": ["mon", "tue"], "supporters_needed": 2}},
        supporters={"ann": comes("mon"), "bob": paired, "cat": {**paired, **comes("tue")}},
    )

    assert best(example) == "E.\nE.\n.."
