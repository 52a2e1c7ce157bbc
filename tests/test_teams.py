"""The match on weeks small enough to check by eye: who is in a team, and what is said about it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from matcher.clock import Clock, Settings
from matcher.explain.typical import Questions
from matcher.model.answer import Answer
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.model.team import Team, Without
from matcher.rules._drawing import MARKS, MONDAY
from matcher.solve import match, request, rota
from matcher.teams import make_teams, write_team
from matcher.write.table import render

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


TWO_AT_ONCE = [{**EARLY, "days": ["mon"]}, {**EARLY, "id": "second", "days": ["mon"]}]


def test_a_gap_that_a_larger_team_covers_is_not_said_to_move() -> None:
    """Pat wants one face; two shifts at one time take two."""
    found = team(pats(TWO_AT_ONCE, {"ann": {}, "bob": {}}, {"team_size": {"most": 1}}))

    assert [gap.unavoidable for gap in found.typical_gaps] == [False]
    assert "larger" in found.typical_gaps[0].says


def not_met(*ids: str, **words: object) -> Made:
    """Ann said yes to; these not met yet."""
    return {
        "answers": [
            {"supporter": "ann", "answer": "yes", "met_on": "2026-05-01"},
            *({"supporter": id, "answer": "not_met"} for id in ids),
        ],
        **words,
    }


def test_nobody_is_to_be_met_next_who_could_never_come() -> None:
    """Bob brings what Pat will not have; Cat comes only on Sundays."""
    never = {"looking_for": {"characteristics": [{"item": "smokes", "wish": "never"}]}}
    everyone = {"ann": {}, "bob": {"brings": {"characteristics": ["smokes"]}}, "cat": on("sun"), "dan": {}}
    found = team(pats([{**EARLY, "days": ["mon"]}], everyone, not_met("bob", "cat", "dan", **never)))

    assert [row.supporter for row in found.meet_next] == ["dan"]
    assert "No gap is open now" in found.meet_next[0].says


def test_a_yes_closes_no_gap_where_the_person_wants_no_more_faces() -> None:
    """Two shifts at one time and one face: a yes to Bob is more hands and covers nothing more."""
    found = team(pats(TWO_AT_ONCE, {"ann": {}, "bob": {}}, not_met("bob", team_size={"most": 1})))

    assert [row.gap_minutes_closed for row in found.meet_next] == [0]
    assert "No gap is open now" not in found.meet_next[0].says


def test_a_yes_that_covers_what_matters_more_is_a_help_though_it_covers_fewer_hours() -> None:
    """Ann covers Monday's long shift; with one face, Bob would cover the short and essential one."""
    short = {**EARLY, "id": "short", "end": "08:00", "essential": "health"}
    needs = [{**EARLY, "days": ["mon"], "end": "09:00"}, {**short, "days": ["tue"]}]
    everyone = {"ann": on("mon"), "bob": on("tue")}
    (row,) = team(pats(needs, everyone, not_met("bob", team_size={"most": 1}))).meet_next

    assert row.gap_minutes_closed == 0
    assert "matters more" in row.says


def questions(organisation: Organisation, seconds: float) -> Questions:
    """Questions about a team that was found, with so much time left to ask them."""
    (made,) = make_teams(organisation, organisation.people, MONDAY, MONDAY, Clock(SETTINGS))
    clock = Clock(Settings(time_limit=seconds, workers=1))
    return Questions(made.asked, made.found, clock, frozenset())


def test_whom_there_was_no_time_to_look_at_is_named_and_nothing_is_claimed_of_them() -> None:
    organisation = pats(TWO_AT_ONCE, {"ann": {}, "bob": {}}, not_met("bob"))
    (row,) = questions(organisation, seconds=0).meet_next()
    (gap,) = questions(organisation, seconds=0).typical_gaps()

    assert "no time" in row.says
    assert "not proved" in gap.says


def test_gaps_are_looked_into_before_anything_else_and_whom_to_meet_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    organisation = pats(TWO_AT_ONCE, {"ann": {}})
    (made,) = make_teams(organisation, organisation.people, MONDAY, MONDAY, Clock(SETTINGS))
    asked: list[str] = []

    def noted(name: str) -> Callable[[Questions], tuple[()]]:
        def note(_: Questions) -> tuple[()]:
            asked.append(name)
            return ()

        return note

    in_order = ["typical_gaps", "gaps_by_size", "without", "meet_next"]
    for name in in_order:
        monkeypatch.setattr(Questions, name, noted(name))
    write_team(made, Questions(made.asked, made.found, Clock(SETTINGS), frozenset()))

    assert asked == in_order


@pytest.mark.parametrize("looked_at", [["ann", "bob"], ["ann"], []])
def test_the_others_can_cover_only_where_everybodys_absence_was_looked_at(looked_at: list[str]) -> None:
    organisation = pats([{**EARLY, "days": ["mon"]}], {"ann": {}, "bob": {}})
    answer = matched(organisation)
    assert set(answer.teams[0].members) == {"ann", "bob"}
    rows = tuple(row for row in answer.teams[0].without if row.supporter in looked_at)
    text = shown(answer, organisation, rows)
    left_out = [name for name in ("Ann", "Bob") if name.lower() not in looked_at]

    assert ("Whoever of them is away, the others can cover" in text) == (not left_out)
    assert ("was not worked out" in text) == bool(left_out)
    assert not left_out or f"The week without {' and '.join(left_out)} was not worked out." in text


def shown(answer: Answer, organisation: Organisation, rows: tuple[Without, ...]) -> str:
    """The page, with these absences looked at, on one line."""
    teams = tuple(each.model_copy(update={"without": rows}) for each in answer.teams)
    return " ".join(render(answer.model_copy(update={"teams": teams}), organisation).split())
