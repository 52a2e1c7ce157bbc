"""One screen of everyone: each person's team, week, contact and money, and how large it all has grown."""

from datetime import date
from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from matcher.model.words import Id, Text, Words

OVERVIEW_FORMAT: Final = "matcher/overview/1"


class WeekNow(Words):
    """What is published for one person's week, as the file says things are now."""

    first_day: date
    """Its first day."""
    days_published: int = Field(ge=0, le=7)
    """On how many of its days a rota is published. The rest counts for nothing here."""
    supporters_missing: int
    """How many are missing on those days."""
    minutes_missing: int
    """Minutes not covered on those days."""
    limits_broken: int
    """How many limits what is published breaks by now: somebody is away, has left, or a skill has run out."""


class Load(Words):
    """How one person's team is used in the week that is published: their own hours and nobody else's."""

    awake_minutes: int
    """Awake minutes on the rota."""
    contract_minutes: int
    """Awake minutes due by their contracts, days away left out."""
    near: tuple[Text, ...]
    """Who is near a limit, in sentences."""


class Recruiting(Words):
    """How long a person waited, or waits: from recruiting opened, to their yes, to the first shift."""

    person: Id
    """For whom."""
    supporter: Id | None = None
    """Who came of it. None: it is still open."""
    opened: date
    """When it was opened."""
    said_yes: date | None = None
    """When the person said yes; None where it is not recorded."""
    first_shift: date | None = None
    """The day of the first shift; None where there was none, or no history tells."""
    days_to_yes: int | None = None
    """Days from opened to yes; of one that is open, days so far."""
    days_to_first_shift: int | None = None
    """Days from opened to the first shift."""


class PersonNow(Words):
    """One person, as a leader has to know of them today. None stands for what is not recorded."""

    person: Id
    """Who."""
    supporters: int
    """Members of the team today."""
    this_week: WeekNow | None
    """The week today is in; None without a history."""
    next_week: WeekNow | None
    """The week after."""
    load: Load | None
    """The team's load this week; None where it is not published."""
    last_contact: date | None
    """When a leader was last with the person."""
    last_leader: Text | None
    """Which leader that was, by name."""
    next_review: date | None
    """The next day on which something is to be looked at again, past or to come."""
    money_left: Decimal | None
    """Pounds that are unspent today; None where the file does not say since when money is counted."""
    late: tuple[Text, ...]
    """What is late or not recorded, for the person and their team, in sentences."""
    due: tuple[Text, ...]
    """What is due soon, in sentences."""


class LeaderNow(Words):
    """One leader, and how many people they were with lately."""

    leader: Id
    """Who."""
    people_met: int
    """People they were with in the last days."""
    days: int
    """How many days: the most that the rule about contact leaves between two visits."""


class Overview(Words):
    """Everyone on one screen, whoever needs a leader most first."""

    format: Literal["matcher/overview/1"] = OVERVIEW_FORMAT
    """Format and its version."""
    as_of: date
    """The day it is about."""
    says: Text
    """The most important of it, in a sentence or two."""
    people: tuple[PersonNow, ...]
    """Everyone, whoever needs a leader most first."""
    people_supported: int
    """People whose support has begun."""
    supporters: int
    """Supporters in teams today."""
    leaders: tuple[LeaderNow, ...]
    """The leaders; empty where none is recorded."""
    people_per_leader: float | None
    """People for each leader; None without leaders."""
    supporters_per_leader: float | None
    """Supporters for each leader."""
    growth: tuple[Text, ...]
    """Warnings about growing too fast or too large, in sentences."""
    recruiting: tuple[Recruiting, ...]
    """How long people wait and waited for somebody new."""
