"""The description of the API: complete, true of a running server, and readable without anything else."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from schema_run import QUESTIONS, ROOM, run
from servers import Serving, serving

OPERATIONS_WITHOUT_A_BODY = {"/v1/jobs/{id}/stop"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("described") / "matcher.sqlite3", "--quiet", *ROOM) as made:
        yield made


@pytest.fixture(scope="module")
def described(server: Serving) -> Any:
    return server.ask("GET", "/openapi.json").json


def operations(described: Any) -> list[tuple[str, str, Any]]:
    return [
        (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_says_what_it_does_what_it_answers_and_what_can_go_wrong(described: Any) -> None:
    assert len(operations(described)) >= 29
    for path, method, operation in operations(described):
        name = f"{method} {path}"
        assert operation["description"], name
        assert "422" not in operation["responses"], name
        wrong = operation["responses"]["default"]["content"]["application/problem+json"]["schema"]
        assert wrong == {"$ref": "#/components/schemas/ProblemOut"}, name
        assert all(each.get("description") for each in operation.get("parameters", ())), name


def test_every_body_and_every_answer_has_an_example(described: Any) -> None:
    for path, method, operation in operations(described):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if method in ("post", "put") and path not in OPERATIONS_WITHOUT_A_BODY:
            assert body is not None, path
            assert body["examples"], path
    for name, schema in described["components"]["schemas"].items():
        if name.endswith("Out"):
            fields = schema["properties"].values()
            assert all("examples" in each or "$ref" in str(each) for each in fields), name


class Page(HTMLParser):
    """What matters of a page to whoever reads it without seeing, and to whoever must not be told of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.language = named.get("lang") or self.language
        self.ids += [named["id"] or ""] if "id" in named else []
        self.links += [named[name] or "" for name in ("href", "src") if name in named]


def test_the_page_is_plain_and_loads_nothing_from_elsewhere(server: Serving, described: Any) -> None:
    text = server.ask("GET", "/docs").body.decode()
    page = Page()
    page.feed(text)

    assert page.language == "en-GB"
    assert (page.tags.count("h1"), page.tags.count("main"), "script" in page.tags) == (1, 1, False)
    assert len(page.ids) == len(set(page.ids))
    local = {link for link in page.links if link.startswith("#")}
    assert {link[1:] for link in local} <= set(page.ids)
    assert set(page.links) - local == {"/docs.css", "/openapi.json"}
    assert server.ask("GET", "/docs.css").headers["content-type"].startswith("text/css")
    assert len(local) == len(operations(described)) + 1
    assert len(text) < 400_000


RUNS: dict[str, tuple[str, int, int, tuple[str, ...]]] = {
    "in sequences": ("examples,fuzzing,stateful", 5, 100, ("--exclude-path-regex", QUESTIONS)),
    "every border": ("coverage", 1, 200, ("--include-method", "GET")),
    # A question that is well put is solved while the caller waits.
    "questions": ("examples,fuzzing", 1, 15, ("--include-path-regex", QUESTIONS)),
}
"""Phases, examples for each operation in each, how many requests that gives at least, which operations."""


@pytest.mark.parametrize("asked", RUNS.values(), ids=RUNS)
def test_hundreds_of_requests_out_of_the_description_find_nothing_wrong(
    server: Serving, tmp_path: Path, asked: tuple[str, int, int, tuple[str, ...]]
) -> None:
    """benchmarks/requests_tried.py asks thousands."""
    phases, examples, least, operations = asked
    header = ("-H", f"Authorization: Bearer {server.token('read', 'solve', 'publish')}")
    done = run(server, tmp_path, phases, examples, 1, *header, *operations)
    cases = re.search(r"(\d+) generated", done.stdout)

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert cases is not None
    assert int(cases[1]) >= least
