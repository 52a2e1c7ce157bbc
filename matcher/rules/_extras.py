"""Extras as the examples of rules have them."""

from typing import Any

AGREED = "2026-05-01"
SHADOWS: dict[str, Any] = {"extras": [{"kind": "shadow", "agreed_on": AGREED}]}
HANDOVERS: dict[str, Any] = {"extras": [{"kind": "handover", "agreed_on": AGREED}]}
MEETINGS: dict[str, Any] = {"extras": [{"kind": "team_meeting", "at": [{"days": ["mon"], "start": "15:00"}]}]}
SUPERVISIONS: dict[str, Any] = {
    "extras": [{"kind": "supervision", "at": [{"days": ["mon"], "start": "15:00"}]}]
}
BOB_SHADOWS: dict[str, Any] = {"bob": {"induction": [{"person": "pat", "stage": "shadowing"}]}}
