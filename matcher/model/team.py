"""A person's own team as it is handed out: who, why, and what its typical week leaves open."""

from datetime import date

from matcher.model.person import AnswerWord
from matcher.model.profile import Heading
from matcher.model.words import Id, Text, Words


class Part(Words):
    """One heading's share in a supporter's match with the person."""

    heading: Heading
    """Which heading."""
    points: int | None
    """Points of the whole, which they add up to; None where nothing under the heading is known."""
    of: int
    """The most this heading could give, of 100; 0 where nothing under it is known."""
    shared: tuple[Text, ...] = ()
    """What they share."""
    missing: tuple[Text, ...] = ()
    """What is asked for and not brought."""
    not_known: tuple[Text, ...] = ()
    """What nobody has asked yet. Left out of the sum."""


class Considered(Words):
    """One supporter looked at for a person: reasons, and no cut-off."""

    supporter: Id
    """Who."""
    answer: AnswerWord
    """The person's answer."""
    in_team: bool
    """Whether they are in the team."""
    member_already: bool
    """Whether they were in this team before."""
    match: int | None
    """0 to 100; None where nothing is known yet. It orders a conversation and nothing else."""
    rank: int | None
    """Place by match; equal matches share one."""
    parts: tuple[Part, ...]
    """The headings; their points add up to the match."""
    reasons: tuple[Text, ...]
    """In sentences."""


class Meet(Words):
    """Someone to meet next, and what their yes would change."""

    supporter: Id
    """Who."""
    says: Text
    """Why, in a sentence."""
    gap_minutes_closed: int
    """Minutes a week covered that are not covered now."""


class GapsBySize(Words):
    """What one more face buys: the fewest gaps a team of this size can leave in a typical week."""

    size: int
    """Supporters in the team."""
    gaps: int
    """Fewest gaps in the typical week."""
    proved: bool
    """Whether it is proved that no team of this size leaves fewer."""


class Without(Words):
    """A typical week without one member, the others at no more than they may be asked for."""

    supporter: Id
    """Who is away."""
    gaps: int
    """Gaps in the week."""
    gap_minutes: int
    """Minutes not covered."""
    cost: int
    """Level-1 cost: minutes weighted by how essential."""
    proved: bool
    """Whether it is proved that the others cannot do better."""


class TypicalGap(Words):
    """A gap that the typical week of the proposed team has, week after week."""

    need: Id
    """Which need."""
    day: Text
    """The weekday."""
    supporters_missing: int
    """How many are missing."""
    unavoidable: bool
    """Proved: no team from these applicants and members covers everything."""
    says: Text
    """In a sentence."""


class PhaseAhead(Words):
    """A day to come from which the person's week asks for something else, and what the team can supply."""

    phase: Id | None
    """The phase that begins; None where one ends and no other begins."""
    after: Id | None
    """The phase that has ended then, where no other begins."""
    first_day: date
    """The first day of it."""
    last_day: date | None
    """The last day; None where it is open."""
    awake_minutes: int
    """Awake minutes that a week of it asks for, each supporter's counted."""
    agreed_minutes: int
    """The most awake minutes a week that the team agreed to, together."""
    most_minutes: int
    """The most that they may be asked for, together."""
    gap_minutes: int | None
    """Minutes of a typical week that go uncovered, at the hours agreed; None: not worked out."""
    gap_minutes_if_asked: int | None
    """The same, with everybody asked for as much as may be; None: not worked out."""
    proved: bool
    """Whether it is proved that the team cannot leave less."""
    skills_missing: tuple[Text, ...] = ()
    """Skills and requirements that fewer of the team have than a need of it asks for."""
    says: tuple[Text, ...]
    """In sentences."""


class Team(Words):
    """One person's own team, as proposed or as it stands."""

    person: Id
    """Whose team."""
    members: tuple[Id, ...]
    """Who is in it."""
    considered: tuple[Considered, ...]
    """Everyone looked at, members first."""
    shared: tuple[Text, ...]
    """What the team as a whole shares with the person."""
    nobody_shares: tuple[Text, ...]
    """What matters to the person and nobody shares yet."""
    meet_next: tuple[Meet, ...]
    """Who to meet next."""
    typical_gaps: tuple[TypicalGap, ...]
    """What the typical week leaves uncovered."""
    gaps_by_size: tuple[GapsBySize, ...]
    """What each team size could do at best."""
    without: tuple[Without, ...]
    """The week without each member."""
    phase: Id | None = None
    """The phase that the typical week is of; None where none is in force."""
    phases_ahead: tuple[PhaseAhead, ...] = ()
    """Days to come from which the week asks for something else."""
