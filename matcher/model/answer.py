"""The answer: what is handed out, in stable names."""

from datetime import date, datetime
from typing import Final, Literal

from pydantic import AwareDatetime, Field

from matcher.model.need import Phase
from matcher.model.rota_cost import RotaCost
from matcher.model.rota_figures import Continuity, Fairness, SupporterHours
from matcher.model.team import Team
from matcher.model.told import NOTHING_TOLD, Told
from matcher.model.words import Id, ShiftKind, Text, Words

ANSWER_FORMAT: Final = "matcher/answer/1"

Status = Literal["covered", "gaps", "impossible", "no_rota"]
ProofWord = Literal["proved", "bounded", "stopped"]
Level = Literal["hard", "gaps", "change", "person", "supporters", "warn", "off"]
PRICED: tuple[Level, ...] = ("gaps", "change", "person", "supporters")
"""The levels with a price, in the order they are solved."""
ChangeWord = Literal["given", "taken", "moved"]
MatchLevel = Literal["gaps", "contingency", "match", "faces"]


class Proof(Words):
    """How good one level of one part is known to be."""

    person: Id
    """Whose."""
    part: Literal["match", "rota"]
    """The team, or the rota."""
    level: Level | MatchLevel
    """Which level. Nothing at a later level can buy anything at an earlier one."""
    status: ProofWord
    """proved: no better exists; bounded: at most cost - bound better; stopped: not looked at to the end."""
    cost: int
    """What it costs, in the level's own units."""
    bound: int | None
    """No answer can cost less. None where nothing is known."""


class Shift(Words):
    """One supporter on one dated need, or an extra: paid time beside the needs."""

    person: Id
    """Who is supported."""
    supporter: Id
    """Who comes."""
    need: Id
    """Which need; of an extra, its name."""
    day: date
    """The day it starts and belongs to."""
    part: int = Field(default=1, ge=1)
    """Which part of the need, where own time cuts it in several."""
    start: datetime
    """Zone-aware."""
    end: datetime
    """Zone-aware."""
    kind: ShiftKind
    """Which part of the day."""
    working_minutes: int
    """All of it, a sleep-in whole: for rest and the 48 hours."""
    paid_minutes: int
    """Time awake. A sleep-in is paid by its allowance."""
    extra: Id | None = None
    """The kind of extra, such as shadow or supervision: never counted. None: it covers a need."""


class Gap(Words):
    """One supporter missing on one dated need."""

    person: Id
    """Who goes without."""
    need: Id
    """Which need."""
    day: date
    """The day it starts."""
    start: datetime
    """Zone-aware."""
    end: datetime
    """Zone-aware."""
    kind: ShiftKind
    """Which part of the day."""
    supporters_missing: int
    """How many are missing."""
    minutes: int
    """Minutes missing: length times supporters missing."""
    activity: Text | None = None
    """What the person would lose."""
    says: Text
    """In a sentence."""


class Violation(Words):
    """A rule that is broken, bent at a price, or warned about; always in a sentence."""

    rule: Id
    """The rule's kind."""
    level: Level
    """hard: never in an answer of ours; a priced level; or warn."""
    person: Id | None = None
    """Whose rota."""
    supporter: Id | None = None
    """Who it is about."""
    needs: tuple[str, ...] = ()
    """Which dated needs, as 'early 2026-06-01'."""
    amount: int
    """By how much, in the rule's own unit."""
    cost: int
    """amount times the rule's weight."""
    says: Text
    """In a sentence, with its numbers."""


class Change(Words):
    """One shift given to a supporter, taken from them, or moved, after a rota was promised."""

    person: Id
    """Whose rota."""
    supporter: Id
    """Whose shift it is or was."""
    need: Id
    """Which need."""
    day: date
    """The day it starts."""
    part: int = Field(default=1, ge=1)
    """Which part of the need."""
    what: ChangeWord
    """given: they have it now and had not; taken: they had it and have not; moved: they keep it, but the need
    has other times."""
    start: datetime
    """When it starts, zone-aware; where it moved, when it starts now."""
    end: datetime
    """When it ends, zone-aware."""
    counts: int
    """What it counts at the level of change: more, the sooner it is; 0 where only the times have moved."""
    says: Text
    """In a sentence."""


class Compromise(Words):
    """Something the person set that is not met this week."""

    person: Id
    """Who lives with it."""
    about: Text
    """What it is about, the same from week to week."""
    says: Text
    """What."""
    why: Text
    """Why."""
    since: date
    """Since when."""


class RuleScore(Words):
    """What one rule costs on one person's rota."""

    person: Id
    """Whose rota."""
    rule: Id
    """The rule's kind."""
    level: Level
    """At which level."""
    cost: int
    """What it costs."""


class Rota(Words):
    """One person's rota."""

    person: Id
    """Whose."""
    first_day: date
    """First day."""
    days: int
    """How many days."""
    rest: Text
    """Which rest policy made it, in a sentence."""
    shifts: tuple[Shift, ...]
    """By start, also those that had begun when it was planned."""
    published_on: date | None = None
    """The day on which supporters first had its first day; None where they do not have it yet."""
    phases: tuple[Phase, ...] = ()
    """The person's phases in force on some of its days, by first day."""

    @property
    def support(self) -> int:
        """How many shifts it has, extras left out."""
        return sum(shift.extra is None for shift in self.shifts)


class Clash(Words):
    """The smallest set of things asked for that cannot all hold. Each is needed for the clash."""

    person: Id
    """Whose rota."""
    items: tuple[Text, ...]
    """The things, in sentences."""
    says: Text
    """What to do about it."""


class Provenance(Words):
    """What made this answer."""

    version: Text
    """Version of the program."""
    solver: Text
    """Version of the solver."""
    team_file: Text | None = None
    """The name of the team file without its folder, so that questions find it again."""
    input_hash: Text
    """SHA-256 of the organisation as read; an answer belongs to one file."""
    history: int | None = Field(default=None, ge=0)
    """The number of the last entry of the history that was read; None where none was given."""
    as_of: date
    """The day it was made for."""
    now: AwareDatetime | None = None
    """The moment it was planned from: what had begun by then stands. None: from the first day on."""
    told: Told = NOTHING_TOLD
    """What was told besides what the team file says."""
    seed: int
    """Random seed."""
    workers: int
    """Most workers used at once."""
    time_limit_seconds: float
    """Time given."""
    seconds: float
    """Time used."""
    stopped_early: bool
    """Stopped by hand or by the time limit."""


class Answer(Words):
    """All of it."""

    format: Literal["matcher/answer/1"] = ANSWER_FORMAT
    """Format and its version."""
    status: Status
    """covered, gaps, impossible or no_rota."""
    says: Text
    """The result in a sentence, with its proof."""
    proof: tuple[Proof, ...] = ()
    """Per person, part and level."""
    teams: tuple[Team, ...] = ()
    """Each person's team."""
    rotas: tuple[Rota, ...] = ()
    """Each person's rota."""
    gaps: tuple[Gap, ...] = ()
    """What is not covered."""
    changes: tuple[Change, ...] = ()
    """What is changed of a rota that was promised before. Empty where none was."""
    compromises: tuple[Compromise, ...] = ()
    """What the person set and does not get this week."""
    score: tuple[RuleScore, ...] = ()
    """What each rule costs."""
    violations: tuple[Violation, ...] = ()
    """What the audit found: priced items and warnings; never a hard one."""
    hours: tuple[SupporterHours, ...] = ()
    """Hours per supporter."""
    costs: tuple[RotaCost, ...] = ()
    """Per person: what the rota costs, if the rates hold."""
    continuity: tuple[Continuity, ...] = ()
    """Per person."""
    fairness: tuple[Fairness, ...] = ()
    """Per person and kind of turn."""
    clash: tuple[Clash, ...] = ()
    """Only where the status is impossible."""
    provenance: Provenance
    """What made it."""
