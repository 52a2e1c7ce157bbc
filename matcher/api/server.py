"""The server: the application on a socket, with limits on how slowly anybody may speak."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from matcher.api.app import guarded, parts_of
from matcher.api.deps import Parts
from matcher.api.guard import LONGEST_HEAD
from matcher.api.settings import Settings
from matcher.store.keeping import Store

GOODBYE = 2
"""Seconds that open requests have when the server ends."""
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def protocol_of(settings: Settings) -> type[H11Protocol]:
    """HTTP whose first lines have to arrive in time, on a new connection and on one that is kept."""

    class InTime(H11Protocol):
        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._expect_a_head()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.conn.their_state is h11.IDLE:
                self._expect_a_head()
            else:
                self._head_is_there()

        def connection_lost(self, exc: Exception | None) -> None:
            self._head_is_there()
            super().connection_lost(exc)

        def _expect_a_head(self) -> None:
            if self._late is None:
                self._late = self.loop.call_later(settings.head_seconds, self._too_late)

        def _head_is_there(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _too_late(self) -> None:
            if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
                self.transport.write(TOO_SLOW)
                self.transport.close()

    return InTime


class Server(uvicorn.Server):
    """A server that says when it answers, and lets go of open streams before it waits for the rest to end."""

    def __init__(self, config: uvicorn.Config, parts: Parts, answering: Callable[[], None]) -> None:
        super().__init__(config)
        self._jobs = parts.jobs
        self._answering = answering

    def serve_until_ended(self, listening: socket.socket) -> None:
        """Answer on a socket until asked to end by Ctrl-C or a request to terminate; then return."""
        self.run(sockets=[listening])

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take Ctrl-C and a request to terminate as a wish to end; both are then dealt with."""
        wishes = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in wishes}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            self._answering()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: streams first, then what is being answered, then all work."""
        self._jobs.hang_up()
        await super().shutdown(sockets)


def server_of(settings: Settings, store: Store, answering: Callable[[], None]) -> Server:
    """A server that is ready to run. `answering` is called once it answers."""
    parts = parts_of(settings, store)
    config = uvicorn.Config(
        guarded(parts),
        host=settings.host,
        port=settings.port,
        http=protocol_of(settings),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.connections,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=GOODBYE,
    )
    return Server(config, parts, answering)
