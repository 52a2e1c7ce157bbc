"""Reading: bytes to words of the field, or every problem at once."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from matcher.errors import BadInput, Problem
from matcher.model.answer import ANSWER_FORMAT
from matcher.model.organisation import Organisation
from matcher.read.paths import Paths
from matcher.read.refer import cross_problems
from matcher.read.rota import Turns, turns_of
from matcher.read.salvage import rest_of, validated
from matcher.read.schema import answer_schema, team_schema
from matcher.read.shape import shape_of
from matcher.read.text import Found, bytes_of, first_of, problems_of, text_of, values_of

ANSWER_GIVEN = Problem(
    "", "This is an answer of this program, not a team file.", "Give the team file it was made from."
)

__all__ = ["answer_schema", "read", "read_rota", "team_schema"]


def read(source: Path | BinaryIO | bytes, name: str) -> Organisation:
    """An organisation from JSON. `name` is how problems call the file. BadInput with every problem."""
    values, found = values_of(text_of(bytes_of(source, name), name), name)
    if isinstance(values, dict) and values.get("format") == ANSWER_FORMAT:
        raise BadInput(name, [ANSWER_GIVEN])
    organisation, more = _organisation(values)
    refused = {each.loc for each in found}
    others = (each for each in more if each.loc not in refused)
    problems = first_of(problems_of(chain(found, others), Paths(values)))
    if organisation is None or problems:
        raise BadInput(name, problems)
    return organisation


def read_rota(source: Path | BinaryIO | bytes, name: str, organisation: Organisation) -> Turns:
    """A rota from JSON or CSV, by person: an answer of ours, or rows of person, supporter, need and day.

    Columns and fields besides these are not looked at. `person` may be left out where there is only one.
    """
    turns, problems = turns_of(text_of(bytes_of(source, name), name), name, organisation)
    if problems:
        raise BadInput(name, first_of(problems))
    return turns


def _organisation(values: Any) -> tuple[Organisation | None, Iterable[Found]]:
    """The organisation where all its parts are written well, and everything that is wrong."""
    try:
        organisation = validated(values)
    except ValidationError as failed:
        errors = failed.errors(include_url=False, include_input=False)
        return None, chain(shape_of(errors, values), rest_of(values, errors))
    return organisation, cross_problems(organisation, values)
