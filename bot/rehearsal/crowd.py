"""Plays the supporters: they post or write, answer what they are asked, and some think better of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from bot.campaign.outcome import NotSent, Rejected
from bot.daemon.photos.kit import MAILS
from bot.rehearsal.ears import EARS
from bot.rehearsal.ledger import Ledger, Story
from bot.rehearsal.play import Published
from bot.rehearsal.posting import Posting, latest, posted_as
from bot.rehearsal.scenes import Snapshot
from bot.rehearsal.supporters import Stage, Supporter, Way
from bot.rehearsal.writers import ANSWERING
from bot.rehearsal.writing import Letter, Writing

Action = Mapping[str, object]

_AFTERWARDS = 3
"""Steps from one to the next at which anybody still thinks better of it."""
_HEARD_BY = {"mail": MAILS, "telegram": EARS}
"""Duties that the daemon has wait where something comes in."""


class Doors(Protocol):
    """Where people act: the stand-ins."""

    def act(self, actions: Sequence[Action]) -> Sequence[Mapping[str, object]]:
        """What each came to."""
        ...

    def called(self, account: str) -> str:
        """What one of the campaign's accounts goes by there."""
        ...

    def mailed_to(self, address: str) -> Sequence[Letter]:
        """What was mailed to somebody."""
        ...

    def said_to(self, name: str) -> Sequence[Letter]:
        """What a bot said to somebody."""
        ...


class Crowd:
    """The duty: everybody acts on a step, none between."""

    name = "supporters"

    def __init__(
        self, doors: Doors, ledger: Ledger, pictures: Sequence[Snapshot], opens: datetime, step: timedelta
    ) -> None:
        self._doors, self._ledger, self._pictures = doors, ledger, pictures
        self._posting, self._writing = Posting(doors, pictures), Writing(doors, pictures)
        self._opens, self._step = opens, step
        self._coming = sorted(ledger.stories, key=lambda story: story.supporter.at)
        self.wake: Callable[[str], None] = lambda _: None

    def run_once(self, now: datetime) -> datetime | None:
        """Everything that is due; the next step, as long as there may be anything to do."""
        for story in self._ledger.stories:
            if story.remote_id and story.back_at is None and self._thinks_better(story, now):
                self._take_back(story, now)
            elif story.remote_id and self._is_to_answer(story):
                self._answer(story, now)
        due = [story for story in self._coming if story.supporter.at <= now]
        self._coming = self._coming[len(due) :]
        if due:
            told = self._act([self._photo(story.supporter) for story in due])
            for story, answer in zip(due, told, strict=True):
                file = self._pictures[story.supporter.picture].data
                self._ledger.sent(story, posted_as(story.supporter, answer), sha256(file).hexdigest())
        return self.step_after(now) if self._coming or self._undecided() else None

    def step_after(self, now: datetime) -> datetime:
        """The first step that is not over; when all have posted, there are fewer."""
        step = self._step if self._coming else self._step * _AFTERWARDS
        return self._opens if now < self._opens else self._opens + step * ((now - self._opens) // step + 1)

    def seen(self, published: Published) -> None:
        """A repost, or a post of a photo that was sent in, went out."""
        media = published.media
        story = self._ledger.reposted(published.network, published.post.repost_of)
        if story is None and media is not None:
            story = self._ledger.shown(media.sha256)
        if story is None or isinstance(published.outcome, NotSent):
            return
        story.had_turn_on.add(published.account)
        if not isinstance(published.outcome, Rejected):
            story.out_at = story.out_at or published.at

    def _undecided(self) -> bool:
        return any(
            story.remote_id and ((story.supporter.taken_back and not story.back_at) or self._is_to_answer(story))
            for story in self._ledger.stories
        )

    def _thinks_better(self, story: Story, now: datetime) -> bool:
        back = story.supporter.taken_back
        if back is None:
            return False
        since = {
            Stage.QUEUED: story.supporter.at if story.queued_as else None,
            Stage.APPROVED: story.approved_at,
            Stage.REPOSTED: story.out_at,
        }[back.after]
        return since is not None and since < now

    def _take_back(self, story: Story, now: datetime) -> None:
        supporter = story.supporter
        assert supporter.taken_back is not None, "asked before"
        how = latest(supporter.taken_back.how, supporter, is_out=story.out_at is not None)
        if supporter.way is Way.POSTED:
            self._act([self._posting.take_back(supporter, story.remote_id, how)])
        else:
            self._act([self._writing.take_back(supporter, how)])
        story.back_at, story.back_how = now, how

    @staticmethod
    def _is_to_answer(story: Story) -> bool:
        asked = story.supporter.way is not Way.POSTED and story.supporter.kind in ANSWERING
        return asked and story.answered_at is None

    def _answer(self, story: Story, now: datetime) -> None:
        said = self._writing.answer(story.supporter)
        if said is not None:
            self._act([said])
            story.answered_at = now

    def _photo(self, supporter: Supporter) -> Action:
        posted = supporter.way is Way.POSTED
        return self._posting.photo(supporter) if posted else self._writing.photo(supporter)

    def _act(self, actions: Sequence[Action]) -> Sequence[Mapping[str, object]]:
        told = self._doors.act(actions)
        for name in {_HEARD_BY.get(str(action["network"]), "") for action in actions} - {""}:
            self.wake(name)
        return told
