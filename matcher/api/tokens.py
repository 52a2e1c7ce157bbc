"""Tokens: made, shown once, and recognised without telling how near a guess was."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex, token_urlsafe
from typing import Final

from matcher.store.keeping import Tokens
from matcher.store.records import SCOPES, Scope, Token

PREFIX: Final = "matcher"
"""How every token begins, so that one left lying about is recognised."""
NOBODY: Final = Token("", "", bytes(32), frozenset(), datetime.min, datetime.min)
"""Whom a token is compared with that nobody has: it takes as long as with somebody."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and what they may."""

    id: str
    label: str
    scopes: frozenset[Scope]


LOCAL: Final = Caller("local", "local", frozenset(SCOPES))
"""Whoever is on the machine itself, where no token was ever made."""


class Expired(Exception):
    """The right token, but too late."""


def new_token(label: str, scopes: Iterable[Scope], days: float) -> tuple[Token, str]:
    """A token to keep, and its text to show once."""
    id, secret, now = token_hex(8), token_urlsafe(32), datetime.now(UTC)
    token = Token(id, label, _digest(secret), frozenset(scopes), now, now + timedelta(days=days))
    return token, f"{PREFIX}_{id}_{secret}"


def recognised(tokens: Tokens, text: str) -> Caller | None:
    """Who has this token; None for nobody, or one that was revoked. Expired where it held until then.

    The same is computed whether or not there is such a token, and the comparison takes the same time wherever
    the first difference is.
    """
    _, _, rest = text.partition("_")
    id, _, secret = rest.partition("_")
    token = tokens.get(id) or NOBODY
    same = hmac.compare_digest(token.digest, _digest(secret))
    if not same or token.revoked_at is not None or not token.id:
        return None
    if token.expires_at <= datetime.now(UTC):
        raise Expired
    return Caller(token.id, token.label, token.scopes)


def _digest(secret: str) -> bytes:
    """What is kept of a secret. It has 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).digest()
