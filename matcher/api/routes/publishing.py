"""What is promised, and what follows when something changes: publish, replan, cover."""

import json
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Path, Request, Response

from matcher.api.asked import CoverAsked, PublishAsked, ReplanAsked
from matcher.api.asking import accepted, digest_of, found, order_about, response_to
from matcher.api.deps import JobsDep, Key, OrganisationId, PartsDep, Publisher, Reader, Solver, StoreDep
from matcher.api.examples import COVER_EXAMPLES, PUBLISH_EXAMPLES, REPLAN_EXAMPLES
from matcher.api.handed import Fault, JobOut
from matcher.api.off_the_loop import off_the_loop
from matcher.api.problems import bad_input, not_there
from matcher.api.strict import StrictRoute
from matcher.api.tokens import Caller
from matcher.model.answer import Answer
from matcher.model.cover import Cover
from matcher.model.published import Log, Logged, Publication
from matcher.store.keeping import Store

router = APIRouter(prefix="/v1", tags=["publishing"], route_class=StrictRoute)

ONE_OF_THEM = Fault(at="", says="Either an answer is sent, or its job is named.", mend="Give one of them.")


@router.post("/publish", status_code=HTTPStatus.CREATED)
async def publish(
    request: Request,
    caller: Publisher,
    parts: PartsDep,
    asked: Annotated[PublishAsked, Body(openapi_examples=PUBLISH_EXAMPLES)],
    key: Key = None,
) -> Logged:
    """Publish an answer, after it has been checked again: from then on it is promised.

    409 where somebody published since the answer was made. Nothing that was published ever changes.
    """
    store = parts.store
    digest = digest_of("publish", asked.model_dump(mode="json"))
    before = await off_the_loop(store.keys.result, caller.id, key, digest) if key else None
    if before is not None:
        return await off_the_loop(_logged, store, *before.split())
    order = await order_about("publish", await _with_answer(asked, store, caller), store, caller)
    new = Publication.model_validate_json(await found(request, caller, order, parts))
    await off_the_loop(_write, store, caller, asked.organisation, new)
    if key:
        await off_the_loop(store.keys.remember, caller.id, key, digest, f"{asked.organisation} {new.number}")
    return Logged.of(new)


@router.post("/replan", status_code=HTTPStatus.ACCEPTED)
async def replan(
    response: Response,
    caller: Solver,
    store: StoreDep,
    jobs: JobsDep,
    asked: Annotated[ReplanAsked, Body(openapi_examples=REPLAN_EXAMPLES)],
    key: Key = None,
) -> JobOut:
    """Make what is published again around what has changed, with as little change as can be: a job."""
    order = await order_about("replan", asked, store, caller)
    return await accepted(
        response, jobs, caller, order, key, digest_of("replan", asked.model_dump(mode="json"))
    )


@router.post("/cover", response_model=Cover)
async def cover(
    request: Request,
    caller: Solver,
    parts: PartsDep,
    asked: Annotated[CoverAsked, Body(openapi_examples=COVER_EXAMPLES)],
) -> Response:
    """Who in the person's own team could cover a shift, whom to ask first, and what each choice does."""
    return await response_to(request, caller, await order_about("cover", asked, parts.store, caller), parts)


@router.get("/organisations/{id}/published")
def list_published(id: OrganisationId, caller: Reader, store: StoreDep) -> Log:
    """What was published: when, by whom, why, and what it changed."""
    published = store.history(id).publications()
    if not published and store.organisations.get(id) is None:
        raise not_there("organisation")
    store.deeds.add(caller.id, "published read", id)
    return Log(published=tuple(map(Logged.of, published)))


@router.get("/organisations/{id}/published/{number}", response_model=Answer)
def get_published(
    id: OrganisationId,
    number: Annotated[int, Path(ge=1, le=10**9, description="Its number.")],
    caller: Reader,
    store: StoreDep,
) -> Response:
    """An answer as it was published. That it was read is noted."""
    entries = [each for each in store.history(id).publications() if each.number == number]
    if not entries:
        raise not_there("publication")
    store.deeds.add(caller.id, "published read", f"{id} {number}")
    return Response(entries[0].answer.model_dump_json(by_alias=True), media_type="application/json")


async def _with_answer(asked: PublishAsked, store: Store, caller: Caller) -> PublishAsked:
    """The request with the answer itself in the place of the job that has it."""
    if (asked.job is None) == (asked.answer is None):
        raise bad_input([ONE_OF_THEM])
    if asked.job is None:
        return asked
    answer = await off_the_loop(store.jobs.answer, asked.job, caller.id, caller.id)
    if answer is None:
        raise not_there("answer")
    return asked.model_copy(update={"job": None, "answer": json.loads(answer)})


def _write(store: Store, caller: Caller, organisation: str, new: Publication) -> None:
    store.history(organisation).publish(new)
    store.deeds.add(caller.id, "published", f"{organisation} {new.number}")


def _logged(store: Store, organisation: str, number: str) -> Logged:
    entries = store.history(organisation).publications()
    return next(Logged.of(each) for each in entries if each.number == int(number))
