"""Every sentence about what is done week by week: publishing, replanning, cover, phases."""

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
