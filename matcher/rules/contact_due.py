"""W7: supervision, debriefs and leaders' contact that are due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import WARNS, Example, Rule
from matcher.rules._due import Due
from matcher.wording import full_date, many

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation

HOURS_IN_DAY = 24
Met = tuple[date, str]
"""When a leader was with somebody, and the leader's name."""
SUPERVISED = {"supervised_on": "2026-05-20"}


def _ann(**words: object) -> dict[str, dict[str, object]]:
    return {"ann": {**SUPERVISED, **words}}


def _contacts(*days: str) -> dict[str, Any]:
    leaders = [
        {"id": f"leader-{place}", "name": name, "contacts": [{"person": "pat", "on": day}]}
        for place, (name, day) in enumerate(zip(("Ruth", "Kwame"), days, strict=False))
    ]
    return {"leaders": leaders or [{"id": "ruth", "name": "Ruth"}]}


def _in_touch(*contacts: dict[str, str]) -> dict[str, Any]:
    return {"leaders": [{"id": "ruth", "name": "Ruth", "contacts": list(contacts)}]}


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
    family_days: int | None = Field(default=None, ge=1, le=365)
    """Most days since a leader was in touch with each of the people in their lives. Left out: not asked."""
    supporter_days: int | None = Field(default=None, ge=1, le=365)
    """Most days since a leader was with each supporter. Left out: not asked; supervision is."""

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
            "a leader was with the person's mother, and not with the person",
            person={"families": [{"name": "Loretta"}]},
            supporters=_ann(),
            organisation=_in_touch({"person": "pat", "family": "Loretta", "on": "2026-05-31"}),
            says="No leader is recorded as having been with Pat; the most is 14 days without.",
        ),
        Example(
            "families and supporters, where a number is set for them",
            person={"families": [{"name": "Loretta"}, {"name": "Winston"}]},
            supporters=_ann(),
            rule={"family_days": 60, "supporter_days": 30},
            organisation=_in_touch(
                {"person": "pat", "on": "2026-05-31"},
                {"person": "pat", "family": "Loretta", "on": "2026-04-01"},
                {"supporter": "ann", "on": "2026-05-01"},
            ),
            says=(
                "Ruth was last in touch with Loretta on 1 Apr 2026, 61 days ago, and no leader since; the "
                "most is 60 days.",
                "No leader is recorded as having been in touch with Winston.",
                "Ruth was last in touch with Ann on 1 May 2026, 31 days ago, and no leader since; the most "
                "is 30 days.",
            ),
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
            f"every {many(self.contact_days, 'day')}.{''.join(self._also())}"
        )

    def _also(self) -> Iterator[str]:
        for who, days in (
            ("the people in their lives", self.family_days),
            ("supporters", self.supporter_days),
        ):
            if days is not None:
                yield f" A leader is in touch with {who} every {many(days, 'day')}."

    @property
    def supervision_apart(self) -> timedelta:
        """How long after a supervision the next is due."""
        return timedelta(days=self.supervision_weeks * DAYS_IN_WEEK)

    def supervision_due(self, supporter: Supporter, had: date | None = None) -> date | None:
        """The last day for the next supervision; None where it is not known from when to count.

        `had`: the last one that the history knows of.
        """
        known = [day for day in (supporter.supervised_on, had) if day is not None]
        started = supporter.contract.started_on if supporter.team_of else None
        since = max(known, default=started)
        return None if since is None else since + self.supervision_apart

    def debrief_due(self, supporter: Supporter) -> date | None:
        """The last day for the debrief of an incident; None where there is nothing to talk through."""
        incident, debriefed = supporter.incident_on, supporter.debriefed_on
        if incident is None or (debriefed is not None and debriefed >= incident):
            return None
        return incident + timedelta(days=self.debrief_hours // HOURS_IN_DAY)

    def contact_due(self, latest: Met | None, days: int | None = None) -> date | None:
        """The last day for a leader's next contact after the latest one; None where there was none."""
        return None if latest is None else latest[0] + timedelta(days=days or self.contact_days)

    def check_organisation(self, organisation: "Organisation", as_of: date) -> Iterator[Violation]:
        for due in self.due(organisation, as_of):
            if due.late is not None:
                amount = due.amount(as_of)
                yield self.broken(due.late, amount=amount, person=due.person, supporter=due.supporter)

    def due(self, organisation: "Organisation", as_of: date) -> Iterator[Due]:
        """What is due next for everyone, whether its day has passed, is to come, or is not known."""
        here = [each for each in organisation.supporters if not each.contract.over(as_of)]
        for supporter in here:
            yield from self._supervision(supporter, as_of)
            yield from self._debrief(supporter, as_of)
        if not organisation.leaders:
            return
        for person in supported(organisation, as_of):
            yield self._contact(organisation, person, as_of)
            for family in person.families if self.family_days else ():
                latest = last_met(organisation, as_of, person=person.id, family=family.name)
                yield self._rarer(family.name, self.family_days, latest, as_of, person=person.id)
        for supporter in here if self.supporter_days else ():
            if supporter.team_of is not None:
                latest = last_met(organisation, as_of, supporter=supporter.id)
                yield self._rarer(supporter.name, self.supporter_days, latest, as_of, supporter=supporter.id)

    def _supervision(self, supporter: Supporter, as_of: date) -> Iterator[Due]:
        on, due = supporter.supervised_on, self.supervision_due(supporter)
        late = None
        if due is None:
            late = f"No supervision is recorded for {supporter.name}."
        elif as_of > due:
            since = due - self.supervision_apart
            what = "'s last supervision was on" if on else " has had no supervision since starting on"
            late = (
                f"{supporter.name}{what} {full_date(since)}, {(as_of - since).days} days ago; the most is "
                f"{many(self.supervision_weeks, 'week')}."
            )
        if due is not None or supporter.team_of is not None:
            yield Due("supervision", supporter.name, due, late, supporter=supporter.id)

    def _debrief(self, supporter: Supporter, as_of: date) -> Iterator[Due]:
        incident, due = supporter.incident_on, self.debrief_due(supporter)
        if incident is not None and due is not None:
            late = (
                f"{supporter.name} has had no debrief since the incident on {full_date(incident)}; it is "
                f"due within {many(self.debrief_hours, 'hour')}."
            )
            yield Due("debrief", supporter.name, due, late if as_of > due else None, supporter=supporter.id)

    def _contact(self, organisation: "Organisation", person: Person, as_of: date) -> Due:
        latest = last_met(organisation, as_of, person=person.id)
        most, due = many(self.contact_days, "day"), self.contact_due(latest)
        late = None
        if latest is None or due is None:
            late = f"No leader is recorded as having been with {person.name}; the most is {most} without."
        elif as_of > due:
            on, name = latest
            late = (
                f"{name} was last with {person.name} on {full_date(on)}, {(as_of - on).days} days ago, and "
                f"no leader since; the most is {most}."
            )
        return Due("contact", person.name, due, late, person.id)

    def _rarer(
        self,
        who: str,
        days: int | None,
        latest: Met | None,
        as_of: date,
        *,
        person: str | None = None,
        supporter: str | None = None,
    ) -> Due:
        """Families and supporters: asked for only where the file sets a number of days."""
        due = self.contact_due(latest, days)
        late = None
        if due is None or latest is None:
            late = f"No leader is recorded as having been in touch with {who}."
        elif as_of > due:
            late = (
                f"{latest[1]} was last in touch with {who} on {full_date(latest[0])}, "
                f"{(as_of - latest[0]).days} days ago, and no leader since; the most is "
                f"{many(days or 0, 'day')}."
            )
        return Due("contact", who, due, late, person, supporter)


def supported(organisation: "Organisation", as_of: date) -> Iterator[Person]:
    """The people whose support has begun."""
    for person in organisation.people:
        if person.is_supported(as_of):
            yield person


def last_met(
    organisation: "Organisation",
    as_of: date,
    *,
    person: str | None = None,
    family: str | None = None,
    supporter: str | None = None,
) -> Met | None:
    """When a leader was last with somebody, and which; None where nothing is recorded."""
    wanted = (person, family, supporter)
    found = [
        (contact.on, leader.name)
        for leader in organisation.leaders
        for contact in leader.contacts
        if (contact.person, contact.family, contact.supporter) == wanted and contact.on <= as_of
    ]
    return max(found, default=None)
