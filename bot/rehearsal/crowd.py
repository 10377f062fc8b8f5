"""Plays the supporters: they post, and some think better of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.campaign.model import NetworkName
from bot.rehearsal.ledger import Ledger, Story
from bot.rehearsal.play import Published
from bot.rehearsal.scenes import Snapshot
from bot.rehearsal.supporters import STOPS, WORDS, How, Kind, Stage, Supporter

Action = Mapping[str, object]

_AFTERWARDS = 3
"""Steps from one to the next at which anybody still thinks better of it."""


class Doors(Protocol):
    """Where people act: the stand-ins."""

    def act(self, actions: Sequence[Action]) -> Sequence[Mapping[str, object]]:
        """What each came to."""
        ...

    def called(self, account: str) -> str:
        """What one of the campaign's accounts goes by there."""
        ...


class Crowd:
    """The duty: everybody acts on a step, none between."""

    name = "supporters"

    def __init__(
        self, doors: Doors, ledger: Ledger, pictures: Sequence[Snapshot], opens: datetime, step: timedelta
    ) -> None:
        self._doors, self._ledger, self._pictures = doors, ledger, pictures
        self._opens, self._step = opens, step
        self._coming = sorted(ledger.stories, key=lambda story: story.supporter.at)

    def run_once(self, now: datetime) -> datetime | None:
        """Everything that is due; the next step, as long as there may be anything to do."""
        for story in self._ledger.stories:
            if story.remote_id and story.back_at is None and self._thinks_better(story, now):
                self._take_back(story, now)
        due = [story for story in self._coming if story.supporter.at <= now]
        self._coming = self._coming[len(due) :]
        if due:
            told = self._doors.act([self._post(story.supporter) for story in due])
            for story, answer in zip(due, told, strict=True):
                self._ledger.sent(story, str(answer["id"]))
        return self.step_after(now) if self._coming or self._undecided() else None

    def step_after(self, now: datetime) -> datetime:
        """The first step that is not over; when all have posted, there are fewer."""
        step = self._step if self._coming else self._step * _AFTERWARDS
        return self._opens if now < self._opens else self._opens + step * ((now - self._opens) // step + 1)

    def seen(self, published: Published) -> None:
        """A repost went out."""
        story = self._ledger.reposted(published.network, published.post.repost_of)
        if story is not None and story.out_at is None:
            story.out_at = published.at

    def _undecided(self) -> bool:
        stories = self._ledger.stories
        return any(story.remote_id and story.supporter.taken_back and not story.back_at for story in stories)

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
        how = supporter.taken_back.how
        if how is How.RETAGGED and story.out_at is not None and supporter.network is not NetworkName.MASTODON:
            # It went out before its author came to it; nobody looks at what is out there.
            how = How.STOP
        action = {How.STOP: self._stop, How.DELETED: _delete, How.RETAGGED: _retag}[how](story)
        self._doors.act([action])
        story.back_at, story.back_how = now, how

    def _stop(self, story: Story) -> Action:
        supporter = story.supporter
        own = self._doors.called(supporter.account)
        said = {"network": supporter.network.value, "do": "post", "text": f"@{own} {STOPS[supporter.language]}"}
        if supporter.network is NetworkName.MASTODON:
            return said | {"person": {"name": supporter.name}, "in_reply_to": story.remote_id}
        return said | {"person": {"handle": supporter.name}, "reply_to": story.remote_id}

    def _post(self, supporter: Supporter) -> Action:
        picture = b64encode(self._pictures[supporter.picture].data).decode()
        said: dict[str, object] = {
            "network": supporter.network.value,
            "do": "post",
            "text": supporter.text,
            "language": supporter.language,
            "sensitive": supporter.kind is Kind.SENSITIVE,
            "pictures": [{"data": picture, "alt": supporter.alt}],
        }
        wish = "#nobot" if supporter.kind is Kind.NO_BOT else ""
        if supporter.network is NetworkName.MASTODON:
            person = {"name": supporter.name, "bot": supporter.kind is Kind.BOT, "note": wish}
            seen_by = "private" if supporter.kind is Kind.FOLLOWERS else "public"
            return said | {"person": person, "visibility": seen_by}
        protected = supporter.kind is Kind.FOLLOWERS
        return said | {"person": {"handle": supporter.name, "protected": protected, "description": wish}}


def _delete(story: Story) -> Action:
    supporter = story.supporter
    return {"network": supporter.network.value, "do": "delete", "account": supporter.name, "id": story.remote_id}


def _retag(story: Story) -> Action:
    supporter = story.supporter
    changed = {"network": supporter.network.value, "do": "edit", "account": supporter.name, "id": story.remote_id}
    return changed | {"text": WORDS[supporter.language]}
