"""Properties that hold on answers proved best: what is found, and that more never hurts."""

from itertools import product

import pytest
from changes import LESS, no_yes, supporter_with, with_supporter
from generate import MONDAY, SHAPES, Generated
from proved import (
    SETTINGS,
    asked,
    choosing,
    costs,
    fewest_in_match,
    fewest_in_rota,
    frame_of,
    must_pass_audit,
    settled,
)

from matcher.audit import audit
from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.frame import Frame, Turn
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rulebook import closed, for_frame
from matcher.solve import match, rota, solve
from matcher.solver.together import find_teams
from matcher.teams import make_teams

SEEDS = range(2)

# --- What is found -------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_rota_that_can_be_covered_is_covered_and_proved(shape: str, seed: int) -> None:
    organisation = settled(shape, seed).organisation
    answer = rota(asked(organisation))

    assert (answer.status, answer.gaps) == ("covered", ())
    assert costs(answer)["person-0", "rota", "gaps"] == 0
    must_pass_audit(answer, organisation)
    nobody_too_many(answer, organisation)


@pytest.mark.parametrize("shape", SHAPES)
def test_planted_gaps_are_found_exactly_and_proved(shape: str) -> None:
    made = settled(shape, 1, 2)
    answer = solve(asked(made.organisation))
    team = answer.teams[0]
    names = {(need.id.split()[0], need.day) for need in planted_needs(made)}

    assert answer.status == "gaps"
    assert {(gap.need, gap.day) for gap in answer.gaps} == names
    assert [gap.supporters_missing for gap in answer.gaps] == [
        need.need.supporters_needed for need in planted_needs(made)
    ]
    assert {(gap.need, gap.day) for gap in team.typical_gaps} == {(need, f"{day:%A}") for need, day in names}
    assert all(gap.unavoidable for gap in team.typical_gaps)
    assert all(proof.status == "proved" for proof in answer.proof if proof.level == "gaps")
    must_pass_audit(answer, made.organisation)


def planted_needs(made: Generated) -> list[DatedNeed]:
    needs = frame_of(made.organisation).needs
    return [need for need in needs if ("person-0", need.id) in made.planted]


def nobody_too_many(answer: Answer, organisation: Organisation) -> None:
    for need in frame_of(organisation).needs:
        there = [
            shift
            for shift in answer.rotas[0].shifts
            if (shift.need, shift.start) == (need.need.id, need.start)
        ]
        assert len(there) == need.need.supporters_needed


@pytest.mark.parametrize("seed", range(4))
def test_a_team_that_covers_is_found_among_applicants(seed: int) -> None:
    organisation = choosing(seed).organisation
    answer = solve(asked(organisation))

    assert (answer.status, answer.gaps) == ("covered", ())
    assert costs(answer)["person-0", "match", "gaps"] == 0
    must_pass_audit(answer, organisation)


# --- More never hurts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "history"),
    [("one_to_one", False), ("two_to_one", True), ("days_only", True), ("second_at_times", False)],
)
def test_a_rota_never_leaves_more_uncovered_with_more_to_choose_from(shape: str, history: bool) -> None:
    made = settled(shape, 1)
    past = [Turn(turn.supporter, turn.need.moved(-7)) for turn in frame_turns(made)] if history else []
    with_all = fewest_in_rota(made.organisation, past)
    with_less = [
        fewest_in_rota(change(made.organisation, each.id), past)
        for each in made.organisation.supporters
        for change in LESS
    ]

    assert min(with_less) >= with_all
    assert max(with_less) > with_all, "nothing that was taken away was ever missed"


def frame_turns(made: Generated) -> list[Turn]:
    """The drawn week in the organisation's zone."""
    needs = {need.id: need for need in frame_of(made.organisation).needs}
    return [Turn(turn.supporter, needs[turn.need.id]) for turn in made.drawn["person-0"]]


def test_a_rota_that_is_short_already_never_gains_by_losing_more() -> None:
    organisation = settled("one_to_one", 0).organisation
    everyone = [each.id for each in organisation.supporters]
    missed = max(everyone, key=lambda id: fewest_in_rota(no_yes(organisation, id)))
    short = no_yes(organisation, missed)
    before = fewest_in_rota(short)

    assert before > 0
    for each in everyone:
        assert min(fewest_in_rota(change(short, each)) for change in LESS) >= before


@pytest.mark.parametrize("seed", range(3))
def test_a_match_never_leaves_more_uncovered_with_more_to_choose_from(seed: int) -> None:
    organisation = choosing(seed).organisation
    with_all = fewest_in_match(organisation)
    with_less = [
        fewest_in_match(change(organisation, each.id)) for each in organisation.supporters for change in LESS
    ]

    assert min(with_less) >= with_all
    assert max(with_less) > with_all, "nothing that was taken away was ever missed"


def test_one_supporter_fewer_is_never_better_than_one_more_at_any_time() -> None:
    """Supporters leave one by one: what stays uncovered only grows, until nothing is covered."""
    organisation = choosing(2).organisation
    seen = [fewest_in_match(organisation)]
    for each in organisation.supporters:
        organisation = LESS[-1](organisation, each.id)
        seen.append(fewest_in_match(organisation))

    assert seen == sorted(seen)
    assert seen[-1] > seen[0] == 0


# --- Surplus hours -------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_contract_hours_nobody_needs_never_score_better(shape: str) -> None:
    organisation = settled(shape, 2).organisation
    spare = Supporter.model_validate(
        {
            "id": "spare",
            "name": "Sam",
            "adult": True,
            "team_of": "person-0",
            "contract": {"hours": 10},
            "availability": [],
            "cleared": "yes",
            "induction": [{"person": "person-0", "stage": "ready"}],
        }
    )
    without, extra = (rota(asked(each)) for each in (organisation, with_supporter(organisation, spare)))
    before, after = costs(without), costs(extra)
    last = ("person-0", "rota", "supporters")

    assert before.keys() == after.keys()
    assert [key for key, cost in before.items() if after[key] < cost] == []
    assert after[last] > before[last], "the hours promised are not worked"


@pytest.mark.parametrize("seed", SEEDS)
def test_more_hours_than_contingency_asks_for_change_nothing_of_a_teams_score(seed: int) -> None:
    organisation = settled("one_to_one", seed).organisation
    plenty, more = (with_hours(organisation, hours) for hours in (40, 48))

    assert costs(match(asked(plenty))) == costs(match(asked(more)))


def with_hours(organisation: Organisation, hours: int) -> Organisation:
    for each in organisation.supporters:
        contract = each.contract.model_copy(update={"most_hours": hours})
        organisation = supporter_with(organisation, each.id, contract=contract)
    return organisation


# --- People who share applicants -----------------------------------------------------------------------


def tiny_pair() -> Organisation:
    """Two people with three short days each, and four applicants who could come to either."""
    days = {"ann": ["mon", "tue"], "bob": ["tue", "wed"], "cat": ["mon", "wed"], "dan": ["mon"]}
    answers = [{"supporter": id, "answer": "yes", "met_on": "2026-04-14"} for id in days]
    week = [{"id": "lunch", "kind": "other", "start": "12:00", "end": "14:00", "days": ["mon", "tue", "wed"]}]
    people = [
        {"id": "pat", "name": "Pat", "needs": week, "answers": [answers[0], *answers[2:]]},
        {
            "id": "quin",
            "name": "Quin",
            "needs": [{**week[0], "essential": "health"}],
            "answers": answers[:3],
        },
    ]
    supporters = [
        {
            "id": id,
            "name": id.capitalize(),
            "adult": True,
            "contract": {"most_hours": 4},
            "availability": [{"days": mine}],
        }
        for id, mine in days.items()
    ]
    return Organisation.model_validate(
        {
            "format": "matcher/team/1",
            "name": "Tiny",
            "as_of": MONDAY,
            "people": people,
            "supporters": supporters,
        }
    )


def test_people_who_share_applicants_get_the_best_of_all_ways_to_share_them() -> None:
    organisation = tiny_pair()
    made = make_teams(organisation, organisation.people, MONDAY, MONDAY, Clock(SETTINGS))
    levels = [proof for each in made for proof in each.proof if proof.level == "gaps"]
    weeks = [each.week for each in made]
    everyone = [each.id for each in organisation.supporters]
    splits = [
        [{id for id, goes in zip(everyone, way, strict=True) if goes == place} for place in (0, 1)]
        for way in product((0, 1), repeat=len(everyone))
    ]
    best = min(
        sum(fewest_by_hand(week, team) for week, team in zip(weeks, split, strict=True)) for split in splits
    )

    assert sum(level.cost for level in levels) == best > 0
    assert all(
        level.bound == find_teams([each.asked], Clock(SETTINGS)).level("gaps").cost
        for level, each in zip(levels, made, strict=True)
    )
    assert not set.intersection(*({member.id for member in each.members} for each in made))


def fewest_by_hand(week: Frame, team: set[str]) -> int:
    """The level-1 cost of the best of all rotas of a team, tried one by one with the audit and no solver."""
    rules = for_frame(week)
    members = [each for each in week.supporters if each.id in team]
    choices = [
        [None, *(each.id for each in members if not closed(rules, week, each, need))] for need in week.needs
    ]
    found = []
    for choice in product(*choices):
        turns = [Turn(id, need) for id, need in zip(choice, week.needs, strict=True) if id is not None]
        result = audit(Plan.of(week, turns), rules)
        if not result.broken:
            found.append(result.cost("gaps"))
    return min(found)


def test_people_who_share_applicants_are_solved_as_one() -> None:
    organisation = tiny_pair()
    made = make_teams(organisation, organisation.people, MONDAY, MONDAY, Clock(SETTINGS))
    alone = [find_teams([each.asked], Clock(SETTINGS), ["gaps"]).level("gaps").cost for each in made]
    together = find_teams([each.asked for each in made], Clock(SETTINGS), ["gaps"]).level("gaps").cost

    assert sum(alone) < together, "the applicants would be enough for each of them, not for both"
