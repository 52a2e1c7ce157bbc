"""The command line: parse, call, print, exit code. Nothing is decided here.

Only click is imported before a command runs, so that help answers at once.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from matcher.clock import Clock
    from matcher.frame import Turn
    from matcher.model.answer import Answer
    from matcher.model.organisation import Organisation
    from matcher.solve import Request

EXIT_CODES = {"covered": 0, "gaps": 3, "impossible": 4, "no_rota": 5}
INTERRUPTED = 130
BUG = 1
DEFAULT_TIME_LIMIT = 60.0

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


TEAM = click.argument("team", type=click.Path(allow_dash=True))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON and nothing else.")


FIRST_DAY = click.option(
    "--from", "first_day", type=DateParam(), help="First day. [default: as the file says, else next week]"
)
WEEKS = click.option("--weeks", type=click.IntRange(1, 26), help="Weeks. [default: as the file says, else 1]")
HISTORY = click.option(
    "--history", type=click.Path(exists=True), help="Earlier answers: a file, or a folder of them."
)
OUTPUT = click.option("-o", "--output", type=click.Path(allow_dash=True), help="Write it to this file.")
TIME_LIMIT = click.option(
    "--time-limit",
    type=click.FloatRange(min=0.1),
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


def how_to_solve(command: Command) -> Command:
    """Options that every solving command takes."""
    for option in (HISTORY, SEED, WORKERS, TIME_LIMIT, WEEKS, FIRST_DAY, AS_JSON, OUTPUT):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="small-supports-matcher", prog_name="matcher")
def cli() -> None:
    """Build each person's own team of supporters, and their rota.

    Exit codes: 0 everything covered, 3 gaps are left, 4 proved impossible, 5 no rota in the time given,
    2 wrong usage, 65 the file has mistakes, 130 interrupted before any rota, 1 a mistake of ours.
    """


@cli.command()
@TEAM
@how_to_solve
def solve(team: str, **options: Any) -> int:
    """Choose each person's team and write their rota."""
    from matcher.solve import solve

    return _run(team, options, solve)


@cli.command()
@TEAM
@how_to_solve
def match(team: str, **options: Any) -> int:
    """Choose each person's team, without a rota."""
    from matcher.solve import match

    return _run(team, options, match)


@cli.command()
@TEAM
@how_to_solve
def rota(team: str, **options: Any) -> int:
    """Write the rota of each person's team as it stands."""
    from matcher.solve import rota

    return _run(team, options, rota)


@cli.command()
@TEAM
@click.argument("rota", type=click.Path(allow_dash=True))
@AS_JSON
@FIRST_DAY
@WEEKS
@HISTORY
def check(
    team: str, rota: str, as_json: bool, first_day: date | None, weeks: int | None, history: str | None
) -> int:
    """Check a rota, also one written by hand (JSON or CSV), against every rule."""
    from matcher.read import read_rota
    from matcher.solve import check, request_for

    organisation = _read(team)
    turns = read_rota(_source(rota), _name(rota), organisation)
    asked = request_for(organisation, turns, first_day, weeks, _history(history, organisation))
    answer = check(asked, turns)
    _print(answer, organisation, as_json)
    broken = any(violation.level == "hard" for violation in answer.violations)
    return EXIT_CODES["gaps"] if broken else EXIT_CODES[answer.status]


@cli.command()
@click.argument("team", type=click.Path(allow_dash=True), required=False)
@AS_JSON
def rules(team: str | None, as_json: bool) -> int:
    """Print the rules in force: the catalogue, with what a team file says differently."""
    from matcher.write.rules import rules_as_json, rules_as_text

    organisation = _read(team) if team else None
    click.echo(rules_as_json(organisation) if as_json else rules_as_text(organisation), nl=False)
    return 0


@cli.command()
@click.argument("what", type=click.Choice(["team", "answer"]), default="team")
def schema(what: str) -> int:
    """Print the JSON Schema of the team file, or of the answer."""
    import json

    from matcher.read.schema import answer_schema, team_schema

    click.echo(json.dumps(team_schema() if what == "team" else answer_schema(), indent=2, ensure_ascii=False))
    return 0


@cli.command()
@click.argument("name", default="tiny")
@OUTPUT
@click.option("--list", "listing", is_flag=True, help="List the samples.")
def sample(name: str, output: str | None, listing: bool) -> int:
    """Write a sample team file to start from. Everyone in it is invented."""
    from matcher.samples import sample_names, sample_text
    from matcher.write.files import write_safely

    if listing:
        click.echo("\n".join(sample_names()))
        return 0
    if name not in sample_names():
        raise click.BadParameter(f"there is no sample '{name}'; there are {', '.join(sample_names())}")
    if output is None or output == "-":
        click.echo(sample_text(name), nl=False)
    else:
        write_safely(Path(output), sample_text(name))
    return 0


def _run(team: str, options: dict[str, Any], job: "Callable[[Request], Answer]") -> int:
    """Read, solve with progress and a Ctrl-C that keeps the best so far, write, and say how it ended."""
    from matcher.clock import Clock, Settings
    from matcher.progress import shown
    from matcher.solve import request

    organisation = _read(team)
    settings = Settings(options["time_limit"], options["workers"], options["seed"])
    with shown(sys.stderr, organisation) as watch:
        clock = Clock(settings, watch)
        asked = request(
            organisation,
            first_day=options["first_day"],
            weeks=options["weeks"],
            history=_history(options["history"], organisation),
            clock=clock,
        )
        with _stoppable(clock):
            answer = job(asked)
    _write(answer, options["output"])
    _print(answer, organisation, options["as_json"] or options["output"] == "-")
    return INTERRUPTED if clock.stopped and answer.status == "no_rota" else EXIT_CODES[answer.status]


@contextmanager
def _stoppable(clock: "Clock") -> Iterator[None]:
    """The first Ctrl-C stops the search and keeps the best so far; the second ends the program."""

    def stop(number: int, frame: object) -> None:
        clock.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        click.echo("Stopping; the best so far is kept. Press again to end at once.", err=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read(team: str) -> "Organisation":
    from matcher.read import read

    return read(_source(team), _name(team))


def _history(path: str | None, organisation: "Organisation") -> "dict[str, tuple[Turn, ...]]":
    from matcher.read.history import read_history

    return read_history(Path(path), organisation) if path else {}


def _source(path: str) -> bytes | Path:
    return sys.stdin.buffer.read() if path == "-" else Path(path)


def _name(path: str) -> str:
    return "standard input" if path == "-" else path


def _write(answer: "Answer", output: str | None) -> None:
    if output is not None and output != "-":
        from matcher.write.files import write_safely
        from matcher.write.json import answer_json

        write_safely(Path(output), answer_json(answer))


def _print(answer: "Answer", organisation: "Organisation", as_json: bool) -> None:
    if as_json:
        from matcher.write.json import answer_json

        click.echo(answer_json(answer), nl=False)
    else:
        from matcher.write.table import render

        click.echo(render(answer, organisation, colour=sys.stdout.isatty()), nl=False)


def main() -> None:
    """Run the command and end with its exit code; no traceback for anything a reader could meet."""
    from matcher.errors import MatcherError

    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        code = wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except MatcherError as wrong:
        click.echo(str(wrong), err=True)
        code = wrong.exit_code
    except Exception as bug:
        click.echo(_ours(bug), err=True)
        code = BUG
    sys.exit(code if isinstance(code, int) else 0)


def _ours(bug: Exception) -> str:
    """What to send us. The message of the error is left out: it may hold what the file says about people."""
    place = bug.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "unknown"
    return (
        "Something went wrong in the program, not in your file. Nothing was written.\n"
        f"Please send us this line and the command you used: {type(bug).__name__} at {where}."
    )
