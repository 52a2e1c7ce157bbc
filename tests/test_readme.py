"""What the README shows is what comes out, and every command and snippet in it runs."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matcher import cli
from matcher.commands import console
from matcher.model.answer import Answer
from matcher.samples import sample_text

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LEFT_OUT = "…"
SOLVED = (0, 3)

Run = Callable[..., subprocess.CompletedProcess[str]]
Done = tuple[Path, list[subprocess.CompletedProcess[str]]]
"""A folder, and how each command in it ended."""


def blocks(language: str, heading: str) -> list[str]:
    """The code blocks of a language under a heading."""
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    return re.findall(rf"^```{language}\n(.*?)^```", section, re.DOTALL | re.MULTILINE)


def commands(heading: str) -> Iterator[list[str]]:
    """What is asked of matcher in the shell blocks under a heading, as words."""
    for block in blocks("sh", heading):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words and Path(words[0]).name == "matcher":
                yield words[1:]


def team() -> str:
    return blocks("json", "Your own team")[0]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the program in an empty folder."""
    return lambda *words: matcher(tmp_path, *words)


def matcher(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return python(folder, "-m", "matcher", *words)


def python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def callum(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the commands to try first print at the end."""
    folder = tmp_path_factory.mktemp("callum")
    *before, last = [matcher(folder, *words) for words in commands("Try it")]
    assert ([each.returncode for each in before], last.returncode) == ([0], 3), last.stderr
    return last.stdout


def test_the_team_shown_is_the_team_that_comes_out(callum: str) -> None:
    picture, _ = blocks("text", "What comes out")
    printed = iter(callum.splitlines())

    missing = [
        line for line in picture.splitlines() if line.strip() not in ("", LEFT_OUT) and line not in printed
    ]

    assert missing == []


def test_the_week_shown_is_the_week_that_comes_out_whoever_works_it(callum: str) -> None:
    _, picture = blocks("text", "What comes out")
    first = picture.splitlines()[0]
    printed = callum[callum.index(first) :]

    assert without_names(picture) == without_names(printed)[: len(without_names(picture))]


def without_names(grid: str) -> list[list[str]]:
    """The cells of a week's lines, every supporter alike: several rotas are as good."""
    names = {supporter["name"] for supporter in json.loads(sample_text("callum"))["supporters"]}
    rows = [re.split(r"\s{2,}", line.strip()) for line in grid.splitlines()]
    return [["someone" if cell in names else cell for cell in row] for row in rows]


def test_the_small_team_file_is_complete_and_its_week_is_covered(run: Run, tmp_path: Path) -> None:
    (tmp_path / "team.json").write_text(team(), encoding="utf-8")

    done = run("solve", "--json", "team.json")

    assert json.loads(done.stdout)["status"] == "covered"


def test_the_mistakes_shown_are_the_mistakes_that_come_out(run: Run, tmp_path: Path) -> None:
    broken = team().replace('"kind": "early"', '"kind": "erly"')
    broken = broken.replace('"supporter": "kofi", "answer"', '"supporter": "koffi", "answer"')
    (tmp_path / "team.json").write_text(broken, encoding="utf-8")

    done = run("solve", "team.json")

    assert done.stderr == blocks("text", "Your own team")[0]
    assert (done.stdout, done.returncode) == ("", 65)


@pytest.fixture(scope="module")
def every_week(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The commands of every week, one after another, once Lena is in the team."""
    folder = tmp_path_factory.mktemp("weeks")
    joined = team().replace('"name": "Lena",', '"name": "Lena", "team_of": "sam",')
    assert joined != team()
    (folder / "team.json").write_text(joined, encoding="utf-8")
    (folder / "byhand.csv").write_text(blocks("csv", "Every week")[0], encoding="utf-8")
    return folder, [matcher(folder, *words) for words in commands("Every week")]


def test_the_commands_of_every_week_run_one_after_another(
    every_week: Done,
) -> None:
    folder, done = every_week

    assert [each.stderr for each in done if each.returncode not in SOLVED] == []
    assert len(list((folder / "rotas").glob("0*.json"))) == 3
    assert blocks("text", "Every week")[1] in done[-1].stdout


def test_the_sick_call_shown_is_what_comes_out_whoever_is_asked(
    every_week: Done,
) -> None:
    """Other rotas are as good, so names, shifts and counts may be others; all the words are these."""
    picture = blocks("text", "Every week")[0]
    printed = next(each.stdout for each in every_week[1] if "replan" in each.args)
    changes = [re.split(r"\s{2,}", line.strip()) for line in picture.splitlines() if line.startswith("  ")]
    words = {cell for row in changes for cell in row if cell in ("no longer", "now")}

    assert without_numbers(picture.split("\n\n")[0]) == without_numbers(printed.split("\n\n")[0])
    assert picture.split("\n\n")[1].splitlines()[:2] == printed.split("\n\n")[1].splitlines()[:2]
    assert words == {"no longer", "now"}
    assert all(f"  {word}  " in printed for word in words)
    assert "changes in all; weighed by how soon, they count" in printed


def without_numbers(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()))


def test_the_phase_shown_is_read_and_told(run: Run, tmp_path: Path) -> None:
    shown = json.loads("{" + blocks("json", "Every week")[0] + "}")
    content = json.loads(team())
    content["people"][0] |= shown
    content["people"][0]["needs"][1]["phase"] = "step-up"
    (tmp_path / "team.json").write_text(json.dumps(content), encoding="utf-8")

    done = run("match", "team.json")

    assert "the phase 'step-up'" in " ".join(done.stdout.split())


def test_the_extras_shown_are_read_and_planned(run: Run, tmp_path: Path) -> None:
    content = json.loads(team())
    content["people"][0] |= json.loads("{" + blocks("json", "Every week")[1] + "}")
    content["leaders"] = [{"id": "ruth", "name": "Ruth"}]
    (tmp_path / "team.json").write_text(json.dumps(content), encoding="utf-8")

    (rota,) = json.loads(run("solve", "--json", "team.json").stdout)["rotas"]

    assert {shift["extra"] for shift in rota["shifts"]} == {None, "supervision", "team_meeting"}


def test_shifts_set_by_hand_are_kept(run: Run, tmp_path: Path) -> None:
    by_hand = json.loads("{" + blocks("json", "Every week")[2] + "}")
    (tmp_path / "team.json").write_text(json.dumps({**json.loads(team()), **by_hand}), encoding="utf-8")

    shifts = json.loads(run("solve", "--json", "team.json").stdout)["rotas"][0]["shifts"]
    worked = [{key: shift[key] for key in ("person", "supporter", "need", "day")} for shift in shifts]

    assert [pin for pin in by_hand["rota"]["pins"] if pin not in worked] == []
    assert [ban for ban in by_hand["rota"]["forbids"] if ban in worked] == []


@pytest.fixture(scope="module")
def ahead(tmp_path_factory: pytest.TempPathFactory) -> list[subprocess.CompletedProcess[str]]:
    """The commands of looking ahead, one after another."""
    folder = tmp_path_factory.mktemp("ahead")
    return [matcher(folder, *words) for words in commands("Looking ahead")]


def test_the_weeks_ahead_shown_are_the_weeks_that_come_out(
    ahead: list[subprocess.CompletedProcess[str]],
) -> None:
    (picture,) = blocks("text", "Looking ahead")
    _, weeks, everyone = ahead
    printed = iter(weeks.stdout.splitlines())
    missing = [
        line for line in picture.splitlines() if line.strip() not in ("", LEFT_OUT) and line not in printed
    ]

    assert missing == []
    assert [each.returncode for each in ahead] == [0, 3, 0]
    assert everyone.stdout.startswith("1 thing is late or not recorded.")


def test_linked_duty_is_weighed_as_shown_and_its_rule_is_read(run: Run, tmp_path: Path) -> None:
    (picture,), (rules,) = blocks("text", "Linked duty"), blocks("json", "Linked duty")
    _, done = [run(*words) for words in commands("Linked duty")]
    (tmp_path / "team.json").write_text(
        json.dumps({**json.loads(team()), **json.loads("{" + rules + "}")}), encoding="utf-8"
    )
    printed = done.stdout.splitlines()

    assert [line for line in picture.splitlines() if line not in ("", LEFT_OUT, *printed)] == []
    assert "Sam sleeps badly after a change of faces." in " ".join(run("rules", "team.json").stdout.split())


def test_the_library_snippet_runs(tmp_path: Path) -> None:
    (tmp_path / "team.json").write_text(team(), encoding="utf-8")
    (snippet,) = blocks("python", "As a library")

    done = python(tmp_path, "-c", snippet)

    assert done.stderr == ""
    assert re.match(r"(covered|gaps) \[\('ines', 'kofi'", done.stdout)


def test_every_exit_code_is_named() -> None:
    (section,) = re.findall(r"^## Exit codes\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    named = {int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)}

    assert named == {*console.EXIT_CODES.values(), cli.INTERRUPTED, cli.BUG, 2, 65}


def test_every_field_of_the_answer_is_named() -> None:
    (section,) = re.findall(r"^## The answer as JSON\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    named = {word for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for word in row.split("`")}

    assert set(Answer.model_fields) <= named


def test_every_package_is_named() -> None:
    packages = {path.parent.name for path in (ROOT / "matcher").glob("*/__init__.py")}

    assert packages == set(re.findall(r"^\| `matcher/(\w+)` \|", README, re.MULTILINE))


@pytest.mark.parametrize(
    "page",
    ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))],
)
def test_every_link_leads_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))

    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []
