"""Small organisations in which things go wrong: few needs, few supporters, and less of what was drawn.

They come from the generator, so that what is asked could be covered once; then hours, times, skills, checks
and answers are taken away. Small enough for every rota to be tried.
"""

from random import Random
from typing import Any

from generate import NAMES, generated

from matcher.model.organisation import Organisation
from matcher.model.words import DAYS

Made = dict[str, Any]
A_MAN = {"requirement": "a man", "reason": "The person asked for a man in the shower."}
WEIGHTS = ("health", "safety", "personal_care", "personal_care", "chosen_activity", "other")
OTHERS = {"id": "person-9", "name": "Zed", "needs": []}
MOST_NAMED_DAYS = 4


def small(seed: int) -> Organisation:
    """One person's team of 3 to 6 with a short week, some applicants, and something missing for most."""
    rng = Random(seed)
    shape = rng.choice(("days_only", "one_to_one", "second_at_times"))
    team = {"days_only": (3, 4), "one_to_one": (4, 5), "second_at_times": (5, 6)}[shape]
    drawn = generated(
        seed,
        shape=shape,
        team=team,
        joined=rng.choice((0.7, 1.0)),
        applicants=rng.choice((0, 1, 2)),
        planted_gaps=rng.choice((0, 1)),
    )
    made = drawn.organisation.model_dump(mode="json")
    _shorter_week(rng, made["people"][0])
    if rng.random() < 0.3:
        _waking_nights(made)
    _less_of_something(rng, made)
    for name, each in zip(NAMES, made["supporters"], strict=False):
        each["name"] = name
    return Organisation.model_validate(made)


def _shorter_week(rng: Random, person: Made) -> None:
    """Fewer days, kinds and weights at random; now and then two at once, a man, or a pause in the middle."""
    days = rng.sample(DAYS, rng.randint(2, MOST_NAMED_DAYS))
    for need in person["needs"]:
        need["days"] = [day for day in need["days"] if day in days] or need["days"][:1]
        need["essential"] = rng.choice(WEIGHTS)
        if rng.random() < 0.15:
            need["supporters_needed"] = 2
        if rng.random() < 0.06:
            need["requirement"] = {**A_MAN, "at_least": rng.choice((None, 1))}
    if rng.random() < 0.2:
        person["own_time"] = [{"days": days[:1], "start": "10:30", "end": "12:00"}]


def _waking_nights(made: Made) -> None:
    """Whoever came for a sleep-in comes for a waking night."""
    for need in made["people"][0]["needs"]:
        need["kind"] = "waking_night" if need["kind"] == "sleep_in" else need["kind"]
    for each in made["supporters"]:
        each["contract"]["most_hours"] += 18
        for window in each["availability"]:
            kinds = set(window["kinds"] or ())
            window["kinds"] = sorted(kinds | ({"waking_night"} if "sleep_in" in kinds else set())) or None


def _less_of_something(rng: Random, made: Made) -> None:
    person, supporters = made["people"][0], made["supporters"]
    for each in supporters:
        each["meets"] = ["a man"] if rng.random() < 0.5 else []
        if rng.random() < 0.25:
            each["contract"]["most_hours"] *= rng.choice((0.4, 0.6, 0.8))
            each["contract"]["hours"] = min(each["contract"]["hours"], each["contract"]["most_hours"])
        if rng.random() < 0.15:
            each["availability"] = each["availability"][1:]
        if rng.random() < 0.1:
            each["leave"] = [{"first_day": "2026-06-03", "last_day": "2026-06-05", "kind": "sick"}]
        if rng.random() < 0.08:
            each["contract"]["other_job_hours"] = 30
    if rng.random() < 0.2:
        rng.choice(supporters)["induction"] = [{"person": person["id"], "stage": "paired"}]
    for said in person["answers"]:
        if rng.random() < 0.04:
            said["answer"] = "no"
    if rng.random() < 0.2:
        made["people"].append(OTHERS)
        rng.choice(supporters)["team_of"] = OTHERS["id"]
