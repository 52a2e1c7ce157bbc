"""The options of the command line, and what each of them accepts. Only click is imported."""

import os
from collections.abc import Callable
from datetime import date, datetime
from math import isnan
from pathlib import Path
from typing import Any, TypeVar

import click

DEFAULT_TIME_LIMIT = 60.0
LONGEST_TIME_LIMIT = 86_400.0
STANDARD = Path("-")
"""Standard output, where a file could be named."""

Command = TypeVar("Command", bound=Callable[..., Any])


class DateParam(click.ParamType[date]):
    """A date written 2026-06-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail("a date is written year-month-day, for example 2026-06-01", param, ctx)


class SecondsParam(click.FloatRange):
    """A length of time that a search can be given."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds, or a usage error."""
        seconds = float(super().convert(value, param, ctx))
        return self.fail("a number of seconds is expected", param, ctx) if isnan(seconds) else seconds


class OutputParam(click.ParamType[Path]):
    """A file that can be written, which is found out before anybody waits; '-' for standard output."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, or a usage error."""
        path, folder = Path(value), Path(value).resolve().parent
        wrong = {
            "this is a folder; name a file in it": path.is_dir(),
            "this is no ordinary file; for standard output write '-'": path.exists() and not path.is_file(),
            "there is no such folder to write it in": not folder.is_dir(),
            "you may not write in this folder": not os.access(folder, os.W_OK | os.X_OK),
        }
        if value != "-" and any(wrong.values()):
            self.fail(next(says for says, holds in wrong.items() if holds), param, ctx)
        return path


PATH = click.Path(allow_dash=True)
TEAM = click.argument("team", type=PATH)
TEAM_OF_ANSWER = click.option("--team", type=PATH, help="The team file. [default: the one the answer names]")
PERSON = click.option("--person", help="Whose team, by id. [default: the only one in the file]")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON and nothing else.")
OUTPUT = click.option("-o", "--output", type=OutputParam(), help="Write it to this file too, as JSON.")
FIRST_DAY = click.option(
    "--from", "first_day", type=DateParam(), help="First day. [default: as the file says, else next week]"
)
WEEKS = click.option("--weeks", type=click.IntRange(1, 26), help="Weeks. [default: as the file says, else 1]")
_HISTORY = click.option(
    "--history", type=click.Path(exists=True), help="What was published: its folder. Or an earlier answer."
)
TO = click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder of what is published. The first one makes it.",
)
FOLDER = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
WITHOUT_DAMAGED = click.option(
    "--without-damaged", is_flag=True, help="Use the rest of a history of which some is damaged."
)
TIME_LIMIT = click.option(
    "--time-limit",
    type=SecondsParam(min=0.1, max=LONGEST_TIME_LIMIT),
    default=DEFAULT_TIME_LIMIT,
    show_default=True,
    help="Seconds to search at most.",
)
WORKERS = click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processor cores to use."
)
SEED = click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Random seed."
)


def history(command: Command) -> Command:
    """What came before, and whether to go on where some of it is damaged."""
    return _HISTORY(WITHOUT_DAMAGED(command))


def how_to_solve(command: Command) -> Command:
    """Options that every solving command takes."""
    for option in (history, SEED, WORKERS, TIME_LIMIT, WEEKS, FIRST_DAY, AS_JSON, OUTPUT):
        command = option(command)
    return command
