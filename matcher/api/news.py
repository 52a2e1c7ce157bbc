"""Who waits for something to happen to a job, and is told when it does."""

import asyncio


class News:
    """Futures by job. Used from one event loop alone."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[None]] = {}

    def next(self, id: str) -> "asyncio.Future[None]":
        """Done as soon as something happens to a job. Ask for it before looking at what has happened."""
        waiting = self._waiting.get(id)
        if waiting is None or waiting.done():
            waiting = self._waiting[id] = asyncio.get_running_loop().create_future()
        return waiting

    def tell(self, id: str) -> None:
        """Something happened to a job."""
        waiting = self._waiting.pop(id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def tell_all(self) -> None:
        """Something happened to every job."""
        for id in list(self._waiting):
            self.tell(id)
