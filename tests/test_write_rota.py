"""The terminal view of a rota: the week as a grid, the gaps, the hours, and what was given up."""

from datetime import date

from answers import (
    LONG,
    answered,
    compromise,
    gap,
    hours,
    organisation,
    priced,
    rota_of,
    shift,
    steady,
    warning,
    week,
)
from screens import between, drawn, shown

from matcher.read.answer import read_answer
from matcher.write.json import answer_json


def test_a_week_reads_as_a_grid() -> None:
    rota = week(early="ann bob ann bob ann - ann", late="bob ann bob ann bob bob bob", swim=". . ann . . . .")
    answer = answered(rotas=(rota,), gaps=(gap("early", 5),))

    assert between(shown(answer), "Pat's rota", "matcher 0") == drawn(
        """
        Pat's rota: Mon 1 Jun to Sun 7 Jun 2026
        ───────────────────────────────────────

        June 2026         Mon 1    Tue 2    Wed 3    Thu 4    Fri 5    Sat 6    Sun 7
        ────────────────────────────────────────────────────────────────────────────────
        early             Ann      Bob      Ann      Bob      Ann      - GAP -  Ann
        07:00-14:30

        swim              ·        ·        Ann      ·        ·        ·        ·
        10:00-14:00

        late              Bob      Ann      Bob      Ann      Bob      Bob      Bob
        14:30-22:00

        Strict rest: 11 hours between duties. This is not legal advice.

        Gaps
        ────
          Sat 6 Jun  Nobody free on Saturday morning.
        """
    )


def test_two_supporters_stand_on_two_lines_and_a_half_filled_need_shows_both() -> None:
    shifts = (shift("early", 0, "bob"), shift("early", 0, "ann"), shift("early", 1, "ann"))
    answer = answered(rotas=(rota_of(shifts, days=2),), gaps=(gap("early", 1),))

    assert rows(shown(answer), "early", 2) == [
        ["early", "Ann", "Ann"],
        ["07:00-14:30", "Bob", "- GAP -"],
    ]


def test_a_day_cut_around_own_time_shows_its_own_times() -> None:
    shifts = (*(shift("early", day, "ann") for day in range(3)), shift("early", 3, "bob", end="12:00"))
    answer = answered(rotas=(rota_of(shifts, days=4),))

    assert rows(shown(answer), "early", 3) == [
        ["early", "Ann", "Ann", "Ann", "Bob"],
        ["07:00-14:30", "07:00-"],
        ["12:00"],
    ]


def test_a_need_named_otherwise_says_its_kind() -> None:
    answer = answered(rotas=(rota_of((shift("night", 0, "ann"),), days=1),))

    assert rows(shown(answer), "night", 3) == [["night", "Ann"], ["22:00-07:00"], ["waking night"]]


def test_four_weeks_are_four_grids_that_start_with_the_week() -> None:
    shifts = tuple(shift("early", day, "ann") for day in range(28))
    text = shown(answered(rotas=(rota_of(shifts, first=2),)))

    assert [line.split()[3] for line in text.splitlines() if line.startswith("June 2026")] == [
        "1",
        "8",
        "15",
        "22",
    ]


def test_days_outside_the_rota_stay_empty() -> None:
    shifts = (shift("early", 2, "ann"),)
    text = shown(answered(rotas=(rota_of(shifts, first=2, days=2),)))

    line = next(line for line in text.splitlines() if line.startswith("early"))
    assert line == "early" + " " * 31 + "Ann      ·"


def test_times_are_told_in_the_organisations_zone() -> None:
    text = answer_json(answered(rotas=(week(early="ann . . . . . ."),))).replace("+01:00", "+00:00")
    answer = read_answer(text.encode(), "answer")

    assert "08:00-15:30" in shown(answer)


def test_hours_stand_against_the_contract_in_words() -> None:
    worked = (
        hours("ann", 40, contract=37.5, most=40),
        hours("bob", 20, contract=24, most=24, sleep_ins=2),
        hours("cat", 13, contract=12, most=12.5),
        hours("dan", 8, contract=0, most=16),
        hours("eve", 16, contract=16, most=16),
    )

    assert between(
        shown(answered(rotas=(week(early="ann . . . . . ."),), hours=worked)), "Hours", "matcher 0"
    ) == drawn(
        """
        Hours
        ─────
                   shifts sleep-ins awake contract  most
          Ann           4         0  40.0     37.5  40.0 2.5 over contract
          Bob           4         2  20.0     24.0  24.0 4.0 short of contract
          Cat           4         0  13.0     12.0  12.5 0.5 past the most agreed
          Dan           4         0   8.0        -  16.0
          Eve           4         0  16.0     16.0  16.0 as contracted
          together     20         2  97.0     89.5 108.5
        """
    )


def test_continuity_compromises_and_warnings_are_said_in_that_order() -> None:
    answer = answered(
        rotas=(week(early="ann . . . . . ."),),
        continuity=(steady(first_visits=1),),
        compromises=(compromise(),),
        violations=(warning("Bob's training ends."), warning("Bob's training ends."), priced()),
    )

    assert between(shown(answer), "Steady faces", "matcher 0") == drawn(
        """
        Steady faces
        ────────────
          Pat sees 4 different supporters, 1 of them for the first time. Someone comes
          through the door 14 times a week. The three who come most give 80% of the time
          awake.

        Compromises this week
        ─────────────────────
          - Pat wanted two drivers. Bob is away. Since Mon 1 Jun 2026.

        Warnings
        ────────
          - Bob's training ends.
        """
    )


def test_a_gap_is_not_told_again_as_a_compromise_unless_it_goes_on_from_before() -> None:
    missed = gap("early", 5)
    new = compromise().model_copy(update={"says": missed.says})
    old = new.model_copy(update={"since": date(2026, 5, 25)})
    rotas = (week(early="ann . . . . . ."),)

    assert "Compromises" not in shown(answered(rotas=rotas, gaps=(missed,), compromises=(new,)))
    assert "Since Mon 25 May" in shown(answered(rotas=rotas, gaps=(missed,), compromises=(old,)))


def test_a_rota_with_nobody_in_it_says_so() -> None:
    nobody = steady().model_copy(update={"share_of_three_most": None})
    text = shown(answered(rotas=(week(),), continuity=(nobody,)))

    assert "  Nobody comes to Pat in this rota.\n" in text


def test_a_rota_made_elsewhere_shows_the_limits_it_breaks() -> None:
    broken = warning("Ann works 4 waking nights in a row.").model_copy(update={"level": "hard"})
    text = shown(answered(violations=(broken,)))

    assert "Limits that are broken\n" in text
    assert "  - Ann works 4 waking nights in a row.\n" in text


def test_many_supporters_with_one_name_stay_apart_in_the_grid() -> None:
    ids = ["a1", "a2", "a3"]
    shifts = tuple(shift("early", day, id) for day, id in enumerate(ids))
    text = shown(answered(rotas=(rota_of(shifts, days=3),)), organisation(*ids, name=LONG))

    assert rows(text, "early", 1) == [["early", "Maximil1", "Maximil2", "Maximil3"]]
    assert f"Maximil2 is {LONG} (a2)" in " ".join(text.split())


def rows(text: str, need: str, count: int) -> list[list[str]]:
    """What stands in a need's lines of the grid, 80 columns wide: the label, then each day that has words."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{need} "))
    cells = [
        [line[:17], *(line[start : start + 8] for start in range(18, 80, 9))]
        for line in lines[first : first + count]
    ]
    return [[word for cell in row if (word := cell.strip(" ·"))] for row in cells]
