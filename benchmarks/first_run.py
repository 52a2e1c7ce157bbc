"""What a whole process costs: `python benchmarks/first_run.py`. Wall, processor time and peak memory.

The import of the solver's library alone is measured in the same run, to compare with on any machine.
This process stays small itself, because the system counts its memory in that of what it starts.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tables import markdown, where_from

ROOT = Path(__file__).parent.parent
MATCHER = str(Path(sys.executable).with_name("matcher"))
JOBS = {
    "`matcher --help`": ((MATCHER, "--help"), 15),
    "import of the solver's library": ((sys.executable, "-c", "from ortools.sat.python import cp_model"), 7),
    "`matcher solve data/samples/callum.json`": ((MATCHER, "solve", "data/samples/callum.json"), 7),
}
"""Commands, and how often each is run."""
FINISHED = (0, 3)
"""Exit codes of a finished run; 3 says that gaps are left."""
BYTES = 1 if sys.platform == "darwin" else 1024
"""Unit of the peak memory that the system reports."""


@dataclass(frozen=True)
class Used:
    """What one process used: seconds of wall and processor time, megabytes at its peak."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str]) -> Used:
    """Run a command to its end, its output thrown away."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode not in FINISHED:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return Used(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * BYTES / 1e6)


def measured() -> dict[str, list[Used]]:
    """All runs by command; commands take turns, so that a busy moment touches all of them."""
    runs: dict[str, list[Used]] = {name: [] for name in JOBS}
    for turn in range(max(times for _, times in JOBS.values())):
        for name, (command, times) in JOBS.items():
            if turn < times:
                runs[name].append(run(command))
    return runs


def spread(seconds: Sequence[float]) -> str:
    """Least, median and most."""
    return f"{min(seconds):.2f} / {median(seconds):.2f} / {max(seconds):.2f}"


def rows(runs: dict[str, list[Used]]) -> list[dict[str, object]]:
    """One row for each command."""
    return [
        {
            "command": name,
            "runs": len(each),
            "wall, s (least / median / most)": spread([used.wall for used in each]),
            "processor, s (least / median / most)": spread([used.cpu for used in each]),
            "peak, MB": round(max(used.peak for used in each)),
        }
        for name, each in runs.items()
    ]


if __name__ == "__main__":
    print(where_from())
    print(markdown(rows(measured())))
