"""What the README shows of recording, hours and money is what comes out."""

from pathlib import Path

import pytest
from test_readme import LEFT_OUT, SOLVED, blocks, commands, matcher

HEADING = "What happened, hours and money"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command prints, one after another in an empty folder, by its name."""
    folder: Path = tmp_path_factory.mktemp("money")
    (folder / "happened.csv").write_text(blocks("csv", HEADING)[0], encoding="utf-8")
    (folder / "joys-rotas").mkdir()
    done = {words[0]: matcher(folder, *words) for words in commands(HEADING)}
    assert [each.stderr for each in done.values() if each.returncode not in SOLVED] == []
    return {name: each.stdout for name, each in done.items()}


def test_every_command_is_shown(shown: dict[str, str]) -> None:
    assert list(shown) == ["sample", "rota", "record", "hours", "statement"]


def test_the_statement_shown_is_the_one_that_comes_out(shown: dict[str, str]) -> None:
    assert blocks("text", HEADING)[1].strip() == shown["statement"].strip()


def test_the_lines_about_hours_are_lines_that_come_out(shown: dict[str, str]) -> None:
    printed = iter(shown["hours"].splitlines())
    picture = [line for line in blocks("text", HEADING)[0].splitlines() if line.strip() not in ("", LEFT_OUT)]

    assert [line for line in picture if line not in printed] == []
