"""Faults that change nothing anybody could see, each with the reason; looked at one by one."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"[^"]*"')

SAME: dict[tuple[str, str, str], str] = {
    (
        "bot/campaign/truth.py",
        "until = valid_until(slot, settings)",
        "until = valid_until(slot, None)",
    ): "valid_until does not look at the settings yet",
    (
        "bot/daemon/threshold.py",
        "now = self.at",
        "now = None",
    ): "only a fault leaves it so, and a fault refuses: what is refused has no instant",
}
"""By file, the line as it is and as it became."""

DATA: dict[tuple[str, str], str] = {
    ("bot/campaign/truth.py", "Verdict."): "a verdict is compared as a member, never stored and never shown",
    ("bot/daemon/sender.py", "_log:"): "the log's own name; no promise hangs on the log",
    ("bot/daemon/threshold.py", "_log:"): "the log's own name; no promise hangs on the log",
}
"""By file and how the fault's name begins."""


def why_equivalent(file: str, old: str, new: str) -> str:
    """Why the fault changes nothing; empty: it does. ``new`` is empty for a fault in data, which ``old`` then names."""
    if not new:
        return next((why for (where, name), why in DATA.items() if where == file and old.startswith(name)), "")
    if old.startswith("assert ") and _QUOTED.sub("", old) == _QUOTED.sub("", new):
        return "the words of an assertion, for whoever broke it"
    return SAME.get((file, old, new), "")
