"""What is to be done by a day: found by the rules about reviews and contact, which say what is late."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

DueWord = Literal["review", "contact", "supervision", "debrief"]


@dataclass(frozen=True)
class Due:
    """One thing to be done by a day. `by` is None where nothing is recorded to count from."""

    what: DueWord
    whose: str
    """Whom or what it is about, in words: 'Andre', or "Joy's swim and town"."""
    by: date | None
    late: str | None
    """In a sentence, where the day has passed or nothing is recorded; None while there is time."""
    person: str | None = None
    """The person, by id, where it is about one."""
    supporter: str | None = None
    """The supporter, by id, where it is about one."""
    count: int = 1
    """How many things nothing is recorded of."""

    def amount(self, as_of: date) -> int:
        """Days late; where nothing is recorded, of how many things."""
        return self.count if self.by is None else (as_of - self.by).days
