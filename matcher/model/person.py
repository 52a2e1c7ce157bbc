"""The person: the one supported, and always first."""

from datetime import date, tzinfo
from typing import Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.extras import AnyExtra
from matcher.model.money import Money
from matcher.model.need import Need, OwnTime, Phase
from matcher.model.profile import LookingFor, OnePageProfile
from matcher.model.words import Id, Text, Words

AnswerWord = Literal["yes", "no", "not_yet", "not_met"]


class PersonsAnswer(Words):
    """What the person said about one supporter. Nothing in the program outranks it."""

    supporter: Id
    """The supporter it is about."""
    answer: AnswerWord
    """yes, no, not yet, or not met."""
    met_on: date | None = None
    """When they met. A yes needs it."""
    said_on: date | None = None
    """When the person said so."""
    recruiting_since: date | None = None
    """When the recruiting that brought this supporter was opened: tells how long the person waited."""
    decided_by: Text | None = None
    """Who decided: the person, or who helped them to."""
    families_view: Text | None = None
    """What families said. Recorded beside the person's answer, never over it."""


class Family(Words):
    """Someone the person has chosen to be in their life: family, friend or community member."""

    name: Text
    """Who they are."""
    relation: Text | None = None
    """Who they are to the person."""
    may_see: tuple[Literal["team", "rota", "money"], ...] = ()
    """What the person lets them see. Nothing until the person says so."""
    involved: Text | None = None
    """How they want to be involved."""


class TeamSize(Words):
    """How many faces the person wants."""

    least: int = Field(default=1, ge=1, le=30)
    """Fewest supporters in the team."""
    most: int | None = Field(default=None, ge=1, le=30)
    """Most supporters in the team."""


class Person(Words):
    """A person, what matters to them, their week and their answers."""

    id: Id
    """Short name inside the file."""
    name: Text
    """First name or the name they choose."""
    supported_since: date | None = None
    """When support began; for new people, when it will."""
    profile: OnePageProfile = OnePageProfile()
    """The person's one-page profile."""
    ways_of_working: tuple[Text, ...] = ()
    """How supporters behave in the person's home, in the person's words."""
    looking_for: LookingFor = LookingFor()
    """What the person looks for in supporters."""
    families: tuple[Family, ...] = ()
    """The people the person has chosen to be in their life. They are never counted as cover."""
    answers: tuple[PersonsAnswer, ...] = ()
    """The person's answer about each supporter. No entry means not met."""
    needs: tuple[Need, ...] = Field(default=(), max_length=400)
    """The week, as needs."""
    phases: tuple[Phase, ...] = ()
    """Dated changes in needs."""
    own_time: tuple[OwnTime, ...] = Field(default=(), max_length=50)
    """Time without paid support."""
    contingency_order: tuple[Id, ...] = ()
    """Who comes when someone cannot, in the agreed order."""
    contingency_review_on: date | None = None
    """When that order is looked at again."""
    money: Money | None = None
    """The person's money."""
    team_size: TeamSize | None = None
    """How many faces the person wants."""
    recruiting_since: date | None = None
    """Since when somebody is looked for. Left out: nobody is."""
    extras: tuple[AnyExtra, ...] = Field(default=(), max_length=20)
    """Time beside the needs: planned and paid, never counted. Each kind once."""

    def is_supported(self, day: date) -> bool:
        """Whether support has begun by a day; where no first day is known, it has."""
        return self.supported_since is None or self.supported_since <= day

    def needs_in_force(self, day: date) -> tuple[Need, ...]:
        """The needs in the phase of a day; none before support begins."""
        if not self.is_supported(day):
            return ()
        phases = {phase.id for phase in self.phases if phase.covers(day)}
        return tuple(need for need in self.needs if need.phase is None or need.phase in phases)

    def extra_times(self, day: date, zone: tzinfo) -> list[DatedNeed]:
        """When extras may be, of what belongs to a day."""
        return [time for extra in self.extras for time in extra.times(self, day, zone)]

    def answer_about(self, supporter: str) -> AnswerWord:
        """The person's answer about a supporter's id; not_met where none is recorded."""
        return next((said.answer for said in self.answers if said.supporter == supporter), "not_met")
