"""The extras: time beside the needs, planned and paid, never counted. Each public module is one kind."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from matcher.extras._base import Extra, Wanted
from matcher.extras._discover import discover

EXTRAS = discover(__name__, list(__path__))
"""Every class of extra by its kind."""

if TYPE_CHECKING:
    AnyExtra = Extra
else:
    AnyExtra = Annotated[reduce(or_, EXTRAS.values()), Field(discriminator="kind")]


def is_of_its_own(extra: str | None) -> bool:
    """Whether an extra of a kind is something to promise, to draw and to record; so is what is no extra."""
    known = EXTRAS.get(extra or "")
    return known is None or known.of_its_own


__all__ = ["EXTRAS", "AnyExtra", "Extra", "Wanted", "is_of_its_own"]
