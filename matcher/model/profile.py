"""The four matching headings, as a person asks for them and as a supporter brings them."""

from typing import Literal

from pydantic import Field

from matcher.model.words import Text, Words

Heading = Literal["supports", "skills", "characteristics", "interests"]
HEADINGS: tuple[Heading, ...] = ("characteristics", "interests", "supports", "skills")

HEADING_NAMES: dict[Heading, str] = {
    "supports": "supports wanted and needed",
    "skills": "skills needed",
    "characteristics": "personality characteristics",
    "interests": "shared interests",
}
"""The headings of the matching support tool, as a reader knows them."""


class OnePageProfile(Words):
    """A person's or supporter's own page."""

    appreciated: tuple[Text, ...] = ()
    """What people like and admire about me."""
    matters: tuple[Text, ...] = ()
    """What is important to me."""
    support: tuple[Text, ...] = ()
    """How best to support me."""


class Wanted(Words):
    """One thing a person looks for, or will not have, in the people who support them."""

    item: Text
    """The word itself, for example 'steam trains' or 'fine with dogs'."""
    wish: Literal["must", "would_like", "never"] = "would_like"
    """must and never are absolute; would like is weighed."""
    weight: int = Field(default=1, ge=1, le=10)
    """How much it matters to the person, 1 to 10."""
    at_least: int | None = Field(default=None, ge=1, le=20)
    """For a must: how many of the team. Left out, it is asked of everyone."""
    words: Text | None = None
    """How the person says it. Shown instead of the item."""
    may_be_told: bool | None = None
    """May be named in a recruitment brief. The person decides. Left out: interests yes, all else no."""


class HeadingWeights(Words):
    """How much each heading counts for this person. They need not add up to 100."""

    characteristics: int = Field(default=30, ge=0, le=100)
    """Personality characteristics."""
    interests: int = Field(default=30, ge=0, le=100)
    """Shared interests."""
    supports: int = Field(default=20, ge=0, le=100)
    """Supports wanted and needed."""
    skills: int = Field(default=20, ge=0, le=100)
    """Skills needed."""


class LookingFor(Words):
    """What the person looks for in supporters, under the four headings."""

    supports: tuple[Wanted, ...] = ()
    """Supports wanted and needed."""
    skills: tuple[Wanted, ...] = ()
    """Skills needed. Each is one of the organisation's skills."""
    characteristics: tuple[Wanted, ...] = ()
    """Personality characteristics, and how supporters behave in the person's home."""
    interests: tuple[Wanted, ...] = ()
    """Shared interests."""
    weights: HeadingWeights = HeadingWeights()
    """The person's weight for each heading."""

    def under(self, heading: Heading) -> tuple[Wanted, ...]:
        """The items under one heading."""
        items: tuple[Wanted, ...] = getattr(self, heading)
        return items


class Brings(Words):
    """What a supporter brings, under the headings. Skills stand apart: they carry dates."""

    supports: tuple[Text, ...] | None = None
    """Supports they can give. Left out: not known yet."""
    characteristics: tuple[Text, ...] | None = None
    """What they are like. Left out: not known yet."""
    interests: tuple[Text, ...] | None = None
    """What they like doing. Left out: not known yet."""
    not_known: tuple[Text, ...] = ()
    """Single items nobody has asked about yet; they are never counted against anyone."""
