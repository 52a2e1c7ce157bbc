"""Many clients at once on a real server: `PYTHONPATH=tests python benchmarks/load.py --minutes 10`.

200 clients on loopback read and have solves done, mixed. What is counted: every status, how long reads take,
and how much memory the server uses. In the same run the same clients read from a bare FastAPI route.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from servers import Serving, serving, until
from tables import markdown, where_from

from matcher.samples import sample_text

CLIENTS = 200
SOLVES = 0.02
"""Share of requests that ask for a solve; the others read."""
PROMISED = frozenset({200, 202, 429, 503})
"""Statuses that a caller is promised; of these the last two where there is too much to do."""
READS = ("/v1/jobs/{job}", "/v1/jobs?limit=5", "/v1/answers/{job}", "/v1/samples/tiny", "/healthz")
ROOM = ("--rate", "100000", "--waiting", "50")
PAUSE = 0.01
"""Seconds between two requests of one client."""
BARE = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
def bare() -> dict[str, str]:
    return {"status": "ok"}
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False)
"""


@dataclass
class Seen:
    """What all clients saw together."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """How long each read took that was answered."""
    broken: int = 0
    """Connections that ended without an answer."""
    memory: list[int] = field(default_factory=list)
    """Megabytes of the server, once a second."""

    @property
    def unpromised(self) -> dict[int, int]:
        """Statuses that nobody was promised, and how often they came."""
        return {status: times for status, times in self.statuses.items() if status not in PROMISED}

    def percentile(self, place: int) -> float:
        """Milliseconds within which so many of 100 reads were answered."""
        return quantiles(self.seconds, n=100)[place - 1] * 1000


class Client:
    """One connection that is kept, and asked one thing after another."""

    def __init__(self, port: int, token: str | None) -> None:
        self._port = port
        self._head = f"Host: 127.0.0.1\r\n{f'Authorization: Bearer {token}' if token else 'X: x'}\r\n"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"") -> int:
        """The status of one answer, read whole. A connection that was closed between two is opened again."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        reader, writer = self._streams
        kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
        writer.write(f"{method} {path} HTTP/1.1\r\n{self._head}{kind}\r\n".encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
        await reader.readexactly(length)
        if "connection: close" in head:
            self.close()
        return int(head.split(" ")[1])

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _one(client: Client, job: str, team: bytes, seen: Seen, chance: random.Random) -> None:
    """One request, a read or a solve."""
    started = time.perf_counter()
    try:
        if chance.random() < SOLVES:
            seen.statuses[await client.ask("POST", "/v1/solve", team)] += 1
        else:
            path = chance.choice(READS).format(job=job)
            status = await client.ask("GET", path)
            seen.statuses[status] += 1
            if status == 200:
                seen.seconds.append(time.perf_counter() - started)
    except (OSError, asyncio.IncompleteReadError):
        seen.broken += 1
        client.close()


async def _crowd(
    port: int, token: str | None, until_then: float, one: Callable[[Client], Awaitable[None]]
) -> None:
    async def visitor() -> None:
        client = Client(port, token)
        while time.monotonic() < until_then:
            await one(client)
            await asyncio.sleep(PAUSE)
        client.close()

    async with asyncio.TaskGroup() as crowd:
        for _ in range(CLIENTS):
            crowd.create_task(visitor())


async def _watch(process: int, until_then: float, seen: Seen) -> None:
    while time.monotonic() < until_then:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        seen.memory += [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")]
        await asyncio.sleep(1)


def loaded(server: Serving, token: str, seconds: float, seed: int = 0) -> Seen:
    """So many seconds of a crowd on a server."""
    client = server.client(token)
    job = client.wait(client.solve(json.loads(sample_text("tiny"))).id)
    team, seen, chance = sample_text("tiny").encode(), Seen(), random.Random(seed)
    until_then = time.monotonic() + seconds

    async def run() -> None:
        watching = asyncio.create_task(_watch(server.process.pid, until_then, seen))
        await _crowd(server.port, token, until_then, lambda each: _one(each, job.id, team, seen, chance))
        await watching

    asyncio.run(run())
    return seen


def bare(seconds: float, port: int = 18765) -> Seen:
    """So many seconds of the same crowd on a bare FastAPI route."""
    seen = Seen()
    with subprocess.Popen([sys.executable, "-c", BARE, str(port)]) as process:
        try:
            until(lambda: asyncio.run(Client(port, None).ask("GET", "/")) == 200)
            until_then = time.monotonic() + seconds

            async def one(client: Client) -> None:
                started = time.perf_counter()
                seen.statuses[await client.ask("GET", "/")] += 1
                seen.seconds.append(time.perf_counter() - started)

            asyncio.run(_crowd(port, None, until_then, one))
        finally:
            process.kill()
    return seen


def row(name: str, seen: Seen, seconds: float) -> dict[str, object]:
    """A row of the table."""
    return {
        "what": name,
        "clients": CLIENTS,
        "answers": sum(seen.statuses.values()),
        "reads a second": round(len(seen.seconds) / seconds),
        "p50, ms": round(seen.percentile(50)),
        "p99, ms": round(seen.percentile(99)),
        "statuses": ", ".join(f"{status}: {times}" for status, times in sorted(seen.statuses.items())),
        "broken": seen.broken,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it and print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10.0)
    seconds = parser.parse_args(arguments).minutes * 60
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "matcher.sqlite3", "--quiet", *ROOM) as server,
    ):
        seen = loaded(server, server.token("read", "solve"), seconds)
        reading = bare(min(60.0, seconds))
    print(where_from())
    print(markdown([row("matcher", seen, seconds), row("a bare FastAPI route", reading, min(60.0, seconds))]))
    tenths = [seen.memory[len(seen.memory) * part // 10] for part in range(10)] + [seen.memory[-1]]
    print(f"Memory of the server, MB, at each tenth of the time: {', '.join(map(str, tenths))}.")


if __name__ == "__main__":
    main()
