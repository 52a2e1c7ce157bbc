"""Who is served next, how much may wait, and how often anybody may ask."""

import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.api.line import CallerHasEnough, Line, LineFull
from matcher.api.masked import Masked
from matcher.api.rates import Rates


@dataclass(frozen=True)
class Waiting:
    id: str
    caller: str


def line_of(drawn: str, most: int = 100, most_for_one: int = 100) -> Line[Waiting]:
    """A line drawn as callers in the order they came: 'aab' is a twice and then b."""
    made: Line[Waiting] = Line(most, most_for_one)
    for place, caller in enumerate(drawn):
        made.join(Waiting(f"{caller}{place}", caller))
    return made


def served(line: Line[Waiting]) -> str:
    """Everybody, in the order they are served."""
    turns = []
    while (item := line.next()) is not None:
        turns.append(item.caller)
    return "".join(turns)


@pytest.mark.parametrize(
    ("came", "turns"),
    [("", ""), ("aaa", "aaa"), ("aaab", "abaa"), ("aaabbc", "abcaba"), ("baaa", "baaa")],
)
def test_callers_take_turns_however_many_each_has_waiting(came: str, turns: str) -> None:
    assert served(line_of(came)) == turns


@given(st.text(alphabet="abcd", max_size=30))
def test_the_place_that_is_told_is_the_place_that_is_had(came: str) -> None:
    line = line_of(came)
    places = {item: line.before(item) for item in (f"{caller}{n}" for n, caller in enumerate(came))}
    turns: list[str] = []
    while (item := line.next()) is not None:
        assert places[item.id] == len(turns)
        turns.append(item.id[:1])
    assert sorted(turns) == sorted(came)


def test_one_caller_fills_only_their_own_share_and_all_together_the_line() -> None:
    line = line_of("aab", most=4, most_for_one=2)

    with pytest.raises(CallerHasEnough):
        line.must_have_room("a")
    line.must_have_room("b")
    line.join(Waiting("c3", "c"))
    with pytest.raises(LineFull):
        line.must_have_room("b")


def test_what_is_to_be_done_again_is_the_callers_next() -> None:
    line = line_of("aab")
    line.join(Waiting("again", "a"), first=True)

    assert [line.before(id) for id in ("again", "b2", "a0", "a1")] == [0, 1, 2, 3]


def test_whoever_leaves_is_not_served() -> None:
    line = line_of("aba")

    assert line.leave("a0") == Waiting("a0", "a")
    assert line.leave("a0") is None
    assert served(line) == "ab"


def test_a_caller_has_twice_the_rate_at_once_and_then_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    limit = Rates(a_second=2)

    assert [limit.allows("a") for _ in range(5)] == [True, True, True, True, False]
    assert limit.allows("b"), "each has their own"
    now[0] = 0.5
    assert [limit.allows("a") for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("sent", "sentence", "says"),
    [
        ({"id": "koffi"}, "There is no supporter 'koffi'.", "There is no supporter '…'."),
        ({"name": "Mary Ann"}, "Mary Ann is not in Joy's team.", "… is not in Joy's team."),
        ({"kind": "early"}, "'erly' is not a kind. Choose early.", "'erly' is not a kind. Choose early."),
        ({"diagnosis": 1}, "diagnosis is not known.", "… is not known."),
        ({"name": "an"}, "Nobody can.", "Nobody can."),
        ({}, "43.21 hours on 2026-01-02.", "… hours on …."),
    ],
)
def test_of_what_was_sent_nothing_is_said(sent: object, sentence: str, says: str) -> None:
    assert Masked(sent).says(sentence) == says


def test_a_place_is_told_up_to_the_first_name_that_is_not_ours() -> None:
    masked = Masked({"people": [{"a diagnosis": 1}]})

    assert masked.pointer(("people", 0, "a diagnosis", 3)) == "/people/0"
    assert masked.pointer(("people", 0, "needs", 2, "kind")) == "/people/0/needs/2/kind"
