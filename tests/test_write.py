"""What a leader reads: the result and its proof, each person's team, and everyone together."""

import pytest
from answers import answered, considered, full_team, gap, organisation, proof, team, warning, week
from screens import between, drawn, shown

from matcher.model.answer import Clash, Violation
from matcher.model.team import Without


def test_everything_proved_takes_one_line() -> None:
    answer = answered(proof=(proof("gaps"), proof("faces", part="match")))

    assert between(shown(answer), "How sure is this", "matcher 0") == drawn(
        """
        How sure is this
        ────────────────
          Proved best at every step: no better team or rota exists under these rules.
        """
    )


def test_what_is_not_proved_is_said_level_by_level() -> None:
    levels = (
        proof("gaps"),
        proof("change", "bounded", 12, 11),
        proof("person", "bounded", 40, 28),
        proof("supporters", "stopped", 9, None),
    )

    assert between(shown(answered(proof=levels)), "How sure is this", "matcher 0") == drawn(
        """
        How sure is this
        ────────────────
          Pat's rota  Needs met: proved best.
                      Fewest changes: at most 1 point better.
                      The person's wishes and continuity: at most 12 points better.
                      Supporters' contracts, fairness and wishes: stopped early; not
                      looked at to the end.
        """
    )


@pytest.mark.parametrize(
    ("level", "part", "left", "says"),
    [
        ("gaps", "rota", 120, "Needs met: not proved: at most 2 hours more, by how essential they are."),
        ("contingency", "match", 90, "Enough hands when someone is away: at most 1.5 hours better."),
        ("match", "match", 1, "The team's match: at most 1 point better."),
        ("faces", "match", 1, "Few faces: at most 1 face fewer."),
    ],
)
def test_what_could_still_be_gained_is_said_in_the_levels_own_terms(
    level: str, part: str, left: int, says: str
) -> None:
    answer = answered(proof=(proof(level, "bounded", left + 5, 5, part=part),))

    assert says in " ".join(shown(answer).split())


def test_a_level_nothing_is_known_about_is_never_called_nearly_best() -> None:
    answer = answered(proof=(proof("person", "bounded", 5, None),))

    assert "not proved best for this person alone" in " ".join(shown(answer).split())


def test_a_team_that_can_do_without_anyone_says_so_in_a_line() -> None:
    spared = Without(supporter="ann", gaps=0, gap_minutes=0, cost=0, proved=True)
    text = shown(answered(teams=(team(("ann",), without=(spared,)),), proof=(proof("gaps", part="match"),)))

    assert "  Whoever of them is away, the others can cover the week.\n" in text
    assert "  Every need of a typical week is covered.\n" in text


def test_a_team_as_it_stands_makes_no_claim_about_a_typical_week() -> None:
    assert "typical week" not in shown(answered(teams=(team(("ann",)),)))


def test_the_worst_absence_comes_first() -> None:
    costs = {"ann": 10, "bob": 30, "cat": 20}
    away = tuple(
        Without(supporter=id, gaps=1, gap_minutes=60, cost=cost, proved=True) for id, cost in costs.items()
    )
    text = between(shown(answered(teams=(team((), without=away),))), "If one of them", "matcher 0")

    assert [line.split()[0] for line in text.splitlines()[2:]] == ["Bob", "Cat", "Ann"]


def test_agreed_hours_are_told_as_they_were_agreed() -> None:
    text = shown(answered(teams=(team(("ann", "bob", "cat")),)))

    assert [
        line.split(maxsplit=1)[1] for line in text.splitlines() if line[2:5] in ("Ann", "Bob", "Cat")
    ] == [
        "37.5 hours",
        "20 hours, at most 24 hours",
        "hours not agreed yet",
    ]


def test_the_team_comes_with_reasons_and_everyone_else_with_an_answer() -> None:
    assert between(shown(answered(teams=(full_team(),))), "Pat's team", "matcher 0") == drawn(
        """
        Pat's team: 2 supporters
        ────────────────────────
          Ann  37.5 hours, match 72 of 100 (30 + 22 + - + 20)
               Shares trains and baking.
          Bob  20 hours, at most 24 hours, match not known yet, new to the team

          In brackets: personality characteristics, shared interests, supports wanted
          and needed, skills needed; as Pat weighs them. A match orders a conversation
          and nothing else.

        Together they share
        ───────────────────
          - trains
          - baking

        Nobody in the team shares yet
        ─────────────────────────────
          - gaming

        Everyone else
        ─────────────
          Cat  Pat said yes. Cannot come on Sundays.
          Dan  Pat has not decided yet. Match not known yet.
          Fay  Pat has not met them yet. Match 60 of 100.
          Gus  Pat has not met them yet. Match not known yet.
          Pat said no: Eve.

        Who to meet next
        ────────────────
          - Fay shares gaming.

        In a typical week
        ─────────────────
          - Sunday early has nobody. It is proved that this cannot be avoided.

        Fewest gaps in a week, by size of the team
        ──────────────────────────────────────────
          Supporters    2    3
          Gaps          4   1?
          ? is not proved: a team of this size may leave fewer.

        If one of them were away, in a typical week
        ───────────────────────────────────────────
          Bob  at most 2 gaps  15.0 hours not covered
          No gaps without Ann.
        """
    )


def test_a_no_is_never_followed_by_a_match_or_a_reason() -> None:
    said_no = considered("eve", "no", match=99, reasons=("Shares everything.",))
    text = shown(answered(teams=(team((), said_no),)))

    assert "Pat said no: Eve." in text
    assert "99" not in text
    assert "Shares everything" not in text


def test_hundreds_not_met_are_counted_not_listed() -> None:
    many = [considered(f"s{number}", "not_met") for number in range(300)]
    text = shown(answered(teams=(team((), *many),)), organisation(*(f"s{number}" for number in range(300))))

    assert "and 288 more." in text
    assert len(text.splitlines()) < 20


def test_a_warning_about_a_supporter_stands_with_their_person() -> None:
    about = Violation(
        rule="skill_runs_out", level="warn", supporter="ann", amount=1, cost=0, says="Ann's ends."
    )
    pats = organisation()
    pats = pats.model_copy(
        update={"supporters": tuple(each.model_copy(update={"team_of": "pat"}) for each in pats.supporters)}
    )
    answer = answered(teams=(team(("ann",)), team((), person="quin")), violations=(about,))
    text = shown(answer, pats)

    assert text.count("Ann's ends.") == 1
    assert text.index("\nPat\n═") < text.index("Ann's ends.") < text.index("\nQuin\n═")


def test_a_clash_is_a_numbered_list_and_what_to_do() -> None:
    clash = Clash(
        person="pat", items=("Ann is set on Monday early.", "Ann is on leave."), says="Take one back."
    )

    assert shown(answered(status="impossible", clash=(clash,))).rstrip() == drawn(
        """
        The result in a sentence.

        These cannot all hold
        ─────────────────────
          1. Ann is set on Monday early.
          2. Ann is on leave.

          Take one back.

        matcher 0.1.0, made for Mon 1 Jun 2026, seed 7, 1.5 seconds.
        """
    )


def test_several_people_are_seen_at_a_glance_first() -> None:
    answer = answered(
        rotas=(week(early="ann . . . . . ."), week(early="bob . . . . . .", person="quin")),
        teams=(team(("ann",)), team(("bob", "cat"), person="quin")),
        proof=(proof("gaps"), proof("gaps", "stopped", 3, None, person="quin")),
        gaps=(gap("early", 1, person="quin"),),
        violations=(warning("Too many people for a second year.").model_copy(update={"person": None}),),
    )
    text = shown(answer)

    assert between(text, "Everyone at a glance", "How sure") == drawn(
        """
        Everyone at a glance
        ────────────────────
          Pat   1 supporter   no gaps  proved best
          Quin  2 supporters  1 gap    stopped early; not looked at to the end
        """
    )
    order = [
        text.index(words) for words in ("\nPat\n═", "Pat's rota:", "Quin\n═", "For everyone together\n═")
    ]
    assert order == sorted(order)
    assert text.count("This is not legal advice.") == 1


def test_an_answer_for_people_the_file_has_forgotten_still_reads() -> None:
    text = shown(answered(rotas=(week(early="zed . . . . . .", person="someone"),)))

    assert "someone's rota" in text
    assert "zed" in text
