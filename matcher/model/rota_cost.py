"""What a rota costs, shift by shift."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from matcher.model.words import Id, Text, Words


class ShiftCost(Words):
    """What one shift costs, if the rates hold. In pounds and pence; the parts add up to the total."""

    supporter: Id
    """Who comes."""
    need: Id
    """Which need."""
    day: date
    """The day it starts."""
    part: int = Field(default=1, ge=1)
    """Which part of the need."""
    hours: Decimal
    """Paid by the hour."""
    allowance: Decimal
    """The allowance of a sleep-in."""
    enhancements: Decimal
    """More pay because of the time."""
    on_costs: Decimal
    """On top of pay."""
    total: Decimal
    """All of it."""


class RateMissing(Words):
    """What is not known of what a supporter is paid."""

    supporter: Id
    """Who."""
    missing: tuple[Literal["rate", "sleep_in_allowance"], ...]
    """What."""


class RotaCost(Words):
    """What one person's rota costs, if the rates hold: not a quote. Shifts add up to it to the penny."""

    person: Id
    """Whose rota, and whose money alone."""
    hours: Decimal
    """Paid by the hour."""
    allowances: Decimal
    """Allowances of sleep-ins."""
    enhancements: Decimal
    """More pay because of the time."""
    on_costs: Decimal
    """On top of pay."""
    total: Decimal
    """All of it, as far as rates are known."""
    money: Decimal | None
    """The person's money for support on the days of the rota; None where no money is recorded."""
    not_known: tuple[RateMissing, ...]
    """Whose rates are not known. Their shifts are left out of all sums."""
    shifts: tuple[ShiftCost, ...]
    """Each shift whose rates are known, by start."""
    says: Text
    """In a sentence or two."""
