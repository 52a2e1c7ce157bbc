"""Real servers in processes of their own, on this machine alone, and what is needed to try them."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from commands import ENVIRONMENT, MATCHER, PATIENCE, matcher

from matcher.client import Client

READY = re.compile(r"answers at http://(\S+):(\d+)")
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass
class Reply:
    """A response, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as plain values."""
        return json.loads(self.body)


@dataclass
class Serving:
    """A server that runs."""

    database: Path
    log: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    """What it says, in a file: a pipe that nobody reads would hold it up."""
    process: "subprocess.Popen[bytes]" = field(init=False)
    port: int = 0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, token: str | None = None, **more: Any) -> Client:
        """A client of it."""
        return Client(self.url, token, **more)

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] = NONE, timeout: float = 60
    ) -> Reply:
        """One request, just as given; a body that is no text or bytes is sent as JSON."""
        sent = body if isinstance(body, bytes | str | None) else json.dumps(body)
        kind = {} if sent is None else {"Content-Type": "application/json"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, sent, {**kind, **headers})
            return replied(connection.getresponse())
        finally:
            connection.close()

    def token(self, *scopes: str) -> str:
        """A new token for its database."""
        added = matcher(
            *("token", "add", "--database", self.database, "--name", "a test", "--scope", ",".join(scopes))
        )
        assert added.returncode == 0, added.stderr
        return added.stdout.strip()

    def said(self) -> str:
        """Everything it has logged until now."""
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, 0).decode()

    def solvers(self) -> list[int]:
        """Process ids of what works for it."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(each) for each in listed.split()]

    def end(self, number: signal.Signals = signal.SIGTERM, within: float = PATIENCE) -> int:
        """Send a signal; what it ended with."""
        self.process.send_signal(number)
        return self.process.wait(within)


def replied(response: HTTPResponse) -> Reply:
    headers = {name.casefold(): value for name, value in response.getheaders()}
    return Reply(response.status, headers, response.read())


def begun(
    database: Path,
    *options: str,
    env: Mapping[str, str] = NONE,
    command: Sequence[str] = MATCHER,
) -> Serving:
    """A server that has begun to answer. Whoever calls ends it."""
    made = Serving(database)
    made.process = subprocess.Popen(
        [*command, "serve", "--database", database, "--port", "0", *options],
        stdout=subprocess.DEVNULL,
        stderr=made.log,
        env={**ENVIRONMENT, **env},
    )
    until(lambda: READY.search(made.said()) or made.process.poll() is not None)
    found = READY.search(made.said())
    assert found, f"it never answered, but said: {made.said()}"
    made.port = int(found[2])
    return made


@contextmanager
def serving(database: Path, *options: str, **more: Any) -> Iterator[Serving]:
    """A server, until the block ends."""
    made = begun(database, *options, **more)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()
        made.log.close()


def until(holds: Any, within: float = PATIENCE) -> None:
    """Wait until something holds; a server that cannot be reached yet is waited for."""
    end = time.monotonic() + within
    while True:
        try:
            if holds():
                return
        except ConnectionError:
            pass
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.02)
