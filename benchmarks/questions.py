"""How long questions take once the files are read: `python benchmarks/questions.py`."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from tables import markdown, where_from

from matcher.clock import Clock, Settings
from matcher.explain.case import Case, open_cases
from matcher.explain.gaps import explain_gaps
from matcher.explain.recruit import brief
from matcher.explain.whatif import Asked, pairs, singles, what_if_away
from matcher.explain.why import why_not
from matcher.frame import Frame
from matcher.framing import typical_week
from matcher.read import read, read_rota
from matcher.solve import request, solve
from matcher.write.json import answer_json

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def clock() -> Clock:
    """Time enough."""
    return Clock(Settings(time_limit=300, workers=2))


def case_of(name: str) -> Case:
    """A sample's answer, opened again."""
    organisation = read(SAMPLES / f"{name}.json", name)
    answer = solve(request(organisation, clock=clock()))
    turns = read_rota(answer_json(answer).encode(), name, organisation)
    (case,) = open_cases(organisation, answer, turns, name)
    return case


def week_of(case: Case) -> Frame:
    """The typical week of a team."""
    frame = case.frame
    return typical_week(
        case.organisation, case.person, frame.supporters, first_day=frame.first_day, as_of=frame.as_of
    )


def seconds(question: Callable[[], object]) -> float:
    """How long a question takes."""
    begun = time.perf_counter()
    question()
    return time.perf_counter() - begun


def measured() -> list[dict[str, object]]:
    """Each question with how long it took."""
    callum, marcus = case_of("callum"), case_of("marcus")
    needs = [(supporter, need) for supporter in callum.frame.supporters for need in callum.frame.needs]
    whys = [seconds(partial(why_not, callum, supporter, need)) for supporter, need in needs]
    week, his = week_of(marcus), week_of(callum)
    found = {
        f"why not, median of {len(whys)} (Callum)": median(whys),
        f"why not, longest of {len(whys)} (Callum)": max(whys),
        "a gap explained, with ways to close it (Callum)": seconds(partial(explain_gaps, callum, clock())),
        "each of 10 away (Marcus)": seconds(partial(what_if_away, Asked(week, singles(week)), clock())),
        "each of 45 pairs away (Marcus)": seconds(partial(what_if_away, Asked(week, pairs(week)), clock())),
        "recruit, the week covered (Callum)": seconds(partial(brief, his, "covered", clock())),
        "recruit, any one away (Callum)": seconds(partial(brief, his, "survives_any_absence", clock())),
    }
    return [{"question": question, "seconds": round(took, 3)} for question, took in found.items()]


if __name__ == "__main__":
    print(where_from())
    print(markdown(measured()))
