"""A process that does no work: one that it begins says some last words and is gone, for want of memory."""

import os
import subprocess
import sys

from matcher.api import frames
from matcher.api.frames import framed, read_frame

DIES = "import os, sys; sys.stderr.write(sys.argv[1]); sys.stderr.flush(); os.abort()"


def main() -> None:
    """Wait for an order, lose a process of its own, and end as one does that cannot go on without it."""
    order = read_frame(sys.stdin.buffer)
    assert order is not None
    subprocess.run([sys.executable, "-c", DIES, order.body.decode()], check=False)
    os.write(1, framed(frames.FAILED, b"WorkEnded in matcher/spread.py"))


if __name__ == "__main__":
    main()
