"""The first sentence of an answer, and what it never says."""

from typing import Any

from commands import EARLY, LATE, team

from matcher.clock import Settings
from matcher.explain.result import match_sentence
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.solve import request, rota, solve


def organisation(**parts: Any) -> Organisation:
    return Organisation.model_validate({**team(EARLY, LATE), **parts})


def asked(file: Organisation) -> Any:
    return request(file, settings=Settings(time_limit=20, workers=1))


def test_a_match_that_found_no_team_says_so_and_proposes_none() -> None:
    says = match_sentence(organisation(), 0, (), ["pat"])

    assert says == "No team was found for Pat in the time given. Give it longer, as with --time-limit 300."


def test_a_person_without_needs_has_an_empty_week_and_nothing_is_claimed() -> None:
    file = Organisation.model_validate(team())

    for answer in (solve(asked(file)), rota(asked(file))):
        assert answer.status == "covered"
        assert answer.rotas[0].shifts == ()


def test_the_proof_about_teams_speaks_of_a_typical_week() -> None:
    away = {"leave": [{"first_day": "2026-06-08", "last_day": "2026-06-14"}]}
    file = team({**EARLY, "days": ["mon", "wed"]})
    file["supporters"][0] |= away

    answer = solve(asked(Organisation.model_validate(file)))

    assert answer.status == "gaps"
    assert "It is proved that no better rota exists for the team." in answer.says
    assert "typical week" not in answer.says


def test_a_rule_at_two_levels_is_scored_at_both() -> None:
    file = team(EARLY, supporters=("ann", "bob")) | {
        "rules": [
            {"kind": "contract_hours", "level": "person", "applies_to": {"supporters": ["bob"]}},
        ]
    }

    answer = rota(asked(Organisation.model_validate(file)))

    scored = {row.level: row.cost for row in answer.score if row.rule == "contract_hours"}
    assert set(scored) == {"person", "supporters"}
    assert all(cost_of(answer, level) == proof_of(answer, level) for level in scored)


def cost_of(answer: Answer, level: str) -> int:
    return sum(row.cost for row in answer.score if row.level == level)


def proof_of(answer: Answer, level: str) -> int:
    return sum(proof.cost for proof in answer.proof if proof.level == level)
