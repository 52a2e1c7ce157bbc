"""Commands about what is kept of somebody: about, forget. Parse, call, print, exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from matcher.commands import console
from matcher.commands.serving import DATABASE, opened

if TYPE_CHECKING:
    from matcher.forgetting import Somebody
    from matcher.store.sqlite.database import Database

NOBODY = "Nothing is kept about '{}' here."
NAME_THE_TEAM = "Name the team file with --team, so that sentences that name them are found as well."
SEVERAL = "'{}' is somebody in each of: {}. Name one with --organisation."
SURE = "Take '{}' out of all of it, for good?"
DONE = "Taken out: {}."
STILL_THERE = "Copies elsewhere, such as backups and files that were sent, are not reached by this."

ID = click.argument("id", metavar="ID")
HISTORY = click.option(
    "--history",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="In this folder, not in the database.",
)
TEAM = click.option("--team", type=click.Path(allow_dash=True), help="The team file, which has their name.")
NAME = click.option("--name", "names", multiple=True, help="Another name they went by; may be given again.")
ORGANISATION = click.option("--organisation", help="In which organisation. [default: the only one]")


@click.command()
@ID
@DATABASE
@HISTORY
@TEAM
@NAME
@ORGANISATION
def about(id: str, **options: Any) -> int:
    """Print what is kept about somebody, as JSON.

    A person, a supporter or a leader, by id: in the database, or with --history in a folder.
    """
    import json

    with _place(id, options) as place:
        pieces = list(place.about())
    console.show(json.dumps({"id": id, "held": pieces}, indent=2, ensure_ascii=False) + "\n")
    return 0


@click.command()
@ID
@DATABASE
@HISTORY
@TEAM
@NAME
@ORGANISATION
@click.option("--by", default="owner", show_default=True, help="Who does this; it is noted.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def forget(id: str, by: str, yes: bool, **options: Any) -> int:
    """Take somebody out of all that is kept.

    A person, a supporter or a leader, by id: in the database, or with --history in a folder. Shifts that
    others' hours and rest are worked out from stay, under a made-up id.
    """
    with _place(id, options) as place:
        if not yes:
            click.confirm(SURE.format(id), abort=True, err=True)
        done = place.forget(by)
    counts = ", ".join(f"{count} {what}" for what, count in done.items())
    click.echo(DONE.format(counts), err=True)
    click.echo(STILL_THERE, err=True)
    return 0


@dataclass(frozen=True)
class _InDatabase:
    somebody: "Somebody"
    store: "Database"
    organisation: str | None

    def about(self) -> Iterator[dict[str, Any]]:
        from matcher.forgetting import about_in_store

        return about_in_store(self.somebody, self.store, self.organisation)

    def forget(self, by: str) -> dict[str, int]:
        from matcher.forgetting import forget_in_store

        return forget_in_store(self.somebody, self.store, self.organisation, by)


@dataclass(frozen=True)
class _InFolder:
    somebody: "Somebody"
    path: Path

    def about(self) -> Iterator[dict[str, Any]]:
        from matcher.forgetting import about_in_folder

        return about_in_folder(self.somebody, self.path)

    def forget(self, by: str) -> dict[str, int]:
        from matcher.forgetting import forget_in_folder

        return forget_in_folder(self.somebody, self.path, by)


@contextmanager
def _place(id: str, options: dict[str, Any]) -> "Iterator[_InDatabase | _InFolder]":
    """Where to look, and for whom. A usage error where nothing is kept about them."""
    from matcher.forgetting import Somebody

    teams = [console.read_team(options["team"]).written()] if options["team"] else []
    given = Somebody.known_from(id, teams, options["names"])
    if options["history"] is not None:
        if not given.names:
            raise click.UsageError(NAME_THE_TEAM)
        yield _must_be_known(_InFolder(given, options["history"]))
        return
    with opened(options["database"]) as store:
        yield _must_be_known(_in_database(given, store, options["organisation"]))


def _in_database(given: "Somebody", store: "Database", organisation: str | None) -> _InDatabase:
    from matcher.forgetting import Somebody, known_in_store

    found = known_in_store(store, given.id, organisation)
    if len(found) > 1:
        raise click.UsageError(SEVERAL.format(given.id, ", ".join(where for where, _ in found)))
    for where, somebody in found:
        return _InDatabase(Somebody(given.id, given.names | somebody.names), store, where)
    return _InDatabase(given, store, None)


def _must_be_known(place: "_InDatabase | _InFolder") -> "_InDatabase | _InFolder":
    if next(place.about(), None) is None:
        raise click.UsageError(NOBODY.format(place.somebody.id))
    return place


COMMANDS = (about, forget)
