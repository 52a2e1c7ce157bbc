"""Jobs: accepted and kept, done one after another by processes, told of as they go."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from secrets import token_hex

from matcher.api import wording
from matcher.api.asked import Order
from matcher.api.line import Line
from matcher.api.news import News
from matcher.api.off_the_loop import off_the_loop, until_written
from matcher.api.settings import MEGABYTE, Settings
from matcher.api.solvers import Outcome, Solver, Solvers
from matcher.api.tasks import MOST_ATTEMPTS, AskedTask, Closing, KeptTask, NotWanted, NotYet, Task, event
from matcher.store.keeping import Store
from matcher.store.records import Ending, Event, Job, NewJob

log = logging.getLogger("matcher.jobs")

PING = 15.0
"""Seconds after which a stream looks again though nothing was said."""
LONGEST_TURN = 60.0
"""Seconds that whoever asks a question is kept waiting for its turn."""
HOUR = 3600.0


@dataclass
class Run:
    """A piece of work while it is being done."""

    task: Task
    solver: Solver | None = None
    stopped: bool = False
    dropped: bool = False

    def take(self, solver: Solver) -> None:
        """Have it done by a process, which hears of what was asked in the meantime."""
        self.solver = solver
        if self.stopped:
            solver.stop()

    def stop(self) -> None:
        """Have it end with the best so far."""
        self.stopped = True
        if self.solver is not None:
            self.solver.stop()

    async def drop(self) -> None:
        """Have it end at once, with nothing."""
        self.dropped = True
        self.task.dropped()
        if self.solver is not None:
            await self.solver.kill()


class Jobs:
    """All work of a server. Used from its event loop alone."""

    def __init__(self, store: Store, settings: Settings, ended: Callable[[str], None]) -> None:
        self._store = store
        self._ended = ended
        self._settings = settings
        self._solvers = Solvers(settings.memory_megabytes * MEGABYTE)
        self._line: Line[Task] = Line(settings.most_waiting, settings.most_waiting_for_one)
        self._running: dict[str, Run] = {}
        self._asked: dict[str, AskedTask] = {}
        self._wake = asyncio.Condition()
        self._slots: list[asyncio.Task[None]] = []
        self.news = News()
        self.closing = asyncio.Event()

    async def open(self) -> None:
        """Take up what was not finished when the server last ran, and begin to work."""
        for job in await off_the_loop(self._store.jobs.unfinished):
            if job.state == "queued" or await off_the_loop(self._taken_up, job):
                await self._join(KeptTask(job.id, job.caller, self._store, self.news))
        self._solvers.warm()
        self._slots = [asyncio.create_task(self._slot()) for _ in range(self._settings.at_once)]
        self._slots.append(asyncio.create_task(self._keep_short()))

    def hang_up(self) -> None:
        """Let go of whoever watches or waits: the server is about to end."""
        self.closing.set()
        self.news.tell_all()
        for asked in list(self._asked.values()):
            asked.hung_up()

    async def close(self) -> None:
        """End all work at once. What was accepted is taken up again by the next server."""
        self.hang_up()
        for slot in self._slots:
            slot.cancel()
        await asyncio.gather(*self._slots, return_exceptions=True)
        await self._solvers.close()

    @property
    def waiting(self) -> int:
        """How much work waits."""
        return len(self._line)

    @property
    def running(self) -> int:
        """How much work is being done."""
        return len(self._running)

    def must_have_room(self, caller: str) -> None:
        """LineFull or CallerHasEnough where no more can be taken on; Closing where the server is to end."""
        if self.closing.is_set():
            raise Closing
        self._line.must_have_room(caller)

    async def accept(self, caller: str, order: Order, key: str | None, digest: str) -> Job:
        """Take on a job: once this returns it is kept, and will be done once."""
        before = await off_the_loop(self._store.keys.result, caller, key, digest) if key else None
        if before is None:
            self.must_have_room(caller)
            new = NewJob(token_hex(16), caller, order.kind, order.model_dump_json(), key, digest)
            before = await off_the_loop(self._store.jobs.add, new, event("queued", wording.WAITING))
            if before == new.id:
                await self._join(KeptTask(new.id, caller, self._store, self.news))
        job = await off_the_loop(self._store.jobs.get, before)
        if job is None:  # Removed by somebody else in this very moment.
            raise LookupError(before)
        return job

    async def ask(self, caller: str, order: Order) -> Outcome:
        """Do a piece of work while the caller waits. Nothing of it is kept."""
        self.must_have_room(caller)
        token = token_hex(16)
        task = self._asked[token] = AskedTask(token, caller, self._store, order)
        try:
            await self._join(task)
            await asyncio.wait_for(task.begun.wait(), LONGEST_TURN)
            return await task.outcome
        except TimeoutError as late:
            raise NotYet from late
        finally:
            del self._asked[token]
            await self._drop(token)

    async def stop(self, id: str) -> None:
        """Have a job end with the best so far; one that waits ends without anything."""
        if id in self._running:
            self._running[id].stop()
        elif self._line.leave(id) is not None:
            ending = Ending("stopped", wording.STOPPED_WITH_NOTHING)
            await off_the_loop(self._store.jobs.end, id, None, ending, event("stopped", ending.says))
            self.news.tell(id)

    async def remove(self, id: str, by: str) -> bool:
        """Remove a job with its events and answer, ending it first."""
        await self._drop(id)
        removed = await off_the_loop(self._store.jobs.remove, id, by)
        self.news.tell(id)
        return removed

    def place(self, id: str) -> int | None:
        """How many are served before a job; None where it does not wait."""
        return self._line.before(id)

    async def events(self, id: str, after: int) -> AsyncIterator[Event]:
        """A job's events after a number, as they come, until it has ended or the server does."""
        while not self.closing.is_set():
            news = self.news.next(id)
            job = await off_the_loop(self._store.jobs.get, id)
            for each in await off_the_loop(self._store.jobs.events, id, after):
                after = each.number
                yield each
            if job is None or job.over:
                return
            await asyncio.wait([news], timeout=PING)

    async def _join(self, task: Task) -> None:
        async with self._wake:
            self._line.join(task)
            self._wake.notify()

    def _taken_up(self, job: Job) -> bool:
        """Put a job back that ran when the server ended, unless that has happened too often."""
        if job.attempt < MOST_ATTEMPTS:
            return self._store.jobs.again(job.id, event("begun_again", wording.SERVER_CRASHED), counts=True)
        ending = Ending("interrupted", wording.INTERRUPTED.format(times=job.attempt))
        self._store.jobs.end(job.id, job.attempt, ending, event(ending.state, ending.says))
        return False

    async def _drop(self, id: str) -> None:
        """Do not do a piece of work any more."""
        left = self._line.leave(id)
        if left is not None:
            left.dropped()
        elif id in self._running:
            await self._running[id].drop()

    async def _slot(self) -> None:
        """Do one piece of work after another."""
        while True:
            async with self._wake:
                await self._wake.wait_for(lambda: len(self._line))
                task = self._line.next()
            if task is not None:
                await self._do(task)

    async def _do(self, task: Task) -> None:
        """Do a piece of work; what came of it is held until it can be written."""
        run = self._running[task.id] = Run(task)
        try:
            outcome = await self._outcome(run)
            self._ended(outcome.how if outcome else "dropped")
            if outcome is not None and await until_written(partial(task.ended, outcome)):
                self._line.join(task, first=True)
        except asyncio.CancelledError:
            await off_the_loop(task.server_stopped)
            raise
        finally:
            del self._running[task.id]

    async def _outcome(self, run: Run) -> Outcome | None:
        """How a piece of work ended; None where nobody wanted it any more."""
        order = await until_written(run.task.begin)
        if order is None:
            return None
        solver = await self._solvers.take(used=not run.task.kept)
        run.take(solver)
        try:
            history = await off_the_loop(run.task.history, order)
            seconds = float(order.asked.get("time_limit", 0.0))
            outcome = await solver.work(order.model_dump_json().encode(), history, run.task.told, seconds)
        except NotWanted:
            return None
        finally:
            run.solver = None  # Whoever drops this late must not end what the process does next.
            self._solvers.give_back(solver, used=not run.task.kept)
        if outcome.how in ("failed", "crashed") and not run.dropped:
            log.error(
                "work ended badly",
                extra={"job": run.task.id, "how": outcome.how, "where": outcome.body.decode()},
            )
        return None if run.dropped else outcome

    async def _keep_short(self) -> None:
        """Let go of what has been kept for long enough, now and every hour."""
        while True:
            before = datetime.now(UTC) - timedelta(days=self._settings.keep_days)
            await until_written(partial(off_the_loop, self._store.jobs.expire, before))
            await asyncio.sleep(HOUR)
