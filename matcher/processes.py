"""Processes that share the work: begun fresh, told to stop without locks, and never left behind.

The unit of work is a function, one problem and the settings, all of them values that can be sent anywhere:
any executor with the interface of `concurrent.futures` can take the place of the one made here.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.queues import Queue
from queue import Empty
from threading import Thread
from typing import Protocol, TypeVar

from matcher.clock import Clock, Progress, Settings, Watch

Problem = TypeVar("Problem")
Made = TypeVar("Made")

GO_ON, STOP, LEAVE = 0, 1, 2
LOOKS_EVERY = 0.2
"""Seconds between two looks of a process at whether it is still wanted."""


class Flag(Protocol):
    """One byte that processes share. It has no lock, so a process that is killed cannot keep one."""

    value: int


class _Asked:
    """A flag as a clock asks for it."""

    def __init__(self, flag: Flag) -> None:
        self._flag = flag

    def set(self) -> None:
        self._flag.value = max(STOP, self._flag.value)

    def is_set(self) -> bool:
        return self._flag.value != GO_ON


class _Here:
    """What this process was given when it began; nothing in one that somebody else began."""

    asked: _Asked | None = None
    watch: Watch | None = None


class Processes:
    """A pool of processes with the lines to them. They end with the process that began them."""

    def __init__(self, count: int, watch: Watch | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._flag: Flag = context.RawValue("b", GO_ON)
        self._told: Queue[Progress] = context.Queue()
        self._watch = watch
        self.executor = ProcessPoolExecutor(
            count, context, initializer=_begin, initargs=(self._flag, self._told)
        )
        self._reader = Thread(target=self._pass_on, daemon=True)
        self._reader.start()

    def stop(self) -> None:
        """Ask all of them to end with the best they have."""
        _Asked(self._flag).set()

    def close(self) -> None:
        """End all of them, whatever they do."""
        self._flag.value = LEAVE
        self.executor.shutdown(wait=False, cancel_futures=True)

    def _pass_on(self) -> None:
        """Pass on what the processes tell. Nothing is waited for: one that is killed finishes no word."""
        while self._flag.value != LEAVE:
            try:
                step = self._told.get(timeout=LOOKS_EVERY)
            except Empty:
                continue
            if self._watch is not None:
                self._watch(step)


def work_on(do: Callable[[Problem, Clock], Made], problem: Problem, settings: Settings) -> Made:
    """Solve one problem within its own time: the whole of what is sent to another process."""
    return do(problem, Clock(settings, _Here.watch, _Here.asked))


def may_begin_others() -> bool:
    """Whether this process may begin others."""
    return not multiprocessing.current_process().daemon


def for_one(settings: Settings, seconds: float) -> Settings:
    """The settings of one problem among many: one worker, and its own share of the time."""
    return replace(settings, time_limit=seconds, workers=1, spread=False)


def _begin(flag: Flag, told: "Queue[Progress]") -> None:
    """Ctrl-C reaches every process of a terminal: the first one decides, and tells the others by the flag."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Here.asked, _Here.watch = _Asked(flag), told.put
    Thread(target=_leave_when_not_wanted, args=(flag,), daemon=True).start()


def _leave_when_not_wanted(flag: Flag) -> None:
    parent = multiprocessing.parent_process()
    while flag.value != LEAVE and (parent is None or not wait([parent.sentinel], LOOKS_EVERY)):
        pass
    os._exit(1)
