"""Who and what is let in: host, origin, token, rate, and how a body arrives. Before anything else looks."""

import asyncio
import time
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matcher.api.problems import Refusal, busy
from matcher.api.rates import Rates
from matcher.api.settings import Settings
from matcher.api.tokens import LOCAL, Caller, Expired, recognised
from matcher.store.keeping import Store

CALLER = "matcher.caller"
"""Where a request's scope holds who asks; None for somebody unknown."""
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
OPEN = frozenset({"/healthz", "/readyz", "/docs", "/docs.css", "/openapi.json"})
"""What anybody may see who reaches the server: nothing in it is about anyone."""
ONCE = ("host", "authorization", "content-type", "content-length", "origin", "idempotency-key", "if-match")
"""Headers that may be sent once."""
LONGEST_HEAD = 16 * 1024
"""Bytes of all headers together."""
HANG_UP = {"Connection": "close"}
WRONG_TOKENS_A_SECOND = 5.0
WITH_A_BODY = frozenset({"POST", "PUT", "PATCH"})


class Guard:
    """Lets in who may come in, and answers everybody else itself."""

    def __init__(self, app: ASGIApp, settings: Settings, store: Store) -> None:
        self._app = app
        self._settings = settings
        self._store = store
        self._rates = Rates(settings.requests_a_second)
        self._wrong = Rates(WRONG_TOKENS_A_SECOND)
        self._hosts = {each.casefold() for each in (*LOOPBACK, settings.host, *settings.hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            headers = Headers(scope=scope)
            self._must_be_for_us(scope, headers)
            scope[CALLER] = self._caller(scope, headers)
            self._must_be_json(scope, headers)
        except Refusal as refusal:
            await refusal.response()(scope, receive, send)
            return
        await self._app(scope, self._in_time(receive), send)

    def _must_be_for_us(self, scope: Scope, headers: Headers) -> None:
        """Refuse other hosts' names (DNS rebinding) and other sites' pages."""
        _must_be_plain(headers)
        if _without_port(headers.get("host", "")).casefold() not in self._hosts:
            title = "This server is not called that."
            raise Refusal(HTTPStatus.BAD_REQUEST, "host", title, "Use its own address, or --allow-host.")
        if not self._same_site(scope, headers):
            title = "Another site's page may not use this server."
            raise Refusal(HTTPStatus.FORBIDDEN, "origin", title, "Call it from a page of its own.")

    def _same_site(self, scope: Scope, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is not None and origin.casefold() != f"{scope['scheme']}://{headers['host']}".casefold():
            return False
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")

    def _caller(self, scope: Scope, headers: Headers) -> Caller | None:
        """Who asks: by token, or on a machine of one's own by being there."""
        here = scope["client"][0] if scope.get("client") else ""
        kind, _, token = headers.get("authorization", "").partition(" ")
        if not token:
            caller = LOCAL if self._settings.host in LOOPBACK and not self._store.tokens.some() else None
        else:
            caller = self._by_token(here, kind, token.strip())
        if caller is None and scope["path"] not in OPEN:
            raise _who_are_you("This needs a token.")
        if not self._rates.allows(caller.id if caller else here):
            raise busy("too-often", "You ask too often.", HTTPStatus.TOO_MANY_REQUESTS, seconds=1)
        return caller

    def _by_token(self, here: str, kind: str, token: str) -> Caller | None:
        try:
            caller = recognised(self._store.tokens, token) if kind.casefold() == "bearer" else None
        except Expired as late:
            raise _who_are_you("This token has expired.") from late
        if caller is None:
            if not self._wrong.allows(here):
                raise busy("too-often", "You ask too often.", HTTPStatus.TOO_MANY_REQUESTS, seconds=1)
            raise _who_are_you("This token is not one of ours.")
        return caller

    def _must_be_json(self, scope: Scope, headers: Headers) -> None:
        """Refuse bodies that are not JSON, which is all that a page of another site can send unasked."""
        length = headers.get("content-length", "0")
        has_body = length != "0" or "transfer-encoding" in headers
        kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
        if has_body and scope["method"] in WITH_A_BODY and kind != "application/json":
            title = "The body is not said to be JSON."
            detail = "Send it with Content-Type: application/json."
            raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-json", title, detail)
        if length.isdecimal() and int(length) > self._settings.body_megabytes * 1024**2:
            raise _too_large()

    def _in_time(self, receive: Receive) -> Receive:
        """The body, as long as it arrives in time."""
        until = time.monotonic() + self._settings.body_seconds
        whole = False

        async def in_time() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout(max(0.0, until - time.monotonic())):
                    message = await receive()
            except TimeoutError as late:
                raise _too_slow() from late
            whole = not message.get("more_body", False)
            return message

        return in_time


def _must_be_plain(headers: Headers) -> None:
    """Refuse headers that are too large, doubled, or that two readers could read differently."""
    if sum(len(name) + len(value) for name, value in headers.raw) > LONGEST_HEAD:
        status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        raise Refusal(status, "head-too-large", "The headers are too large.", "Send fewer of them.")
    if "content-length" in headers and "transfer-encoding" in headers:
        title = "Two lengths are given."
        raise Refusal(HTTPStatus.BAD_REQUEST, "two-lengths", title, "Give one.", headers=HANG_UP)
    doubled = [name for name in ONCE if len(headers.getlist(name)) > 1]
    if doubled:
        title = f"The header {doubled[0]} is sent more than once."
        raise Refusal(HTTPStatus.BAD_REQUEST, "doubled-header", title, "Send it once.")


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def _who_are_you(title: str) -> Refusal:
    detail = "`matcher token add` makes one. Send it as Authorization: Bearer TOKEN."
    return Refusal(
        HTTPStatus.UNAUTHORIZED,
        "token",
        title,
        detail,
        headers={"WWW-Authenticate": 'Bearer realm="matcher"'},
    )


def _too_large() -> Refusal:
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "too-large",
        "The body is too large.",
        "A team file of a whole organisation is far smaller.",
        headers=HANG_UP,
    )


def _too_slow() -> Refusal:
    return Refusal(
        HTTPStatus.REQUEST_TIMEOUT,
        "too-slow",
        "The body took too long to arrive.",
        "Send it in one go.",
        headers=HANG_UP,
    )
