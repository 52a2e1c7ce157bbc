"""What was worked before: earlier answers of ours, as turns. A need that has gone since is kept as it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from matcher.calendar import DatedNeed, days_from
from matcher.compromises import latest
from matcher.errors import BadInput, Problem
from matcher.frame import Turn
from matcher.model.answer import Answer, Compromise, Rota, Shift
from matcher.model.need import Need
from matcher.model.organisation import Organisation
from matcher.read.text import bytes_of, text_of

NOT_AN_ANSWER = Problem(
    "", "This is not an answer of this program.", "Give answers written with -o, or move it."
)
NONE = Problem("", "There is no answer in this folder.", "Give the folder with the answers written with -o.")
LONGEST = 1000
"""Days that no rota of ours lasts."""


@dataclass(frozen=True)
class Earlier:
    """What was worked, by person, and the compromises of the answer just before."""

    worked: dict[str, tuple[Turn, ...]]
    compromises: tuple[Compromise, ...]


def read_history(path: Path, organisation: Organisation, before: date) -> Earlier:
    """What came before a day, from one answer or a folder of answers.

    Where two answers hold the same day of the same person, the file later by name counts. BadInput names a
    file that is damaged.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise BadInput(str(path), [NONE])
    answers = [_answer(file) for file in files]
    begun = [(rota.first_day, answer.compromises) for answer in answers for rota in answer.rotas]
    return Earlier(
        _worked([rota for answer in answers for rota in answer.rotas], organisation, before),
        latest(each for each in begun if each[0] < before),
    )


def _worked(rotas: Iterable[Rota], organisation: Organisation, before: date) -> dict[str, tuple[Turn, ...]]:
    worked: dict[str, dict[date, list[Turn]]] = {}
    for rota in rotas:
        mine = worked.setdefault(rota.person, {})
        mine.update((day, []) for day in days_from(rota.first_day, rota.days))
        needs = _needs(organisation, rota.person)
        for shift in rota.shifts:
            mine[shift.day].append(_turn(needs, shift))
    return {
        person: tuple(turn for day in sorted(mine) if day < before for turn in mine[day])
        for person, mine in worked.items()
    }


def _answer(file: Path) -> Answer:
    text = text_of(bytes_of(file, str(file)), str(file))
    try:
        answer = Answer.model_validate_json(text)
    except ValidationError:
        answer = None
    if answer is None or not all(_is_whole(rota) for rota in answer.rotas):
        raise BadInput(str(file), [NOT_AN_ANSWER])
    return answer


def _is_whole(rota: Rota) -> bool:
    """Whether the shifts are inside the rota and their times say which zone they are in."""
    return rota.days <= LONGEST and all(
        (shift.day - rota.first_day).days in range(rota.days) and shift.start.tzinfo and shift.end.tzinfo
        for shift in rota.shifts
    )


def _needs(organisation: Organisation, id: str) -> dict[str, Need]:
    return {need.id: need for person in organisation.people if person.id == id for need in person.needs}


def _turn(needs: dict[str, Need], shift: Shift) -> Turn:
    start, end = shift.start, shift.end
    need = needs.get(shift.need) or Need(id=shift.need, start=start.time(), end=end.time(), kind=shift.kind)
    return Turn(shift.supporter, DatedNeed(need, shift.day, start, end))
