"""What can go wrong, drawn as a tree.

MatcherError            anything below, with its exit code
├── BadInput            the file cannot be used as it is: every problem at once          65
│   └── DamagedHistory  files of the history that are not as they were written           65
├── BadQuestion         asked about somebody or something that is not there               2
│   └── PublishedMeanwhile  the history has gone on since it was read                     2
├── WorkEnded           a process of ours was ended from outside, more than once          1
└── AuditDisagrees      solver and audit disagree: a bug of ours, never an answer         1
"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import fill
from typing import ClassVar

from matcher.wording import listed, many

WIDTH = 80


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
    """A question about somebody or something that is not there."""

    exit_code: ClassVar[int] = 2

    def __init__(self, says: str, mend: str) -> None:
        self.says = says
        self.mend = mend
        super().__init__(says, mend)

    def __str__(self) -> str:
        """What is wrong, and how to ask."""
        return fill(f"{self.says} {self.mend}".strip(), WIDTH)


class PublishedMeanwhile(BadQuestion):
    """The history has gone on since it was read. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody published in between, so nothing was written.",
            "Make the answer again with --history, look at it, and publish that.",
        )


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
