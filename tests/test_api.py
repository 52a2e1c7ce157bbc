"""The API as its callers meet it: a real server, real requests, real solves."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import EARLY, LATE, SAMPLES, matcher, team, written
from servers import Serving, serving, until

from matcher.api.handed import EventOut, JobOut
from matcher.client import Client, Problem, Told
from matcher.model.answer import Answer
from matcher.read import read
from matcher.samples import sample_names, sample_text

TINY = json.loads(sample_text("tiny"))
CALLUM = json.loads(sample_text("callum"))
MARCUS = json.loads(sample_text("marcus"))
LONG: dict[str, Any] = {"weeks": 4, "time_limit": 300}
"""Options with which Marcus's rota is searched for far longer than any test waits."""
UNSURE = {"provenance"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("api") / "matcher.sqlite3", "--rate", "1000") as made:
        yield made


@pytest.fixture(scope="module")
def client(server: Serving) -> Client:
    return server.client()


@pytest.fixture(scope="module")
def solved(client: Client) -> tuple[JobOut, list[Told], Answer]:
    """Callum's sample, solved and watched."""
    job = client.solve(CALLUM)
    told = list(client.events(job.id))
    return client.job(job.id), told, client.answer(job.id)


# --- Jobs --------------------------------------------------------------------------------------------------


def test_a_solve_is_a_job_at_once_and_its_answer_is_what_the_command_gives(
    solved: tuple[JobOut, list[Told], Answer],
) -> None:
    job, _, answer = solved
    ours = Answer.model_validate_json(matcher("solve", SAMPLES / "callum.json", "--json").stdout)

    assert (job.state, job.attempt, job.answer) == ("done", 1, f"/v1/answers/{job.id}")
    assert answer.status == ours.status == "gaps"
    assert [(gap.need, gap.day) for gap in answer.gaps] == [(gap.need, gap.day) for gap in ours.gaps]
    assert answer.score == ours.score
    assert answer.provenance.input_hash == ours.provenance.input_hash


def test_a_job_is_told_of_from_beginning_to_end(solved: tuple[JobOut, list[Told], Answer]) -> None:
    _, told, answer = solved
    steps = [each.event for each in told if each.what == "progress"]

    assert [told[0].what, told[1].what, told[-1].what] == ["queued", "started", "done"]
    assert [each.number for each in told] == list(range(1, len(told) + 1))
    assert list(dict.fromkeys(each.phase for each in steps)) == ["teams", "rotas", "questions"]
    missing = sum(gap.supporters_missing for gap in answer.gaps)
    assert steps[-1].needed is not None
    assert (steps[-1].covered, steps[-1].people_done) == (steps[-1].needed - missing, 1)
    assert {each.gap for each in steps if each.gap is not None} >= {0.0}


def test_no_event_and_no_job_names_anybody(solved: tuple[JobOut, list[Told], Answer]) -> None:
    job, told, _ = solved
    everyone = {
        each[key] for part in ("people", "supporters") for each in CALLUM[part] for key in ("id", "name")
    }
    words = set(
        re.findall(r"\w+", job.model_dump_json() + "".join(each.event.model_dump_json() for each in told))
    )

    assert words & everyone == set()


def test_a_stream_that_broke_off_goes_on_after_the_last_event(
    client: Client, solved: tuple[JobOut, list[Told], Answer]
) -> None:
    job, told, _ = solved

    assert list(client.events(job.id, after=3)) == told[3:]
    assert list(client.events(job.id, after=told[-1].number)) == []


def test_a_stream_is_as_browsers_expect_it(
    server: Serving, solved: tuple[JobOut, list[Told], Answer]
) -> None:
    job, told, _ = solved
    reply = server.ask("GET", job.events, headers={"Last-Event-ID": str(told[-2].number)})

    assert reply.headers["content-type"].startswith("text/event-stream")
    assert (reply.headers["cache-control"], reply.headers["x-accel-buffering"]) == ("no-store", "no")
    fields = dict(line.split(": ", 1) for line in reply.body.decode().splitlines() if ": " in line)
    assert (fields["id"], fields["event"]) == (str(told[-1].number), "done")
    assert EventOut.model_validate_json(fields["data"]).says == "Done."


def test_a_job_that_is_stopped_hands_out_the_best_so_far(client: Client) -> None:
    job = client.solve(MARCUS, **LONG)
    for told in client.events(job.id):
        if told.event.phase == "rotas" and told.event.covered:
            break
    client.stop(job.id)
    ended = client.wait(job.id)

    answer = client.answer(job.id)
    assert (ended.state, ended.says) == ("stopped", "Stopped, with the best found until then.")
    assert answer.provenance.stopped_early
    assert answer.rotas[0].days == 28
    checked = client.check(MARCUS, answer, weeks=4)
    assert [each for each in checked.violations if each.level == "hard"] == []


def test_a_job_that_is_stopped_before_its_turn_never_begins(client: Client) -> None:
    first, second = client.solve(MARCUS, **LONG), client.solve(TINY)
    waiting = client.stop(second.id)
    client.remove(first.id)

    assert (waiting.state, waiting.attempt, waiting.answer) == ("stopped", 0, None)


def test_a_job_that_is_removed_ends_and_nothing_of_it_is_left(client: Client, server: Serving) -> None:
    job = client.solve(MARCUS, **LONG)
    client.remove(job.id)

    for path in (f"/v1/jobs/{job.id}", job.events, f"/v1/answers/{job.id}"):
        assert server.ask("GET", path).status == 404
    again = client.solve(TINY)
    assert client.wait(again.id).state == "done", "its place is free"


def test_a_request_sent_twice_under_one_key_is_done_once(client: Client, server: Serving) -> None:
    first = client.solve(TINY, key="monday", seed=1)
    again = client.solve(TINY, key="monday", seed=1)
    other = server.ask("POST", "/v1/solve?seed=2", TINY, {"Idempotency-Key": "monday"})

    assert first.id == again.id
    assert (other.status, other.json["type"]) == (422, "urn:matcher:problem:key-used")
    assert client.wait(first.id).attempt == 1


def test_jobs_are_listed_newest_first(client: Client) -> None:
    ids = [client.solve(TINY).id for _ in range(2)]
    for id in ids:
        client.wait(id)

    assert [job.id for job in client.jobs(limit=2)] == ids[::-1]


# --- Questions ---------------------------------------------------------------------------------------------


def told_by(command: str, *arguments: Any) -> Any:
    return json.loads(matcher(command, *arguments, "--json").stdout)


def told(found: Any) -> Any:
    return json.loads(found.model_dump_json(by_alias=True, exclude=UNSURE))


def without_provenance(found: Any) -> Any:
    return {name: value for name, value in found.items() if name not in UNSURE}


def test_a_match_is_what_the_command_gives(client: Client) -> None:
    assert told(client.match(TINY)) == without_provenance(told_by("match", SAMPLES / "tiny.json"))


def test_a_rota_by_hand_is_checked_as_the_command_does(client: Client, tmp_path: Path) -> None:
    rows = [{"supporter": "amir", "need": "early", "day": "2026-11-23"}]
    needs = {need["id"] for need in TINY["people"][0]["needs"]}
    rows[0]["need"] = sorted(needs)[0]
    path = written(tmp_path / "rota.json", rows)

    assert told(client.check(TINY, rows)) == without_provenance(told_by("check", SAMPLES / "tiny.json", path))


def test_gaps_are_explained_as_the_command_does(
    client: Client, tmp_path: Path, solved: tuple[JobOut, list[Told], Answer]
) -> None:
    answer = solved[2]
    path = written(tmp_path / "answer.json", answer.model_dump_json())
    found = client.explain(CALLUM, answer)

    assert told(found) == told_by("explain", path, "--team", SAMPLES / "callum.json")
    assert found.gaps[0].fixes


def test_why_not_is_told_as_the_command_does(
    client: Client, tmp_path: Path, solved: tuple[JobOut, list[Told], Answer]
) -> None:
    answer = solved[2]
    path = written(tmp_path / "answer.json", answer.model_dump_json())
    asked = ("ade", "sun-early")

    found = told(client.why(CALLUM, answer, *asked))
    assert found == told_by("explain", path, "--team", SAMPLES / "callum.json", "--why", *asked)


def test_whom_to_recruit_is_told_as_the_command_does(client: Client) -> None:
    assert told(client.recruit(CALLUM)) == told_by("recruit", SAMPLES / "callum.json")


def test_what_if_is_told_as_the_command_does(client: Client) -> None:
    change = "amir.contract.most_hours=40"

    found = told(client.what_if(TINY, change=[change]))
    assert found == told_by("what-if", SAMPLES / "tiny.json", "--change", change)


def test_linked_duty_is_weighed_as_the_command_does(client: Client) -> None:
    found = told(client.linked_duty(CALLUM))

    assert found == told_by("what-if", SAMPLES / "callum.json", "--linked-duty")
    with pytest.raises(Problem) as raised:
        client.linked_duty(CALLUM, pairs=True)
    assert [fault.says for fault in raised.value.faults] == ["Linked duty is weighed with the whole team."]


def test_a_question_about_somebody_who_is_not_there_is_refused_with_how_to_mend_it(client: Client) -> None:
    with pytest.raises(Problem) as raised:
        client.what_if(TINY, without=["nobody-of-this-name"])

    (fault,) = raised.value.faults
    assert raised.value.problem.status == 422
    assert fault.says.startswith("There is no supporter")
    assert "nobody-of-this-name" not in str(raised.value)


# --- Organisations -----------------------------------------------------------------------------------------


def test_an_organisation_is_kept_with_its_versions_and_solved_by_its_id(client: Client) -> None:
    first = client.keep("hazel", team(EARLY))
    second = client.keep(
        "hazel", team(EARLY | {"days": ["mon"]}, LATE | {"days": ["wed"]}), after=first.version
    )

    assert (first.version, second.version) == (1, 2)
    assert len(client.organisation("hazel").people[0].needs) == 2
    assert len(client.organisation("hazel", version=1).people[0].needs) == 1
    assert "hazel" in {each.id for each in client.organisations()}
    job = client.solve("hazel")
    assert client.wait(job.id).state == "done"
    assert {shift.need for shift in client.answer(job.id).rotas[0].shifts} == {"early", "late"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 428),
        ({"If-None-Match": "*"}, 412),
        ({"If-Match": '"2"'}, 412),
        ({"If-Match": '"1"', "If-None-Match": "*"}, 428),
        ({"If-Match": "1"}, 422),
    ],
    ids=["not said", "as if new", "another version", "both", "no ETag"],
)
def test_whoever_changes_an_organisation_says_which_version_they_saw(
    client: Client, server: Serving, headers: dict[str, str], status: int
) -> None:
    if "larch" not in {each.id for each in client.organisations()}:
        client.keep("larch", team(EARLY))

    reply = server.ask("PUT", "/v1/organisations/larch", team(LATE), headers)
    assert reply.status == status
    assert client.organisation("larch").people[0].needs[0].id == "early"


@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        ("/v1/solve?organisation=nobody", None, "organisation"),
        ("/v1/recruit", {"team": "nobody"}, "/team"),
        ("/v1/replan", {"organisation": "nobody"}, "/organisation"),
    ],
)
def test_an_organisation_that_is_not_kept_is_told_at_the_place_where_it_was_named(
    server: Serving, path: str, body: Any, place: str
) -> None:
    reply = server.ask("POST", path, body)

    assert (reply.status, [fault["at"] for fault in reply.json["faults"]]) == (422, [place])


def test_nothing_is_said_to_be_published_of_an_organisation_that_is_not_kept(server: Serving) -> None:
    assert server.ask("GET", "/v1/organisations/nobody/published").status == 404


def test_whoever_goes_beyond_a_limit_is_told_the_limit(server: Serving) -> None:
    reply = server.ask("POST", "/v1/solve?weeks=99", team(EARLY))

    assert reply.json["faults"] == [
        {"at": "weeks", "says": "The most is 26.", "mend": "/docs says what belongs here."}
    ]


def test_an_organisation_comes_with_its_etag(client: Client, server: Serving) -> None:
    client.keep("rowan", team(EARLY))

    reply = server.ask("GET", "/v1/organisations/rowan")
    assert reply.headers["etag"] == '"1"'
    assert read(reply.body, "rowan") == read(json.dumps(team(EARLY)).encode(), "rowan")


# --- Publishing --------------------------------------------------------------------------------------------

TWO = team(EARLY, LATE, supporters=("ann", "bob"))
MORNING = "2026-06-08T06:00:00+01:00"


@pytest.fixture(scope="module")
def promised(client: Client) -> JobOut:
    """A week of Hornbeam's, solved and published."""
    client.keep("hornbeam", TWO)
    job = client.wait(client.solve("hornbeam").id)
    client.publish("hornbeam", job.id, by="Rosa")
    return job


def test_what_is_published_is_numbered_and_comes_back_as_it_was(client: Client, promised: JobOut) -> None:
    first = client.published("hornbeam")[0]

    assert (first.number, first.by, first.changes) == (1, "Rosa", ())
    assert client.publication("hornbeam", 1) == client.answer(promised.id)


def test_an_answer_that_does_not_know_the_last_publication_is_not_published(
    client: Client, promised: JobOut
) -> None:
    with pytest.raises(Problem) as raised:
        client.publish("hornbeam", promised.id)

    assert raised.value.problem.status == 409
    assert len(client.published("hornbeam")) == 1


def test_who_could_cover_is_told_as_the_command_does(
    client: Client, promised: JobOut, tmp_path: Path
) -> None:
    shift = next(each for each in client.answer(promised.id).rotas[0].shifts if each.need == "early")
    path = written(tmp_path / "team.json", TWO)
    answer = written(tmp_path / "answer.json", client.answer(promised.id).model_dump_json(by_alias=True))
    published = matcher("publish", answer, "--team", path, "--to", tmp_path / "rotas")
    assert published.returncode == 0, published.stderr
    asked = ("--shift", f"early-{shift.day}", "--absent", shift.supporter, "--now", "2026-06-08T06:00")

    found = client.cover("hornbeam", f"early-{shift.day}", absent=shift.supporter, now=MORNING)
    assert told(found) == told_by("cover", path, "--history", tmp_path / "rotas", *asked)


@pytest.mark.parametrize(
    ("asked", "at"),
    [
        ({"shift": "tue-zebra"}, "/shift"),
        ({"shift": "early-2026-06-09", "person": "zebra"}, "/person"),
        ({"shift": "early-2026-06-09", "absent": "zebra"}, "/absent"),
        (
            {
                "shift": "early-2026-06-09",
                "absent": {"supporter": "zebra", "first_day": "2026-06-09", "last_day": "2026-06-09"},
            },
            "/absent/supporter",
        ),
    ],
)
def test_a_name_that_nobody_knows_is_found_in_the_question(
    client: Client, promised: JobOut, asked: dict[str, Any], at: str
) -> None:
    with pytest.raises(Problem) as raised:
        client.cover("hornbeam", **asked, now=MORNING)

    assert [fault.at for fault in raised.value.problem.faults] == [at]
    assert "zebra" not in raised.value.problem.model_dump_json()


def test_a_replan_is_a_job_that_changes_little_and_is_published_with_why(
    client: Client, promised: JobOut
) -> None:
    away = {"supporter": "ann", "first_day": "2026-06-10", "last_day": "2026-06-11"}
    job = client.wait(client.replan("hornbeam", absent=[away], now=MORNING).id)
    answer = client.answer(job.id)

    assert (job.kind, job.state) == ("replan", "done")
    assert answer.changes
    assert not [s for s in answer.rotas[0].shifts if s.supporter == "ann" and s.day.day in (10, 11)]
    with pytest.raises(Problem, match="Say why"):
        client.publish("hornbeam", job.id)
    assert client.publish("hornbeam", job.id, why="Ann is ill.").number == 2


# --- What is the same for everybody ------------------------------------------------------------------------


def test_rules_schemas_and_samples_are_those_of_the_commands(client: Client, server: Serving) -> None:
    assert client.samples() == tuple(sample_names())
    assert server.ask("GET", "/v1/samples/tiny").json == TINY
    assert server.ask("GET", "/v1/rules").json == told_by("rules")
    assert server.ask("GET", "/v1/schema").json == json.loads(matcher("schema").stdout)
    assert server.ask("GET", "/v1/schema?of=answer").json == json.loads(matcher("schema", "answer").stdout)
    assert client.rules()[0].says


def test_the_rules_of_an_organisation_are_those_of_its_file(client: Client, tmp_path: Path) -> None:
    own = team(EARLY, rules=[{"kind": "days_in_a_row", "most": 4}])
    client.keep("elder", own)
    ours = told_by("rules", written(tmp_path / "team.json", own))

    assert [json.loads(each.model_dump_json()) for each in client.rules("elder")] == ours


def test_it_is_well_and_ready(server: Serving) -> None:
    assert server.ask("GET", "/healthz").json == {"status": "ok"}
    assert server.ask("GET", "/readyz").json == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/jobs", "GET"),
        ("/v1/jobs/0f6c1c9e5d2b4a7f8e3d6b5a49c8071e", "DELETE, GET"),
        ("/v1/organisations/hazel", "GET, PUT"),
        ("/v1/solve", "POST"),
    ],
)
def test_whoever_asks_for_what_cannot_be_done_is_told_all_that_can(
    server: Serving, path: str, methods: str
) -> None:
    reply = server.ask("PATCH", path)

    assert (reply.status, reply.headers["allow"]) == (405, methods)


# --- Privacy -----------------------------------------------------------------------------------------------

SECRET = "Marmaduke"


def spoilt() -> dict[str, Any]:
    """A team file with many mistakes, and a secret in every one of them."""
    bad = team(EARLY | {"kind": SECRET, SECRET: 1, "days": [SECRET]}, supporters=("ann", "bob"))
    bad["people"][0]["answers"].append({"supporter": SECRET.lower(), "answer": "yes"})
    bad["supporters"][0] |= {"team_of": SECRET.lower(), "cleared": SECRET}
    bad["supporters"][1] |= {"contract": {"hours": 43.21, "most_hours": 12.34}}
    return bad | {SECRET: {"diagnosis": SECRET}}


@pytest.mark.parametrize("path", ["/v1/solve", "/v1/match", "/v1/recruit", "/v1/what-if"])
def test_mistakes_are_told_all_at_once_with_their_places_and_nothing_sent_is_sent_back(
    server: Serving, path: str
) -> None:
    body = spoilt() if path in ("/v1/solve", "/v1/match") else {"team": spoilt()}
    reply = server.ask("POST", path, body)

    prefix = "" if path in ("/v1/solve", "/v1/match") else "/team"
    assert (reply.status, reply.headers["content-type"]) == (422, "application/problem+json")
    places = {fault["at"] for fault in reply.json["faults"]}
    assert places >= {
        f"{prefix}/people/0/needs/0/kind",
        f"{prefix}/people/0/needs/0/days/0",
        f"{prefix}/supporters/0/cleared",
    }
    words = re.findall(r"[\w.]*\w", reply.body.decode().casefold())
    assert {SECRET.casefold(), "diagnosis", "43.21", "12.34", "ann", "pat"} & set(words) == set()


def test_what_is_not_json_is_refused_with_its_place_and_not_repeated(server: Serving) -> None:
    reply = server.ask("POST", "/v1/solve", f'{{"name": "{SECRET}",\n oops}}')

    assert reply.status == 422
    assert (reply.json["faults"][0]["line"], SECRET in reply.body.decode()) == (2, False)


def test_the_log_and_the_counts_hold_routes_and_nobody(
    server: Serving, client: Client, solved: tuple[JobOut, list[Told], Answer]
) -> None:
    server.ask("GET", f"/v1/samples/tiny?name={SECRET}")
    server.ask("GET", f"/v1/{SECRET}")
    server.ask("POST", "/v1/solve", spoilt())
    said, counted = server.said(), server.ask("GET", "/metrics").body.decode()

    for text in (said, counted):
        assert "/v1/samples/{name}" in text
        assert SECRET.casefold() not in text.casefold()
        assert "callum" not in text.casefold()
        assert solved[0].id not in text or text is said
    lines = [json.loads(line) for line in said.splitlines()[1:]]
    assert {each["level"] for each in lines} == {"info"}
    for line in lines:
        assert set(line) <= {
            *("at", "level", "from", "what", "method", "route", "status", "ms", "caller"),
            *("job", "how", "where", "why"),
        }


def test_counts_and_times_are_told_as_prometheus_reads_them(server: Serving) -> None:
    reply = server.ask("GET", "/metrics")
    values = dict(
        line.rsplit(" ", 1) for line in reply.body.decode().splitlines() if line and not line.startswith("#")
    )

    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert float(values['matcher_work_ended_total{how="found"}']) >= 1
    assert float(values["matcher_work_running"]) >= 0
    assert float(values["process_resident_memory_bytes"]) > 0


def test_every_response_tells_browsers_to_keep_nothing_and_load_nothing(server: Serving) -> None:
    for path in ("/healthz", "/docs", "/v1/nothing", "/v1/jobs"):
        headers = server.ask("GET", path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_a_caller_who_hangs_up_is_not_worked_for(server: Serving, client: Client) -> None:
    body = {"team": MARCUS, "pairs": True, "time_limit": 300}
    before = dropped(server)
    with pytest.raises(TimeoutError):
        server.ask("POST", "/v1/what-if", body, timeout=1.5)

    until(lambda: dropped(server) == before + 1)
    assert client.wait(client.solve(TINY).id).state == "done"


def dropped(server: Serving) -> float:
    """Pieces of work that were dropped because nobody wanted them any more."""
    counts = server.ask("GET", "/metrics").body.decode()
    found = re.search(r'^matcher_work_ended_total{how="dropped"} (\S+)$', counts, re.MULTILINE)
    return float(found[1]) if found else 0.0
