"""The command line as its users meet it: real processes, real files, what is said and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from commands import EARLY, ENVIRONMENT, LATE, MATCHER, NIGHT, SAMPLES, matcher, planted, team, written

from matcher.cli import cli
from matcher.commands.files import PRINTED
from matcher.model.answer import Answer
from matcher.read.schema import FOUND

COVERED, BUG, USAGE, GAPS, IMPOSSIBLE, NO_ROTA, BAD_INPUT = 0, 1, 2, 3, 4, 5, 65
TINY = SAMPLES / "tiny.json"
SECRET = "Marmaduke was in hospital"
A_WEEK_OF_EARLIES = team(EARLY)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple["subprocess.CompletedProcess[str]", Path]:
    """The sample tiny, solved as JSON and into a file."""
    path = tmp_path_factory.mktemp("solved") / "answer.json"
    return matcher("solve", TINY, "--json", "-o", path), path


def test_solve_as_json_prints_one_answer_and_nothing_else(
    solved: tuple["subprocess.CompletedProcess[str]", Path],
) -> None:
    ended, path = solved

    assert (ended.returncode, ended.stderr) == (COVERED, "")
    answer = Answer.model_validate_json(ended.stdout)
    assert answer.status == "covered"
    assert (len(answer.teams), len(answer.rotas)) == (1, 1)
    assert path.read_text(encoding="utf-8") == ended.stdout
    assert list(path.parent.iterdir()) == [path]


def test_check_finds_the_figures_of_our_own_answer(
    solved: tuple["subprocess.CompletedProcess[str]", Path],
) -> None:
    ours = json.loads(solved[0].stdout)
    checked = matcher("check", TINY, solved[1], "--json")

    assert (checked.returncode, checked.stderr) == (COVERED, "")
    found = json.loads(checked.stdout)
    for part in ("status", "rotas", "gaps", "hours", "continuity", "score", "compromises"):
        assert found[part] == ours[part], part


def test_a_sample_piped_into_solve_is_solved() -> None:
    sample = subprocess.Popen([*MATCHER, "sample"], stdout=subprocess.PIPE)
    ended = subprocess.run(
        [*MATCHER, "solve", "-", "-o", "-"], stdin=sample.stdout, capture_output=True, check=False
    )
    assert sample.stdout is not None
    sample.stdout.close()

    assert (sample.wait(), ended.returncode, ended.stderr) == (0, COVERED, b"")
    assert Answer.model_validate_json(ended.stdout).status == "covered"


def test_the_view_is_utf8_on_80_columns_whatever_the_terminal_is_said_to_understand() -> None:
    ended = matcher("solve", TINY, env={"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"})

    assert (ended.returncode, ended.stderr) == (COVERED, "")
    assert ended.stdout.startswith("Nell's week from Mon 23 Nov is covered.")
    assert {"─", "·"} <= set(ended.stdout)
    assert max(map(len, ended.stdout.splitlines())) <= 80
    assert "\x1b" not in ended.stdout


def test_match_gives_a_team_without_a_rota() -> None:
    ended = matcher("match", TINY, "--json")
    answer = Answer.model_validate_json(ended.stdout)

    assert ended.returncode == COVERED
    assert set(answer.teams[0].members) == {"amir", "bron", "cleo"}
    assert answer.rotas == ()


def test_from_and_weeks_outrank_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", A_WEEK_OF_EARLIES)
    ended = matcher("rota", path, "--from", "2026-07-06", "--weeks", "2", "--json")
    rota = Answer.model_validate_json(ended.stdout).rotas[0]

    assert (rota.first_day.isoformat(), rota.days) == ("2026-07-06", 14)


def test_a_need_nobody_can_meet_is_a_gap_and_ends_with_3(tmp_path: Path) -> None:
    both = team(EARLY | {"days": ["mon"], "supporters_needed": 2})
    ended = matcher("rota", written(tmp_path / "team.json", both))

    assert (ended.returncode, ended.stderr) == (GAPS, "")
    assert ended.stdout.startswith("Pat's week from Mon 8 Jun: Monday early is not covered.")


def test_a_clash_is_named_and_ends_with_4() -> None:
    ended = matcher("rota", SAMPLES / "impossible.json", "--json")
    answer = Answer.model_validate_json(ended.stdout)

    assert (ended.returncode, answer.status) == (IMPOSSIBLE, "impossible")
    assert "Greta has 9.5 hours of rest" in " ".join(answer.clash[0].items)


def test_no_rota_in_the_time_given_ends_with_5() -> None:
    ended = matcher("rota", SAMPLES / "marcus.json", "--weeks", "12", "--time-limit", "0.1")

    assert (ended.returncode, ended.stderr) == (NO_ROTA, "")
    assert ended.stdout.startswith("No rota was found for Marcus in the time given.")


def test_every_mistake_in_a_file_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    bad = team(EARLY | {"days": ["mon", "funday"]}, supporters=("ann", "bob"))
    bad["supporters"][0] |= {"team_of": "patt", "name": SECRET}
    bad["supporters"][1] |= {"adult": False}
    answer = tmp_path / "answer.json"
    ended = matcher("solve", "-", "-o", answer, "--json", stdin=json.dumps(bad))

    assert (ended.returncode, ended.stdout) == (BAD_INPUT, "")
    assert ended.stderr.startswith("standard input cannot be used yet: 3 things to mend.")
    for place in ("people › pat › needs › early › days", "supporters › ann › team_of", "bob › adult"):
        assert place in ended.stderr
    assert SECRET not in ended.stderr
    assert not answer.exists()


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    ended = matcher("rules", tmp_path / "nothing.json")

    assert (ended.returncode, ended.stdout) == (BAD_INPUT, "")
    assert "There is no file of this name." in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["schma"], "Did you mean 'schema'?"),
        (["solve", "--time-limt", "3", "team.json"], "Did you mean '--time-limit'?"),
        (["solve"], "Missing argument 'TEAM'"),
        (["solve", "team.json", "--from", "1.6.2026"], "for example 2026-06-01"),
        (["rota", "team.json", "--weeks", "0"], "1<=x<=26"),
        (["match", "team.json", "--time-limit", "nan"], "a number of seconds is expected"),
        (["solve", "team.json", "--history", "nowhere"], "does not exist"),
        (["check", "-", "-"], "Only one of the two can come from standard input."),
        (["sample", "nobody"], "callum, first-year, impossible, joy, marcus, newcomer, tiny"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_wrong_usage_is_explained_and_ends_with_2(arguments: list[str], says: str) -> None:
    ended = matcher(*arguments)

    assert (ended.returncode, ended.stdout) == (USAGE, "")
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("nowhere/answer.json", "there is no such folder to write it in"),
        (".", "this is a folder; name a file in it"),
        ("team.json", "This would replace a file that is read."),
        ("/dev/null", "this is no ordinary file"),
        pytest.param(
            "closed/answer.json",
            "you may not write in this folder",
            marks=pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere"),
        ),
    ],
)
def test_an_answer_that_cannot_be_written_is_told_before_anything_is_read(
    tmp_path: Path, output: str, says: str
) -> None:
    path = written(tmp_path / "team.json", "no team, and nobody looks")
    (tmp_path / "closed").mkdir(mode=0o500)
    ended = matcher("solve", path, "-o", tmp_path / output)

    assert (ended.returncode, ended.stdout) == (USAGE, "")
    assert says in ended.stderr
    assert path.read_text() == "no team, and nobody looks"


def test_an_answer_that_cannot_be_written_after_all_is_still_shown(tmp_path: Path) -> None:
    code = """
import os, errno
def fail(number):
    raise OSError(errno.ENOSPC, "No space left on device")
os.fsync = fail
"""
    answer = tmp_path / "answer.json"
    ended = matcher("rota", "-", "-o", answer, stdin=json.dumps(A_WEEK_OF_EARLIES), command=planted(code))

    assert ended.returncode == USAGE
    assert "Pat's rota: Mon 8 Jun to Sun 14 Jun 2026" in ended.stdout
    assert ended.stderr == "This could not be written: No space left on device.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_of_ours_says_where_and_never_what_the_file_says() -> None:
    code = f"import matcher.solve\ndef job(asked): raise KeyError({SECRET!r})\nmatcher.solve.rota = job"
    ended = matcher("rota", TINY, command=planted(code))

    assert (ended.returncode, ended.stdout) == (BUG, "")
    assert ended.stderr.startswith("Something went wrong in the program, not in your file.")
    assert "KeyError in cli.py:" in ended.stderr
    assert SECRET not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_answer_the_audit_does_not_agree_with_is_never_shown(tmp_path: Path) -> None:
    code = """
import matcher.solver.run as run
run._ended = lambda name, _, best: run.LevelFound(name, "proved", best.cost + 1, best.cost + 1)
"""
    short = team(EARLY | {"days": ["mon"], "supporters_needed": 2})
    answer = tmp_path / "answer.json"
    ended = matcher("rota", "-", "-o", answer, stdin=json.dumps(short), command=planted(code))

    assert (ended.returncode, ended.stdout) == (BUG, "")
    assert "gaps: 961 by the solver, 960 by the audit" in ended.stderr
    assert not answer.exists()


def test_check_finds_a_broken_rest_in_a_table_made_by_hand(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", team(EARLY, LATE))
    rows = "supporter,need,day\nann,late,2026-06-08\nann,early,2026-06-09\n"
    ended = matcher("check", path, "-", stdin=rows)

    assert (ended.returncode, ended.stderr) == (GAPS, "")
    words = " ".join(ended.stdout.split())
    assert "Ann has 10 hours of rest between late, Mon 8 Jun 18:00-22:00 and early, Tue 9 Jun" in words


def test_check_of_a_rota_with_several_mistakes_tells_them_all(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", A_WEEK_OF_EARLIES)
    rota = written(tmp_path / "rota.csv", "supporter,need,day\nanne,early,2026-06-08\nann,erly,2026-06-09\n")
    ended = matcher("check", path, rota)

    assert (ended.returncode, ended.stdout) == (BAD_INPUT, "")
    assert "cannot be used yet: 2 things to mend." in " ".join(ended.stderr.split())


@pytest.fixture(scope="module")
def three_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An answer in which Ann, who is alone, worked Friday, Saturday and Sunday night."""
    folder = tmp_path_factory.mktemp("history")
    path = written(folder.parent / "before.json", team(NIGHT | {"days": ["fri", "sat", "sun"]}))
    ended = matcher("rota", path, "--from", "2026-06-01", "-o", folder / "june-1.json", "--json")
    assert ended.returncode == COVERED
    return folder / "june-1.json"


@pytest.mark.parametrize(("history", "ends"), [("none", COVERED), ("file", GAPS), ("folder", GAPS)])
def test_three_nights_before_the_first_day_forbid_a_fourth(
    tmp_path: Path, three_nights: Path, history: str, ends: int
) -> None:
    path = written(tmp_path / "team.json", team(NIGHT | {"days": ["mon"]}))
    given: dict[str, tuple[Path, ...]] = {
        "none": (),
        "file": (three_nights,),
        "folder": (three_nights.parent,),
    }
    ended = matcher("rota", path, *("--history" for _ in given[history]), *given[history])

    assert (ended.returncode, ended.stderr) == (ends, "")


def test_check_knows_what_was_worked_before(tmp_path: Path, three_nights: Path) -> None:
    path = written(tmp_path / "team.json", team(NIGHT | {"days": ["mon"]}))
    rota = written(tmp_path / "rota.csv", "supporter,need,day\nann,night,2026-06-08\n")
    ended = matcher("check", path, rota, "--history", three_nights)

    assert ended.returncode == GAPS
    assert "Ann works 4" in ended.stdout


def test_a_compromise_of_the_week_before_keeps_its_first_day(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", team(EARLY | {"days": ["mon"], "supporters_needed": 2}))
    before = tmp_path / "june-1.json"
    matcher("rota", path, "--from", "2026-06-01", "-o", before)
    ended = matcher("rota", path, "--history", before, "--json")
    answer = Answer.model_validate_json(ended.stdout)

    assert answer.rotas[0].first_day.isoformat() == "2026-06-08"
    assert [each.since.isoformat() for each in answer.compromises] == ["2026-06-01"]


def test_an_answer_for_the_days_asked_for_is_not_history(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", team(NIGHT | {"days": ["fri", "sat", "sun"]}))
    answer = tmp_path / "june-8.json"
    first = matcher("rota", path, "-o", answer)
    again = matcher("rota", path, "--history", answer)

    assert (first.returncode, again.returncode) == (COVERED, COVERED)


def test_a_damaged_earlier_answer_is_named(tmp_path: Path, three_nights: Path) -> None:
    history = tmp_path / "history"
    history.mkdir()
    written(history / "june-1.json", three_nights.read_text())
    damaged = written(history / "june-2.json", three_nights.read_text()[:500])
    path = written(tmp_path / "team.json", A_WEEK_OF_EARLIES)
    ended = matcher("rota", path, "--history", history)

    assert (ended.returncode, ended.stdout) == (BAD_INPUT, "")
    assert str(damaged) in "".join(ended.stderr.split())
    assert "This is not an answer of this program." in ended.stderr


def test_rules_show_the_number_that_the_file_gives(tmp_path: Path) -> None:
    rules = [{"kind": "nights_in_a_row", "most": 2}]
    path = written(tmp_path / "team.json", team(EARLY, rules=rules))
    ended = matcher("rules", path, "--json")

    assert (ended.returncode, ended.stderr) == (0, "")
    found = {rule["kind"]: rule for rule in json.loads(ended.stdout)}
    assert found["nights_in_a_row"]["most"] == 2
    assert len(found) > 30


def test_rules_without_a_file_are_the_whole_catalogue_in_sentences() -> None:
    ended = matcher("rules")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "11 hours of rest between two duties" in ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 80


@pytest.mark.parametrize("what", ["team", "answer", *FOUND])
def test_the_schema_describes_every_field(what: str) -> None:
    ended = matcher("schema", what)
    schema = json.loads(ended.stdout)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert schema["title"]
    assert list(undescribed(schema)) == []


def test_every_command_that_prints_json_of_its_own_has_a_schema() -> None:
    gives_answers = {"solve", "match", "rota", "check", "replan"}
    prints = {
        name
        for name, command in cli.commands.items()
        if any("--json" in option.opts for option in command.params)
    }

    assert prints - gives_answers - {"rules"} == set(FOUND) == set(PRINTED)


@pytest.mark.parametrize("command", ["recruit", "what-if", "overview"])
def test_what_a_command_prints_is_what_its_schema_says(command: str) -> None:
    printed = json.loads(matcher(command, TINY, "--json").stdout)
    schema = json.loads(matcher("schema", command).stdout)

    assert jsonschema_rs.is_valid(schema, printed)
    assert not jsonschema_rs.is_valid(schema, {**printed, "more": 1})


def undescribed(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Fields with neither a description nor a definition that has one. All rules share `kind` and `level`."""
    defined = {"": schema, **schema["$defs"]}
    return [
        (name, field)
        for name, each in defined.items()
        for field, said in each.get("properties", {}).items()
        if not (said.get("description") or defined.get(said.get("$ref", "").rpartition("/")[2]))
        if not ({"kind", "level"} >= {field} and "applies_to" in each["properties"])
    ]


def test_a_sample_is_written_and_never_over_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"

    assert matcher("sample", "joy", "-o", path).returncode == 0
    assert path.read_text(encoding="utf-8") == (SAMPLES / "joy.json").read_text(encoding="utf-8")
    again = matcher("sample", "tiny", "-o", path)
    assert again.returncode == USAGE
    assert "There is a file of this name already" in again.stderr
    assert path.read_text(encoding="utf-8") == (SAMPLES / "joy.json").read_text(encoding="utf-8")


def test_the_samples_are_listed() -> None:
    assert matcher("sample", "--list").stdout.split() == sorted(path.stem for path in SAMPLES.glob("*.json"))


def test_help_answers_without_what_only_a_solve_needs() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "matcher", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}

    assert "click" in loaded
    assert loaded & {"ortools", "pandas", "numpy", "pydantic", "rich"} == set()


@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["solve", str(TINY)]])
def test_a_reader_who_has_gone_ends_it_quietly(arguments: list[str]) -> None:
    command = [*MATCHER, *arguments]
    ended = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert ended.stdout is not None
    assert ended.stderr is not None
    ended.stdout.close()

    assert ended.stderr.read() == b""
    ended.stderr.close()
    ended.wait()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_behind_standard_output_is_told_plainly() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*MATCHER, "schema"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )

    assert (ended.returncode, ended.stderr) == (
        USAGE,
        "This could not be written: No space left on device.\n",
    )
