"""How long tests go on that could go on for ever: some seconds by themselves, minutes in ``make prove``."""

from __future__ import annotations

import os

VARIABLE = "PROVE_AT_LENGTH"
"""Not the name of the Makefile's own variable: make hands those on."""


def at_length(usual: int, long: int) -> int:
    """``long`` where somebody takes the time for a proof."""
    return long if os.environ.get(VARIABLE) else usual
