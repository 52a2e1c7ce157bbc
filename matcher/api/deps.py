"""What routes depend on, each as one annotated type."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Header, Path, Request, Security
from fastapi.security import HTTPBearer

from matcher.api.asked import JOB_ID
from matcher.api.guard import CALLER
from matcher.api.handed import AN_ID
from matcher.api.jobs import Jobs
from matcher.api.meters import Meters
from matcher.api.off_the_loop import off_the_loop
from matcher.api.problems import Refusal, not_there
from matcher.api.settings import Settings
from matcher.api.tokens import Caller
from matcher.model.words import Id
from matcher.store.keeping import Store
from matcher.store.records import Job, Scope


@dataclass
class Parts:
    """What one server is made of."""

    settings: Settings
    store: Store
    meters: Meters
    jobs: Jobs
    streams: dict[str, int] = field(default_factory=dict)
    """Open streams by caller."""


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


PartsDep = Annotated[Parts, Depends(_parts)]


def _store(parts: PartsDep) -> Store:
    return parts.store


def _jobs(parts: PartsDep) -> Jobs:
    return parts.jobs


StoreDep = Annotated[Store, Depends(_store)]
JobsDep = Annotated[Jobs, Depends(_jobs)]

# The guard has looked at the token before any route is; this tells the description that one is needed.
_bearer = HTTPBearer(auto_error=False, description="`matcher token add` makes one.")


def _may(scope: Scope) -> Callable[..., Caller]:
    def caller(request: Request, _: Annotated[object, Security(_bearer)]) -> Caller:
        asks: Caller = request.scope[CALLER]
        if scope not in asks.scopes:
            title = f"This token may not {scope}."
            raise Refusal(HTTPStatus.FORBIDDEN, "scope", title, f"Use one with --scope {scope}.")
        return asks

    return caller


Reader = Annotated[Caller, Depends(_may("read"))]
"""Whoever may read."""
Solver = Annotated[Caller, Depends(_may("solve"))]
"""Whoever may have work done."""
Publisher = Annotated[Caller, Depends(_may("publish"))]
"""Whoever may publish."""

JobId = Annotated[
    str, Path(pattern=JOB_ID, description="The job's id.", openapi_examples={"a job": {"value": AN_ID}})
]
OrganisationId = Annotated[
    Id, Path(description="The organisation's id.", openapi_examples={"one": {"value": "harbour"}})
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="Your own name for this request. Sent again under it, nothing is done twice.",
    ),
]


async def _job(id: JobId, store: StoreDep, caller: Reader) -> Job:
    """A job of the caller's own. Another's is not there."""
    job = await off_the_loop(store.jobs.get, id)
    if job is None or job.caller != caller.id:
        raise not_there("job")
    return job


OwnJob = Annotated[Job, Depends(_job)]


async def gone(request: Request) -> None:
    """Wait until the caller has hung up."""
    while not await request.is_disconnected():
        await asyncio.sleep(0.25)
