"""A first year as it is lived: what happens, seeded, each as the edit a leader makes in the team file.

Everyone is from the sample `first-year`, and invented. People come in months 1, 3, 5, 6 and 8; one supporter
leaves and another comes; leave is asked for weeks ahead and sickness is not; one person needs two supporters
for three weeks before Christmas, and nobody knew a week before.
"""

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

File = dict[str, Any]
"""A team file as JSON reads it."""

SAMPLE = Path(__file__).parent.parent / "data" / "samples" / "first-year.json"
FIRST = date(2026, 2, 9)
"""The Monday on which the first person's support begins."""
WEEKS = 52
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

WRITTEN_BEFORE = 3 * WEEK
"""A person is written into the file so long before support begins."""
LEAVE_ASKED_BEFORE = 6 * WEEK
LEAVE_WEEKS_A_YEAR = 5
AWAY_AT_ONCE = {"marcus": 2}
"""How many of a team a leader lets be away at once; one, where nothing is said."""
NIGHTS = frozenset({"s2", "s8", "s9", "s10", "f4", "f5", "f6"})
"""Who comes at night; of them never more than one of a team is on leave."""
NO_LEAVE = (date(2026, 12, 21), date(2026, 12, 28))
"""Weeks in which leave is not given: everybody takes their turn at Christmas and New Year."""
FALLS_ILL = 0.03
"""How likely it is that a supporter falls ill in a week: one to two times a year."""
LONGEST_ILL = 5
"""Days."""


@dataclass(frozen=True)
class Event:
    """Something that happens: when it is known, what it is, and the edit. Sudden: for this very day."""

    day: date
    person: str
    """Whose team it is about, by id."""
    says: str
    edit: Callable[[File], None]
    sudden: bool = False


def first_file() -> File:
    """The file on the first day: the organisation, and nobody in it yet."""
    made = sample()
    kept = ("format", "name", "started_on", "time_zone", "skills", "pay")
    leaders = [{"id": each["id"], "name": each["name"]} for each in made["leaders"]]
    return {
        **{name: made[name] for name in kept},
        "leaders": leaders,
        "people": [],
        "supporters": [],
        "rules": [],
    }


def sample() -> File:
    """The sample as it stands."""
    found: File = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return found


def events(seed: int) -> list[Event]:
    """All that happens in the year, by day."""
    rng = Random(seed)
    members = {each["id"]: each for each in team_members()}
    leave = list(_leave(rng, list(members.values())))
    away = {(who, day) for who, first in leave for day in days(first, first + 6 * DAY)}
    found = [
        *_arrivals(members),
        *_nadia_leaves_and_urmi_comes(members["t7"]),
        *_gus_comes(members["s7"]),
        *_what_runs_out(),
        _frank_needs_two(),
        *(_on_leave(members[who], first) for who, first in leave),
        *_illness(rng, list(members.values()), away),
    ]
    return sorted(found, key=lambda event: event.day)


def days(first: date, last: date) -> Iterator[date]:
    """The days from one to another."""
    while first <= last:
        yield first
        first += DAY


# --- Who there is ----------------------------------------------------------------------------------------


def team_members() -> list[File]:
    """The sample's supporters; Joy's second is Nadia until August, and Urmi comes after her."""
    found = sample()["supporters"]
    urmi = next(each for each in found if each["id"] == "t2")
    nadia = copy.deepcopy(urmi) | {"name": "Nadia"}
    nadia["contract"]["started_on"] = "2026-03-23"
    urmi["id"] = "t7"
    return [nadia if each is urmi else each for each in found] + [urmi]


def _begins(supporter: File) -> date:
    return date.fromisoformat(supporter["contract"]["started_on"])


def _ends(supporter: File) -> date:
    return date(2026, 8, 30) if supporter["id"] == "t2" else FIRST + WEEKS * WEEK


def supporter_of(file: File, id: str) -> File:
    """A supporter in a file."""
    found: File = next(each for each in file["supporters"] if each["id"] == id)
    return found


def person_of(file: File, id: str) -> File:
    """A person in a file."""
    found: File = next(each for each in file["people"] if each["id"] == id)
    return found


# --- What is planned -------------------------------------------------------------------------------------


def _arrivals(members: Mapping[str, File]) -> Iterator[Event]:
    """Each person, with the team that was built around them before support began."""
    for person in sample()["people"]:
        since = date.fromisoformat(person["supported_since"])
        team = [
            each for each in members.values() if each["team_of"] == person["id"] and _begins(each) < since
        ]
        yield Event(
            since - WRITTEN_BEFORE, person["id"], f"{person['name']} is to be supported", _with(person, team)
        )


def _with(person: File, team: Sequence[File]) -> Callable[[File], None]:
    ids = [each["id"] for each in team]
    said = {each["supporter"]: each for each in person["answers"]}
    met = "2026-02-17"
    answers = [said[id] if id != "t2" else {"supporter": id, "answer": "yes", "met_on": met} for id in ids]
    order = [id for id in person["contingency_order"] if id in ids]
    known = {**person, "answers": answers, "contingency_order": order}
    rules = [rule for rule in sample()["rules"] if person["id"] in rule["applies_to"]["people"]]

    def edit(file: File) -> None:
        file["rules"] += rules
        file["people"].append(copy.deepcopy(known))
        file["supporters"] += copy.deepcopy(list(team))

    return edit


def _nadia_leaves_and_urmi_comes(urmi: File) -> Iterator[Event]:
    def notice(file: File) -> None:
        supporter_of(file, "t2")["contract"]["ends_on"] = "2026-08-30"

    def yes(file: File) -> None:
        file["supporters"].append(copy.deepcopy(urmi) | {"induction": [_stage("joy", "shadowing", 0)]})
        person_of(file, "joy")["answers"].append({"supporter": "t7", "answer": "yes", "met_on": "2026-08-11"})

    def ready(file: File) -> None:
        supporter_of(file, "t7")["induction"] = [_stage("joy", "ready", 4)]
        person_of(file, "joy")["contingency_order"] = ["t1", "t7", "t3", "t4", "t5", "t6"]

    yield Event(date(2026, 7, 29), "joy", "Nadia gives notice", notice)
    yield Event(date(2026, 8, 12), "joy", "Joy says yes to Urmi", yes)
    yield Event(date(2026, 9, 9), "joy", "Urmi is ready for Joy", ready)


def _gus_comes(gus: File) -> Iterator[Event]:
    def yes(file: File) -> None:
        file["supporters"].append(copy.deepcopy(gus) | {"induction": [_stage("marcus", "shadowing", 0)]})
        person_of(file, "marcus")["answers"].append(
            {"supporter": "s7", "answer": "yes", "met_on": "2026-10-06"}
        )

    def moved_on(stage: str) -> Callable[[File], None]:
        def edit(file: File) -> None:
            supporter_of(file, "s7")["induction"] = [_stage("marcus", stage, 3)]

        return edit

    yield Event(date(2026, 10, 7), "marcus", "Marcus says yes to Gus", yes)
    yield Event(date(2026, 10, 28), "marcus", "Gus comes beside somebody ready", moved_on("paired"))
    yield Event(date(2026, 12, 9), "marcus", "Gus is ready for Marcus", moved_on("ready"))


def _stage(person: str, stage: str, shadow_shifts: int) -> File:
    return {"person": person, "stage": stage, "shadow_shifts": shadow_shifts}


def _what_runs_out() -> Iterator[Event]:
    """A skill renewed in time, a skill renewed late, and checks renewed late."""

    def skill(id: str, name: str, until: str) -> Callable[[File], None]:
        def edit(file: File) -> None:
            (held,) = (each for each in supporter_of(file, id)["skills"] if each["skill"] == name)
            held["valid_until"] = until

        return edit

    def checks(until: str) -> Callable[[File], None]:
        def edit(file: File) -> None:
            supporter_of(file, "mags")["cleared_until"] = until

        return edit

    yield Event(
        date(2026, 3, 2),
        "marcus",
        "Donna's medicine training runs out in June",
        skill("s4", "meds", "2026-06-30"),
    )
    yield Event(date(2026, 6, 17), "marcus", "Donna has renewed it", skill("s4", "meds", "2028-06-30"))
    yield Event(
        date(2026, 5, 4), "joy", "Val's epilepsy training ends", skill("t3", "epilepsy", "2026-10-04")
    )
    yield Event(date(2026, 10, 14), "joy", "Val has renewed it, late", skill("t3", "epilepsy", "2028-10-14"))
    yield Event(date(2026, 6, 10), "callum", "Mags's checks count until November", checks("2026-11-15"))
    yield Event(date(2026, 11, 18), "callum", "Mags's checks are renewed, late", checks("2029-11-18"))


def _frank_needs_two() -> Event:
    """Two supporters by day from 7 to 27 December; it is known on the Wednesday before."""
    phase = {"id": "step-up", "first_day": "2026-12-07", "last_day": "2026-12-27", "review_on": "2026-12-21"}

    def edit(file: File) -> None:
        frank = person_of(file, "frank")
        frank["phases"] = [phase]
        for id in ("early", "late"):
            need = next(each for each in frank["needs"] if each["id"] == id)
            frank["needs"].append(
                {**need, "id": f"second-{id}", "phase": "step-up", "review_on": "2026-12-21"}
            )

    return Event(
        date(2026, 12, 2), "frank", "Frank needs two supporters by day for three weeks", edit, sudden=True
    )


# --- What is asked for, and what nobody asked for ----------------------------------------------------------


def _leave(rng: Random, members: Sequence[File]) -> Iterator[tuple[str, date]]:
    """Whole weeks away, as many as are due, never more of a team at once than a leader allows."""
    taken: Counter[tuple[str, date]] = Counter()
    for each in members:
        begins, ends = max(_begins(each), FIRST) + 8 * WEEK, _ends(each) - WEEK
        mondays = [FIRST + number * WEEK for number in range(WEEKS)]
        free = [day for day in mondays if begins <= day <= ends and day not in NO_LEAVE]
        rng.shuffle(free)
        due = round(LEAVE_WEEKS_A_YEAR * max(0, (ends - begins).days) / 365)
        for day in free:
            team, night = (each["team_of"], day), (f"{each['team_of']} at night", day)
            most = AWAY_AT_ONCE.get(each["team_of"], 1)
            if not due or taken[team] >= most or (each["id"] in NIGHTS and taken[night]):
                continue
            taken[team] += 1
            taken[night] += each["id"] in NIGHTS
            due -= 1
            yield each["id"], day


def _on_leave(supporter: File, first: date) -> Event:
    last = first + 6 * DAY
    edit = _away(supporter["id"], first, last, "leave")
    known = max(first - LEAVE_ASKED_BEFORE, _begins(supporter) + WEEK)
    return Event(known, supporter["team_of"], f"{supporter['name']} has leave from {first} to {last}", edit)


def _illness(rng: Random, members: Sequence[File], away: set[tuple[str, date]]) -> Iterator[Event]:
    """Somebody rings in the morning, ill for some days; never while on leave."""
    for number in range(WEEKS):
        for each in members:
            falls_ill, day, lasts = rng.random() < FALLS_ILL, rng.randrange(7), rng.randint(1, LONGEST_ILL)
            first = FIRST + number * WEEK + day * DAY
            last = first + (lasts - 1) * DAY
            here = max(_begins(each) + 2 * WEEK, FIRST) <= first and last <= _ends(each)
            if falls_ill and here and not away & {(each["id"], day) for day in days(first, last)}:
                says = f"{each['name']} is ill from {first} to {last}"
                yield Event(first, each["team_of"], says, _away(each["id"], first, last, "sick"), sudden=True)


def _away(id: str, first: date, last: date, kind: str) -> Callable[[File], None]:
    def edit(file: File) -> None:
        supporter_of(file, id).setdefault("leave", []).append(
            {"first_day": first.isoformat(), "last_day": last.isoformat(), "kind": kind}
        )

    return edit
