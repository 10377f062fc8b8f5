"""What the outbox says when it cannot do its work: a code, the facts, and the sentence in English beside them."""

from __future__ import annotations

from typing import TypeVar

from bot.campaign.model import Place
from bot.campaign.problem import Problem
from bot.errors import CampaignError, StoreError

_Error = TypeVar("_Error", bound=CampaignError)


def coded(kind: type[_Error], code: str, **facts: object) -> _Error:
    """An error that ``bot.wording`` can also say in the staff's language."""
    # Not needed until something is wrong, and then all rooms' sentences are read.
    from bot.wording import problem_text  # noqa: PLC0415 -- see above

    message, next_step = problem_text(Problem(code, Place(""), facts), "en")
    return kind(message, next_step, code=code, facts=facts)


def trouble(code: str, **facts: object) -> StoreError:
    """``outbox-…`` as an error."""
    return coded(StoreError, code, **facts)


class IllegalStepError(ValueError):
    """A caller asked for a step that is not in the transition table: a mistake in the program, never in the data."""
