"""The command line: parse, call, print, exit code. Nothing is decided here.

Only click is imported before a command runs, so that help answers at once.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import click

from matcher import params

if TYPE_CHECKING:
    from matcher.model.answer import Answer
    from matcher.model.organisation import Organisation
    from matcher.solve import Request

EXIT_CODES = {"covered": 0, "gaps": 3, "impossible": 4, "no_rota": 5}
BUG, USAGE, INTERRUPTED = 1, 2, 130
HERE = Path(__file__).parent

STOPPED = "Stopped without an answer."
CANNOT_WRITE = "This could not be written: {}."
OURS = """Something went wrong in the program, not in your file.
Please send us this line, the command you used and what `matcher --version` says:
{} in {}"""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="small-supports-matcher", prog_name="matcher")
def cli() -> None:
    """Build each person's own team of supporters, and their rota.

    Wherever a file is read, '-' stands for standard input. Ctrl-C stops a search and keeps the best so far.

    Exit codes: 0 everything covered, 3 gaps are left or a checked rota breaks a limit, 4 proved impossible,
    5 no rota in the time given, 2 wrong usage, 65 the file has mistakes, 130 interrupted before any rota,
    1 a mistake of ours.
    """


@cli.command()
@params.TEAM
@params.how_to_solve
def solve(team: str, **options: Any) -> int:
    """Choose each person's team and write their rota."""
    from matcher.solve import solve

    return _run(team, options, solve, "rota")


@cli.command()
@params.TEAM
@params.how_to_solve
def match(team: str, **options: Any) -> int:
    """Choose each person's team, without a rota."""
    from matcher.solve import match

    return _run(team, options, match, "match")


@cli.command()
@params.TEAM
@params.how_to_solve
def rota(team: str, **options: Any) -> int:
    """Write the rota of each person's team as it stands."""
    from matcher.solve import rota

    return _run(team, options, rota, "rota")


@cli.command()
@params.TEAM
@click.argument("rota", type=params.PATH)
@params.AS_JSON
@params.FIRST_DAY
@params.WEEKS
@params.HISTORY
def check(
    team: str, rota: str, as_json: bool, first_day: date | None, weeks: int | None, history: str | None
) -> int:
    """Check a rota, also one written by hand (JSON or CSV), against every rule."""
    if team == rota == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    from matcher.read import read_rota
    from matcher.solve import check, request_for

    organisation = _read(team)
    turns = read_rota(_source(rota), _called(rota), organisation)
    answer = check(_with_history(request_for(organisation, turns, first_day, weeks), history), turns)
    _print(answer, organisation, as_json)
    broken = any(violation.level == "hard" for violation in answer.violations)
    return EXIT_CODES["gaps" if broken else answer.status]


@cli.command()
@click.argument("team", type=params.PATH, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the rules as JSON and nothing else.")
def rules(team: str | None, as_json: bool) -> int:
    """Print the rules in force: the catalogue, with what a team file says differently."""
    from matcher.write.rules import rules_as_json, rules_as_text

    organisation = _read(team) if team else None
    _show(rules_as_json(organisation) if as_json else rules_as_text(organisation))
    return 0


@cli.command()
@click.argument("what", type=click.Choice(["team", "answer"]), default="team")
def schema(what: str) -> int:
    """Print the JSON Schema of the team file, or of the answer."""
    import json

    from matcher.read.schema import answer_schema, team_schema

    described = team_schema() if what == "team" else answer_schema()
    _show(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
    return 0


@cli.command()
@click.argument("name", default="tiny")
@click.option("-o", "--output", type=params.OutputParam(), help="Write it to this new file.")
@click.option("--list", "listing", is_flag=True, help="List the samples.")
def sample(name: str, output: Path | None, listing: bool) -> int:
    """Write a sample team file to start from. Everyone in it is invented."""
    from matcher.samples import sample_names, sample_text
    from matcher.write.files import write_safely

    if listing:
        _show("".join(f"{known}\n" for known in sample_names()))
    elif name not in sample_names():
        raise click.UsageError(f"There is no sample '{name}'. There are: {', '.join(sample_names())}.")
    elif output in (None, params.STANDARD):
        _show(sample_text(name))
    elif output.exists():
        raise click.UsageError("There is a file of this name already, and a sample replaces none.")
    else:
        write_safely(output, sample_text(name))
    return 0


def _run(
    team: str, options: dict[str, Any], job: "Callable[[Request], Answer]", part: Literal["match", "rota"]
) -> int:
    """Read, solve with progress and a Ctrl-C that keeps the best so far, write, and say how it ended."""
    from matcher.clock import Clock, Settings
    from matcher.interrupt import stoppable
    from matcher.progress import shown
    from matcher.solve import request

    output = options["output"]
    _keep_what_is_read(output, team, options["history"])
    organisation = _read(team)
    clock = Clock(Settings(options["time_limit"], options["workers"], options["seed"]))
    with stoppable(clock):
        with shown(clock, organisation, sys.stderr):
            asked = request(organisation, first_day=options["first_day"], weeks=options["weeks"], clock=clock)
            answer = job(_with_history(asked, options["history"]))
        found = any(proof.part == part for proof in answer.proof)
        if clock.stopped and answer.status == "no_rota" and not found:
            raise click.Abort
        try:
            _write(answer, output)
        finally:  # Where the file cannot be written, the answer is seen all the same.
            _print(answer, organisation, options["as_json"] or output == params.STANDARD)
    return EXIT_CODES[answer.status]


def _read(team: str) -> "Organisation":
    from matcher.read import read

    return read(_source(team), _called(team))


def _source(path: str) -> BinaryIO | Path:
    return sys.stdin.buffer if path == "-" else Path(path)


def _called(path: str) -> str:
    return "standard input" if path == "-" else path


def _with_history(asked: "Request", path: str | None) -> "Request":
    from dataclasses import replace

    from matcher.read.history import read_history

    if path is None:
        return asked
    before = read_history(Path(path), asked.organisation, asked.first_day)
    return replace(asked, history=before.worked, earlier=before.compromises)


def _keep_what_is_read(output: Path | None, *read: str | None) -> None:
    """No answer takes the place of a file that it is made from."""
    kept = {Path(path).resolve() for path in read if path not in (None, "-")}
    if output is not None and output.resolve() in kept:
        raise click.UsageError("This would replace a file that is read. Give the answer another name.")


def _write(answer: "Answer", output: Path | None) -> None:
    from matcher.write.files import write_safely
    from matcher.write.json import answer_json

    if output not in (None, params.STANDARD):
        write_safely(output, answer_json(answer))


def _print(answer: "Answer", organisation: "Organisation", as_json: bool) -> None:
    from matcher.write.json import answer_json
    from matcher.write.table import render

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    _show(answer_json(answer) if as_json else render(answer, organisation, colour=colour))


def _show(text: str) -> None:
    """Print. A reader who has gone, as in `| head`, has seen enough."""
    try:
        click.echo(text, nl=False)
    except OSError as failed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(failed, BrokenPipeError):
            raise


def main() -> None:
    """Run the command and end with its exit code; no traceback for anything a reader could meet."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = _exit_code()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # All is said; one Ctrl-C too many must not undo the code.
    sys.exit(code)


def _exit_code() -> int:
    try:
        return int(cli.main(prog_name="matcher", standalone_mode=False) or 0)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(STOPPED, err=True)
        return INTERRUPTED
    except OSError as failed:
        click.echo(CANNOT_WRITE.format(failed.strerror), err=True)
        return USAGE
    except Exception as failed:
        return _explained(failed)


def _explained(failed: Exception) -> int:
    """Say what stopped the run. Of a bug only its place: its message may hold what the file says."""
    from traceback import walk_tb

    from matcher.errors import MatcherError

    if isinstance(failed, MatcherError):
        click.echo(str(failed), err=True)
        return failed.exit_code
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(failed.__traceback__)]
    places = [f"{path.relative_to(HERE)}:{line}" for path, line in frames if path.is_relative_to(HERE)]
    click.echo(OURS.format(type(failed).__name__, ", ".join(places)), err=True)
    return BUG
