"""The Second International Nurse Rostering Competition (INRC-II): its files, in its official JSON format.

Ceschia et al. 2015, arXiv 1501.04177. A scenario is what holds in all weeks, week data what is asked of one
week, a history what came before a week, and a solution who works in it. The official files are not kept here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

ANY = "Any"
"""A request to be free of every shift of a day."""
NONE = "None"
"""The last shift of somebody who was free on the last day."""
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ShortDay = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)
SHORT_DAYS: tuple[ShortDay, ...] = get_args(ShortDay)


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


def written(part: Part) -> str:
    """A part as a file of theirs."""
    return part.model_dump_json(by_alias=True, indent=1) + "\n"
