"""Answers of jobs."""

from fastapi import APIRouter, Response

from matcher.api.deps import JobId, Reader, StoreDep
from matcher.api.off_the_loop import off_the_loop
from matcher.api.problems import not_there
from matcher.model.answer import Answer

router = APIRouter(prefix="/v1", tags=["answers"])


@router.get("/answers/{id}", response_model=Answer)
async def get_answer(id: JobId, caller: Reader, store: StoreDep) -> Response:
    """A job's answer, whole: teams, rotas, gaps, reasons and proof. That it was read is noted."""
    answer = await off_the_loop(store.jobs.answer, id, caller.id, caller.id)
    if answer is None:
        raise not_there("answer")
    return Response(answer, media_type="application/json")
