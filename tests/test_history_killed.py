"""A history survives what happens to programs: a kill at any moment of a publish, and two writers at once.

Real processes, really killed. What was published is never lost, and nothing is ever half there.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from answers import answered, rota_of
from commands import EARLY, ENVIRONMENT, MATCHER, matcher, team, written
from test_store import NOW

from matcher.model.published import Publication
from matcher.store.folder import LOCK, FolderHistory

HERE = Path(__file__).parent
KILLED = -signal.SIGKILL
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal.")

PUBLISHER = """
import os, signal, sys
from pathlib import Path
from matcher.errors import PublishedMeanwhile
from matcher.model.published import Publication
from matcher.store.folder import FolderHistory

store = FolderHistory(Path(sys.argv[1]))
entry = Publication.model_validate_json(Path(sys.argv[2]).read_bytes())
"""
KILLED_AT = """
left = int(sys.argv[3])
def hook(event, arguments):
    global left
    if left and (event == "open" or event.startswith("os.")):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
store.publish(entry)
"""
"""Dies just before the so-manieth time that it touches the disk."""
ONE_AFTER_ANOTHER = """
done = 0
while done < int(sys.argv[3]):
    try:
        store.publish(entry.model_copy(update={"number": store.last() + 1, "by": sys.argv[4]}))
    except PublishedMeanwhile:
        continue
    done += 1
    print(done, flush=True)
"""


def publication(number: int) -> Publication:
    return Publication(
        number=number, at=NOW, by="Ruth", answer=answered(rotas=(rota_of((), first=0, days=7),))
    )


def publisher(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """A process that publishes, and says what it has done."""
    words = [sys.executable, "-c", PUBLISHER + code, *map(str, arguments)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)


def killed_at(moment: int, store: FolderHistory, entry: Path) -> int:
    """How a publish ends that dies at the so-manieth touch of the disk, if it comes to that."""
    running = publisher(KILLED_AT, store.path, entry, str(moment))
    running.communicate(timeout=60)
    return running.returncode


def entry_in(folder: Path, number: int) -> Path:
    return written(folder / "entry.json", publication(number).model_dump_json())


def junk(store: FolderHistory) -> list[str]:
    """Files that no entry is made of."""
    return [each.name for each in store.path.iterdir() if each.suffix != ".json" and each.name != LOCK]


def test_a_publish_killed_at_any_touch_of_the_disk_leaves_all_or_nothing(tmp_path: Path) -> None:
    moment, ends = 0, [KILLED]
    while ends[-1] == KILLED:
        moment += 1
        folder = tmp_path / str(moment)
        folder.mkdir()
        store = FolderHistory(folder / "rotas")
        store.publish(publication(1))
        ends.append(killed_at(moment, store, entry_in(folder, 2)))

        found = store.publications()
        assert found in ((publication(1),), (publication(1), publication(2))), moment
        assert store.damage() == ()
        store.publish(publication(len(found) + 1))
        assert len(store.publications()) == len(found) + 1
        assert junk(store) == []

    assert ends[-1] == 0
    assert moment > 8, "it was killed at many moments"


def test_a_first_publish_killed_at_any_moment_leaves_all_or_nothing(tmp_path: Path) -> None:
    for moment in range(1, 8):
        store = FolderHistory(tmp_path / f"rotas-{moment}")
        assert killed_at(moment, store, entry_in(tmp_path, 1)) == KILLED

        assert store.publications() in ((), (publication(1),))
        store.publish(publication(store.last() + 1))


def test_a_writer_killed_again_and_again_loses_nothing_it_said_was_published(tmp_path: Path) -> None:
    store, entry, said = FolderHistory(tmp_path / "rotas"), entry_in(tmp_path, 1), 0
    for wait in (0.0, 0.003, 0.007, 0.011, 0.019, 0.031, 0.05):
        writer = publisher(ONE_AFTER_ANOTHER, store.path, entry, "10000", "Ruth")
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(wait)
        writer.kill()
        lines = [first, *writer.stdout.read().splitlines()]
        writer.stdout.close()
        writer.wait()
        said += int(lines[-1] or first)
        found = store.publications()

        assert len(found) in (said, said + 1), "one more may have been written and not yet said"
        assert [each.number for each in found] == list(range(1, len(found) + 1))
        said = len(found)


def test_two_writers_at_once_lose_nothing_and_give_no_number_twice(tmp_path: Path) -> None:
    store, entry = FolderHistory(tmp_path / "rotas"), entry_in(tmp_path, 1)
    writers = [publisher(ONE_AFTER_ANOTHER, store.path, entry, "25", who) for who in ("Ruth", "Kwame")]
    for writer in writers:
        said, _ = writer.communicate(timeout=120)
        assert (writer.returncode, said.splitlines()[-1]) == (0, "25")

    found = store.publications()
    assert [each.number for each in found] == list(range(1, 51))
    assert sorted(each.by for each in found) == ["Kwame"] * 25 + ["Ruth"] * 25


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team file with a draft of its rota."""
    folder = tmp_path_factory.mktemp("draft")
    path = written(folder / "team.json", team(EARLY, supporters=("ann", "bob")))
    assert matcher("rota", path, "-o", folder / "draft.json").returncode == 0
    return folder / "draft.json"


def test_the_command_killed_at_any_time_leaves_all_or_nothing(tmp_path: Path, draft: Path) -> None:
    store, ends = FolderHistory(tmp_path / "rotas"), set()
    begun = time.monotonic()
    matcher("publish", draft, "--to", tmp_path / "first")
    whole = time.monotonic() - begun
    for share in (0.3, 0.6, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.5):
        running = subprocess.Popen(
            [*MATCHER, "publish", draft, "--to", store.path], stdout=subprocess.DEVNULL, env=ENVIRONMENT
        )
        time.sleep(whole * share)
        running.kill()
        ends.add(running.wait())
        assert len(store.publications()) <= 1
        assert store.damage() == ()

    assert KILLED in ends
    assert matcher("publish", draft, "--to", tmp_path / "last").returncode == 0


def test_of_two_commands_that_publish_at_once_one_is_told_to_look_again(tmp_path: Path, draft: Path) -> None:
    words: list[str | Path] = [*MATCHER, "publish", draft, "--to", tmp_path / "rotas"]
    both = [
        subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in "ab"
    ]
    ends = [(running.communicate(timeout=120)[1], running.returncode) for running in both]

    assert sorted(code for _, code in ends) == [0, 2]
    assert len(FolderHistory(tmp_path / "rotas").publications()) == 1
    assert any("Nothing was written" in said or "nothing was written" in said for said, _ in ends)
