"""What the README says of the API is what happens: its four lines, its tokens, its client."""

import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import ENVIRONMENT, PATIENCE, matcher
from servers import Serving, serving
from test_readme import blocks, python

from matcher.model.answer import Answer

START, TOKENS = blocks("sh", "The API")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("readme") / "matcher.sqlite3") as made:
        yield made


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_four_lines_start_a_server_have_a_sample_solved_watch_it_and_read_the_answer(tmp_path: Path) -> None:
    port = free_port()
    lines = START.replace("8000", str(port)).replace("serve &", f"serve --port {port} &")
    assert len(START.splitlines()) == 4
    environment = {
        **ENVIRONMENT,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "MATCHER_DATABASE": str(tmp_path / "matcher.sqlite3"),
    }
    done = subprocess.run(
        ["bash", "-c", f"{lines}\nkill $!\nwait $!"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )

    events, _, answer = done.stdout.rpartition("\n\n")
    assert "event: progress" in events, done.stderr
    assert events.splitlines()[-2].startswith("data: ") or "event: done" in events
    assert Answer.model_validate_json(answer).says.startswith("Callum's week from Mon 23 Nov")


def test_tokens_are_made_listed_and_noted_as_shown(tmp_path: Path) -> None:
    database = tmp_path / "matcher.sqlite3"
    said = [
        matcher(*shlex.split(line)[1:], env={"MATCHER_DATABASE": str(database)})
        for line in TOKENS.splitlines()
    ]

    assert [each.returncode for each in said] == [0, 0, 0], [each.stderr for each in said]
    added, listed, noted = (each.stdout for each in said)
    assert added.startswith("matcher_")
    assert "the payroll program" in listed
    assert "token added" in noted


def test_the_client_does_what_is_shown(server: Serving, tmp_path: Path) -> None:
    (snippet,) = blocks("python", "The API")
    done = python(tmp_path, "-c", snippet.replace("http://127.0.0.1:8000", server.url))

    assert done.stderr == ""
    assert done.stdout.startswith("queued Waiting for its turn.")
    assert "done Done.\nNell's week from Mon 23 Nov is covered." in done.stdout


def test_every_operation_named_is_there(server: Serving) -> None:
    described = json.loads(server.ask("GET", "/openapi.json").body)["paths"]

    for path in ("/v1/solve", "/v1/replan", "/v1/publish", "/v1/organisations/{id}", "/v1/jobs/{id}/stop"):
        assert path in described
    for question in ("match", "check", "explain", "recruit", "what-if", "cover"):
        assert f"/v1/{question}" in described
