"""Answers proved best, and what has to be true of every one of them."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from changes import supporter_with
from generate import MONDAY, SHAPES, Generated, generated

from matcher.clock import Clock, Settings
from matcher.frame import Before, Frame, Turn
from matcher.framing import typical_week
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.rulebook import for_frame
from matcher.solve import Request, check, request
from matcher.solver.membership import TeamAsked
from matcher.solver.rota import find_rota
from matcher.solver.together import find_teams
from matcher.team_frames import team_frame

SETTINGS = Settings(time_limit=30, workers=1)
Costs = dict[tuple[str, str, str], int]
"""What each level costs, by person, part and level."""


@cache
def settled(shape: str, seed: int, gaps: int = 0) -> Generated:
    """One person whose drawn team is their team."""
    return generated(seed, shape=shape, team=(4, 8), planted_gaps=gaps)


@cache
def choosing(seed: int, people: int = 1) -> Generated:
    """People with part of a team, and applicants."""
    shapes = sorted(SHAPES)
    shape = shapes[seed % len(shapes)]
    return generated(seed, shape=shape, people=people, team=(4, 7), joined=0.5, applicants=3)


def asked(organisation: Organisation, **more: Any) -> Request:
    return request(organisation, **{"settings": SETTINGS, **more})


def turns_of(answer: Answer, organisation: Organisation, days: int) -> dict[str, list[Turn]]:
    """The shifts of an answer as turns, by person."""
    found: dict[str, list[Turn]] = {}
    for made in answer.rotas:
        person = organisation.person(made.person)
        frame = team_frame(
            organisation, person, first_day=made.first_day, days=days, as_of=answer.provenance.as_of
        )
        needs = {(need.need.id, need.start): need for need in frame.needs}
        found[person.id] = [Turn(shift.supporter, needs[shift.need, shift.start]) for shift in made.shifts]
    return found


def costs(answer: Answer) -> Costs:
    """What each level costs; every one is proved."""
    assert answer.proof
    assert [proof for proof in answer.proof if proof.status != "proved"] == []
    return {(proof.person, proof.part, proof.level): proof.cost for proof in answer.proof}


def joined(organisation: Organisation, answer: Answer) -> Organisation:
    """The organisation once those proposed have joined."""
    for team in answer.teams:
        for member in team.members:
            organisation = supporter_with(organisation, member, team_of=team.person)
    return organisation


def must_pass_audit(answer: Answer, organisation: Organisation) -> None:
    """A check of the answer's own shifts finds nothing broken, and the same gaps and costs."""
    asked_again = asked(joined(organisation, answer))
    checked = check(asked_again, turns_of(answer, asked_again.organisation, asked_again.days))
    assert [found for found in checked.violations if found.level == "hard"] == []
    assert checked.gaps == answer.gaps
    assert rota_score(checked) == rota_score(answer)
    sums: dict[tuple[str, str], int] = {}
    for row in rota_score(checked):
        sums[row[0], row[2]] = sums.get((row[0], row[2]), 0) + row[3]
    proved = [proof for proof in answer.proof if proof.part == "rota"]
    assert {(p.person, p.level): p.cost for p in proved if p.cost} == {k: v for k, v in sums.items() if v}


def rota_score(answer: Answer) -> list[tuple[str, str, str, int]]:
    return sorted((row.person, row.rule, row.level, row.cost) for row in answer.score)


def frame_of(organisation: Organisation, past: Sequence[Turn] = ()) -> Frame:
    as_of = organisation.as_of or MONDAY
    return team_frame(
        organisation,
        organisation.people[0],
        first_day=MONDAY,
        days=7,
        as_of=as_of,
        before=Before(tuple(past)),
    )


def fewest_in_rota(organisation: Organisation, past: Sequence[Turn] = ()) -> int:
    """The level-1 cost of the first person's rota, proved."""
    frame = frame_of(organisation, past)
    rules = [each for each in for_frame(frame) if each.rule.level in ("hard", "gaps")]
    found = find_rota(frame, rules, Clock(SETTINGS)).levels[0]
    assert (found.name, found.status) == ("gaps", "proved")
    return found.cost


def fewest_in_match(organisation: Organisation) -> int:
    """The level-1 cost of the best teams for everybody, proved."""
    found = find_teams(
        [team_asked(organisation, person) for person in organisation.people], Clock(SETTINGS), ["gaps"]
    )
    assert found.level("gaps").status == "proved"
    return found.level("gaps").cost


def team_asked(organisation: Organisation, person: Person) -> TeamAsked:
    everyone = tuple(each for each in organisation.supporters if each.team_of in (None, person.id))
    as_of = organisation.as_of or MONDAY
    week = typical_week(organisation, person, everyone, first_day=MONDAY, as_of=as_of)
    return TeamAsked(week, frozenset(each.id for each in everyone if each.team_of))
