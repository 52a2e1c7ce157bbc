"""Progress on a terminal: what is being worked on, and for how long. Silent anywhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from matcher import sentences as say
from matcher.clock import Clock, Progress
from matcher.model.organisation import Organisation
from matcher.write.clean import clean

if TYPE_CHECKING:
    from rich.text import Text

READY = "Getting ready"
USED = "{doing} ({used:.0f} of at most {limit:.0f} seconds)"
STOPPING = "Stopping; the best so far is kept. Press Ctrl-C again to end at once."
TIMES_A_SECOND = 4


class Line:
    """One line of progress. It is drawn anew a few times a second, so nobody has to wait to be shown."""

    def __init__(self, clock: Clock, organisation: Organisation) -> None:
        self._clock = clock
        self._names = {person.id: person.name for person in organisation.people}
        self._step: Progress | None = None

    def take(self, step: Progress) -> None:
        """Note what is being worked on. Safe from any thread."""
        self._step = step

    def says(self) -> str:
        """'Callum, week from 7 Dec: covering every need (12 of at most 60 seconds)'."""
        if self._clock.stopped:
            return STOPPING
        doing = READY
        if self._step is not None:
            who = self._names.get(self._step.person, "Everyone")
            about = f", {self._step.about}" if self._step.about else ""
            doing = f"{who}{about}: {say.DOING[self._step.doing]}"
        limit = self._clock.settings.time_limit
        return USED.format(doing=clean(doing), used=min(self._clock.used, limit), limit=limit)

    def __rich__(self) -> "Text":
        from rich.text import Text

        return Text(self.says(), no_wrap=True, overflow="ellipsis")


@contextmanager
def shown(clock: Clock, organisation: Organisation, stream: TextIO) -> Iterator[None]:
    """Show one line of progress while the block runs, where the stream is a terminal."""
    if not stream.isatty():
        yield
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner

    line = Line(clock, organisation)
    clock.watch = line.take
    spinner = Spinner("dots", line)
    with Live(spinner, console=Console(file=stream), transient=True, refresh_per_second=TIMES_A_SECOND):
        yield
