"""Pieces of work as the server holds them: jobs that are kept, and questions whose callers wait."""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol

from matcher.api import wording
from matcher.api.asked import Order
from matcher.api.news import News
from matcher.api.off_the_loop import off_the_loop
from matcher.api.solvers import How, Outcome
from matcher.errors import StoreBusy, StoreFull
from matcher.model.delivered import Happened
from matcher.model.published import Publication
from matcher.store.keeping import Store
from matcher.store.records import Ending, Event
from matcher.store.sealed import sealed

log = logging.getLogger("matcher.jobs")

MOST_ATTEMPTS = 2
"""How often a job is begun before it is given up."""


class NotWanted(Exception):
    """A piece of work that nobody wants any more."""


class NotYet(Exception):
    """A question has waited for its turn as long as a caller can be kept waiting."""


class Closing(Exception):
    """The server is about to end."""


class Task(Protocol):
    """A piece of work that waits or is being done."""

    kept: ClassVar[bool]
    """Whether it and its answer are kept; else it is a question whose caller waits."""

    @property
    def id(self) -> str:
        """Its own name."""
        ...

    @property
    def caller(self) -> str:
        """Who asked for it."""
        ...

    async def begin(self) -> Order | None:
        """What to do; None where it is not wanted any more."""
        ...

    def history(self, order: Order) -> list[bytes]:
        """What its organisation published and what happened, as it was when this was asked. It may wait."""
        ...

    async def told(self, step: bytes) -> None:
        """How far it is. NotWanted where nobody wants it any more."""
        ...

    async def ended(self, outcome: Outcome) -> bool:
        """How it ended. True where it is to be done again."""
        ...

    def dropped(self) -> None:
        """It is not done any more."""
        ...

    def server_stopped(self) -> None:
        """The server ends while it is being done. It may wait."""
        ...


class KeptTask:
    """A job that is kept, so that it is done once whatever happens."""

    kept: ClassVar[bool] = True

    def __init__(self, id: str, caller: str, store: Store, news: News) -> None:
        self.id = id
        self.caller = caller
        self._store = store
        self._news = news
        self._attempt = 0

    async def begin(self) -> Order | None:
        """Begin an attempt."""
        attempt = await off_the_loop(self._store.jobs.begin, self.id, event("started", wording.STARTED))
        asked = await off_the_loop(self._store.jobs.asked, self.id)
        self._news.tell(self.id)
        if attempt is None or asked is None:
            return None
        self._attempt = attempt
        return Order.model_validate_json(asked)

    def history(self, order: Order) -> list[bytes]:
        """What its organisation published and what happened."""
        return history_of(self._store, order)

    async def told(self, step: bytes) -> None:
        """Keep how far it is. Where that cannot be written now, the next step says it as well."""
        progress = event("progress", **json.loads(step))
        try:
            noted = await off_the_loop(self._store.jobs.note, self.id, self._attempt, progress)
        except (StoreBusy, StoreFull) as trouble:
            log.warning("a step was not kept", extra={"job": self.id, "why": type(trouble).__name__})
            return
        if not noted:
            raise NotWanted
        self._news.tell(self.id)

    async def ended(self, outcome: Outcome) -> bool:
        """Keep the answer, once; or put the job back where its process ended without one."""
        if outcome.how == "crashed" and self._attempt < MOST_ATTEMPTS:
            again = event("begun_again", wording.BEGUN_AGAIN)
            put_back = await off_the_loop(self._store.jobs.again, self.id, again, counts=True)
            self._news.tell(self.id)
            return put_back
        ending = ENDINGS[outcome.how]
        answer = outcome.body if outcome.how in ("found", "stopped") else None
        ending = Ending(ending.state, ending.says.format(times=self._attempt), answer)
        ended = event(ending.state, ending.says)
        await off_the_loop(self._store.jobs.end, self.id, self._attempt, ending, ended)
        self._news.tell(self.id)
        return False

    def dropped(self) -> None:
        """Whoever drops a job says so in the store."""

    def server_stopped(self) -> None:
        """Put it back for the next server, as if it had never been begun."""
        self._store.jobs.again(self.id, event("begun_again", wording.SERVER_STOPPED), counts=False)


class AskedTask:
    """A question whose caller waits. Nothing of it is kept."""

    kept: ClassVar[bool] = False

    def __init__(self, id: str, caller: str, store: Store, order: Order) -> None:
        self.id = id
        self.caller = caller
        self.outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.begun = asyncio.Event()
        self._store = store
        self._order = order

    async def begin(self) -> Order | None:
        """The question, while somebody waits for it."""
        self.begun.set()
        return None if self.outcome.done() else self._order

    def history(self, order: Order) -> list[bytes]:
        """What its organisation published and what happened."""
        return history_of(self._store, order)

    async def told(self, step: bytes) -> None:
        """Nobody watches."""

    async def ended(self, outcome: Outcome) -> bool:
        """Tell whoever waits."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)
        return False

    def dropped(self) -> None:
        """Nobody waits any more."""
        self.outcome.cancel()

    def hung_up(self) -> None:
        """Tell whoever waits that the server is about to end."""
        if not self.outcome.done():
            self.outcome.set_exception(Closing())
            self.begun.set()

    def server_stopped(self) -> None:
        """Whoever waits has been told."""


ENDINGS: Mapping[How, Ending] = {
    "found": Ending("done", wording.DONE),
    "stopped": Ending("stopped", wording.STOPPED),
    "nothing": Ending("stopped", wording.STOPPED_WITH_NOTHING),
    "refused": Ending("failed", wording.REFUSED),
    "memory": Ending("failed", wording.OUT_OF_MEMORY),
    "time": Ending("failed", wording.OUT_OF_TIME),
    "failed": Ending("failed", wording.OUR_MISTAKE),
    "crashed": Ending("failed", wording.GAVE_UP),
}
"""How a job ends, by how its process ended."""


def event(what: str, says: str, **more: Any) -> Event:
    """Something that happens now. The store numbers it."""
    return Event(0, datetime.now(UTC), what, {"says": says, **more})


def history_of(store: Store, order: Order) -> list[bytes]:
    """Every entry of an order's organisation up to the number it was asked at, sealed."""
    if order.organisation is None or not order.history:
        return []
    history, upto = store.history(order.organisation), order.history
    entries: tuple[Publication | Happened, ...] = (*history.publications(), *history.happened())
    return [sealed(each) for each in entries if each.number <= upto]
