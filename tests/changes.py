"""Organisations changed in one way, for tests of what a change may do to an answer."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter

Change = Callable[[Organisation, str], Organisation]
"""An organisation, and the supporter it is about."""


def no_yes(organisation: Organisation, supporter: str) -> Organisation:
    """Nobody has said yes to them."""
    return organisation.model_copy(
        update={"people": tuple(_undecided(person, supporter) for person in organisation.people)}
    )


def no_skill(organisation: Organisation, supporter: str) -> Organisation:
    """They hold no skill."""
    return supporter_with(organisation, supporter, skills=())


def fewer_days(organisation: Organisation, supporter: str) -> Organisation:
    """They come on half of their days."""
    windows = organisation.supporter(supporter).availability or ()
    return supporter_with(organisation, supporter, availability=windows[::2])


def fewer_hours(organisation: Organisation, supporter: str) -> Organisation:
    """They agreed to half the hours."""
    contract = organisation.supporter(supporter).contract
    less = contract.model_copy(update={"hours": 0, "most_hours": contract.most_minutes / 120})
    return supporter_with(organisation, supporter, contract=less)


def not_there(organisation: Organisation, supporter: str) -> Organisation:
    """There is no such supporter."""
    left = tuple(each for each in organisation.supporters if each.id != supporter)
    people = tuple(
        person.model_copy(
            update={"answers": tuple(said for said in person.answers if said.supporter != supporter)}
        )
        for person in organisation.people
    )
    return organisation.model_copy(update={"supporters": left, "people": people})


LESS: tuple[Change, ...] = (no_yes, no_skill, fewer_days, fewer_hours, not_there)
"""Less of something: undone, each is another yes, skill, window, hour or supporter."""


def supporter_with(organisation: Organisation, supporter: str, **changed: object) -> Organisation:
    """The organisation with one supporter changed."""
    return organisation.model_copy(
        update={
            "supporters": tuple(
                each.model_copy(update=changed) if each.id == supporter else each
                for each in organisation.supporters
            )
        }
    )


def with_supporter(organisation: Organisation, added: Supporter) -> Organisation:
    """The organisation with one supporter more, to whom everybody said yes."""
    yes = {"supporter": added.id, "answer": "yes", "met_on": "2026-04-14"}
    made = organisation.model_dump(mode="json")
    made["supporters"] = [*made["supporters"], added.model_dump(mode="json")]
    made["people"] = [{**person, "answers": [*person["answers"], yes]} for person in made["people"]]
    return Organisation.model_validate(made)


def shuffled(organisation: Organisation, seed: int) -> Organisation:
    """Everything that is in a list in the file, in another order."""
    return Organisation.model_validate(_shuffle(organisation.model_dump(mode="json"), Random(seed)))


def renamed(organisation: Organisation) -> Organisation:
    """Other names, and other ids whose order is turned round."""
    ids = new_ids(organisation)
    made = _replace(organisation.model_dump(mode="json"), ids)
    for each in (*made["people"], *made["supporters"]):
        each["name"] = f"Someone {each['id']}"
    return Organisation.model_validate(made)


def new_ids(organisation: Organisation) -> dict[str, str]:
    """Each id of a supporter, person or need, and what `renamed` calls it."""
    needs = [need.id for person in organisation.people for need in person.needs]
    old = [*(each.id for each in organisation.supporters), *(each.id for each in organisation.people), *needs]
    known = sorted(set(old), reverse=True)
    return {id: f"z{place:03}" for place, id in enumerate(known)}


def retold(organisation: Organisation) -> Organisation:
    """Words that no rule asks about, all of them different."""
    page = {"appreciated": ["Sings."], "matters": ["Tea, at once."], "support": ["Knock first."]}
    made = organisation.model_dump(mode="json")
    made["notes"] = ["Nothing is as it was."]
    for person in made["people"]:
        person |= {"profile": page, "ways_of_working": ["Ring twice."], "contingency_order": []}
        person["families"] = [{"name": "Uncle Bo", "relation": "uncle"}]
        person["needs"] = [{**need, "what_for": "whatever comes"} for need in person["needs"]]
    for each in made["supporters"]:
        each |= {"profile": page, "tags": ["blue"]}
    return Organisation.model_validate(made)


def _undecided(person: Person, supporter: str) -> Person:
    answers = tuple(
        said.model_copy(update={"answer": "not_yet"}) if said.supporter == supporter else said
        for said in person.answers
    )
    return person.model_copy(update={"answers": answers})


def _shuffle(value: Any, rng: Random) -> Any:
    if isinstance(value, dict):
        return {key: _shuffle(each, rng) for key, each in value.items()}
    if isinstance(value, list):
        return rng.sample([_shuffle(each, rng) for each in value], len(value))
    return value


def _replace(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replace(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [_replace(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value
