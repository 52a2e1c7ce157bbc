"""schemathesis against a real server: the whole description, case by case and in sequences."""

import os
import subprocess
import sys
from pathlib import Path

from servers import Serving

HERE = Path(__file__).parent
ROOM = ("--rate", "100000", "--waiting", "100000")
"""Limits out of the way: here they would hide what is looked for."""
EVERY_PHASE = "examples,coverage,fuzzing,stateful"
QUESTIONS = "/v1/(match|check|explain|recruit|what-if|cover|publish)$"
"""What is answered while the caller waits."""
LEFT_OUT = (
    # A team file holds together in ways that its schema cannot say, so a body that fits it may be refused.
    "positive_data_acceptance",
)


def run(
    server: Serving, folder: Path, phases: str, examples: int, seed: int, *more: str
) -> "subprocess.CompletedProcess[str]":
    """Some phases with so many examples for each operation in each; the report is on standard output."""
    return subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *("run", f"{server.url}/openapi.json", "--max-examples", str(examples), "--seed", str(seed)),
            *("--checks", "all", "--exclude-checks", ",".join(LEFT_OUT)),
            *("--request-timeout", "120", "--suppress-health-check", "all", "--no-color", "--no-shrink"),
            *("--phases", phases, "--generation-database", "none", "--warnings", "off", *more),
        ],
        cwd=folder,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "schema_hooks", "PYTHONPATH": str(HERE)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
