"""Jobs about many people, who are spread over processes that the job's own process begins."""

import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from generate import organisation
from servers import Serving, serving, until

from matcher.api.handed import JobOut
from matcher.client import Client
from matcher.model.organisation import Organisation
from matcher.spread import MANY


@pytest.fixture(scope="module")
def many() -> Organisation:
    return organisation(3, people=MANY, shape="days_only")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("many") / "matcher.sqlite3", "--quiet") as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path / "matcher.sqlite3", "--quiet") as made:
        yield made


def solving(client: Client, many: Organisation, time_limit: float = 120.0) -> JobOut:
    return client.solve(many.written(), weeks=8, time_limit=time_limit)


def begun_by(process: int) -> list[int]:
    """The processes that a process began, and those that they began."""
    found: list[int] = []
    with suppress(OSError):  # It has ended meanwhile.
        for task in Path(f"/proc/{process}/task").iterdir():
            for each in (task / "children").read_text().split():
                found += [int(each), *begun_by(int(each))]
    return found


def the_busy_one(server: Serving) -> list[int]:
    """The process of the job, and after it those that it spreads people over."""

    def found() -> list[list[int]]:
        return [[each, *begun_by(each)] for each in server.solvers()]

    until(lambda: max(map(len, found())) > 3)
    return max(found(), key=len)


def gone(processes: list[int]) -> bool:
    return not any(Path(f"/proc/{each}").exists() for each in processes)


def test_everybodys_rota_is_searched_for_and_a_stop_keeps_the_best_of_each(
    shared: Serving, many: Organisation
) -> None:
    client = shared.client()
    # The first are done when their part of the time is over: a quarter of 0.7 of it.
    job, told = solving(client, many, time_limit=45.0), []
    for each in client.events(job.id):
        told.append(each.event)
        if each.event.phase == "rotas" and each.event.people_done:
            break
    processes = the_busy_one(shared)
    client.stop(job.id)
    ended = client.wait(job.id)

    assert (ended.state, ended.attempt, told[-1].people) == ("stopped", 1, MANY)
    assert client.answer(job.id).rotas
    until(lambda: gone(processes))
    assert {each.says for each in told} >= {"choosing everyone's team", "writing everyone's rota"}
    everyone = {
        name for part in (many.people, many.supporters) for each in part for name in (each.id, each.name)
    }
    words = set(re.findall(r"\w+", json.dumps([each.model_dump(mode="json") for each in told])))
    assert words & everyone == set()
    steps = [each.model_copy(update={"at": told[0].at}) for each in told]
    assert all(one != other for one, other in pairwise(steps)), "nothing is told twice"


def test_a_job_that_is_removed_leaves_no_process(shared: Serving, many: Organisation) -> None:
    client = shared.client()
    job = solving(client, many)
    processes = the_busy_one(shared)
    client.remove(job.id)

    until(lambda: gone(processes))


def test_a_job_whose_process_is_killed_leaves_none_of_its_own_and_is_begun_again(
    shared: Serving, many: Organisation
) -> None:
    client = shared.client()
    job = solving(client, many)
    processes = the_busy_one(shared)
    os.kill(processes[0], signal.SIGKILL)

    until(lambda: gone(processes))
    until(lambda: client.job(job.id).attempt == 2)
    client.remove(job.id)


def test_one_of_its_processes_that_is_killed_is_replaced_and_the_job_goes_on(
    shared: Serving, many: Organisation
) -> None:
    client = shared.client()
    job = solving(client, many)
    os.kill(the_busy_one(shared)[-1], signal.SIGKILL)

    assert next(each for each in client.events(job.id) if "That part is begun again." in each.event.says)
    assert client.job(job.id).attempt == 1
    client.remove(job.id)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_ends_leaves_no_process(
    own: Serving, many: Organisation, number: signal.Signals
) -> None:
    solving(own.client(), many)
    processes = the_busy_one(own)
    own.end(number)

    until(lambda: gone(processes))
