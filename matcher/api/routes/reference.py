"""What is the same for everybody: rules, schemas, samples."""

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response

from matcher.api.deps import Reader, StoreDep
from matcher.api.handed import RuleOut, SamplesOut
from matcher.api.problems import not_there
from matcher.model.words import Id
from matcher.read.schema import answer_schema, team_schema
from matcher.samples import sample_names, sample_text
from matcher.write.rules import rules_as_json

router = APIRouter(prefix="/v1", tags=["reference"])

SampleName = Annotated[
    Id, Path(description="Which sample.", openapi_examples={"the smallest": {"value": "tiny"}})
]


@router.get("/rules", response_model=list[RuleOut])
def rules(
    _: Reader,
    store: StoreDep,
    organisation: Annotated[
        Id | None, Query(description="With what this one says differently. Left out: the defaults.")
    ] = None,
) -> Response:
    """The rules in force, each with its numbers, its sentence and where they come from."""
    kept = store.organisations.get(organisation) if organisation else None
    if organisation and kept is None:
        raise not_there("organisation")
    return Response(rules_as_json(kept.organisation if kept else None), media_type="application/json")


@router.get("/schema")
def schema(
    _: Reader, of: Annotated[Literal["team", "answer"], Query(description="Of what.")] = "team"
) -> dict[str, Any]:
    """The JSON Schema of a team file, or of an answer."""
    return team_schema() if of == "team" else answer_schema()


@router.get("/samples")
def samples(_: Reader) -> SamplesOut:
    """The names of the samples."""
    return SamplesOut(samples=tuple(sample_names()))


@router.get("/samples/{name}", response_model=dict[str, Any])
def sample(name: SampleName, _: Reader) -> Response:
    """A sample team file. Everyone in it is invented."""
    if name not in sample_names():
        raise not_there("sample")
    return Response(json.dumps(json.loads(sample_text(name))), media_type="application/json")
