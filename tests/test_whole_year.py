"""The auditor of many weeks at once finds each limit broken across an edge, and nothing where it holds.

Each case is drawn twice: as it may be, and with the breach. The edges are those a rota made week by week
could lose sight of: from one week to the next, a file that changed in the middle, a night on which the clocks
change.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from facts import DAY, WEEK, Fact, Year
from whole_year import breaches, missing

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 6, 1)
AUTUMN = date(2026, 10, 19)
"""The clocks go back in the night from Saturday to Sunday of this week."""
SPRING = date(2026, 3, 23)
"""The clocks go forward in the night from Saturday to Sunday of this week."""
LETTERS = {
    "E": ("early", "07:00", "14:30"),
    "L": ("late", "14:30", "22:00"),
    "N": ("waking_night", "22:00", "07:00"),
    "S": ("sleep_in", "22:00", "07:00"),
    "D": ("long_day", "08:00", "20:00"),
    "O": ("other", "06:00", "09:00"),
    "Q": ("other", "14:30", "19:30"),
    "X": ("other", "09:00", "12:00"),
}
LINKED = [{"kind": "linked_duty", "allowed": True, "ground": "Pat asked for it."}]
AWAY = {"leave": [{"first_day": "2026-06-01", "last_day": "2026-06-07"}]}
AWAY_ON_MONDAY = {"leave": [{"first_day": "2026-06-08", "last_day": "2026-06-08"}]}
MUST = {"interests": [{"item": "trains", "wish": "must"}]}
Made = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A limit, two weeks of Ann's that keep it, two that break it, and what the file says."""

    limit: str
    kept: str
    broken: str
    first: date = MONDAY
    ann: Made = field(default_factory=dict)
    contract: Made = field(default_factory=dict)
    early: Made = field(default_factory=dict)
    rules: list[Made] = field(default_factory=list)
    looking_for: Made = field(default_factory=dict)
    forbids: list[tuple[str, str, str]] = field(default_factory=list)
    then: Made = field(default_factory=dict)
    """What of this is known only from the second Monday on, and the person's answer."""
    bob: str = ""
    """What Bob works, who is ready."""


def stage(stage: str) -> Made:
    return {"induction": [{"person": "pat", "stage": stage}]}


CASES = {
    "two at once": Case("one_need_at_a_time", "......N ..O....", "......N O......"),
    "rest over Sunday night": Case("daily_rest", "......L .E.....", "......L E......"),
    "rest on the short night": Case("daily_rest", "....LX. .......", ".....LX .......", SPRING),
    "a late and a sleep-in": Case("daily_rest", ".....S. L......", "......(LS) ......."),
    "awake too long": Case("awake_hours", "......E Q......", "......(EQ) ......."),
    "46 hours after a night": Case("rest_after_nights", "......N ..E....", "......N .E....."),
    "46 hours over the short night": Case(
        "rest_after_nights", "..N..E. .......", "...N..E .......", SPRING, early={"start": "05:00"}
    ),
    "a fourth night": Case("nights_in_a_row", ".....NN N......", ".....NN NN....."),
    "a seventh day": Case("days_in_a_row", "...EEEE EE.....", "...EEEE EEE...."),
    "a third sleep-in in a row": Case("sleep_ins", ".....SS .S.....", ".....SS S......"),
    "a third sleep-in of the week": Case("sleep_ins", ".....SS ..S.S..", "....... S.S.S.."),
    "48 hours on average": Case("average_working_time", "DDD.... DDDDD..", "DDDD... DDDDD.."),
    "48 hours on average, a week away": Case(
        "average_working_time", "....... DDDD...", "....... DDDDD..", ann=AWAY
    ),
    "60 hours with the long night": Case(
        "week_working_time",
        "....... DDDD.S.",
        "DDDD.S. .......",
        AUTUMN,
        contract={"other_job_hours": 2.5, "opted_out_of_48": True},
    ),
    "more than agreed on the long night": Case(
        "most_hours", "....N.. .......", ".....N. .......", AUTUMN, contract={"most_hours": 9}
    ),
    "a week that begins in a sleep-in": Case("weekly_rest", "....... .LLLLLL", "......S .LLLLLL"),
    "a night into the first day away": Case(
        "leave", ".....N. .......", "......N .......", ann=AWAY_ON_MONDAY
    ),
    "a contract that ended": Case(
        "contract_dates", "......E .......", "......E E......", contract={"ends_on": "2026-06-07"}
    ),
    "a night past the end of a contract": Case(
        "contract_dates", ".....N. .......", "......N .......", contract={"ends_on": "2026-06-07"}
    ),
    "a contract that has not begun": Case(
        "contract_dates", "....... E......", "......E E......", contract={"started_on": "2026-06-08"}
    ),
    "not on Mondays": Case(
        "availability", "......L .L.....", "......L L......", ann={"availability": [{"days": ["tue", "sun"]}]}
    ),
    "a skill that ran out": Case(
        "skills_on_shift",
        "......E .......",
        "......E E......",
        ann={"skills": [{"skill": "meds", "valid_until": "2026-06-07"}]},
        early={"skills": [{"skill": "meds"}]},
    ),
    "a requirement from Monday on": Case(
        "must_and_never",
        "......E .......",
        "......E E......",
        then={"early": {"requirement": {"requirement": "a man", "reason": "Pat asked."}}},
    ),
    "a no from Monday on": Case(
        "persons_answer", "......E .......", "......E E......", then={"answer": "no"}
    ),
    "in another team from Monday on": Case(
        "one_team", "......E .......", "......E E......", then={"ann": {"team_of": "joy"}}
    ),
    "checks that count until Sunday": Case(
        "checks_in_date", "......E .......", "......E E......", ann={"cleared_until": "2026-06-07"}
    ),
    "forbidden by hand on Monday": Case(
        "forbidden_by_hand", "......E .E.....", "......E E......", forbids=[("ann", "E", "2026-06-08")]
    ),
    "a must from Monday on": Case(
        "must_and_never", "......E .......", "......E E......", then={"looking_for": MUST}
    ),
    "a must that runs out": Case(
        "must_and_never",
        "......E .......",
        "......E E......",
        ann={"skills": [{"skill": "meds", "valid_until": "2026-06-07"}]},
        looking_for={"skills": [{"item": "meds", "wish": "must"}]},
    ),
    "a never that is known from Monday on": Case(
        "must_and_never",
        "......E .......",
        "......E E......",
        looking_for={"characteristics": [{"item": "Smoker", "wish": "never"}]},
        then={"ann": {"brings": {"characteristics": ["smoker"]}}},
    ),
    "checks that ran out": Case(
        "cleared_and_inducted", "......E .......", "......E E......", then={"ann": {"cleared": "adult_first"}}
    ),
    "only learning": Case(
        "cleared_and_inducted", "....... .......", "......E .......", ann=stage("shadowing")
    ),
    "new, with nobody who is ready": Case(
        "cleared_and_inducted",
        "......E E......",
        "......E .E.....",
        ann=stage("paired"),
        early={"supporters_needed": 2},
        bob="......E E......",
    ),
    "one too many": Case(
        "never_more_than_needed", "......E .E.....", "......E E......", bob="....... E......"
    ),
    "a need that moved on Monday": Case(
        "no_such_need", "......E .......", "......E E......", then={"early": {"start": "06:30"}}
    ),
    "linked twice within 72 hours": Case(
        "linked_duty", "....(LS)E. (LS)E.....", ".....(LS)E (LS)E.....", rules=LINKED
    ),
    "24 hours off after a linked duty": Case(
        "linked_duty", ".....(LS)E L......", ".....(LS)E E......", rules=LINKED
    ),
    "rest that a linked duty took is given after it": Case(
        "linked_duty",
        "......(ES) .E.....",
        "......(ES) S......",
        rules=LINKED,
        early={"start": "13:30", "end": "22:00"},
    ),
}


def file(case: Case, then: Made) -> Made:
    """The team file, with what is known later or without."""
    needs = [
        {"id": letter, "kind": kind, "start": start, "end": end}
        for letter, (kind, start, end) in LETTERS.items()
    ]
    ann = {**team_member("ann"), **case.ann, **then.get("ann", {})}
    ann["contract"] = {**ann["contract"], **case.contract}
    early = {**needs[0], **case.early, **then.get("early", {})}
    answers = [
        {"supporter": "ann", "answer": then.get("answer", "yes")},
        {"supporter": "bob", "answer": "yes"},
    ]
    looking_for = then.get("looking_for", case.looking_for)
    forbids = [
        {"person": "pat", "supporter": who, "need": need, "day": day} for who, need, day in case.forbids
    ]
    return {
        "people": [
            {"id": "pat", "needs": [early, *needs[1:]], "answers": answers, "looking_for": looking_for}
        ],
        "rota": {"forbids": forbids},
        "supporters": [ann, team_member("bob")],
        "rules": case.rules,
    }


def team_member(id: str) -> Made:
    return {"id": id, "team_of": "pat", "cleared": "yes", "contract": {"most_hours": 60}, **stage("ready")}


def drawn(who: str, line: str, case: Case) -> Iterator[Fact]:
    """A line of letters as facts, one for each day; several in brackets are on one day."""
    needs = {need["id"]: need for need in file(case, {})["people"][0]["needs"]}
    day, inside = case.first, False
    for letter in line.replace(" ", ""):
        if letter in needs:
            need = needs[letter]
            start, end = time.fromisoformat(need["start"]), time.fromisoformat(need["end"])
            opens = datetime.combine(day, start, LONDON)
            closes = datetime.combine(day if end > start else day + DAY, end, LONDON)
            yield Fact("pat", who, letter, need["kind"], opens, closes)
        inside = letter == "(" or (inside and letter != ")")
        day += DAY * (not inside)


def year(case: Case, line: str) -> Year:
    facts = (*drawn("ann", line, case), *drawn("bob", case.bob, case))
    second = case.first + WEEK
    files = ((case.first, file(case, {})), (second, file(case, case.then)))
    return Year(facts, files, case.first, second + WEEK - DAY)


@pytest.mark.parametrize("name", CASES)
def test_a_breach_across_an_edge_is_found_and_nothing_else(name: str) -> None:
    case = CASES[name]

    assert breaches(year(case, case.kept)) == []
    assert {breach.limit for breach in breaches(year(case, case.broken))} == {case.limit}


def test_a_limit_that_a_file_turns_off_or_moves_is_judged_as_the_file_says() -> None:
    case = CASES["a fourth night"]
    line = case.broken
    rules: list[Made] = [
        {"kind": "nights_in_a_row", "level": "warn"},
        {"kind": "nights_in_a_row", "most": 4},
        {"kind": "nights_in_a_row", "most": 4, "applies_to": {"people": ["joy"]}},
    ]
    found = [breaches(year(Case("", line, line, rules=[rule]), line)) for rule in rules]

    assert [bool(each) for each in found] == [False, False, True]


def test_nothing_is_asked_for_before_support_begins() -> None:
    case = Case("", "", "")
    made = file(case, {})
    made["people"][0]["supported_since"] = "2026-06-08"
    days = {day for day, *_ in missing(Year((), ((MONDAY, made),), MONDAY, MONDAY + 2 * WEEK - DAY))}

    assert days == {MONDAY + WEEK + DAY * ahead for ahead in range(7)}


def test_shifts_that_nobody_came_for_are_counted_with_the_length_of_their_night() -> None:
    case = Case("", "", "", AUTUMN)
    nights = [(day, each) for day, _, need, _, each in missing(year(case, "....N..")) if need == "N"]

    assert len(nights) == 13
    assert (AUTUMN + 4 * DAY, 540) not in nights
    assert [(day, each) for day, each in nights if each != 540] == [(date(2026, 10, 24), 600)]
