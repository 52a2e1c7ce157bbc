"""How the server is: for whoever runs it. Nothing here is about anybody."""

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from matcher.api.deps import PartsDep, Reader
from matcher.api.handed import HealthOut
from matcher.api.tasks import Closing

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> HealthOut:
    """Whether the server answers at all."""
    return HealthOut(status="ok")


@router.get("/readyz")
def readyz(parts: PartsDep) -> HealthOut:
    """Whether it can take work on: its database can be written to, and it is not about to end."""
    if parts.jobs.closing.is_set():
        raise Closing
    parts.store.check()
    return HealthOut(status="ok")


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(_: Reader, parts: PartsDep) -> Response:
    """Counts and times, as Prometheus reads them. No personal data."""
    return PlainTextResponse(parts.meters.text(), media_type="text/plain; version=0.0.4")
