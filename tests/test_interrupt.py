"""Ctrl-C and a request to terminate, with real signals; progress, as a terminal shows it."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from commands import EARLY, ENVIRONMENT, MATCHER, PATIENCE, SAMPLES, matcher, planted, team, written

from matcher.clock import Clock, Progress, Settings
from matcher.commands.progress import Line
from matcher.model.ahead import LookAhead
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation

INTERRUPTED = 130
SOON = 20.0
"""Seconds: far more than it takes, far less than the search would last."""
LONG_SEARCH = (SAMPLES / "marcus.json", "--weeks", "4", "--time-limit", "600")
GETTING_READY = "Getting ready"
A_ROTA_IS_THERE = "Marcus: the person's wishes and steady faces"

NEVER_ENDS = """
import time
import matcher.solve
def job(asked):
    asked.clock.tell("nell", "gaps")
    while True:
        time.sleep(0.05)
matcher.solve.rota = job
"""


class Terminal:
    """A run whose standard error is a terminal, and what has been shown on it."""

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._ours, theirs = os.openpty()
        self._shown = b""
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=theirs, env=ENVIRONMENT, encoding="utf-8"
        )
        os.close(theirs)

    def wait_for(self, words: str) -> None:
        """Wait until the terminal shows some words."""
        until = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < until, f"'{words}' was never shown, but: {self.shown}"
            self._read()

    def interrupted(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; how it ended soon after, and all of standard output."""
        self.process.send_signal(number)
        return self.ended(SOON)

    def ended(self, within: float) -> tuple[int, str]:
        """How it ended, and all of standard output."""
        output, _ = self.process.communicate(timeout=within)
        with suppress(OSError):  # The other side of a terminal that is closed.
            while self._read():
                pass
        return self.process.returncode, output

    @property
    def shown(self) -> str:
        """Everything shown so far, with what the terminal is told to do."""
        return self._shown.decode(errors="replace")

    def close(self) -> None:
        """End the process if it still runs."""
        self.process.kill()
        self.process.communicate()
        os.close(self._ours)

    def _read(self) -> bytes:
        ready, _, _ = select.select([self._ours], [], [], 1)
        new = os.read(self._ours, 4096) if ready else b""
        self._shown += new
        return new


@contextmanager
def terminal(*arguments: str | Path, command: Sequence[str] = MATCHER) -> Iterator[Terminal]:
    shown = Terminal([*command, *arguments])
    try:
        yield shown
    finally:
        shown.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_search_hands_out_the_best_so_far(tmp_path: Path, number: signal.Signals) -> None:
    path = tmp_path / "answer.json"
    with terminal("rota", *LONG_SEARCH, "-o", path) as run:
        run.wait_for(A_ROTA_IS_THERE)
        ends, output = run.interrupted(number)

    answer = Answer.model_validate_json(path.read_text(encoding="utf-8"))
    assert ends == {"covered": 0, "gaps": 3}[answer.status]
    assert output.startswith("Marcus's 4 weeks from Mon 23 Nov")
    assert answer.provenance.stopped_early
    assert answer.rotas[0].days == 28
    assert "Traceback" not in run.shown

    checked = matcher("check", LONG_SEARCH[0], path, "--json")
    assert checked.returncode == ends
    found = Answer.model_validate_json(checked.stdout)
    assert [each for each in found.violations if each.level == "hard"] == []
    assert (found.rotas, found.gaps, found.score) == (answer.rotas, answer.gaps, answer.score)


def test_a_look_ahead_shows_which_week_it_is_at_and_keeps_the_weeks_it_has_looked_at() -> None:
    with terminal("look-ahead", SAMPLES / "marcus.json", "--weeks", "26", "--json") as run:
        run.wait_for("Marcus, week from Mon 7 Dec")
        _, output = run.interrupted(signal.SIGINT)
    found = LookAhead.model_validate_json(output)
    looked_at = [week.status != "not_looked_at" for week in found.weeks_ahead]

    assert looked_at[0]
    assert not looked_at[-1]
    assert looked_at == sorted(looked_at, reverse=True)
    assert not found.complete
    assert [each for each in found.decisions if each.about == "review"], "what is due is told all the same"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_before_any_rota_nothing_is_written(tmp_path: Path, number: signal.Signals) -> None:
    with terminal("rota", SAMPLES / "marcus.json", "--weeks", "12", "-o", tmp_path / "answer.json") as run:
        run.wait_for(GETTING_READY)
        ended = run.interrupted(number)

    assert ended == (INTERRUPTED, "")
    assert "Stopped without an answer." in run.shown
    assert "Traceback" not in run.shown
    assert list(tmp_path.iterdir()) == []


def test_a_second_interrupt_ends_at_once_and_writes_nothing(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    with terminal("rota", SAMPLES / "tiny.json", "-o", answer, command=planted(NEVER_ENDS)) as run:
        run.wait_for("Nell: covering every need")
        run.process.send_signal(signal.SIGINT)
        run.wait_for("Stopping; the best so far is kept. Press Ctrl-C again to end at once.")
        ended = run.interrupted(signal.SIGINT)

    assert ended == (INTERRUPTED, "")
    assert "Traceback" not in run.shown
    assert list(tmp_path.iterdir()) == []


def test_progress_goes_to_the_terminal_and_the_answer_to_standard_output(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", team(EARLY))
    with terminal("rota", path, "--json") as run:
        _, output = run.ended(PATIENCE)

    Answer.model_validate_json(output)
    assert GETTING_READY in run.shown
    assert run.shown.count("\x1b[?25l") == run.shown.count("\x1b[?25h") == 1, "the cursor is given back"


def test_progress_is_told_in_words_a_leader_knows() -> None:
    organisation = Organisation.model_validate(team(EARLY))
    clock = Clock(Settings(time_limit=60))
    line = Line(clock, organisation)
    assert line.says() == "Getting ready (0 of at most 60 seconds)"

    line.take(Progress("pat", "gaps", cost=12_345, bound=0))
    assert line.says() == "Pat: covering every need (0 of at most 60 seconds)"

    line.take(Progress("", "match"))
    assert line.says() == "Everyone: what the team shares with the person (0 of at most 60 seconds)"

    clock.stop()
    assert line.says() == "Stopping; the best so far is kept. Press Ctrl-C again to end at once."
