"""A disk that is soon full: a small file system where one may be mounted, else a limit on files."""

import shlex
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands import MATCHER

SIZE = 2 * 1024**2
"""Bytes of the disk, or of the largest file that may be written."""


@dataclass(frozen=True)
class SmallDisk:
    """A folder on it, how a server is started on it, and which kind of it this is."""

    path: Path
    command: Sequence[str]
    kind: str
    """'file system', which can be filled and emptied, or 'file size', which fills up by itself."""

    @property
    def filler(self) -> Path:
        """What takes the room away."""
        return self.path / "filler"

    def fill(self) -> None:
        """Leave no room at all."""
        with self.filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"\0" * 4096):
                    pass
            except OSError:
                return

    def empty(self) -> None:
        """Give the room back."""
        self.filler.unlink()


@contextmanager
def small_disk(at: Path) -> Iterator[SmallDisk]:
    """A small file system at a folder, for as long as the block lasts."""
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", at], capture_output=True, check=False
    )
    if mounted.returncode == 0:
        try:
            yield SmallDisk(at, MATCHER, "file system")
        finally:
            subprocess.run(["umount", "--lazy", at], check=True)
    else:
        blocks = SIZE // 512
        limited = f"ulimit -f {blocks}; trap '' XFSZ; exec {shlex.join(MATCHER)} \"$@\""
        yield SmallDisk(at, ("sh", "-c", limited, "matcher"), "file size")
