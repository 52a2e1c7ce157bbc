"""What goes wrong by itself, done for real: kills, a full disk, a database in use, too little memory.

What has to hold each time: nothing that was accepted is lost, nothing is done twice, and the caller sees what
happened.
"""

import asyncio
import json
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from commands import EARLY, SAMPLES, matcher, team
from disks import SmallDisk, small_disk
from servers import Serving, serving, until

from matcher.api.solvers import Solver
from matcher.client import Client, Told

TINY = team(EARLY)
MARCUS = json.loads((SAMPLES / "marcus.json").read_text(encoding="utf-8"))
LONG: dict[str, Any] = {"weeks": 8, "time_limit": 300}
"""Never at its end before it is stopped or killed, however busy the machine is."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "matcher.sqlite3"


def searching(client: Client, id: str) -> Told:
    """Wait until a job is being searched for."""
    return next(each for each in client.events(id) if each.event.phase == "rotas")


def covering(client: Client, id: str) -> Told:
    """Wait until there is a rota."""
    return next(each for each in client.events(id) if each.event.covered)


def told(database: Path, id: str) -> list[dict[str, Any]]:
    """What has been kept until now of what was told of a job."""
    with closing(sqlite3.connect(database)) as kept:
        rows = kept.execute("SELECT body FROM events WHERE job = ? ORDER BY number", (id,))
        return [json.loads(body) for (body,) in rows]


def running(process: int) -> bool:
    """Whether a process still runs; one that has ended and only waits to be seen does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def the_busy_one(server: Serving) -> int:
    """The process that solves, of those that work for a server: it has more threads than one that waits."""

    def threads() -> list[tuple[int, int]]:
        found = ((len(list(Path(f"/proc/{each}/task").iterdir())), each) for each in server.solvers())
        return sorted(found, reverse=True)

    def one_is_busy() -> bool:
        counts = [count for count, _ in threads()]
        return len(counts) == 2 and counts[0] > counts[1]

    until(one_is_busy)
    return threads()[0][1]


# --- Kills -------------------------------------------------------------------------------------------------


def test_a_solver_that_is_killed_is_begun_again_and_the_caller_is_told(database: Path) -> None:
    with serving(database) as server:
        client = server.client()
        job = client.solve(MARCUS, **LONG)
        searching(client, job.id)
        os.kill(the_busy_one(server), signal.SIGKILL)
        until(lambda: client.job(job.id).attempt == 2)
        until(lambda: told(database, job.id)[-1].get("covered", 0) > 0)
        client.stop(job.id)
        whats = [each.what for each in client.events(job.id) if each.what != "progress"]

        ended = client.job(job.id)
        assert (ended.state, ended.attempt) == ("stopped", 2)
        assert whats == ["queued", "started", "begun_again", "started", "stopped"]
        assert client.answer(job.id).rotas


def test_a_solver_that_is_killed_every_time_is_given_up_and_others_go_on(database: Path) -> None:
    with serving(database) as server:
        client = server.client()
        job = client.solve(MARCUS, **LONG)
        for attempt in (1, 2):
            until(lambda attempt=attempt: client.job(job.id).attempt == attempt)
            until(lambda: told(database, job.id)[-1].get("phase") == "rotas")
            os.kill(the_busy_one(server), signal.SIGKILL)
        ended = client.wait(job.id)

        assert (ended.state, ended.attempt, ended.answer) == ("failed", 2, None)
        assert "ended without an answer, 2 times" in ended.says
        assert client.wait(client.solve(TINY).id).state == "done"


def test_a_server_that_is_killed_leaves_no_process_and_the_next_one_begins_the_job_again(
    database: Path,
) -> None:
    with serving(database) as server:
        client = server.client()
        job = client.solve(MARCUS, **LONG)
        waiting = client.solve(TINY, key="the-second")
        searching(client, job.id)
        solvers = server.solvers()
        server.process.kill()
        server.process.wait()
        until(lambda: not any(map(running, solvers)))

    with serving(database) as server:
        client = server.client()
        until(lambda: client.job(job.id).attempt == 2)
        client.stop(job.id)
        assert client.wait(job.id).state == "stopped"
        assert client.wait(waiting.id).state == "done"
        assert client.solve(TINY, key="the-second").id == waiting.id
        whats = [each.what for each in client.events(job.id) if each.what != "progress"]
        assert whats == ["queued", "started", "begun_again", "started", "stopped"]
        assert client.job(waiting.id).attempt == 1


def test_a_job_during_which_the_server_is_killed_every_time_is_not_tried_for_ever(database: Path) -> None:
    with serving(database) as server:
        id = server.client().solve(MARCUS, **LONG).id
        until(lambda: told(database, id)[-1].get("phase") == "rotas")
    with serving(database):
        until(lambda: told(database, id)[-1].get("phase") == "rotas")
    with serving(database) as server:
        ended = server.client().job(id)

    assert (ended.state, ended.attempt) == ("interrupted", 2)
    assert "It is not tried again." in ended.says


@pytest.mark.parametrize("after", [0.05, 0.2, 0.5])
def test_what_was_accepted_before_the_server_was_killed_in_the_middle_of_writing_is_there(
    database: Path, after: float
) -> None:
    accepted: dict[str, str] = {}
    with serving(database, "--waiting", "1000", "--rate", "1000") as server:

        def post(caller: int) -> None:
            with suppress(OSError, HTTPException, json.JSONDecodeError):
                for number in range(20):
                    key = f"{caller}-{number}"
                    reply = server.ask("POST", "/v1/solve", TINY, {"Idempotency-Key": key})
                    if reply.status == 202:
                        accepted[key] = reply.json["id"]

        threads = [threading.Thread(target=post, args=(caller,)) for caller in range(6)]
        for each in threads:
            each.start()
        time.sleep(after)
        server.process.kill()
        for each in threads:
            each.join()

    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        keys = dict(kept.execute("SELECT key, result FROM keys"))
        jobs = {id for (id,) in kept.execute("SELECT id FROM jobs")}
        queued = {id for (id,) in kept.execute("SELECT job FROM events WHERE what = 'queued'")}
    assert accepted.items() <= keys.items()
    assert set(keys.values()) == jobs == queued, "whole, or not at all"


# --- The end of a server -----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_in_time_with_streams_open_and_a_solve_going_on(
    database: Path, number: signal.Signals
) -> None:
    with serving(database) as server:
        client = server.client(patience=0.0)
        job = client.solve(MARCUS, **LONG)
        searching(client, job.id)
        solvers = server.solvers()
        ended: list[str] = []

        def watch() -> None:
            with suppress(OSError, HTTPException):
                ended.extend(each.what for each in client.events(job.id))

        watchers = [threading.Thread(target=watch) for _ in range(5)]
        for each in watchers:
            each.start()
        time.sleep(0.5)
        started = time.monotonic()
        code = server.end(number)
        took = time.monotonic() - started
        for each in watchers:
            each.join(5)

        assert (code, any(map(running, solvers)), any(each.is_alive() for each in watchers)) == (
            0,
            False,
            False,
        )
        assert took < 3, "promised"
        assert "Traceback" not in server.said()

    with serving(database) as server:
        client = server.client()
        again = searching(client, job.id)
        assert again.number > 0
        assert client.job(job.id).attempt == 1, "an attempt that the server ended does not count"
        client.stop(job.id)
        assert client.wait(job.id).state == "stopped"


# --- The disk ----------------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "small") as made:
        yield made


def test_a_full_disk_loses_nothing_and_keeps_nothing_half(disk: SmallDisk) -> None:
    database = disk.path / "matcher.sqlite3"
    with serving(database, command=disk.command) as server:
        client = server.client(patience=0.0)
        job = client.solve(TINY)
        assert client.wait(job.id).state == "done"
        before = client.answer(job.id)
        if disk.kind == "file system":
            disk.fill()
        replies = [server.ask("POST", "/v1/solve", MARCUS) for _ in range(100)]
        refused = [each for each in replies if each.status != 202]

        assert {each.status for each in refused} == {507}, disk.kind
        assert refused[0].json["type"] == "urn:matcher:problem:store-full"
        assert server.ask("GET", "/readyz").status in (507, 200)
        assert server.ask("GET", f"/v1/jobs/{job.id}").json["state"] == "done"
        accepted = {each.json["id"] for each in replies if each.status == 202}
        assert accepted | {job.id} == {each.id for each in client.jobs()}
        if disk.kind == "file system":
            disk.empty()
            until(lambda: server.ask("GET", "/readyz").status == 200)
            assert client.answer(job.id) == before
            assert client.wait(client.solve(TINY).id).state == "done"


def test_an_answer_found_while_the_disk_is_full_waits_until_it_can_be_kept(disk: SmallDisk) -> None:
    if disk.kind != "file system":
        pytest.fail("This account may not mount a file system, which this test cannot do without.")
    with serving(disk.path / "matcher.sqlite3") as server:
        client = server.client()
        job = client.solve(MARCUS, **LONG)
        covering(client, job.id)
        disk.fill()
        client.stop(job.id)
        until(lambda: "cannot be written yet" in server.said())
        held = client.job(job.id).state
        disk.empty()

        assert held == "running"
        assert client.wait(job.id).state == "stopped"
        assert (client.job(job.id).attempt, len(client.answer(job.id).rotas)) == (1, 1)


# --- The database ------------------------------------------------------------------------------------------


def test_a_database_in_use_is_said_to_be_and_recovers_by_itself(database: Path) -> None:
    with serving(database) as server:
        client = server.client(patience=0.0)
        job = client.solve(MARCUS, **LONG)
        covering(client, job.id)
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            client.stop(job.id)
            posted = server.ask("POST", "/v1/solve", TINY)
            read = server.ask("GET", f"/v1/jobs/{job.id}")
            other.execute("ROLLBACK")

        assert (posted.status, posted.headers["retry-after"]) == (503, "2")
        assert posted.json["type"] == "urn:matcher:problem:store-busy"
        assert (read.status, read.json["state"]) == (200, "running")
        assert client.wait(job.id).state == "stopped"
        assert client.answer(job.id).rotas, "what was found in the meantime is kept"
        assert [each.id for each in client.jobs()] == [job.id], "what was refused was not done"


# --- Memory and time ---------------------------------------------------------------------------------------


def large() -> dict[str, Any]:
    """A file that is read and solved with far more memory than one that a leader would send."""
    leave = [{"first_day": "2027-01-01", "last_day": "2027-01-02"}] * 2000
    made = team(EARLY, supporters=tuple(f"s{number}" for number in range(60)))
    for each in made["supporters"]:
        each["leave"] = leave
    return made


def test_a_solve_that_needs_more_memory_than_it_may_has_failed_and_others_go_on(database: Path) -> None:
    with serving(database, "--memory", "256") as server:
        client = server.client()
        job = client.wait(client.solve(large()).id)

        assert (job.state, job.answer) == ("failed", None)
        assert job.says.startswith("This takes more memory than one job may use.")
        asked = server.ask("POST", "/v1/match", large())
        assert (asked.status, asked.json["type"]) == (422, "urn:matcher:problem:too-much")
        assert client.wait(client.solve(TINY).id).state == "done"


@pytest.mark.parametrize(
    ("last_words", "how"),
    [
        ("terminate called after throwing an instance of 'std::bad_alloc'", "memory"),
        ("cannot allocate memory for thread-local data: ABORT", "memory"),
        ("Process SpawnProcess-2:\nMemoryError", "memory"),
        ("Segmentation fault", "failed"),
    ],
)
def test_what_a_process_of_a_process_dies_of_is_told_as_memory_where_it_says_so(
    monkeypatch: pytest.MonkeyPatch, last_words: str, how: str
) -> None:
    monkeypatch.setattr("matcher.api.frames.CHILD", "dying_child")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))

    async def nobody(step: bytes) -> None: ...

    async def ended() -> str:
        solver = await Solver.started(0)
        return (await solver.work(last_words.encode(), (), nobody, 60.0)).how

    assert asyncio.run(ended()) == how


def test_a_file_that_is_no_database_ends_the_server_with_a_sentence(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sam, " * 100)
    ended = matcher("serve", "--database", letter, "--port", "0")

    assert ended.returncode == 65
    assert "This is not a database of this program." in ended.stderr
    assert letter.read_text().startswith("Dear Sam")
