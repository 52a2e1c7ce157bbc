"""The fewest new supporters who would cover a week: times and hours are variables, a scenario is a week.

asked[r, n] = new supporter r is wanted for need n; works[r, n] <= asked[r, n] in every scenario;
in each scenario (nobody away, or one of the team or of the new ones) every need is covered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ortools.sat.python import cp_model

from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.frame import Frame
from matcher.model.person import PersonsAnswer
from matcher.model.profile import Brings, Heading
from matcher.model.supporter import Contract, Skill, Supporter
from matcher.rulebook import for_frame
from matcher.solver.board import Board
from matcher.solver.cost import Cost
from matcher.solver.model import Model
from matcher.solver.run import solve_levels

FULL_TIME_HOURS = 37.5
"""Most hours a new supporter is looked for."""


@dataclass(frozen=True)
class NewSupporter:
    """What one new supporter is wanted for."""

    needs: tuple[DatedNeed, ...]
    minutes: int
    """Awake minutes a week, in the scenario that asks most of them."""


@dataclass(frozen=True)
class RecruitsFound:
    """New supporters who do it, or None; `impossible`: proved that so few cannot."""

    new: tuple[NewSupporter, ...] | None
    impossible: bool = False


def find_recruits(week: Frame, count: int, survive: bool, clock: Clock) -> RecruitsFound:
    """So many new supporters who cover the week, wanted for as few hours and times as will do."""
    model = Model()
    new = [anybody(week, place) for place in range(1, count + 1)]
    everyone = with_new(week, new)
    asked = {(each.id, need.id): model.new_bool_var("") for each in new for need in week.needs}
    longest = round(FULL_TIME_HOURS * 60)
    minutes = {each.id: model.new_int_var(0, longest, "") for each in new}
    for away in (None, *(everyone.by_id if survive else ())):
        _scenario(model, everyone, away, new, asked, minutes)
    for first, second in pairwise(new):
        model.add(minutes[first.id] >= minutes[second.id])
    times = Cost(tuple((asked[each.id, need.id], need.minutes) for each in new for need in week.needs))
    hours = Cost(tuple((minutes[each.id], 1) for each in new))
    found = solve_levels(model, [("times", times), ("hours", hours)], clock, week.person.id)
    if found.values is None:
        return RecruitsFound(None, found.impossible)
    values = found.values
    return RecruitsFound(
        tuple(
            NewSupporter(
                tuple(need for need in week.needs if values[asked[each.id, need.id].index]),
                values[minutes[each.id].index],
            )
            for each in new
        )
    )


def any_number_would_do(week: Frame, clock: Clock) -> bool | None:
    """Whether the week could be covered with somebody new for every place in it; None where not known."""
    places = sum(need.need.supporters_needed for need in week.needs)
    everyone = with_new(week, [anybody(week, place) for place in range(1, places + 1)])
    model = Model()
    _covered(model, everyone, None)
    found = solve_levels(model, [], clock, week.person.id)
    return True if found.values is not None else (False if found.impossible else None)


def anybody(week: Frame, place: int) -> Supporter:
    """A new supporter who could do anything the week asks for, at any time."""
    skills = {needed.skill for need in week.needs for needed in need.need.skills}
    wanted = {item.item for item in week.person.looking_for.skills if item.wish == "must"}
    return Supporter(
        id=f"new-supporter-{place}",
        name=f"New supporter {place}",
        adult=True,
        brings=_musts(week),
        skills=tuple(Skill(skill=skill) for skill in sorted(skills | wanted)),
        meets=tuple(
            sorted({need.need.requirement.requirement for need in week.needs if need.need.requirement})
        ),
        contract=Contract(most_hours=FULL_TIME_HOURS),
        cleared="yes",
    )


def with_new(week: Frame, new: Sequence[Supporter]) -> Frame:
    """A week with new supporters, to whom the person said yes."""
    yeses = tuple(PersonsAnswer(supporter=each.id, answer="yes") for each in new)
    person = week.person.model_copy(update={"answers": (*week.person.answers, *yeses)})
    return replace(week, person=person, supporters=(*week.supporters, *new))


def _musts(week: Frame) -> Brings:
    """What the person must have in everyone, and nothing they will never have."""
    asked = week.person.looking_for

    def musts(heading: Heading) -> tuple[str, ...]:
        return tuple(item.item for item in asked.under(heading) if item.wish == "must")

    return Brings(
        supports=musts("supports"), characteristics=musts("characteristics"), interests=musts("interests")
    )


def _scenario(
    model: cp_model.CpModel,
    everyone: Frame,
    away: str | None,
    new: Sequence[Supporter],
    asked: Mapping[tuple[str, str], cp_model.IntVar],
    minutes: Mapping[str, cp_model.IntVar],
) -> None:
    """One week that is covered, by new supporters for no more than they are wanted for."""
    board = _covered(model, everyone, away)
    for each in new:
        if each.id != away:
            cells = [(board.works(each, need), need) for need in board.needs]
            for works, need in cells:
                model.add(works <= asked[each.id, need.id])
            model.add(sum(works * need.awake_minutes for works, need in cells) <= minutes[each.id])


def _covered(model: cp_model.CpModel, everyone: Frame, away: str | None) -> Board:
    """One typical week in which every need is covered; without somebody, the others may be asked for more."""
    here = tuple(each for each in everyone.supporters if each.id != away)
    frame = replace(everyone, supporters=here, with_agreement=away is not None)
    board = Board(model, frame, [each for each in for_frame(frame) if each.rule.level == "hard"])
    for need in frame.needs:
        model.add(sum(board.on(need)) == need.need.supporters_needed)
    return board
