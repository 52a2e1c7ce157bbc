"""How a long run goes: the best cost, its bound and the memory in use, by the second, as a picture."""

import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from matcher.clock import Progress

EVERY_SECONDS = 2.0
PAGES = Path("/proc/self/statm")
MB_OF_A_PAGE = 4096 / 2**20


@dataclass(frozen=True)
class Seen:
    """What was seen at a moment: seconds since the beginning, cost and bound (None before there are), MB."""

    seconds: float
    cost: int | None
    bound: int | None
    mb: float


class Curve:
    """Looks at a run again and again while it is open; its `watch` is to be told of every step."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._cost: int | None = None
        self._bound: int | None = None
        self._begun = time.monotonic()
        self._over = Event()
        self._looking = Thread(target=self._look)

    def watch(self, step: Progress) -> None:
        """A step of the run."""
        self._cost, self._bound = step.cost, step.bound

    def __enter__(self) -> "Curve":
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            pages = int(PAGES.read_text(encoding="ascii").split()[1])
            seconds = time.monotonic() - self._begun
            self.seen.append(Seen(seconds, self._cost, self._bound, pages * MB_OF_A_PAGE))

    def draw(self, name: str, path: Path) -> None:
        """Cost and bound above, memory below."""
        import matplotlib as mpl

        mpl.use("svg")
        mpl.rcParams["svg.hashsalt"] = "matcher"
        from matplotlib import pyplot

        path.parent.mkdir(parents=True, exist_ok=True)
        figure, (costs, memory) = pyplot.subplots(2, 1, sharex=True, figsize=(6, 5))
        found = [each for each in self.seen if each.cost is not None]
        bounded = [each for each in self.seen if each.bound]
        costs.plot([each.seconds for each in found], [each.cost for each in found], label="cost")
        costs.plot([each.seconds for each in bounded], [each.bound for each in bounded], label="bound")
        costs.set_yscale("log")
        costs.set_title(name)
        costs.legend()
        memory.plot([each.seconds for each in self.seen], [each.mb for each in self.seen])
        memory.set_ylabel("MB")
        memory.set_ylim(bottom=0)
        memory.set_xlabel("seconds")
        for axes in (costs, memory):
            axes.grid(alpha=0.3)
        figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
        pyplot.close(figure)
