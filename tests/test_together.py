"""Several people who want the same applicants: every way to share them tried, and what is proved compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import pytest
from generate import MONDAY, organisation

from matcher.clock import Clock, Settings
from matcher.contingency import contingency_cost, musts_unmet
from matcher.matching import team_match_cost
from matcher.model.organisation import Organisation
from matcher.solve import match, request
from matcher.solver.match import MATCH_LEVELS, MatchFound, find_team
from matcher.solver.membership import TeamAsked
from matcher.solver.together import find_teams
from matcher.teams import team_asked

SETTINGS = Settings(time_limit=120, workers=1)
Costs = tuple[int, ...]


def few(seed: int, *, short: bool) -> Organisation:
    """Two people with a week of days, and five or six who could join either; or some of them gone."""
    drawn = organisation(seed, people=2, team=(3, 3), shape="days_only", joined=0.0, applicants=0, yes=1.0)
    kept = drawn.supporters[1:] if short else drawn.supporters
    return drawn.model_copy(update={"supporters": kept})


def asked_of(drawn: Organisation) -> list[TeamAsked]:
    return [team_asked(drawn, person, MONDAY, MONDAY) for person in drawn.people]


def every_way(group: Sequence[TeamAsked]) -> Iterator[list[frozenset[str]]]:
    """All teams that share nobody: each supporter is in one of them, or in none."""
    everybody = sorted({id for asked in group for id in asked.week.by_id})
    for places in product((None, *range(len(group))), repeat=len(everybody)):
        teams = [
            frozenset(id for id, at in zip(everybody, places, strict=True) if at == place)
            for place in range(len(group))
        ]
        if all(team <= set(asked.week.by_id) for team, asked in zip(teams, group, strict=True)):
            yield teams


class Tried:
    """What each person's team costs, each looked at once."""

    def __init__(self, group: Sequence[TeamAsked]) -> None:
        self.group = group
        self.known: dict[tuple[int, frozenset[str]], Costs] = {}

    def costs(self, teams: Sequence[frozenset[str]]) -> Costs:
        each = [self.of(place, team) for place, team in enumerate(teams)]
        return tuple(map(sum, zip(*each, strict=True)))

    def of(self, place: int, team: frozenset[str]) -> Costs:
        if (place, team) not in self.known:
            self.known[place, team] = self._of(self.group[place], team)
        return self.known[place, team]

    def _of(self, asked: TeamAsked, team: frozenset[str]) -> Costs:
        members = tuple(each for each in asked.week.supporters if each.id in team)
        week = asked.week
        here = replace(week, supporters=members)
        gaps = find_team(TeamAsked(here, team), Clock(SETTINGS), ["gaps"]).level("gaps")
        assert gaps.status == "proved"
        return (
            musts_unmet(week, members),
            gaps.cost,
            contingency_cost(here),
            team_match_cost(week.person, members, week.as_of),
            len(members),
        )


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_no_other_way_to_share_applicants_is_better_at_any_level(seed: int, short: bool) -> None:
    group = asked_of(few(seed, short=short))
    found = find_teams(group, Clock(SETTINGS))
    tried = Tried(group)
    best = min(tried.costs(teams) for teams in every_way(group))

    assert [level.status for level in found.levels] == ["proved"] * 5
    assert tuple(level.cost for level in found.levels) == best


@pytest.mark.parametrize("seed", range(2))
def test_five_people_and_thirty_applicants_who_can_cover_their_weeks_do(seed: int) -> None:
    drawn = organisation(seed, people=5, team=(4, 5), shape="days_only", joined=0.0, applicants=6, yes=1.0)
    answer = match(request(drawn, settings=Settings(time_limit=120)))

    members = [id for team in answer.teams for id in team.members]
    assert answer.status == "covered"
    assert len(members) == len(set(members))


def test_a_stopped_search_hands_out_teams_with_what_is_known_of_them() -> None:
    group = asked_of(organisation(2, people=3, team=(6, 7), joined=0.0, applicants=6, yes=1.0))
    clock = Clock(SETTINGS, lambda step: clock.stop() if step.doing == "contingency" else None)
    found = find_teams(group, clock)

    assert found.teams is not None
    assert [level.name for level in found.levels] == ["wishes", *MATCH_LEVELS]
    assert bounds_hold(found)
    assert found.level("match").status != "proved"


def bounds_hold(found: MatchFound) -> bool:
    return all(level.bound is None or level.bound <= level.cost for level in found.levels)


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_traded_out_of_the_team_they_are_in(seed: int) -> None:
    drawn = organisation(seed, people=3, team=(4, 4), shape="days_only", joined=0.5, applicants=2, yes=1.0)
    group = asked_of(drawn)
    found = find_teams(group, Clock(SETTINGS))

    assert found.teams is not None
    assert any(asked.stays for asked in group)
    for asked, team in zip(group, found.teams, strict=True):
        assert asked.stays <= set(team.members)
