"""Timefold Solver 1.24 as a peer: Java against the jars inside the wheel `timefold==1.24.0b0`.

The problem goes in as numbers (`timefold_statement.py`) and the rota comes out as turns; the rules are
stated in `timefold/CareRota.java`. Each cost it counts has to be what our audit says of its rota, or the
statement is wrong and nothing is printed. The community edition solves on one thread.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from timefold_statement import statement

from matcher.audit import audit
from matcher.frame import Frame, Turn
from matcher.model.answer import Level
from matcher.plan import Plan
from matcher.rulebook import for_frame

JAVA = Path(__file__).parent / "timefold"
LEVELS: tuple[Level, ...] = ("gaps", "person", "supporters")


def missing() -> str | None:
    """Why this peer cannot run here; None where it can."""
    if not _jars():  # Our own folder of that name is found where the wheel is not there.
        return "not installed: pip install '.[peers]'"
    return None if shutil.which("javac") else "not run: there is no JDK"


def _jars() -> str:
    """Where the wheel keeps its Java."""
    spec = find_spec("timefold")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return ":".join(str(jar) for folder in folders for jar in sorted(Path(folder).glob("solver/jars/*.jar")))


def timefold(frame: Frame, seconds: float, seed: int = 0) -> tuple[Turn, ...] | None:
    """Timefold for so many seconds of solving."""
    score, lines = java(JAVA / "CareRota.java", statement(frame), seconds, seed)
    turns = tuple(Turn(frame.supporters[int(who)].id, frame.needs[int(need)]) for need, who in lines)
    found = audit(Plan.of(frame, turns), for_frame(frame))
    if [-each for each in score[1:]] != [found.cost(level) for level in LEVELS]:
        raise RuntimeError(f"Timefold counts {score[1:]}, the audit {found.costs()}")
    return turns


def java(program: Path, asked: Iterable[int], seconds: float, seed: int) -> tuple[list[int], list[list[str]]]:
    """The score of the best that a program finds in so many seconds of solving, hard first, and its turns as
    words. Starting Java and compiling are not counted.
    """
    with tempfile.TemporaryDirectory() as folder:
        compiled = ["javac", "-cp", _jars(), "-d", folder, str(JAVA / "Solving.java"), str(program)]
        subprocess.run(compiled, check=True, capture_output=True)
        ran = subprocess.run(
            ["java", "-cp", f"{_jars()}:{folder}", program.stem, str(seconds), str(seed)],
            input=" ".join(map(str, asked)),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    lines = [line.split() for line in ran.stdout.splitlines()]
    score = next(" ".join(words) for first, *words in lines if first == "score")
    return [*map(int, re.findall(r"-?\d+", score))], [words for first, *words in lines if first == "turn"]
