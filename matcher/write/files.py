"""Files written whole or not at all."""

import os
from pathlib import Path
from secrets import token_hex


def write_safely(path: Path, text: str) -> None:
    """Write a file, UTF-8, so that it is never half-written: a new one beside it takes its place in one step.

    When anything goes wrong the old file is as it was, and nothing is left beside it.
    """
    whole = path.resolve()
    part = whole.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("x", encoding="utf-8", newline="") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        if whole.exists():
            part.chmod(whole.stat().st_mode & 0o777)
        part.replace(whole)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
