"""Every sentence that explains something, in one place: for unit tests and for translation.

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

# Publishing

PUBLISH_NO_ROTA = "There is no rota for everybody in this answer, so there is nothing to promise."
PUBLISH_SOLVE_FIRST = "Solve again, with more time or with what clashes mended, and publish that."
PUBLISH_BROKEN = "It breaks {limits}, with the team file and the history as they are now."
PUBLISH_CHECK_FIRST = "See them with `matcher check` and --history. Mend the rota, or solve again."
PUBLISH_WITHOUT_HISTORY = "This answer was made without looking at what is published. Nothing was written."
PUBLISH_WHY = "It changes {changes} that were promised."
PUBLISH_HOW_TO_SAY_WHY = "Say why with --why: supporters will ask, and the log keeps it."
PUBLISH_NOT_MEMBERS = (
    '{names} {is_or_are} not in {person}\'s team in the file yet. Write "team_of": "{id}" for each of them, '
    "so that the next rota knows."
)
PUBLISHED_NO_NUMBER = "Nothing was published as number {}."
PUBLISHED_LIST = "See all numbers with `matcher published`."

# Replanning

REPLAN_CHANGES = "{changes} to what was published."
REPLAN_NO_CHANGE = "Nothing changes in what was published."
REPLAN_COVERED = "Everything from {days} is covered."
REPLAN_GAPS = "From {days}, {gaps} not covered."
REPLAN_PROVED_CHEAPEST = (
    "It is proved that no rota covers more, and that no cheaper change covers as much. "
    "A change costs more the sooner it comes."
)
REPLAN_PROVED_COVER = "It is proved that no rota covers more."
REPLAN_MAYBE_CHEAPER = "It is not proved that no cheaper change would do: more time might find one."
REPLAN_NOT_PROVED = "It is not proved that nothing more can be covered: more time might tell."
REPLAN_LATER = (
    "Not looked at: {names} from {day} on, published after days that are not. "
    "Make that again with --from {date}."
)
REPLAN_NOTHING_PUBLISHED = "Nothing is published from {day} on."
REPLAN_PUBLISH_FIRST = (
    "Publish a rota with `matcher publish`. Then it can be made again with the least change."
)
REPLAN_PAST = "{day} is past, and what is past stands as it was."
REPLAN_FROM_TODAY = "Give --from a day from today on."
REPLAN_NOT_MEMBERS = "On {person}'s published rota, and in no team in the file: {names}."
REPLAN_WRITE_TEAM_OF = (
    'Write "team_of": "{id}" where the team was agreed. Where somebody left, keep `team_of` and write '
    "`contract` › `ends_on`, their last day."
)
REPLAN_TAKEN_AS_WORKED = (
    "{who}'s {need} earlier today, {times}, counts as worked, although {who} is away from today."
)
REPLAN_TAKEN_TO_STAY = (
    "{who} is taken to stay on {need} to its end, {times}, and to be away after it. If {who} has to leave "
    "now, let the absence begin on its day: --absent {id}={day}..LAST."
)
REPLAN_WRITE_LEAVE = "So that the next rota knows, write {json} under {who}'s `leave` in the team file."

# Who could cover a shift

COVER_NOT_ON_IT = "{who} is not on {need}."
COVER_WHO_IS = "On it: {names}."
COVER_NOBODY = "nobody"
COVER_NOT_AWAY = "With these days {who} is not away on {day}."
COVER_NOTHING_PUBLISHED = "Nothing is published for {} from now on."
COVER_FULL = "{need} has everybody it needs."
COVER_NAME_ABSENT = "Name who cannot come with --absent, for example --absent {id}."
COVER_CAN = "{names} could cover {need}."
COVER_CAN_ALL_BUT = "{names} could cover {need}, but then something else goes uncovered."
COVER_NOBODY_CAN = "Nobody in {person}'s team can cover {need} within the limits that always hold."
COVER_NOT_SURE = "It was not worked out in the time given who in {person}'s team could cover {need}."
COVER_IN_ORDER = "Number {place} in {person}'s agreed order."
COVER_NOTHING_ELSE = "Nothing else changes."
COVER_MOVES = "What else changes:"
COVER_MOVE = {
    "taken": "- {who} no longer has {need}, {day} {times}.",
    "given": "- {who} takes {need}, {day} {times}.",
    "moved": "- {who} has {need}, {day}, now {times}.",
}
COVER_LEAVES = "It would leave uncovered: {gaps}."
COVER_HOURS = "{awake} that week; the contract is {contract}, the most agreed {most}."
COVER_REST = "Rest before it: {before}; after it: {after}."
COVER_STRAIGHT_ON = "none, with another shift straight on"
COVER_NO_END = "no other shift near"
COVER_CANNOT_BE_MENDED = "Moving others does not mend it."
COVER_NO_TIME = "There was no time to work this out."

# Phases

PHASE_NAMED = "the phase '{}'"
PHASE_AFTER = "once the phase '{}' is over"
PHASE_NONE = "in no phase"
PHASE_ASKS = "From {day}{until}, {phase}: {person}'s week asks for {hours} awake."
PHASE_COVERED = "The team of {team} can cover it."
PHASE_TEAM = "The team of {team} agreed to {agreed} a week, and may be asked for {most} at most."
PHASE_IF_ASKED = "Asked for more than agreed, they can cover it; without that {} a week go uncovered."
PHASE_SHORT = (
    "At best {agreed} a week go uncovered, or {asked} if everybody is asked for more. "
    "It is proved that no way to share the week covers more, by how essential it is."
)
PHASE_MAY_BE_SHORT = (
    "In the best week found {agreed} go uncovered, or {asked} if everybody is asked for more. "
    "It is not proved that no way to share the week covers more."
)
PHASE_SKILLS = "Too few of the team bring what a need of it asks for: {}."
PHASE_NOT_BORROWED = (
    "Nobody is taken from another person's team. `matcher recruit` with --from {day} says whom to look for."
)
PHASE_NO_TIME = "There was no time to look at what the team can supply of it."
PHASE_BEGINS = "The phase '{phase}' begins on {day}{until}.{review}"
PHASE_SINCE = "The phase '{phase}' is in force since {day}{until}.{review}"
PHASE_ENDS = "The phase '{phase}' is over on {day}."
PHASE_REVIEW = " It is looked at again on {}."
PHASE_OF_NEED = "This need belongs to the phase '{phase}', from {day}{until}."
PHASE_TYPICAL = "This is a week of the phase '{}'."
