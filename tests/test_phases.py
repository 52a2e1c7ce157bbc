"""Phases: one at a time, told where they begin, and told in time what the team cannot supply."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from published_weeks import Made, organisation, team
from screens import shown

from matcher.clock import Settings
from matcher.errors import BadInput
from matcher.explain.phases import in_force
from matcher.explain.phases import phase_of as sentence_of
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.team import PhaseAhead
from matcher.read import read
from matcher.samples import sample_text
from matcher.solve import match, request, rota

SETTINGS = Settings(time_limit=120, workers=1)
THREE = ("ann", "bob", "cat")
STEP_UP = {"id": "step-up", "first_day": "2026-06-11", "last_day": "2026-06-16", "review_on": "2026-06-15"}


def stepping_up(**phase: Any) -> Made:
    """Pat has one early a day, and a late as well while stepping up."""
    content = team("EL", THREE, need={"late": {"phase": "step-up"}})
    content["people"][0]["phases"] = [{**STEP_UP, **phase}]
    return content


def asked(
    content: Made | Organisation, job: Callable[..., Answer], first_day: date, weeks: int = 1
) -> Answer:
    about = content if isinstance(content, Organisation) else organisation(content)
    return job(request(about, first_day=first_day, weeks=weeks, settings=SETTINGS))


def ahead(answer: Answer, person: str = "pat") -> list[PhaseAhead]:
    return [each for found in answer.teams if found.person == person for each in found.phases_ahead]


# --- Read ----------------------------------------------------------------------------------------------


def phases(*days: tuple[str, str, str | None]) -> Made:
    content = team("E", THREE)
    content["people"][0]["phases"] = [
        {"id": id, "first_day": first, **({"last_day": last} if last else {})} for id, first, last in days
    ]
    return content


@pytest.mark.parametrize(
    ("days", "place", "says"),
    [
        (
            (("moving-in", "2026-01-05", "2026-03-01"), ("settled", "2026-03-01", None)),
            "people › pat › phases › settled › first_day",
            "It begins on 2026-03-01, when the phase 'moving-in' is in force until 2026-03-01.",
        ),
        (
            (("step-up", "2026-02-01", "2026-02-10"), ("settled", "2026-01-01", None)),
            "people › pat › phases › step-up › first_day",
            "when the phase 'settled' is in force with no last day.",
        ),
        (
            (("a", "2026-01-01", None), ("b", "2026-01-01", None)),
            "people › pat › phases › b › first_day",
            "when the phase 'a' is in force",
        ),
    ],
    ids=["a day too long", "one inside the other", "both on one day"],
)
def test_phases_that_overlap_are_told_plainly(days: Any, place: str, says: str) -> None:
    with pytest.raises(BadInput) as raised:
        read(json.dumps(phases(*days)).encode(), "team.json")
    (problem,) = raised.value.problems

    assert problem.path == place
    assert says in problem.says
    assert "End one before the other begins." in problem.mend


def test_phases_one_after_another_or_with_days_between_are_fine() -> None:
    days = (
        ("getting-to-know", "2026-01-01", "2026-01-31"),
        ("moving-in", "2026-02-01", "2026-02-28"),
        ("settled", "2026-04-01", None),
    )
    found = read(json.dumps(phases(*days)).encode(), "team.json").people[0]

    assert [in_force(found, date(2026, month, 28)) for month in (1, 2, 3, 4)] == [
        found.phases[0],
        found.phases[1],
        None,
        found.phases[2],
    ]


def test_a_need_of_an_unknown_phase_is_told_plainly() -> None:
    content = stepping_up()
    content["people"][0]["needs"][1]["phase"] = "stepup"
    with pytest.raises(BadInput) as raised:
        read(json.dumps(content).encode(), "team.json")
    (problem,) = raised.value.problems

    assert problem.path == "people › pat › needs › late › phase"
    assert problem.says == "This person has no phase 'stepup'."
    assert "Did you mean 'step-up'?" in problem.mend


# --- A rota across a change ------------------------------------------------------------------------------


def test_a_rota_asks_on_each_day_for_what_its_phase_asks_for() -> None:
    answer = asked(stepping_up(), rota, date(2026, 6, 8), weeks=2)
    lates = [shift.day.day for shift in answer.rotas[0].shifts if shift.need == "late"]

    assert answer.status == "covered"
    assert lates == [11, 12, 13, 14, 15, 16]
    assert [phase.id for phase in answer.rotas[0].phases] == ["step-up"]


def test_the_page_says_where_a_phase_begins_and_ends() -> None:
    content = stepping_up()
    answer = asked(content, rota, date(2026, 6, 8), weeks=2)
    page = " ".join(shown(answer, organisation(content)).split())

    assert (
        "The phase 'step-up' begins on Thu 11 Jun until 16 Jun 2026. It is looked at again on 15 Jun 2026. "
        "The phase 'step-up' is over on Wed 17 Jun."
    ) in page


def test_a_phase_that_began_before_is_said_to_be_in_force() -> None:
    content = stepping_up(last_day=None)
    page = shown(asked(content, rota, date(2026, 6, 15)), organisation(content))

    assert "The phase 'step-up' is in force since 11 Jun 2026." in " ".join(page.split())


def test_outside_every_phase_nothing_is_said() -> None:
    content = stepping_up()
    answer = asked(content, rota, date(2026, 6, 22))

    assert answer.rotas[0].phases == ()
    assert "phase" not in shown(answer, organisation(content)).split("Warnings")[0]


def test_rest_over_a_change_of_phase_is_kept() -> None:
    """The last late of the phase ends at 22:00, so whoever had it does not come at 07:00 on the day after."""
    answer = asked(stepping_up(), rota, date(2026, 6, 15))
    shifts = answer.rotas[0].shifts
    last_late = next(shift.supporter for shift in shifts if (shift.need, shift.day.day) == ("late", 16))
    next_early = next(shift.supporter for shift in shifts if (shift.need, shift.day.day) == ("early", 17))

    assert last_late != next_early


def test_a_gap_of_a_phase_says_which_phase_it_belongs_to() -> None:
    about = organisation(stepping_up())
    asked_for = request(about, first_day=date(2026, 6, 8), weeks=2)
    frame = asked_for.frame(about.people[0])
    late = next(need for need in frame.needs if need.need.id == "late")
    early = next(need for need in frame.needs if need.need.id == "early")

    assert sentence_of(about.people[0], late) == (
        "This need belongs to the phase 'step-up', from 11 Jun 2026 until 16 Jun 2026."
    )
    assert sentence_of(about.people[0], early) is None


# --- Told in time --------------------------------------------------------------------------------------


def test_the_typical_week_is_of_the_phase_in_force_on_the_first_day() -> None:
    before = asked(stepping_up(), match, date(2026, 6, 1))
    within = asked(stepping_up(), match, date(2026, 6, 11))

    assert [answer.teams[0].phase for answer in (before, within)] == [None, "step-up"]


def test_a_phase_that_the_team_can_cover_is_told_with_its_hours() -> None:
    first, second = ahead(asked(stepping_up(), match, date(2026, 6, 1)))

    assert (first.phase, first.first_day, first.gap_minutes, first.proved) == (
        "step-up",
        date(2026, 6, 11),
        0,
        True,
    )
    assert first.awake_minutes == 7 * 900
    assert first.agreed_minutes == first.most_minutes - 3 * 450 == 3 * 2250
    assert (second.phase, second.after, second.first_day) == (None, "step-up", date(2026, 6, 17))
    assert second.awake_minutes == 7 * 450


def test_a_phase_that_changes_no_need_is_not_told() -> None:
    content = stepping_up()
    del content["people"][0]["needs"][1]["phase"]

    assert ahead(asked(content, match, date(2026, 6, 1))) == []


def test_a_skill_that_too_few_hold_by_then_is_told() -> None:
    content = stepping_up()
    content["skills"] = {"meds": "giving Pat's medicine"}
    content["people"][0]["needs"][1]["skills"] = [{"skill": "meds"}]
    content["supporters"][0]["skills"] = [{"skill": "meds", "valid_until": "2026-06-05"}]
    first = ahead(asked(content, match, date(2026, 6, 1)))[0]

    assert first.skills_missing == ("giving Pat's medicine",)
    assert first.gap_minutes == 7 * 450
    assert "Too few of the team bring what a need of it asks for: giving Pat's medicine." in first.says


@pytest.fixture(scope="module")
def franks() -> tuple[Organisation, Answer]:
    """The first year's five people, with Frank two to one by day for three weeks in December."""
    content = json.loads(sample_text("first-year"))
    frank = next(person for person in content["people"] if person["id"] == "frank")
    frank["phases"] = [
        {
            "id": "step-up",
            "first_day": "2026-12-07",
            "last_day": "2026-12-27",
            "review_on": "2026-12-21",
        }
    ]
    for need in [need for need in frank["needs"] if need["kind"] in ("early", "late")]:
        frank["needs"].append({**need, "id": f"{need['id']}-second", "phase": "step-up"})
    about = read(json.dumps(content).encode(), "first-year.json")
    return about, asked(about, match, date(2026, 11, 23))


def test_franks_own_team_cannot_supply_his_step_up_at_120_percent(
    franks: tuple[Organisation, Answer],
) -> None:
    """266 hours against 198 contracted and 237.6 at 120 %: part 6C of the field's notes."""
    step_up, after = ahead(franks[1], "frank")

    assert (step_up.awake_minutes, step_up.agreed_minutes, step_up.most_minutes) == (
        266 * 60,
        198 * 60,
        237.6 * 60,
    )
    assert step_up.gap_minutes_if_asked is not None
    assert step_up.gap_minutes is not None
    assert step_up.gap_minutes > step_up.gap_minutes_if_asked >= (266 - 237.6) * 60
    assert step_up.proved
    assert "Nobody is taken from another person's team." in step_up.says[-1]
    assert (after.after, after.gap_minutes) == ("step-up", 0)


def test_nobody_else_is_borrowed_for_frank(franks: tuple[Organisation, Answer]) -> None:
    about, answer = franks
    team_of = {each.id: each.team_of for each in about.supporters}

    assert all(team_of[id] == found.person for found in answer.teams for id in found.members)
    assert [found.person for found in answer.teams if found.phases_ahead] == ["frank"]


def test_the_page_tells_of_the_step_up_weeks_before(franks: tuple[Organisation, Answer]) -> None:
    about, answer = franks
    page = shown(answer, about)
    words = " ".join(page.split())

    assert "Phases to come" in page
    assert "Frank's week asks for 266 hours awake." in words
    assert "agreed to 198 hours a week, and may be asked for 237.6 hours at most." in words
    assert "`matcher recruit` with --from 2026-12-07 says whom to look for." in words
    assert max(map(len, page.splitlines())) <= 80
