"""Stores of history: what every one of them keeps to, and the folder's own promises.

A new kind of store is added to STORES, and has to pass everything in the first part.
"""

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from answers import MONDAY, answered, rota_of, week
from filelock import FileLock

from matcher.errors import BadInput, BadQuestion, DamagedHistory, PublishedMeanwhile
from matcher.model.delivered import Delivered, Happened
from matcher.model.published import Publication
from matcher.store import folder, sealed
from matcher.store.base import History
from matcher.store.folder import FolderHistory
from matcher.store.memory import MemoryHistory
from matcher.store.sqlite.database import Database

Opens = Callable[[], History]
"""Opens the same store again, as another program would."""

STORES: dict[str, Callable[[Path], History]] = {
    "folder": FolderHistory,
    "database": lambda path: Database(path).history("hazel-lane"),
    "memory": lambda path: IN_MEMORY.setdefault(path, MemoryHistory()),
}
IN_MEMORY: dict[Path, MemoryHistory] = {}
"""Another program never sees it: opened again means asked for again."""
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture(params=STORES)
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Opens:
    return lambda: STORES[request.param](tmp_path / "history")


def published(number: int, *, weeks_on: int | None = None, by: str = "Rosa") -> Publication:
    first = 7 * (number - 1 if weeks_on is None else weeks_on)
    return Publication(
        number=number, at=NOW, by=by, answer=answered(rotas=(rota_of((), first=first, days=7),))
    )


def what_happened(number: int, *, day: date = MONDAY) -> Happened:
    late = Delivered(
        person="pat",
        need="early",
        day=day,
        planned="ann",
        came="bob",
        start=NOW,
        end=NOW + timedelta(hours=7),
        outcome="late",
    )
    return Happened(number=number, at=NOW, by="Zoë", shifts=(late,))


# --- Every store ---------------------------------------------------------------------------------------


def test_a_new_history_is_empty(opens: Opens) -> None:
    assert (opens().last(), opens().publications(), opens().happened()) == (0, (), ())


def test_what_was_put_in_comes_back_in_order_and_unchanged(opens: Opens) -> None:
    first, then, third = published(1), what_happened(2), published(3)
    opens().publish(first)
    opens().record(then)
    opens().publish(third)

    assert opens().publications() == (first, third)
    assert opens().happened() == (then,)
    assert opens().last() == 3


def test_a_whole_answer_survives(opens: Opens) -> None:
    answer = answered(rotas=(week(early="ann bob - . . . ."), week("quin", late="cat . . . . . .")))
    new = Publication(number=1, at=NOW, by="Rosa", why="Joy asked.", answer=answer)
    opens().publish(new)

    assert opens().publications() == (new,)


@pytest.mark.parametrize("number", [1, 3], ids=["taken", "one is left out"])
def test_only_the_next_number_is_taken(opens: Opens, number: int) -> None:
    opens().publish(published(1))

    with pytest.raises(PublishedMeanwhile, match=r"Somebody published in between"):
        opens().publish(published(number, by="somebody else"))
    with pytest.raises(PublishedMeanwhile):
        opens().record(what_happened(number))

    assert (opens().publications(), opens().happened()) == ((published(1),), ())


def test_a_year_and_more_stays_in_order(opens: Opens) -> None:
    weeks = [published(number, weeks_on=60 - number) for number in range(1, 61)]
    for each in weeks:
        opens().publish(each)

    assert opens().publications() == tuple(weeks)


# --- The folder ----------------------------------------------------------------------------------------


@pytest.fixture
def three(tmp_path: Path) -> FolderHistory:
    """Three publications in a folder."""
    made = FolderHistory(tmp_path / "history")
    for number in (1, 2, 3):
        made.publish(published(number))
    return made


def names(made: FolderHistory) -> list[str]:
    return sorted(each.name for each in made.path.iterdir() if not each.name.startswith("."))


def test_files_are_named_by_number_and_first_day_and_by_nobody(three: FolderHistory) -> None:
    three.record(what_happened(4))

    assert names(three) == [
        "0001-2026-06-01.json",
        "0002-2026-06-08.json",
        "0003-2026-06-15.json",
        "0004-2026-06-01-happened.json",
    ]


def test_a_file_is_json_that_any_program_can_read(three: FolderHistory) -> None:
    read = json.loads((three.path / "0002-2026-06-08.json").read_text(encoding="utf-8"))

    assert set(read) == {"sha256", "entry"}
    assert read["entry"]["number"] == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes.")
def test_only_the_owner_can_read_and_nobody_changes_a_file(three: FolderHistory) -> None:
    modes = {stat.S_IMODE(each.stat().st_mode) for each in three.path.glob("*.json")}

    assert stat.S_IMODE(three.path.stat().st_mode) == 0o700
    assert modes == {0o400}


def spoil(file: Path, change: Callable[[bytes], bytes]) -> None:
    data = change(file.read_bytes())
    file.chmod(0o600)
    file.write_bytes(data)


def other_byte(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "one bit": other_byte,
    "empty": lambda _: b"",
    "cut off": lambda data: data[:-1],
    "cut in half": lambda data: data[: len(data) // 2],
    "more after its end": lambda data: data + b" ",
    "another text": lambda _: b'{"sha256":"","entry":{}}\n',
    "no text": lambda _: b"\xff\x00" * 200,
    "a name": lambda data: data.replace(b'"Rosa"', b'"Rose"'),
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_a_damaged_file_is_named_and_the_rest_is_used_only_when_asked(
    three: FolderHistory, change: Callable[[bytes], bytes]
) -> None:
    spoil(three.path / "0002-2026-06-08.json", change)

    with pytest.raises(DamagedHistory) as raised:
        three.publications()
    (problem,) = raised.value.problems
    assert problem.path == "0002-2026-06-08.json"
    assert "--without-damaged" in problem.mend
    assert raised.value.exit_code == BadInput.exit_code == 65
    rest = FolderHistory(three.path, without_damaged=True)
    assert [each.number for each in rest.publications()] == [1, 3]
    assert rest.last() == 3


@pytest.mark.parametrize("place", range(0, 600, 7))
def test_any_changed_byte_is_noticed(three: FolderHistory, place: int) -> None:
    spoil(
        three.path / "0003-2026-06-15.json",
        lambda data: data[:place] + bytes([data[place] ^ 32]) + data[place + 1 :],
    )

    assert [problem.path for problem in three.damage()] == ["0003-2026-06-15.json"]


def test_every_damaged_file_is_named_at_once(three: FolderHistory) -> None:
    for name in ("0001-2026-06-01.json", "0003-2026-06-15.json"):
        spoil(three.path / name, other_byte)

    with pytest.raises(DamagedHistory) as raised:
        three.publications()
    assert [problem.path for problem in raised.value.problems] == [
        "0001-2026-06-01.json",
        "0003-2026-06-15.json",
    ]


def test_a_file_that_was_taken_out_is_noticed(three: FolderHistory) -> None:
    (three.path / "0002-2026-06-08.json").unlink()

    with pytest.raises(DamagedHistory) as raised:
        three.publications()
    assert [(problem.path, problem.says) for problem in raised.value.problems] == [("0002", sealed.MISSING)]
    assert [each.number for each in FolderHistory(three.path, without_damaged=True).publications()] == [1, 3]


def test_a_file_under_another_number_or_day_is_noticed(three: FolderHistory) -> None:
    (three.path / "0003-2026-06-15.json").rename(three.path / "0003-2026-06-22.json")

    with pytest.raises(DamagedHistory, match="0003-2026-06-22"):
        three.publications()


def test_of_two_files_with_one_number_neither_is_trusted(three: FolderHistory) -> None:
    copy = three.path / "0002-2026-06-09.json"
    copy.write_bytes((three.path / "0002-2026-06-08.json").read_bytes())

    assert [problem.says for problem in three.damage()] == [folder.TWICE, folder.TWICE]


def test_a_file_of_a_later_version_is_told_apart_from_a_damaged_one(three: FolderHistory) -> None:
    newer = published(4).model_copy(update={"format": "matcher/published/2"})
    three.publish(newer)

    (problem,) = three.damage()
    assert "this version of the program cannot read it" in problem.says


def test_the_next_one_is_numbered_after_a_damaged_last_one(three: FolderHistory) -> None:
    spoil(three.path / "0003-2026-06-15.json", other_byte)
    three.publish(published(4))

    rest = FolderHistory(three.path, without_damaged=True)
    assert [each.number for each in rest.publications()] == [1, 2, 4]


def test_what_a_killed_writer_left_behind_does_no_harm_and_goes(three: FolderHistory) -> None:
    left = three.path / ".0123456789abcdef.unfinished"
    left.write_bytes(b'{"sha256":"half')

    assert [each.number for each in three.publications()] == [1, 2, 3]
    three.publish(published(4))
    assert not left.exists()


def test_a_disk_without_links_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    made = FolderHistory(tmp_path / "stick")
    made.publish(published(1))

    assert made.publications() == (published(1),)
    assert [each.suffix for each in made.path.iterdir() if each.name != folder.LOCK] == [".json"]


def test_a_full_disk_leaves_the_history_as_it_was(
    three: FolderHistory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("the disk is full")

    before = names(three)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="the disk is full"):
            three.publish(published(4))

    assert names(three) == before
    assert not list(three.path.glob("*.unfinished"))
    three.publish(published(4))
    assert three.last() == 4


def test_somebody_else_who_writes_is_waited_for_and_then_named(
    three: FolderHistory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LONGEST_WAIT", 0.01)
    other = FileLock(three.path / folder.LOCK, is_singleton=False)
    with other, pytest.raises(BadQuestion, match="Somebody else is writing"):
        three.publish(published(4))
    three.publish(published(4))

    assert three.last() == 4
