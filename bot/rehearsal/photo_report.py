"""What became of supporters' photos, counted from what the stand-ins received and not from what we believe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.campaign.model import NetworkName
from bot.rehearsal.ledger import Ledger, Story
from bot.rehearsal.stage import Received, Reposted
from bot.rehearsal.supporters import Way
from bot.rehearsal.writers import traces

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
    """Stand on their network; of those sent to the campaign itself, on every account that posts them."""
    refused: int = 0
    withdrawn: int = 0
    """By a word, by deleting them, or by editing the tag away."""
    left_after_withdrawal: int = 0
    """Reposts and posts that still stand though their photo was withdrawn."""
    undecided: int = 0
    overlooked: int = 0
    """Never came before a person, and should have."""
    intruders: int = 0
    """Came before a person and should not have: of people who want no bots, who did not say yes, not public, from a
    listed country, or twice the same.
    """
    uncleaned: int = 0
    """Were ever shown with something that their sender's phone had written into them."""
    taken_back: int = 0
    """Of those withdrawn: were out by then."""
    lost: Mapping[str, int] = field(default_factory=dict)
    """By account: approved, not withdrawn, and not there."""
    twice: Mapping[str, int] = field(default_factory=dict)
    """By account: reposted more than once, or never approved at all."""
    stands: Mapping[str, int] = field(default_factory=dict)
    """By account."""
    by_way: Mapping[str, int] = field(default_factory=dict)
    """Those received: ``from_channels`` (Telegram's, public), ``from_chats`` (with the bot), ``from_mail``."""

    @property
    def good(self) -> bool:
        """Nothing was overlooked, nobody disturbed or betrayed, nothing left that was taken back."""
        return not (self.left_after_withdrawal or self.overlooked or self.intruders or self.uncleaned)

    def as_json(self) -> dict[str, int]:
        """The contract's names first."""
        names = ("received", "queued", "approved", "reposted", "refused", "withdrawn", "left_after_withdrawal")
        more = ("undecided", "overlooked", "intruders", "taken_back", "uncleaned")
        ways = {name: self.by_way.get(name, 0) for name in _WAYS}
        return {name: getattr(self, name) for name in (*names, *more)} | ways


_WAYS: Mapping[str, Callable[[Story], bool]] = {
    "from_channels": lambda story: (
        story.supporter.way is Way.POSTED and story.supporter.network is NetworkName.TELEGRAM
    ),
    "from_chats": lambda story: story.supporter.way is Way.CHAT,
    "from_mail": lambda story: story.supporter.way is Way.MAIL,
}


@dataclass(frozen=True, slots=True)
class _Out:
    """Something of a supporter's that an account showed."""

    story: Story | None
    account: str
    stands: bool


def photo_report(
    ledger: Ledger,
    reposts: Sequence[Reposted],
    posts: Sequence[Received] = (),
    picture: Callable[[str], bytes] = lambda _: b"",
) -> PhotoReport:
    """Hold what people sent, decided and took back against what the stand-ins were made to show.

    ``posts`` are those with a picture of a supporter's; ``picture`` is one by its SHA-256.
    """
    stories = ledger.stories
    made, standing = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    lost, twice, stands = Counter[str](), Counter[str](), Counter[str]()
    for out in _all_out(ledger, reposts, posts):
        stands[out.account] += out.stands
        if out.story is None or out.account not in out.story.supporter.accounts:
            twice[out.account] += 1
            continue
        made[out.story.supporter.number, out.account] += 1
        standing[out.story.supporter.number, out.account] += out.stands
    for story in stories:
        for account in story.supporter.accounts:
            place = story.supporter.number, account
            lost[account] += story.should_stand and not standing[place]
            twice[account] += made[place] - min(1, made[place]) if story.approved_at else made[place]
    back = [story for story in stories if story.back_at is not None]
    sent = [story for story in stories if story.remote_id]
    return PhotoReport(
        received=len(sent),
        queued=sum(bool(story.queued_as) for story in stories),
        approved=sum(story.should_stand for story in stories),
        reposted=sum(story.should_stand and all(_places(story, standing)) for story in stories),
        refused=sum(story.refused_at is not None and story.back_at is None for story in stories),
        withdrawn=len(back),
        left_after_withdrawal=sum(sum(_places(story, standing)) for story in back),
        undecided=sum(_is_undecided(story) for story in stories),
        overlooked=sum(story.should_be_queued and not story.queued_as for story in stories),
        intruders=len(ledger.strangers) + sum(_intrudes(story) for story in stories),
        taken_back=sum(any(_places(story, made)) for story in back),
        uncleaned=sum(_is_uncleaned(ledger, sha256, picture) for sha256 in {post.picture_sha256 for post in posts}),
        lost=+lost,
        twice=+twice,
        stands=+stands,
        by_way={name: sum(map(came_so, sent)) for name, came_so in _WAYS.items()},
    )


def _all_out(ledger: Ledger, reposts: Sequence[Reposted], posts: Sequence[Received]) -> Iterator[_Out]:
    for repost in reposts:
        yield _Out(ledger.reposted(repost.network, repost.repost_of), repost.account, repost.stands)
    for post in posts:
        yield _Out(ledger.shown(post.picture_sha256), post.account, post.stands)


def _places(story: Story, counted: Mapping[tuple[int, str], int]) -> list[int]:
    """What was counted of it, account by account."""
    return [counted[story.supporter.number, account] for account in story.supporter.accounts]


def _is_uncleaned(ledger: Ledger, sha256: str, picture: Callable[[str], bytes]) -> bool:
    story = ledger.shown(sha256)
    return ledger.is_raw(sha256) or (story is not None and traces(picture(sha256), story.supporter.number))


def _is_undecided(story: Story) -> bool:
    return bool(story.queued_as) and not (story.approved_at or story.refused_at or story.back_at)


def _intrudes(story: Story) -> int:
    return len(story.queued_as) - (1 if story.queued_as and story.should_be_queued else 0)
