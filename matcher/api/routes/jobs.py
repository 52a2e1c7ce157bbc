"""Jobs: asked for, watched, stopped, removed."""

from collections.abc import AsyncIterable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from matcher.api.asked import SolveOptions, TeamFile
from matcher.api.asking import accepted, digest_of, order_to_solve
from matcher.api.deps import JobsDep, Key, OwnJob, Parts, PartsDep, Reader, Solver, StoreDep
from matcher.api.examples import TEAM_EXAMPLES
from matcher.api.handed import EventOut, JobOut, JobsOut
from matcher.api.off_the_loop import off_the_loop
from matcher.api.problems import busy, not_there
from matcher.api.strict import StrictRoute
from matcher.store.records import Job

MOST_LISTED = 100

router = APIRouter(prefix="/v1", tags=["jobs"], route_class=StrictRoute)


@router.post("/solve", status_code=HTTPStatus.ACCEPTED)
async def solve(
    response: Response,
    caller: Solver,
    store: StoreDep,
    jobs: JobsDep,
    options: Annotated[SolveOptions, Query()],
    team: Annotated[TeamFile, Body(openapi_examples=TEAM_EXAMPLES)] = None,
    key: Key = None,
) -> JobOut:
    """Have each person's team chosen and their rota written: a job, kept until it is done."""
    order = await order_to_solve("solve", team, options, store, caller)
    asked = digest_of("solve", team, options.model_dump(mode="json"))
    return await accepted(response, jobs, caller, order, key, asked)


@router.get("/jobs")
async def list_jobs(
    caller: Reader,
    store: StoreDep,
    jobs: JobsDep,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="How many at most.")] = MOST_LISTED,
) -> JobsOut:
    """The caller's own jobs, the newest first."""
    found = await off_the_loop(store.jobs.of, caller.id, limit)
    return JobsOut(jobs=tuple(JobOut.of(job, jobs.place(job.id)) for job in found))


@router.get("/jobs/{id}")
async def get_job(job: OwnJob, jobs: JobsDep) -> JobOut:
    """A job as it stands."""
    return JobOut.of(job, jobs.place(job.id))


async def _one_more_stream(job: OwnJob, parts: PartsDep) -> AsyncIterable[Parts]:
    """Room for one more stream of this caller's, as long as it is open."""
    if parts.streams.get(job.caller, 0) >= parts.settings.streams_for_one:
        raise busy("streams", "You have too many streams open.", HTTPStatus.TOO_MANY_REQUESTS)
    parts.streams[job.caller] = parts.streams.get(job.caller, 0) + 1
    try:
        yield parts
    finally:
        parts.streams[job.caller] -= 1


@router.get("/jobs/{id}/events", response_class=EventSourceResponse)
async def watch_job(
    job: OwnJob,
    parts: Annotated[Parts, Depends(_one_more_stream)],
    last: Annotated[
        int,
        Header(alias="Last-Event-ID", ge=0, le=2**31, description="Go on after this event."),
    ] = 0,
) -> AsyncIterable[ServerSentEvent]:
    """What happens to a job, as it happens, until it has ended. A stream that broke off can be resumed.

    Each event's id is its number, its name is what happened: queued, started, progress, begun_again, done,
    stopped, failed or interrupted. The data is an EventOut. No event names anybody.
    """
    async for each in parts.jobs.events(job.id, last):
        told = EventOut.model_validate({"at": each.at, **each.body})
        data = told.model_dump_json(exclude_none=True)
        yield ServerSentEvent(raw_data=data, event=each.what, id=str(each.number))


@router.post("/jobs/{id}/stop", status_code=HTTPStatus.ACCEPTED)
async def stop_job(job: OwnJob, _: Solver, jobs: JobsDep, store: StoreDep) -> JobOut:
    """Have a job end with the best found so far. One that has ended stays as it is."""
    await jobs.stop(job.id)
    now: Job | None = await off_the_loop(store.jobs.get, job.id)
    return JobOut.of(now or job, jobs.place(job.id))


@router.delete("/jobs/{id}", status_code=HTTPStatus.NO_CONTENT)
async def remove_job(job: OwnJob, caller: Solver, jobs: JobsDep) -> None:
    """Remove a job with its events and its answer, ending it first."""
    if not await jobs.remove(job.id, caller.id):
        raise not_there("job")
