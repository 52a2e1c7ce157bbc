"""JSON Schemas: what an editor completes from, and what an answer promises."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from matcher.model.ahead import LookAhead
from matcher.model.answer import Answer
from matcher.model.cover import Cover
from matcher.model.delivered import Happened
from matcher.model.described import descriptions
from matcher.model.explained import Brief, GapsExplained, LinkedDutyWeighed, WhatIf, WhyNot
from matcher.model.hours import Hours
from matcher.model.organisation import Organisation
from matcher.model.overview import Overview
from matcher.model.published import Log, Logged
from matcher.model.statement import Statement
from matcher.rules import CATALOGUE, Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEAM_ID = "urn:matcher:team:1"
ANSWER_ID = "urn:matcher:answer:1"
FOUND: Mapping[str, Any] = {
    "cover": Cover,
    "explain": GapsExplained | WhyNot,
    "hours": Hours,
    "look-ahead": LookAhead,
    "overview": Overview,
    "publish": Logged,
    "published": Log,
    "record": Happened,
    "recruit": Brief,
    "statement": Statement,
    "what-if": WhatIf | LinkedDutyWeighed,
}
"""What a command prints with --json that is no answer, by the command's name."""


def team_schema() -> dict[str, Any]:
    """The schema of a team file."""
    return _schema(Organisation, "validation", TEAM_ID, "A team file")


def answer_schema() -> dict[str, Any]:
    """The schema of an answer."""
    return _schema(Answer, "serialization", ANSWER_ID, "An answer")


def found_schema(command: str) -> dict[str, Any]:
    """The schema of what a command prints with --json."""
    return _schema(FOUND[command], "serialization", f"urn:matcher:{command}:1", f"matcher {command} --json")


def _schema(model: Any, mode: JsonSchemaMode, id: str, title: str) -> dict[str, Any]:
    body = TypeAdapter(model).json_schema(by_alias=True, mode=mode)
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
