"""Commands about what happened and about money: record, hours, statement. Parse, call, print, exit code."""

from datetime import date
from pathlib import Path

import click

from matcher.commands import console, params

FOLDER = click.Path(exists=True, file_okay=False)
TO = click.option("--to", "folder", type=FOLDER, required=True, help="The history to keep it in: a folder.")
BY = click.option("--by", required=True, metavar="NAME", help="Who records it.")


@click.command()
@click.argument("happened", type=params.PATH)
@click.option("--team", type=params.PATH, required=True, help="The team file.")
@TO
@BY
@click.option(
    "--rest-as-planned",
    nargs=2,
    type=params.DateParam(),
    metavar="FIRST LAST",
    help="All other shifts of these days that were planned went as planned.",
)
@params.WITHOUT_DAMAGED
@params.AS_JSON
def record(
    happened: str,
    team: str,
    folder: str,
    by: str,
    rest_as_planned: tuple[date, date] | None,
    without_damaged: bool,
    as_json: bool,
) -> int:
    """Record what really happened, from a table (CSV) or from JSON.

    Each row has need, day and outcome: worked, late, disturbed, cancelled or not_covered. Besides, where it
    is not clear or not as planned: person, planned, came, start, end, awake_minutes. A later record of a
    shift replaces an earlier one.
    """
    from datetime import UTC, datetime

    from matcher.read.happened import read_happened
    from matcher.read.history import read_known
    from matcher.recording import as_planned, recorded
    from matcher.recording import record as keep
    from matcher.store.folder import FolderHistory

    if team == happened == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    organisation, now = console.read_team(team), datetime.now(UTC)
    known = read_known(Path(folder), organisation, without_damaged=without_damaged)
    shifts = read_happened(console.source(happened), console.called(happened), known, now)
    if rest_as_planned is not None:
        shifts += as_planned(known, shifts, *rest_as_planned, now)
    entry = keep(FolderHistory(Path(folder), without_damaged), shifts, by=by, at=now)
    console.print_found(entry, lambda colour: f"{recorded(entry)}\n", as_json)
    return 0


COMMANDS = (record,)
