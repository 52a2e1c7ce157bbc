"""Every attack of docs/security.md, tried on a running server: what is seen is what stands there."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attacks import ATTACKS, MARCUS, Target
from commands import matcher
from servers import serving

from matcher.api.tokens import Expired, new_token, recognised
from matcher.store.sqlite.database import Database

PAGE = Path(__file__).parent.parent / "docs" / "security.md"
ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)


def table() -> dict[str, str]:
    """What the page says is seen, by attack."""
    _, _, section = PAGE.read_text(encoding="utf-8").partition("## Attacks, tried")
    return dict(ROW.findall(section.partition("\n## ")[0])[2:])


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    database = tmp_path_factory.mktemp("attacked") / "matcher.sqlite3"
    with serving(database, "--rate", "20", "--waiting", "3", "--at-once", "2") as server:
        reader, solver = server.token("read"), server.token("read", "solve")
        other = server.token("read", "solve", "publish")
        job = server.client(solver).solve(MARCUS, weeks=8, time_limit=600)
        yield Target(server, reader, solver, other, job.id)


def test_the_page_lists_every_attack() -> None:
    assert list(table()) == list(ATTACKS)


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_seen_is_what_the_page_says(target: Target, name: str) -> None:
    assert ATTACKS[name](target) == table()[name]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_no_other_address_is_served_without_a_token(tmp_path: Path, host: str) -> None:
    ended = matcher("serve", "--database", tmp_path / "matcher.sqlite3", "--host", host, "--port", "0")

    assert ended.returncode == 2
    assert "Make a token first" in ended.stderr


def test_the_same_is_computed_for_a_token_that_is_not_there_as_for_one_that_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long it takes is measured in benchmarks/token_timing.py; here, that the same is done."""
    store = Database(tmp_path / "matcher.sqlite3")
    made, text = new_token("a test", ["read"], 1)
    store.tokens.add(made)
    done: list[str] = []
    compare, digest = hmac.compare_digest, hashlib.sha256

    def compared(one: bytes, other: bytes) -> bool:
        done.append("compared")
        return compare(one, other)

    def digested(data: bytes) -> Any:
        done.append("digest")
        return digest(data)

    monkeypatch.setattr(hmac, "compare_digest", compared)
    monkeypatch.setattr(hashlib, "sha256", digested)

    tried = {"right": text, "wrong": text[:-1] + "~", "unknown": f"matcher_{'0' * 16}_x", "empty": ""}
    seen = {}
    for name, each in tried.items():
        done.clear()
        found = recognised(store.tokens, each)
        seen[name] = (found is not None, tuple(done))
    store.close()

    same = ("digest", "compared")
    assert seen == {
        "right": (True, same),
        "wrong": (False, same),
        "unknown": (False, same),
        "empty": (False, same),
    }


def test_whether_a_token_has_expired_is_told_only_to_whoever_has_it(tmp_path: Path) -> None:
    store = Database(tmp_path / "matcher.sqlite3")
    made, text = new_token("a test", ["read"], -1)
    store.tokens.add(made)

    with pytest.raises(Expired):
        recognised(store.tokens, text)
    assert recognised(store.tokens, text[:-1] + "~") is None
    store.close()


def test_of_a_token_only_a_digest_is_kept(tmp_path: Path) -> None:
    database = tmp_path / "matcher.sqlite3"
    text = matcher("token", "add", "--database", database, "--name", "the office").stdout.strip()
    listed = matcher("token", "list", "--database", database).stdout

    secret = text.split("_", 2)[2]
    assert "the office" in listed
    assert secret not in listed
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes()
