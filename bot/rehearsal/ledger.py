"""What became of every supporter's photo, as those who play them and the reviewer saw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.campaign.model import NetworkName
from bot.ports import Photo
from bot.rehearsal.supporters import NEVER_QUEUED, How, Supporter


@dataclass(slots=True)
class Story:
    """One photo's."""

    supporter: Supporter
    remote_id: str = ""
    """As its network names it; empty: not sent yet."""
    queued_as: set[str] = field(default_factory=set)
    """The photos that came to the queue of it: never more than one."""
    approved_at: datetime | None = None
    refused_at: datetime | None = None
    out_at: datetime | None = None
    """When its first repost was seen."""
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
        self._sent: dict[tuple[NetworkName | None, str], Story] = {}
        self.strangers: set[str] = set()
        """Photos that came to the queue and that nobody sent."""

    def sent(self, story: Story, remote_id: str) -> None:
        """Its network took it."""
        story.remote_id = remote_id
        self._sent[story.supporter.network, remote_id] = story

    def of(self, photo: Photo) -> Story | None:
        """Whose it is."""
        return self.reposted(photo.network, photo.remote_id)

    def reposted(self, network: NetworkName | None, remote_id: str) -> Story | None:
        """What a repost is of."""
        return self._sent.get((network, remote_id))

    @property
    def waiting(self) -> bool:
        """Whether something that was approved is still to go out, or something that is out to be taken back."""
        return any(_waits(story) for story in self.stories)


def _waits(story: Story) -> bool:
    if story.approved_at is None or story.back_at is not None:
        return False
    return story.out_at is None or story.supporter.taken_back is not None
