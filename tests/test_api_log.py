"""What the server's log holds of what others say: that they said it, and where; never what."""

import json
import subprocess
import sys
from pathlib import Path

from matcher.api.app import create_app, parts_of
from matcher.api.settings import Settings
from matcher.store.sqlite.database import Database


def logged(code: str) -> list[dict[str, str]]:
    """The lines that a few lines of Python leave in the log."""
    begun = f"from matcher.api.logs import log_to_stderr\nlog_to_stderr()\n{code}"
    done = subprocess.run([sys.executable, "-c", begun], capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_warning_of_pythons_is_a_line_of_the_log_without_its_words() -> None:
    (line,) = logged("import warnings\nwarnings.warn('Marmaduke')")

    del line["at"]
    assert line == {
        "level": "warning",
        "from": "matcher.warnings",
        "what": "Python warns",
        "where": "<string>:4",
        "why": "UserWarning",
    }


def test_what_another_library_says_is_logged_without_what_it_puts_in() -> None:
    (line,) = logged("import logging\nlogging.getLogger('asyncio').error('lost %s', 'Marmaduke')")

    assert (line["from"], line["what"]) == ("asyncio", "lost %s")


def test_the_application_describes_itself_without_a_warning(tmp_path: Path) -> None:
    """Every warning is an error in these tests."""
    store = Database(tmp_path / "matcher.sqlite3")
    described = create_app(parts_of(Settings(), store)).openapi()
    store.close()

    assert "/v1/what-if" in described["paths"]
