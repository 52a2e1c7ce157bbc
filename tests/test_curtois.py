"""An instance of others as a team file: our rules say of any roster what the instance's own scorer says."""

from random import Random

import pytest
from curtois import organisation_of, roster_of
from curtois_instance import Instance, read_instance
from curtois_score import Roster, score
from test_curtois_score import SMALL
from ward import DAY_0, id_of

from matcher.audit import audit
from matcher.clock import Settings
from matcher.frame import Frame, Turn
from matcher.model.organisation import Organisation
from matcher.plan import Plan
from matcher.rulebook import for_frame
from matcher.solve import request, rota
from matcher.team_frames import team_frame

LOOSER = {"E=14|L=3,4800,960,4,2,2,1": "E=14|L=5,6000,480,5,2,2,1", "E=14|L=0,4800,960": "E=14|L=2,4800,480"}


def instance(looser: bool = False) -> Instance:
    text = SMALL
    for word, other in LOOSER.items() if looser else ():
        text = text.replace(word, other)
    return read_instance(text, "small")


def frame_of(asked: Organisation, days: int) -> Frame:
    return team_frame(asked, asked.people[0], first_day=DAY_0, days=days, as_of=DAY_0)


def turns_of(frame: Frame, roster: Roster) -> list[Turn]:
    needs = {(need.day, need.need.tags[0]): need for need in frame.needs}
    return [
        Turn(id_of(staff), needs[frame.dates[day], id_of(shift)])
        for staff, row in roster.items()
        for day, shift in enumerate(row)
        if shift is not None
    ]


def any_roster(asked: Instance, random: Random) -> Roster:
    """A roster in stretches, so that some keep the limits and many do not."""

    def row() -> list[str | None]:
        days: list[str | None] = []
        while len(days) < asked.days:
            days += [random.choice([None, None, *asked.shifts])] * random.randint(1, 5)
        return days[: asked.days]

    return {staff.id: row() for staff in asked.staff}


@pytest.mark.parametrize("looser", [False, True])
def test_our_rules_say_what_the_scorer_says(looser: bool) -> None:
    small = instance(looser)
    frame = frame_of(organisation_of(small), small.days)
    rules, random, kept = for_frame(frame), Random(1), 0
    for _ in range(200):
        roster = any_roster(small, random)
        ours, theirs = audit(Plan.of(frame, turns_of(frame, roster)), rules), score(small, roster)

        assert ours.cost("gaps") == theirs.penalty
        assert bool(ours.broken) == bool(theirs.broken), (theirs.broken, [each.says for each in ours.broken])
        kept += not theirs.broken
    assert kept or not looser, "no roster kept all limits"


def test_a_rota_is_proved_best_and_costs_what_the_scorer_says() -> None:
    small = instance()
    answer = rota(request(organisation_of(small), settings=Settings(time_limit=30, workers=1)))
    found = score(small, roster_of(small, answer))

    assert not found.broken
    assert [(each.level, each.status, each.cost) for each in answer.proof] == [
        ("gaps", "proved", found.penalty)
    ]
