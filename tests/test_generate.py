"""Generated organisations: the rota each is drawn from passes the audit, and both read the rules alike."""

from random import Random

import pytest
from drawn_week import can_be_worked
from generate import MONDAY, SHAPES, Generated, generated, organisation

from matcher.audit import Audit, audit
from matcher.frame import Frame, Turn
from matcher.framing import typical_week
from matcher.model.organisation import Organisation
from matcher.plan import Plan
from matcher.rulebook import for_frame
from matcher.team_frames import team_frame

WEEKS = 2
TIMES = frozenset(
    {
        "average_working_time",
        "awake_hours",
        "daily_rest",
        "days_in_a_row",
        "linked_duty",
        "nights_in_a_row",
        "one_need_at_a_time",
        "rest_after_nights",
        "sleep_ins",
        "week_working_time",
        "weekly_rest",
    }
)
"""The hard rules about one supporter's times, which `can_be_worked` writes down again."""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(6))
def test_the_audit_finds_nothing_broken_in_the_drawn_rota(shape: str, seed: int) -> None:
    made = generated(seed, shape=shape, people=2, team=(4, 12), planted_gaps=seed % 3)

    for person in made.organisation.people:
        for frame in (typical_frame(made.organisation, person.id), dated_frame(made.organisation, person.id)):
            found = audited(frame, made.drawn[person.id])
            assert found.broken == ()
            assert missing(frame, made) == planted(frame, made)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_audit_reads_the_rules_about_times_as_the_drawing_does(shape: str) -> None:
    """Random weeks of one supporter, most of them with something wrong."""
    rng = Random(shape)
    made = generated(1, shape=shape, team=(4, 12))
    frame = typical_frame(made.organisation, "person-0")
    rules = [each for each in for_frame(frame) if each.rule.kind in TIMES]
    fine = 0
    for _ in range(150):
        needs = rng.sample(frame.needs, rng.randint(2, 6))
        expected = can_be_worked(needs, MONDAY)
        turns = [Turn(frame.supporters[0].id, need) for need in needs]
        found = audit(Plan.of(frame, turns), rules).broken
        assert (not found) == expected, [need.id for need in needs]
        fine += expected

    assert 0 < fine < 150, "all of them alike say nothing"


def test_a_seed_makes_the_same_organisation_again_and_another_seed_another() -> None:
    first = generated(7, people=2, applicants=3, planted_gaps=1)

    assert generated(7, people=2, applicants=3, planted_gaps=1) == first
    assert organisation(7, people=2, applicants=3, planted_gaps=1) == first.organisation
    assert organisation(8, people=2, applicants=3, planted_gaps=1) != first.organisation


def test_a_file_with_a_generated_organisation_reads_back_the_same() -> None:
    made = organisation(3, people=2, applicants=3)

    assert Organisation.model_validate_json(made.model_dump_json(), strict=True) == made


def test_a_week_no_team_can_work_is_refused() -> None:
    with pytest.raises(ValueError, match="no team of up to 2 was drawn"):
        generated(0, shape="two_to_one", team=(2, 2))


def typical_frame(organisation: Organisation, person: str) -> Frame:
    """The typical week of a person with their drawn team."""
    dated = dated_frame(organisation, person)
    return typical_week(
        organisation, dated.person, dated.supporters, first_day=dated.first_day, as_of=dated.as_of
    )


def dated_frame(organisation: Organisation, person: str) -> Frame:
    """Two dated weeks of a person with their drawn team."""
    return team_frame(
        organisation,
        organisation.person(person),
        first_day=MONDAY,
        days=7 * WEEKS,
        as_of=organisation.as_of or MONDAY,
    )


def audited(frame: Frame, week: tuple[Turn, ...]) -> Audit:
    """The audit of a drawn week, worked again in every week of the frame."""
    return audit(repeated(frame, week), for_frame(frame))


def repeated(frame: Frame, week: tuple[Turn, ...]) -> Plan:
    needs = {need.id: need for need in frame.needs}
    ids = [(turn.supporter, turn.need.moved(ahead).id) for ahead in range(0, frame.days, 7) for turn in week]
    return Plan.of(frame, [Turn(supporter, needs[id]) for supporter, id in ids])


def missing(frame: Frame, made: Generated) -> set[str]:
    return {need.id for need, _ in repeated(frame, made.drawn[frame.person.id]).missing()}


def planted(frame: Frame, made: Generated) -> set[str]:
    mine = [need for need in frame.needs if (frame.person.id, need.id) in made.planted]
    return {need.moved(ahead).id for need in mine for ahead in range(0, frame.days, 7)}
