"""What became of every supporter's photo, as those who play them and the reviewer saw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.campaign.candidate import Path
from bot.campaign.model import NetworkName
from bot.ports import Photo
from bot.rehearsal.supporters import NEVER_QUEUED, How, Supporter, Way


@dataclass(slots=True)
class Story:
    """One photo's."""

    supporter: Supporter
    remote_id: str = ""
    """As its network, or the mailbox, names it; empty: not sent yet."""
    queued_as: set[str] = field(default_factory=set)
    """The photos that came to the queue of it: never more than one."""
    answered_at: datetime | None = None
    """When whoever was asked said yes or no."""
    approved_at: datetime | None = None
    refused_at: datetime | None = None
    out_at: datetime | None = None
    """When it was first seen to go out."""
    had_turn_on: set[str] = field(default_factory=set)
    """The accounts that it went out on, or that its network refused it for."""
    back_at: datetime | None = None
    """When its author took it back."""
    back_how: How | None = None

    @property
    def should_be_queued(self) -> bool:
        """Unless it was gone before anybody could look."""
        return bool(self.remote_id) and self.supporter.kind not in NEVER_QUEUED

    @property
    def should_stand(self) -> bool:
        """Approved, and never taken back."""
        return self.approved_at is not None and self.back_at is None


class Ledger:
    """All of them."""

    def __init__(self, supporters: Sequence[Supporter]) -> None:
        self.stories = [Story(supporter) for supporter in supporters]
        self.decides = True
        """Whether somebody decides about what waits."""
        self._sent: dict[tuple[NetworkName | None, str], Story] = {}
        self._files: dict[str, Story] = {}
        self._shown: dict[str, Story] = {}
        self.strangers: set[str] = set()
        """Photos that came to the queue and that nobody sent."""

    def sent(self, story: Story, remote_id: str, file: str = "") -> None:
        """Its network took it; ``file`` is the SHA-256 of what was sent to the campaign itself."""
        story.remote_id = remote_id
        if story.supporter.way is Way.POSTED:
            self._sent[story.supporter.network, remote_id] = story
        else:
            self._files[file] = story

    def of(self, photo: Photo) -> Story | None:
        """Whose it is; the pixels of one that was sent to the campaign are known from then on."""
        if photo.path is Path.NATIVE:
            return self.reposted(photo.network, photo.remote_id)
        story = self._files.get(photo.original)
        if story is not None:
            self._shown[photo.sha256] = story
        return story

    def reposted(self, network: NetworkName | None, remote_id: str) -> Story | None:
        """What a repost is of."""
        return self._sent.get((network, remote_id))

    def shown(self, sha256: str) -> Story | None:
        """Whose picture a post shows: as a person was shown it, or even as it was sent."""
        return self._shown.get(sha256) or self._files.get(sha256)

    def is_raw(self, sha256: str) -> bool:
        """Whether it is a file as it was sent, which nobody must ever see."""
        return sha256 in self._files

    @property
    def waiting(self) -> bool:
        """Whether something is still to be decided, to go out, or, being out, to be taken back."""
        return any(self._waits(story) for story in self.stories)

    def _waits(self, story: Story) -> bool:
        if story.back_at is not None or story.refused_at is not None:
            return False
        if story.approved_at is None:
            # What was written waits a day for second thoughts; the queue is soon looked at.
            written = story.supporter.way is not Way.POSTED and story.should_be_queued
            return written and (self.decides or not story.queued_as)
        return not story.had_turn_on.issuperset(story.supporter.accounts) or story.supporter.taken_back is not None
