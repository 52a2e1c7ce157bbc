"""Screens drawn in tests, and the ones the program draws."""

from answers import organisation

from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.write.table import render


def shown(answer: Answer, about: Organisation | None = None) -> str:
    return render(answer, about or organisation())


def drawn(text: str) -> str:
    """A drawing as it stands in a test, without its indent."""
    return "\n".join(line[8:] for line in text.split("\n")[1:-1])


def between(text: str, first: str, last: str) -> str:
    """The lines from the one that begins with `first` to the one before that which begins with `last`."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(first))
    end = next(number for number in range(start, len(lines)) if lines[number].startswith(last))
    return "\n".join(lines[start:end]).rstrip()
