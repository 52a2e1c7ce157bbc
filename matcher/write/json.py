"""The answer as JSON, and back."""

from matcher.model.answer import Answer


def answer_json(answer: Answer) -> str:
    """The answer in its stable names, indented, with a newline at the end."""
    return answer.model_dump_json(indent=2, by_alias=True) + "\n"


def read_answer(text: str) -> Answer:
    """An answer from its JSON. Raises pydantic's ValidationError where it is not one."""
    return Answer.model_validate_json(text)
