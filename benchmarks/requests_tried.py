"""Thousands of requests out of the API: `PYTHONPATH=tests python benchmarks/requests_tried.py`.

Questions are solved while the caller waits, so they are tried by themselves: the rest would wait for them.
"""

import argparse
import re
import tempfile
import time
from pathlib import Path

from schema_run import EVERY_PHASE, QUESTIONS, ROOM, run
from servers import serving
from tables import markdown, where_from

PARTS = {
    "everything else, in sequences too": ("--exclude-path-regex", QUESTIONS),
    "questions": ("--include-path-regex", QUESTIONS),
}


def main() -> None:
    """Run schemathesis with every phase, and print how many requests of which outcome."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=600, help="for each part")
    parser.add_argument("--examples", type=int, default=100, help="for each operation in each phase")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--part", choices=PARTS, action="append")
    asked = parser.parse_args()
    rows, wrong = [], []
    for part in asked.part or PARTS:
        row, said = tried(part, asked)
        rows.append(row)
        wrong += [said] if row["ended with"] else []
    print(where_from())
    print(markdown(rows))
    for said in wrong:
        print(said[-8000:])


def tried(part: str, asked: argparse.Namespace) -> tuple[dict[str, object], str]:
    """A row about one part, and what schemathesis said of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with serving(path / "matcher.sqlite3", "--quiet", *ROOM) as server:
            header = ("-H", f"Authorization: Bearer {server.token('read', 'solve', 'publish')}")
            more = (*header, "--max-time", str(asked.seconds), *PARTS[part])
            began = time.monotonic()
            done = run(server, path, EVERY_PHASE, asked.examples, asked.seed, *more)
    cases = re.search(r"(\d+) generated", done.stdout)
    row: dict[str, object] = {
        "what": part,
        "seed": asked.seed,
        "requests": int(cases[1]) if cases else "?",
        "seconds": round(time.monotonic() - began),
        "ended with": done.returncode,
    }
    return row, done.stdout + done.stderr


if __name__ == "__main__":
    main()
