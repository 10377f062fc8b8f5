"""What the outbox says when it cannot do its work: a code, the facts, and the sentence in English beside them."""

from __future__ import annotations

from bot.errors import StoreError
from bot.wording import coded


def trouble(code: str, **facts: object) -> StoreError:
    """``outbox-…`` as an error."""
    return coded(StoreError, code, **facts)


class IllegalStepError(ValueError):
    """A caller asked for a step that is not in the transition table: a mistake in the program, never in the data."""
