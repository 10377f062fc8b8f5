"""What may be queued for review: a rule for each post or mail that may bring a supporter's photo.

Nothing here is approved; that is a person's, always. What is skipped is not kept, so the rules that protect an author
come before those that look at the photo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.campaign.candidate import AuthorIs, Candidate, Path, Reach, Source
from bot.campaign.photo_settings import Repost
from bot.campaign.tags import LookAlike, Nothing


class Skip(StrEnum):
    """Why a photo is left where it is; nothing about it is kept."""

    OWN_ACCOUNT = "own account"
    WITHDRAWN = "withdrawn"
    BLOCKED = "blocked"
    BOT = "bot"
    NO_BOT = "no bots wanted"
    NOT_TO_BE_FOUND = "not to be found"
    LOCKED = "locked"
    TOO_EARLY = "too early"
    TOO_LATE = "too late"
    NO_PICTURE = "no picture"
    NOT_A_PICTURE = "not a picture"
    NOT_PUBLIC = "not public"
    NO_TAG = "no tag"
    NOT_MENTIONED = "not mentioned"
    TAKEN = "taken already"


class Ask(StrEnum):
    """What makes a photo one for a person to look at first, before it counts as one to review."""

    LOOK_ALIKE = "look-alike tag"
    SENSITIVE = "sensitive"
    MIXED = "other media beside the picture"


class Flag(StrEnum):
    """What a reviewer should know."""

    NO_ALT_TEXT = "no alt text"
    SEVERAL = "several pictures"
    REPLY = "reply"
    EDITED = "edited"
    MENTIONED = "mentions the campaign"
    UNNAMED = "place not named"
    """A person said where it is, and it may be a village, whose name would point at its sender."""
    RESTORED = "restored"
    """The store was put back from an earlier copy: it may be out already, or have been taken back since."""


@dataclass(frozen=True, slots=True)
class PhotoRules:
    """``photos:`` in the settings, as far as it decides what is queued. Both instants are UTC."""

    opens: datetime
    closes: datetime
    """The first instant that is too late."""
    repost: Repost = Repost.TAGGED


@dataclass(frozen=True, slots=True)
class Queue:
    """To be reviewed, after what its path asks for."""

    path: Path
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class AskPerson:
    """The same, but a person says first whether it belongs to the campaign."""

    path: Path
    reasons: frozenset[Ask]
    flags: frozenset[Flag] = frozenset()


Judgement: TypeAlias = Queue | AskPerson | Skip

_SKIPPED = (
    (AuthorIs.BLOCKED, Skip.BLOCKED),
    (AuthorIs.BOT, Skip.BOT),
)
_OPTED_OUT = (
    (AuthorIs.NO_BOT, Skip.NO_BOT),
    (AuthorIs.NOT_TO_BE_FOUND, Skip.NOT_TO_BE_FOUND),
    (AuthorIs.LOCKED, Skip.LOCKED),
)
"""Wishes not to be noticed; whoever sends the campaign a photo has changed their mind about that one."""

_UNTAGGED = frozenset({Source.MAIL, Source.PRIVATE_MESSAGE})
"""What was sent to the campaign itself needs no tag."""


def judge(candidate: Candidate, rules: PhotoRules) -> Judgement:
    """Whether a photo is queued, shown to a person first, or left alone; the first reason to skip it counts."""
    skipped = next(_reasons_to_skip(candidate, rules), None)
    if skipped is not None:
        return skipped
    asks = frozenset(_reasons_to_ask(candidate))
    flags = frozenset(_flags(candidate))
    return AskPerson(candidate.path, asks, flags) if asks else Queue(candidate.path, flags)


def judge_all(
    candidates: Iterable[Candidate], rules: PhotoRules, known: Iterable[str] = ()
) -> Iterator[tuple[Candidate, Judgement]]:
    """Each candidate with its judgement; what is ``known`` by its key, or came before, is taken already.

    Of a post and its boosts the first one that is not skipped counts.
    """
    taken = set(known)
    for candidate in candidates:
        judgement: Judgement = Skip.TAKEN if candidate.key in taken else judge(candidate, rules)
        if not isinstance(judgement, Skip):
            taken.add(candidate.key)
        yield candidate, judgement


def _reasons_to_skip(candidate: Candidate, rules: PhotoRules) -> Iterator[Skip]:
    if AuthorIs.OWN in candidate.author:
        yield Skip.OWN_ACCOUNT
    if candidate.withdrawn:
        yield Skip.WITHDRAWN
    native = candidate.path is Path.NATIVE
    for what, skip in _SKIPPED + (_OPTED_OUT if native else ()):
        if what in candidate.author:
            yield skip
    if candidate.instant < rules.opens:
        yield Skip.TOO_EARLY
    if candidate.instant >= rules.closes:
        yield Skip.TOO_LATE
    if not candidate.images:
        yield Skip.NOT_A_PICTURE if candidate.other_media else Skip.NO_PICTURE
    if native and candidate.reach is not Reach.PUBLIC:
        yield Skip.NOT_PUBLIC
    if candidate.source not in _UNTAGGED and isinstance(candidate.tag, Nothing):
        yield Skip.NO_TAG
    if native and rules.repost is Repost.TAGGED_AND_MENTIONED and not candidate.mentions_campaign:
        yield Skip.NOT_MENTIONED


def _reasons_to_ask(candidate: Candidate) -> Iterator[Ask]:
    if candidate.source not in _UNTAGGED and isinstance(candidate.tag, LookAlike):
        yield Ask.LOOK_ALIKE
    if candidate.sensitive:
        yield Ask.SENSITIVE
    # A repost would show the video too; of a message to be cleaned only the pictures are taken.
    if candidate.other_media and candidate.path is Path.NATIVE:
        yield Ask.MIXED


def _flags(candidate: Candidate) -> Iterator[Flag]:
    described = sum(bool(alt.strip()) for alt in candidate.alts)
    if described < candidate.images:
        yield Flag.NO_ALT_TEXT
    if candidate.images > 1:
        yield Flag.SEVERAL
    if candidate.source is Source.REPLY:
        yield Flag.REPLY
    if candidate.edited:
        yield Flag.EDITED
    if candidate.mentions_campaign:
        yield Flag.MENTIONED
