"""The catalogue of rules. Each public module of this package is one rule, found by itself."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from matcher.rules._base import AppliesTo, CellRule, Example, Rule
from matcher.rules._discover import discover

CATALOGUE = discover(__name__, list(__path__))
"""Every rule class by its kind, hard ones first."""

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[reduce(or_, CATALOGUE.values()), Field(discriminator="kind")]

__all__ = ["CATALOGUE", "AnyRule", "AppliesTo", "CellRule", "Example", "Rule"]
