"""Every sentence that explains something, in one place: for unit tests and for translation.

A rule's own sentences stand with the rule; the headings of the terminal view stand in matcher/write/words.py.
"""


# The result, with its proof

RESULT_IMPOSSIBLE = "No rota is possible for {names}: some of what is asked for cannot all hold."
RESULT_NO_ROTA = "No rota was found for {names} in the time given. Give it longer, as with --time-limit 300."
RESULT_COVERED = "{whose} {weeks} from {day} {is_or_are} covered."
RESULT_GAPS = "{whose} {weeks} from {day}: {gaps} not covered."
RESULT_BROKEN = "{times} a limit that always holds is broken."
RESULT_PROVED_BEST = "It is proved that no better rota exists for the team."
RESULT_PROVED_COVER = (
    "It is proved that nothing more can be covered; how well wishes are met may still improve."
)
RESULT_NOT_PROVED = "This is not proved: more time might cover more."
RESULT_TEAMS_ONLY = "A team is proposed for {names}."
RESULT_TYPICAL = "In a typical week {gaps} left."
RESULT_TYPICAL_FULL = "It can cover a whole typical week."
RESULT_PROVED_TEAM = (
    "It is proved that in a typical week no team, of the size that is wished, from these supporters and "
    "applicants leaves less uncovered."
)
RESULT_NO_TEAM = "No team was found for {names} in the time given. Give it longer, as with --time-limit 300."

# Why each supporter is in the team or not

REASON_SHARES: dict[str, str] = {
    "characteristics": "Is what {person} looks for: {items}.",
    "interests": "Shares {items}.",
    "supports": "Can give the support {person} wants: {items}.",
    "skills": "Has the skills: {items}.",
}
REASON_COULD_WORK = "Could work {able} of the {needs} in a week."
REASON_ONLY = "The only one in the team for {items}."
REASON_NOT_KNOWN = "Not known yet: {items}."
REASON_ANSWERS = {
    "no": "{person} said no.",
    "not_yet": "{person} has not decided yet.",
    "not_met": "{person} has not met them yet.",
}

# The typical week: its gaps, and whom to meet

TYPICAL_CANNOT = "{need} cannot be covered: no team from these supporters and applicants can."
TYPICAL_ONLY_BY = "{need} could be covered only if more, or something more essential, went uncovered."
TYPICAL_MOVES = "{need} could be covered, but then another need as essential goes without."
TYPICAL_OPEN = "{need} is not covered by this team. It is not proved that nobody could."
TYPICAL_WOULD_COVER = "A yes to {name} would let {person}'s team cover {hours} a week that nobody covers now."
TYPICAL_CLOSES_NOTHING = "A yes to {name} would give {person}'s team more hands, but close no gap."
TYPICAL_MORE_HANDS = "A yes to {name} would give {person}'s team more hands. No gap is open now."

# Why not X on this shift

WHY_HERE = "{supporter} is on {need}."
WHY_CANNOT = "{supporter} cannot work {need}: {count} would break."
WHY_CAN_FILL = "{supporter} could work {need}, with all else as it is."
WHY_CAN_SWAP = "{supporter} could work {need} in place of {other}, with all else as it is."
WHY_NO_COST = "It would cost nothing: both are as good."
WHY_DEARER = "It would be worse for {level}: {rules}."
WHY_BETTER = "It would be better for {level}: {rules}."
WHY_LEVEL_WORDS = {
    "gaps": "needs met",
    "change": "keeping what was promised",
    "person": "the person's wishes and continuity",
    "supporters": "supporters' contracts, fairness and wishes",
}

# What would close a gap

FIX_ASKS = {
    "availability": "{who} agrees to come for {need}, a time not offered so far.",
    "most_hours": "{who} agrees to {amount} more in the week of {day}.",
    "sleep_ins": "{who} agrees to {amount} more in the week of {day}.",
}
FIX_ASKS_FOR_A_YES = "{person} meets {who} and says yes, and {who}'s checks and induction are done."
FIX_IF = "The gap would close with this, and nothing else: {asks}"

# What if someone were away

AWAY_NOBODY_BREAKS = "Whoever is away, the others can cover {person}'s week."
AWAY_NO_WORSE = "Whoever is away, no more of {person}'s week goes uncovered than with everybody."
AWAY_BREAKS = "{count} would leave {person}'s week uncovered: {who}."
AWAY_RESTS_ON = " {kinds} rest on {people}: {names}."
AWAY_MENDS = "If {who} also worked {kinds}, none of these would leave a gap."
AWAY_MENDS_THE_REST = (
    "If {who} also worked {kinds}, none of these would leave more uncovered than with everybody."
)

# Whom to recruit

RECRUIT_AIMS: dict[str, str] = {
    "covered": "the typical week is covered",
    "survives_any_absence": "the typical week is covered, also when any one person is away",
}
RECRUIT_NONE_NEEDED = "No new supporter is needed. With the team as it is, {aim}."
RECRUIT_FOUND = "With {count} like this, {aim}."
RECRUIT_NOT_FOUND = "It was not found in the time given how many new supporters would do it."
RECRUIT_TOO_MANY = "More than {most} new supporters would be needed; look at the week's needs first."

# Compromises

COMPROMISE_CANNOT_BE_COVERED = (
    "It is proved that this team cannot cover more within the limits that always hold."
)
COMPROMISE_NOT_COVERED = "Nobody is on it."
COMPROMISE_TOO_FEW = "{person} asked for at least {asked} in the team: {item}."
COMPROMISE_TEAM_HAS = "The team has {count}."

# What cannot all hold

CLASH_PINNED = "{supporter} is set on {need}."
CLASH_WORKED = "The shifts worked before {day} stand as they are."
CLASH_WHAT_TO_DO = "These cannot all hold. Change any one of them and solve again."

# Questions that cannot be answered

ASKED_NO_ROTA = "This answer has no rota to ask about."
ASKED_SOLVE_FIRST = "`matcher solve` or `matcher rota` writes one."
ASKED_NO_PERSON = "There is no person '{}'."
ASKED_NO_SUPPORTER = "There is no supporter '{}'."
ASKED_NOT_IN_TEAM = "{} is not in {}'s team."
ASKED_NO_SHIFT = "There is no shift '{}' in this rota."
ASKED_WHICH_SHIFT = "'{}' stands for more than one shift."
ASKED_NAME_THE_DAY = "Name its day, for example {}."
ASKED_WHICH_PERSON = "There is more than one person."
ASKED_NAME_THE_PERSON = "Name one with --person."
ASKED_NO_CHANGE = "'{}' is not a change."
ASKED_NO_PATH = "There is nothing in the file at '{}'."
ASKED_HOW_TO_CHANGE = "Write it like callum.needs.early.supporters_needed=2 or ade.contract.most_hours=30."
ASKED_CHANGED_FILE = "the team file as changed"
ASKED_NAME_A_SHIFT = "Name a shift like sun-early, or early-2026-06-07."
