"""What the API says of jobs and requests: sentences that name nobody."""

from collections.abc import Mapping

from matcher.api.steps import Phase
from matcher.sentences import DOING

WAITING = "Waiting for its turn."
STARTED = "Working on it."
DONE = "Done."
STOPPED = "Stopped, with the best found until then."
STOPPED_WITH_NOTHING = "Stopped before there was a rota."
BEGUN_AGAIN = "The program that worked on it ended without an answer. It is begun again from the start."
SERVER_STOPPED = "The server stopped. It is begun again from the start when the server is back."
SERVER_CRASHED = "The server ended without warning. It is begun again from the start."
GAVE_UP = "The program that worked on it ended without an answer, {times} times. It is not tried again."
OUT_OF_MEMORY = "This takes more memory than one job may use. Ask for fewer weeks or people at once."
OUT_OF_TIME = "This took far longer than its time limit, so it was ended."
OUR_MISTAKE = "Something went wrong in the program, not in your file."
REFUSED = "It cannot be done as it was asked."
INTERRUPTED = (
    "The server ended without warning while this was worked on, {times} times. It is not tried again."
)
PART_BEGUN_AGAIN = "A part of the work ended without an answer. That part is begun again."
ALL: Mapping[Phase, str] = {
    "teams": "choosing everyone's team",
    "rotas": "writing everyone's rota",
    "questions": DOING["questions"],
}
"""What is worked on for many people at once."""
