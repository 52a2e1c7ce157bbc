"""Many people spread over processes: the same answers, fair time, and nothing lost that was killed."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import EARLY, PATIENCE, team, written
from generate import MONDAY, organisation
from spread_jobs import ENDLESS, KILLED, SQUARES, Problem
from test_interrupt import terminal

from matcher import processes
from matcher.audit import audit
from matcher.clock import Clock, PeopleDone, Progress, Settings
from matcher.commands.progress import Line
from matcher.errors import WorkEnded
from matcher.frame import Frame, Turn
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.plan import Plan
from matcher.rotas import ROTAS, RotaAsked, RotaMade, make_rotas, solve_rota
from matcher.rulebook import for_frame
from matcher.solve import request, rota, solve
from matcher.spread import MANY, Job, Spread
from matcher.team_frames import team_frame

NUMBERS = tuple(range(MANY))
TWO = Settings(time_limit=60, workers=2, spread=True)


def people(count: int, **wishes: Any) -> Organisation:
    return organisation(4, people=count, team=(5, 6), shape="days_only", **wishes)


def without_provenance(answer: Answer) -> dict[str, object]:
    return answer.model_dump(exclude={"provenance"})


# --- The same answers ------------------------------------------------------------------------------------


def test_the_answer_is_the_same_however_many_processes_there_are() -> None:
    asked = people(MANY)
    answers = [
        solve(request(asked, settings=Settings(time_limit=120, workers=workers, spread=spread)))
        for workers, spread in ((1, False), (2, True), (3, True))
    ]

    assert {proof.status for proof in answers[0].proof} == {"proved"}
    assert without_provenance(answers[1]) == without_provenance(answers[0])
    assert without_provenance(answers[2]) == without_provenance(answers[0])


def test_any_executor_takes_the_place_of_processes() -> None:
    asked = people(MANY)
    with ThreadPoolExecutor(2) as threads:
        there = rota(request(asked, settings=TWO), executor=threads)
    here = rota(request(asked, settings=Settings(time_limit=60, workers=1)))

    assert without_provenance(there) == without_provenance(here)


def test_a_few_people_cost_no_new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.spread.Processes", None)
    with Spread(TWO) as spread:
        found = spread.work(SQUARES, NUMBERS[:-1], Clock(TWO))

    assert {process for _, process, _ in found} == {os.getpid()}


def test_many_are_worked_on_by_processes_and_come_back_in_order() -> None:
    with Spread(TWO) as spread:
        found = spread.work(SQUARES, NUMBERS, Clock(TWO))

    assert [square for square, _, _ in found] == [number**2 for number in NUMBERS]
    assert os.getpid() not in {process for _, process, _ in found}


def test_one_persons_question_says_the_same_without_the_others() -> None:
    """Somebody of Pat's team on Quin's rota: the reasons name Pat, who is kept, and Rae is not."""
    asked = people(3)
    (person, other, nobody) = (asked.people[1], asked.people[0], asked.people[2])
    stranger = next(each for each in asked.supporters if each.team_of == other.id)
    frame = team_frame(asked, person, first_day=MONDAY, days=7, as_of=MONDAY)
    frame = replace(frame, supporters=(*frame.supporters, stranger))
    found = [
        audit(Plan.of(each, [Turn(stranger.id, frame.needs[0])]), for_frame(each)).violations
        for each in (frame, frame.narrowed())
    ]

    assert found[0] == found[1]
    assert any(other.name in violation.says for violation in found[0])
    assert nobody not in frame.narrowed().organisation.people


# --- Fair time -------------------------------------------------------------------------------------------


def test_everyone_gets_an_equal_part_of_the_time() -> None:
    settings = Settings(time_limit=MANY * 10, workers=2, spread=True)
    with ThreadPoolExecutor(2) as threads, Spread(settings, threads) as spread:
        found = spread.work(SQUARES, NUMBERS, Clock(settings))

    fair = [MANY * 10 * min(1.0, 2 / still_to_come) for still_to_come in range(1, MANY + 1)]
    assert [seconds for _, _, seconds in found] == pytest.approx(fair, abs=1), "the largest is begun first"


def test_who_is_not_proved_best_goes_on_with_the_time_that_others_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = frames_of(people(2))
    begun: list[tuple[str, bool]] = []
    plainly = solve_rota

    def hurried(asked: RotaAsked, clock: Clock) -> RotaMade:
        begun.append((asked.frame.person.id, asked.start is not None))
        made = plainly(asked, clock)
        late = asked.start is None and asked.frame.person.id == "person-1"
        stopped = tuple(proof.model_copy(update={"status": "stopped"}) for proof in made.proof)
        return type(made)(made.frame, made.rules, made.plan, stopped) if late else made

    monkeypatch.setattr("matcher.rotas.ROTAS", replaced_by(hurried))
    monkeypatch.setattr("matcher.rotas.BETTER_ROTAS", replaced_by(hurried))
    with Spread(TWO) as spread:
        made = make_rotas(frames, spread, Clock(TWO))

    assert begun == [("person-0", False), ("person-1", False), ("person-1", True)]
    assert all(each.settled for each in made)


def frames_of(asked: Organisation) -> list[Frame]:
    return [team_frame(asked, person, first_day=MONDAY, days=7, as_of=MONDAY) for person in asked.people]


def replaced_by(do: Callable[[RotaAsked, Clock], RotaMade]) -> Job[RotaAsked, RotaMade]:
    return replace(ROTAS, do=do)


# --- Nothing is lost -------------------------------------------------------------------------------------


def test_work_whose_process_is_killed_is_begun_again_and_that_is_said(tmp_path: Path) -> None:
    heard: list[Progress] = []
    problems = [Problem("Joy", tmp_path, killed=1), *(Problem(f"P{each}", tmp_path) for each in NUMBERS)]
    with Spread(TWO) as spread:
        found = spread.work(KILLED, problems, Clock(TWO, heard.append))

    assert found == [problem.name for problem in problems]
    assert any("Joy" in (step.says or "") and "begun again" in (step.says or "") for step in heard)


def test_work_that_is_killed_again_ends_the_run_and_names_whose_it_was(tmp_path: Path) -> None:
    problems = [Problem("Joy", tmp_path, killed=9), *(Problem(f"P{each}", tmp_path) for each in NUMBERS)]
    with (
        Spread(TWO) as spread,
        pytest.warns(RuntimeWarning, match="Joy"),
        pytest.raises(WorkEnded, match="Joy"),
    ):
        spread.work(KILLED, problems, Clock(TWO))


def test_a_stop_reaches_every_process() -> None:
    clock = Clock(TWO)
    clock.watch = lambda step: clock.stop() if step.person else None
    with Spread(TWO) as spread:
        found = spread.work(ENDLESS, NUMBERS, clock)

    assert found == list(NUMBERS)


def test_how_far_all_people_are_is_told() -> None:
    heard: list[Progress] = []
    asked = people(3)
    rota(request(asked, settings=Settings(time_limit=60), watch=heard.append))
    told = [step.people for step in heard if step.people]

    assert told == [PeopleDone(done, 3, 0) for done in range(4)]


def test_how_far_all_people_are_is_shown_in_a_line() -> None:
    line = Line(Clock(Settings(time_limit=60)), Organisation.model_validate(team(EARLY)))

    line.take(Progress("", "rotas", people=PeopleDone(31, 50, 2)))
    assert line.says() == "Rotas: 31 of 50 people, 2 gaps so far (0 of at most 60 seconds)"
    line.take(Progress("pat", "gaps"))
    assert line.says().startswith("Rotas: 31 of 50 people")
    line.take(Progress("", "questions", people=PeopleDone(1, 50)))
    assert line.says() == "Questions about teams: 1 of 50 people (0 of at most 60 seconds)"


@pytest.fixture
def eight_people(tmp_path: Path) -> Path:
    """Seven people with a Monday morning, and one with a whole week, which is begun first and lasts long."""
    made = organisation(4, people=MANY, team=(6, 7), shape="one_to_one").model_dump(mode="json")
    for person in made["people"][1:]:
        person["needs"] = [{**person["needs"][0], "days": ["mon"]}]
    return written(tmp_path / "team.json", made)


HARD = ("--weeks", "8", "--time-limit", "600")


def test_ctrl_c_keeps_the_rotas_that_are_there_and_leaves_no_process(
    tmp_path: Path, eight_people: Path
) -> None:
    path = tmp_path / "answer.json"
    with terminal("rota", eight_people, *HARD, "-o", path) as run:
        run.wait_for("Rotas: 7 of 8 people")
        begun = children(run.process.pid)
        ends, output = run.interrupted(signal.SIGINT)

    answer = Answer.model_validate_json(path.read_text(encoding="utf-8"))
    assert len(answer.rotas) >= MANY - 1
    assert answer.provenance.stopped_early
    assert "Traceback" not in run.shown + output
    assert ends in (0, 3, 5)
    assert len(begun) >= 2
    assert gone(begun)


def test_processes_end_with_the_one_that_began_them(eight_people: Path) -> None:
    with terminal("rota", eight_people, *HARD) as run:
        run.wait_for("Rotas: 0 of 8 people")
        until = time.monotonic() + PATIENCE
        while len(begun := children(run.process.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        run.process.kill()
        run.process.wait()

    assert len(begun) >= 2
    assert gone(begun)


def children(process: int) -> set[int]:
    """Processes that a process began, as the system lists them."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return {int(each) for each in found}


def gone(begun: set[int]) -> bool:
    """Whether all of them have ended within a while."""
    until = time.monotonic() + 10 * processes.LOOKS_EVERY + 20
    while time.monotonic() < until:
        if not any(Path(f"/proc/{each}").exists() for each in begun):
            return True
        time.sleep(0.05)
    return False
