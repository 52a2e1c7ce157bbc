"""What somebody with bad intentions would try on a server, each with what is seen. Loopback only."""

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from commands import EARLY, SAMPLES, matcher, team
from servers import Reply, Serving

from matcher.api.tokens import new_token
from matcher.store.sqlite.database import Database

SAMPLE = team(EARLY)
MARCUS = json.loads((SAMPLES / "marcus.json").read_text(encoding="utf-8"))
"""A rota of his for many weeks is searched for longer than all attacks take."""
HOSTILE = '<script>alert(1)</script> =HYPERLINK("http://x") \'; DROP TABLE jobs; -- \u202eevil {{7*7}} %s\\n'
PASSWORDS = b"root:"
MEGABYTE = 1024**2
LONG = "/v1/solve?weeks=8&time_limit=300"
BREATH = 0.06
"""Seconds between two requests, so that not their number is what is refused."""

Seen = str
"""What somebody sees, in a few words."""


@dataclass(frozen=True)
class Target:
    """A server with tokens, and somebody's job on it."""

    server: Serving
    reader: str
    solver: str
    other: str
    """Somebody else's, who may do everything."""
    job: str
    """A job of the solver's."""

    def ask(
        self, method: str, path: str, body: Any = None, token: str | None = None, **headers: str
    ) -> Reply:
        """One request, with underscores in names of headers for dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        return self.server.ask(method, path, body, {**bearer, **named})


Attack = Callable[[Target], Seen]
ATTACKS: dict[str, Attack] = {}


def attack(name: str) -> Callable[[Attack], Attack]:
    """Add an attack to the table."""

    def added(tried: Attack) -> Attack:
        ATTACKS[name] = tried
        return tried

    return added


def statuses(replies: Sequence[Reply]) -> Seen:
    """The statuses seen, each once."""
    return " or ".join(str(each) for each in sorted({reply.status for reply in replies}))


# --- Tokens ------------------------------------------------------------------------------------------------


@attack("No token")
def no_token(target: Target) -> Seen:
    paths = ("/v1/jobs", f"/v1/answers/{target.job}", "/v1/organisations", "/v1/rules", "/metrics")
    return statuses([target.ask("GET", path) for path in paths])


@attack("A token that is nobody's, or nearly somebody's")
def wrong_token(target: Target) -> Seen:
    near = target.reader[:-1] + ("a" if target.reader[-1] != "a" else "b")
    return statuses([target.ask("GET", "/v1/jobs", token=each) for each in ("x", "matcher__", near)])


@attack("A token that has expired")
def expired(target: Target) -> Seen:
    made, text = new_token("old", ["read"], 1)
    late = datetime.now(UTC) - timedelta(seconds=1)
    with closing(Database(target.server.database)) as store:
        store.tokens.add(type(made)(made.id, made.label, made.digest, made.scopes, made.made_at, late))
    reply = target.ask("GET", "/v1/jobs", token=text)
    return f"{reply.status}: {reply.json['title']}"


@attack("A token that was revoked")
def revoked(target: Target) -> Seen:
    token = target.server.token("read")
    before = target.ask("GET", "/v1/jobs", token=token).status
    matcher("token", "revoke", "--database", target.server.database, token.split("_")[1])
    return f"{before}, then {target.ask('GET', '/v1/jobs', token=token).status}"


@attack("A token for reading, used to solve")
def wrong_scope(target: Target) -> Seen:
    tried = [("POST", "/v1/solve", SAMPLE), ("POST", "/v1/match", SAMPLE)]
    tried += [("PUT", "/v1/organisations/x", SAMPLE)]
    return statuses([target.ask(*each, token=target.reader) for each in tried])


@attack("A token in the address, as Basic, or in a cookie")
def token_elsewhere(target: Target) -> Seen:
    return statuses(
        [
            target.ask("GET", f"/v1/jobs?access_token={target.reader}"),
            target.ask("GET", "/v1/jobs", Authorization=f"Basic {target.reader}"),
            target.ask("GET", "/v1/jobs", Cookie=f"token={target.reader}"),
        ]
    )


@attack("Guessing tokens, many a second")
def guessing(target: Target) -> Seen:
    replies = crowd(100, lambda n: target.ask("GET", "/v1/jobs", token=f"matcher_{n}_x"))
    ours = target.ask("GET", "/v1/jobs", token=target.reader)
    return f"{statuses(replies)}; a right token still {ours.status}"


@attack("Another's job: read, watched, stopped, removed")
def anothers_job(target: Target) -> Seen:
    job = f"/v1/jobs/{target.job}"
    tried = [("GET", job), ("GET", f"{job}/events"), ("POST", f"{job}/stop"), ("DELETE", job)]
    replies = [
        target.ask(*each, token=target.other) for each in (*tried, ("GET", f"/v1/answers/{target.job}"))
    ]
    own = target.ask("GET", job, token=target.solver)
    return f"{statuses(replies)}; the job is still {own.json['state']}"


# --- Browsers and other sites ------------------------------------------------------------------------------


@attack("DNS rebinding: another name for this machine")
def rebinding(target: Target) -> Seen:
    hosts = ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "")
    return statuses([target.ask("GET", "/healthz", Host=host) for host in hosts])


@attack("A post from another site's page")
def cross_site(target: Target) -> Seen:
    origins = ("https://evil.example", "null", "http://127.0.0.1:1")
    replies = [target.ask("POST", "/v1/solve", SAMPLE, target.solver, Origin=each) for each in origins]
    fetched = [("cross-site", "same-site")[n] for n in range(2)]
    replies += [
        target.ask("POST", "/v1/solve", SAMPLE, target.solver, Sec_Fetch_Site=each) for each in fetched
    ]
    return statuses(replies)


@attack("A form of another site, which sends no JSON")
def form(target: Target) -> Seen:
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    text = json.dumps(SAMPLE)
    return statuses(
        [target.ask("POST", "/v1/solve", text, target.solver, Content_Type=each) for each in kinds]
    )


@attack("Asking beforehand whether another site may call (CORS)")
def preflight(target: Target) -> Seen:
    asks = {"Access_Control_Request_Method": "POST", "Origin": "https://evil.example"}
    reply = target.ask("OPTIONS", "/v1/solve", **asks)
    allowed = [name for name in reply.headers if name.startswith("access-control")]
    return f"{reply.status}, and nothing is allowed" if not allowed else f"{reply.status}, {allowed}"


# --- Bodies ------------------------------------------------------------------------------------------------


@attack("A body that is too large, by its own word")
def oversize(target: Target) -> Seen:
    with connected(target) as raw:
        raw.sendall(head(target, "POST", "/v1/solve", f"Content-Length: {9 * MEGABYTE}"))
        return status_of(raw)


@attack("A body that is too large, in pieces")
def oversize_in_pieces(target: Target) -> Seen:
    with connected(target) as raw:
        raw.sendall(head(target, "POST", "/v1/solve", "Transfer-Encoding: chunked"))
        piece = b"100000\r\n" + b" " * MEGABYTE + b"\r\n"
        try:
            for _ in range(12):
                raw.sendall(piece)
        except ConnectionError:
            pass  # It has answered and hung up, which is seen below.
        return status_of(raw)


@attack("A body of a hundred thousand brackets")
def deep(target: Target) -> Seen:
    return statuses(
        [target.ask("POST", "/v1/solve", each * 100_000, target.solver) for each in ("[", '{"a":')]
    )


@attack("Numbers, doubled names and half characters that break readers")
def odd_json(target: Target) -> Seen:
    bodies = (
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": 1, "a": 2}',
        '{"a": "\\ud800"}',
        "1" * 5000,
        '"',
        "\ufeff{}",
    )
    return statuses([target.ask("POST", "/v1/solve", each.encode(), target.solver) for each in bodies])


@attack("A body that is packed, so that it grows")
def packed(target: Target) -> Seen:
    packed_body = bytes.fromhex("1f8b0800000000000003") + b"\x00" * 100
    return statuses([target.ask("POST", "/v1/solve", packed_body, target.solver, Content_Encoding="gzip")])


@attack("A body that arrives a byte at a time")
def slow_body(target: Target) -> Seen:
    with connected(target) as raw:
        raw.sendall(head(target, "POST", "/v1/solve", "Content-Length: 1000"))
        return trickled(raw, b"[", within=30)


@attack("First lines that arrive a byte at a time")
def slow_head(target: Target) -> Seen:
    with connected(target) as raw:
        raw.sendall(b"GET /healthz HTTP/1.1\r\n")
        return trickled(raw, b"x", within=30)


# --- Headers and paths -------------------------------------------------------------------------------------


@attack("A header sent twice: host, token, length")
def doubled(target: Target) -> Seen:
    seen = []
    token = f"Authorization: Bearer {target.reader}"
    for once, twice in (("Host: a", "Host: b"), (token, token), ("Content-Length: 5", "Content-Length: 6")):
        with connected(target) as raw:
            raw.sendall(head(target, "POST", "/v1/solve", once, twice))
            seen.append(status_of(raw))
    return " or ".join(sorted(set(seen)))


@attack("Length and pieces at once (request smuggling)")
def smuggling(target: Target) -> Seen:
    with connected(target) as raw:
        both = ("Content-Length: 4", "Transfer-Encoding: chunked")
        inside = b"0\r\n\r\nGET /v1/organisations HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        raw.sendall(head(target, "POST", "/v1/solve", *both) + inside)
        answers = b""
        while piece := raw.recv(65536):
            answers += piece
    return f"{answers.split(b' ')[1].decode()}, and {answers.count(b'HTTP/1.1 ')} answer"


@attack("First lines larger than any browser's")
def large_head(target: Target) -> Seen:
    with connected(target) as raw:
        raw.sendall(head(target, "GET", "/healthz", "X-Filler: " + "x" * 65536))
        return status_of(raw)


@attack("Paths out of the folder, encoded, doubled, with a null")
def paths(target: Target) -> Seen:
    tried = (
        *("/v1/samples/../../../etc/passwd", "/v1/samples/..%2f..%2f..%2fetc%2fpasswd", "//etc/passwd"),
        *("/v1/samples/%2e%2e/%2e%2e/etc/passwd", "/v1/samples/tiny%00", "/docs/../../etc/passwd"),
    )
    replies = [target.ask("GET", path, token=target.reader) for path in tried]
    leaked = any(PASSWORDS in each.body for each in replies)
    return f"{statuses(replies)}, and no file" if not leaked else "a file"


@attack("Headers that claim another method, address or host")
def override(target: Target) -> Seen:
    job = f"/v1/jobs/{target.job}"
    claims = {
        "X_HTTP_Method_Override": "DELETE",
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_For": "::1",
    }
    target.ask("GET", job, token=target.solver, **claims)
    with_no_token = target.ask("GET", "/v1/jobs", X_Forwarded_For="127.0.0.1").status
    return f"{target.ask('GET', job, token=target.solver).status}, as without them; no token: {with_no_token}"


@attack("Commands to a database in ids and options")
def injection(target: Target) -> Seen:
    tried = (
        "/v1/jobs/'%20OR%201=1--",
        "/v1/organisations/'%3B%20DROP%20TABLE%20jobs--",
        "/v1/jobs?limit=1%3B",
    )
    replies = [target.ask("GET", path, token=target.reader) for path in tried]
    return f"{statuses(replies)}; the job is still there" if still_there(target) else "gone"


@attack("Methods nobody offers")
def methods(target: Target) -> Seen:
    return statuses([target.ask(each, "/v1/jobs", token=target.reader) for each in ("TRACE", "PATCH", "X")])


@attack("Hostile text in names and words")
def hostile_text(target: Target) -> Seen:
    sent = team(EARLY)
    sent["people"][0]["name"] = HOSTILE
    reply = target.ask("POST", "/v1/match", sent, target.solver)
    kind, sniffed = reply.headers["content-type"], reply.headers["x-content-type-options"]
    page = target.ask("GET", "/docs", token=target.reader).body.decode()
    safe = kind == "application/json" and sniffed == "nosniff" and "<script" not in page
    return f"{reply.status}, as data and never as a page" if safe and still_there(target) else "not safe"


# --- Too much ----------------------------------------------------------------------------------------------


@attack("More requests a second than one caller may send")
def flood(target: Target) -> Seen:
    replies = crowd(400, lambda _: target.ask("GET", "/v1/samples", token=target.other))
    waits = {reply.headers.get("retry-after") for reply in replies if reply.status == 429}
    return f"{statuses(replies)}, with Retry-After" if waits == {"1"} else f"{statuses(replies)}, {waits}"


@attack("More work than may wait")
def too_much_work(target: Target) -> Seen:
    replies = []
    for _ in range(9):
        replies.append(target.ask("POST", LONG, MARCUS, target.solver))
        time.sleep(BREATH)
    for each in replies:
        if each.status == HTTPStatus.ACCEPTED:
            target.ask("DELETE", f"/v1/jobs/{each.json['id']}", token=target.solver)
    return statuses(replies)


@attack("More streams than one caller may open")
def streams(target: Target) -> Seen:
    opened, seen = [], []
    try:
        for _ in range(21):
            raw = socket.create_connection(("127.0.0.1", target.server.port), timeout=20)
            opened.append(raw)
            raw.sendall(head(target, "GET", f"/v1/jobs/{target.job}/events"))
            seen.append(status_of(raw))  # Before the next is opened: of two at once, either may be refused.
            time.sleep(BREATH)
        return f"{seen[0]}, the last {seen[-1]}"
    finally:
        for each in opened:
            each.close()


# --- By hand -----------------------------------------------------------------------------------------------


def crowd(times: int, ask: Callable[[int], Reply]) -> list[Reply]:
    """What so many requests see, of which ten are asked at once."""
    with ThreadPoolExecutor(10) as callers:
        return list(callers.map(ask, range(times)))


def still_there(target: Target) -> bool:
    return target.ask("GET", f"/v1/jobs/{target.job}", token=target.solver).status == 200


@contextmanager
def connected(target: Target) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", target.server.port), timeout=30) as raw:
        yield raw


def head(target: Target, method: str, path: str, *lines: str) -> bytes:
    """The first lines of a request, with a token unless one is given."""
    given = {line.partition(":")[0].casefold() for line in lines}
    usual: Mapping[str, str] = {
        "Host": "127.0.0.1",
        "Authorization": f"Bearer {target.solver}",
        "Content-Type": "application/json",
    }
    own = [f"{name}: {value}" for name, value in usual.items() if name.casefold() not in given]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *own, *lines, "", ""]).encode()


def status_of(raw: socket.socket) -> Seen:
    """The status of what is answered; that nothing is, where the other side hangs up."""
    try:
        first = raw.recv(64)
    except ConnectionError:
        first = b""
    return first.split(b" ")[1].decode() if first else "hung up"


def trickled(raw: socket.socket, byte: bytes, within: float) -> Seen:
    """Send a byte twice a second: what is answered in the end, if it is in time."""
    until, raw_timeout = time.monotonic() + within, 0.5
    raw.settimeout(raw_timeout)
    while time.monotonic() < until:
        try:
            raw.sendall(byte)
            return f"{status_of(raw)} in time"
        except TimeoutError:
            continue
        except ConnectionError:
            return "hung up in time"
    return "never an end"
