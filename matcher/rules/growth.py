"""W9: growing no faster, and no larger, than everyone can be known well."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import full_date, many

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation

Arrival = tuple[date, bool, str]
"""First day of support, whether it is an enquiry, and the person's name ('' for an enquiry)."""


def _people(*since: str | None, first: int = 2) -> list[dict[str, Any]]:
    return [
        {"id": f"person-{place}", "name": f"Person {place}", "supported_since": day}
        for place, day in enumerate(since, start=first)
    ]


def _grown(
    *people: str | None, started_on: str | None = None, enquiries: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "started_on": started_on,
        "people": _people(*people),
        "enquiries": [{"about": "someone who may come", "starts_on": day} for day in enquiries],
    }


PAT = {"supported_since": "2026-01-05"}
FOUR = ("2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01")
LONG_AGO: tuple[str, ...] = ("2020-01-01",)


class Growth(Rule):
    """people in year one <= 5; new in any 12 months < 4, and < 6; people in all < 31, and < 51

    Enquiries count. Twelve months that are over do not, nor those inside the first year, which has a number
    of its own. People without a first day of support count in all only.
    """

    kind: Literal["growth"] = "growth"
    level: Level = "warn"
    most_in_first_year: int = Field(default=5, ge=1, le=60)
    """Most people in the organisation's first year."""
    ask_in_a_year: int = Field(default=4, ge=1, le=60)
    """New people in any 12 months from which to ask whether each can be known well."""
    too_many_in_a_year: int = Field(default=6, ge=1, le=60)
    """New people in any 12 months that are more than suggested."""
    ask_in_all: int = Field(default=31, ge=1, le=200)
    """People in all from which to ask whether everyone can be known well."""
    too_many_in_all: int = Field(default=51, ge=1, le=200)
    """People in all that are more than suggested."""

    code: ClassVar[str] = "W9"
    basis: ClassVar[str] = (
        "Founding texts: at most five people in the first year, no more than three to five new people a "
        "year, usually up to about 30 people, and more than 30 to 50 questioned. It never blocks."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "organisation"
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("five in the first year", person=PAT, organisation=_grown(*FOUR, started_on="2026-01-01")),
        Example(
            "an enquiry would be the sixth",
            person=PAT,
            organisation=_grown(*FOUR, started_on="2026-01-01", enquiries=("2026-12-31",)),
            says="The enquiry starting 31 Dec 2026 would make 6 people in the first year; at most 5 are "
            "suggested.",
        ),
        Example(
            "the sixth and the seventh",
            person=PAT,
            organisation=_grown(*FOUR, "2026-05-10", started_on="2026-01-01", enquiries=("2026-09-01",)),
            says=(
                "Person 6, from 10 May 2026, makes 6 people in the first year; at most 5 are suggested.",
                "The enquiry starting 1 Sep 2026 would make 7 people in the first year; at most 5 are "
                "suggested.",
            ),
        ),
        Example(
            "the sixth on the first day of the second year",
            person=PAT,
            organisation=_grown(*FOUR, started_on="2026-01-01", enquiries=("2027-01-01",)),
            says="The 12 months from 5 Jan 2026 bring 6 new people, 1 of them an enquiry: fewer than 6 are "
            "suggested, so that everyone is known well.",
        ),
        Example(
            "a first year that is over",
            person={"supported_since": "2025-05-01"},
            organisation=_grown(*["2025-05-01"] * 5, started_on="2025-05-01"),
        ),
        Example(
            "three new people in 12 months",
            person={"supported_since": "2026-03-01"},
            organisation=_grown(started_on="2020-01-01", enquiries=("2026-09-01", "2027-02-28")),
        ),
        Example(
            "four new people in 12 months",
            person={"supported_since": "2026-03-01"},
            organisation=_grown(
                "2026-03-01", started_on="2020-01-01", enquiries=("2026-09-01", "2027-02-28")
            ),
            says="The 12 months from 1 Mar 2026 bring 4 new people, 2 of them enquiries: from 4 on, ask "
            "whether everyone can be known well.",
        ),
        Example(
            "the fourth a day later",
            person={"supported_since": "2026-03-01"},
            organisation=_grown(
                "2026-03-01", started_on="2020-01-01", enquiries=("2026-09-01", "2027-03-01")
            ),
        ),
        Example(
            "four in 12 months that are over",
            person={"supported_since": "2025-06-01"},
            organisation=_grown("2025-08-01", "2025-09-01", "2026-05-31", started_on="2020-01-01"),
        ),
        Example(
            "six new people in 12 months, where nobody knows when it began",
            person={"supported_since": "2025-06-02"},
            organisation=_grown("2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01", "2026-05-31"),
            says="The 12 months from 2 Jun 2025 bring 6 new people: fewer than 6 are suggested, so that "
            "everyone is known well.",
        ),
        Example("thirty people", organisation=_grown(*LONG_AGO * 29)),
        Example(
            "an enquiry would make it thirty-one",
            organisation=_grown(*LONG_AGO * 29, enquiries=("2026-09-01",)),
            says="With 1 enquiry there would be 31 people: from 31 on, ask whether everyone can be known "
            "well.",
        ),
        Example(
            "fifty-one people",
            organisation=_grown(*[None] * 50),
            says="There are 51 people: fewer than 51 are suggested, so that everyone is known well.",
        ),
    )

    def says(self) -> str:
        return (
            f"At most {many(self.most_in_first_year, 'person', 'people')} in the first year; from "
            f"{self.ask_in_a_year} new people in any 12 months, or {self.ask_in_all} people in all, ask "
            f"whether everyone can be known well; {self.too_many_in_a_year} in 12 months, or "
            f"{self.too_many_in_all} in all, are more than suggested. Enquiries count."
        )

    def check_organisation(self, organisation: "Organisation", as_of: date) -> Iterator[Violation]:
        arrivals = _arrivals(organisation)
        ends = None if organisation.started_on is None else _year_later(organisation.started_on)
        if ends is not None and as_of < ends:
            yield from self._first_year([each for each in arrivals if each[0] < ends])
        yield from self._pace(_twelve_months(arrivals, ends, as_of))
        yield from self._in_all(len(organisation.people), len(organisation.enquiries))

    def _first_year(self, arrivals: list[Arrival]) -> Iterator[Violation]:
        for count, (on, enquiry, name) in enumerate(arrivals, start=1):
            if count > self.most_in_first_year:
                who = f"The enquiry starting {full_date(on)} would make"
                yield self.broken(
                    f"{who if enquiry else f'{name}, from {full_date(on)}, makes'} {count} people in the "
                    f"first year; at most {self.most_in_first_year} are suggested."
                )

    def _pace(self, spans: list[list[Arrival]]) -> Iterator[Violation]:
        most = max(spans, key=len, default=[])
        if most and len(most) >= min(self.ask_in_a_year, self.too_many_in_a_year):
            asked = sum(enquiry for _, enquiry, _ in most)
            of_them = f", {asked} of them {'an enquiry' if asked == 1 else 'enquiries'}" if asked else ""
            yield self.broken(
                f"The 12 months from {full_date(most[0][0])} bring "
                f"{many(len(most), 'new person', 'new people')}{of_them}: "
                f"{_measure(len(most), self.ask_in_a_year, self.too_many_in_a_year)}",
                amount=len(most),
            )

    def _in_all(self, people: int, enquiries: int) -> Iterator[Violation]:
        count = people + enquiries
        if count >= min(self.ask_in_all, self.too_many_in_all):
            there = (
                f"With {many(enquiries, 'enquiry', 'enquiries')} there would be" if enquiries else "There are"
            )
            yield self.broken(
                f"{there} {count} people: {_measure(count, self.ask_in_all, self.too_many_in_all)}",
                amount=count,
            )


def _measure(count: int, ask: int, too_many: int) -> str:
    if count >= too_many:
        return f"fewer than {too_many} are suggested, so that everyone is known well."
    return f"from {ask} on, ask whether everyone can be known well."


def _arrivals(organisation: "Organisation") -> list[Arrival]:
    people = [
        (person.supported_since, False, person.name)
        for person in organisation.people
        if person.supported_since is not None
    ]
    return sorted(people + [(enquiry.starts_on, True, "") for enquiry in organisation.enquiries])


def _twelve_months(arrivals: list[Arrival], first_year_ends: date | None, as_of: date) -> list[list[Arrival]]:
    """Who arrives in the 12 months from each arrival, where those are not over nor inside the first year."""
    spans = []
    for first in dict.fromkeys(on for on, _, _ in arrivals):
        ends = _year_later(first)
        inside = [each for each in arrivals if first <= each[0] < ends]
        if as_of < ends and (first_year_ends is None or inside[-1][0] >= first_year_ends):
            spans.append(inside)
    return spans


def _year_later(day: date) -> date:
    """The same day a year on; 1 March after 29 February."""
    return date(day.year + 1, day.month, 1) + timedelta(days=day.day - 1)
