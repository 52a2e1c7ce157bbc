"""Answers made by hand, for tests of what is done with an answer. The first day is Monday 1 June 2026."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from matcher.model.answer import Answer, Compromise, Gap, Proof, Provenance, Rota, Shift, Violation
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.model.rota_figures import Continuity, SupporterHours
from matcher.model.team import Considered, GapsBySize, Meet, Part, Team, TypicalGap, Without
from matcher.model.words import ShiftKind

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 6, 1)
TIMES: dict[str, tuple[str, str, ShiftKind]] = {
    "early": ("07:00", "14:30", "early"),
    "late": ("14:30", "22:00", "late"),
    "night": ("22:00", "07:00", "waking_night"),
    "sleep-in": ("22:00", "07:00", "sleep_in"),
    "swim": ("10:00", "14:00", "other"),
}
LONG = "Maximiliana-Konstantina Featherstonehaugh"


def organisation(*ids: str, name: str | None = None) -> Organisation:
    """Pat and Quin with Ann to Gus, or with these supporters, all of one name where it is given."""
    contracts: dict[str, dict[str, Any]] = {"ann": {"hours": 37.5}, "bob": {"hours": 20, "most_hours": 24}}
    return Organisation.model_validate(
        {
            "format": TEAM_FORMAT,
            "name": "Invented",
            "people": [{"id": "pat", "name": name or "Pat"}, {"id": "quin", "name": "Quin"}],
            "supporters": [
                {"id": id, "name": name or id.capitalize(), "adult": True, "contract": contracts.get(id, {})}
                for id in ids or ("ann", "bob", "cat", "dan", "eve", "fay", "gus")
            ],
        }
    )


def answered(**parts: Any) -> Answer:
    made = Provenance(
        version="0.1.0",
        solver="9.15",
        input_hash="0" * 64,
        as_of=MONDAY,
        seed=7,
        workers=1,
        time_limit_seconds=60,
        seconds=1.5,
        stopped_early=False,
    )
    return Answer(**{"status": "gaps", "says": "The result in a sentence.", "provenance": made, **parts})


def moment(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=LONDON)


def times(need: str, day: date, end: str | None = None) -> tuple[datetime, datetime]:
    start, usual, kind = TIMES[need]
    last = day + timedelta(days=kind in ("waking_night", "sleep_in"))
    return moment(day, start), moment(last, end or usual)


def shift(need: str, offset: int, supporter: str, *, end: str | None = None, person: str = "pat") -> Shift:
    day = MONDAY + timedelta(days=offset)
    starts, ends = times(need, day, end)
    return Shift(
        person=person,
        supporter=supporter,
        need=need,
        day=day,
        start=starts,
        end=ends,
        kind=TIMES[need][2],
        working_minutes=450,
        paid_minutes=450,
    )


def gap(need: str, offset: int, *, person: str = "pat") -> Gap:
    day = MONDAY + timedelta(days=offset)
    starts, ends = times(need, day)
    return Gap(
        person=person,
        need=need,
        day=day,
        start=starts,
        end=ends,
        kind=TIMES[need][2],
        supporters_missing=1,
        minutes=450,
        activity="the market",
        says=f"Nobody free on {day:%A} morning.",
    )


def week(person: str = "pat", **needs: str) -> Rota:
    """A rota of one week: for each need a supporter a day, '-' for a gap and '.' for no need."""
    shifts = tuple(
        shift(need, offset, who, person=person)
        for need, days in needs.items()
        for offset, who in enumerate(days.split())
        if who not in "-."
    )
    return rota_of(shifts, days=7, person=person)


def rota_of(shifts: tuple[Shift, ...], *, first: int = 0, days: int = 26, person: str = "pat") -> Rota:
    return Rota(
        person=person,
        first_day=MONDAY + timedelta(days=first),
        days=days,
        rest="Strict rest: 11 hours between duties.",
        shifts=shifts,
    )


def proof(
    level: Any,
    status: Any = "proved",
    cost: int = 0,
    bound: int | None = 0,
    *,
    part: Any = "rota",
    person: str = "pat",
) -> Proof:
    return Proof(person=person, part=part, level=level, status=status, cost=cost, bound=bound)


def considered(
    id: str,
    answer: Any,
    *,
    match: int | None = None,
    parts: tuple[Part, ...] = (),
    reasons: tuple[str, ...] = (),
    in_team: bool = False,
    already: bool = False,
) -> Considered:
    return Considered(
        supporter=id,
        answer=answer,
        in_team=in_team,
        member_already=already,
        match=match,
        rank=None,
        parts=parts,
        reasons=reasons,
    )


def team(members: tuple[str, ...], *everyone: Considered, person: str = "pat", **parts: Any) -> Team:
    nothing: dict[str, Any] = dict.fromkeys(
        ("shared", "nobody_shares", "meet_next", "typical_gaps", "gaps_by_size", "without"), ()
    )
    return Team(person=person, members=members, considered=everyone, **{**nothing, **parts})


def full_team() -> Team:
    points = (
        Part(heading="interests", points=22, of=30),
        Part(heading="characteristics", points=30, of=30),
        Part(heading="skills", points=20, of=40),
    )
    return team(
        ("ann", "bob"),
        considered(
            "ann",
            "yes",
            match=72,
            parts=points,
            reasons=("Shares trains and baking.",),
            in_team=True,
            already=True,
        ),
        considered("bob", "yes", in_team=True),
        considered("cat", "yes", reasons=("Cannot come on Sundays.",)),
        considered("dan", "not_yet"),
        considered("eve", "no"),
        considered("fay", "not_met", match=60),
        considered("gus", "not_met"),
        shared=("trains", "baking"),
        nobody_shares=("gaming",),
        meet_next=(Meet(supporter="fay", says="Fay shares gaming.", gap_minutes_closed=0),),
        typical_gaps=(
            TypicalGap(
                need="early",
                day="sun",
                supporters_missing=1,
                unavoidable=True,
                says="Sunday early has nobody.",
            ),
        ),
        gaps_by_size=(GapsBySize(size=2, gaps=4, proved=True), GapsBySize(size=3, gaps=1, proved=False)),
        without=(
            Without(supporter="ann", gaps=0, gap_minutes=0, cost=0, proved=True),
            Without(supporter="bob", gaps=2, gap_minutes=900, cost=3600, proved=False),
        ),
    )


def hours(id: str, awake: float, *, contract: float, most: float, sleep_ins: int = 0) -> SupporterHours:
    return SupporterHours(
        supporter=id,
        person="pat",
        shifts=4,
        sleep_ins=sleep_ins,
        awake_minutes=round(awake * 60),
        working_minutes=round(awake * 60),
        paid_minutes=round(awake * 60),
        contract_minutes=round(contract * 60),
        most_minutes=round(most * 60),
    )


def steady(first_visits: int = 0) -> Continuity:
    return Continuity(
        person="pat",
        different_supporters=4,
        first_visits=first_visits,
        share_of_three_most=0.8,
        arrivals_a_week=14.0,
    )


def compromise() -> Compromise:
    return Compromise(
        person="pat", about="drivers", says="Pat wanted two drivers.", why="Bob is away.", since=MONDAY
    )


def warning(says: str) -> Violation:
    return Violation(rule="skill_runs_out", level="warn", person="pat", amount=1, cost=0, says=says)


def priced() -> Violation:
    return Violation(
        rule="few_arrivals", level="person", person="pat", amount=9, cost=9, says="Nine arrivals."
    )
