"""Calls that may wait, made away from the event loop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from matcher.errors import StoreBusy, StoreFull

log = logging.getLogger("matcher.store")

P = ParamSpec("P")
T = TypeVar("T")

TRY_AGAIN = 1.0
"""Seconds until something that could not be written is tried again."""


async def off_the_loop(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a call returns, made in a thread."""
    return await run_in_threadpool(call, *args, **kwargs)


async def until_written(call: Callable[[], Awaitable[T]]) -> T:
    """What a call returns that writes to the store; while it cannot be written, it is tried again."""
    while True:
        try:
            return await call()
        except (StoreBusy, StoreFull) as trouble:
            log.warning("cannot be written yet", extra={"why": type(trouble).__name__})
            await asyncio.sleep(TRY_AGAIN)
