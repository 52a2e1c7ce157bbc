"""Organisations that are kept, each with its versions. Two who change one at a time never undo each other."""

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Query, Response

from matcher.api.asked import TEAM, TeamFile
from matcher.api.deps import OrganisationId, Reader, Solver, StoreDep
from matcher.api.examples import TEAM_EXAMPLES
from matcher.api.handed import OrganisationOut, OrganisationsOut
from matcher.api.problems import Refusal, not_there
from matcher.api.strict import StrictRoute
from matcher.read import read

router = APIRouter(prefix="/v1/organisations", tags=["organisations"], route_class=StrictRoute)

ETAG = r'^"[1-9][0-9]{0,8}"$'


@router.get("")
def list_organisations(caller: Reader, store: StoreDep) -> OrganisationsOut:
    """The organisations that are kept, without their files."""
    found = store.organisations.all()
    kept = tuple(OrganisationOut.of(each, store.history(each.id).last()) for each in found)
    return OrganisationsOut(organisations=kept)


@router.get("/{id}", response_model=dict[str, Any])
def get_organisation(
    id: OrganisationId,
    caller: Reader,
    store: StoreDep,
    version: Annotated[int | None, Query(ge=1, le=10**9, description="Left out: the newest.")] = None,
) -> Response:
    """An organisation's team file. Its ETag is its version. That it was read is noted."""
    kept = store.organisations.get(id, version)
    if kept is None:
        raise not_there("organisation")
    store.deeds.add(caller.id, "organisation read", f"{kept.id} {kept.version}")
    body = json.dumps(kept.organisation.written()).encode()
    return Response(body, headers={"ETag": f'"{kept.version}"'}, media_type="application/json")


@router.put("/{id}")
def put_organisation(
    response: Response,
    id: OrganisationId,
    caller: Solver,
    store: StoreDep,
    team: Annotated[TeamFile, Body(openapi_examples=TEAM_EXAMPLES)],
    if_match: Annotated[
        str | None, Header(pattern=ETAG, description="The ETag of the version this one replaces.")
    ] = None,
    if_none_match: Annotated[
        str | None, Header(pattern=r"^\*$", description="*: keep it only where there is none yet.")
    ] = None,
) -> OrganisationOut:
    """Keep a team file: with If-None-Match: * a new one, with If-Match one in the place of another."""
    if (if_match is None) == (if_none_match is None):
        title = "It is not said which version this replaces."
        detail = "Send If-Match with its ETag, or If-None-Match: * for a new one."
        raise Refusal(HTTPStatus.PRECONDITION_REQUIRED, "which-version", title, detail)
    organisation = read(json.dumps(team).encode(), TEAM)
    after = int(if_match.strip('"')) if if_match else 0
    kept = store.organisations.keep(id, organisation, after, caller.id)
    response.headers["ETag"] = f'"{kept.version}"'
    return OrganisationOut.of(kept, store.history(id).last())
