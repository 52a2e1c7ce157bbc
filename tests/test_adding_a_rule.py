"""A rule is one file: the module in CONTRIBUTING.md, dropped into a copy of the program, is all it takes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from matcher.rules import CATALOGUE

ROOT = Path(__file__).parent.parent
KIND = "days_in_a_week"
THREE_DAYS = {"kind": KIND, "level": "hard", "most": 3}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and of the rules' tests, with the one file of CONTRIBUTING.md added."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "matcher", folder / "matcher", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "test_rules.py", folder / "tests")
    (folder / "matcher" / "rules" / f"{KIND}.py").write_text(module_in_the_guide(), encoding="utf-8")
    return folder


def module_in_the_guide() -> str:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"`matcher/rules/{KIND}.py`" in guide
    (module,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    return str(module)


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the copy, and not of this program."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=copy,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def team_file(copy: Path, *rules: dict[str, Any]) -> str:
    team = json.loads((ROOT / "data" / "samples" / "tiny.json").read_text(encoding="utf-8"))
    path = copy / "team.json"
    path.write_text(json.dumps({**team, "rules": rules}), encoding="utf-8")
    return path.name


def days_worked(answer: str) -> dict[str, int]:
    days: dict[str, set[str]] = {}
    for shift in json.loads(answer)["rotas"][0]["shifts"]:
        days.setdefault(shift["supporter"], set()).add(shift["day"])
    return {supporter: len(each) for supporter, each in days.items()}


def test_the_rule_is_not_in_the_catalogue_already() -> None:
    assert KIND not in CATALOGUE


def test_it_is_in_house_style(copy: Path) -> None:
    done = run(copy, "ruff", "check", f"matcher/rules/{KIND}.py")
    formatted = run(copy, "ruff", "format", "--check", f"matcher/rules/{KIND}.py")

    assert (done.returncode, formatted.returncode) == (0, 0), done.stdout + formatted.stdout


def test_the_catalogue_lists_it_with_the_numbers_of_the_team_file(copy: Path) -> None:
    default = run(copy, "matcher", "rules").stdout
    here = run(copy, "matcher", "rules", team_file(copy, THREE_DAYS)).stdout

    assert "H25  Nobody works on more than 4 days in a week." in default
    assert "H25  Nobody works on more than 3 days in a week." in here


def test_the_schema_knows_it(copy: Path) -> None:
    schema = json.loads(run(copy, "matcher", "schema").stdout)

    assert (
        schema["$defs"]["DaysInAWeek"]["properties"]["most"]["description"] == "Most days worked in a week."
    )


def test_a_wrong_field_in_it_is_refused_with_its_place(copy: Path) -> None:
    done = run(copy, "matcher", "solve", team_file(copy, {"kind": KIND, "mots": 3}))

    assert done.returncode == 65
    assert "rules › days_in_a_week › mots" in done.stderr
    assert "most" in done.stderr.split("mots", 1)[1]


def test_its_examples_its_model_and_its_checker_agree(copy: Path) -> None:
    done = run(copy, "pytest", "-q", "-p", "no:cacheprovider", "tests/test_rules.py", "-k", KIND)

    assert done.returncode == 0, done.stdout


def test_a_solve_keeps_it(copy: Path) -> None:
    free = run(copy, "matcher", "solve", "--json", team_file(copy))
    kept = run(copy, "matcher", "solve", "--json", team_file(copy, THREE_DAYS))

    assert max(days_worked(free.stdout).values()) > 3
    assert max(days_worked(kept.stdout).values()) == 3
    assert (free.returncode, kept.returncode) == (0, 3), "three supporters at three days leave a gap"
