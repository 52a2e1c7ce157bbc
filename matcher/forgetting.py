"""Somebody taken out of all that is kept, and all that is kept about somebody.

What others' records need stays, without saying whose it was: that a shift was worked, from when to when.
Rest, hours and averages of everybody else come out as before. Such a shift carries an id made up for the
occasion, and no list says what it stands for. Everything else about the one who is forgotten goes: reasons,
matches, hours, sentences that name them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import Any

from matcher.model.answer import Answer
from matcher.model.delivered import Happened
from matcher.model.organisation import Organisation
from matcher.model.published import Publication
from matcher.read.answer import read_answer
from matcher.store.base import ForgettingHistory, History
from matcher.store.folder import FolderHistory
from matcher.store.keeping import Store
from matcher.write.files import write_safely
from matcher.write.json import answer_json

ROOTS = ("people", "supporters", "leaders")
"""Where a team file has those who have an id of their own."""
WHO = frozenset(
    {
        "person",
        "people",
        "supporter",
        "supporters",
        "team_of",
        "contingency_order",
        "members",
        "away",
        "carries",
    }
    | {"next_in_order", "yeses", "instead_of", "planned", "came"}
)
"""Fields that hold ids of people, supporters or leaders, one or several."""
FACTS = frozenset({"rotas", "shifts"})
"""Lists that others' hours and rest are worked out from. What is in them stays, under a made-up id."""
TAKEN_OUT = "Taken out: it named somebody who is to be forgotten."

Entry = Publication | Happened


@dataclass
class Somebody:
    """Who is to be found: by id, and by the names that go with it."""

    id: str
    names: frozenset[str]
    stand_in: str = field(default_factory=lambda: f"forgotten-{token_hex(4)}")
    """The id their shifts carry from now on."""
    _needs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def known_from(cls, id: str, teams: Iterable[Any], names: Iterable[str] = ()) -> "Somebody":
        """Somebody with the names that team files give them, besides those given."""
        found = {
            each["name"]
            for team in teams
            for root in ROOTS
            for each in team.get(root, ())
            if each["id"] == id
        }
        return cls(id, frozenset(found | set(names)))

    def holds(self, text: str) -> bool:
        """Whether JSON text says anything about them."""
        return json.dumps(self.id) in text or self._is_named(text)

    def without(self, team: Any) -> Any:
        """A team file without them; the same where it does not say anything about them.

        None where no person is left in it: then it is nobody's file.
        """
        rules = [each for each in team.get("rules", ()) if not self._only_about(each)]
        left = self._taken_out({**team, **({"rules": rules} if "rules" in team else {})})
        if left == team or not left["people"]:
            return left if left == team else None
        return Organisation.model_validate_json(json.dumps(left)).written()

    def forgotten_in(self, answer: Answer) -> Answer:
        """An answer without them, but for the shifts."""
        return Answer.model_validate(self._taken_out(answer.model_dump(mode="json", by_alias=True)))

    def rewritten(self, entry: Entry, by: str) -> Entry | None:
        """An entry without them, but for the shifts, which says that it was rewritten; None if not needed."""
        before = entry.model_dump(mode="json", by_alias=True)
        after = self._taken_out(before)
        if after == before:
            return None
        after["rewritten"].append({"at": datetime.now(UTC).isoformat(), "by": by})
        return type(entry).model_validate(after)

    def about(self, values: Any, at: str = "") -> Iterator[tuple[str, Any]]:
        """All that plain values say about them: each piece with its place, as a JSON pointer."""
        if isinstance(values, dict):
            if self._is_about(values, at):
                yield at, values
                return
            for name, value in values.items():
                yield from self.about(value, f"{at}/{name}")
        elif isinstance(values, list):
            for place, value in enumerate(values):
                yield from self.about(value, f"{at}/{place}")
        elif isinstance(values, str) and (self._is_named(values) or self._field_of(at, values)):
            yield at, values

    @cached_property
    def _name(self) -> re.Pattern[str]:
        words = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)")

    def _is_named(self, text: str) -> bool:
        return bool(self.names) and self._name.search(text) is not None

    def _field_of(self, at: str, value: str) -> bool:
        return value == self.id and any(step in WHO for step in at.split("/")[-2:])

    def _is_about(self, values: dict[str, Any], at: str) -> bool:
        """Whether an object is about them as a whole."""
        root = at.split("/")[-2] if at.count("/") >= 2 else ""
        own = root in ROOTS and values.get("id") == self.id
        return own or self.id in (values.get("person"), values.get("supporter"))

    def _only_about(self, rule: Any) -> bool:
        """Whether a rule is for nobody else: without them it would be for everyone."""
        whom = rule.get("applies_to", {})
        return any(whom.get(field) == [self.id] for field in ("people", "supporters"))

    def _taken_out(self, values: Any, field: str = "") -> Any:
        if isinstance(values, dict):
            kept = {name: value for name, value in values.items() if not self._goes(name, value, field)}
            return {name: self._taken_out(value, name) for name, value in kept.items()}
        if isinstance(values, list):
            if field in FACTS:
                return [self._fact(each) for each in values]
            kept_items = [each for each in values if not self._item_goes(each, field)]
            return [self._taken_out(each, field) for each in kept_items]
        if isinstance(values, str) and field != "name" and self._is_named(values):
            return TAKEN_OUT
        return values

    def _goes(self, name: str, value: Any, holder: str) -> bool:
        """Whether a field goes: it holds their id, or a file's name that may be theirs."""
        if name == "team_file" and isinstance(value, str):
            return any(word.casefold() in value.casefold() for word in (self.id, *self.names))
        return (name in WHO and value == self.id) or (holder in WHO and name == self.id)

    def _item_goes(self, item: Any, field: str) -> bool:
        if isinstance(item, dict):
            return self._is_about(item, f"/{field}/0")
        return field in WHO and item == self.id

    def _fact(self, item: Any) -> Any:
        """A rota or a shift that stays, with a made-up id where theirs was, and its needs renamed if they
        were the person's.
        """
        mine = item.get("person") == self.id
        stood_in = {name: self._stood_in(name, value, mine) for name, value in item.items()}
        return {name: self._taken_out(value, name) for name, value in stood_in.items()}

    def _stood_in(self, name: str, value: Any, mine: bool) -> Any:
        if name == "need" and mine:
            return self._needs.setdefault(value, f"need-{len(self._needs) + 1}")
        return self.stand_in if name in WHO and value == self.id else value


def forget_in_history(somebody: Somebody, history: ForgettingHistory, by: str) -> int:
    """Take somebody out of every entry of a history: how many were rewritten."""
    rewritten = [new for each in _entries(history) if (new := somebody.rewritten(each, by)) is not None]
    history.rewrite(rewritten)
    return len(rewritten)


def known_in_store(store: Store, id: str, organisation: str | None = None) -> list[tuple[str, Somebody]]:
    """Who has this id in which of the organisations that are kept, with all names they ever had there."""
    found = []
    for kept in store.organisations.all():
        if organisation in (None, kept.id):
            teams = [each.organisation.written() for each in store.organisations.versions(kept.id)]
            somebody = Somebody.known_from(id, teams)
            if somebody.names:
                found.append((kept.id, somebody))
    return found


def forget_in_store(somebody: Somebody, store: Store, organisation: str | None, by: str) -> dict[str, int]:
    """Take somebody out of one organisation's versions and history, and remove all jobs about them.

    Without an organisation, which nobody keeps then, only the jobs. How many of each.
    """
    entries = forget_in_history(somebody, store.history(organisation), by) if organisation else 0
    done = store.rewrite(organisation, somebody.without, somebody.holds, by)
    return {"entries of the history": entries, **done}


def about_in_store(somebody: Somebody, store: Store, organisation: str | None) -> Iterator[dict[str, Any]]:
    """What is kept about somebody: in one organisation's versions and history, and in all jobs."""
    if organisation:
        for kept in store.organisations.versions(organisation):
            where = f"organisation {kept.id}, version {kept.version}"
            yield from about_in(somebody, where, kept.organisation.written())
        yield from about_in_history(somebody, f"history of {organisation}", store.history(organisation))
    for job, values in store.jobs.texts():
        yield from about_in(somebody, f"job {job}", values)


def forget_in_folder(somebody: Somebody, path: Path, by: str) -> dict[str, int]:
    """Take somebody out of a folder: out of what was published, and of the answers written there."""
    history, answers = FolderHistory(path), 0
    for file in history.plain_files():
        before = read_answer(file, str(file))
        after = somebody.forgotten_in(before)
        if after != before:
            write_safely(file, answer_json(after))
            answers += 1
    return {"entries of the history": forget_in_history(somebody, history, by), "answers": answers}


def about_in_folder(somebody: Somebody, path: Path) -> Iterator[dict[str, Any]]:
    """What is kept about somebody in a folder."""
    history = FolderHistory(path)
    yield from about_in_history(somebody, "history", history)
    for file in history.plain_files():
        answer = read_answer(file, str(file)).model_dump(mode="json", by_alias=True)
        yield from about_in(somebody, f"answer {file.name}", answer)


def about_in_history(somebody: Somebody, where: str, history: History) -> Iterator[dict[str, Any]]:
    """What a history says about somebody."""
    for entry in _entries(history):
        values = entry.model_dump(mode="json", by_alias=True)
        yield from about_in(somebody, f"{where}, number {entry.number}", values)


def about_in(somebody: Somebody, where: str, values: Any) -> Iterator[dict[str, Any]]:
    """What plain values say about somebody, piece by piece, each with its place as a JSON pointer."""
    for at, value in somebody.about(values):
        yield {"where": where, "at": at, "what": value}


def _entries(history: History) -> Sequence[Entry]:
    return (*history.publications(), *history.happened())
