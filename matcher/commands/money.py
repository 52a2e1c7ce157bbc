"""Commands about what happened and about money: record, hours, statement. Parse, call, print, exit code."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.commands import console, params

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation

FOLDER = click.Path(exists=True, file_okay=False)
TO = click.option("--to", "folder", type=FOLDER, required=True, help="The history to keep it in: a folder.")
HISTORY = click.option(
    "--history",
    type=click.Path(exists=True),
    required=True,
    help="What was published and what happened: a folder.",
)
WEEKS = 4
BOTH_DAYS = "Give both --from and --to, or neither."
BACKWARDS = "The last day is before the first."
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
    from matcher.write.table import said_as_text

    if team == happened == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    organisation, now = console.read_team(team), datetime.now(UTC)
    known = read_known(Path(folder), organisation, without_damaged=without_damaged)
    shifts = read_happened(console.source(happened), console.called(happened), known, now)
    if rest_as_planned is not None:
        shifts += as_planned(known, shifts, *rest_as_planned, now)
    entry = keep(FolderHistory(Path(folder), without_damaged), shifts, by=by, at=now)
    console.print_found(entry, lambda colour: said_as_text(recorded(entry), colour=colour), as_json)
    return 0


@click.command()
@params.TEAM
@click.option("--person", help="Whose hours, by id or name. [default: everybody's]")
@HISTORY
@params.WITHOUT_DAMAGED
@click.option("--from", "first_day", type=params.DateParam(), help="First day. [default: so many weeks ago]")
@click.option("--weeks", type=click.IntRange(1, 53), default=WEEKS, show_default=True, help="Whole weeks.")
@params.AS_JSON
def hours(
    team: str,
    person: str | None,
    history: str,
    without_damaged: bool,
    first_day: date | None,
    weeks: int,
    as_json: bool,
) -> int:
    """Show planned against delivered: assessed, funded, contracted, rostered and delivered hours.

    Week by week, with what was not delivered, rest and pay as they really were, what is unspent, and what a
    step-up would take.
    """
    from datetime import timedelta

    from matcher.asking import the_person
    from matcher.model.hours import Hours
    from matcher.money.hours import person_hours
    from matcher.money.periods import last_weeks
    from matcher.read.history import read_history, read_known
    from matcher.write.hours import hours_as_text

    organisation = console.read_team(team)
    people = organisation.people if person is None else (the_person(organisation, person),)
    first = first_day or last_weeks(_as_of(organisation), weeks, organisation.week_starts)[0]
    known = read_known(Path(history), organisation, without_damaged=without_damaged)
    before = read_history(
        Path(history), organisation, first, timedelta(weeks=weeks).days, without_damaged=without_damaged
    )
    found = Hours(
        people=tuple(person_hours(known, each, before.about(each.id), first, weeks) for each in people)
    )
    console.print_found(found, lambda colour: hours_as_text(found, organisation, colour=colour), as_json)
    return 0


@click.command()
@params.TEAM
@click.option("--person", help="Whose money, by id or name. [default: the only one in the file]")
@HISTORY
@params.WITHOUT_DAMAGED
@click.option("--from", "first_day", type=params.DateParam(), help="First day. [default: of the last month]")
@click.option("--to", "last_day", type=params.DateParam(), help="Last day. [default: of the last month]")
@params.AS_JSON
def statement(
    team: str,
    person: str | None,
    history: str,
    without_damaged: bool,
    first_day: date | None,
    last_day: date | None,
    as_json: bool,
) -> int:
    """Say what came in for a person, what it bought and what is left, in plain words for the person."""
    from matcher.asking import the_person
    from matcher.money.periods import last_month
    from matcher.money.statement import statement as made
    from matcher.read.history import read_known
    from matcher.write.statement import statement_as_text

    organisation = console.read_team(team)
    whose = the_person(organisation, person)
    first, last = _days(first_day, last_day, last_month(_as_of(organisation)))
    known = read_known(Path(history), organisation, without_damaged=without_damaged)
    found = made(known, whose, first, last)
    console.print_found(found, lambda colour: statement_as_text(found, organisation, colour=colour), as_json)
    return 0


def _as_of(organisation: "Organisation") -> date:
    """The day the file is about; today where it says none."""
    return organisation.as_of or date.today()


def _days(first: date | None, last: date | None, usual: tuple[date, date]) -> tuple[date, date]:
    """The days asked for; where none is named, the usual ones."""
    if first is None and last is None:
        return usual
    if first is None or last is None:
        raise click.UsageError(BOTH_DAYS)
    if last < first:
        raise click.UsageError(BACKWARDS)
    return first, last


COMMANDS = (record, hours, statement)
