"""Progress on a terminal: what is being worked on and the best so far. Silent anywhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from matcher.write.words import LEVELS

if TYPE_CHECKING:
    from matcher.clock import Progress
    from matcher.model.organisation import Organisation

DOING: dict[str, str] = dict(LEVELS) | {
    "gap_count": "what each team size could cover",
    "possible": "looking for what cannot hold together",
}
BEST = "best so far {cost}, never below {bound}"


@contextmanager
def shown(stream: TextIO, organisation: "Organisation") -> Iterator["Callable[[Progress], None] | None"]:
    """A watcher that shows one line of progress while the block runs; None where nobody looks."""
    if not stream.isatty():
        yield None
        return
    from rich.console import Console

    names = {person.id: person.name for person in organisation.people}
    console = Console(file=stream, highlight=False, markup=False)
    with console.status("Reading the file") as status:
        yield lambda step: status.update(sentence(step, names))


def sentence(step: "Progress", names: dict[str, str]) -> str:
    """One line of progress in plain words."""
    who = names.get(step.person, "Everyone")
    known = step.cost is not None and step.bound is not None
    best = f" ({BEST.format(cost=step.cost, bound=step.bound)})" if known else ""
    return f"{who}: {DOING[step.doing]}{best}"
