"""Limits that stand in words: musts and nevers, shifts forbidden by hand, and checks that run out."""

from collections.abc import Iterator

from facts import Breach, Fact, File, Year, date_of

HEADINGS = ("supports", "skills", "characteristics", "interests")


def broken_in_words(year: Year, fact: Fact) -> Iterator[Breach]:
    """Limits on one supporter on one shift that somebody wrote down."""
    file = year.file(fact.day)
    person = next(each for each in file["people"] if each["id"] == fact.person)
    supporter = next((each for each in file["supporters"] if each["id"] == fact.supporter), None)
    if supporter is None:
        return
    until = supporter.get("cleared_until")
    forbidden = {
        (each["person"], each["supporter"], each["need"], str(each["day"]))
        for each in file.get("rota", {}).get("forbids", ())
    }
    broken = {
        "checks_in_date": until is not None and date_of(until) < fact.day,
        "forbidden_by_hand": (fact.person, fact.supporter, fact.need, fact.day.isoformat()) in forbidden,
        "must_and_never": any(
            _is_against(item, heading, supporter, fact) for heading, item in _asked(person)
        ),
    }
    for limit, is_broken in broken.items():
        if is_broken:
            yield Breach(limit, fact.supporter, fact.person, fact.day)


def _asked(person: File) -> Iterator[tuple[str, File]]:
    looking_for = person.get("looking_for", {})
    yield from ((heading, item) for heading in HEADINGS for item in looking_for.get(heading, ()))


def _is_against(item: File, heading: str, supporter: File, fact: Fact) -> bool:
    """A must of everybody that is not brought, or not known to be; a never that is brought."""
    wish = item.get("wish", "would_like")
    brought = _brings(item["item"], heading, supporter, fact)
    return (wish == "must" and item.get("at_least") is None and not brought) or (wish == "never" and brought)


def _brings(word: str, heading: str, supporter: File, fact: Fact) -> bool:
    brings = supporter.get("brings", {})
    if word.casefold() in {each.casefold() for each in brings.get("not_known", ())}:
        return False
    if heading == "skills":
        return any(
            held["skill"] == word
            and (held.get("valid_until") is None or fact.day <= date_of(held["valid_until"]))
            for held in supporter.get("skills") or ()
        )
    return word.casefold() in {each.casefold() for each in brings.get(heading) or ()}
