"""The database of a server: what it keeps, for how long, and whom it lets change what."""

import json
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from answers import answered, week
from commands import EARLY, team

from matcher.errors import BadInput, ChangedMeanwhile, DamagedHistory, StoreBusy
from matcher.model.organisation import Organisation
from matcher.model.published import Publication
from matcher.store.records import Ending, Event, NewJob, OtherRequest, Token
from matcher.store.sqlite.database import Database
from matcher.store.sqlite.schema import STEPS

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HAZEL = Organisation.model_validate(team(EARLY))
RENAMED = HAZEL.model_copy(update={"name": "Harbour Supports"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "matcher.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    made = Database(path, longest_wait=0.05)
    yield made
    made.close()


def told(what: str, says: str = "In a sentence.") -> Event:
    return Event(0, NOW, what, {"says": says})


def asked(id: str, *, caller: str = "ann", key: str | None = None, digest: str = "the same") -> NewJob:
    return NewJob(id, caller, "solve", json.dumps({"team": "a team"}), key, digest)


def begun(database: Database, id: str) -> int:
    database.jobs.add(asked(id), told("queued"))
    attempt = database.jobs.begin(id, told("started"))
    assert attempt is not None
    return attempt


# --- The file --------------------------------------------------------------------------------------------


def test_only_the_owner_can_read_the_file_and_its_log(database: Database, path: Path) -> None:
    database.deeds.add("ann", "looked")

    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_left_open_to_others_is_closed_to_them(path: Path) -> None:
    path.parent.mkdir()
    path.touch(0o644)
    Database(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_database_of_a_later_version_is_left_alone(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {len(STEPS) + 1}")

    with pytest.raises(BadInput, match="later version of the program"):
        Database(path)


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sam, " * 100)

    with pytest.raises(BadInput, match="not a database of this program"):
        Database(letter)
    assert letter.read_text().startswith("Dear Sam")


def test_a_writer_who_does_not_let_go_is_waited_for_and_then_named(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="so nothing was done"):
            database.organisations.keep("hazel", HAZEL, 0, "ann")
        assert database.organisations.all() == (), "reading goes on"
        other.execute("ROLLBACK")

    assert database.organisations.keep("hazel", HAZEL, 0, "ann").version == 1


def test_what_was_kept_is_there_after_closing_and_opening_again(database: Database, path: Path) -> None:
    database.organisations.keep("hazel", HAZEL, 0, "ann")
    database.close()
    with closing(Database(path)) as again:
        kept = again.organisations.get("hazel")

    assert kept is not None
    assert kept.organisation == HAZEL


# --- Organisations ---------------------------------------------------------------------------------------


def test_every_version_stays_and_the_newest_is_the_one_meant(database: Database) -> None:
    database.organisations.keep("hazel", HAZEL, 0, "ann")
    database.organisations.keep("hazel", RENAMED, 1, "bob")

    versions = [(each.version, each.organisation.name) for each in database.organisations.versions("hazel")]
    assert versions == [(1, "Hazel Lane"), (2, "Harbour Supports")]
    assert [(each.id, each.version) for each in database.organisations.all()] == [("hazel", 2)]
    assert database.organisations.get("hazel", 3) is None


@pytest.mark.parametrize("after", [0, 2], ids=["as if new", "after one to come"])
def test_whoever_changes_another_version_than_the_newest_is_told(database: Database, after: int) -> None:
    database.organisations.keep("hazel", HAZEL, 0, "ann")

    with pytest.raises(ChangedMeanwhile, match="so nothing was written"):
        database.organisations.keep("hazel", RENAMED, after, "bob")
    assert [each.version for each in database.organisations.versions("hazel")] == [1]


def test_of_many_who_change_the_same_version_at_once_one_wins(database: Database) -> None:
    database.organisations.keep("hazel", HAZEL, 0, "ann")
    won, lost = [], []

    def change(number: int) -> None:
        try:
            won.append(database.organisations.keep("hazel", RENAMED, 1, f"caller {number}"))
        except (ChangedMeanwhile, StoreBusy) as late:
            lost.append(late)

    threads = [threading.Thread(target=change, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (len(won), len(lost)) == (1, 7)


# --- Jobs ------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_once_however_often_it_comes(database: Database) -> None:
    attempt = begun(database, "one")
    first = database.jobs.end("one", attempt, Ending("done", "Done.", b"{}"), told("done"))
    again = database.jobs.end("one", attempt, Ending("failed", "Late.", b"[]"), told("failed"))

    job = database.jobs.get("one")
    assert (first, again) == (True, False)
    assert job is not None
    assert (job.state, job.says, job.has_answer) == ("done", "Done.", True)
    assert database.jobs.answer("one", "ann", "ann") == b"{}"
    assert [each.what for each in database.jobs.events("one")] == ["queued", "started", "done"]


def test_an_attempt_that_was_given_up_cannot_end_the_next_one(database: Database) -> None:
    first = begun(database, "one")
    database.jobs.again("one", told("begun_again"), counts=True)
    second = database.jobs.begin("one", told("started"))

    assert (first, second) == (1, 2)
    assert not database.jobs.end("one", first, Ending("done", "Done.", b"{}"), told("done"))
    assert not database.jobs.note("one", first, told("progress"))
    assert database.jobs.note("one", 2, told("progress"))


def test_an_attempt_that_does_not_count_is_as_if_never_begun(database: Database) -> None:
    begun(database, "one")
    database.jobs.again("one", told("begun_again"), counts=False)

    assert database.jobs.begin("one", told("started")) == 1


def test_a_job_is_begun_by_one_alone(database: Database) -> None:
    begun(database, "one")

    assert database.jobs.begin("one", told("started")) is None


def test_a_request_under_a_used_key_is_the_job_of_then(database: Database) -> None:
    assert database.jobs.add(asked("one", key="monday"), told("queued")) == "one"
    assert database.jobs.add(asked("two", key="monday"), told("queued")) == "one"
    assert database.jobs.add(asked("three", caller="bob", key="monday"), told("queued")) == "three"
    with pytest.raises(OtherRequest):
        database.jobs.add(asked("four", key="monday", digest="another"), told("queued"))

    assert {each.id for each in database.jobs.of(None, 10)} == {"one", "three"}


def test_another_callers_answer_is_not_there(database: Database) -> None:
    attempt = begun(database, "one")
    database.jobs.end("one", attempt, Ending("done", "Done.", b"{}"), told("done"))

    assert database.jobs.answer("one", "bob", "bob") is None
    assert [each.id for each in database.jobs.of("bob", 10)] == []


def test_a_job_goes_with_its_events_its_answer_and_its_key(database: Database, path: Path) -> None:
    database.jobs.add(asked("one", key="monday"), told("queued"))
    database.jobs.end("one", None, Ending("done", "Done.", b"{}"), told("done"))

    assert database.jobs.remove("one", "ann")
    assert not database.jobs.remove("one", "ann")
    with closing(sqlite3.connect(path)) as other:
        left = [other.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES_OF_A_JOB]
    assert left == [0, 0, 0, 0]


TABLES_OF_A_JOB = ("jobs", "events", "answers", "keys")


def test_jobs_that_ended_long_ago_expire_and_others_stay(database: Database) -> None:
    begun(database, "runs")
    database.jobs.add(asked("ended"), told("queued"))
    database.jobs.end("ended", None, Ending("done", "Done.", b"{}"), told("done"))

    assert database.jobs.expire(NOW) == 0
    assert database.jobs.expire(NOW + timedelta(seconds=1)) == 1
    assert [each.id for each in database.jobs.of(None, 10)] == ["runs"]


def test_what_was_not_finished_is_found_oldest_first(database: Database) -> None:
    begun(database, "first")
    database.jobs.add(asked("second"), told("queued"))
    database.jobs.add(asked("ended"), told("queued"))
    database.jobs.end("ended", None, Ending("stopped", "Stopped."), told("stopped"))

    assert [(each.id, each.state) for each in database.jobs.unfinished()] == [
        ("first", "running"),
        ("second", "queued"),
    ]


# --- Tokens and deeds ------------------------------------------------------------------------------------


def test_a_token_comes_back_as_it_was_and_can_be_revoked_once(database: Database) -> None:
    token = Token("1f", "the office", b"digest", frozenset({"read", "solve"}), NOW, NOW + timedelta(days=1))
    assert not database.tokens.some()
    database.tokens.add(token)

    assert database.tokens.get("1f") == token
    assert (database.tokens.revoke("1f"), database.tokens.revoke("1f")) == (True, False)
    assert database.tokens.some(), "a server once closed to strangers stays closed"


def test_what_changes_something_is_noted_with_who_did_it(database: Database) -> None:
    database.organisations.keep("hazel", HAZEL, 0, "ann")
    attempt = begun(database, "one")
    database.jobs.end("one", attempt, Ending("done", "Done.", b"{}"), told("done"))
    database.jobs.answer("one", "ann", "ann")
    database.jobs.remove("one", "ann")

    assert [(each.caller, each.action, each.about) for each in database.deeds.all()] == [
        ("ann", "organisation kept", "hazel 1"),
        ("ann", "solve asked for", "one"),
        ("ann", "answer read", "one"),
        ("ann", "job removed", "one"),
    ]


@pytest.mark.parametrize("statement", ["UPDATE deeds SET caller = 'bob'", "DELETE FROM deeds"])
def test_the_database_itself_lets_nobody_change_what_was_done(
    database: Database, path: Path, statement: str
) -> None:
    database.deeds.add("ann", "looked")

    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError, match="only ever"):
        other.execute(statement)


TAMPERED: dict[str, str] = {
    "another's name": "UPDATE deeds SET caller = 'bob' WHERE number = 2",
    "one taken out": "DELETE FROM deeds WHERE number = 1",
    "one in between": "UPDATE deeds SET number = number + 1 WHERE number = 3",
}


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_deeds_changed_behind_its_back_are_noticed(database: Database, path: Path, statement: str) -> None:
    for number in range(3):
        database.deeds.add("ann", f"looked {number}")
    with closing(sqlite3.connect(path)) as other:
        for trigger in ("deeds_never_change", "deeds_never_go"):
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute(statement)
        other.commit()

    with pytest.raises(DamagedHistory, match="not as it was written"):
        database.deeds.all()


# --- History ------------------------------------------------------------------------------------------------


def publish_two(database: Database) -> None:
    for number in (1, 2):
        answer = answered(rotas=(week(early="ann bob - . . . ."),))
        database.history("hazel").publish(Publication(number=number, at=NOW, by="Rosa", answer=answer))


SPOILT: dict[str, str] = {
    "one byte": "UPDATE history SET sealed = CAST(replace(sealed, 'Rosa', 'Rose') AS BLOB) WHERE number = 2",
    "its place": "UPDATE history SET number = 3 WHERE number = 2",
    "the one before it": "DELETE FROM history WHERE number = 1",
}


@pytest.mark.parametrize("statement", SPOILT.values(), ids=SPOILT)
def test_damage_to_a_history_is_noticed(database: Database, path: Path, statement: str) -> None:
    publish_two(database)
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()

    with pytest.raises(DamagedHistory):
        database.history("hazel").publications()


def test_each_organisation_has_a_history_of_its_own(database: Database) -> None:
    publish_two(database)

    assert (database.history("hazel").last(), database.history("harbour").last()) == (2, 0)
    assert database.histories() == ("hazel",)


# --- Threads -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted in /proc")
def test_threads_that_come_and_go_leave_no_file_open(database: Database) -> None:
    def used_by_a_thread() -> int:
        use = threading.Thread(target=database.deeds.add, args=("ann", "looked"))
        use.start()
        use.join()
        return len(list(Path("/proc/self/fd").iterdir()))

    first = used_by_a_thread()
    assert [used_by_a_thread() for _ in range(20)] == [first] * 20


# --- Readiness ---------------------------------------------------------------------------------------------


def test_a_check_leaves_nothing_behind_and_fails_where_nothing_can_be_written(
    database: Database, path: Path
) -> None:
    database.check()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        assert other.execute("SELECT count(*) FROM keys").fetchone() == (0,)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            database.check()
