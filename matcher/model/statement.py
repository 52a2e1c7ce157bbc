"""A statement of one person's money, for the person. It holds nothing of anybody else's."""

from datetime import date
from decimal import Decimal
from typing import Final, Literal

from matcher.model.money import FundingKind
from matcher.model.words import Id, Text, Words

STATEMENT_FORMAT: Final = "matcher/statement/1"


class Amount(Words):
    """One line of a statement."""

    says: Text
    """What it is, in plain words."""
    amount: Decimal
    """Pounds."""


class Bought(Amount):
    """What some of the money bought."""

    minutes: int | None = None
    """Minutes of support awake; None where it is something else."""
    times: int | None = None
    """How many, of sleep-ins and of shifts that were cancelled; None where it is something else."""


class Statement(Words):
    """What came in for one person, what it bought, and what is left. The lines add up to the penny."""

    format: Literal["matcher/statement/1"] = STATEMENT_FORMAT
    """Format and its version."""
    person: Id
    """Whose money."""
    first_day: date
    """First day."""
    last_day: date
    """Last day."""
    kind: FundingKind
    """How the money is held."""
    whose: Text
    """Whose money it is and who looks after it, in sentences."""
    came_in: tuple[Amount, ...]
    """What came in, by who pays."""
    came_in_total: Decimal
    """All that came in, with what was taken out of the money for hard times."""
    bought: tuple[Bought, ...]
    """What it bought."""
    bought_total: Decimal
    """All that was bought."""
    put_by: Decimal
    """Put by for hard times in these days."""
    left: Decimal
    """What is left of these days: came in, less what was bought and put by. Below nothing: more was spent."""
    left_before: Decimal | None
    """What was unspent before the first day; None where money is not counted that far back."""
    left_now: Decimal | None
    """What is unspent after the last day; None as above."""
    hard_times: Decimal
    """What is kept for hard times after the last day."""
    about_hard_times: tuple[Text, ...]
    """What that is for, and how far it would go."""
    notes: tuple[Text, ...]
    """What is not sure, and what the rules of the fund ask, in sentences."""
    may_see: tuple[Text, ...]
    """Who may see this, as the person said."""
