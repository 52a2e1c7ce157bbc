"""Processes that work for the server, one piece of work at a time, and one warm and waiting for the next."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from matcher.api import frames
from matcher.api.frames import framed, head_of

GRACE = 30.0
"""Seconds beyond its time limit that a process may take: to build the model, to audit, to write."""
MOST_DONE = 100
"""Pieces of work after which a process has to go, whatever it has gathered in the meantime."""
SAID = 4096
"""Bytes kept of what a process last said on standard error; only looked at, and never shown or logged."""
NO_MEMORY = (b"bad_alloc", b"MemoryError", b"cannot allocate memory")
"""What C++, Python and the C library say last where there is no more memory."""

How = Literal["found", "stopped", "nothing", "refused", "memory", "time", "failed", "crashed"]
ENDS: dict[bytes, How] = {
    frames.RESULT: "found",
    frames.STOPPED: "stopped",
    frames.NOTHING: "nothing",
    frames.REFUSED: "refused",
    frames.NO_MEMORY: "memory",
    frames.FAILED: "failed",
}


@dataclass(frozen=True)
class Outcome:
    """How a piece of work ended, with what came of it."""

    how: How
    body: bytes = b""


Told = Callable[[bytes], Awaitable[None]]


class Solver:
    """One process, for one piece of work at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._done = 0
        self._free = True
        self._last_words = bytearray()
        self._reading = asyncio.create_task(self._keep_last_words())

    @classmethod
    async def started(cls, memory: int) -> "Solver":
        """A new process, which may use so many bytes of memory."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            frames.CHILD,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={**os.environ, frames.MEMORY_LIMIT: str(memory)},
            start_new_session=True,
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.returncode is None

    @property
    def ready(self) -> bool:
        """Whether it may be given another order: it runs, and ended well all that it was given."""
        return self.alive and self._free and self._done < MOST_DONE

    async def work(self, order: bytes, history: Sequence[bytes], told: Told, seconds: float) -> Outcome:
        """Have an order carried out, told of every step. Whoever took it gives it back or ends it."""
        self._free = False
        try:
            async with asyncio.timeout(seconds + GRACE):
                outcome = await self._worked(order, history, told)
        except TimeoutError:
            return Outcome("time")
        self._done += 1
        self._free = outcome.how in ("found", "refused")
        return outcome

    def stop(self) -> None:
        """Have it end with the best so far."""
        self._send(framed(frames.STOP))

    async def kill(self) -> None:
        """End it at once, with all that it started, also where it has ended itself."""
        self._free = False
        with suppress(ProcessLookupError):  # Nothing is left of them.
            _end(self._process.pid)
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
        await self._reading

    async def _worked(self, order: bytes, history: Sequence[bytes], told: Told) -> Outcome:
        for entry in history:
            self._send(framed(frames.HISTORY, entry))
        self._send(framed(frames.ORDER, order))
        while (frame := await self._next()) is not None:
            kind, body = frame
            if kind in ENDS:
                return await self._explained(Outcome(ENDS[kind], body))
            await told(body)
        return await self._explained(Outcome("crashed"))

    async def _explained(self, outcome: Outcome) -> Outcome:
        """A bad end for want of memory, where the process or one that it began said so on standard error."""
        if outcome.how not in ("failed", "crashed"):
            return outcome
        await self.kill()
        wanted_memory = any(words in self._last_words for words in NO_MEMORY)
        return Outcome("memory") if wanted_memory else outcome

    async def _next(self) -> tuple[bytes, bytes] | None:
        output = self._process.stdout
        if output is None:
            return None
        try:
            kind, length = head_of(await output.readuntil(b"\n"))
            return kind, await output.readexactly(length)
        except asyncio.IncompleteReadError:
            return None

    def _send(self, frame: bytes) -> None:
        if self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(frame)

    async def _keep_last_words(self) -> None:
        while self._process.stderr is not None and (said := await self._process.stderr.read(SAID)):
            self._last_words = (self._last_words + said)[-SAID:]


class Solvers:
    """Processes as they are needed. One more than is at work has loaded everything and waits."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._spare: asyncio.Task[Solver] | None = None
        self._used: list[Solver] = []
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def take(self, *, used: bool) -> Solver:
        """A process to give work to: a new one, or where it may be `used`, one that has worked before."""
        while used and self._used:
            solver = self._used.pop()
            if solver.ready:
                return solver
            await solver.kill()
        spare, self._spare = self._spare, None
        solver = await (spare or Solver.started(self._memory))
        if not solver.alive:
            await solver.kill()
            solver = await Solver.started(self._memory)
        self.warm()
        return solver

    def give_back(self, solver: Solver, *, used: bool) -> None:
        """Take a process that may be `used` again. Any other is ended, and nobody waits until it is gone."""
        if used and solver.ready and not self._closed:
            self._used.append(solver)
        else:
            ending = asyncio.create_task(solver.kill())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    def warm(self) -> None:
        """Have one ready."""
        if not self._closed and self._spare is None:
            self._spare = asyncio.create_task(Solver.started(self._memory))

    async def close(self) -> None:
        """End those that wait."""
        self._closed = True
        waiting = [*self._used, *([await self._spare] if self._spare is not None else [])]
        await asyncio.gather(*(each.kill() for each in waiting), *self._ending)


def _end(pid: int) -> None:
    """End a process group; on Windows, where there are none, the process."""
    if sys.platform == "win32":
        os.kill(pid, signal.SIGTERM)
    else:
        os.killpg(pid, signal.SIGKILL)
