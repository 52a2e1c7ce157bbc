"""Support that has not begun: nothing is asked for before its first day; a team can be built all the same."""

from datetime import date
from typing import Any

from commands import EARLY, team

from matcher.model.organisation import Organisation
from matcher.solve import match, request, rota

MONDAY = date(2026, 6, 8)
MOVING_IN = EARLY | {"phase": "moving-in"}
QUIN = {"id": "quin", "name": "Quin", "needs": [EARLY]}


def organisation(*others: dict[str, Any], **pat: Any) -> Organisation:
    """Pat, with what is said about them, and Ann and Bob in their team."""
    made = team(EARLY, supporters=("ann", "bob"), rota={})
    made["people"] = [made["people"][0] | pat, *others]
    return Organisation.model_validate(made)


def test_nothing_is_asked_for_before_the_first_day_of_support() -> None:
    answer = rota(request(organisation(supported_since="2026-06-11"), first_day=MONDAY))

    assert [str(shift.day) for shift in answer.rotas[0].shifts] == [f"2026-06-{day}" for day in range(11, 15)]
    assert (answer.status, answer.gaps) == ("covered", ())


def test_a_team_is_looked_at_for_the_week_in_which_support_will_have_begun() -> None:
    phase = {"id": "moving-in", "first_day": "2026-07-01"}
    (found,) = match(
        request(organisation(supported_since="2026-07-01", needs=[MOVING_IN], phases=[phase]))
    ).teams

    assert [each.reasons for each in found.considered] == [("Could work 7 of the 7 needs in a week.",)] * 2


def test_the_first_rota_is_of_next_week_or_of_the_week_in_which_support_begins() -> None:
    assert request(organisation(supported_since="2026-06-10")).first_day == MONDAY
    assert request(organisation(supported_since="2026-07-01")).first_day == date(2026, 6, 29)
    assert request(organisation(QUIN, supported_since="2026-07-01")).first_day == MONDAY
