"""From a request to stop until the answer is there: `PYTHONPATH=tests python benchmarks/stopping.py`."""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from statistics import median

from servers import serving
from tables import markdown, where_from

from matcher.samples import sample_text


def measured(weeks: int, times: int) -> list[float]:
    """Seconds from each request until the job has ended, while a rota of so many weeks is searched for."""
    team, taken = json.loads(sample_text("marcus")), []
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "matcher.sqlite3", "--quiet") as server,
    ):
        client = server.client()
        for _ in range(times):
            job = client.solve(team, weeks=weeks, time_limit=600)
            stream = client.events(job.id)
            next(each for each in stream if each.event.covered)
            time.sleep(1)
            started = time.perf_counter()
            client.stop(job.id)
            ended = [each for each in stream if each.what == "stopped"]
            taken.append(time.perf_counter() - started)
            assert len(ended) == 1
    return taken


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=15)
    times = parser.parse_args().times
    print(where_from())
    rows = []
    for weeks in (4, 8):
        taken = measured(weeks, times)
        rows.append(
            {
                "rota": f"Marcus, {weeks} weeks",
                "times": len(taken),
                "median, s": round(median(taken), 3),
                "longest, s": round(max(taken), 3),
                "load": round(os.getloadavg()[0], 1),
            }
        )
    print(markdown(rows))
