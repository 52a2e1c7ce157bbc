"""A process that works: `python -m matcher.api.child`. It is told what to do on standard input.

It loads what it needs and carries out one order after another. When whoever started it goes away, it ends at
once. What it may use is limited before it begins.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from queue import Queue
from typing import Any, BinaryIO

from matcher.api import frames
from matcher.api.asked import Order
from matcher.api.frames import Frame, framed, read_frame
from matcher.api.progress import Teller
from matcher.api.work import Work, carry_out
from matcher.clock import Clock, Settings
from matcher.errors import BadInput, BadQuestion, MatcherError, Problem, place_of
from matcher.model.answer import Answer
from matcher.model.words import Words, build_all
from matcher.store.memory import MemoryHistory
from matcher.store.sealed import entry_of

NO_ROOM_FOR_A_THREAD = "can't start new thread"
"""What Python says where there is no memory for another thread."""

Say = Callable[[bytes, bytes], None]
Place = tuple[str | int, ...]


def main() -> None:
    """Wait for orders, carry each out, say how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then decides.
    source, say = sys.stdin.buffer, _teller(_our_own_output())
    limit_memory(int(os.environ.get(frames.MEMORY_LIMIT, "0")))
    build_all()
    told = Told(source)
    threading.Thread(target=told.listen, daemon=True).start()
    while True:
        ended = _ended(*told.next_order(), told.stop, say)
        told.stop.clear()  # Before the end is said: whoever hears of it may go on with the next order.
        say(ended.kind, ended.body)


class Told:
    """What this process is told: orders, each with the history it is about, and to stop."""

    def __init__(self, source: BinaryIO) -> None:
        self.stop = threading.Event()
        self._source = source
        self._orders: Queue[tuple[bytes, list[bytes]]] = Queue()

    def listen(self) -> None:
        """Read as long as there is somebody to work for; then end, with all that this process began."""
        history: list[bytes] = []
        try:
            while (frame := read_frame(self._source)) is not None:
                if frame.kind == frames.STOP:
                    self.stop.set()
                elif frame.kind == frames.HISTORY:
                    history.append(frame.body)
                else:
                    self._orders.put((frame.body, history))
                    history = []
        finally:
            _end()

    def next_order(self) -> tuple[Order, MemoryHistory | None]:
        """The next order with its history. It waits."""
        body, history = self._orders.get()
        order = Order.model_validate_json(body)
        return order, MemoryHistory.of(map(entry_of, history)) if order.organisation else None


def _ended(order: Order, history: MemoryHistory | None, stop: threading.Event, say: Say) -> Frame:
    limit = float(order.asked.get("time_limit", Settings.time_limit))
    # Of many people, each is worked on by a process of its own, which is in this one's group.
    clock = Clock(Settings(limit, order.workers, _seed(order), spread=True), asked=stop)
    return done(Work(order, clock, history), say)


def done(work: Work, say: Say) -> Frame:
    """Carry out an order, telling how far it is; how it ended."""
    try:
        if frames_asked := work.frames:
            work.clock.watch = Teller.of(frames_asked, lambda step: say(frames.STEP, _json(step))).take
        found = carry_out(work)
        if not work.clock.stopped:
            return Frame(frames.RESULT, _json(found))
        return Frame(frames.STOPPED, _json(found)) if _holds_something(found) else Frame(frames.NOTHING, b"")
    except BadInput as wrong:
        return Frame(frames.REFUSED, refusal(wrong, wrong.file, wrong.problems))
    except BadQuestion as wrong:
        return Frame(frames.REFUSED, refusal(wrong, "", [problem_with(work.order.asked, wrong)]))
    except Exception as failed:
        if isinstance(failed, MemoryError) or str(failed) == NO_ROOM_FOR_A_THREAD:
            return Frame(frames.NO_MEMORY, b"")
        return Frame(frames.FAILED, place_of(failed).encode())


def problem_with(asked: Any, wrong: BadQuestion) -> Problem:
    """What is wrong with a question, at the place where it was asked for."""
    return Problem("", wrong.says, wrong.mend, at=next(_places(asked, wrong.named), ()))


def _places(value: Any, named: str | None, here: Place = ()) -> Iterator[Place]:
    if isinstance(value, str) and value == named:
        yield here
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _places(item, named, (*here, step))


def refusal(wrong: MatcherError, file: str, problems: Iterable[Problem]) -> bytes:
    """Problems with a file as JSON."""
    rows = [
        {"says": each.says, "mend": each.mend, "at": each.at, "line": each.line, "column": each.column}
        for each in problems
    ]
    return json.dumps({"kind": type(wrong).__name__, "file": file, "problems": rows}).encode()


def limit_memory(limit: int) -> None:
    """No more than so many bytes of memory for what is computed; 0 for no limit. Not on Windows."""
    if limit and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _end() -> None:
    """End at once, with all that this process has begun itself."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _our_own_output() -> BinaryIO:
    """Standard output for frames alone: whatever else is printed goes to standard error."""
    ours = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return ours


def _teller(output: BinaryIO) -> Say:
    lock = threading.Lock()

    def say(kind: bytes, body: bytes) -> None:
        with lock:
            output.write(framed(kind, body))
            output.flush()

    return say


def _seed(order: Order) -> int:
    return int(order.asked.get("seed", 0))


def _holds_something(found: Words) -> bool:
    """Whether a run that was stopped found anything to hand out."""
    return not isinstance(found, Answer) or found.status != "no_rota" or bool(found.rotas)


def _json(words: Words) -> bytes:
    return words.model_dump_json(by_alias=True).encode()


if __name__ == "__main__":
    main()
