"""The command line: parse, call, print, exit code. Nothing is decided here.

Only click is imported before a command runs, so that help answers at once.
"""

import signal
import sys
from io import TextIOWrapper

import click

from matcher.commands import ahead, files, money, privacy, questions, serving, solving, weekly

BUG, USAGE, INTERRUPTED = 1, 2, 130

STOPPED = "Stopped without an answer."
CANNOT_WRITE = "This could not be written: {}."
OURS = """Something went wrong in the program, not in your file.
Please send us this line, the command you used and what `matcher --version` says:
{}"""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="small-supports-matcher", prog_name="matcher")
def cli() -> None:
    """Build each person's own team of supporters, and their rota.

    Wherever a file is read, '-' stands for standard input. Ctrl-C stops a search and keeps the best so far.

    Exit codes: 0 everything covered, 3 gaps are left or a checked rota breaks a limit, 4 proved impossible,
    5 no rota in the time given, 2 wrong usage, 65 the file has mistakes, 130 interrupted before any rota,
    1 a mistake of ours.
    """


for kind in (solving, weekly, ahead, questions, money, files, serving, privacy):
    for command in kind.COMMANDS:
        cli.add_command(command)


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
    from matcher.errors import MatcherError, place_of

    if isinstance(failed, MatcherError):
        click.echo(str(failed), err=True)
        return failed.exit_code
    click.echo(OURS.format(place_of(failed)), err=True)
    return BUG
