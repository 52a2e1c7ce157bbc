"""What a supporter agreed to for one rota, besides what stands about them in the file."""

from datetime import date
from typing import Literal

from pydantic import Field

from matcher.model.words import Id, Words

AgreedRule = Literal["availability", "most_hours", "sleep_ins"]


class Agreement(Words):
    """One thing a supporter was asked for and said yes to. It counts for its day or week and no longer."""

    supporter: Id
    """Who agreed."""
    rule: AgreedRule
    """availability: to come at another time; most_hours: to more hours; sleep_ins: to more sleep-ins."""
    day: date
    """The day of the shift; for hours and sleep-ins, any day of the week."""
    need: Id | None = None
    """For availability: which need."""
    amount: int | None = Field(default=None, ge=1, le=7 * 24 * 60)
    """For hours: so many minutes more; for sleep-ins: so many more."""
