"""Properties that hold on answers proved best: what may not matter, who stays out, and stopping."""

from collections.abc import Mapping
from typing import Any

import pytest
from changes import Change, new_ids, no_yes, renamed, retold, shuffled, supporter_with
from generate import MONDAY
from proved import SETTINGS, asked, choosing, costs, fewest_in_match, must_pass_audit, settled, turns_of

from matcher.clock import Clock, Progress
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.profile import Brings
from matcher.model.supporter import Supporter
from matcher.solve import rota, solve

# --- What no rule asks for -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_order_of_the_file_changes_no_cost_no_match_and_no_rank(seed: int) -> None:
    organisation = choosing(seed).organisation
    before, after = solve(asked(organisation)), solve(asked(shuffled(organisation, seed)))

    assert costs(after) == costs(before)
    assert considered(after) == considered(before)


@pytest.mark.parametrize("seed", range(2))
def test_words_no_rule_asks_about_change_nothing_at_all(seed: int) -> None:
    organisation = choosing(seed).organisation
    before, after = solve(asked(organisation)), solve(asked(retold(organisation)))

    assert without_provenance(after) == without_provenance(before)


@pytest.mark.parametrize("seed", range(3))
def test_names_and_ids_change_no_cost_no_match_and_no_rank(seed: int) -> None:
    organisation = choosing(seed).organisation
    ids = new_ids(organisation)
    before, after = solve(asked(organisation)), solve(asked(renamed(organisation)))

    assert costs(after) == {
        (ids[who], part, level): cost for (who, part, level), cost in costs(before).items()
    }
    assert considered(after) == {
        (ids[who], ids[whom]): rest for (who, whom), rest in considered(before).items()
    }


def considered(answer: Answer) -> Mapping[tuple[str, str], object]:
    """Match, rank and the points of each heading, by person and supporter."""
    found = {
        (team.person, each.supporter): (
            each.match,
            each.rank,
            {part.heading: (part.points, part.of) for part in each.parts},
        )
        for team in answer.teams
        for each in team.considered
    }
    assert found
    return found


def without_provenance(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(exclude={"provenance"})


# --- Nobody who should not be there --------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_nobody_comes_without_a_yes_or_against_a_never_or_from_another_team(seed: int) -> None:
    organisation = choosing(seed, people=2).organisation
    answer = solve(asked(organisation))
    chosen = [(team.person, member) for team in answer.teams for member in team.members]
    coming = {(made.person, shift.supporter) for made in answer.rotas for shift in made.shifts}

    assert answer.status == "covered"
    assert len({member for _, member in chosen}) == len(chosen), "somebody is in two teams"
    assert coming <= set(chosen)
    assert all(organisation.supporter(member).team_of in (None, person) for person, member in chosen)
    assert all(organisation.person(person).answer_about(member) == "yes" for person, member in chosen)
    assert not any(smokes(organisation.supporter(member)) for _, member in chosen)
    must_pass_audit(answer, organisation)


def smokes(supporter: Supporter) -> bool:
    return "smokes" in (supporter.brings.characteristics or ())


def now_smokes(organisation: Organisation, supporter: str) -> Organisation:
    """They bring what the person will never have."""
    return supporter_with(organisation, supporter, brings=Brings(characteristics=("smokes",)))


@pytest.mark.parametrize("out", [no_yes, now_smokes])
def test_who_is_kept_out_stays_out_however_much_they_are_missed(out: Change) -> None:
    organisation = choosing(1).organisation
    free = [each.id for each in organisation.supporters if each.team_of is None]
    missed = max(free, key=lambda id: fewest_in_match(out(organisation, id)))
    before, after = (solve(asked(each)) for each in (organisation, out(organisation, missed)))

    assert missed in before.teams[0].members
    assert missed not in after.teams[0].members
    assert missed not in {shift.supporter for shift in after.rotas[0].shifts}
    assert (before.status, after.status) == ("covered", "gaps")


# --- The same again, and stopped -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(2))
def test_solving_twice_gives_the_same_answer(seed: int) -> None:
    organisation = choosing(seed, people=2).organisation
    first, again = solve(asked(organisation)), solve(asked(organisation))

    assert without_provenance(first) == without_provenance(again)
    ignored = {"seconds": 0.0}
    assert first.provenance.model_copy(update=ignored) == again.provenance.model_copy(update=ignored)


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5, 8])
def test_stopping_at_any_moment_leaves_a_rota_that_passes_the_audit_or_none(after: int) -> None:
    organisation = choosing(1, people=2).organisation
    heard: list[Progress] = []

    def listen(step: Progress) -> None:
        heard.append(step)
        if len(heard) >= after:
            clock.stop()

    clock = Clock(SETTINGS, listen)
    if after == 0:
        clock.stop()
    answer = solve(asked(organisation, clock=clock))

    assert answer.provenance.stopped_early
    assert len(answer.rotas) == 2 or answer.status == "no_rota"
    assert answer.status != "impossible"
    have = {made.person for made in answer.rotas}
    if have:
        people = tuple(person for person in organisation.people if person.id in have)
        must_pass_audit(answer, organisation.model_copy(update={"people": people}))


def test_a_horizon_cut_in_two_stays_covered_when_history_is_carried() -> None:
    organisation = settled("one_to_one", 1).organisation
    whole = rota(asked(organisation, weeks=2))
    turns = turns_of(whole, organisation, 14)["person-0"]
    first = rota(asked(organisation, weeks=1))
    second_monday = MONDAY.replace(day=8)
    carried = {"person-0": [turn for turn in turns if turn.need.day < second_monday]}
    second = rota(asked(organisation, weeks=1, first_day=second_monday, history=carried))

    assert [answer.status for answer in (whole, first, second)] == ["covered"] * 3
    assert all(proof.status == "proved" for proof in second.proof if proof.level == "gaps")
