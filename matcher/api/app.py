"""The application: routes, errors, description, and what stands around them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.types import ASGIApp

from matcher.api import problems
from matcher.api.deps import Parts
from matcher.api.described import Described
from matcher.api.guard import Guard
from matcher.api.jobs import Jobs
from matcher.api.masked import our_words
from matcher.api.meters import Meters
from matcher.api.observed import Observed
from matcher.api.off_the_loop import off_the_loop
from matcher.api.routes import answers, health, jobs, organisations, pages, publishing, questions, reference
from matcher.api.settings import MEGABYTE, Settings
from matcher.store.keeping import Store

ROUTERS = (jobs, answers, questions, publishing, organisations, reference, health, pages)
"""Modules of routes, in the order of the description."""

NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""Nothing is measured by others: what they record holds what was sent."""


def parts_of(settings: Settings, store: Store) -> Parts:
    """What a server is made of."""
    meters = Meters()
    made = Parts(settings, store, meters, Jobs(store, settings, meters.ended))
    meters.watch("matcher_work_waiting", "Pieces of work that wait.", lambda: made.jobs.waiting)
    meters.watch("matcher_work_running", "Pieces of work being done.", lambda: made.jobs.running)
    meters.watch("matcher_streams", "Open streams of events.", lambda: sum(made.streams.values()))
    return made


def create_app(parts: Parts) -> FastAPI:
    """The routes with their description. Served as it is, it lets anybody in: see `guarded`."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await off_the_loop(our_words)
        await parts.jobs.open()
        yield
        await parts.jobs.close()

    app = Described(
        title="matcher",
        version=version("small-supports-matcher"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        max_body_size=parts.settings.body_megabytes * MEGABYTE,
        telemetry=NO_TELEMETRY,
        generate_unique_id_function=_operation_id,
    )
    app.state.parts = parts
    problems.register(app, [route for each in ROUTERS for route in each.router.routes])
    for each in ROUTERS:
        app.include_router(each.router)
    return app


def guarded(parts: Parts) -> ASGIApp:
    """The application with everything around it that keeps people's data safe."""
    return Observed(Guard(create_app(parts), parts.settings, parts.store), parts.meters)


def _operation_id(route: APIRoute) -> str:
    return route.name
