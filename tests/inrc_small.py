"""The small INRC-II scenario of the tests, all invented, and rosters of it drawn as text."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from inrc_files import named_files, open_instance
from inrc_instance import SHORT_DAYS, Assignment, Instance, Part, Past, Solution

FOLDER = Path(__file__).parent / "inrc"
SHIFTS = {"E": "Early", "L": "Late", "N": "Night"}
Kind = TypeVar("Kind", bound=Part)


def small(weeks: tuple[int, ...] = (0, 1)) -> Instance:
    return open_instance(*named_files(FOLDER, 0, weeks))


def changed(part: Kind, **fields: object) -> Kind:
    kept = {name: getattr(part, name) for name in type(part).model_fields}
    made: Kind = type(part).model_validate({**kept, **fields})
    return made


def alone(
    nurse: str, past: Mapping[str, object] | None = None, *, weeks: int = 1, first: int = 0
) -> Instance:
    """One nurse in weeks that ask for nobody, off for two days before; `past` says otherwise."""
    whole = small((0,) * weeks) if not first else replace(small(), weeks=small().weeks[:weeks])
    before = {"nurse": nurse, "assignments": 0, "weekends": 0, "last": "None", "off_in_a_row": 2}
    before |= {"same_in_a_row": 0, "worked_in_a_row": 0, **(past or {})}
    nurses = [each for each in whole.scenario.nurses if each.id == nurse]
    return Instance(
        changed(whole.scenario, nurses=nurses),
        changed(whole.history, week=first, nurse_history=[Past.model_validate(before)]),
        tuple(changed(week, requirements=[], shift_off_requests=[]) for week in whole.weeks),
    )


def worked(last: str, same: int, days: int | None = None, **more: int) -> dict[str, object]:
    """What came before: so many days in a row, the last of them with one kind of shift."""
    days = same if days is None else days
    return {"last": SHIFTS[last], "same_in_a_row": same, "worked_in_a_row": days, "off_in_a_row": 0, **more}


def drawn(instance: Instance, **rows: str) -> list[Solution]:
    """A roster, one mark a day: E early, L late, N night, in small letters as head nurse, '.' nothing."""
    return [
        Solution(
            scenario=instance.scenario.id,
            week=instance.history.week + week,
            assignments=tuple(
                Assignment(nurse=nurse, day=day, shift_type=SHIFTS[mark.upper()], skill=_skill(nurse, mark))
                for nurse, row in rows.items()
                for day, mark in zip(SHORT_DAYS, row[7 * week : 7 * week + 7], strict=True)
                if mark != "."
            ),
        )
        for week in range(len(instance.weeks))
    ]


def _skill(nurse: str, mark: str) -> str:
    return "HeadNurse" if mark.islower() else "Trainee" if nurse == "Eve" else "Nurse"
