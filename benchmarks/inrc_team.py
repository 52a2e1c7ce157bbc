"""Weeks of an INRC-II scenario as a team file, and the rota of one as a solution of theirs.

Weeks become a team file and nothing else: every limit and weight is a rule of the catalogue. What came before
is an answer of ours.

S6 and S7 are charged once, for all weeks, in the last one. Until then a nurse's assignments and weekends are
held against the share of the limits that the weeks so far have, rounded in the nurse's favour, at the same
price.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from inrc_before import TIMES, answer_before, first_day, longest_before, needs_before
from inrc_instance import (
    ANY,
    SHORT_DAYS,
    WEEKDAYS,
    Assignment,
    Contract,
    Cover,
    Instance,
    Nurse,
    Past,
    Solution,
)
from inrc_score import ASKED, FREE, HALF_WEEKEND, IN_ALL, OPTIMAL, SAME_SHIFT, WEEKENDS, WORKING
from ward import WARD, Fields, for_those_alike, id_of, member, never_next, of_shifts, ward_file

from matcher.calendar import days_from
from matcher.clock import Settings
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS_IN_WEEK
from matcher.read import read
from matcher.read.history import earlier
from matcher.solve import Request, request


def team_file(instance: Instance) -> Fields:
    """Weeks of a scenario as a team file."""
    scenario = instance.scenario
    return ward_file(
        scenario.id,
        first_day(instance),
        len(instance.weeks),
        [*_needs(instance), *needs_before(instance)],
        [_supporter(instance, each) for each in scenario.nurses],
        _rules(instance),
        skills={id_of(skill): skill for skill in scenario.skills},
    )


def asked_of(instance: Instance, settings: Settings) -> Request:
    """The rota of the weeks, as it is asked for, with what came before."""
    asked = request(organisation_of(instance), settings=settings)
    known = earlier([answer_before(instance)], asked.organisation, asked.first_day, asked.days)
    return replace(asked, before={WARD: known.about(WARD)})


def organisation_of(instance: Instance) -> Organisation:
    """Weeks as they are read from their team file."""
    return read(json.dumps(team_file(instance)).encode(), instance.scenario.id)


def _needs(instance: Instance) -> Iterator[Fields]:
    """A need for each kind of shift, skill, minimum and optimum; what nobody asks for may be worked too."""
    alike: dict[tuple[str, str, int, int], list[str]] = defaultdict(list)
    days = iter(days_from(first_day(instance), DAYS_IN_WEEK * len(instance.weeks)))
    for week in instance.weeks:
        asked = {(each.shift_type, each.skill): each.by_day for each in week.requirements}
        nobody = (Cover(minimum=0, optimal=0),) * DAYS_IN_WEEK
        for weekday, day in zip(range(DAYS_IN_WEEK), days, strict=False):
            for shift, skill in _pairs(instance):
                cover = asked.get((shift, skill), nobody)[weekday]
                alike[shift, skill, cover.minimum, cover.optimal].append(f"{day}")
    for (shift, skill, minimum, optimal), dates in alike.items():
        yield {
            "id": f"{_pair_id(shift, skill)}-{minimum}-{optimal}",
            "dates": dates,
            **TIMES,
            "supporters_needed": max(minimum, optimal),
            **({"fewest": minimum} if minimum else {}),
            "skills": [{"skill": id_of(skill)}],
            **of_shifts(shift),
        }


def _pairs(instance: Instance) -> list[tuple[str, str]]:
    scenario = instance.scenario
    return [(shift.id, skill) for shift in scenario.shift_types for skill in scenario.skills]


def _pair_id(shift: str, skill: str) -> str:
    return f"{id_of(shift)}-{id_of(skill)}"


def _supporter(instance: Instance, nurse: Nurse) -> Fields:
    asked = [
        {
            "day": f"{first_day(instance) + timedelta(weeks=place, days=WEEKDAYS.index(off.day))}",
            "wants": "off",
            **({} if off.shift_type == ANY else {"shifts": of_shifts(off.shift_type)}),
        }
        for place, week in enumerate(instance.weeks)
        for off in week.shift_off_requests
        if off.nurse == nurse.id
    ]
    return member(nurse.id, skills=[{"skill": id_of(each)} for each in sorted(nurse.skills)], requests=asked)


def _rules(instance: Instance) -> Iterator[Fields]:
    """Every limit (H1 to H3; H4 always holds) and every weight (S1 to S7)."""
    scenario = instance.scenario
    yield {"kind": "shifts_in_a_day", "level": "hard", "most": 1}
    yield {"kind": "fewest_there", "level": "hard"}
    yield from never_next(scenario.not_next)
    yield {"kind": "every_need_met", "level": "gaps", "weight": OPTIMAL, "counts": "supporters"}
    yield {"kind": "never_more_than_needed", "level": "warn"}
    yield {"kind": "requests", "level": "gaps", "weight": ASKED}
    for shift in scenario.shift_types:
        limits = _in_a_row(instance, SAME_SHIFT, shift.least, shift.most)
        yield limits | {"name": f"with-{id_of(shift.id)}", "shifts": of_shifts(shift.id)}
    yield from for_those_alike(
        (nurse.id, rule)
        for nurse in scenario.nurses
        for rule in _limits(instance, scenario.contract_of[nurse.id], instance.history.of[nurse.id])
    )


def _limits(instance: Instance, contract: Contract, past: Past) -> Iterator[Fields]:
    """What had better hold for one nurse."""
    yield _in_a_row(instance, WORKING, contract.least_in_a_row, contract.most_in_a_row)
    off = _in_a_row(instance, FREE, contract.least_off, contract.most_off)
    yield off | {"name": "free", "free": True}
    if contract.complete_weekends:
        yield {"kind": "whole_weekends", "level": "gaps", "weight": HALF_WEEKEND}
    yield _total(instance, IN_ALL, contract.least, contract.most, past.assignments)
    weekends = _total(instance, WEEKENDS, 0, contract.most_weekends, past.weekends)
    yield weekends | {"name": "weekends", "count": "weekends"}


def _in_a_row(instance: Instance, weight: int, least: int, most: int) -> Fields:
    """A most that nobody can reach is none."""
    longest = longest_before(instance) + DAYS_IN_WEEK * len(instance.weeks)
    return {
        "kind": "days_in_a_row",
        "level": "gaps",
        "weight": weight,
        "least": max(1, least),
        "most": most if most < longest else None,
    }


def _total(instance: Instance, weight: int, least: int, most: int, before: int) -> Fields:
    """Limits for all weeks: the share of them that the weeks so far have, less what was worked before."""
    weeks, all_weeks = instance.history.week + len(instance.weeks), instance.scenario.number_of_weeks
    return {
        "kind": "totals",
        "level": "gaps",
        "weight": weight,
        "least": max(0, least * weeks // all_weeks - before),
        "most": max(0, -(-most * weeks // all_weeks) - before),
    }


def solution_of(instance: Instance, answer: Answer, week: int = 0) -> Solution:
    """One of the weeks of an answer's rota as a solution of theirs."""
    pairs = {_pair_id(*pair): pair for pair in _pairs(instance)}
    names = {id_of(nurse.id): nurse.id for nurse in instance.scenario.nurses}
    monday = first_day(instance) + timedelta(weeks=week)
    assignments = []
    for each in answer.rotas[0].shifts:
        day = (each.day - monday).days
        if 0 <= day < DAYS_IN_WEEK:
            shift, skill = pairs[each.need.rsplit("-", 2)[0]]
            nurse = names[each.supporter]
            assignments.append(Assignment(nurse=nurse, day=SHORT_DAYS[day], shift_type=shift, skill=skill))
    return Solution(
        scenario=instance.scenario.id, week=instance.history.week + week, assignments=tuple(assignments)
    )
