"""The scenarios' figures: the main job on real input, end to end; independent models gave the same."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from matcher.clock import Settings
from matcher.explain.typical import Questions
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.team import Team
from matcher.read import read
from matcher.solve import check, match, request, solve
from matcher.teams import make_teams

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
COVERED = ["tiny", "marcus", "joy"]


@cache
def organisation(name: str) -> Organisation:
    path = SAMPLES / f"{name}.json"
    return read(path, path.name)


@cache
def solved(name: str) -> Answer:
    return solve(request(organisation(name), settings=Settings(time_limit=120, workers=1)))


def changed(name: str, **changes: Any) -> Organisation:
    values = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return read(json.dumps({**values, **changes}).encode(), name)


def team_of(answer: Answer, person: str) -> Team:
    return next(team for team in answer.teams if team.person == person)


@pytest.mark.parametrize("name", COVERED)
def test_the_week_is_covered_and_proved_best(name: str) -> None:
    answer = solved(name)

    assert answer.status == "covered"
    assert answer.gaps == ()
    assert {proof.status for proof in answer.proof} == {"proved"}


@pytest.mark.parametrize("name", [*COVERED, "callum", "first-year"])
def test_an_answer_passes_the_audit_as_if_written_by_hand(name: str) -> None:
    answer = solved(name)
    turns = {
        person: tuple(turn for turn in mine) for person, mine in _turns(answer, organisation(name)).items()
    }

    again = check(request(_joined(answer, organisation(name))), turns)

    assert [violation for violation in again.violations if violation.level == "hard"] == []
    assert again.score == answer.score


def test_callums_figures_by_team_size_are_those_of_the_independent_model() -> None:
    sizes = team_of(solved("callum"), "callum").gaps_by_size

    assert [(row.size, row.gaps) for row in sizes] == [(4, 4), (5, 2), (6, 1), (7, 1), (8, 1), (9, 1)]
    assert all(row.proved for row in sizes)


def test_callums_figures_under_strict_rest_and_one_need_a_day() -> None:
    strict = changed(
        "callum",
        rules=[
            {"kind": "sleep_ins", "most_in_a_row": None},
            {"kind": "weekly_rest", "level": "off"},
            {"kind": "shifts_in_a_day", "level": "hard", "most": 1},
        ],
    )
    asked = request(strict, settings=Settings(time_limit=120, workers=1))
    (made,) = make_teams(strict, strict.people, asked.first_day, asked.as_of, asked.clock)

    sizes = Questions(made.asked, made.found, asked.clock, frozenset()).gaps_by_size()

    assert [row.gaps for row in sizes if row.size <= 9] == [7, 5, 3, 2, 1, 1]


def test_callums_sunday_early_is_the_gap_that_no_team_avoids() -> None:
    answer = solved("callum")
    gaps = team_of(answer, "callum").typical_gaps

    assert [(gap.need, gap.day, gap.unavoidable) for gap in gaps] == [("early", "Sunday", True)]
    assert [gap.need for gap in answer.gaps] == ["early"]
    assert "It is proved that in a typical week no team" in answer.says


def test_nobody_callum_said_no_to_is_in_his_team_or_on_his_rota() -> None:
    answer = solved("callum")
    comes = {shift.supporter for rota in answer.rotas for shift in rota.shifts}
    members = set(team_of(answer, "callum").members)

    assert comes <= members
    assert members.isdisjoint({"jo", "farah", "colin", "liam"})


def test_everyone_considered_is_listed_with_a_reason_and_nobody_is_cut_off() -> None:
    considered = team_of(solved("callum"), "callum").considered

    assert len(considered) == 14
    assert all(each.reasons for each in considered)
    jo = next(each for each in considered if each.supporter == "jo")
    assert jo.reasons[0] == "Callum said no."


def test_the_parts_of_a_match_add_up_to_the_whole() -> None:
    for each in team_of(solved("callum"), "callum").considered:
        if each.match is not None:
            assert sum(part.points or 0 for part in each.parts) == each.match


def test_marcus_survives_any_single_loss_and_joy_too() -> None:
    for name in ("marcus", "joy"):
        assert [(row.gaps, row.proved) for row in team_of(solved(name), name).without] == [
            (0, True) for _ in team_of(solved(name), name).members
        ]


def test_joy_has_fewer_arrivals_under_linked_duty() -> None:
    strict = solved("joy").continuity[0].arrivals_a_week
    linked = changed(
        "joy",
        rules=[{"kind": "linked_duty", "allowed": True, "ground": "Joy wants fewer comings and goings."}],
    )
    answer = solve(request(linked, settings=Settings(time_limit=120, workers=1)))

    assert answer.status == "covered"
    assert answer.continuity[0].arrivals_a_week < strict


def test_the_first_year_gives_five_teams_and_no_supporter_in_two() -> None:
    answer = solved("first-year")
    members = [member for team in answer.teams for member in team.members]

    assert len(answer.teams) == 5
    assert len(members) == len(set(members)) == 31


def test_no_gap_of_the_first_year_is_filled_from_another_team() -> None:
    answer = solved("first-year")
    teams = {team.person: set(team.members) for team in answer.teams}

    assert all(shift.supporter in teams[rota.person] for rota in answer.rotas for shift in rota.shifts)
    assert [gap.person for gap in answer.gaps] == ["callum"]


def test_the_first_year_warns_of_growth_and_of_a_leader_contact() -> None:
    warnings = {(each.rule, each.level) for each in solved("first-year").violations}

    assert ("growth", "warn") in warnings
    assert ("contact_due", "warn") in warnings


def test_the_impossible_sample_names_its_clash() -> None:
    answer = solved("impossible")
    (clash,) = answer.clash

    assert answer.status == "impossible"
    assert len(clash.items) == 3
    assert "11 hours" in clash.items[-1]


def test_a_match_alone_gives_the_team_of_the_solve() -> None:
    answer = match(request(organisation("tiny"), settings=Settings(time_limit=60, workers=1)))

    assert answer.teams[0].members == solved("tiny").teams[0].members
    assert answer.rotas == ()


def _turns(answer: Answer, organisation: Organisation) -> Any:
    from matcher.read import read_rota
    from matcher.write.json import answer_json

    return read_rota(answer_json(answer).encode(), "answer.json", organisation)


def _joined(answer: Answer, organisation: Organisation) -> Organisation:
    teams = {member: team.person for team in answer.teams for member in team.members}
    supporters = tuple(
        each.model_copy(update={"team_of": teams.get(each.id, each.team_of)})
        for each in organisation.supporters
    )
    return organisation.model_copy(update={"supporters": supporters})
