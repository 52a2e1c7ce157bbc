"""What schemathesis checks besides the description: that nothing sent is sent back in what goes wrong."""

import re
from collections.abc import Iterator
from typing import Any

import schemathesis

from matcher.api.masked import our_words

LONG_ENOUGH = 6
"""Characters of a text that is not in a response by chance."""


@schemathesis.check
def nothing_sent_is_sent_back(ctx: Any, response: Any, case: Any) -> None:
    """No text of a request stands in a response that says it was refused, as a word or words of its own."""
    if response.status_code < 400:
        return
    said = response.text.casefold()
    sent = {*texts(case.body), *texts(case.query), *texts(case.path_parameters)}
    ours = our_words() | {each.name for each in case.operation.iter_parameters()}
    theirs = {text for text in sent if len(text) >= LONG_ENOUGH and text.casefold() not in ours}
    back = [text for text in theirs if re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", said)]
    assert not back, f"sent back: {back}"


def texts(value: Any) -> Iterator[str]:
    """Every text in a part of a request, names of fields too."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield str(name)
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value
