"""Commands of every week: publish, published, replan, cover. Parse, call, print, exit code."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from matcher.commands import console, params, told

if TYPE_CHECKING:
    from matcher.replanning import Situation

NO_HISTORY = "Which folder is the rota published in? Name it with --history."
WHO = "Who publishes? Say so with --by."


@click.command()
@click.argument("answer", type=params.PATH)
@params.TO
@params.TEAM_OF_ANSWER
@click.option("--by", metavar="NAME", help="Who publishes it. [default: who is logged in here]")
@click.option("--why", metavar="TEXT", help="Why; needed where it changes what was promised.")
@params.WITHOUT_DAMAGED
@params.AS_JSON
def publish(answer: str, folder: Path, as_json: bool, **options: Any) -> int:
    """Publish a rota: from then on it is promised, and every later change is logged with who and why.

    It is checked again first. Nothing that was published is ever changed or lost.
    """
    from zoneinfo import ZoneInfo

    from matcher.model.published import Logged
    from matcher.publishing import Promise, not_yet_members, publish
    from matcher.read.answer import read_answer
    from matcher.read.history import written_beside
    from matcher.store.folder import FolderHistory
    from matcher.write.published import published_as_text, to_write_down

    found = read_answer(console.source(answer), console.called(answer))
    organisation = console.read_team(options["team"] or console.team_file(answer, found))
    if options["without_damaged"]:
        console.say_what_is_left_out(folder)
    store = FolderHistory(folder, options["without_damaged"])
    now = datetime.now(ZoneInfo(organisation.time_zone)).replace(microsecond=0)
    promise = Promise(options["by"] or _logged_in(), now, options["why"])
    new = publish(
        store,
        organisation,
        found,
        promise,
        name=console.called(answer),
        beside=written_beside(store, Path(answer)),
    )
    for line in to_write_down(organisation, not_yet_members(organisation, found)):
        click.echo(line, err=True)
    logged = Logged.of(new)
    console.print_found(
        logged, lambda colour: published_as_text(logged, organisation, str(folder), colour=colour), as_json
    )
    return 0


@click.command()
@params.FOLDER
@click.option("--answer", "number", type=int, metavar="NUMBER", help="Print this answer as it was published.")
@params.WITHOUT_DAMAGED
@params.AS_JSON
def published(folder: Path, number: int | None, without_damaged: bool, as_json: bool) -> int:
    """Say what was published: when, by whom, why, and what it changed."""
    from matcher.model.published import Log, Logged, Recorded
    from matcher.publishing import numbered
    from matcher.store.folder import FolderHistory
    from matcher.write.json import answer_json
    from matcher.write.published import log_as_text

    if without_damaged:
        console.say_what_is_left_out(folder)
    store = FolderHistory(folder, without_damaged)
    entries = store.publications()
    if number is not None:
        console.show(answer_json(numbered(entries, number).answer))
        return 0
    log = Log(published=tuple(map(Logged.of, entries)), recorded=tuple(map(Recorded.of, store.happened())))
    console.print_found(log, lambda colour: log_as_text(log, colour=colour), as_json)
    return 0


@click.command()
@params.TEAM
@told.what_changed
@params.how_to_solve
def replan(team: str, **options: Any) -> int:
    """Make the published rota again around what has changed, with as little change as can be.

    Who is away is told with --absent; a need that moved, a no, somebody who left or began stands in the team
    file. What has begun stays as it was. The answer is ready for `matcher publish`.
    """
    from matcher.commands.progress import shown
    from matcher.replanning import replan, taken_as_worked
    from matcher.telling import tell, to_write_down

    output = options["output"]
    console.keep_what_is_read(output, team, options["history"])
    situation = tell(_situation(team, options), options["absent"], options["pins"], options["forbids"])
    for line in taken_as_worked(situation):
        click.echo(line, err=True)
    with console.searching(options) as clock:
        with shown(clock, situation.organisation, sys.stderr):
            answer = replan(situation, clock)
        if clock.stopped and answer.status == "no_rota":
            raise click.Abort
        try:
            console.write_answer(answer, output)
        finally:  # Where the file cannot be written, the answer is seen all the same.
            as_json = options["as_json"] or output == params.STANDARD
            console.print_answer(answer, situation.organisation, as_json)
    for line in to_write_down(situation, situation.told):
        click.echo(line, err=True)
    return console.EXIT_CODES[answer.status]


@click.command()
@params.TEAM
@click.option("--shift", required=True, help="Which shift: sun-early, or early-2026-06-07.")
@click.option(
    "--absent",
    type=told.AbsentParam(),
    help="Who cannot come: ade to this shift alone, ade=2026-06-07..2026-06-09 to any on these days.",
)
@params.PERSON
@told.NOW
@params.history
@params.TIME_LIMIT
@params.WORKERS
@params.SEED
@params.AS_JSON
def cover(team: str, shift: str, absent: Any, person: str | None, as_json: bool, **options: Any) -> int:
    """Say who in the person's own team could cover a shift, whom to ask first, and what each choice does."""
    from matcher.commands.progress import shown
    from matcher.covering import ask
    from matcher.explain.cover import cover
    from matcher.write.cover import cover_as_text

    situation = _situation(team, options)
    asked = ask(situation, shift, absent, person)
    with console.searching(options) as clock, shown(clock, situation.organisation, sys.stderr):
        found = cover(asked, clock)
    console.print_found(
        found, lambda colour: cover_as_text(found, situation.organisation, colour=colour), as_json
    )
    return console.EXIT_CODES["covered" if any(each.can == "can" for each in found.choices) else "gaps"]


def _situation(team: str, options: dict[str, Any]) -> "Situation":
    """What is published, and the moment it is."""
    from zoneinfo import ZoneInfo

    from matcher.read.history import written_beside
    from matcher.replanning import Situation
    from matcher.store.folder import FolderHistory

    if options["history"] is None or not Path(options["history"]).is_dir():
        raise click.UsageError(NO_HISTORY)
    organisation = console.read_team(team)
    folder, without_damaged = Path(options["history"]), bool(options["without_damaged"])
    if without_damaged:
        console.say_what_is_left_out(folder)
    store, zone = FolderHistory(folder, without_damaged), ZoneInfo(organisation.time_zone)
    now = options["now"] or datetime.now(zone)
    return Situation(
        organisation,
        store,
        now.replace(tzinfo=zone) if now.tzinfo is None else now,
        beside=written_beside(store),
        first_day=options.get("first_day"),
        weeks=options.get("weeks"),
        team_file=console.named(team),
    )


def _logged_in() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError) as nobody:
        raise click.UsageError(WHO) from nobody


COMMANDS = (publish, published, replan, cover)
