"""The description of the API (OpenAPI): problems for every operation, examples for every answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from matcher.api.examples import examples
from matcher.api.handed import ProblemOut
from matcher.api.problems import MEDIA_TYPE

SUMMARY = "Each person's own team of supporters and their rota, for Small Supports organisations."
DESCRIPTION = (
    "Send a team file to `POST /v1/solve` and get a job back at once. Watch it at its `events`, and read "
    "the answer when it is done. Questions (`match`, `check`, `explain`, `recruit`, `what-if`, `cover`) are "
    "answered while you wait.\n\n"
    "Whatever goes wrong is answered as problem details (RFC 9457), with everything to mend at once. What "
    "was sent is never sent back. Where there is too much to do, the status is 429 (yours) or 503 "
    "(everybody's), with Retry-After."
)
TAGS = [
    {"name": "jobs", "description": "Solves: asked for, watched, stopped, removed."},
    {"name": "answers", "description": "What came of a job."},
    {"name": "questions", "description": "Answered while you wait; nothing of them is kept."},
    {"name": "publishing", "description": "What is promised, and what follows when something changes."},
    {"name": "organisations", "description": "Team files that are kept, with their versions."},
    {"name": "reference", "description": "Rules, schemas, samples."},
    {"name": "health", "description": "For whoever runs the server."},
    {"name": "pages", "description": "This description."},
]
ANSWERED_BY = {
    ("/v1/answers/{id}", "get"): "solve",
    ("/v1/match", "post"): "match",
    ("/v1/check", "post"): "check",
    ("/v1/explain", "post"): "explain",
    ("/v1/recruit", "post"): "recruit",
    ("/v1/what-if", "post"): "what_if",
}
"""Operations whose answers are too large to be told field by field, and which example shows one."""
TEAM_FILES = (("/v1/organisations/{id}", "get"), ("/v1/samples/{name}", "get"))
"""Operations that answer with a team file, just as it is sent."""
SILENT, WELL = "Successful Response", "It went well."
"""What the framework says of an answer of which we say nothing, and what is said instead."""
ETAGS = {("/v1/organisations/{id}", "get"), ("/v1/organisations/{id}", "put")}


class Described(FastAPI):
    """An application that describes itself completely."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _complete(
                get_openapi(
                    title=self.title,
                    version=self.version,
                    summary=SUMMARY,
                    description=DESCRIPTION,
                    routes=self.routes,
                    tags=TAGS,
                )
            )
        return self.openapi_schema


def _complete(schema: dict[str, Any]) -> dict[str, Any]:
    _, problem = models_json_schema(
        [(ProblemOut, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schema["components"]["schemas"] |= problem["$defs"]
    team_file = schema["paths"]["/v1/organisations/{id}"]["put"]["requestBody"]["content"]
    for path, method in TEAM_FILES:
        content = schema["paths"][path][method]["responses"]["200"]["content"]
        content["application/json"]["schema"] = team_file["application/json"]["schema"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schema["components"]["schemas"].pop(unused, None)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete_operation(path, method, operation)
    return schema


def _complete_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    for response in responses.values():
        if response["description"] == SILENT:
            response["description"] = WELL
    responses["default"] = {
        "description": "What went wrong, and how to mend it.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
    }
    example = ANSWERED_BY.get((path, method))
    if example is not None:
        responses["200"]["content"]["application/json"]["example"] = examples()[example]
    if (path, method) in ETAGS:
        responses["200"]["headers"] = {
            "ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}
        }
    if path == "/v1/solve":
        responses["202"]["headers"] = {
            "Location": {"description": "Where the job is.", "schema": {"type": "string"}}
        }
