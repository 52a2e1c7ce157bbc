"""What was published: an answer as it was promised, who did it, when and why. It never changes."""

from datetime import datetime
from typing import Final, Literal

from pydantic import Field

from matcher.model.answer import Answer, Change
from matcher.model.words import Text, Words

PUBLISHED_FORMAT: Final = "matcher/published/1"


class Rewritten(Words):
    """An entry of a history was written again without somebody who is to be forgotten."""

    at: datetime
    """When, zone-aware."""
    by: Text
    """Who did it."""


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
