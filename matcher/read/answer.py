"""An answer of ours, read back."""

from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from matcher.errors import BadInput, Problem
from matcher.model.answer import Answer
from matcher.read.text import bytes_of, text_of

NOT_AN_ANSWER = Problem(
    "", "This is not an answer of this program.", "Give an answer that was written with -o."
)


def read_answer(source: Path | BinaryIO | bytes, name: str) -> Answer:
    """An answer from its JSON. BadInput where it is not one."""
    answer = answer_in(text_of(bytes_of(source, name), name))
    if answer is None:
        raise BadInput(name, [NOT_AN_ANSWER])
    return answer


def answer_in(text: str | bytes) -> Answer | None:
    """The answer in a text; None where it is something else, such as a rota written by hand."""
    try:
        return Answer.model_validate_json(text)
    except ValidationError:
        return None
