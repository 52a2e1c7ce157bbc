"""The log: one line of JSON for each thing that happens, of fields that are known to tell of nobody."""

import json
import logging
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

log = logging.getLogger("matcher.warnings")

FIELDS = ("method", "route", "status", "ms", "caller", "job", "how", "where", "why")
"""What a line may hold besides when and what. Anything else is left out."""


class Line(logging.Formatter):
    """A record as a line of JSON. What an exception says is never in it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        values = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage() if record.name.startswith("matcher") else _plain(record),
        }
        return json.dumps(values | {name: value for name in FIELDS if (value := getattr(record, name, None))})


def log_to_stderr(*, quiet: bool = False) -> None:
    """Write the log to standard error; quietly, only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    for name in ("matcher", "uvicorn", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(logging.WARNING if quiet or name != "matcher" else logging.INFO)
    warnings.showwarning = _warned


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning of Python's as a line of the log. What it says is left out: it may hold what was sent."""
    place = f"{Path(filename).name}:{lineno}"
    log.warning("Python warns", extra={"why": category.__name__, "where": place})


def _plain(record: logging.LogRecord) -> str:
    """What another library says, before anything is put into it."""
    return str(record.msg)
