"""What goes wrong, as problem details (RFC 9457). Nothing that was sent is ever sent back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from matcher.api.asked import ANSWER, ROTA, TEAM
from matcher.api.handed import Fault, ProblemOut
from matcher.api.line import CallerHasEnough, LineFull
from matcher.api.masked import Masked
from matcher.api.tasks import Closing, NotYet
from matcher.errors import (
    BadInput,
    BadQuestion,
    ChangedMeanwhile,
    DamagedHistory,
    Problem,
    PublishedMeanwhile,
    StoreBusy,
    StoreFull,
)
from matcher.read.shape import WRONG_KIND
from matcher.store.records import OtherRequest

MEDIA_TYPE = "application/problem+json"
SENT = "matcher.sent"
"""Where a request's scope holds the plain values of its body."""
MOST_FAULTS = 500
SECONDS_TO_WAIT = 2
"""What a caller is told to wait who asks for more than there is room for."""

BODIES = {TEAM: "team", ROTA: "rota", ANSWER: "answer"}
"""Where in a question's body each file stands."""


class Refusal(HTTPException):
    """A request that is not done, and why."""

    def __init__(
        self,
        status: HTTPStatus,
        kind: str,
        title: str,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status.value, detail, dict(headers or {}))
        self.problem = ProblemOut(
            type=f"urn:matcher:problem:{kind}",
            title=title,
            status=status.value,
            detail=detail,
            faults=tuple(faults),
        )

    def response(self) -> JSONResponse:
        """The response that says so."""
        content = self.problem.model_dump(mode="json", exclude_none=True)
        return JSONResponse(content, self.status_code, self.headers, MEDIA_TYPE)


def bad_input(faults: Sequence[Fault]) -> Refusal:
    """Something sent has to be mended first."""
    count = f"{len(faults)} {'thing' if len(faults) == 1 else 'things'} to mend."
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return Refusal(status, "bad-input", "This cannot be used yet.", count, faults=faults)


def not_there(what: str) -> Refusal:
    """There is no such thing, or it is somebody else's: which of the two is not told."""
    return Refusal(HTTPStatus.NOT_FOUND, "not-there", f"There is no such {what}.", "Check its id.")


def busy(kind: str, title: str, status: HTTPStatus, seconds: int = SECONDS_TO_WAIT) -> Refusal:
    """More was asked for than there is room for now."""
    detail = "Try again a little later; Retry-After says in how many seconds."
    return Refusal(status, kind, title, detail, headers={"Retry-After": str(seconds)})


def faults_of(problems: Iterable[Problem], file: str, sent: Any) -> list[Fault]:
    """The reader's problems, for whoever sent this body."""
    masked = Masked(sent)
    inside = isinstance(sent, dict) and BODIES.get(file) in sent
    prefix: tuple[str | int, ...] = (BODIES[file],) if inside else ()
    return [
        Fault(
            at=masked.pointer((*prefix, *each.at)),
            says=masked.says(each.says),
            mend=masked.mend(each.mend),
            line=None if inside else each.line,
            column=None if inside else each.column,
        )
        for each in list(problems)[:MOST_FAULTS]
    ]


def refused(body: bytes, sent: Any) -> Refusal:
    """What a process refused to do, for whoever sent this body."""
    told = json.loads(body)
    for kind, refusal in KNOWN.items():
        if kind.__name__ == told["kind"]:
            return refusal()
    problems = [
        Problem("", each["says"], each["mend"], each["line"], each["column"], tuple(each["at"]))
        for each in told["problems"]
    ]
    return bad_input(faults_of(problems, told["file"], sent))


def register(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Have every error answered as a problem."""
    app.add_exception_handler(HTTPException, lambda request, error: _http(error, request.scope, routes))
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadInput, _bad_input)
    app.add_exception_handler(BadQuestion, _bad_question)
    app.add_exception_handler(Exception, lambda _, error: our_mistake().response())
    for kind, refusal in KNOWN.items():
        app.add_exception_handler(kind, lambda _, error, refusal=refusal: refusal().response())


def our_mistake() -> Refusal:
    """A bug of ours. Nothing is said of what it was about."""
    title = "Something went wrong in the program."
    return Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "our-mistake", title, "It is in the server's log.")


KNOWN: dict[type[Exception], Callable[[], Refusal]] = {
    StoreBusy: lambda: busy(
        "store-busy", "The database is in use, so nothing was done.", HTTPStatus.SERVICE_UNAVAILABLE
    ),
    Closing: lambda: busy("closing", "The server is about to end.", HTTPStatus.SERVICE_UNAVAILABLE),
    NotYet: lambda: busy(
        "not-yet", "The server has too much to do to answer now.", HTTPStatus.SERVICE_UNAVAILABLE
    ),
    StoreFull: lambda: Refusal(
        HTTPStatus.INSUFFICIENT_STORAGE,
        "store-full",
        "The disk is full or cannot be written to, so nothing was kept.",
        "Make room on the server's disk.",
    ),
    LineFull: lambda: busy(
        "line-full", "As much work waits as there is room for.", HTTPStatus.SERVICE_UNAVAILABLE
    ),
    CallerHasEnough: lambda: busy(
        "enough-waiting",
        "As much of your work waits as may wait for one caller.",
        HTTPStatus.TOO_MANY_REQUESTS,
    ),
    PublishedMeanwhile: lambda: Refusal(
        HTTPStatus.CONFLICT,
        "published-meanwhile",
        "Somebody published in between, so nothing was written.",
        "Make the answer again, look at it, and publish that.",
    ),
    ChangedMeanwhile: lambda: Refusal(
        HTTPStatus.PRECONDITION_FAILED,
        "changed-meanwhile",
        "Somebody changed this organisation in between, so nothing was written.",
        "Read it again, make your change to what it is now, and send that with its ETag.",
    ),
    OtherRequest: lambda: Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "key-used",
        "This Idempotency-Key was used for another request.",
        "Send the same request again, or use a new key.",
    ),
    DamagedHistory: lambda: Refusal(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "history-damaged",
        "The history of this organisation is not as it was written.",
        "Put back a copy of the database.",
    ),
}
"""What is known to go wrong, and how it is answered."""

PLAIN = {
    HTTPStatus.NOT_FOUND: ("not-there", "There is nothing here.", "Check the address. /docs lists them all."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method", "This cannot be done here.", "Allow says what can."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "too-large",
        "The body is too large.",
        "A team file of a whole organisation is far smaller.",
    ),
    HTTPStatus.BAD_REQUEST: ("bad-request", "This request cannot be read.", "Send JSON in UTF-8."),
}


ASK_DOCS = "/docs says what belongs here."
EXPECTED = {
    **WRONG_KIND,
    "extra_forbidden": ("There is a field here that we do not know.", ASK_DOCS),
    "missing": ("This is needed.", ASK_DOCS),
    "string_pattern_mismatch": ("This is not written as it should be.", ASK_DOCS),
}
"""What was expected, by the kind of mistake, in the words that team files are judged in."""
LIMITS = {
    "less_than_equal": ("le", "The most is {}."),
    "greater_than_equal": ("ge", "The least is {}."),
    "too_long": ("max_length", "There may be {} at most."),
    "too_short": ("min_length", "There have to be {} at least."),
}
"""The name of the limit that was broken, which is ours and so may be told, and how it is."""


def _http(error: Exception, scope: Scope, routes: Sequence[BaseRoute]) -> JSONResponse:
    if isinstance(error, Refusal):
        return error.response()
    status = HTTPStatus(getattr(error, "status_code", 500))
    kind, title, detail = PLAIN.get(status, ("http", status.phrase, status.description))
    headers = getattr(error, "headers", None)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(sorted(_methods(scope, routes)))}
    return Refusal(status, kind, title, detail, headers=headers).response()


def _methods(scope: Scope, routes: Sequence[BaseRoute]) -> Iterator[str]:
    """Every method that a path has, also where each has a route of its own."""
    for route in routes:
        if isinstance(route, APIRoute) and route.matches(scope)[0] is not Match.NONE:
            yield from route.methods or ()


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """A body or an option that is not as described. Only where, and what was expected."""
    sent = request.scope.get(SENT)
    masked = Masked(sent)
    errors = error.errors() if isinstance(error, RequestValidationError) else []
    return bad_input([_fault(each, masked) for each in errors[:MOST_FAULTS]]).response()


def _fault(error: Mapping[str, Any], masked: Masked) -> Fault:
    source, *loc = error["loc"]
    at = masked.pointer(tuple(loc)) if source == "body" else str(loc[0]) if loc else str(source)
    says, mend = EXPECTED.get(error["type"]) or (_beyond(error) or masked.says(f"{error['msg']}."), ASK_DOCS)
    return Fault(at=at, says=says, mend=mend)


def _beyond(error: Mapping[str, Any]) -> str | None:
    """Which limit of ours was broken; None where it was something else."""
    if error["type"] not in LIMITS:
        return None
    name, says = LIMITS[error["type"]]
    return says.format(error["ctx"][name])


def _bad_input(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, DamagedHistory):
        return KNOWN[DamagedHistory]().response()
    problems, file = (error.problems, error.file) if isinstance(error, BadInput) else ((), "")
    return bad_input(faults_of(problems, file, request.scope.get(SENT))).response()


def _bad_question(request: Request, error: Exception) -> JSONResponse:
    for kind, refusal in KNOWN.items():
        if isinstance(error, kind):
            return refusal().response()
    problem = Problem("", getattr(error, "says", ""), getattr(error, "mend", ""))
    return bad_input(faults_of([problem], "", request.scope.get(SENT))).response()
