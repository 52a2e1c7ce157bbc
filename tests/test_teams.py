"""The match on weeks small enough to check by eye: who is in a team, and what is said about it."""

from collections.abc import Mapping
from typing import Any

import pytest

from matcher.clock import Settings
from matcher.model.answer import Answer, Team
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.rules._drawing import MARKS, MONDAY
from matcher.solve import match, request, rota

SETTINGS = Settings(time_limit=30, workers=1)
EARLY, LATE = MARKS["E"], MARKS["L"]
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
BUT_THURSDAY = [day for day in WEEK if day != "thu"]

Made = dict[str, Any]


def pats(
    needs: list[Made], supporters: Mapping[str, Made], person: Mapping[str, Any] | None = None
) -> Organisation:
    """Pat with these needs, and applicants with a yes; each may be told otherwise."""
    answers = [{"supporter": id, "answer": "yes", "met_on": "2026-05-01"} for id in supporters]
    pat = {"id": "pat", "name": "Pat", "needs": needs, "answers": answers, **(person or {})}
    everyone = [
        {"id": id, "name": id.capitalize(), "adult": True, "contract": {"most_hours": 37.5}, **words}
        for id, words in supporters.items()
    ]
    return Organisation.model_validate(
        {
            "format": TEAM_FORMAT,
            "name": "Pat's",
            "as_of": MONDAY,
            "skills": {"drives": "drives"},
            "people": [pat],
            "supporters": everyone,
        }
    )


def on(*days: str, **words: object) -> Made:
    """Someone who comes on these days."""
    return {"availability": [{"days": list(days)}], **words}


def matched(organisation: Organisation) -> Answer:
    return match(request(organisation, first_day=MONDAY, settings=SETTINGS))


def team(organisation: Organisation) -> Team:
    return matched(organisation).teams[0]


def test_a_typical_week_follows_on_itself_where_a_rota_of_one_week_does_not() -> None:
    """A Sunday late and a Monday early leave 9 hours, but only when one week follows another."""
    needs = [{**EARLY, "days": ["mon"]}, {**LATE, "days": ["sun"]}]
    ann = {
        "team_of": "pat",
        "cleared": "yes",
        "induction": [{"person": "pat", "stage": "ready"}],
    }
    organisation = pats(needs, {"ann": ann})
    found = team(organisation)
    week = rota(request(organisation, first_day=MONDAY, settings=SETTINGS))

    assert sum(gap.supporters_missing for gap in found.typical_gaps) == 1
    assert (week.status, week.gaps) == ("covered", ())


def test_gaps_by_size_show_what_one_more_face_buys() -> None:
    each_their_days = {
        "ann": on("mon", "tue"),
        "bob": on("wed"),
        "cat": on("thu"),
        "dan": on("fri"),
        "eve": on("sat"),
        "fay": on("sun"),
    }
    found = team(pats([EARLY], each_their_days))

    assert [(row.size, row.gaps, row.proved) for row in found.gaps_by_size] == [
        (4, 2, True),
        (5, 1, True),
        (6, 0, True),
    ]


@pytest.mark.parametrize(("percent", "gaps"), [(120, 0), (119, 1)])
def test_without_someone_the_others_are_asked_for_at_most_120_percent(percent: int, gaps: int) -> None:
    """Six earlies: Bob works five for his contract; without Ann he may be asked for the sixth."""
    bob = on(*BUT_THURSDAY, contract={"hours": 37.5})
    organisation = pats([{**EARLY, "days": BUT_THURSDAY}], {"ann": on("mon"), "bob": bob})
    agreed = {"kind": "most_hours", "with_agreement_percent": percent}
    found = team(Organisation.model_validate({**organisation.model_dump(mode="json"), "rules": [agreed]}))

    assert found.typical_gaps == ()
    assert [(row.supporter, row.gaps, row.gap_minutes, row.proved) for row in found.without] == [
        ("bob", 5, 5 * 450, True),
        ("ann", gaps, gaps * 450, True),
    ]


def test_who_to_meet_next_is_who_would_help_most_and_never_someone_refused() -> None:
    answers = {"ann": "yes", "bob": "not_met", "cat": "not_yet", "dan": "no"}
    said = [{"supporter": id, "answer": answer} for id, answer in answers.items()]
    organisation = pats(
        [{**EARLY, "days": ["mon", "tue", "wed"]}],
        {"ann": on("mon"), "bob": on("tue"), "cat": on("tue", "wed"), "dan": on("tue", "wed")},
        {"answers": said},
    )
    meet = team(organisation).meet_next

    assert [(row.supporter, row.gap_minutes_closed) for row in meet] == [("cat", 900), ("bob", 450)]
    assert "15 hours" in meet[0].says
    assert "7.5 hours" in meet[1].says


@pytest.mark.parametrize(
    ("size", "members"), [(None, 2), ({"least": 3}, 3), ({"most": 1}, 1), ({"least": 9}, 3)]
)
def test_the_team_is_as_large_as_the_person_wished(size: Made | None, members: int) -> None:
    """Two are enough, and what each of the three brings is not known."""
    plenty = {"contract": {"most_hours": 168}}
    everyone = {id: {**on("mon", "tue"), **plenty} for id in ("ann", "bob", "cat")}
    found = team(pats([{**EARLY, "days": ["mon", "tue"]}], everyone, {"team_size": size}))

    assert len(found.members) == members


def test_a_gap_is_left_rather_than_a_wish_for_few_faces_broken() -> None:
    everyone = {"ann": on("mon"), "bob": on("tue")}
    organisation = pats([{**EARLY, "days": ["mon", "tue"]}], everyone, {"team_size": {"most": 1}})

    assert len(team(organisation).members) == 1
    assert [gap.need for gap in team(organisation).typical_gaps] == ["early"]


@pytest.mark.parametrize(("drivers", "gaps"), [(2, 1), (1, 0), (0, 0)])
def test_a_must_for_some_of_the_team_is_met_as_far_as_it_can_be(drivers: int, gaps: int) -> None:
    """Pat asks for two drivers and two faces; whoever may drive comes on Mondays only."""
    can = ["cat", "dan"][:drivers]
    skills = {
        id: {"skills": [{"skill": "drives"}] if id in can else []} for id in ("ann", "bob", "cat", "dan")
    }
    everyone = {
        "ann": on("mon", "tue", **skills["ann"]),
        "bob": on("mon", "tue", **skills["bob"]),
        "cat": on("mon", **skills["cat"]),
        "dan": on("mon", **skills["dan"]),
    }
    two_drivers = {
        "looking_for": {"skills": [{"item": "drives", "wish": "must", "at_least": 2}]},
        "team_size": {"most": 2},
    }
    found = team(pats([{**EARLY, "days": ["mon", "tue"]}], everyone, two_drivers))

    assert set(can) <= set(found.members)
    assert len(found.members) == 2
    assert len(found.typical_gaps) == gaps


def test_members_stay_and_an_applicant_joins_beside_them() -> None:
    """Ann is in the team and covers nothing of the week; nobody puts her out."""
    organisation = pats(
        [{**EARLY, "days": ["mon"]}], {"ann": on("sun", team_of="pat"), "bob": on("mon"), "cat": on("tue")}
    )
    found = team(organisation)

    assert set(found.members) == {"ann", "bob"}
    assert {each.supporter: each.member_already for each in found.considered if each.in_team} == {
        "ann": True,
        "bob": False,
    }


def test_a_gap_that_nobody_can_close_is_told_from_one_that_moves() -> None:
    """Ann has hours for one of Monday and Tuesday; on Sunday nobody can come."""
    organisation = pats(
        [{**EARLY, "days": ["mon", "tue", "sun"]}], {"ann": on("mon", "tue", contract={"most_hours": 8})}
    )
    found = team(organisation)
    verdicts = {gap.day: gap.unavoidable for gap in found.typical_gaps}

    assert verdicts.pop("Sunday")
    assert list(verdicts.values()) == [False], "Monday or Tuesday, and not both"


def test_a_team_holds_what_the_person_shares_before_it_holds_few_faces() -> None:
    """Ann covers the week alone; Bob is the second to share the choir, and Cat shares nothing."""
    choir = {"brings": {"interests": ["choir"]}, "contract": {"most_hours": 168}}
    wants = {"looking_for": {"interests": [{"item": "choir", "weight": 5}]}}
    needs = [{**EARLY, "days": ["mon"]}]
    everyone = {"ann": {**on("mon"), **choir}, "bob": {**on("mon"), **choir}, "cat": on("mon")}
    found = team(pats(needs, everyone, wants))

    assert set(found.members) == {"ann", "bob"}
