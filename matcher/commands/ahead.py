"""Commands that look over weeks and people: look-ahead, overview. Parse, call, print, exit code."""

from typing import TYPE_CHECKING, Any

import click

from matcher.commands import console, params

if TYPE_CHECKING:
    from matcher.model.ahead import LookAhead

WORST_FIRST = ("impossible", "gaps", "no_rota")
"""What a look-ahead ends with: the worst of its weeks."""


@click.command(name="look-ahead")
@params.TEAM
@click.option(
    "--weeks", type=click.IntRange(1, 26), default=12, show_default=True, help="How many weeks to look at."
)
@params.FIRST_DAY
@params.history
@params.TIME_LIMIT
@params.WORKERS
@params.SEED
@params.AS_JSON
def look_ahead(team: str, as_json: bool, **options: Any) -> int:
    """Say which weeks ahead will not cover, and what to decide by when.

    Each week is solved in its turn. The exit code is that of the worst week.
    """
    from matcher.ahead.look import look_ahead
    from matcher.write.ahead import look_ahead_as_text

    with console.searching(options) as clock, console.asking(team, options, clock) as asked:
        found = look_ahead(asked)
    organisation = asked.organisation
    console.print_found(found, lambda colour: look_ahead_as_text(found, organisation, colour=colour), as_json)
    return _exit_code(found)


def _exit_code(found: "LookAhead") -> int:
    statuses = {"no_rota" if week.status == "not_looked_at" else week.status for week in found.weeks_ahead}
    return next((console.EXIT_CODES[status] for status in WORST_FIRST if status in statuses), 0)


@click.command()
@params.TEAM
@params.history
@params.AS_JSON
def overview(team: str, as_json: bool, **options: Any) -> int:
    """Show everyone on one screen, whoever needs a leader most first.

    Nothing is solved: it tells what the file says and, with --history, what is published and worked.
    """
    from datetime import date

    from matcher.everyone.overview import overview
    from matcher.write.overview import overview_as_text

    organisation = console.read_team(team)
    known = console.known(options, organisation)
    found = overview(organisation, organisation.as_of or date.today(), known)
    console.print_found(found, lambda colour: overview_as_text(found, organisation, colour=colour), as_json)
    return 0


COMMANDS = (look_ahead, overview)
