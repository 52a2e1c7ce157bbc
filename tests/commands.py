"""Real processes of `matcher`, real files, and a small team to run them on. Everyone in it is invented."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from matcher import cli

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
MATCHER = (sys.executable, "-m", "matcher")
ENVIRONMENT = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
PATIENCE = 120

EARLY = {"id": "early", "kind": "early", "start": "08:00", "end": "12:00"}
LATE = {"id": "late", "kind": "late", "start": "18:00", "end": "22:00"}
NIGHT = {"id": "night", "kind": "waking_night", "start": "22:00", "end": "06:00"}


def matcher(
    *arguments: str | Path,
    stdin: str = "",
    env: Mapping[str, str] = MappingProxyType({}),
    command: Sequence[str] = MATCHER,
) -> subprocess.CompletedProcess[str]:
    """One run from beginning to end. Nothing in it is a terminal, and what it says is read as UTF-8."""
    return subprocess.run(
        [*command, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**ENVIRONMENT, **env},
        timeout=PATIENCE,
        check=False,
    )


def planted(code: str) -> tuple[str, ...]:
    """The command, with something made to go wrong by a few lines of Python."""
    return (sys.executable, "-c", f"{code}\nfrom matcher.cli import main\nmain()")


def team(*needs: dict[str, Any], supporters: tuple[str, ...] = ("ann",), **more: Any) -> dict[str, Any]:
    """A file with one person, Pat, and supporters who are ready for every need."""
    return {
        "format": "matcher/team/1",
        "name": "Hazel Lane",
        "as_of": "2026-06-01",
        "rota": {"first_day": "2026-06-08"},
        "people": [
            {
                "id": "pat",
                "name": "Pat",
                "answers": [{"supporter": id, "answer": "yes", "met_on": "2026-05-01"} for id in supporters],
                "needs": list(needs),
            }
        ],
        "supporters": [
            {
                "id": id,
                "name": id.capitalize(),
                "adult": True,
                "team_of": "pat",
                "cleared": "yes",
                "induction": [{"person": "pat", "stage": "ready"}],
                "contract": {"hours": 37.5},
            }
            for id in supporters
        ],
        **more,
    }


def written(path: Path, content: Any) -> Path:
    """A file, as JSON unless it is text."""
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def in_process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The same run inside this process: quicker, for what does not depend on being a program of its own."""
    out, err = StringIO(), StringIO()
    words = ["matcher", *map(str, arguments)]
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "argv", words):
        code = cli._exit_code()
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())
