"""Progress on a terminal: what is being worked on, and for how long. Silent anywhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from matcher import sentences as say
from matcher.clock import Clock, PeopleDone, Progress
from matcher.model.organisation import Organisation
from matcher.wording import many
from matcher.write.clean import clean

if TYPE_CHECKING:
    from rich.text import Text

ALL: dict[str, str] = {
    "teams": "Teams",
    "rotas": "Rotas",
    "better": "Rotas not proved best yet",
    "questions": "Questions about teams",
}
"""What is worked on for all people."""
PEOPLE = "{part}: {done} of {of} people"
GAPS = "{people}, {gaps} so far"
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
        self._all: Progress | None = None

    def take(self, step: Progress) -> None:
        """Note what is being worked on. Safe from any thread."""
        if step.people is None:
            self._step = step
        else:
            self._all, self._step = step, None

    def says(self) -> str:
        """'Callum: covering every need (12 of at most 60 seconds)'; for many people how many are done."""
        if self._clock.stopped:
            return STOPPING
        doing = READY
        if self._all is not None and self._all.people is not None:
            doing = _counted(self._all.doing, self._all.people)
        elif self._step is not None:
            who = self._names.get(self._step.person, "Everyone")
            about = f", {self._step.about}" if self._step.about else ""
            doing = f"{who}{about}: {say.DOING[self._step.doing]}"
        limit = self._clock.settings.time_limit
        return USED.format(doing=clean(doing), used=min(self._clock.used, limit), limit=limit)

    def __rich__(self) -> "Text":
        from rich.text import Text

        return Text(self.says(), no_wrap=True, overflow="ellipsis")


def _counted(part: str, people: PeopleDone) -> str:
    """'Rotas: 31 of 50 people, 2 gaps so far'; nothing is said of gaps where none are counted."""
    says = PEOPLE.format(part=ALL[part], done=people.done, of=people.of)
    if people.gaps is None:
        return says
    return GAPS.format(people=says, gaps=many(people.gaps, "gap") if people.gaps else "no gaps")


@contextmanager
def shown(clock: Clock, organisation: Organisation, stream: TextIO) -> Iterator[None]:
    """Show one line of progress while the block runs, where the stream is a terminal.

    What a reader has to see is printed to any stream.
    """
    from rich.console import Console

    console = Console(file=stream)
    line = Line(clock, organisation)

    def take(step: Progress) -> None:
        if step.says is None:
            line.take(step)
        else:
            console.print(clean(step.says), highlight=False, markup=False)

    clock.watch = take
    if not stream.isatty():
        yield
        return
    from rich.live import Live
    from rich.spinner import Spinner

    spinner = Spinner("dots", line)
    with Live(spinner, console=console, transient=True, refresh_per_second=TIMES_A_SECOND):
        yield
