"""A history in a folder: one file for each entry, never changed, named by its number and first day.

A file comes into being in one step (see `write_new`), so a program that is killed leaves it whole or not at
all. A lock keeps two writers apart; where a network drive knows no locks, that one step does.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from matcher.errors import BadQuestion, DamagedHistory, Problem, PublishedMeanwhile
from matcher.model.delivered import Happened
from matcher.model.published import Publication
from matcher.store.sealed import DAMAGED, GO_ON, MISSING, Entry, NotWhole, sealed, unsealed
from matcher.write.files import UNFINISHED, replace_kept, sync_folder, write_new

NAME = re.compile(r"(?P<number>\d{4,})-\d{4}-\d{2}-\d{2}(?P<happened>-happened)?\.json")
LOCK = ".lock"
LONGEST_WAIT = 20
"""Seconds that a writer waits for another."""

TWICE = "There is another file with this number."
TAKE_ONE_OUT = "Take out the one that does not belong here, or go on without it with --without-damaged."
UNREADABLE = "It cannot be opened and read."
BUSY = "Somebody else is writing in this history."
TRY_AGAIN = "Try again in a moment."


@dataclass(frozen=True)
class FolderHistory:
    """A history in a folder, which the first entry makes. Entries that are damaged can be left out."""

    path: Path
    without_damaged: bool = False
    """Use the rest where some are damaged, in place of raising DamagedHistory."""

    def last(self) -> int:
        """The number given last; 0 where there is none."""
        return max((_number(file) for file in self._files()), default=0)

    def publications(self) -> tuple[Publication, ...]:
        """All that was published, by number."""
        return self._read(Publication)

    def publish(self, new: Publication) -> None:
        """Add a publication."""
        self._add(new)

    def happened(self) -> tuple[Happened, ...]:
        """All that was recorded of what happened, by number."""
        return self._read(Happened)

    def record(self, new: Happened) -> None:
        """Add a record of what happened."""
        self._add(new)

    def rewrite(self, entries: Iterable[Publication | Happened]) -> None:
        """Put entries in the place of those with their numbers, one after another."""
        with self._alone():
            for each in entries:
                (old,) = (file for file in self._files() if _number(file) == each.number)
                replace_kept(old, self.path / _name(each), sealed(each))

    def damage(self) -> tuple[Problem, ...]:
        """Every file that cannot be used, and every number that is missing, with how to go on."""
        return (*self._missing(), *self._opened(Publication)[1], *self._opened(Happened)[1])

    def plain_files(self) -> list[Path]:
        """The other JSON files in the folder, by name: answers that were only written there."""
        return sorted(file for file in self.path.glob("*.json") if not NAME.fullmatch(file.name))

    def _files(self) -> list[Path]:
        files = (each for each in self.path.glob("*.json") if NAME.fullmatch(each.name))
        return sorted(files, key=lambda file: (_number(file), file.name))

    def _read(self, kind: type[Entry]) -> tuple[Entry, ...]:
        entries, problems = self._opened(kind)
        if not self.without_damaged and (problems or self._missing()):
            raise DamagedHistory(str(self.path), self.damage())
        return tuple(entries)

    def _opened(self, kind: type[Entry]) -> tuple[list[Entry], list[Problem]]:
        """The entries of a kind, and what is wrong with the others."""
        entries, problems = [], []
        files = self._files()
        times = Counter(map(_number, files))
        for file in files:
            if _is_happened(file) == (kind is Happened):
                try:
                    entries.append(_entry(file, kind, alone=times[_number(file)] == 1))
                except NotWhole as wrong:
                    problems.append(wrong.at(file.name))
        return entries, problems

    def _missing(self) -> list[Problem]:
        there = {_number(file) for file in self._files()}
        return [
            Problem(f"{number:04}", MISSING, GO_ON)
            for number in range(1, max(there, default=0))
            if number not in there
        ]

    def _add(self, new: Publication | Happened) -> None:
        self._made()
        with self._alone():
            for left in self.path.glob(f".*{UNFINISHED}"):  # By a writer that was killed.
                left.unlink(missing_ok=True)
            if new.number != self.last() + 1:
                raise PublishedMeanwhile
            try:
                write_new(self.path / _name(new), sealed(new))
            except FileExistsError as other:
                raise PublishedMeanwhile from other

    def _made(self) -> None:
        """The folder, for its owner alone where this is the first entry."""
        if not self.path.is_dir():
            self.path.mkdir(mode=0o700)
            sync_folder(self.path.parent)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with FileLock(self.path / LOCK, timeout=LONGEST_WAIT, mode=0o600):
                yield
        except Timeout as busy:
            raise BadQuestion(BUSY, TRY_AGAIN) from busy


def _entry(file: Path, kind: type[Entry], *, alone: bool) -> Entry:
    """The entry in a file, which is what its name says."""
    if not alone:
        raise NotWhole(TWICE, TAKE_ONE_OUT)
    try:
        entry = unsealed(file.read_bytes(), kind)
    except OSError as unread:
        raise NotWhole(UNREADABLE, GO_ON) from unread
    if isinstance(entry, Publication | Happened) and _name(entry) != file.name:
        raise NotWhole(DAMAGED, GO_ON)
    return entry


def _name(entry: Publication | Happened) -> str:
    """'0007-2026-06-01.json': its number and the first day it is about, and never a name."""
    return f"{entry.number:04}-{_first_day(entry)}{'-happened' if isinstance(entry, Happened) else ''}.json"


def _first_day(entry: Publication | Happened) -> date:
    if isinstance(entry, Happened):
        return min(shift.day for shift in entry.shifts)
    return min(rota.first_day for rota in entry.answer.rotas)


def _number(file: Path) -> int:
    return int(file.name.partition("-")[0])


def _is_happened(file: Path) -> bool:
    found = NAME.fullmatch(file.name)
    return found is not None and found["happened"] is not None
