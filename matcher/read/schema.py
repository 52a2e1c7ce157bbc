"""JSON Schemas: what an editor completes from, and what an answer promises."""

from typing import Any

from pydantic.json_schema import JsonSchemaMode

from matcher.model.answer import Answer
from matcher.model.described import descriptions
from matcher.model.organisation import Organisation
from matcher.model.words import Words
from matcher.rules import CATALOGUE, Rule

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
    for part in body["$defs"].values():
        _describe_rule(part.get("properties", {}))
    return {"$schema": DIALECT, "$id": id, **body, "title": title}


def _describe_rule(properties: dict[str, Any]) -> None:
    """Say what a rule is, and offer only the levels it may be set to."""
    rule = CATALOGUE.get(properties.get("kind", {}).get("const", ""))
    if rule is not None:
        properties["kind"]["description"] = rule.model_validate({}).says()
        properties["level"]["description"] = descriptions(Rule)["level"]
        properties["level"]["enum"] = sorted(rule.levels)
