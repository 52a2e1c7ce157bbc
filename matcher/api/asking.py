"""From what a caller sent to an order, and from how the work ended to a response."""

import asyncio
import hashlib
import json
from collections.abc import Set
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import Request, Response

from matcher.api import wording
from matcher.api.asked import TEAM, Kind, Order, PublishAsked, Published, Question, SolveOptions
from matcher.api.deps import Parts, gone
from matcher.api.handed import Fault, JobOut
from matcher.api.jobs import Jobs
from matcher.api.off_the_loop import off_the_loop
from matcher.api.problems import SENT, Refusal, bad_input, our_mistake, refused
from matcher.api.settings import WORKERS
from matcher.api.solvers import Outcome
from matcher.api.tokens import Caller
from matcher.model.words import Words
from matcher.read import read
from matcher.store.keeping import Store

NO_SUCH = ("No organisation is kept under this id.", "GET /v1/organisations.")
ONE_OF_THEM = Fault(
    at="",
    says="Either a team file is sent, or the id of an organisation is given.",
    mend="Send the team file as the body, or name a kept one with ?organisation=.",
)


class TeamGiven(NamedTuple):
    """A team file as plain values; of a kept organisation also its id, and how far its history goes."""

    values: Any
    organisation: str | None = None
    history: int | None = None


async def order_to_solve(kind: Kind, body: Any, options: SolveOptions, store: Store, caller: Caller) -> Order:
    """The order for a team file or a kept organisation."""
    if (body is None) == (options.organisation is None):
        raise bad_input([ONE_OF_THEM])
    given = body if options.organisation is None else options.organisation
    team = await off_the_loop(_team, given, store, "organisation")
    return _order(kind, team, options, caller, exclude={"organisation"})


async def order_to_answer(kind: Kind, asked: Question, store: Store, caller: Caller) -> Order:
    """The order for a question."""
    team = await off_the_loop(_team, asked.team, store, "/team")
    return _order(kind, team, asked, caller, exclude={"team"})


async def order_about(kind: Kind, asked: Published | PublishAsked, store: Store, caller: Caller) -> Order:
    """The order for something about what a kept organisation has published."""
    return _order(kind, await off_the_loop(_team, asked.organisation, store, "/organisation"), asked, caller)


def digest_of(*asked: Any) -> str:
    """A digest by which a request is told apart from another under the same key."""
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


async def accepted(
    response: Response, jobs: Jobs, caller: Caller, order: Order, key: str | None, digest: str
) -> JobOut:
    """Take an order on as a job, and say where it is."""
    job = await jobs.accept(caller.id, order, key, digest)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return JobOut.of(job, jobs.place(job.id))


async def response_to(request: Request, caller: Caller, order: Order, parts: Parts) -> Response:
    """Have a question answered while the caller waits; when they hang up, it is dropped."""
    return Response(await found(request, caller, order, parts), media_type="application/json")


async def found(request: Request, caller: Caller, order: Order, parts: Parts) -> bytes:
    """What comes of a piece of work, while the caller waits. A refusal where nothing does."""
    work = asyncio.create_task(parts.jobs.ask(caller.id, order))
    left = asyncio.create_task(gone(request))
    try:
        await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return _found(work.result(), request.scope.get(SENT))
        raise our_mistake()  # Nobody is there to read it.
    finally:
        work.cancel()
        left.cancel()
        await asyncio.gather(work, left, return_exceptions=True)


def _order(
    kind: Kind, team: TeamGiven, asked: Words, caller: Caller, exclude: Set[str] = frozenset()
) -> Order:
    return Order(
        kind=kind,
        team=team.values,
        asked=asked.model_dump(mode="json", exclude=set(exclude)),
        workers=WORKERS,
        organisation=team.organisation,
        history=team.history,
        at=datetime.now(UTC),
        by=caller.label,
    )


def _team(team: Any, store: Store, at: str) -> TeamGiven:
    """The team file, checked, or that of an id given `at` a place. BadInput with every problem."""
    if not isinstance(team, str):
        read(json.dumps(team).encode(), TEAM)
        return TeamGiven(team)
    kept = store.organisations.get(team)
    if kept is None:
        says, mend = NO_SUCH
        raise bad_input([Fault(at=at, says=says, mend=mend)])
    return TeamGiven(kept.organisation.written(), kept.id, store.history(kept.id).last())


def _found(outcome: Outcome, sent: Any) -> bytes:
    if outcome.how in ("found", "stopped"):
        return outcome.body
    if outcome.how == "refused":
        raise refused(outcome.body, sent)
    if outcome.how in TOO_MUCH:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        raise Refusal(status, "too-much", "This is too much for one question.", TOO_MUCH[outcome.how])
    raise our_mistake()


TOO_MUCH = {"memory": wording.OUT_OF_MEMORY, "time": wording.OUT_OF_TIME}
