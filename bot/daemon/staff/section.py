"""What the desk is made of: sections, each of which knows one kind of matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.daemon.staff.notice import Notice
from bot.daemon.staff.scene import Scene


@dataclass(frozen=True, slots=True)
class Done:
    """What a press did."""

    code: str
    """What it did, in ``bot.wording``, told with ``person`` and ``at``; empty: nothing, it was too late."""
    wake: tuple[str, ...] = ()
    """Duties that should look at once."""
    ends: bool = True
    """It was the one answer to this question: every later press is told of it."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What else its sentence names."""


class Section(Protocol):
    """One kind of matter."""

    name: str
    """How the names of its matters begin."""

    def notices(self, scene: Scene) -> Iterable[Notice]:
        """What should stand in the chat now, the most urgent first."""
        ...

    def next_change(self, scene: Scene) -> datetime | None:
        """When time alone changes that; ``None``: it does not."""
        ...

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:
        """Do what a button says, inside a transaction that the caller opened."""
        ...

    def ending(self, name: str, scene: Scene) -> str:
        """The line under a matter that is wanted no more, when no button here ended it."""
        ...


@runtime_checkable
class Asking(Protocol):
    """A section whose messages people answer with words."""

    def take(self, name: str, text: str, scene: Scene) -> Done | None:
        """Do what ``text``, a reply to the matter ``name``, says, inside a transaction that the caller opened.

        ``None``: it answers nothing that was asked. ``CampaignError``: why it cannot be taken.
        """
        ...
