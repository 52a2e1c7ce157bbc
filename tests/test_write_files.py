"""An answer as JSON and back, and files that are never half-written."""

import os
from pathlib import Path

import pytest
from answers import answered, full_team, gap, week

from matcher.errors import BadInput
from matcher.read.answer import read_answer
from matcher.write.files import write_safely
from matcher.write.json import answer_json


def test_an_answer_survives_its_json() -> None:
    answer = answered(rotas=(week(early="ann bob - . . . ."),), teams=(full_team(),), gaps=(gap("early", 2),))
    text = answer_json(answer)

    assert text.startswith('{\n  "format": "matcher/answer/1",\n')
    assert text.endswith("}\n")
    assert read_answer(text.encode(), "answer") == answer


def test_json_that_is_no_answer_is_refused() -> None:
    with pytest.raises(BadInput, match="not an answer"):
        read_answer(b'{"format": "matcher/answer/2"}', "answer")


def test_a_file_is_written_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text("old")
    path.chmod(0o600)

    write_safely(path, "Zoë\n王\n")

    assert path.read_bytes() == "Zoë\n王\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "answer.json"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(OSError, match="the disk is full"):
        write_safely(path, "new")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()

    write_safely(tmp_path / "answer.json", "new")

    assert (tmp_path / "answer.json").stat().st_mode == usual.stat().st_mode


def test_text_that_cannot_be_encoded_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_safely(tmp_path / "answer.json", "half\ud800")

    assert list(tmp_path.iterdir()) == []
