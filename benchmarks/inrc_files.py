"""INRC-II instances from their files: what is asked of each other is there, or every problem at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from inrc_instance import ANY, NONE, History, Instance, Part, Past, Scenario, Week
from pydantic import ValidationError
from ward import id_of

from matcher.errors import BadInput, Problem

Found = Iterator[tuple[str, str]]
"""Where something is wrong in a file, and what."""
File = TypeVar("File", bound=Part)
FORMAT = "Write it as the format of the competition says (arXiv 1501.04177)."
AGREE = "Give files that belong together."


def named_files(folder: Path, history: int, weeks: Sequence[int]) -> tuple[Path, Path, list[Path]]:
    """The scenario, a history and weeks of a folder, by their numbers. BadInput without one scenario."""
    found = sorted(folder.glob("Sc-*.json"))
    if len(found) != 1:
        raise BadInput(
            str(folder), [Problem("", "There is not one scenario in it.", "Name the folder of one.")]
        )
    name = found[0].stem.removeprefix("Sc-")
    return (
        found[0],
        folder / f"H0-{name}-{history}.json",
        [folder / f"WD-{name}-{week}.json" for week in weeks],
    )


def open_instance(scenario: Path, history: Path, weeks: Sequence[Path]) -> Instance:
    """An instance from its files. BadInput with every problem of all of them."""
    problems: list[Problem] = []
    what = _read(scenario, Scenario, problems)
    before = _read(history, History, problems)
    asked = [_read(week, Week, problems) for week in weeks]
    if what is not None:
        found = [(scenario, _in_scenario(what))]
        found += [(history, _in_history(what, before, len(weeks)))] if before else []
        found += [(path, _in_week(what, week)) for path, week in zip(weeks, asked, strict=True) if week]
        problems += [
            Problem(f"{path.name} › {place}", says, AGREE) for path, wrong in found for place, says in wrong
        ]
    if what is None or before is None or problems:
        raise BadInput("The instance", problems)
    return Instance(what, before, tuple(week for week in asked if week is not None))


def _read(path: Path, kind: type[File], problems: list[Problem]) -> File | None:
    """A file; None where it cannot be read, with its problems. What it says is not repeated in them."""
    try:
        return kind.model_validate_json(path.read_bytes())
    except OSError as failed:
        problems.append(Problem(path.name, f"It cannot be read: {failed.strerror}.", "Look at its name."))
    except ValidationError as failed:
        for each in failed.errors(include_url=False, include_input=False, include_context=False):
            place = " › ".join([path.name, *map(str, each["loc"])])
            problems.append(Problem(place, f"{each['msg']}.", FORMAT))
    return None


def _in_scenario(scenario: Scenario) -> Found:
    contracts, shifts = {each.id for each in scenario.contracts}, {each.id for each in scenario.shift_types}
    for words, ids in (
        ("nurses", [each.id for each in scenario.nurses]),
        ("shiftTypes", [each.id for each in scenario.shift_types]),
        ("contracts", [each.id for each in scenario.contracts]),
        ("skills", scenario.skills),
    ):
        if max(Counter(map(id_of, ids)).values(), default=0) > 1:
            yield words, "Two have the same id, capitals and marks left aside."
    for place, nurse in enumerate(scenario.nurses):
        if nurse.contract not in contracts:
            yield f"nurses › {place} › contract", "There is no such contract."
        if not nurse.skills <= set(scenario.skills):
            yield f"nurses › {place} › skills", "There is no such skill."
    for place, each in enumerate(scenario.forbidden_shift_type_successions):
        if not {each.preceding_shift_type, *each.succeeding_shift_types} <= shifts:
            yield f"forbiddenShiftTypeSuccessions › {place}", "There is no such kind of shift."


def _in_history(scenario: Scenario, history: History, weeks: int) -> Found:
    if history.scenario != scenario.id:
        yield "scenario", "It is of another scenario."
    if history.week + weeks > scenario.number_of_weeks:
        yield "week", "With the weeks given there are more than the scenario has."
    if Counter(each.nurse for each in history.nurse_history) != Counter(each.id for each in scenario.nurses):
        yield "nurseHistory", "It is not about each nurse of the scenario once."
    shifts = {each.id for each in scenario.shift_types}
    for place, past in enumerate(history.nurse_history):
        if not _agrees(past, shifts):
            yield f"nurseHistory › {place}", "Its last shift and its days in a row do not agree."


def _agrees(past: Past, shifts: set[str]) -> bool:
    """Whether somebody either worked on the last day or was free, for as long as that can be."""
    if past.last == NONE:
        return past.off_in_a_row > 0 and past.worked_in_a_row == past.same_in_a_row == 0
    same, worked = past.same_in_a_row, past.worked_in_a_row
    alone = len(shifts) > 1 or same == worked
    return past.last in shifts and 0 < same <= worked and alone and past.off_in_a_row == 0


def _in_week(scenario: Scenario, week: Week) -> Found:
    shifts, nurses = {each.id for each in scenario.shift_types}, {each.id for each in scenario.nurses}
    if week.scenario != scenario.id:
        yield "scenario", "It is of another scenario."
    asked = Counter((each.shift_type, each.skill) for each in week.requirements)
    for place, each in enumerate(week.requirements):
        if each.shift_type not in shifts or each.skill not in scenario.skills:
            yield f"requirements › {place}", "There is no such kind of shift or skill."
        if asked[each.shift_type, each.skill] > 1:
            yield f"requirements › {place}", "There are two for this kind of shift and skill."
    for place, off in enumerate(week.shift_off_requests):
        if off.nurse not in nurses or off.shift_type not in shifts | {ANY}:
            yield f"shiftOffRequests › {place}", "There is no such nurse or kind of shift."
