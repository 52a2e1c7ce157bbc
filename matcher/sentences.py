"""Sentences that explain something: for unit tests and for translation.

Those about what is done week by week stand in weekly_sentences.py.
A rule's own sentences stand with the rule; the headings of the terminal view stand in matcher/write/words.py.
"""


# What a run is doing

DOING: dict[str, str] = {
    "gaps": "covering every need",
    "change": "changing as little as possible",
    "person": "the person's wishes and steady faces",
    "supporters": "supporters' contracts, fairness and wishes",
    "wishes": "how many faces, and what the team must bring",
    "contingency": "enough hands when someone is away",
    "match": "what the team shares with the person",
    "faces": "no more faces than needed",
    "gap_count": "what a smaller or larger team could cover",
    "possible": "what cannot hold together",
    "rota_made": "the rota is made",
    "questions": "what a leader asks next about the teams",
}
"""What each part of a run is about. Costs are left out: they are weighted, and nobody thinks in them."""

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

# What happens while many people are worked on

WORK_BEGUN_AGAIN = "The work on {names} was ended from outside. It is begun again."

# Why each supporter is in the team or not

REASON_SHARES: dict[str, str] = {
    "characteristics": "Is what {person} looks for: {items}.",
    "interests": "Shares {items}.",
    "supports": "Can give the support {person} wants: {items}.",
    "skills": "Has the skills: {items}.",
}
REASON_COULD_WORK = "Could work {able} of the {needs} in a week."
REASON_NO_MORE = "With them in the team no more of a typical week would be covered."
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
TYPICAL_OTHER_TEAM = "{need} is not covered by this team. A larger or another team could cover it."
TYPICAL_ELSEWHERE = "{need} could be covered only by an applicant who is proposed for another person."
TYPICAL_ELSEWHERE_OR_MORE = (
    "{need} could be covered only by an applicant who is proposed for another person, "
    "or if more, or something more essential, went uncovered."
)
TYPICAL_COVERS_WHAT_MATTERS = (
    "A yes to {name} would let {person}'s team cover what matters more, though no more hours a week."
)
TYPICAL_MIGHT_COVER = (
    "A yes to {name} might let {person}'s team cover {hours} a week more. "
    "It is not proved that this takes a yes."
)
TYPICAL_MIGHT_HELP = (
    "A yes to {name} would give {person}'s team more hands. It is not proved whether it would close a gap."
)
TYPICAL_NO_TIME_FOR = "There was no time to look at what a yes to {name} would change for {person}."
TYPICAL_NOT_WORKED_OUT = "The week without {names} was not worked out."
TYPICAL_SIZES_MAY_MISS = "Time ran out, so some sizes of team may be missing here."

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
FIX_ASKS_FOR_A_YES = {
    "not_met": "{person} meets {who} and says yes, and {who}'s checks and induction are done.",
    "not_yet": "{person}, still deciding, says yes to {who}, and {who}'s checks and induction are done.",
}
FIX_WAITING = "This gap would close once checks and induction are done for {who}."
FIX_WAITING_AND_ASKED = (
    "This gap could close once checks and induction are done for {who}, if more is agreed as well."
)
FIX_JOINS = "This gap would close with {who} in the team, once checks and induction are done."
FIX_JOINS_AND_ASKED = (
    "This gap could close with {who} in the team, once checks and induction are done, "
    "if more is agreed as well."
)
FIX_IF = "The gap would close with this, and nothing else: {asks}"

# What if someone were away

AWAY_NOT_WORKED_OUT = "It was not worked out in the time given what {person}'s week would be."
AWAY_TOO_SMALL = "{person}'s team is too small for this question."
AWAY_COVERED = {
    "named": "If {who} were away, the others could cover {person}'s week.",
    "each": "Whoever is away, the others can cover {person}'s week.",
    "group": "Whichever {size} are away, the others can cover {person}'s week.",
}
AWAY_NO_WORSE = {
    "named": "If {who} were away, no more of {person}'s week would go uncovered than with everybody.",
    "each": "Whoever is away, no more of {person}'s week goes uncovered than with everybody.",
    "group": "Whichever {size} are away, no more of {person}'s week goes uncovered than with everybody.",
}
AWAY_NAMED_BREAKS = "If {who} were away, part of {person}'s week would go uncovered."
AWAY_NAMED_BREAKS_MORE = "If {who} were away, more of {person}'s week would go uncovered than with everybody."
AWAY_NAMED_MAY_BREAK = (
    "If {who} were away, part of {person}'s week may go uncovered, which more time would tell."
)
AWAY_BREAKS = "{count} would leave {person}'s week uncovered: {who}."
AWAY_BREAKS_MORE = "{count} would leave more of {person}'s week uncovered: {who}."
AWAY_MAY_BREAK = "{count} may leave {person}'s week uncovered, which more time would tell: {who}."
AWAY_NOT_ALL = "Not worked out in the time given: {count} of {asked}."
AWAY_REST_NO_WORSE = "None of the others leaves more of {person}'s week uncovered than with everybody."
AWAY_RESTS_ON = "{kinds} rest on {people}: {names}."
AWAY_RESTS_ON_NOBODY = "Nobody in the team can work {kinds}."
AWAY_MENDS = "If {who} also worked {kinds}, none of these would leave a gap."
AWAY_MENDS_THE_REST = (
    "If {who} also worked {kinds}, none of these would leave more uncovered than with everybody."
)

# With linked duty, or with strict rest

LINKED_BOTH = (
    "Somebody comes through {person}'s door {linked} with linked duty, and {strict} with strict rest."
)
LINKED_NOT_PROVED = "It is not proved that there is no better rota either way: more time may tell."
LINKED_FIGURES = "{arrivals} times a week ({gaps})"
LINKED_NOTHING_TO_JOIN = (
    "Linked duty would change nothing for {person}: no sleep-in touches another need, or only in a duty that "
    "may be so long anyway."
)
LINKED_PROPOSED = (
    "{person} has no team yet. Both are made with the one that is proposed by the rules of the file: {names}."
)
LINKED_NOT_FOUND = "No rota of {person}'s was found {how} in the time given."
LINKED_IMPOSSIBLE = "It is proved that what is asked for cannot all hold {how}; `matcher rota` says why."
LINKED_NONE_USED = "No sleep-in is joined to another shift in this rota, though it may be."
LINKED_DUTIES = "It has {duties}, {twice} of them with a shift on both sides of the sleep-in: {who}."
LINKED_REST = (
    "They take {missed} of daily rest. {made_up} of that come after them in these days, besides the rest of "
    "every day. The audit looked at each."
)
LINKED_OWED = "The other {owed} are due after {day}; the next rota gives them, with this one as its history."
LINKED_GROUND = "The ground written down: {}"
LINKED_NO_GROUND = (
    "Linked duty is off, and no ground for it is written down. Before it may be used, write in the team file "
    "what makes it needed, who agreed to it and when."
)
LINKED_OFF = "Linked duty is off, though a ground for it is written down."
LINKED_NOT_OURS = (
    "Ask the person, and the supporters who would do it. Whether a ground holds in law is not ours to say."
)

# Whom to recruit

RECRUIT_AIMS: dict[str, str] = {
    "covered": "the typical week is covered",
    "survives_any_absence": "the typical week is covered, also when any one person is away",
}
RECRUIT_NONE_NEEDED = "No new supporter is needed. With the team as it is, {aim}."
RECRUIT_FOUND = "With {count} like this, {aim}."
RECRUIT_NOT_FOUND = "It was not found in the time given how many new supporters would do it."
RECRUIT_TOO_MANY = "{most} new supporters would not be enough; look at the week's needs first."
RECRUIT_NO_NUMBER = (
    "No number of new supporters would do it: "
    "what {person} looks for, the needs and the limits cannot all hold."
)
RECRUIT_NOT_CONFIRMED = (
    "It looked as if {count} would do, but this was not confirmed when the week was solved again "
    "with just such people. There is no brief to publish."
)
RECRUIT_NONE_NEEDED_NOT_CONFIRMED = (
    "It looked as if no new supporter were needed, but this was not confirmed when the week was solved again."
)

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
CLASH_WHAT_TO_DO = "These cannot all hold. Change what was set by hand, if that can be, and solve again."

# Questions that cannot be answered

ASKED_NO_ROTA = "This answer has no rota to ask about."
ASKED_SOLVE_FIRST = "`matcher solve` or `matcher rota` writes one."
ASKED_NO_PERSON = "There is no person '{}'."
ASKED_NO_SUPPORTER = "There is no supporter '{}'."
ASKED_NOT_IN_TEAM = "{} is not in {}'s team."
ASKED_NOBODY = "There is nobody '{}' in the file."
ASKED_NO_SHIFT = "There is no shift '{}' in this rota."
ASKED_WHICH_SHIFT = "'{}' stands for more than one shift."
ASKED_NAME_THE_DAY = "Name its day, for example {}."
ASKED_WHICH_PERSON = "There is more than one person."
ASKED_NAME_THE_PERSON = "Name one with --person."
ASKED_NO_CHANGE = "'{}' is not a change."
ASKED_NO_PATH = "There is nothing in the file at '{}'."
ASKED_HOW_TO_CHANGE = "Write it like callum.needs.early.supporters_needed=2 or ade.contract.most_hours=30."
ASKED_LINKED_ALONE = "Linked duty is weighed with the whole team."
ASKED_LINKED_HOW = "Ask about it without `--without` and `--pairs`."
ASKED_CHANGED_FILE = "the team file as changed"
ASKED_NO_PUBLISHED_ROTA = "{} is in no team whose rota is published for these days."
ASKED_NAME_A_SHIFT = "Name a shift like sun-early, or early-2026-06-07."
