"""A client of a matcher server, for Python programs. Standard library only: no proxy, no redirect, no cookie.

    client = Client("http://127.0.0.1:8000", token="matcher_...")
    job = client.solve(team)
    for event in client.events(job.id):
        print(event.says)
    answer = client.answer(job.id)

Every request that may be sent again is, when the server asks for patience or a connection breaks. A solve is
one of them: it carries a key, so that nothing is done twice.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from secrets import token_hex
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlencode, urlsplit

from pydantic import TypeAdapter, ValidationError

from matcher.api.handed import (
    EventOut,
    Fault,
    JobOut,
    JobsOut,
    OrganisationOut,
    OrganisationsOut,
    ProblemOut,
    RuleOut,
    SamplesOut,
)
from matcher.errors import MatcherError
from matcher.model.answer import Answer
from matcher.model.cover import Cover
from matcher.model.explained import Brief, GapsExplained, LinkedDutyWeighed, WhatIf, WhyNot
from matcher.model.organisation import Organisation
from matcher.model.published import Log, Logged
from matcher.model.words import Words

Out = TypeVar("Out")
TeamGiven = Organisation | Mapping[str, Any] | str
"""A team as an organisation, as plain values, or the id of one that is kept."""

ASKS_FOR_PATIENCE = (429, 503)
BREAK = 1.0
"""Seconds to wait where the server does not say how long."""
READING = 120.0
"""Seconds without a word after which a stream is taken for broken; the server says one every 15."""


class Problem(MatcherError):
    """The server did not do what was asked, and says why."""

    exit_code: ClassVar[int] = 2

    def __init__(self, problem: ProblemOut) -> None:
        self.problem = problem
        super().__init__(problem)

    @property
    def faults(self) -> Sequence[Fault]:
        """Everything to mend in what was sent."""
        return self.problem.faults

    def __str__(self) -> str:
        """What went wrong, in a line for each fault."""
        faults = [f"{each.at or 'the whole'}: {each.says} {each.mend}" for each in self.problem.faults]
        return "\n".join([f"{self.problem.title} {self.problem.detail}", *faults])


@dataclass(frozen=True)
class Told:
    """Something that happened to a job."""

    number: int
    """Counted from 1; after which to go on."""
    what: str
    """queued, started, progress, begun_again, done, stopped, failed or interrupted."""
    event: EventOut
    """What is told of it."""

    @property
    def says(self) -> str:
        """In words."""
        return self.event.says


class Client:
    """Speaks to one server. Each call opens a connection of its own, so any thread may use it."""

    def __init__(
        self,
        url: str = "http://127.0.0.1:8000",
        token: str | None = None,
        *,
        timeout: float = 700.0,
        patience: float = 60.0,
    ) -> None:
        """`timeout`: seconds for one answer. `patience`: seconds to go on asking a server that is busy."""
        self._at = urlsplit(url)
        self._token = token
        self._timeout = timeout
        self._patience = patience

    def solve(self, team: TeamGiven, *, key: str | None = None, **options: Any) -> JobOut:
        """Have teams chosen and rotas written. Options: first_day, weeks, time_limit, seed."""
        headers = {"Idempotency-Key": key or token_hex(16)}
        body = self._ask("POST", *_solve("/v1/solve", team, options), headers=headers, again=True)
        return JobOut.model_validate_json(body)

    def jobs(self, limit: int = 100) -> tuple[JobOut, ...]:
        """One's own jobs, the newest first."""
        return self._read(f"/v1/jobs?limit={limit}", JobsOut).jobs

    def job(self, id: str) -> JobOut:
        """A job as it stands."""
        return self._read(f"/v1/jobs/{id}", JobOut)

    def events(self, id: str, after: int = 0) -> Iterator[Told]:
        """What happens to a job after an event, until it has ended. A broken stream is taken up again."""
        until = time.monotonic() + self._patience
        while True:
            try:
                for told in self._stream(id, after):
                    after, until = told.number, time.monotonic() + self._patience
                    yield told
            except (OSError, HTTPException):
                if time.monotonic() > until:
                    raise
                time.sleep(BREAK)
            else:
                if self.job(id).ended_at is not None:
                    return

    def wait(self, id: str) -> JobOut:
        """Wait until a job has ended: how it stands then."""
        for _ in self.events(id):
            pass
        return self.job(id)

    def stop(self, id: str) -> JobOut:
        """Have a job end with the best so far."""
        return JobOut.model_validate_json(self._ask("POST", f"/v1/jobs/{id}/stop", again=True))

    def remove(self, id: str) -> None:
        """Remove a job with its events and its answer."""
        self._ask("DELETE", f"/v1/jobs/{id}")

    def answer(self, id: str) -> Answer:
        """A job's answer."""
        return self._read(f"/v1/answers/{id}", Answer)

    def match(self, team: TeamGiven, **options: Any) -> Answer:
        """Choose each person's team, without a rota."""
        return Answer.model_validate_json(self._ask("POST", *_solve("/v1/match", team, options), again=True))

    def check(self, team: TeamGiven, rota: Answer | Sequence[Mapping[str, Any]], **options: Any) -> Answer:
        """Check a rota against every rule."""
        given = _plain(rota) if isinstance(rota, Answer) else list(rota)
        return Answer.model_validate_json(self._question("check", team, rota=given, **options))

    def explain(self, team: TeamGiven, answer: Answer, **options: Any) -> GapsExplained:
        """Why each gap of an answer is there, and what would close it."""
        found = self._question("explain", team, answer=_plain(answer), **options)
        return GapsExplained.model_validate_json(found)

    def why(self, team: TeamGiven, answer: Answer, supporter: str, shift: str) -> WhyNot:
        """Why somebody is not on a shift of an answer, or is."""
        why = {"supporter": supporter, "shift": shift}
        return WhyNot.model_validate_json(self._question("explain", team, answer=_plain(answer), why=why))

    def recruit(self, team: TeamGiven, **options: Any) -> Brief:
        """The fewest new supporters, and a brief. Options: person, survive_absence, time_limit."""
        return Brief.model_validate_json(self._question("recruit", team, **options))

    def what_if(self, team: TeamGiven, **options: Any) -> WhatIf:
        """A typical week without somebody. Options: person, without, pairs, change, time_limit."""
        return WhatIf.model_validate_json(self._question("what-if", team, **options))

    def linked_duty(self, team: TeamGiven, **options: Any) -> LinkedDutyWeighed:
        """A rota with linked duty and with strict rest. Options: person, change, first_day, weeks."""
        found = self._question("what-if", team, linked_duty=True, **options)
        return LinkedDutyWeighed.model_validate_json(found)

    def publish(
        self, organisation: str, job: str, *, by: str | None = None, why: str | None = None
    ) -> Logged:
        """Publish a job's answer. Problem 409 where somebody published since it was made."""
        asked = {"organisation": organisation, "job": job, "by": by, "why": why}
        headers = {"Idempotency-Key": token_hex(16)}
        return Logged.model_validate_json(self._ask("POST", "/v1/publish", asked, headers, again=True))

    def published(self, organisation: str) -> tuple[Logged, ...]:
        """What was published, in order."""
        return self._read(f"/v1/organisations/{organisation}/published", Log).published

    def publication(self, organisation: str, number: int) -> Answer:
        """An answer as it was published."""
        return self._read(f"/v1/organisations/{organisation}/published/{number}", Answer)

    def replan(self, organisation: str, *, key: str | None = None, **asked: Any) -> JobOut:
        """Make what is published again, with least change. Options: absent, pins, forbids, now."""
        headers = {"Idempotency-Key": key or token_hex(16)}
        body = {"organisation": organisation, **asked}
        return JobOut.model_validate_json(self._ask("POST", "/v1/replan", body, headers, again=True))

    def cover(self, organisation: str, shift: str, **asked: Any) -> Cover:
        """Who could cover a shift. Options: absent, person, now, time_limit."""
        body = {"organisation": organisation, "shift": shift, **asked}
        return Cover.model_validate_json(self._ask("POST", "/v1/cover", body, again=True))

    def organisations(self) -> tuple[OrganisationOut, ...]:
        """The organisations that are kept."""
        return self._read("/v1/organisations", OrganisationsOut).organisations

    def organisation(self, id: str, version: int | None = None) -> Organisation:
        """One that is kept; the newest version where none is named."""
        which = f"?version={version}" if version else ""
        return self._read(f"/v1/organisations/{id}{which}", Organisation)

    def keep(self, id: str, team: Organisation | Mapping[str, Any], after: int = 0) -> OrganisationOut:
        """Keep a team file as the version after one, 0 for the first. Problem 412 if somebody was sooner."""
        headers = {"If-Match": f'"{after}"'} if after else {"If-None-Match": "*"}
        body = self._ask("PUT", f"/v1/organisations/{id}", _plain_team(team), headers=headers)
        return OrganisationOut.model_validate_json(body)

    def rules(self, organisation: str | None = None) -> list[RuleOut]:
        """The rules in force."""
        which = f"?organisation={organisation}" if organisation else ""
        return self._read(f"/v1/rules{which}", list[RuleOut])

    def samples(self) -> tuple[str, ...]:
        """The names of the samples."""
        return self._read("/v1/samples", SamplesOut).samples

    def sample(self, name: str) -> Organisation:
        """A sample. Everyone in it is invented."""
        return self._read(f"/v1/samples/{name}", Organisation)

    def _read(self, path: str, kind: type[Out]) -> Out:
        return TypeAdapter(kind).validate_json(self._ask("GET", path, again=True))

    def _question(self, name: str, team: TeamGiven, **asked: Any) -> bytes:
        given = team if isinstance(team, str) else _plain_team(team)
        return self._ask("POST", f"/v1/{name}", {"team": given, **asked}, again=True)

    def _ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        again: bool = False,
    ) -> bytes:
        """The body of the answer. With `again`, asked again while the server is busy or cannot be reached."""
        until = time.monotonic() + (self._patience if again else 0.0)
        while True:
            try:
                with self._asked(method, path, body, headers or {}, self._timeout) as response:
                    return response.read()
            except Problem as problem:
                if problem.problem.status not in ASKS_FOR_PATIENCE or time.monotonic() > until:
                    raise
            except (OSError, HTTPException):
                if time.monotonic() > until:
                    raise
            time.sleep(BREAK)

    def _stream(self, id: str, after: int) -> Iterator[Told]:
        headers = {"Last-Event-ID": str(after)} if after else {}
        with self._asked("GET", f"/v1/jobs/{id}/events", None, headers, READING) as response:
            fields: dict[str, str] = {}
            for line in response:
                name, _, value = line.decode().rstrip("\r\n").partition(": ")
                if name:
                    fields[name] = value
                elif "data" in fields:
                    event = EventOut.model_validate_json(fields["data"])
                    yield Told(int(fields["id"]), fields["event"], event)
                    fields = {}

    @contextmanager
    def _asked(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], timeout: float
    ) -> Iterator[HTTPResponse]:
        """A response that says yes. Problem for any other."""
        secure = self._at.scheme == "https"
        connects = HTTPSConnection if secure else HTTPConnection
        connection = connects(self._at.hostname or "", self._at.port, timeout=timeout)
        sent = None if body is None else json.dumps(body).encode()
        kinds = {} if sent is None else {"Content-Type": "application/json"}
        asks = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            connection.request(method, path, sent, {**headers, **kinds, **asks})
            response = connection.getresponse()
            if response.status >= 300:
                raise Problem(_problem(response))
            yield response
        finally:
            connection.close()


def _problem(response: HTTPResponse) -> ProblemOut:
    """What a server says went wrong; in our words where it is not one of ours that answers."""
    try:
        return ProblemOut.model_validate_json(response.read())
    except ValidationError:
        return ProblemOut(
            type="about:blank", title=f"HTTP {response.status}.", status=max(400, response.status), detail=""
        )


def _solve(path: str, team: TeamGiven, options: Mapping[str, Any]) -> tuple[str, Any]:
    """Where to send a team, and the body."""
    named = {"organisation": team} if isinstance(team, str) else {}
    query = urlencode({name: value for name, value in {**options, **named}.items() if value is not None})
    return f"{path}?{query}" if query else path, None if isinstance(team, str) else _plain_team(team)


def _plain_team(team: Organisation | Mapping[str, Any]) -> Any:
    return team.written() if isinstance(team, Organisation) else dict(team)


def _plain(words: Words) -> Any:
    return words.model_dump(mode="json", by_alias=True)
