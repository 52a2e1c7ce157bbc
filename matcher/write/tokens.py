"""Tokens and deeds, for a terminal."""

from collections.abc import Iterable
from datetime import UTC, datetime

from matcher.store.records import Deed, Token

NONE = "There are no tokens.\n"
NOTHING = "Nothing has been done yet.\n"
HEAD = ("Id", "Holds until", "May", "Name")


def tokens_as_text(tokens: Iterable[Token]) -> str:
    """A line for each token."""
    rows = [(each.id, _until(each), " ".join(sorted(each.scopes)), each.label) for each in tokens]
    return _lines([HEAD, *rows]) if rows else NONE


def deeds_as_text(deeds: Iterable[Deed]) -> str:
    """A line for each deed."""
    rows = [
        (str(each.number), f"{each.at:%Y-%m-%d %H:%M:%S}", each.caller, f"{each.action} {each.about}".strip())
        for each in deeds
    ]
    return _lines([("No", "When (UTC)", "Who", "What"), *rows]) if rows else NOTHING


def _until(token: Token) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at <= datetime.now(UTC) else f"{token.expires_at:%Y-%m-%d}"


def _lines(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in rows
    )
