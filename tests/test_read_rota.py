"""A rota by hand, or an answer of ours, becomes turns; or every problem is told, with its line or place."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import BadInput, Problem
from matcher.model.organisation import Organisation
from matcher.read import read_rota

SECRET = "Marmaduke was in hospital"
HEADER = "person,supporter,need,day\n"


def organisation(people: int = 2) -> Organisation:
    needs = [
        {"id": "early", "start": "07:00", "end": "14:30", "kind": "early", "days": ["mon", "tue"]},
        {"id": "night", "start": "22:00", "end": "07:00", "kind": "waking_night"},
        {"id": "sunday", "start": "08:00", "end": "16:00", "kind": "long_day", "days": ["sun"]},
    ]
    own = [{"days": ["sun"], "start": "11:00", "end": "12:00"}]
    return Organisation.model_validate(
        {
            "format": "matcher/team/1",
            "name": "Hazel Lane",
            "people": [
                {"id": "callum", "name": "Callum", "needs": needs, "own_time": own},
                {"id": "joy", "name": "Joy", "needs": needs[:1]},
            ][:people],
            "supporters": [{"id": name, "name": name, "adult": True} for name in ("jo", "sam")],
        }
    )


def turns(text: str, people: int = 2) -> dict[str, list[str]]:
    found = read_rota(text.encode(), "rota", organisation(people))
    return {
        person: [f"{turn.supporter} {turn.need.id} {turn.need.start:%H:%M}" for turn in each]
        for person, each in found.items()
    }


def problems(text: str | bytes, people: int = 2) -> tuple[Problem, ...]:
    try:
        read_rota(text if isinstance(text, bytes) else text.encode(), "rota", organisation(people))
    except BadInput as bad:
        return bad.problems
    return ()


CALLUMS = {"callum": ["jo early 2026-06-01 07:00", "sam night 2026-06-01 22:00"]}


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}callum,sam,night,2026-06-01\ncallum,jo,early,2026-06-01\n",
        "\ufeff" + HEADER + "callum,sam,night,2026-06-01\r\n\r\ncallum,jo,early,2026-06-01",
        "Need;Day;Supporter;Person;Notes\nearly;2026-06-01; jo ;callum;ring\nnight;2026-06-01;sam;callum",
        f'\n\n{HEADER}"callum","sam","night","2026-06-01"\ncallum,jo,early,2026-06-01,\n',
        json.dumps(
            [
                {"person": "callum", "supporter": "jo", "need": "early", "day": "2026-06-01"},
                {"person": "callum", "supporter": "sam", "need": "night", "day": "2026-06-01", "notes": 1},
            ]
        ),
    ],
    ids=["commas", "byte order and blank lines", "semicolons in any order", "quotation marks", "JSON"],
)
def test_a_rota_is_read_however_it_is_written(text: str) -> None:
    assert turns(text) == CALLUMS


def test_nobody_needs_naming_where_there_is_one_person() -> None:
    assert turns("supporter,need,day\njo,early,2026-06-01\n", people=1) == {
        "callum": ["jo early 2026-06-01 07:00"]
    }
    assert "no column 'person'" in problems("supporter,need,day\njo,early,2026-06-01\n")[0].says


def test_an_answer_of_ours_is_read_with_each_part_of_a_need() -> None:
    def shift(start: str) -> dict[str, Any]:
        moment = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo("Europe/London"))
        row = {"person": "callum", "supporter": "jo", "need": "sunday", "day": "2026-06-07"}
        return row | {"start": moment.isoformat(), "kind": "long_day"}

    def answer(*starts: str) -> str:
        rotas = [
            {"person": "callum", "shifts": [shift(start) for start in starts]},
            {"person": "joy", "shifts": []},
        ]
        return json.dumps({"format": "matcher/answer/1", "rotas": rotas})

    afternoon = "2026-06-07T12:00"
    assert turns(answer(afternoon)) == {"callum": ["jo sunday 2026-06-07.2 12:00"], "joy": []}
    assert [problem.path for problem in problems(answer(afternoon, "2026-06-07T12:30", afternoon))] == [
        "rotas › 1st › shifts › 2nd › start",
        "rotas › 1st › shifts › 3rd",
    ]


def test_a_need_cut_by_own_time_is_worked_whole_where_no_start_is_given() -> None:
    assert turns(f"{HEADER}callum,jo,sunday,2026-06-07") == {
        "callum": ["jo sunday 2026-06-07 08:00", "jo sunday 2026-06-07.2 12:00"]
    }


def test_all_mistakes_of_a_table_are_told_with_their_lines() -> None:
    text = HEADER + "\n".join(
        [
            "callum,joe,early,2026-06-01",
            "calum,jo,early,2026-06-01",
            "callum,jo,erly,2026-06-01",
            "callum,jo,early,2026-02-30",
            "callum,jo,early,01/06/2026",
            "callum,jo,early,2026-06-03",
            "callum,jo,night,2026-06-03",
            "",
            "callum,jo,night,2026-06-03",
            "callum,,night,2026-06-03",
            f"callum,{SECRET},early,2026-06-01",
            "joy,jo,night,2026-06-03,and,more",
        ]
    )
    found = problems(text)

    assert [(each.line, each.path, each.says) for each in found] == [
        (2, "supporter", "There is no supporter 'joe'."),
        (3, "person", "There is no person 'calum'."),
        (4, "need", "This person has no need 'erly'."),
        (5, "day", "This is not a date."),
        (6, "day", "This is not a date."),
        (7, "day", "The need 'early' does not happen on 2026-06-03."),
        (10, "", "This shift is given twice."),
        (11, "supporter", "This is missing."),
        (12, "supporter", "There is no supporter of this name."),
        (13, "need", "This person has no need 'night'."),
    ]
    assert found[0].mend == "Did you mean 'jo'?"
    assert "mon and tue" in found[5].mend
    assert "Marmaduke" not in "".join(map(str, found))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("callum,jo,early,2026-06-01\n", ["no column 'person'", "first line names the columns"]),
        ("person,suporter,need,day\n", ["no column 'supporter'", "'suporter'"]),
        (f'{HEADER}callum,"jo,early,2026-06-01\n', ["quotation mark is never closed"]),
        (HEADER + "," * 99, ["more than 40 columns"]),
        (f"{HEADER}call\0um,jo,early,2026-06-01", ["no text has"]),
        ("{}", ["not a rota"]),
        ('{"rotas": [{"person": "callum"}]}', ["not a rota"]),
        ("[3]", ["not a rota"]),
        ('[{"person": 3, "supporter": "jo", "need": "early", "day": "2026-06-01"}]', ["must be text"]),
        ('[{"person": "callum", "person": "joy"}]', ["more than once"]),
        ("[", ["not JSON"]),
        ("", ["empty"]),
    ],
)
def test_what_is_no_rota_is_refused(text: str, words: list[str]) -> None:
    found = problems(text)

    assert all(word in f"{found[0].says} {found[0].mend}" for word in words), found


@given(st.text(max_size=100) | st.text(alphabet='callumjo,;"\n[]{}:', max_size=60).map(HEADER.__add__))
def test_any_text_is_read_or_refused(text: str) -> None:
    problems(text.encode("utf-8", "surrogatepass"))
