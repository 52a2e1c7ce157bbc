"""H5: what the person must have, what they will not have, and written requirements on a need."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.need import Requirement
from matcher.model.profile import HEADINGS, Heading, Wanted
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.rules._holders import Holds, post_enough, what_is_missing
from matcher.wording import when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

MUST = {"looking_for": {"characteristics": [{"item": "fine with dogs", "wish": "must"}]}}
NEVER = {"looking_for": {"characteristics": [{"item": "allergic to dogs", "wish": "never"}]}}
FINE = {"brings": {"characteristics": ["Fine with dogs"]}}
A_MAN = {"requirement": "a man", "reason": "Pat wants a man for personal care"}


class MustAndNever(CellRule):
    """works = 0 without a must, or with a never; a requirement as a skill: each, or at least n

    A must with a number (`at_least`) is asked of the team and not of everyone, so it is not looked at here.
    A must nobody has asked about yet keeps a supporter off the rota until it is known; a never does not.
    """

    kind: Literal["must_and_never"] = "must_and_never"
    level: Level = "hard"

    code: ClassVar[str] = "H5"
    basis: ClassVar[str] = (
        "Founding texts: no compromise on what the person says is important; for requirements, "
        "Equality Act 2010, schedule 9, with the reason in writing."
    )
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("brings the must, however it is written", "E......", person=MUST, supporters={"ann": FINE}),
        Example(
            "does not bring the must",
            "E......",
            person=MUST,
            supporters={"ann": {"brings": {"characteristics": []}}},
            says="Pat must have 'fine with dogs' and Ann does not bring it.",
        ),
        Example(
            "nobody has asked yet",
            "E......",
            person=MUST,
            says="It is not known yet whether Ann brings 'fine with dogs'; Pat must have that.",
        ),
        Example(
            "a must for two of the team is not asked of everyone",
            "E......",
            person={"looking_for": {"skills": [{"item": "drives", "wish": "must", "at_least": 2}]}},
        ),
        Example(
            "a skill that runs out",
            "EE.....",
            person={
                "looking_for": {"skills": [{"item": "meds", "wish": "must", "words": "knows my medicine"}]}
            },
            supporters={"ann": {"skills": [{"skill": "meds", "valid_until": "2026-06-01"}]}},
            says="Pat must have 'meds' ('knows my medicine') and Ann does not bring it.",
        ),
        Example(
            "brings what the person will not have",
            "E......",
            person=NEVER,
            supporters={"ann": {"brings": {"characteristics": ["allergic to dogs"]}}},
            says="Pat will not have 'allergic to dogs' and Ann brings it.",
        ),
        Example("not known to bring it", "E......", person=NEVER),
        Example(
            "a requirement, for everybody on it",
            "E......\n.E.....",
            need={"early": {"requirement": A_MAN}},
            supporters={"bob": {"meets": ["A man"]}},
            says=(
                "Everybody on early, Mon 1 Jun 07:00-14:30 must meet the requirement 'a man' "
                "(Pat wants a man for personal care); Ann does not."
            ),
        ),
        Example(
            "a requirement, for one of two",
            "EE.....\nE......",
            need={"early": {"supporters_needed": 2, "requirement": {**A_MAN, "at_least": 1}}},
            supporters={"bob": {"meets": ["a man"]}},
            says=(
                "On early, Tue 2 Jun 07:00-14:30 at least 1 must meet the requirement 'a man' "
                "(Pat wants a man for personal care); nobody there does."
            ),
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..\n..\n..",
        person=MUST,
        need={
            "early": {"supporters_needed": 2, "requirement": {**A_MAN, "at_least": 1}},
            "night": {"days": ["mon"], "requirement": A_MAN},
        },
        supporters={
            "ann": FINE,
            "bob": {**FINE, "meets": ["a man"]},
            "cat": {"brings": {"characteristics": []}},
        },
    )

    def says(self) -> str:
        return (
            "Everyone who comes brings what the person must have and nothing the person will not have, "
            "and meets what a need requires for a written reason."
        )

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        looking_for = frame.person.looking_for
        for heading in HEADINGS:
            for item in looking_for.under(heading):
                if item.wish == "never" or (item.wish == "must" and item.at_least is None):
                    reason = _against(frame, supporter, need, heading, item)
                    if reason is not None:
                        return reason
        asked = need.need.requirement
        if asked is not None and asked.at_least is None and not _meets(asked)(supporter):
            everybody = f"Everybody on {when(need)} must meet the requirement {_with_reason(asked)}"
            return f"{everybody}; {supporter.name} does not."
        return None

    def enforce(self, board: "Board") -> None:
        super().enforce(board)
        for need in board.needs:
            asked = need.need.requirement
            if asked is not None and asked.at_least is not None:
                post_enough(board, self, need, _meets(asked), asked.at_least)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        yield from super().check(plan)
        for need in dict.fromkeys(turn.need for turn in plan.turns):
            asked = need.need.requirement
            if asked is None or asked.at_least is None:
                continue
            missing = what_is_missing(plan, need, _meets(asked), asked.at_least)
            if missing is not None:
                least = f"at least {asked.at_least} must meet the requirement {_with_reason(asked)}"
                yield self.broken(f"On {when(need)} {least}; {missing}.", needs=[need])


def _against(
    frame: Frame, supporter: Supporter, need: DatedNeed, heading: Heading, item: Wanted
) -> str | None:
    person, words = frame.person.name, _named(item)
    brings = supporter.has(heading, item.item, need.day)
    if item.wish == "never":
        return f"{person} will not have {words} and {supporter.name} brings it." if brings else None
    if brings is None:
        return f"It is not known yet whether {supporter.name} brings {words}; {person} must have that."
    return None if brings else f"{person} must have {words} and {supporter.name} does not bring it."


def _named(item: Wanted) -> str:
    """The thing itself, with the person's words beside it: words alone may say the opposite of a never."""
    return f"'{item.item}'" + (f" ('{item.words}')" if item.words else "")


def _meets(asked: Requirement) -> Holds:
    word = asked.requirement.casefold()
    return lambda supporter: any(word == met.casefold() for met in supporter.meets)


def _with_reason(asked: Requirement) -> str:
    return f"'{asked.requirement}' ({asked.reason})"
