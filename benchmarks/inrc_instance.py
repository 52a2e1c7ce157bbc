"""The Second International Nurse Rostering Competition (INRC-II): its files, in its official JSON format.

Ceschia et al. 2015, arXiv 1501.04177. A scenario is what holds in all weeks, week data what is asked of one
week, a history what came before a week, and a solution who works in it. The official files are not kept here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel
from ward import id_of

from matcher.errors import BadInput, Problem

ANY = "Any"
"""A request to be free of every shift of a day."""
NONE = "None"
"""The last shift of somebody who was free on the last day."""
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ShortDay = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)
SHORT_DAYS: tuple[ShortDay, ...] = get_args(ShortDay)

Found = Iterator[tuple[str, str]]
"""Where something is wrong in a file, and what."""


class Part(BaseModel):
    """A part of a file. What the format does not name is not looked at."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, validate_by_name=True)


class ShiftType(Part):
    """A kind of shift, and for how many days in a row it had better be worked."""

    id: str
    least: int = Field(alias="minimumNumberOfConsecutiveAssignments", ge=0)
    most: int = Field(alias="maximumNumberOfConsecutiveAssignments", ge=0)


class Succession(Part):
    """Which shifts must not follow one on the next day."""

    preceding_shift_type: str
    succeeding_shift_types: tuple[str, ...]


class Contract(Part):
    """What had better hold for nurses with this contract: in all weeks, in a row, on weekends."""

    id: str
    least: int = Field(alias="minimumNumberOfAssignments", ge=0)
    most: int = Field(alias="maximumNumberOfAssignments", ge=0)
    least_in_a_row: int = Field(alias="minimumNumberOfConsecutiveWorkingDays", ge=0)
    most_in_a_row: int = Field(alias="maximumNumberOfConsecutiveWorkingDays", ge=0)
    least_off: int = Field(alias="minimumNumberOfConsecutiveDaysOff", ge=0)
    most_off: int = Field(alias="maximumNumberOfConsecutiveDaysOff", ge=0)
    most_weekends: int = Field(alias="maximumNumberOfWorkingWeekends", ge=0)
    complete_weekends: bool


class Nurse(Part):
    """A nurse. On each shift they work with one of their skills."""

    id: str
    contract: str
    skills: frozenset[str]


class Scenario(Part):
    """What holds in all weeks."""

    id: str
    number_of_weeks: int = Field(ge=1)
    skills: tuple[str, ...]
    shift_types: tuple[ShiftType, ...]
    forbidden_shift_type_successions: tuple[Succession, ...]
    contracts: tuple[Contract, ...]
    nurses: tuple[Nurse, ...] = Field(min_length=1)

    @cached_property
    def contract_of(self) -> dict[str, Contract]:
        """The contract of each nurse, by the nurse's id."""
        contracts = {each.id: each for each in self.contracts}
        return {nurse.id: contracts[nurse.contract] for nurse in self.nurses}

    @cached_property
    def not_next(self) -> dict[str, frozenset[str]]:
        """Which shifts must not follow each kind on the next day."""
        return {
            each.preceding_shift_type: frozenset(each.succeeding_shift_types)
            for each in self.forbidden_shift_type_successions
        }


class Cover(Part):
    """How many nurses there must be, and how many there had better be."""

    minimum: int = Field(ge=0)
    optimal: int = Field(ge=0)


class Requirement(Part):
    """How many nurses with a skill each day asks for on one kind of shift."""

    shift_type: str
    skill: str
    monday: Cover = Field(alias="requirementOnMonday")
    tuesday: Cover = Field(alias="requirementOnTuesday")
    wednesday: Cover = Field(alias="requirementOnWednesday")
    thursday: Cover = Field(alias="requirementOnThursday")
    friday: Cover = Field(alias="requirementOnFriday")
    saturday: Cover = Field(alias="requirementOnSaturday")
    sunday: Cover = Field(alias="requirementOnSunday")

    @property
    def by_day(self) -> tuple[Cover, ...]:
        """Monday to Sunday."""
        return (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )


class Off(Part):
    """A nurse's request not to work a kind of shift, or any, on a day."""

    nurse: str
    shift_type: str
    day: Weekday


class Week(Part):
    """What is asked of one week."""

    scenario: str
    requirements: tuple[Requirement, ...]
    shift_off_requests: tuple[Off, ...]


class Past(Part):
    """What came before a week for one nurse. Days in a row are those that touch the week."""

    nurse: str
    assignments: int = Field(alias="numberOfAssignments", ge=0)
    weekends: int = Field(alias="numberOfWorkingWeekends", ge=0)
    last: str = Field(alias="lastAssignedShiftType")
    same_in_a_row: int = Field(alias="numberOfConsecutiveAssignments", ge=0)
    """Days in a row with the last kind of shift."""
    worked_in_a_row: int = Field(alias="numberOfConsecutiveWorkingDays", ge=0)
    off_in_a_row: int = Field(alias="numberOfConsecutiveDaysOff", ge=0)


class History(Part):
    """What came before a week."""

    week: int = Field(ge=0)
    """How many weeks were planned before."""
    scenario: str
    nurse_history: tuple[Past, ...]

    @cached_property
    def of(self) -> dict[str, Past]:
        """By nurse."""
        return {each.nurse: each for each in self.nurse_history}


class Assignment(Part):
    """One nurse on one shift of one day, with one skill."""

    nurse: str
    day: ShortDay
    shift_type: str
    skill: str


class Solution(Part):
    """Who works in a week."""

    scenario: str
    week: int = Field(ge=0)
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True)
class Instance:
    """A scenario with a history and the weeks after it."""

    scenario: Scenario
    history: History
    weeks: tuple[Week, ...]


File = TypeVar("File", bound=Part)
FORMAT = "Write it as the format of the competition says (arXiv 1501.04177, section 4)."
AGREE = "Give files that belong together."


def written(part: Part) -> str:
    """A part as a file of theirs."""
    return part.model_dump_json(by_alias=True, indent=1) + "\n"


def named_files(folder: Path, history: int, weeks: Sequence[int]) -> tuple[Path, Path, list[Path]]:
    """The scenario, a history and weeks of a folder, by their numbers. BadInput without one scenario."""
    found = sorted(folder.glob("Sc-*.json"))
    if len(found) != 1:
        raise BadInput(
            str(folder), [Problem("", "There is not one scenario in it.", "Name the folder of one.")]
        )
    name = found[0].stem.removeprefix("Sc-")
    return (
        found[0],
        folder / f"H0-{name}-{history}.json",
        [folder / f"WD-{name}-{week}.json" for week in weeks],
    )


def open_instance(scenario: Path, history: Path, weeks: Sequence[Path]) -> Instance:
    """An instance from its files. BadInput with every problem of all of them."""
    problems: list[Problem] = []
    what = _read(scenario, Scenario, problems)
    before = _read(history, History, problems)
    asked = [_read(week, Week, problems) for week in weeks]
    if what is not None:
        found = [(scenario, _in_scenario(what))]
        found += [(history, _in_history(what, before, len(weeks)))] if before else []
        found += [(path, _in_week(what, week)) for path, week in zip(weeks, asked, strict=True) if week]
        problems += [
            Problem(f"{path.name} › {place}", says, AGREE) for path, all in found for place, says in all
        ]
    if what is None or before is None or problems:
        raise BadInput("The instance", problems)
    return Instance(what, before, tuple(week for week in asked if week is not None))


def _read(path: Path, kind: type[File], problems: list[Problem]) -> File | None:
    """A file; None where it cannot be read, with its problems. What it says is not repeated in them."""
    try:
        return kind.model_validate_json(path.read_bytes())
    except OSError as failed:
        problems.append(Problem(path.name, f"It cannot be read: {failed.strerror}.", "Look at its name."))
    except ValidationError as failed:
        for each in failed.errors(include_url=False, include_input=False, include_context=False):
            place = " › ".join([path.name, *map(str, each["loc"])])
            problems.append(Problem(place, f"{each['msg']}.", FORMAT))
    return None


def _in_scenario(scenario: Scenario) -> Found:
    contracts, shifts = {each.id for each in scenario.contracts}, {each.id for each in scenario.shift_types}
    for words, ids in (
        ("nurses", [each.id for each in scenario.nurses]),
        ("shiftTypes", [each.id for each in scenario.shift_types]),
        ("contracts", [each.id for each in scenario.contracts]),
        ("skills", scenario.skills),
    ):
        if max(Counter(map(id_of, ids)).values(), default=0) > 1:
            yield words, "Two have the same id, capitals and marks left aside."
    for place, nurse in enumerate(scenario.nurses):
        if nurse.contract not in contracts:
            yield f"nurses › {place} › contract", "There is no such contract."
        if not nurse.skills <= set(scenario.skills):
            yield f"nurses › {place} › skills", "There is no such skill."
    for place, each in enumerate(scenario.forbidden_shift_type_successions):
        if not {each.preceding_shift_type, *each.succeeding_shift_types} <= shifts:
            yield f"forbiddenShiftTypeSuccessions › {place}", "There is no such kind of shift."


def _in_history(scenario: Scenario, history: History, weeks: int) -> Found:
    if history.scenario != scenario.id:
        yield "scenario", "It is of another scenario."
    if history.week + weeks > scenario.number_of_weeks:
        yield "week", "With the weeks given there are more than the scenario has."
    if Counter(each.nurse for each in history.nurse_history) != Counter(each.id for each in scenario.nurses):
        yield "nurseHistory", "It is not about each nurse of the scenario once."
    shifts = {each.id for each in scenario.shift_types}
    for place, past in enumerate(history.nurse_history):
        if not _agrees(past, shifts):
            yield f"nurseHistory › {place}", "Its last shift and its days in a row do not agree."


def _agrees(past: Past, shifts: set[str]) -> bool:
    """Whether somebody either worked on the last day or was free, for as long as that can be."""
    if past.last == NONE:
        return past.off_in_a_row > 0 and past.worked_in_a_row == past.same_in_a_row == 0
    same, worked = past.same_in_a_row, past.worked_in_a_row
    alone = len(shifts) > 1 or same == worked
    return past.last in shifts and 0 < same <= worked and alone and past.off_in_a_row == 0


def _in_week(scenario: Scenario, week: Week) -> Found:
    shifts, nurses = {each.id for each in scenario.shift_types}, {each.id for each in scenario.nurses}
    if week.scenario != scenario.id:
        yield "scenario", "It is of another scenario."
    asked = Counter((each.shift_type, each.skill) for each in week.requirements)
    for place, each in enumerate(week.requirements):
        if each.shift_type not in shifts or each.skill not in scenario.skills:
            yield f"requirements › {place}", "There is no such kind of shift or skill."
        if asked[each.shift_type, each.skill] > 1:
            yield f"requirements › {place}", "There are two for this kind of shift and skill."
    for place, off in enumerate(week.shift_off_requests):
        if off.nurse not in nurses or off.shift_type not in shifts | {ANY}:
            yield f"shiftOffRequests › {place}", "There is no such nurse or kind of shift."
