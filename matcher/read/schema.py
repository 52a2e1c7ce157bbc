"""JSON Schemas: what an editor completes from, and what an answer promises."""

from typing import Any

from pydantic.json_schema import JsonSchemaMode

from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.words import Words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEAM_ID = "urn:matcher:team:1"
ANSWER_ID = "urn:matcher:answer:1"


def team_schema() -> dict[str, Any]:
    """The schema of a team file."""
    return _schema(Organisation, "validation", TEAM_ID, "A team file")


def answer_schema() -> dict[str, Any]:
    """The schema of an answer."""
    return _schema(Answer, "serialization", ANSWER_ID, "An answer")


def _schema(model: type[Words], mode: JsonSchemaMode, id: str, title: str) -> dict[str, Any]:
    body = model.model_json_schema(by_alias=True, mode=mode)
    return {"$schema": DIALECT, "$id": id, **body, "title": title}
