"""Thousands of requests out of the API: `PYTHONPATH=tests python benchmarks/requests_tried.py`."""

import argparse
import re
import tempfile
from pathlib import Path

from schema_run import EVERY_PHASE, ROOM, run
from servers import serving
from tables import markdown, where_from


def main() -> None:
    """Run schemathesis with every phase, and print how many requests of which outcome."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with serving(path / "matcher.sqlite3", "--quiet", *ROOM) as server:
            header = ("-H", f"Authorization: Bearer {server.token('read', 'solve', 'publish')}")
            more = (*header, "--max-time", str(asked.seconds))
            done = run(server, path, EVERY_PHASE, asked.examples, asked.seed, *more)
    cases = re.search(r"(\d+) generated(.*)", done.stdout)
    print(where_from())
    row = {"seed": asked.seed, "requests": cases[1] if cases else "?", "ended with": done.returncode}
    print(markdown([row]))
    if done.returncode:
        print(done.stdout[-8000:])


if __name__ == "__main__":
    main()
