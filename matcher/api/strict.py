"""JSON bodies read as strictly as team files: no doubled names, no half characters, not too deep."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from matcher.api.off_the_loop import off_the_loop
from matcher.api.problems import SENT, bad_input, faults_of
from matcher.errors import BadInput, Problem
from matcher.read.text import text_of, values_of

BODY = "the body"


class StrictRequest(Request):
    """A request whose body is read strictly, and away from the event loop."""

    async def json(self) -> Any:
        """The body as plain values. A refusal with every problem where it is not well written."""
        if SENT not in self.scope:
            self.scope[SENT] = await off_the_loop(_values, await self.body())
        return self.scope[SENT]


class StrictRoute(APIRoute):
    """A route whose bodies are read strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler, for a strict request."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


def _values(body: bytes) -> Any:
    try:
        values, found = values_of(text_of(body, BODY), BODY)
    except BadInput as wrong:
        raise bad_input(faults_of(wrong.problems, BODY, None)) from wrong
    if found:
        problems = [Problem("", each.says, each.mend, at=each.loc) for each in found]
        raise bad_input(faults_of(problems, BODY, values))
    return values
