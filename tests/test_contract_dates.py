"""Contracts that begin and end: who is asked, what is due, and who still has a name."""

import json
from datetime import date
from typing import Any

import pytest

from matcher.errors import BadInput
from matcher.model.organisation import Organisation
from matcher.read import read
from matcher.solve import request, rota, solve

MONDAY = date(2026, 6, 1)


def team(bea: dict[str, Any]) -> dict[str, Any]:
    """Ann and Bea share Pat's earlies; Bea's contract is as given."""
    names = ("ann", "bea")
    return {
        "format": "matcher/team/1",
        "name": "Small",
        "as_of": "2026-06-01",
        "people": [
            {
                "id": "pat",
                "name": "Pat",
                "answers": [{"supporter": id, "answer": "yes", "met_on": "2026-05-01"} for id in names],
                "needs": [{"id": "early", "start": "08:00", "end": "14:00", "kind": "early"}],
            }
        ],
        "supporters": [
            {
                "id": id,
                "name": id.capitalize(),
                "adult": True,
                "team_of": "pat",
                "cleared": "yes",
                "induction": [{"person": "pat", "stage": "ready"}],
                "contract": {"hours": 21, "most_hours": 36, **(bea if id == "bea" else {})},
            }
            for id in names
        ],
    }


def organisation(bea: dict[str, Any]) -> Organisation:
    return Organisation.model_validate(team(bea))


def test_a_leaver_works_until_the_last_day_and_is_due_hours_for_those_days_only() -> None:
    answer = rota(request(organisation({"ends_on": "2026-06-03"}), first_day=MONDAY))
    days = {shift.day for made in answer.rotas for shift in made.shifts if shift.supporter == "bea"}
    (bea,) = [row for row in answer.hours if row.supporter == "bea"]

    assert max(days, default=MONDAY) <= date(2026, 6, 3)
    assert bea.contract_minutes == 21 * 60 * 3 // 7
    assert [gap.says for gap in answer.gaps] == []


def test_who_starts_in_the_middle_of_a_week_does_not_come_before() -> None:
    answer = rota(request(organisation({"started_on": "2026-06-05"}), first_day=MONDAY))
    days = {shift.day for made in answer.rotas for shift in made.shifts if shift.supporter == "bea"}

    assert min(days) >= date(2026, 6, 5)


def test_who_has_left_is_in_no_rota_no_team_and_no_hours() -> None:
    answer = solve(request(organisation({"ends_on": "2026-05-31"}), first_day=MONDAY))

    assert [team.members for team in answer.teams] == [("ann",)]
    assert [row.supporter for row in answer.hours] == ["ann"]
    assert not [found for found in answer.violations if found.supporter == "bea"]
    assert {row.size: row.gaps for row in answer.teams[0].gaps_by_size} == {1: 1}


def test_a_typical_week_counts_who_leaves_only_later() -> None:
    answer = solve(request(organisation({"ends_on": "2026-06-20"}), first_day=MONDAY))

    assert [team.members for team in answer.teams] == [("ann", "bea")]


def test_a_contract_that_ends_before_it_begins_is_refused() -> None:
    given = json.dumps(team({"started_on": "2026-06-05", "ends_on": "2026-06-01"})).encode()
    with pytest.raises(BadInput) as raised:
        read(given, "team.json")

    (problem,) = raised.value.problems
    assert problem.path == "supporters › bea › contract › ends_on"
    assert problem.says == "The contract ends on 2026-06-01, before it begins on 2026-06-05."
