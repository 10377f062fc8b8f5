"""Some of the supporters' photos of a rehearsal, by what became of them: for the picture book."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.campaign.model import NetworkName
from bot.rehearsal.ledger import Ledger, Story
from bot.rehearsal.scenes import Snapshot, thumbnail
from bot.rehearsal.supporters import NEVER_QUEUED, Kind

MOST = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo."""

    thumbnail: str
    """``data:``; empty: it cannot be shown."""
    network: NetworkName | None
    """``None``: mailed."""
    at: datetime
    notes: tuple[str, ...]
    """Keys of ``wording.rehearsal.SHOWN``."""


@dataclass(frozen=True, slots=True)
class Group:
    """Those of which the same became."""

    name: str
    """``reposted``, ``refused``, ``withdrawn`` or ``left_alone``."""
    count: int
    shown: tuple[Shown, ...]


def album(ledger: Ledger, pictures: Sequence[Snapshot]) -> tuple[Group, ...]:
    """Of each group the first few, as different from each other as there are."""
    kept: dict[int, str] = {}
    groups = []
    for name, belongs in _GROUPS.items():
        stories = [story for story in ledger.stories if story.remote_id and belongs(story)]
        if stories:
            shown = tuple(_shown(story, pictures, kept) for story in _varied(stories)[:MOST])
            groups.append(Group(name, len(stories), shown))
    return tuple(groups)


_GROUPS: dict[str, Callable[[Story], bool]] = {
    "reposted": lambda story: story.should_stand and story.out_at is not None,
    "refused": lambda story: story.refused_at is not None and story.back_at is None,
    "withdrawn": lambda story: story.back_at is not None,
    "left_alone": lambda story: story.supporter.kind in NEVER_QUEUED and not story.queued_as,
}


def _varied(stories: Sequence[Story]) -> list[Story]:
    """First one of each sort, then the rest, each in the order of time."""
    sorts: dict[tuple[object, ...], int] = {}
    ranked = []
    for story in stories:
        sort = (
            story.supporter.network,
            story.supporter.way,
            story.supporter.kind,
            story.back_how,
            story.out_at is None,
        )
        sorts[sort] = sorts.get(sort, 0) + 1
        ranked.append((sorts[sort], story.supporter.number, story))
    return [story for _, _, story in sorted(ranked, key=lambda each: each[:2])]


def _shown(story: Story, pictures: Sequence[Snapshot], kept: dict[int, str]) -> Shown:
    supporter = story.supporter
    if supporter.kind is not Kind.BOMB and supporter.picture not in kept:
        small = thumbnail(pictures[supporter.picture].data)
        kept[supporter.picture] = f"data:image/jpeg;base64,{b64encode(small).decode()}"
    notes = [supporter.way.value, supporter.kind.value]
    if story.back_how is not None:
        notes += [story.back_how.value, "was out" if story.out_at else "was not out"]
    return Shown(kept.get(supporter.picture, ""), supporter.network, supporter.at, tuple(notes))
