"""Limits on one shift, and on everybody who is on the same need."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from facts import DAY, DAYS, MINUTE, Breach, Fact, File, Year, date_of, in_contract, minutes_of


def broken_in_shift(year: Year, fact: Fact) -> Iterator[Breach]:
    """Limits on one supporter on one shift, whatever else anybody works."""
    file = year.file(fact.day)
    person = next(each for each in file["people"] if each["id"] == fact.person)
    supporter = next((each for each in file["supporters"] if each["id"] == fact.supporter), None)
    if supporter is None or supporter.get("team_of") != fact.person:
        yield Breach("one_team", fact.supporter, fact.person, fact.day)
        return
    said = {each["supporter"]: each["answer"] for each in reversed(person.get("answers", ()))}
    broken = {
        "persons_answer": said.get(fact.supporter) != "yes",
        "leave": _away(supporter, fact),
        "contract_dates": not in_contract(supporter, fact.day, _last_day(fact)),
        "availability": not _can_come(file, supporter, fact),
        "cleared_and_inducted": supporter.get("cleared") != "yes"
        or _stage(supporter, fact.person) not in ("paired", "ready"),
    }
    for limit, is_broken in broken.items():
        if is_broken:
            yield Breach(limit, fact.supporter, fact.person, fact.day)


def _away(supporter: File, fact: Fact) -> bool:
    return any(
        fact.day <= date_of(away["last_day"]) and date_of(away["first_day"]) <= _last_day(fact)
        for away in supporter.get("leave", ())
    )


def _last_day(fact: Fact) -> date:
    """The day of its last minute."""
    return (fact.end - MINUTE).date()


def _stage(supporter: File, person: str) -> str | None:
    return next((done["stage"] for done in supporter.get("induction", ()) if done["person"] == person), None)


def _can_come(file: File, supporter: File, fact: Fact) -> bool:
    windows: list[File] | None = supporter.get("availability")
    agreed = file.get("rota", {}).get("agreements", ())
    said = (fact.supporter, "availability", fact.need, fact.day.isoformat())
    if any((each["supporter"], each["rule"], each.get("need"), str(each["day"])) == said for each in agreed):
        return True
    return windows is None or any(_holds(window, fact) for window in windows)


def _holds(window: File, fact: Fact) -> bool:
    start, end, kinds = window.get("start"), window.get("end"), window.get("kinds")
    if start is None or end is None:
        return DAYS[fact.day.weekday()] in window["days"] and fact.kind in (kinds or [fact.kind])
    if DAYS[fact.day.weekday()] in window["days"] and fact.kind in (kinds or ()):
        return True
    for day in (fact.day - DAY, fact.day):
        opens, closes = _stretch(day, start, end, _zone(fact.start))
        if DAYS[day.weekday()] in window["days"] and opens <= fact.begin and fact.finish <= closes:
            return True
    return False


def _zone(moment: datetime) -> ZoneInfo:
    zone = moment.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise TypeError("a fact's times need the name of their zone")
    return zone


def there(facts: Iterable[Fact]) -> dict[tuple[str, str, int, int], list[Fact]]:
    """Who came, by person, need, start and end."""
    found: dict[tuple[str, str, int, int], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.person, fact.need, fact.begin, fact.finish), []).append(fact)
    return found


def asked(year: Year) -> Iterator[tuple[date, str, File, tuple[int, int]]]:
    """Each need on each of its days, in pieces around own time."""
    day = year.first_day
    while day <= year.last_day:
        file = year.file(day)
        zone = ZoneInfo(file.get("time_zone", "Europe/London"))
        for person in (each for each in file["people"] if _has_begun(each, day)):
            for need in person.get("needs", ()):
                if DAYS[day.weekday()] in need.get("days", DAYS) and _in_force(person, need, day):
                    for piece in _pieces(person, need, day, zone):
                        yield day, person["id"], need, piece
        day += DAY


def _has_begun(person: File, day: date) -> bool:
    since = person.get("supported_since")
    return since is None or date_of(since) <= day


def _in_force(person: File, need: File, day: date) -> bool:
    phases = {each["id"]: each for each in person.get("phases", ())}
    if need.get("phase") is None:
        return True
    phase = phases[need["phase"]]
    last = phase.get("last_day")
    return date_of(phase["first_day"]) <= day and (last is None or day <= date_of(last))


def _pieces(person: File, need: File, day: date, zone: ZoneInfo) -> list[tuple[int, int]]:
    left = [_stretch(day, need["start"], need["end"], zone)]
    for own in person.get("own_time", ()):
        for begins in (day - DAY, day, day + DAY):
            if DAYS[begins.weekday()] in own.get("days", DAYS):
                start, end = _stretch(begins, own["start"], own["end"], zone)
                left = [cut for a, b in left for cut in ((a, min(b, start)), (max(a, end), b))]
                left = [(a, b) for a, b in left if a < b]
    return left


def _stretch(day: date, start: str, end: str, zone: ZoneInfo) -> tuple[int, int]:
    """From one clock time to another, which is on the next day where it is not later."""
    opens, closes = time.fromisoformat(start), time.fromisoformat(end)
    until = day if closes > opens else day + DAY
    return minutes_of(datetime.combine(day, opens, zone)), minutes_of(datetime.combine(until, closes, zone))


def broken_together(year: Year) -> Iterator[Breach]:
    """Limits on those who are on the same need, and shifts that no need asks for."""
    everybody, known = there(year.facts), set()
    for day, person, need, piece in asked(year):
        place = (person, need["id"], *piece)
        known.add(place)
        on = {fact.supporter for fact in everybody.get(place, [])}
        team = [each for each in year.file(day)["supporters"] if each["id"] in on]
        yield from (Breach(limit, person, person, day) for limit in _on_need(person, need, day, team))
    for place, on_it in everybody.items():
        if place not in known:
            yield Breach("no_such_need", on_it[0].supporter, on_it[0].person, on_it[0].day)


def _on_need(person: str, need: File, day: date, team: Sequence[File]) -> Iterator[str]:
    if len(team) > need.get("supporters_needed", 1):
        yield "never_more_than_needed"
    for skill in need.get("skills", ()):
        if _too_few(need, skill, [_skilled(each, skill["skill"], day) for each in team]):
            yield "skills_on_shift"
    wanted = need.get("requirement")
    if wanted and _too_few(need, wanted, [wanted["requirement"] in each.get("meets", ()) for each in team]):
        yield "must_and_never"
    stages = {_stage(each, person) for each in team}
    if "paired" in stages and "ready" not in stages:
        yield "cleared_and_inducted"


def _too_few(need: File, asked: File, holds: list[bool]) -> bool:
    """Somebody without it where all must have it; else nobody who has it, or no room left for enough."""
    least = asked.get("at_least")
    if least is None:
        return not all(holds)
    room = max(0, need.get("supporters_needed", 1) - least)
    return bool(holds) and (not any(holds) or holds.count(False) > room)


def _skilled(supporter: File, skill: str, day: date) -> bool:
    return any(
        held["skill"] == skill and (held.get("valid_until") is None or day <= date_of(held["valid_until"]))
        for held in supporter.get("skills") or ()
    )
