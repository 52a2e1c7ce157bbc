"""W7: supervision, debriefs and leaders' contact that are due."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import full_date, many

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation

HOURS_IN_DAY = 24
SUPERVISED = {"supervised_on": "2026-05-20"}


def _ann(**words: object) -> dict[str, dict[str, object]]:
    return {"ann": {**SUPERVISED, **words}}


def _contacts(*days: str) -> dict[str, Any]:
    leaders = [
        {"id": f"leader-{place}", "name": name, "contacts": [{"person": "pat", "on": day}]}
        for place, (name, day) in enumerate(zip(("Ruth", "Kwame"), days, strict=False))
    ]
    return {"leaders": leaders or [{"id": "ruth", "name": "Ruth"}]}


class ContactDue(Rule):
    """as of - last supervision <= 7 · weeks; debrief - incident <= hours / 24; as of - last contact <= days

    Dates are days, so 72 hours are 3 days.
    """

    kind: Literal["contact_due"] = "contact_due"
    level: Level = "warn"
    supervision_weeks: int = Field(default=8, ge=1, le=104)
    """Most weeks since a supporter's last supervision, or since they started."""
    debrief_hours: int = Field(default=72, ge=24, le=720)
    """Most hours between an incident and its debrief."""
    contact_days: int = Field(default=14, ge=1, le=365)
    """Most days since a leader was with each person."""

    code: ClassVar[str] = "W7"
    basis: ClassVar[str] = (
        "Founding texts: support for staff; leaders know and regularly engage with everyone supported. SCIE "
        "on supervision, at least six a year. 72 hours and 14 days are our own defaults."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "organisation"
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("supervised 8 weeks ago to the day", supporters=_ann(supervised_on="2026-04-06")),
        Example(
            "a day longer ago",
            supporters=_ann(supervised_on="2026-04-05"),
            says="Ann's last supervision was on 5 Apr 2026, 57 days ago; the most is 8 weeks.",
        ),
        Example(
            "never supervised",
            supporters={"ann": {"contract": {"started_on": "2026-04-05"}}},
            says="Ann has had no supervision since starting on 5 Apr 2026, 57 days ago; the most is 8 weeks.",
        ),
        Example("new, and not due yet", supporters={"ann": {"contract": {"started_on": "2026-04-06"}}}),
        Example("nothing is known", says="No supervision is recorded for Ann."),
        Example("an applicant", supporters={"ann": {"team_of": None}}),
        Example(
            "somebody who has left",
            supporters=_ann(incident_on="2026-05-20", contract={"ends_on": "2026-05-31"}),
        ),
        Example("an incident 3 days ago", supporters=_ann(incident_on="2026-05-29")),
        Example(
            "an incident 4 days ago",
            supporters=_ann(incident_on="2026-05-28"),
            says="Ann has had no debrief since the incident on 28 May 2026; it is due within 72 hours.",
        ),
        Example(
            "the debrief was of an earlier one",
            supporters=_ann(incident_on="2026-05-28", debriefed_on="2026-05-27"),
            says="Ann has had no debrief since the incident on 28 May 2026; it is due within 72 hours.",
        ),
        Example("debriefed", supporters=_ann(incident_on="2026-05-28", debriefed_on="2026-05-28")),
        Example("no leaders are listed", supporters=_ann()),
        Example(
            "a leader 14 days ago", supporters=_ann(), organisation=_contacts("2026-05-18", "2026-03-01")
        ),
        Example(
            "the latest contact is 15 days ago",
            supporters=_ann(),
            organisation=_contacts("2026-04-02", "2026-05-17"),
            says="Kwame was last with Pat on 17 May 2026, 15 days ago, and no leader since; the most is 14 "
            "days.",
        ),
        Example(
            "a visit that is still to come",
            supporters=_ann(),
            organisation=_contacts("2026-05-17", "2026-06-02"),
            says="Ruth was last with Pat on 17 May 2026, 15 days ago, and no leader since; the most is 14 "
            "days.",
        ),
        Example(
            "no leader has been there",
            supporters=_ann(),
            organisation=_contacts(),
            says="No leader is recorded as having been with Pat; the most is 14 days without.",
        ),
        Example(
            "support has not begun",
            person={"supported_since": "2026-06-02"},
            supporters=_ann(),
            organisation=_contacts(),
        ),
    )

    def says(self) -> str:
        return (
            f"Every supporter has supervision every {many(self.supervision_weeks, 'week')} and a debrief "
            f"within {many(self.debrief_hours, 'hour')} of an incident, and a leader is with each person "
            f"every {many(self.contact_days, 'day')}."
        )

    def check_organisation(self, organisation: "Organisation", as_of: date) -> Iterator[Violation]:
        for supporter in (each for each in organisation.supporters if not each.contract.over(as_of)):
            yield from self._supervision(supporter, as_of)
            yield from self._debrief(supporter, as_of)
        if organisation.leaders:
            for person in organisation.people:
                if person.supported_since is None or person.supported_since <= as_of:
                    yield from self._contact(organisation, person, as_of)

    def _supervision(self, supporter: Supporter, as_of: date) -> Iterator[Violation]:
        on, started = supporter.supervised_on, supporter.contract.started_on
        if on is None and supporter.team_of is None:
            return
        since = on or started
        if since is None:
            yield self.broken(f"No supervision is recorded for {supporter.name}.", supporter=supporter.id)
            return
        days = (as_of - since).days
        if days > self.supervision_weeks * DAYS_IN_WEEK:
            what = "'s last supervision was on" if on else " has had no supervision since starting on"
            yield self.broken(
                f"{supporter.name}{what} {full_date(since)}, {days} days ago; the most is "
                f"{many(self.supervision_weeks, 'week')}.",
                amount=days - self.supervision_weeks * DAYS_IN_WEEK,
                supporter=supporter.id,
            )

    def _debrief(self, supporter: Supporter, as_of: date) -> Iterator[Violation]:
        incident, debriefed = supporter.incident_on, supporter.debriefed_on
        if incident is None or (debriefed is not None and debriefed >= incident):
            return
        days = (as_of - incident).days
        if days * HOURS_IN_DAY > self.debrief_hours:
            yield self.broken(
                f"{supporter.name} has had no debrief since the incident on {full_date(incident)}; it is "
                f"due within {many(self.debrief_hours, 'hour')}.",
                amount=days - self.debrief_hours // HOURS_IN_DAY,
                supporter=supporter.id,
            )

    def _contact(self, organisation: "Organisation", person: Person, as_of: date) -> Iterator[Violation]:
        contacts = [
            (contact.on, leader.name)
            for leader in organisation.leaders
            for contact in leader.contacts
            if contact.person == person.id and contact.on <= as_of
        ]
        most = many(self.contact_days, "day")
        if not contacts:
            yield self.broken(
                f"No leader is recorded as having been with {person.name}; the most is {most} without.",
                person=person.id,
            )
            return
        on, name = max(contacts)
        days = (as_of - on).days
        if days > self.contact_days:
            yield self.broken(
                f"{name} was last with {person.name} on {full_date(on)}, {days} days ago, and no leader "
                f"since; the most is {most}.",
                amount=days - self.contact_days,
                person=person.id,
            )
