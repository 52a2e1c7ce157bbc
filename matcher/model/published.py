"""What was published: an answer as it was promised, who did it, when and why. It never changes."""

from datetime import date, datetime
from typing import Final, Literal, Self

from pydantic import Field

from matcher.model.answer import Answer, Change
from matcher.model.delivered import Happened
from matcher.model.rewritten import Rewritten
from matcher.model.words import Id, Text, Words

PUBLISHED_FORMAT: Final = "matcher/published/1"


class Publication(Words):
    """One answer that was published. A later one replaces it for the days and people it covers."""

    format: Literal["matcher/published/1"] = PUBLISHED_FORMAT
    """Format and its version."""
    number: int = Field(ge=1)
    """Its place in the history, counted from 1."""
    at: datetime
    """When, zone-aware."""
    by: Text
    """Who published it."""
    why: Text | None = None
    """Why. Asked for where it changes what was published before."""
    changes: tuple[Change, ...] = ()
    """What it changes of what was published before."""
    answer: Answer
    """The answer, whole."""
    rewritten: tuple[Rewritten, ...] = ()
    """When somebody was forgotten whom it was about, so that it is not as it was. Empty otherwise."""


class DaysPublished(Words):
    """One person's days in one publication."""

    person: Id
    """Whose rota."""
    first_day: date
    """The first day."""
    days: int = Field(ge=1)
    """How many days."""
    shifts: int = Field(ge=0)
    """How many shifts."""


class Logged(Words):
    """One line of the log: what was published, by whom, when and why, and what it changed."""

    number: int = Field(ge=1)
    """Its place in the history."""
    at: datetime
    """When, zone-aware."""
    by: Text
    """Who."""
    why: Text | None
    """Why, where it was said."""
    rotas: tuple[DaysPublished, ...]
    """Whose days."""
    gaps: int = Field(ge=0)
    """Supporters missing in it."""
    changes: tuple[Change, ...]
    """What it changed of what was published before."""

    @classmethod
    def of(cls, entry: Publication) -> Self:
        """The line for one publication."""
        people = {rota.person for rota in entry.answer.rotas}
        return cls(
            number=entry.number,
            at=entry.at,
            by=entry.by,
            why=entry.why,
            rotas=tuple(
                DaysPublished(
                    person=rota.person, first_day=rota.first_day, days=rota.days, shifts=rota.support
                )
                for rota in entry.answer.rotas
            ),
            gaps=sum(gap.supporters_missing for gap in entry.answer.gaps if gap.person in people),
            changes=entry.changes,
        )


class Recorded(Words):
    """One line of the log: what happened on some shifts was recorded."""

    number: int = Field(ge=1)
    """Its place in the history."""
    at: datetime
    """When, zone-aware."""
    by: Text
    """Who."""
    shifts: int = Field(ge=1)
    """How many shifts."""

    @classmethod
    def of(cls, entry: Happened) -> Self:
        """The line for one record."""
        return cls(number=entry.number, at=entry.at, by=entry.by, shifts=len(entry.shifts))


class Log(Words):
    """Everything a history holds, in order."""

    published: tuple[Logged, ...]
    """What was published, by number."""
    recorded: tuple[Recorded, ...] = ()
    """What was recorded of what happened, by number."""
