"""The command line: parse, call, print, exit code. Nothing is decided here.

Only click is imported before a command runs, so that help answers at once.
"""

import signal
import sys
from collections.abc import Callable
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from matcher import console, params
from matcher.cli_questions import QUESTIONS

if TYPE_CHECKING:
    from matcher.model.answer import Answer
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
    from matcher.read.text import bytes_of
    from matcher.solve import check, request_for

    given = bytes_of(console.source(rota), console.called(rota))
    organisation = console.with_teams_in(given, console.read_team(team))
    turns = read_rota(given, console.called(rota), organisation)
    asked = console.with_history(request_for(organisation, turns, first_day, weeks), history)
    answer = check(asked, turns)
    console.print_answer(answer, organisation, as_json)
    broken = any(violation.level == "hard" for violation in answer.violations)
    return EXIT_CODES["gaps" if broken else answer.status]


@cli.command()
@click.argument("team", type=params.PATH, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the rules as JSON and nothing else.")
def rules(team: str | None, as_json: bool) -> int:
    """Print the rules in force: the catalogue, with what a team file says differently."""
    from matcher.write.rules import rules_as_json, rules_as_text

    organisation = console.read_team(team) if team else None
    console.show(rules_as_json(organisation) if as_json else rules_as_text(organisation))
    return 0


@cli.command()
@click.argument("what", type=click.Choice(["team", "answer"]), default="team")
def schema(what: str) -> int:
    """Print the JSON Schema of the team file, or of the answer."""
    import json

    from matcher.read.schema import answer_schema, team_schema

    described = team_schema() if what == "team" else answer_schema()
    console.show(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
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
        console.show("".join(f"{known}\n" for known in sample_names()))
    elif name not in sample_names():
        raise click.UsageError(f"There is no sample '{name}'. There are: {', '.join(sample_names())}.")
    elif output in (None, params.STANDARD):
        console.show(sample_text(name))
    elif output.exists():
        raise click.UsageError("There is a file of this name already, and a sample replaces none.")
    else:
        write_safely(output, sample_text(name))
    return 0


for question in QUESTIONS:
    cli.add_command(question)


def _run(
    team: str, options: dict[str, Any], job: "Callable[[Request], Answer]", part: Literal["match", "rota"]
) -> int:
    """Read, solve, write, and say how it ended."""
    output = options["output"]
    console.keep_what_is_read(output, team, options["history"])
    with console.searching(options) as clock:
        with console.asking(team, options, clock) as asked:
            answer = job(asked)
        found = any(proof.part == part for proof in answer.proof)
        if clock.stopped and answer.status == "no_rota" and not found:
            raise click.Abort
        try:
            console.write_answer(answer, output)
        finally:  # Where the file cannot be written, the answer is seen all the same.
            as_json = options["as_json"] or output == params.STANDARD
            console.print_answer(answer, asked.organisation, as_json)
    return EXIT_CODES[answer.status]


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
