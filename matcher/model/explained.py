"""Answers to questions about an answer: why not, what would close a gap, what if, whom to recruit."""

from datetime import date
from typing import Literal

from matcher.model.agreement import Agreement
from matcher.model.answer import Level, Proof, Violation
from matcher.model.team import Meet
from matcher.model.words import ClockTime, Day, Id, ShiftKind, Text, Words


class CostChange(Words):
    """How a rule's cost would change."""

    rule: Id
    """The rule's kind."""
    level: Level
    """At which level."""
    before: int
    """What it costs in the rota as it is."""
    after: int
    """What it would cost."""


class WhyNot(Words):
    """What would happen if a supporter worked a shift, all else left as it is."""

    person: Id
    """Whose rota."""
    supporter: Id
    """Who."""
    need: Id
    """Which need."""
    day: date
    """The day it starts."""
    here: bool
    """They are on it already."""
    instead_of: Id | None
    """Whose place they would take; None where there is a gap."""
    breaks: tuple[Violation, ...]
    """Limits that would break."""
    changes: tuple[CostChange, ...]
    """What it would cost where no limit breaks."""
    says: tuple[Text, ...]
    """In sentences."""


class Fix(Words):
    """One way to close a gap, confirmed by a fresh solve with exactly these granted."""

    agreements: tuple[Agreement, ...]
    """What supporters would agree to. They can be put into the team file as they stand."""
    yeses: tuple[Id, ...]
    """Whom the person would have said yes to."""
    asks: tuple[Text, ...]
    """What is asked, of whom, in sentences."""
    says: Text
    """In one sentence."""


class GapExplained(Words):
    """Why a need is not covered, what the person loses, and what would close it."""

    person: Id
    """Who goes without."""
    need: Id
    """Which need."""
    day: date
    """The day it starts."""
    says: Text
    """The gap, and what is lost."""
    phase: Text | None = None
    """Which phase the need belongs to, in a sentence; None for a need that always holds."""
    proved: bool
    """It is proved that nobody can cover it as things are, without leaving as much uncovered elsewhere."""
    why_not: tuple[WhyNot, ...]
    """Everyone in the team, with their reasons."""
    next_in_order: tuple[Id, ...]
    """The agreed order of who comes when someone cannot."""
    fixes: tuple[Fix, ...]
    """Different ways to close it, the one that asks least first."""
    waiting: tuple[Text, ...] = ()
    """Who would close it once they are ready or in the team, in sentences."""
    closes_already: bool = False
    """A better rota exists that closes it with nothing asked of anybody."""
    only_new: bool
    """It is proved that no agreement, no yes and nobody who is still to be ready or to join closes it: only
    somebody new would."""


class GapsExplained(Words):
    """Every gap of an answer, explained."""

    gaps: tuple[GapExplained, ...]
    """By person and time."""


class Away(Words):
    """A typical week without some members."""

    away: tuple[Id, ...]
    """Who is away."""
    gaps: int
    """Gaps in the week."""
    gap_minutes: int
    """Minutes not covered."""
    cost: int
    """Level-1 cost: minutes weighted by how essential."""
    uncovered: tuple[Text, ...]
    """Which needs, with their weekday."""
    kinds: tuple[ShiftKind, ...]
    """The kinds of need that go uncovered."""
    carries: dict[Id, int]
    """Awake minutes a week beyond those agreed, of each member who would be asked for more."""
    proved: bool
    """Whether it is proved that the others cannot do better."""


class WhatIf(Words):
    """What if someone were away, or something changed."""

    person: Id
    """Whose team."""
    headline: Text
    """The most important of it, in a sentence."""
    before: Away | None
    """The week with everybody, who may be asked for more as well; None where time ran out first."""
    rows: tuple[Away, ...]
    """The week without each of those asked about, worst first, as far as worked out in the time."""
    mends: tuple[Text, ...]
    """Single changes that would mend every row at once; each confirmed."""


class LinkedSide(Words):
    """One person's rota with linked duty allowed, or with strict rest. It has passed the audit."""

    allowed: bool
    """With linked duty allowed; else with strict rest."""
    arrivals_a_week: float
    """Times someone comes through the door, a week."""
    faces_a_day: float
    """Different supporters who come in a day, on average over the days."""
    gaps: int
    """Supporters missing."""
    gap_minutes: int
    """Minutes not covered."""
    uncovered: tuple[Text, ...]
    """Each gap, in a sentence."""
    duties: dict[Id, int]
    """Linked duties of each supporter who has any: a sleep-in with what it touches, longer than one duty."""
    joined_twice: int
    """Of these, how many have their sleep-in joined on both sides."""
    missed_minutes: int
    """Minutes of daily rest that they take."""
    made_up_minutes: int
    """Minutes of that given after them on the days of the rota, besides the rest of every day."""
    owed_minutes: int
    """Minutes of that which the days after the rota owe. A later rota with it as its history gives them."""
    proof: tuple[Proof, ...]
    """How good it is known to be, level by level."""


class LinkedDutyWeighed(Words):
    """One person's rota both ways, with linked duty allowed and with strict rest, side by side."""

    person: Id
    """Whose rota."""
    first_day: date
    """First day of the rotas."""
    days: int
    """How many days."""
    headline: Text
    """Both figures in a sentence."""
    in_force: bool
    """Whether the file allows linked duty for them now."""
    grounds: tuple[Text, ...]
    """The grounds that are written down. Without one it may not be used."""
    proposed: tuple[Id, ...]
    """Who is not in the team yet: all of it, where the person has none and it is proposed."""
    strict: LinkedSide | None
    """With strict rest; None where no rota was found or no sleep-in could be joined."""
    linked: LinkedSide | None
    """With linked duty allowed; None likewise."""
    says: tuple[Text, ...]
    """What to know before it is decided, in sentences."""


class Wanted(Words):
    """One new supporter wanted: when, how much, with what."""

    hours: float
    """Awake hours a week, up to."""
    sleep_ins: int
    """Sleep-ins a week, up to."""
    times: tuple[tuple[Day, ShiftKind, ClockTime, ClockTime], ...]
    """Days with kinds and times of the shifts."""
    skills: tuple[Id, ...]
    """Skills needed on them."""
    requirements: tuple[Text, ...]
    """Requirements of these shifts, each with its written reason."""
    interests: tuple[Text, ...]
    """Interests the person would love to share, those nobody in the team shares first."""


class Brief(Words):
    """A recruitment brief around a person, solved for and confirmed."""

    person: Id
    """Around whom."""
    fewest: int | None
    """The fewest new supporters found to do it; None where no number was found and confirmed."""
    proved: bool
    """It is proved that fewer do not; where there is no number, that it is just as `says` puts it."""
    aim: Literal["covered", "survives_any_absence"]
    """What they achieve."""
    confirmed: bool
    """Fresh solves with exactly such people, and nobody better, cover the week as said."""
    wanted: tuple[Wanted, ...]
    """The new supporters. Nobody, unless it is confirmed."""
    says: Text
    """In a sentence."""
    text: Text
    """The brief, ready to edit, in the person's own words, with nothing but what may be told; without a
    confirmed number, what `says` says."""
    meet_next: tuple[Meet, ...] = ()
    """Applicants to meet first, and what the person's yes to each would change."""
