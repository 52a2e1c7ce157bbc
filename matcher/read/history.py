"""What was worked before: earlier answers of ours, as turns. A need that has gone since is kept as it was."""

from pathlib import Path

from pydantic import ValidationError

from matcher.calendar import DatedNeed
from matcher.errors import BadInput, Problem
from matcher.frame import Turn
from matcher.model.answer import Answer, Shift
from matcher.model.need import Need
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS
from matcher.read.text import bytes_of, text_of

NOT_AN_ANSWER = Problem(
    "", "This is not an answer of this program.", "Give answers written with -o, or move it."
)


def read_history(path: Path, organisation: Organisation) -> dict[str, tuple[Turn, ...]]:
    """Turns worked, by person, from one answer or a folder of answers. BadInput names a file that is damaged.

    Where two answers hold the same day of the same person, the file later by name counts.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    worked: dict[str, dict[tuple[str, str], list[Turn]]] = {}
    for file in files:
        for rota in _answer(file).rotas:
            mine = worked.setdefault(rota.person, {})
            for key in [key for key in mine if rota.first_day.isoformat() <= key[1]]:
                del mine[key]
            for shift in rota.shifts:
                mine.setdefault((shift.need, shift.day.isoformat()), []).append(_turn(organisation, shift))
    return {
        person: tuple(
            sorted((turn for turns in mine.values() for turn in turns), key=lambda turn: turn.need.begin)
        )
        for person, mine in worked.items()
    }


def _answer(file: Path) -> Answer:
    text = text_of(bytes_of(file, str(file)), str(file))
    try:
        return Answer.model_validate_json(text)
    except ValidationError:
        raise BadInput(str(file), [NOT_AN_ANSWER]) from None


def _turn(organisation: Organisation, shift: Shift) -> Turn:
    known = {
        need.id: need for person in organisation.people for need in person.needs if person.id == shift.person
    }
    need = known.get(shift.need) or Need(
        id=shift.need,
        days=DAYS,
        start=shift.start.time(),
        end=shift.end.time(),
        kind=shift.kind,
    )
    return Turn(shift.supporter, DatedNeed(need, shift.day, shift.start, shift.end))
