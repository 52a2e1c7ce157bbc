"""Commands of a server: serve, token, about, forget, deeds. Parse, call, print, exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from matcher.store.sqlite.database import Database

LOOPBACK = ("127.0.0.1", "localhost", "::1")
DATABASE = click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="MATCHER_DATABASE",
    help="Where it is all kept. [default: a folder of your own; $MATCHER_DATABASE]",
)
NEEDS_A_TOKEN = (
    "Anybody on the network could use it. Make a token first: matcher token add --name ... --scope read,solve"
)
LISTENING = "matcher answers at http://{host}:{port} and describes itself at /docs. Ctrl-C ends it."
SCOPES = ("read", "solve", "publish")
SHOWN_ONCE = "Keep this token now; it is not shown again:"
NO_TOKEN = "There is no token '{}' that still holds. `matcher token list` shows them."


class ScopesParam(click.ParamType[tuple[str, ...]]):
    """What a token is for: some of read, solve, publish, with commas between."""

    name = "scopes"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The scopes, or a usage error."""
        given = value if isinstance(value, tuple) else tuple(each.strip() for each in value.split(","))
        unknown = [each for each in given if each not in SCOPES]
        if unknown:
            self.fail(f"choose of {', '.join(SCOPES)}, with commas between", param, ctx)
        return tuple(dict.fromkeys(given))


@click.command()
@DATABASE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to answer at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name it may be called by.")
@click.option("--at-once", type=click.IntRange(1, 64), help="Solves at once. [default: cores / 2]")
@click.option(
    "--memory", type=click.IntRange(256), default=2048, show_default=True, help="Megabytes for each solve."
)
@click.option(
    "--waiting", type=click.IntRange(1), default=100, show_default=True, help="Solves that may wait."
)
@click.option(
    "--rate",
    type=click.FloatRange(0.1),
    default=100.0,
    show_default=True,
    help="Requests a second, a caller.",
)
@click.option(
    "--keep-days", type=click.IntRange(1), default=30, show_default=True, help="Days to keep ended jobs."
)
@click.option("--quiet", is_flag=True, help="Log only what is wrong.")
def serve(host: str, port: int, quiet: bool, database: Path | None, **options: Any) -> int:
    """Serve the API on this machine. Jobs and rotas are kept in a database; nothing leaves the machine."""
    import socket

    from matcher.api.logs import log_to_stderr
    from matcher.api.server import server_of
    from matcher.api.settings import Settings

    with opened(database) as store:
        if host not in LOOPBACK and not store.tokens.some():
            raise click.UsageError(NEEDS_A_TOKEN)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            port = listening.getsockname()[1]
            settings = Settings(
                host=host,
                port=port,
                hosts=options["allow_host"],
                slots=options["at_once"] or 0,
                memory_megabytes=options["memory"],
                most_waiting=options["waiting"],
                requests_a_second=options["rate"],
                keep_days=options["keep_days"],
            )
            log_to_stderr(quiet=quiet)
            shown = LISTENING.format(host=f"[{host}]" if ":" in host else host, port=port)
            answering = partial(click.echo, shown, err=True)
            server_of(settings, store, answering).serve_until_ended(listening)
    return 0


@click.group()
def token() -> None:
    """Tokens of callers: add, list, revoke."""


@token.command(name="add")
@DATABASE
@click.option("--name", required=True, help="Whose or what it is: the program, not a person.")
@click.option("--scope", type=ScopesParam(), default="read", show_default=True, help="What it may.")
@click.option("--expires", type=click.IntRange(1, 3650), default=90, show_default=True, help="Days it holds.")
def token_add(database: Path | None, name: str, scope: tuple[str, ...], expires: int) -> int:
    """Make a token and show it once. Only a digest of it is kept."""
    from matcher.api.tokens import new_token
    from matcher.store.records import SCOPES as KNOWN

    made, text = new_token(name, [each for each in KNOWN if each in scope], expires)
    with opened(database) as store:
        store.tokens.add(made)
    click.echo(SHOWN_ONCE, err=True)
    click.echo(text)
    return 0


@token.command(name="list")
@DATABASE
def token_list(database: Path | None) -> int:
    """List the tokens, without their secrets."""
    from matcher.write.tokens import tokens_as_text

    with opened(database) as store:
        click.echo(tokens_as_text(store.tokens.all()), nl=False)
    return 0


@token.command(name="revoke")
@DATABASE
@click.argument("id")
def token_revoke(database: Path | None, id: str) -> int:
    """Revoke a token, by its id. It stops at once."""
    with opened(database) as store:
        if not store.tokens.revoke(id):
            raise click.UsageError(NO_TOKEN.format(id))
    return 0


@click.command()
@DATABASE
def deeds(database: Path | None) -> int:
    """Print who did what on a server.

    The oldest first. What was changed or taken out behind the program's back is noticed.
    """
    from matcher.write.tokens import deeds_as_text

    with opened(database) as store:
        click.echo(deeds_as_text(store.deeds.all()), nl=False)
    return 0


@contextmanager
def opened(database: Path | None) -> "Iterator[Database]":
    """The store, which is made where there is none."""
    from matcher.store.sqlite.database import Database

    store = Database(_path(database))
    try:
        yield store
    finally:
        store.close()


def _path(database: Path | None) -> Path:
    return database or Path(click.get_app_dir("matcher")) / "matcher.sqlite3"


COMMANDS = (serve, token, deeds)
