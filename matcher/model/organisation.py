"""The organisation: everything in one file."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, Self, TypeVar

from pydantic import Field, model_validator

from matcher.model.agreement import Agreement
from matcher.model.money import Pay
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.told import SetShift as SetShift
from matcher.model.told import Told
from matcher.model.words import Day, Id, Text, Words
from matcher.rules import AnyRule

TEAM_FORMAT = "matcher/team/1"

Part = TypeVar("Part", bound=Words)

BankHolidays = Literal["england_and_wales", "scotland", "northern_ireland"]


class Contact(Words):
    """A leader was with somebody: a person, one of the people they chose to be in their life, a supporter."""

    person: Id | None = None
    """The person they were with, or whose family it was."""
    family: Text | None = None
    """Who it was, of the person's `families`. Left out: the person."""
    supporter: Id | None = None
    """The supporter they were with, where it was a supporter."""
    on: date
    """When."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.person is None) == (self.supporter is None):
            raise ValueError("give a person or a supporter, and not both")
        if self.family is not None and self.person is None:
            raise ValueError("give the person whose family it is")
        return self


class Leader(Words):
    """A senior person in the organisation who knows everyone."""

    id: Id
    """Short name inside the file."""
    name: Text
    """First name."""
    contacts: tuple[Contact, ...] = ()
    """When they were last with each person."""


class Enquiry(Words):
    """Someone who may be supported next. No name is kept."""

    about: Text
    """What the enquiry is, without a name."""
    starts_on: date
    """When support would begin."""


class RotaAsked(Words):
    """Which rota is wanted."""

    first_day: date | None = None
    """First day. Left out: next Monday."""
    weeks: int = Field(default=1, ge=1, le=26)
    """How many weeks."""
    pins: tuple[SetShift, ...] = ()
    """Shifts that are set."""
    forbids: tuple[SetShift, ...] = ()
    """Shifts that must not be."""
    agreements: tuple[Agreement, ...] = ()
    """What supporters agreed to for this rota besides what stands about them."""
    published_on: date | None = None
    """When supporters will have it; left out, the day it is made."""


class Organisation(Words):
    """A Small Supports organisation: people first, then supporters, then rules."""

    schema_: str | None = Field(default=None, alias="$schema")
    """Lets an editor complete and check the file."""
    format: Literal["matcher/team/1"]
    """Format and its version."""
    name: Text
    """The organisation's name."""
    notes: tuple[Text, ...] = ()
    """Remarks for people. The program does not read them."""
    as_of: date | None = None
    """The day this file is about; decides what has expired. Left out: today."""
    started_on: date | None = None
    """When the organisation began to support people."""
    time_zone: str = "Europe/London"
    """Name of the time zone."""
    week_starts: Day = "mon"
    """First day of the week."""
    bank_holidays: BankHolidays = "england_and_wales"
    """Whose bank holidays are kept."""
    leaders: tuple[Leader, ...] = ()
    """Who leads."""
    skills: dict[Id, Text] = Field(default_factory=dict)
    """Skills used in this file, with how each is said in a sentence, for example 'driving'."""
    skills_to_advertise: tuple[Id, ...] = ()
    """Skills that may be named in a recruitment brief. The others may say what is private about a person."""
    people: tuple[Person, ...] = Field(min_length=1, max_length=60)
    """The people supported."""
    supporters: tuple[Supporter, ...] = Field(default=(), max_length=1000)
    """Supporters and applicants."""
    enquiries: tuple[Enquiry, ...] = Field(default=())
    """People who may be supported next."""
    pay: Pay = Pay()
    """How supporters are paid, and what it costs on top."""
    rules: tuple[AnyRule, ...] = Field(default=(), max_length=2000)
    """Rules that differ from the catalogue, for everyone or for some."""
    rota: RotaAsked = RotaAsked()
    """The rota that is wanted, and what is set in it by hand."""

    def written(self) -> dict[str, Any]:
        """The team file as plain values: what it says, and no defaults."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def person(self, id: str) -> Person:
        """The person with this id. KeyError where there is none."""
        return {person.id: person for person in self.people}[id]

    def supporter(self, id: str) -> Supporter:
        """The supporter with this id. KeyError where there is none."""
        return {supporter.id: supporter for supporter in self.supporters}[id]

    def with_members(self, teams: Mapping[str, str]) -> Self:
        """The same once applicants have joined, the person's id by theirs. Nobody leaves a team by it."""
        supporters = tuple(
            each.model_copy(update={"team_of": each.team_of or teams.get(each.id)})
            for each in self.supporters
        )
        return self.model_copy(update={"supporters": supporters})

    def with_told(self, told: Told) -> Self:
        """The same with what was told besides. What the file says already is not said twice."""
        supporters = tuple(
            each.model_copy(
                update={
                    "leave": _with(
                        each.leave, [one.leave for one in told.absences if one.supporter == each.id]
                    )
                }
            )
            for each in self.supporters
        )
        pins, forbids = _with(self.rota.pins, told.pins), _with(self.rota.forbids, told.forbids)
        rota = self.rota.model_copy(update={"pins": pins, "forbids": forbids})
        return self.model_copy(update={"supporters": supporters, "rota": rota})


def _with(these: tuple[Part, ...], more: Iterable[Part]) -> tuple[Part, ...]:
    return (*these, *(each for each in dict.fromkeys(more) if each not in these))
