"""Progress on a terminal: what is being worked on and the best so far. Silent anywhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from matcher.clock import Progress
    from matcher.model.organisation import Organisation

DOING = {
    "gaps": "covering every need",
    "change": "changing as little as possible",
    "person": "the person's wishes and continuity",
    "supporters": "supporters' contracts, fairness and wishes",
    "contingency": "hands to spare",
    "match": "what the team shares with the person",
    "faces": "as few faces as will do",
    "gap_count": "what each team size could cover",
    "possible": "looking for a clash",
}
BEST = "best so far {cost}, cannot be below {bound}"


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
    who = f"{names.get(step.person, 'Everyone')}: "
    known = step.cost is not None and step.bound is not None
    best = f" ({BEST.format(cost=step.cost, bound=step.bound)})" if known else ""
    return f"{who}{DOING.get(step.doing, step.doing)}{best}"
