"""Commands of every week: publish, published. Parse, call, print, exit code."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from matcher.commands import console, params

if TYPE_CHECKING:
    from matcher.model.answer import Answer
    from matcher.store.folder import FolderHistory

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
        store, organisation, found, promise, name=console.called(answer), beside=_beside(store, answer)
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
    from matcher.model.published import Log, Logged
    from matcher.publishing import numbered
    from matcher.store.folder import FolderHistory
    from matcher.write.json import answer_json
    from matcher.write.published import log_as_text

    if without_damaged:
        console.say_what_is_left_out(folder)
    entries = FolderHistory(folder, without_damaged).publications()
    if number is not None:
        console.show(answer_json(numbered(entries, number).answer))
        return 0
    log = Log(published=tuple(map(Logged.of, entries)))
    console.print_found(log, lambda colour: log_as_text(log, colour=colour), as_json)
    return 0


def _logged_in() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError) as nobody:
        raise click.UsageError(WHO) from nobody


def _beside(store: "FolderHistory", answer: str) -> "list[Answer]":
    """Answers that were only written into the folder; not the one that is published now."""
    from matcher.read.answer import read_answer

    itself = Path(answer).resolve()
    files = [file for file in store.plain_files() if file.resolve() != itself]
    return [read_answer(file, str(file)) for file in files]


COMMANDS = (publish, published)
