"""The terminal view keeps to its width, its colours say nothing new, and names in it are only names."""

import pytest
from answers import (
    LONG,
    answered,
    compromise,
    full_team,
    gap,
    hours,
    organisation,
    proof,
    rota_of,
    shift,
    steady,
    warning,
    week,
)
from rich.cells import cell_len
from screens import shown

from matcher.model.answer import Clash
from matcher.write.clean import clean
from matcher.write.names import short_names
from matcher.write.table import render


@pytest.mark.parametrize("width", [73, 80, 100])
@pytest.mark.parametrize("name", [LONG, "王" * 40, "é" * 40, "Zoë 王小明", "x" * 2000])
def test_no_line_is_wider_than_the_screen(name: str, width: int) -> None:
    ids = [f"s{number}" for number in range(30)]
    shifts = tuple(shift("early", day, ids[(day + each) % 30]) for day in range(28) for each in range(3))
    everything = answered(
        says=name,
        rotas=(rota_of(shifts),),
        teams=(full_team(),),
        proof=(proof("gaps"), proof("person", "bounded", 10**9, 0)),
        gaps=(gap("early", 1), gap("night", 2)),
        hours=tuple(hours(id, 9999, contract=10, most=20) for id in ids),
        continuity=(steady(),),
        compromises=(compromise(),),
        violations=(warning(name),),
        clash=(Clash(person="pat", items=(name,), says=name),),
    )
    text = render(everything, organisation(*ids, name=name), width=width)

    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Ann Bell", "Bob"], ["Ann", "Bob"]),
        (["Ann Bell", "Ann Cole", "Ann"], ["Ann B", "Ann C", "Ann"]),
        (["Ann Bel Ay", "Ann Bell"], ["Ann Bel", "Ann Bell"]),
        (["Ann Bellamy", "Ann Bellows"], ["Ann1", "Ann2"]),
        (["Maximiliana", "Maximilian"], ["Maximil1", "Maximil2"]),
        (["Ann", "Ann", "Ann1"], ["Ann2", "Ann3", "Ann1"]),
        (["王王王王王"], ["王王王王"]),
    ],
)
def test_short_names_fit_and_cannot_be_mistaken(names: list[str], short: list[str]) -> None:
    found = short_names({str(number): name for number, name in enumerate(names)}, 8)

    assert list(found.values()) == short


def test_names_that_try_to_write_on_the_screen_are_only_names() -> None:
    hostile = "[red]Ann[/red]\x1b[31m\x1b]0;title\x07\n\r\x9b2J\u202eend :smile: [link=https://a.b]"
    answer = answered(says=hostile, rotas=(week(early="ann . . . . . ."),), violations=(warning(hostile),))
    text = shown(answer, organisation("ann", name=hostile))

    assert text.startswith("[red]Ann[/red] end :smile: [link=https://a.b]\n")
    assert not [letter for letter in text if letter < " " and letter != "\n"]
    assert not set(text) & {"\x1b", "\x9b", "\u202e"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain words", "plain words"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;https://a.b\x1b\\here\x1b]8;;\x1b\\", "here"),
        ("an open \x1b]0;title", "an open 0;title"),
        ("e\u0301", "é"),
        ("\ud800x\u200by\u2066", "xy"),
    ],
)
def test_text_is_cleaned_to_what_can_be_seen(text: str, seen: str) -> None:
    assert clean(text) == seen


def test_colour_adds_nothing_that_words_do_not_say() -> None:
    answer = answered(rotas=(week(early="ann - . . . . ."),), teams=(full_team(),), gaps=(gap("early", 1),))
    coloured = render(answer, organisation(), colour=True)

    assert "\x1b[" in coloured
    assert "\x1b[" not in shown(answer)
    assert [clean(line) for line in coloured.splitlines()] == [
        clean(line) for line in shown(answer).splitlines()
    ]
