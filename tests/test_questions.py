"""The commands that answer questions, as a leader asks them: explain, recruit, what-if."""

import json
from pathlib import Path

import pytest
from commands import EARLY, LATE, SAMPLES, matcher, team, written


@pytest.fixture(scope="module")
def callum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Callum's answer, beside his team file."""
    folder = tmp_path_factory.mktemp("callum")
    written(folder / "callum.json", (SAMPLES / "callum.json").read_text(encoding="utf-8"))
    matcher("solve", folder / "callum.json", "-o", folder / "answer.json")
    return folder / "answer.json"


def test_why_not_names_the_limits_that_would_break(callum: Path) -> None:
    done = matcher("explain", callum, "--why", "ade", "sun-early")

    assert done.returncode == 0
    assert done.stdout.startswith("Ade cannot work early, Sun 29 Nov 08:00-14:30: ")
    assert "  - Ade is not available for early, Sun 29 Nov 08:00-14:30." in done.stdout.splitlines()


def test_a_no_is_the_first_reason_and_no_price_is_offered_for_it(callum: Path) -> None:
    found = json.loads(matcher("explain", callum, "--why", "jo", "sun-early", "--json").stdout)

    assert found["breaks"][0]["says"] == "Callum said no to Jo."
    assert found["changes"] == []


def test_the_gap_is_explained_with_what_would_close_it(callum: Path) -> None:
    gaps = json.loads(matcher("explain", callum, "--json").stdout)["gaps"]
    (gap,) = gaps

    assert gap["proved"]
    assert {each["supporter"] for each in gap["why_not"]} == {"ade", "bev", "ewan", "gareth", "kemi", "mags"}
    (first,) = gap["fixes"][0]["agreements"]
    assert first["supporter"] in ("ade", "ewan")
    sunday = {"rule": "availability", "day": "2026-11-29", "need": "early", "amount": None}
    assert first == {"supporter": first["supporter"], **sunday}
    asked = {each["supporter"] for fix in gap["fixes"] for each in fix["agreements"]}
    assert asked.isdisjoint({"jo", "farah", "colin"})


def test_what_was_agreed_closes_the_gap_once_it_is_in_the_file(callum: Path, tmp_path: Path) -> None:
    (gap,) = json.loads(matcher("explain", callum, "--json").stdout)["gaps"]
    file = json.loads((SAMPLES / "callum.json").read_text(encoding="utf-8"))
    file["rota"]["agreements"] = gap["fixes"][0]["agreements"]

    answer = json.loads(matcher("solve", written(tmp_path / "team.json", file), "--json").stdout)

    assert answer["status"] == "covered"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--why", "adee", "sun-early"], "There is no supporter 'adee'. Did you mean 'ade'?"),
        (
            ["--why", "ade", "sun-erly"],
            "There is no shift 'sun-erly' in this rota. Did you mean 'sun-early'?",
        ),
        (["--why", "ade", "early-2027-01-01"], "There is no shift 'early-2027-01-01' in this rota."),
    ],
)
def test_a_question_about_what_is_not_there_is_answered_with_what_was_meant(
    callum: Path, asked: list[str], says: str
) -> None:
    done = matcher("explain", callum, *asked)

    assert done.returncode == 2
    assert done.stdout == ""
    assert says in " ".join(done.stderr.split())


def test_a_weekday_that_comes_twice_asks_for_the_date(tmp_path: Path) -> None:
    file = written(tmp_path / "team.json", team(EARLY))
    matcher("solve", file, "--weeks", "2", "-o", tmp_path / "answer.json")

    done = matcher("explain", tmp_path / "answer.json", "--why", "ann", "mon-early")

    assert done.returncode == 2
    assert "Name its day, for example early-2026-06-08." in " ".join(done.stderr.split())


def test_an_answer_of_another_team_file_is_refused(callum: Path) -> None:
    done = matcher("explain", callum, "--team", SAMPLES / "tiny.json")

    assert done.returncode == 65
    assert "another team file" in done.stderr


def test_an_answer_changed_by_hand_is_refused(callum: Path, tmp_path: Path) -> None:
    answer = json.loads(callum.read_text(encoding="utf-8"))
    answer["rotas"][0]["shifts"].pop()
    changed = written(tmp_path / "changed.json", answer)

    done = matcher("explain", changed, "--team", SAMPLES / "callum.json")

    assert done.returncode == 65
    assert "changed by hand" in done.stderr


def test_recruit_finds_one_man_for_sunday_mornings_and_says_that_it_was_solved_again() -> None:
    found = json.loads(matcher("recruit", SAMPLES / "callum.json", "--json").stdout)
    (wanted,) = found["wanted"]

    assert (found["fewest"], found["proved"], found["confirmed"]) == (1, True, True)
    assert wanted["times"] == [["sun", "early", "08:00", "14:30"]]
    assert wanted["hours"] == 6.5
    assert wanted["requirements"][0].startswith("a man: ")


def test_a_brief_tells_nothing_private() -> None:
    joy = json.loads((SAMPLES / "joy.json").read_text(encoding="utf-8"))
    joy["people"][0]["name"] = "Joy Featherstone"
    gone = {each["id"] for each in joy["supporters"][3:]}
    joy["supporters"] = joy["supporters"][:3]
    joy["people"][0]["answers"] = [
        said for said in joy["people"][0]["answers"] if said["supporter"] not in gone
    ]
    joy["people"][0]["contingency_order"] = []

    text = json.loads(matcher("recruit", "-", "--json", stdin=json.dumps(joy)).stdout)["text"]

    assert text.startswith("Joy is looking for ")
    assert "Featherstone" not in text
    assert "epilepsy" not in text.casefold()
    assert "We give the training that is needed." in text


def test_what_if_names_the_four_pairs_and_the_change_that_mends_them_all() -> None:
    found = json.loads(matcher("what-if", SAMPLES / "marcus.json", "--pairs", "--json").stdout)
    broken = {tuple(row["away"]) for row in found["rows"] if row["gaps"]}

    assert broken == {("s2", "s8"), ("s2", "s9"), ("s8", "s9"), ("s2", "s10")}
    assert "Waking nights rest on 4 people" in found["headline"]
    assert any("Chidi also worked waking nights" in mend for mend in found["mends"])


def test_what_if_a_person_stepped_up_to_two_supporters(tmp_path: Path) -> None:
    file = written(tmp_path / "team.json", team(EARLY, LATE, supporters=("ann", "bob", "cat")))

    as_it_is = json.loads(matcher("what-if", file, "--json").stdout)
    stepped_up = json.loads(
        matcher("what-if", file, "--change", "pat.needs.early.supporters_needed=3", "--json").stdout
    )

    assert as_it_is["before"]["gaps"] == 0
    assert stepped_up["before"]["gaps"] > 0


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ("pat.needs.erly.start=07:00", 2, "There is nothing in the file at 'pat.needs.erly.start'."),
        ("pat.needs.early", 2, "is not a change"),
        ("pat.needs.early.start=25:00", 65, "people › pat › needs › early › start"),
        ("ann.contract.most_hours=-3", 65, "supporters › ann › contract › most_hours"),
    ],
)
def test_a_change_that_cannot_be_made_is_told_with_its_path(
    tmp_path: Path, change: str, code: int, says: str
) -> None:
    done = matcher("what-if", written(tmp_path / "team.json", team(EARLY)), "--change", change)

    assert done.returncode == code
    assert says in " ".join(done.stderr.split())


@pytest.mark.parametrize("question", ["what-if", "recruit"])
def test_an_answer_to_a_question_is_written_to_the_file_that_is_named(tmp_path: Path, question: str) -> None:
    file = written(tmp_path / "team.json", team(EARLY, LATE, supporters=("ann", "bob", "cat")))
    printed = matcher(question, file, "--json")
    done = matcher(question, file, "-o", tmp_path / "found.json")

    assert (tmp_path / "found.json").read_text(encoding="utf-8") == printed.stdout
    assert done.stdout
    assert matcher(question, file, "-o", file).returncode == 2


def test_an_answer_without_a_rota_says_that_there_is_nothing_to_ask_about(tmp_path: Path) -> None:
    file = written(tmp_path / "team.json", team(EARLY))
    matcher("match", file, "-o", tmp_path / "answer.json")

    for more in ([], ["--why", "ann", "mon-early"]):
        done = matcher("explain", tmp_path / "answer.json", *more)

        assert done.returncode == 2
        assert "This answer has no rota to ask about." in done.stderr
