"""Files written whole or not at all."""

import os
from pathlib import Path
from secrets import token_hex

UNFINISHED = ".unfinished"
"""How the name of a file ends that `write_new` has not put in its place yet."""


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


def write_new(path: Path, data: bytes) -> None:
    """Write a file that never changes, for its owner alone. FileExistsError where there is one already.

    It is there whole or not at all, whenever the program is killed; and once this returns, it is there also
    after a power cut.
    """
    part = path.with_name(f".{token_hex(8)}{UNFINISHED}")
    try:
        part.touch(mode=0o600, exist_ok=False)
        with part.open("wb") as new:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        _link(part, path)
    finally:
        part.unlink(missing_ok=True)
    path.chmod(0o400)
    sync_folder(path.parent)


def replace_kept(old: Path, new: Path, data: bytes) -> None:
    """Put a file that never changes in the place of another, of the same name or not, in one step."""
    part = new.with_name(f".{token_hex(8)}{UNFINISHED}")
    try:
        write_new(part, data)
        part.replace(new)
    finally:
        part.unlink(missing_ok=True)
    if old != new:
        old.unlink()
    sync_folder(new.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk."""
    if os.name == "nt":  # Windows opens no folders; there names are kept with the files.
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _link(part: Path, path: Path) -> None:
    """Give a finished file its name, unless there is one of that name."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # A disk without links, such as a memory stick: here only the caller's lock keeps order.
        if path.exists():
            raise FileExistsError from None
        part.rename(path)
