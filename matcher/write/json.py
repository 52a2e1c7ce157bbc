"""The answer as JSON. It is read back by matcher.read.answer."""

from matcher.model.words import Words


def answer_json(answer: Words) -> str:
    """The answer in its stable names, indented, with a newline at the end."""
    return answer.model_dump_json(indent=2, by_alias=True) + "\n"
