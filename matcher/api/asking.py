"""From what a caller sent to an order, and from how the work ended to a response."""

import asyncio
import json
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import Request, Response

from matcher.api import wording
from matcher.api.asked import TEAM, Kind, Options, Order, Question, SolveOptions
from matcher.api.deps import Parts, gone
from matcher.api.handed import Fault
from matcher.api.off_the_loop import off_the_loop
from matcher.api.problems import SENT, Refusal, bad_input, our_mistake, refused
from matcher.api.settings import WORKERS
from matcher.api.solvers import Outcome
from matcher.api.tokens import Caller
from matcher.read import read
from matcher.store.keeping import Store

NO_SUCH = Fault(at="/team", says="No organisation is kept under this id.", mend="GET /v1/organisations.")
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


async def order_to_solve(kind: Kind, body: Any, options: SolveOptions, store: Store) -> Order:
    """The order for a team file or a kept organisation."""
    if (body is None) == (options.organisation is None):
        raise bad_input([ONE_OF_THEM])
    team = await off_the_loop(_team, body if options.organisation is None else options.organisation, store)
    return _order(kind, team, options, exclude={"organisation"})


async def order_to_answer(kind: Kind, asked: Question, store: Store) -> Order:
    """The order for a question."""
    return _order(kind, await off_the_loop(_team, asked.team, store), asked, exclude={"team"})


async def response_to(request: Request, caller: Caller, order: Order, parts: Parts) -> Response:
    """Have a question answered while the caller waits; when they hang up, it is dropped."""
    work = asyncio.create_task(parts.jobs.ask(caller.id, order))
    left = asyncio.create_task(gone(request))
    try:
        await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return _response(work.result(), request.scope.get(SENT))
        return Response(status_code=HTTPStatus.NO_CONTENT)  # Nobody is there to read it.
    finally:
        work.cancel()
        left.cancel()
        await asyncio.gather(work, left, return_exceptions=True)


def _order(kind: Kind, team: TeamGiven, options: Options, exclude: set[str]) -> Order:
    return Order(
        kind=kind,
        team=team.values,
        asked=options.model_dump(mode="json", exclude=exclude),
        workers=WORKERS,
        organisation=team.organisation,
        history=team.history,
    )


def _team(team: Any, store: Store) -> TeamGiven:
    """The team file, checked. BadInput with every problem."""
    if not isinstance(team, str):
        read(json.dumps(team).encode(), TEAM)
        return TeamGiven(team)
    kept = store.organisations.get(team)
    if kept is None:
        raise bad_input([NO_SUCH])
    return TeamGiven(kept.organisation.written(), kept.id, store.history(kept.id).last())


def _response(outcome: Outcome, sent: Any) -> Response:
    if outcome.how in ("found", "stopped"):
        return Response(outcome.body, media_type="application/json")
    if outcome.how == "refused":
        raise refused(outcome.body, sent)
    if outcome.how in TOO_MUCH:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        raise Refusal(status, "too-much", "This is too much for one question.", TOO_MUCH[outcome.how])
    raise our_mistake()


TOO_MUCH = {"memory": wording.OUT_OF_MEMORY, "time": wording.OUT_OF_TIME}
