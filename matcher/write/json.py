"""The answer as JSON. It is read back by matcher.read.answer."""

from matcher.model.answer import Answer


def answer_json(answer: Answer) -> str:
    """The answer in its stable names, indented, with a newline at the end."""
    return answer.model_dump_json(indent=2, by_alias=True) + "\n"
