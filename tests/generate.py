"""Random organisations that can be covered, because a rota that covers them is drawn first.

The drawn rota is one week that repeats. The rules it keeps are written down here a second time, in another
way than in the program, so it also tests the audit. Everything comes from one random seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypedDict, Unpack

from drawn_week import can_be_worked

from matcher.calendar import DatedNeed, weekday
from matcher.frame import Turn
from matcher.framing import typical_week
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.model.words import DAYS, KINDS, Day, ShiftKind

MONDAY = date(2026, 6, 1)
AS_OF = date(2026, 5, 20)
MET_ON = "2026-04-14"
TRIES_AT_A_SIZE = 40
NAMES = (
    "Ada",
    "Ben",
    "Cleo",
    "Dev",
    "Esi",
    "Finn",
    "Gwen",
    "Hari",
    "Ivy",
    "Jude",
    "Kofi",
    "Lena",
    "Mo",
    "Nia",
)
PEOPLE = ("Pat", "Quin", "Rae", "Sol", "Tess")
INTERESTS = ("trains", "baking", "football", "choir", "allotment")
ANSWERS = ("yes", "yes", "no", "not_yet", "not_met")

Made = dict[str, Any]
Closed = tuple[Day, ShiftKind]
"""A kind of shift on a weekday, to which nobody can come."""


class Wishes(TypedDict, total=False):
    """What an organisation is to be like."""

    people: int
    """People supported."""
    team: tuple[int, int]
    """Fewest and most supporters drawn for each person."""
    shape: str
    """One of SHAPES. Left out: one at random for each person."""
    joined: float
    """The share of drawn supporters who are in the team already; the others are applicants with a yes."""
    applicants: int
    """More applicants, whom no drawn rota needs."""
    planted_gaps: int
    """Needs of each person's week that nobody can come to; not with applicants two people could share."""
    yes: float
    """The share of those not in a team, and not drawn, that each person says yes to. Left out: any answer."""


@dataclass(frozen=True)
class Generated:
    """An organisation with the rota it was drawn from."""

    organisation: Organisation
    drawn: Mapping[str, tuple[Turn, ...]]
    """Each person's week, by id, without what nobody can come to."""
    planted: frozenset[tuple[str, str]]
    """Person and dated need, by id, of the gaps that cannot be avoided."""


@dataclass(frozen=True)
class Drawn:
    """One person with their week and who works it."""

    person: Made
    week: tuple[DatedNeed, ...]
    planted: tuple[DatedNeed, ...]
    team: Mapping[str, list[DatedNeed]]


def organisation(seed: int, **wishes: Unpack[Wishes]) -> Organisation:
    """A random organisation that can be covered, but for its planted gaps."""
    return generated(seed, **wishes).organisation


def generated(seed: int, **wishes: Unpack[Wishes]) -> Generated:
    """The same, with the rota it was drawn from."""
    rng = Random(seed)
    drawn = [_draw(rng, place, wishes) for place in range(wishes.get("people", 1))]
    closed = {(weekday(need.day), need.kind) for each in drawn for need in each.planted}
    supporters = [
        _supporter(rng, each, id, closed, joins=rng.random() < wishes.get("joined", 1.0))
        for each in drawn
        for id in each.team
    ]
    supporters += [_applicant(rng, place, closed) for place in range(wishes.get("applicants", 0))]
    for each in drawn:
        _grant_skills(rng, each, supporters)
        _look_for(rng, each, supporters)
        each.person["answers"] = _answers(rng, each, supporters, wishes.get("yes"))
    return Generated(
        _organisation([each.person for each in drawn], supporters),
        {each.person["id"]: tuple(_turns(each)) for each in drawn},
        frozenset((each.person["id"], need.id) for each in drawn for need in each.planted),
    )


def _organisation(people: Sequence[Made], supporters: Sequence[Made]) -> Organisation:
    return Organisation.model_validate(
        {
            "format": TEAM_FORMAT,
            "name": "Generated",
            "as_of": AS_OF,
            "skills": {"meds": "gives medication", "drives": "drives the person's car"},
            "people": people,
            "supporters": supporters,
            "rota": {"first_day": MONDAY},
        }
    )


def _one_to_one(rng: Random) -> list[Made]:
    return [
        _need("morning", "early", "07:00", "14:30"),
        _need("evening", "late", "14:30", "22:00"),
        _need("night", "sleep_in", "22:00", "07:00"),
    ]


def _two_to_one(rng: Random) -> list[Made]:
    return [
        _need("morning", "early", "07:30", "15:00", supporters_needed=2),
        _need("evening", "late", "14:30", "22:00", supporters_needed=2, essential="safety"),
        _need("night", "waking_night", "21:45", "07:45", essential="health"),
    ]


def _days_only(rng: Random) -> list[Made]:
    start = rng.choice(["08:00", "08:30", "09:15"])
    days = list(rng.sample(DAYS, rng.randint(5, 7)))
    return [
        _need("morning", "early", start, "14:00"),
        _need("evening", "late", "16:00", "20:30", days=days, essential="health"),
    ]


def _second_at_times(rng: Random) -> list[Made]:
    days = list(rng.sample(DAYS, 2))
    outing = _need("outing", "other", "10:00", "14:00", days=days, essential="chosen_activity")
    return [*_one_to_one(rng), {**outing, "activity": "the outing", "interests": rng.sample(INTERESTS, 2)}]


SHAPES = {
    "one_to_one": _one_to_one,
    "two_to_one": _two_to_one,
    "days_only": _days_only,
    "second_at_times": _second_at_times,
}
"""The weeks people live."""


def _need(id: str, kind: str, start: str, end: str, **more: object) -> Made:
    return {"id": f"{id}-need", "kind": kind, "start": start, "end": end, **more}


def _draw(rng: Random, place: int, wishes: Wishes) -> Drawn:
    """A person, and a week that a team of theirs can work."""
    shape = wishes.get("shape") or rng.choice(sorted(SHAPES))
    person: Made = {"id": f"person-{place}", "name": PEOPLE[place % len(PEOPLE)], "needs": SHAPES[shape](rng)}
    if rng.random() < 0.3:
        person["own_time"] = [{"days": ["sun"], "start": "12:00", "end": "16:00"}]
    asked = _organisation([person], [])
    week = typical_week(asked, asked.people[0], (), first_day=MONDAY, as_of=AS_OF).needs
    alone = [need for need in week if sum(_same(need, other) for other in week) == 1]
    planted = tuple(rng.sample(alone, wishes.get("planted_gaps", 0)))
    least, most = wishes.get("team", (6, 12))
    for size in [size for size in range(rng.randint(least, most), most + 1) for _ in range(TRIES_AT_A_SIZE)]:
        ids = [f"s{place}-{number}" for number in range(size)]
        team = _share_out(rng, [need for need in week if need not in planted], ids)
        if team is not None:
            return Drawn(person, week, planted, team)
    raise ValueError(f"no team of up to {most} was drawn for a week like {shape}")


def _same(need: DatedNeed, other: DatedNeed) -> bool:
    return (need.day, need.kind) == (other.day, other.kind)


def _share_out(
    rng: Random, week: Sequence[DatedNeed], ids: Sequence[str]
) -> dict[str, list[DatedNeed]] | None:
    """Give each need to supporters who can work it, nights first and in blocks; None where one is left."""
    team: dict[str, list[DatedNeed]] = {id: [] for id in ids}
    places = [need for need in week for _ in range(need.need.supporters_needed)]
    for need in sorted(places, key=lambda need: (need.kind != "waking_night", need.begin)):
        able = [id for id in ids if need not in team[id] and can_be_worked([*team[id], need], MONDAY)]
        if not able:
            return None
        team[min(able, key=lambda id: _reluctance(rng, need, team[id]))].append(need)
    return team


def _reluctance(rng: Random, need: DatedNeed, has: Sequence[DatedNeed]) -> float:
    """Who worked the night before likes to go on; otherwise those with little so far are likelier."""
    if need.kind == "waking_night":
        goes_on = any(other.kind == need.kind and other.day == need.day - timedelta(days=1) for other in has)
        return rng.random() - (2 if goes_on else 0) + len(has)
    return rng.random() + sum(other.minutes for other in has) / 3000


def _turns(drawn: Drawn) -> list[Turn]:
    return [Turn(id, need) for id, needs in drawn.team.items() for need in needs]


def _supporter(rng: Random, drawn: Drawn, id: str, closed: set[Closed], *, joins: bool) -> Made:
    """Someone whose availability, hours and induction hold what they work, and more."""
    person, works = drawn.person["id"], drawn.team[id]
    awake = sum(need.awake_minutes for need in works) / 60
    contract = {"hours": round(awake * rng.uniform(0.6, 1.0), 1), "most_hours": awake + rng.choice([0, 3, 8])}
    made: Made = {
        "id": id,
        "name": rng.choice(NAMES),
        "adult": True,
        "contract": contract,
        "availability": _available(rng, works, closed),
        "cleared": "yes",
        "induction": [{"person": person, "stage": "paired" if _never_first(drawn, id) else "ready"}],
        "brings": {"interests": rng.sample(INTERESTS, 2), "characteristics": ["kind"]},
        "skills": [],
        "leave": _leave(rng, works),
    }
    return {**made, "team_of": person} if joins else made


def _never_first(drawn: Drawn, id: str) -> bool:
    """Whether someone works, and always beside the first of the team: they may still be paired."""
    first = next(iter(drawn.team))
    return id != first and bool(drawn.team[id]) and all(need in drawn.team[first] for need in drawn.team[id])


def _applicant(rng: Random, place: int, closed: set[Closed]) -> Made:
    """Someone no drawn rota needs, with whatever they bring, known or not."""
    return {
        "id": f"applicant-{place}",
        "name": rng.choice(NAMES),
        "adult": True,
        "contract": {"most_hours": rng.choice([8, 16, 30])},
        "availability": _available(rng, (), closed),
        "cleared": rng.choice(["yes", "no"]),
        "brings": rng.choice(
            [{}, {"characteristics": ["kind", "smokes"]}, {"interests": rng.sample(INTERESTS, 3)}]
        ),
        "skills": rng.choice([None, [{"skill": "drives"}], [{"skill": "meds", "valid_until": "2026-05-31"}]]),
    }


def _available(rng: Random, works: Sequence[DatedNeed], closed: set[Closed]) -> list[Made]:
    """Windows that hold what someone works: by kind, sometimes by the clock; and some more by kind."""
    found: list[Made] = []
    for day in DAYS:
        today = [need for need in works if weekday(need.day) == day]
        kinds = {need.kind for need in today}
        if len(today) == 1 and not closed and rng.random() < 0.25:
            found.append({"days": [day], "start": f"{today[0].start:%H:%M}", "end": f"{today[0].end:%H:%M}"})
            kinds = set()
        if rng.random() < 0.6:
            kinds |= {kind for kind in rng.sample(KINDS, 4) if (day, kind) not in closed}
        if kinds:
            found.append({"days": [day], "kinds": sorted(kinds)})
    return found


def _leave(rng: Random, works: Sequence[DatedNeed]) -> list[Made]:
    """Sometimes a day away in the first week, where no shift touches it."""
    busy = {moment.date() for need in works for moment in (need.start, need.end)}
    free = [day for day in (MONDAY + timedelta(days=ahead) for ahead in range(7)) if day not in busy]
    if not free or rng.random() < 0.7:
        return []
    day = rng.choice(free)
    return [{"first_day": day, "last_day": day, "kind": "leave"}]


def _grant_skills(rng: Random, drawn: Drawn, supporters: Sequence[Made]) -> None:
    """Ask for a skill on some needs, and give it to those who work them: to all, or to one of each two."""
    by_id = {each["id"]: each for each in supporters}
    for need in drawn.person["needs"]:
        if rng.random() < 0.5:
            continue
        everybody = rng.random() < 0.5
        need["skills"] = [{"skill": "meds", "at_least": None if everybody else 1}]
        for dated in [dated for dated in drawn.week if dated.need.id == need["id"]]:
            there = [id for id, works in drawn.team.items() if dated in works]
            for id in there if everybody else there[:1]:
                by_id[id]["skills"] = [{"skill": "meds", "valid_until": "2027-01-31"}]


def _look_for(rng: Random, drawn: Drawn, supporters: Sequence[Made]) -> None:
    """What the person looks for: interests, one thing never, and two who drive."""
    for id in list(drawn.team)[:2]:
        mine = next(each for each in supporters if each["id"] == id)
        mine["skills"] = [*mine["skills"], {"skill": "drives"}]
    drawn.person["looking_for"] = {
        "interests": [{"item": item, "weight": rng.randint(1, 9)} for item in rng.sample(INTERESTS, 3)],
        "characteristics": [{"item": "smokes", "wish": "never"}, {"item": "kind", "weight": 4}],
        "skills": [{"item": "drives", "wish": "must", "at_least": 2}],
    }


def _answers(rng: Random, drawn: Drawn, supporters: Sequence[Made], yes: float | None) -> list[Made]:
    """A yes to those who work the drawn week; anything to applicants; nothing about others' teams."""
    found: list[Made] = []
    for each in supporters:
        free = "team_of" not in each
        answer = "yes" if each["id"] in drawn.team else _answer(rng, yes)
        if free or each["id"] in drawn.team:
            found.append({"supporter": each["id"], "answer": answer, "met_on": MET_ON})
    return found


def _answer(rng: Random, yes: float | None) -> str:
    """An answer about somebody whom no drawn week needs."""
    if yes is None:
        return rng.choice(ANSWERS)
    return "yes" if rng.random() < yes else "no"
