"""A process that does one piece of work: `python -m matcher.api.child`. It is told on standard input.

It loads what it needs, waits for an order, and ends when it has said how that ended. When whoever started it
goes away, it ends at once. What it may use is limited before it begins.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from typing import BinaryIO

from matcher.api import frames
from matcher.api.asked import Order
from matcher.api.frames import Frame, framed, read_frame
from matcher.api.progress import Teller
from matcher.api.work import Work, carry_out
from matcher.clock import Clock, Settings
from matcher.errors import BadInput, BadQuestion, MatcherError, Problem, place_of
from matcher.model.answer import Answer
from matcher.model.delivered import Happened
from matcher.model.published import Publication
from matcher.model.words import Words
from matcher.store.memory import MemoryHistory
from matcher.store.sealed import entry_of

NO_ROOM_FOR_A_THREAD = "can't start new thread"
"""What Python says where there is no memory for another thread."""

Say = Callable[[bytes, bytes], None]


def main() -> None:
    """Wait for an order, carry it out, say how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then decides.
    source, say = sys.stdin.buffer, _teller(_our_own_output())
    limit_memory(int(os.environ.get(frames.MEMORY_LIMIT, "0")))
    told = _told(source)
    if told is not None:
        _work(*told, source, say)
    # At once, though a thread waits on standard input: all is said and nothing is left to tidy.
    os._exit(0)


def _work(order: Order, history: MemoryHistory | None, stopped: bool, source: BinaryIO, say: Say) -> None:
    limit = float(order.asked.get("time_limit", Settings.time_limit))
    # Of many people, each is worked on by a process of its own, which is in this one's group.
    clock = Clock(Settings(limit, order.workers, _seed(order), spread=True))
    if stopped:
        clock.stop()
    threading.Thread(target=_listen, args=(source, clock), daemon=True).start()
    ended = done(Work(order, clock, history), say)
    say(ended.kind, ended.body)


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
        return Frame(frames.REFUSED, refusal(wrong, "", [Problem("", wrong.says, wrong.mend)]))
    except Exception as failed:
        if isinstance(failed, MemoryError) or str(failed) == NO_ROOM_FOR_A_THREAD:
            return Frame(frames.NO_MEMORY, b"")
        return Frame(frames.FAILED, place_of(failed).encode())


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


def _told(source: BinaryIO) -> tuple[Order, MemoryHistory | None, bool] | None:
    """The order, its history, whether it is stopped already; None where whoever started this has gone."""
    entries: list[Publication | Happened] = []
    stopped = False
    while (frame := read_frame(source)) is not None:
        if frame.kind == frames.ORDER:
            order = Order.model_validate_json(frame.body)
            return order, MemoryHistory.of(entries) if order.organisation else None, stopped
        if frame.kind == frames.STOP:
            stopped = True
        else:
            entries.append(entry_of(frame.body))
    return None


def _listen(source: BinaryIO, clock: Clock) -> None:
    """Stop when told to. When the other side goes, there is nobody left to work for."""
    while read_frame(source) is not None:
        clock.stop()
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # With all that this process has started itself.
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
