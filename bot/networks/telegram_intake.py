"""What a bot can ask about supporters' posts: whether one still stands. What is new comes to it by itself, as updates.

A bot cannot read a channel, so a post is forwarded to the staff's chat, silently, read there, and its copy deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bot.campaign.model import Account
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent
from bot.campaign.photo import Reason
from bot.networks.http import Answer, Reasons, Silence, Why, unasked
from bot.networks.telegram_files import FILE_MAX, client_for, fetch
from bot.networks.telegram_forwarding import Source, source_of
from bot.networks.telegram_judging import (
    agreed,
    cannot_be_deleted,
    is_missing,
    is_protected,
    judge_telegram,
    words,
)
from bot.networks.telegram_loop import Asking, SharedBot
from bot.networks.telegram_supporters import original
from bot.ports import Page, Seen, Shown, Unfetched, Vanished, Wanted

_OUTSIDE = frozenset({"left", "kicked"})


class TelegramIntake:
    """The bot of ``account``, with a ``staff_chat`` that it may write to; without one it sees nothing."""

    def __init__(
        self,
        account: Account,
        secrets: Mapping[str, str],
        deadline_s: float = CALL_S,
        staff_chat: int | None = None,
    ) -> None:
        token = secrets["bot_token"]
        number, _, secret = token.partition(":")
        self._reasons = Reasons.without({"whole": token, "half": secret})
        self._own = int(number) if number.isdecimal() else 0
        self._deadline_s, self._staff_chat = deadline_s, staff_chat
        self._base = account.address.rstrip("/")
        self._bot = SharedBot.of(token, self._base)
        self._copies: set[int] = set()
        """Those in the staff's chat that could not be deleted yet."""

    def cursors(self, wanted: Wanted) -> Sequence[str]:  # noqa: ARG002 -- the port's: there is nothing to read
        """None: updates are read from the inbox (``telegram_supporters.heard``)."""
        return ()

    def photos_since(self, tag: str, cursor: str, wanted: Wanted) -> Page:  # noqa: ARG002 -- as above
        """Nothing."""
        return Page(cursor=cursor)

    def sayings_since(self, cursor: str, wanted: Wanted) -> Page:  # noqa: ARG002 -- as above
        """Nothing."""
        return Page(cursor=cursor)

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """A channel's post as it is now. A bot that was put out of its channel can vouch for it no more."""
        source = source_of(remote_id)
        if source is None:
            return Vanished(Reason.DELETED)
        if self._staff_chat is None:
            return NotSent(self._reasons.say(Why.NO_STAFF_CHAT))
        self._tidy()
        heard = self._bot.call(partial(self._forward, source=source, staff_chat=self._staff_chat), self._deadline_s)
        result = heard.at("result") if isinstance(heard, Answer) and agreed(heard) else None
        if not isinstance(result, dict):
            return self._unseen(heard, source)
        if not isinstance(result.get("forward_origin"), dict):
            return NotSent(self._reasons.say(Why.UNREADABLE, "forward_origin"))
        found = original(result, wanted)
        if found is None or found.candidate.identity != f"{found.author}/{source.message}":
            return Vanished(Reason.NOT_PUBLIC)
        return Seen(found)

    def fetch(self, picture: Shown) -> bytes | Unfetched | NotSent:
        """The file behind a ``file_id``."""
        client = client_for(self._base, self._deadline_s)
        told = self._bot.call(
            lambda asking: fetch(asking, client, picture.address, FILE_MAX, self._reasons), self._deadline_s
        )
        return NotSent(self._reasons.say(Why.PICTURE_LATER, str(told.why))) if isinstance(told, Silence) else told

    def close(self) -> None:
        """Delete the copies that are left, as far as that works, and leave the shared bot."""
        self._tidy()
        self._bot.leave()

    async def _forward(self, asking: Asking, source: Source, staff_chat: int) -> Answer | Silence:
        heard = await asking.tell(
            asking.bot.forward_message(
                staff_chat, source.chat, source.message, disable_notification=True, **asking.timeouts
            )
        )
        copy = heard.at("result", "message_id") if isinstance(heard, Answer) and agreed(heard) else None
        if isinstance(copy, int):
            self._copies.add(copy)
            await self._remove(asking, copy=copy)
        return heard

    async def _remove(self, asking: Asking, copy: int) -> bool:
        assert self._staff_chat is not None
        heard = await asking.tell(asking.bot.delete_message(self._staff_chat, copy, **asking.timeouts))
        gone = agreed(heard) or is_missing(heard) or cannot_be_deleted(heard)
        if gone:
            self._copies.discard(copy)
        return gone

    def _tidy(self) -> None:
        for copy in sorted(self._copies):
            if self._bot.call(partial(self._remove, copy=copy), self._deadline_s) is not True:
                return

    def _unseen(self, heard: Answer | Silence, source: Source) -> Vanished | NotSent | AccountBroken:
        """Gone, or hidden; or the channel, or the chat it should have been shown in, cannot be reached."""
        if is_protected(heard):
            return Vanished(Reason.NOT_PUBLIC)
        failure = judge_telegram(heard, self._reasons)
        about_a_chat = isinstance(failure, AccountBroken) and isinstance(heard, Answer) and heard.status in {400, 403}
        if not (is_missing(heard) or about_a_chat):
            return unasked(failure, heard)
        # Who is not in a channel is told that its posts are not there.
        member = self._bot.call(
            lambda asking: asking.tell(asking.bot.get_chat_member(source.chat, self._own, **asking.timeouts)),
            self._deadline_s,
        )
        if isinstance(member, Answer) and agreed(member) and member.text("result", "status"):
            if member.text("result", "status") in _OUTSIDE:
                return Vanished(Reason.NOT_PUBLIC)
            return Vanished(Reason.DELETED) if is_missing(heard) else self._no_staff(heard)
        refused = isinstance(member, Answer) and member.status in {400, 403}
        return Vanished(Reason.NOT_PUBLIC) if refused else unasked(judge_telegram(member, self._reasons), member)

    def _no_staff(self, heard: Answer | Silence) -> NotSent:
        return NotSent(self._reasons.say(Why.STAFF_CHAT, words(heard)))
