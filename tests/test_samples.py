"""The samples: they load strictly, name nobody who is not there, and are the stories they say they are."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from matcher.model.organisation import Organisation
from matcher.model.person import Person

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
NAMES = ("callum", "first-year", "impossible", "joy", "marcus", "newcomer", "tiny")
MONDAY = 0
ANSWERS = ("yes", "no", "not_yet", "not_met")


def load(name: str) -> Organisation:
    text = (SAMPLES / f"{name}.json").read_text(encoding="utf-8")
    return Organisation.model_validate_json(text, strict=True)


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest) -> Organisation:
    name: str = request.param
    return load(name)


def test_every_sample_is_loaded_here_and_has_its_line_in_the_readme() -> None:
    files = sorted(path.stem for path in SAMPLES.glob("*.json"))
    lines = re.findall(r"^\| `([\w-]+)\.json` \| .+ \|$", (SAMPLES / "README.md").read_text("utf-8"), re.M)

    assert files == sorted(NAMES)
    assert sorted(lines) == files


def test_a_sample_says_its_day_and_begins_on_a_monday(sample: Organisation) -> None:
    assert sample.as_of is not None
    assert sample.rota.first_day is not None
    assert sample.rota.first_day.weekday() == MONDAY
    assert sample.as_of < sample.rota.first_day


def test_an_id_stands_for_one_of_a_kind(sample: Organisation) -> None:
    everyone = Counter([*(each.id for each in sample.people), *(each.id for each in sample.supporters)])
    assert max(everyone.values()) == 1
    for person in sample.people:
        assert len({need.id for need in person.needs}) == len(person.needs)
        assert len({said.supporter for said in person.answers}) == len(person.answers)


def test_every_id_refers_to_somebody(sample: Organisation) -> None:
    supporters = {each.id for each in sample.supporters}

    assert set(people_named(sample)) <= {each.id for each in sample.people}
    for person in sample.people:
        assert set(supporters_named(person)) <= supporters
    for set_shift in (*sample.rota.pins, *sample.rota.forbids):
        needs = {need.id for need in sample.person(set_shift.person).needs}
        assert (set_shift.supporter in supporters, set_shift.need in needs) == (True, True)


def test_every_skill_is_one_of_the_organisations(sample: Organisation) -> None:
    assert set(skills_named(sample)) <= set(sample.skills)


def test_every_requirement_can_be_met_by_somebody(sample: Organisation) -> None:
    met = {requirement for supporter in sample.supporters for requirement in supporter.meets}
    asked = {
        need.requirement.requirement for person in sample.people for need in person.needs if need.requirement
    }
    assert asked == met


def test_every_member_was_met_and_got_a_yes(sample: Organisation) -> None:
    said = {(person.id, answer.supporter): answer for person in sample.people for answer in person.answers}
    for supporter in sample.supporters:
        if supporter.team_of is not None:
            answer = said[supporter.team_of, supporter.id]
            assert answer.answer == "yes"
            assert answer.met_on is not None


def test_nobody_is_in_two_teams(sample: Organisation) -> None:
    yeses = Counter(
        answer.supporter
        for person in sample.people
        for answer in person.answers
        if answer.answer in ("yes", "not_yet")
    )
    strangers = [
        (supporter.id, done.person)
        for supporter in sample.supporters
        for done in supporter.induction
        if supporter.team_of not in (None, done.person)
    ]
    assert set(yeses.values()) == {1}
    assert strangers == []


def test_where_two_come_at_once_or_someone_stays_awake_a_review_date_is_ahead(sample: Organisation) -> None:
    assert sample.as_of is not None
    for person in sample.people:
        for need in person.needs:
            if need.supporters_needed > 1 or need.kind == "waking_night":
                assert need.review_on is not None
                assert need.review_on > sample.as_of


def test_first_year_has_five_people_31_supporters_and_an_enquiry_in_its_first_year() -> None:
    first_year = load("first-year")
    teams = Counter(supporter.team_of for supporter in first_year.supporters)

    assert teams == {"marcus": 10, "joy": 6, "callum": 6, "bea": 3, "frank": 6}
    assert len(first_year.people) == 5
    assert first_year.started_on is not None
    assert len(first_year.enquiries) == 1
    assert first_year.enquiries[0].starts_on < first_year.started_on + timedelta(days=365)


def test_in_first_year_one_person_was_last_with_a_leader_19_days_ago_and_the_others_within_14() -> None:
    first_year = load("first-year")
    assert first_year.as_of is not None
    contacts = [contact for leader in first_year.leaders for contact in leader.contacts]
    days = {
        person.id: min((first_year.as_of - each.on).days for each in contacts if each.person == person.id)
        for person in first_year.people
    }
    assert days.pop("bea") == 19
    assert max(days.values()) <= 14


def test_of_callums_fourteen_applicants_two_got_a_no_and_one_he_has_not_met() -> None:
    callum = load("callum").person("callum")
    said = {
        answer: {each.supporter for each in callum.answers if each.answer == answer} for answer in ANSWERS
    }

    assert said["no"] == {"farah", "jo"}
    assert said["not_met"] == {"liam"}
    assert len(said["yes"]) == 11


def test_of_those_callum_said_yes_to_only_colin_brings_something_he_will_not_have() -> None:
    organisation = load("callum")
    assert organisation.as_of is not None
    excluded = {
        supporter.id
        for supporter in organisation.supporters
        for wanted in organisation.person("callum").looking_for.characteristics
        if wanted.wish == "never" and supporter.has("characteristics", wanted.item, organisation.as_of)
    }
    assert excluded == {"colin"}


def test_callum_asks_for_a_man_in_the_early_and_nowhere_else() -> None:
    needs = load("callum").person("callum").needs
    assert {need.id: need.requirement.requirement for need in needs if need.requirement} == {"early": "a man"}


def test_impossible_sets_one_supporter_on_two_shifts_nine_and_a_half_hours_apart() -> None:
    organisation = load("impossible")
    first, second = organisation.rota.pins
    needs = {need.id: need for need in organisation.person(first.person).needs}
    late, early = needs[first.need], needs[second.need]

    assert first.supporter == second.supporter
    assert second.day - first.day == timedelta(days=1)
    assert (24 - late.end.hour) * 60 - late.end.minute + early.start.hour * 60 + early.start.minute == 570


def people_named(organisation: Organisation) -> Iterator[str]:
    for leader in organisation.leaders:
        yield from (contact.person for contact in leader.contacts if contact.person is not None)
    for supporter in organisation.supporters:
        yield from (done.person for done in supporter.induction)
        yield from (travel.person for travel in supporter.travel)
        if supporter.team_of is not None:
            yield supporter.team_of
    for rule in organisation.rules:
        yield from rule.applies_to.people


def supporters_named(person: Person) -> Iterator[str]:
    yield from (answer.supporter for answer in person.answers)
    yield from person.contingency_order


def skills_named(organisation: Organisation) -> Iterator[str]:
    for supporter in organisation.supporters:
        yield from (held.skill for held in supporter.skills or ())
    for person in organisation.people:
        yield from (wanted.item for wanted in person.looking_for.skills)
        yield from (needed.skill for need in person.needs for needed in need.skills)
