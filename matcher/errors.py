"""What can go wrong, drawn as a tree.

MatcherError            anything below, with its exit code
├── BadInput            the file cannot be used as it is: every problem at once          65
│   └── DamagedHistory  files of the history that are not as they were written           65
├── BadQuestion         asked about somebody or something that is not there               2
│   ├── PublishedMeanwhile  the history has gone on since it was read                     2
│   ├── NotKnownThen        a rate or threshold that is not known for a day               2
│   ├── ChangedMeanwhile    the organisation's file has gone on since it was read         2
│   ├── StoreBusy           somebody else is writing, and does not let go                 2
│   └── StoreFull           the disk is full or cannot be written to                      2
├── WorkEnded           a process of ours was ended from outside, more than once          1
└── AuditDisagrees      solver and audit disagree: a bug of ours, never an answer         1
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from textwrap import fill
from traceback import walk_tb
from typing import ClassVar

from matcher.wording import full_date, listed, many

WIDTH = 80
HERE = Path(__file__).parent


class MatcherError(Exception):
    """Anything that stops a run, said in plain words."""

    exit_code: ClassVar[int] = 1
    """What the command ends with."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a file. It never repeats what the file says about anybody."""

    path: str
    """Where, in the reader's terms: 'people › callum › needs › early › start'. Empty: the whole file."""
    says: str
    """What is wrong."""
    mend: str
    """How to mend it."""
    line: int | None = None
    """The line, counted from 1, where it is known."""
    column: int | None = None
    """The column, counted from 1, where it is known."""
    at: tuple[str | int, ...] = field(default=(), repr=False)
    """The same place for programs: names of fields, and places in lists counted from 0."""

    @property
    def place(self) -> str:
        """Path, line and column, as far as they are known."""
        named = {"line": self.line, "column": self.column}
        spot = ", ".join(f"{name} {number}" for name, number in named.items() if number is not None)
        return ", ".join(part for part in (spot, self.path) if part) or "the whole file"

    def __str__(self) -> str:
        """The problem on a few lines of at most 80 columns."""
        lines = [fill(self.place, WIDTH, initial_indent="  ", subsequent_indent="    ")]
        for sentence in (self.says, self.mend):
            lines.append(fill(sentence, WIDTH, initial_indent="    ", subsequent_indent="    "))
        return "\n".join(lines)


class BadInput(MatcherError):
    """A file that cannot be used as it is. All its problems, in order."""

    exit_code: ClassVar[int] = 65

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__(file, self.problems)

    def __str__(self) -> str:
        """Every problem, for a terminal 80 columns wide."""
        head = f"{self.file} cannot be used yet: {many(len(self.problems), 'thing')} to mend."
        return "\n\n".join([fill(head, WIDTH), *map(str, self.problems)])


class DamagedHistory(BadInput):
    """A history of which some cannot be trusted. Each damaged file, with how to go on."""


class BadQuestion(MatcherError):
    """A question about somebody or something that is not there: `named`, as it was asked for."""

    exit_code: ClassVar[int] = 2

    def __init__(self, says: str, mend: str, named: str | None = None) -> None:
        self.says = says
        self.mend = mend
        self.named = named
        super().__init__(says, mend)

    def __str__(self) -> str:
        """What is wrong, and how to ask."""
        return fill(f"{self.says} {self.mend}".strip(), WIDTH)


class PublishedMeanwhile(BadQuestion):
    """The history has gone on since it was read. Nothing was written."""

    def __init__(self, says: str = "Somebody published in between, so nothing was written.") -> None:
        super().__init__(says, "Make the answer again with --history, look at it, and publish that.")


class NotKnownThen(BadQuestion):
    """A rate or a threshold is not known for a day: it lies past the figures, or before them."""

    def __init__(self, what: str, day: date, first: date, last: date) -> None:
        self.what, self.day = what, day
        super().__init__(
            f"The {what} on {full_date(day)} is not known: the figures run from {full_date(first)} to "
            f"{full_date(last)}.",
            "Add it to the team file under `pay` › `figures`, or use a newer version of the program.",
        )


class ChangedMeanwhile(BadQuestion):
    """An organisation's file has gone on since it was read. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed this organisation in between, so nothing was written.",
            "Read it again, make your change to what it is now, and send that.",
        )


class StoreBusy(BadQuestion):
    """The database is in use by somebody who does not let go. Nothing was done."""

    def __init__(self) -> None:
        super().__init__("The database is in use, so nothing was done.", "Try again in a moment.")


class StoreFull(BadQuestion):
    """The disk is full or cannot be written to. Nothing was done."""

    def __init__(self) -> None:
        super().__init__("The disk is full or cannot be written to, so nothing was kept.", "Make room on it.")


class WorkEnded(MatcherError):
    """A process that worked on somebody's problem was ended from outside, more than once."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(self.names)

    def __str__(self) -> str:
        """Whose work it was, and what may help."""
        return fill(
            f"The work on {listed(self.names)} was ended from outside, and again when it was begun anew. "
            "Most often memory has run out. Nothing was written. "
            "Close other programs, or ask for fewer --workers.",
            WIDTH,
        )


class AuditDisagrees(MatcherError):
    """The audit does not agree with the solver. A bug of ours; nothing is handed out."""

    def __init__(self, differences: Iterable[str]) -> None:
        self.differences = tuple(differences)
        super().__init__(self.differences)

    def __str__(self) -> str:
        """What differs, and what to send us."""
        return "\n".join(
            [
                fill("This is a mistake in the program, not in your file. No answer was written.", WIDTH),
                *(
                    fill(each, WIDTH, initial_indent="  - ", subsequent_indent="    ")
                    for each in self.differences
                ),
                fill(
                    "Please send us these lines, the command you used, what `matcher --version` says, and "
                    "the file with every name and every word about people taken out.",
                    WIDTH,
                ),
            ]
        )


def place_of(failed: BaseException) -> str:
    """What kind of mistake and where in our code, 'TypeError in solve.py:12', without what it says."""
    lines = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(failed.__traceback__)]
    places = [f"{path.relative_to(HERE)}:{line}" for path, line in lines if path.is_relative_to(HERE)]
    return f"{type(failed).__name__} in {', '.join(places)}"
