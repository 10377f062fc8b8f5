"""What became of supporters' photos, counted from what the stand-ins received and not from what we believe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.rehearsal.ledger import Ledger, Story
from bot.rehearsal.stage import Reposted

UNDONE_WITHIN = timedelta(seconds=60)
"""From when a withdrawal is known to when nothing of the photo is left: the rehearsal's bar."""


@dataclass(frozen=True, slots=True)
class PhotoReport:
    """Each photo is counted where it ended, so ``queued`` is the sum of those approved, refused, withdrawn and
    undecided.
    """

    received: int = 0
    """Sent by supporters."""
    queued: int = 0
    """Came before a person."""
    approved: int = 0
    reposted: int = 0
    """Stand on their network."""
    refused: int = 0
    withdrawn: int = 0
    """By a word, by deleting them, or by editing the tag away."""
    left_after_withdrawal: int = 0
    """Reposts that still stand though their photo was withdrawn."""
    undecided: int = 0
    overlooked: int = 0
    """Never came before a person, and should have."""
    intruders: int = 0
    """Came before a person and should not have: of people who want no bots, not public, or twice the same."""
    taken_back: int = 0
    """Of those withdrawn: were out by then."""
    lost: Mapping[str, int] = field(default_factory=dict)
    """By account: approved, not withdrawn, and not there."""
    twice: Mapping[str, int] = field(default_factory=dict)
    """By account: reposted more than once, or never approved at all."""
    stands: Mapping[str, int] = field(default_factory=dict)
    """By account."""

    @property
    def good(self) -> bool:
        """Nothing was overlooked, nobody disturbed, nothing left that was taken back."""
        return not (self.left_after_withdrawal or self.overlooked or self.intruders)

    def as_json(self) -> dict[str, int]:
        """The contract's names first."""
        names = ("received", "queued", "approved", "reposted", "refused", "withdrawn", "left_after_withdrawal")
        more = ("undecided", "overlooked", "intruders", "taken_back")
        return {name: getattr(self, name) for name in (*names, *more)}


def photo_report(ledger: Ledger, reposts: Sequence[Reposted]) -> PhotoReport:
    """Hold what people sent, decided and took back against what the stand-ins were made to show."""
    stories = ledger.stories
    made, standing = Counter[int](), Counter[int]()
    lost, twice, stands = Counter[str](), Counter[str](), Counter[str]()
    for repost in reposts:
        story = ledger.reposted(repost.network, repost.repost_of)
        if story is None or story.supporter.account != repost.account:
            twice[repost.account] += 1
            continue
        made[story.supporter.number] += 1
        standing[story.supporter.number] += repost.stands
        stands[repost.account] += repost.stands
    for story in stories:
        number, account = story.supporter.number, story.supporter.account
        lost[account] += story.should_stand and not standing[number]
        twice[account] += made[number] - min(1, made[number]) if story.approved_at else made[number]
    back = [story for story in stories if story.back_at is not None]
    return PhotoReport(
        received=sum(bool(story.remote_id) for story in stories),
        queued=sum(bool(story.queued_as) for story in stories),
        approved=sum(story.should_stand for story in stories),
        reposted=sum(story.should_stand and bool(standing[story.supporter.number]) for story in stories),
        refused=sum(story.refused_at is not None and story.back_at is None for story in stories),
        withdrawn=len(back),
        left_after_withdrawal=sum(standing[story.supporter.number] for story in back),
        undecided=sum(_is_undecided(story) for story in stories),
        overlooked=sum(story.should_be_queued and not story.queued_as for story in stories),
        intruders=len(ledger.strangers) + sum(_intrudes(story) for story in stories),
        taken_back=sum(made[story.supporter.number] > 0 for story in back),
        lost=+lost,
        twice=+twice,
        stands=+stands,
    )


def _is_undecided(story: Story) -> bool:
    return bool(story.queued_as) and not (story.approved_at or story.refused_at or story.back_at)


def _intrudes(story: Story) -> int:
    return len(story.queued_as) - (1 if story.queued_as and story.should_be_queued else 0)
