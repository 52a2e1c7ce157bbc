"""What the commands share: reading, solving with progress, writing and printing."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from matcher.commands import params

if TYPE_CHECKING:
    from datetime import date, datetime

    from matcher.clock import Clock
    from matcher.happened import Known
    from matcher.model.answer import Answer
    from matcher.model.organisation import Organisation
    from matcher.model.words import Words
    from matcher.read.history import Earlier
    from matcher.solve import Request

NO_TEAM = "Which team file was it made from? Name it with --team."
LEFT_OUT = "Left out of the history: {}. {}"

EXIT_CODES = {"covered": 0, "gaps": 3, "impossible": 4, "no_rota": 5}
"""What a command ends with, by the answer's status."""


@contextmanager
def searching(options: dict[str, Any]) -> "Iterator[Clock]":
    """A clock for a search that Ctrl-C stops with the best so far kept, until all is written and printed."""
    from matcher.clock import Clock, Settings
    from matcher.commands.interrupt import stoppable

    clock = Clock(Settings(options["time_limit"], options["workers"], options["seed"], spread=True))
    with stoppable(clock):
        yield clock


@contextmanager
def asking(team: str, options: dict[str, Any], clock: "Clock") -> "Iterator[Request]":
    """A request as the options say, with its progress shown while it is worked on."""
    from matcher.commands.progress import shown
    from matcher.solve import request

    organisation = read_team(team)
    with shown(clock, organisation, sys.stderr):
        first_day, weeks = options["first_day"], options["weeks"]
        asked = request(organisation, first_day=first_day, weeks=weeks, clock=clock, team_file=named(team))
        yield with_history(asked, options)


def read_team(team: str) -> "Organisation":
    """The organisation in a file, or on standard input."""
    from matcher.read import read

    return read(source(team), called(team))


def team_file(path: str, answer: "Answer") -> str:
    """The team file an answer names: here, or beside the answer."""
    name = answer.provenance.team_file
    for folder in (Path(), Path(path).parent):
        if name and (folder / name).is_file():
            return str(folder / name)
    raise click.UsageError(NO_TEAM)


def source(path: str) -> BinaryIO | Path:
    """What to read from."""
    return sys.stdin.buffer if path == "-" else Path(path)


def named(path: str) -> str | None:
    """A file's name without its folder; None for standard input."""
    return None if path == "-" else Path(path).name


def called(path: str) -> str:
    """What a file is called in messages."""
    return "standard input" if path == "-" else path


def with_history(asked: "Request", options: dict[str, Any]) -> "Request":
    """A request with what was published and worked before, as the options say."""
    from dataclasses import replace

    found = history(options, asked.organisation, asked.first_day, asked.days, now=asked.now)
    if found is None:
        return asked
    before = {person.id: found.about(person.id) for person in asked.organisation.people}
    return replace(asked, before=before, earlier=found.compromises, history=found.upto)


def history(
    options: dict[str, Any],
    organisation: "Organisation",
    first_day: "date",
    days: int,
    *,
    now: "datetime | None" = None,
    upto: int | None = None,
) -> "Earlier | None":
    """What came before a rota; None where no history is named. What is left out is said on stderr."""
    from matcher.read.history import read_history

    if options["history"] is None:
        return None
    path, without_damaged = Path(options["history"]), bool(options["without_damaged"])
    if without_damaged:
        say_what_is_left_out(path)
    return read_history(
        path, organisation, first_day, days, now=now, upto=upto, without_damaged=without_damaged
    )


def known(options: dict[str, Any], organisation: "Organisation") -> "Known | None":
    """All that was published and worked; None where no history is named."""
    from matcher.read.history import read_known

    if options["history"] is None:
        return None
    path, without_damaged = Path(options["history"]), bool(options["without_damaged"])
    if without_damaged:
        say_what_is_left_out(path)
    return read_known(path, organisation, without_damaged=without_damaged)


def say_what_is_left_out(path: Path) -> None:
    """A line on stderr for each file of a history that is damaged."""
    from matcher.store.folder import FolderHistory

    for problem in FolderHistory(path).damage():
        click.echo(LEFT_OUT.format(problem.path, problem.says), err=True)


def keep_what_is_read(output: Path | None, *read: str | None) -> None:
    """No answer takes the place of a file that it is made from."""
    kept = {Path(path).resolve() for path in read if path not in (None, "-")}
    if output is not None and output.resolve() in kept:
        raise click.UsageError("This would replace a file that is read. Give the answer another name.")


def write_answer(answer: "Words", output: Path | None) -> None:
    """Write an answer to a file, whole or not at all."""
    from matcher.write.files import write_safely
    from matcher.write.json import answer_json

    if output not in (None, params.STANDARD):
        write_safely(output, answer_json(answer))


def print_answer(answer: "Answer", organisation: "Organisation", as_json: bool) -> None:
    """Print an answer for a person, or as JSON."""
    from matcher.write.json import answer_json
    from matcher.write.table import render

    show(answer_json(answer) if as_json else render(answer, organisation, colour=coloured()))


def show(text: str) -> None:
    """Print. A reader who has gone, as in `| head`, has seen enough."""
    try:
        click.echo(text, nl=False)
    except OSError as failed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(failed, BrokenPipeError):
            raise


def print_found(found: "Words", text: "Callable[..., str]", as_json: bool) -> None:
    """Print an answer to a question for a person, with the words that draw it, or as JSON."""
    show(found.model_dump_json(indent=2) + "\n" if as_json else text(colour=coloured()))


def give_found(found: "Words", text: "Callable[..., str]", options: dict[str, Any]) -> None:
    """Write an answer to a question where the options say so, and print it."""
    output = options["output"]
    try:
        write_answer(found, output)
    finally:  # Where the file cannot be written, the answer is seen all the same.
        print_found(found, text, options["as_json"] or output == params.STANDARD)


def coloured() -> bool:
    """Whether standard output shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
