"""People who want the same applicants: a team for each, and nothing is said that sharing makes untrue."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from matcher.clock import Clock, Settings
from matcher.errors import AuditDisagrees
from matcher.model.answer import Answer, Proof
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.rules._drawing import MARKS, MONDAY
from matcher.solve import match, request
from matcher.solver.match import MATCH_LEVELS, MatchFound, Question
from matcher.solver.membership import TeamAsked
from matcher.solver.together import find_teams

EARLY = {**MARKS["E"], "days": ["mon"]}
SETTINGS = Settings(time_limit=30, workers=1)
A_DRIVER = {"looking_for": {"skills": [{"item": "drives", "wish": "must", "at_least": 1}]}}

Made = dict[str, Any]


def together(people: dict[str, Made], supporters: dict[str, Made]) -> Organisation:
    """People with a Monday early who said yes to all these applicants; each may be told otherwise."""
    yes = [{"supporter": id, "answer": "yes", "met_on": "2026-05-01"} for id in supporters]
    return Organisation.model_validate(
        {
            "format": TEAM_FORMAT,
            "name": "Together",
            "as_of": MONDAY,
            "skills": {"drives": "drives"},
            "people": [
                {"id": id, "name": id.capitalize(), "needs": [EARLY], "answers": yes, **words}
                for id, words in people.items()
            ],
            "supporters": [
                {"id": id, "name": id.capitalize(), "adult": True, "contract": {"most_hours": 37.5}, **words}
                for id, words in supporters.items()
            ],
        }
    )


def matched(organisation: Organisation) -> Answer:
    return match(request(organisation, first_day=MONDAY, settings=SETTINGS))


def sizes(answer: Answer) -> list[int]:
    return sorted(len(team.members) for team in answer.teams)


def both(words: Made, other: Made | None = None) -> dict[str, Made]:
    return {"pat": words, "quin": words if other is None else other}


def some(*ids: str, **words: object) -> dict[str, Made]:
    return {id: dict(words) for id in ids}


DRIVES = {"skills": [{"skill": "drives"}]}
NO_SKILLS: Made = {"skills": []}
ESSENTIAL = {"needs": [{**EARLY, "essential": "health"}]}

# --- Wishes about the team -----------------------------------------------------------------------------


def test_two_people_who_must_have_a_driver_and_one_driver_still_get_teams() -> None:
    answer = matched(together(both(A_DRIVER), {"ann": DRIVES, "bob": NO_SKILLS}))

    assert answer.status == "covered"
    assert sizes(answer) == [1, 1]


def test_two_people_who_want_four_of_five_get_what_there_is() -> None:
    everyone = some("ann", "bob", "cat", "dan", "eve")
    answer = matched(together(both({"team_size": {"least": 4}}), everyone))

    assert answer.status == "covered"
    assert sum(sizes(answer)) == 5
    assert sizes(answer)[0] >= 1


def test_a_must_for_two_with_a_team_of_one_is_met_as_far_as_it_goes() -> None:
    two = {"looking_for": {"skills": [{"item": "drives", "wish": "must", "at_least": 2}]}}
    everyone = {"ann": DRIVES, "bob": DRIVES, "cat": NO_SKILLS}
    answer = matched(together({"pat": {**two, "team_size": {"most": 1}}}, everyone))

    assert len(answer.teams[0].members) == 1
    assert answer.teams[0].members[0] in {"ann", "bob"}
    assert [row.size for row in answer.teams[0].gaps_by_size] == [1, 2, 3]


def test_a_wish_about_the_team_falls_short_only_where_it_has_to() -> None:
    """Quin's shift is worth more and only the driver can come; Pat must have a driver all the same."""
    everyone: dict[str, Made] = {
        "ann": {**DRIVES, "availability": [{"days": ["mon"]}]},
        "bob": {"availability": []},
    }
    answer = matched(together(both(A_DRIVER, ESSENTIAL), everyone))
    pats, quins = answer.teams

    assert pats.members == ("ann",)
    assert [gap.need for gap in quins.typical_gaps] == ["early"]


def test_a_team_that_is_smaller_than_it_could_be_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def smaller(
        asked: Sequence[TeamAsked], clock: Clock, levels: Sequence[Question] = MATCH_LEVELS
    ) -> MatchFound:
        found = find_teams(asked, clock, levels)
        assert found.teams is not None
        (team,) = found.teams
        comes = {turn.supporter for turn in team.week}
        return replace(found, teams=(replace(team, members=tuple(sorted(comes))),))

    monkeypatch.setattr("matcher.teams.find_teams", smaller)
    organisation = together({"pat": {"team_size": {"least": 2}}}, some("ann", "bob"))

    with pytest.raises(AuditDisagrees, match="wishes"):
        matched(organisation)


# --- What is proved ------------------------------------------------------------------------------------


def proofs(answer: Answer, person: str) -> dict[str, Proof]:
    return {proof.level: proof for proof in answer.proof if proof.person == person}


def test_who_gets_less_because_others_get_more_is_not_told_that_no_team_does_better() -> None:
    answer = matched(together(both({}, ESSENTIAL), some("ann")))
    pats, quins = (proofs(answer, id)["gaps"] for id in ("pat", "quin"))

    assert pats.cost > 0
    assert (pats.status, pats.bound) == ("bounded", 0)
    assert (quins.status, quins.cost, quins.bound) == ("proved", 0, 0)


def test_who_loses_nothing_by_sharing_keeps_the_proof() -> None:
    answer = matched(together(both({}), some("ann", "bob", "cat", "dan")))

    assert all(proofs(answer, id)["gaps"].status == "proved" for id in ("pat", "quin"))


def test_costs_of_people_who_share_must_add_up_to_what_was_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    def claims_more(
        asked: Sequence[TeamAsked], clock: Clock, levels: Sequence[Question] = MATCH_LEVELS
    ) -> MatchFound:
        found = find_teams(asked, clock, levels)
        return replace(found, levels=tuple(replace(each, bound=each.cost + 1) for each in found.levels))

    monkeypatch.setattr("matcher.teams.find_teams", claims_more)

    with pytest.raises(AuditDisagrees):
        matched(together(both({}), some("ann", "bob")))


# --- What is said --------------------------------------------------------------------------------------


def test_a_gap_that_an_applicant_proposed_elsewhere_could_close_can_be_avoided() -> None:
    gap = matched(together(both({}, ESSENTIAL), some("ann"))).teams[0].typical_gaps[0]

    assert not gap.unavoidable
    assert "only by an applicant who is proposed for another person" in gap.says


def test_a_gap_that_nobody_at_all_could_close_cannot_be_avoided() -> None:
    everyone = some("ann", "bob", availability=[{"days": ["tue"]}])
    gap = matched(together(both({"team_size": {"least": 1}}), everyone)).teams[0].typical_gaps[0]

    assert gap.unavoidable


def test_nobody_is_to_be_met_next_who_is_proposed_for_another_person() -> None:
    not_met = {"answers": [{"supporter": "ann", "answer": "not_met"}]}
    pats = matched(together(both(not_met, {}), some("ann"))).teams[0]

    assert len(pats.typical_gaps) == 1
    assert pats.meet_next == ()
