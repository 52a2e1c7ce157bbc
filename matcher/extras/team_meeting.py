"""Team meetings: for everybody in the person's team who can come."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.extras._base import Meeting, Wanted

if TYPE_CHECKING:
    from matcher.frame import Frame
    from matcher.model.supporter import Supporter


class TeamMeeting(Meeting):
    """Meetings of the person's team, elsewhere unless the person agreed."""

    kind: Literal["team_meeting"] = "team_meeting"
    """Its name."""

    name: ClassVar[str] = "team meeting"

    def wanted(self, frame: "Frame", who: "Supporter", times: Sequence[DatedNeed]) -> Iterator[Wanted]:
        """Every meeting, for everybody."""
        return (Wanted(who.id, (time,)) for time in times)
