"""Hours side by side: assessed, funded, contracted, rostered, delivered. Five numbers, never merged."""

from datetime import date
from decimal import Decimal
from typing import Final, Literal

from matcher.model.money import LineKind
from matcher.model.words import Id, Text, Words

HOURS_FORMAT: Final = "matcher/hours/1"

FlagKind = Literal["disturbed", "rest", "hours", "pay"]


class WeekHours(Words):
    """One person's week. Minutes of support awake, of all supporters together, and numbers of sleep-ins.

    None stands for not known: no assessment, no budget lines, no rota, nothing recorded.
    """

    first_day: date
    """The first day of the week."""
    assessed_minutes: int | None
    """What was assessed."""
    assessed_sleep_ins: int | None
    """Sleep-ins that were assessed."""
    funded_minutes: int | None
    """What the budget's lines pay for."""
    funded_sleep_ins: int | None
    """Sleep-ins that they pay for."""
    contracted_minutes: int
    """What the contracts of the team come to, time for holidays and training in."""
    rostered_minutes: int | None
    """What was on the rota."""
    rostered_sleep_ins: int | None
    """Sleep-ins on the rota."""
    delivered_minutes: int | None
    """What was recorded as worked, time awake on sleep-ins in."""
    delivered_sleep_ins: int | None
    """Sleep-ins that were recorded as worked."""
    not_recorded: int
    """Shifts on the rota of which nothing is recorded."""
    average_delivered_minutes: int | None
    """Delivered in a week on average, over four weeks that end with this one and are recorded whole."""


class SupporterWeek(Words):
    """One supporter's week with one person."""

    first_day: date
    """The first day of the week."""
    rostered_minutes: int
    """Awake, on the rota."""
    delivered_minutes: int
    """Awake, as recorded."""
    not_recorded: int
    """Shifts on the rota of which nothing is recorded."""
    average_delivered_minutes: int | None
    """Delivered in a week on average, over four weeks that end with this one and are recorded whole."""


class SupporterHeld(Words):
    """One supporter's hours, planned against delivered."""

    supporter: Id
    """Who."""
    contracted_minutes: int
    """What the contract comes to in these days."""
    rostered_minutes: int
    """Awake, on the rota."""
    delivered_minutes: int
    """Awake, as recorded."""
    not_recorded: int
    """Shifts on the rota of which nothing is recorded."""
    weeks: tuple[SupporterWeek, ...]
    """Week by week."""


class Undelivered(Words):
    """One shift that was planned or wanted and did not happen."""

    need: Id
    """Which need."""
    day: date
    """The day it starts."""
    outcome: Literal["cancelled", "not_covered"]
    """Cancelled: not wanted. Not covered: wanted, and nobody came."""
    minutes: int
    """Its length."""
    says: Text
    """In a sentence."""


class Flag(Words):
    """Something about rest, hours or pay that what really happened calls for."""

    kind: FlagKind
    """disturbed: a sleep-in; rest: too little of it; hours: too many of them; pay: the minimum wage."""
    supporter: Id
    """About whom."""
    says: Text
    """In a sentence."""


class LineHeld(Words):
    """One line of the budget."""

    label: Text
    """What it is for."""
    kind: LineKind
    """What sort of cost it is."""
    a_week: Decimal
    """Pounds a week, as on the last day."""
    amount: Decimal
    """Pounds in these days."""
    movable: bool
    """Whether its money may be moved to another line."""
    from_contingency: bool
    """Paid out of what is kept for hard times."""


class MoneyHeld(Words):
    """One person's money in these days, for the leader."""

    comes_in_a_week: Decimal
    """Pounds a week that come in."""
    lines: tuple[LineHeld, ...]
    """The budget's lines."""
    lines_a_week: Decimal
    """What they come to in a week, without those paid out of what is kept."""
    for_support: Decimal
    """What there was for supporters in these days."""
    support: Decimal
    """What supporters cost, as far as rates are known."""
    unspent: Decimal | None
    """What is unspent after the last day; None where the file does not say since when money is counted."""
    says: tuple[Text, ...]
    """What follows from it, in sentences."""


class PersonHours(Words):
    """One person's hours, evidence for whoever funds them, and what the leader has to see to."""

    person: Id
    """Whose."""
    first_day: date
    """First day."""
    last_day: date
    """Last day."""
    weeks: tuple[WeekHours, ...]
    """The numbers side by side, week by week."""
    undelivered: tuple[Undelivered, ...]
    """What was planned or wanted and did not happen."""
    supporters: tuple[SupporterHeld, ...]
    """Each supporter's hours."""
    flags: tuple[Flag, ...]
    """What calls for rest, pay or a talk."""
    money: MoneyHeld | None
    """Their money; None where none is recorded."""


class Hours(Words):
    """Everybody's hours. Each person's stand by themselves."""

    format: Literal["matcher/hours/1"] = HOURS_FORMAT
    """Format and its version."""
    people: tuple[PersonHours, ...]
    """Person by person."""
