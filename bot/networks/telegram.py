"""One Telegram channel, through python-telegram-bot's ``Bot``."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime

from telegram import Bot, LinkPreviewOptions

from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, NetworkName, Post
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.networks.http import Answer, Failure, Reasons, Silence, Why, is_loopback, judge, speaks_itself, unasked
from bot.networks.reading import date_of, is_anothers
from bot.networks.telegram_forwarding import judge_forward, source_of
from bot.networks.telegram_judging import is_id, judge_deletion, judge_edit, judge_telegram, words
from bot.networks.telegram_loop import Asking, SharedBot
from bot.networks.telegram_probe import Probe
from bot.ports import Blind, Done, Identity, Looked, Media, Prepared, Sought, at_once

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_NO_SUCH_METHOD = frozenset({404, 405, 501})

_OTHER_KIND = re.compile(r"there is no (?:text|caption) in the message", re.IGNORECASE)


class TelegramNetwork:
    """The channel ``account.handle``, with the bot ``secrets["bot_token"]`` that other channels may share.

    It can be read back only by way of ``staff_chat``, the number of a chat that the bot may write to.
    """

    def __init__(
        self,
        account: Account,
        secrets: Mapping[str, str],
        deadline_s: float = CALL_S,
        staff_chat: int | None = None,
    ) -> None:
        token = secrets["bot_token"]
        numbered = re.fullmatch(r"-?[0-9]{1,19}", account.handle)
        self._chat: str | int = int(account.handle) if numbered else f"@{account.handle.removeprefix('@')}"
        # An InvalidToken quotes the token; its half behind the colon is the secret one.
        self._reasons = Reasons.without({"whole": token, "half": token.partition(":")[2]})
        self._stands_in = bool(account.address) and is_loopback(account.address)
        self._deadline_s = deadline_s
        self._bot = SharedBot.of(token, account.address.rstrip("/"))
        self._probe = None
        if staff_chat is not None:
            self._probe = Probe(self._bot, self._chat, staff_chat, self.identity, self._reasons, deadline_s)

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Ask ``getMe``, ``getChat`` and ``getChatMember``: who the bot is, and that it may post in the channel."""
        return self._ask_who(self._deadline_s)

    def _ask_who(self, deadline_s: float) -> Identity | NotSent | AccountBroken:
        told = self._bot.call(self._introduce, deadline_s)
        return unasked(judge(told, "", self._reasons), told) if isinstance(told, Silence) else told

    async def _introduce(self, asking: Asking) -> Identity | NotSent | AccountBroken:
        me = await asking.tell(asking.bot.get_me())
        own = me.text("result", "id") if isinstance(me, Answer) and me.ok else ""
        if not own:
            return unasked(self._judge(me), me)
        chat = await asking.tell(asking.bot.get_chat(self._chat))
        # The token was right just now: a 404 after that is a server that has not got this method.
        if not _has(chat) and not self._lacks_the_method(chat):
            return unasked(self._judge(chat), chat)
        place = chat.text("result", "id") if isinstance(chat, Answer) else ""
        member = await asking.tell(asking.bot.get_chat_member(self._chat, int(own)))
        if not _has(member) and not self._lacks_the_method(member):
            return unasked(self._judge(member), member)
        if isinstance(member, Answer) and isinstance(chat, Answer) and not _may_post(chat, member):
            return AccountBroken(self._reasons.say(Why.MAY_NOT_POST, str(self._chat)))
        # Both count: another bot, or another channel under the same name, is another account.
        return Identity(f"{own}/{place or self._chat}", str(self._chat), self._url(chat).removesuffix("/"))

    def _lacks_the_method(self, heard: Answer | Silence) -> bool:
        """Said by the server itself: the page of a proxy must not pass the channel for another one."""
        if not isinstance(heard, Answer) or heard.status not in _NO_SUCH_METHOD:
            return False
        return self._stands_in or speaks_itself(heard)

    def limits(self) -> Limits:
        """Telegram's published ones: no method tells them."""
        return DEFAULT_LIMITS[NetworkName.TELEGRAM]

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Refuse what would not fit; a picture goes out with its caption in one call, so nothing is uploaded here.

        A longer text is never split from its picture: half of it might arrive.
        """
        if post.repost_of and source_of(post.repost_of) is None:
            return Rejected(self._reasons.say(Why.SOURCE_GONE, post.repost_of))
        length, limit = _units(post.text), self._limit(with_picture=media is not None)
        if length > limit:
            return Rejected(self._reasons.say(Why.TOO_LONG, f"{length} > {limit}"))
        largest = self.limits().picture_bytes
        if media is not None and len(media.data) > largest:
            return Rejected(self._reasons.say(Why.TOO_BIG, f"{len(media.data)} > {largest}"))
        return Prepared(post, media)

    def publish(
        self,
        ready: Prepared,
        key: str,  # noqa: ARG002 -- Telegram has no idempotency key
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        """Send the message, or the picture with the text as its caption: plain text, which no character can break.

        A repost is forwarded, and shows where it comes from.
        """
        post, media = ready.post, ready.media
        if post.repost_of:
            return self._forward(post, may_leave, may_listen)

        async def send(asking: Asking) -> Answer | Silence:
            bot: Bot = asking.bot
            if media is None:
                return await asking.tell(
                    bot.send_message(
                        self._chat,
                        post.text,
                        disable_notification=post.silent,
                        link_preview_options=_NO_PREVIEW,
                        **asking.timeouts,
                    )
                )
            return await asking.tell(
                bot.send_photo(
                    self._chat,
                    media.data,
                    caption=post.text,
                    filename=f"picture.{media.mime.rpartition('/')[2]}",
                    disable_notification=post.silent,
                    **asking.timeouts,
                )
            )

        heard = self._bot.call(send, self._deadline_s, may_leave=may_leave, may_listen=may_listen)
        sent = self._sent(heard)
        if sent is not None and is_anothers(post.text, _shown(heard)):
            return Unknown(self._reasons.say(Why.ANOTHER, sent.receipt.remote_id))
        return sent or self._judge(heard)

    def _forward(self, post: Post, may_leave: Callable[[], bool], may_listen: Callable[[], object]) -> Outcome:
        source = source_of(post.repost_of)
        if source is None:
            return Rejected(self._reasons.say(Why.SOURCE_GONE, post.repost_of))
        end = time.monotonic() + self._deadline_s

        async def forward(asking: Asking) -> Answer | Silence:
            sending = asking.bot.forward_message(
                self._chat, source.chat, source.message, disable_notification=post.silent, **asking.timeouts
            )
            return await asking.tell(sending)

        heard = self._bot.call(forward, self._deadline_s, may_leave=may_leave, may_listen=may_listen)
        left_s = max(end - time.monotonic(), 0.0)
        return self._sent(heard) or judge_forward(heard, self._reasons, lambda: self._ask_who(left_s))

    def _sent(self, heard: Answer | Silence) -> Sent | None:
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("result", "message_id")):
            address = self._url(heard)
            return Sent(Receipt(own, f"{address}{own}" if address else ""))
        return None

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """Forward the channel's latest posts into the staff chat, one by one, and read the copies."""
        if self._probe is None:
            return Blind(self._reasons.say(Why.NO_STAFF_CHAT))
        return self._probe.look(sought)

    def delete(
        self,
        remote_id: str,
        repost_of: str = "",  # noqa: ARG002 -- a forward is a message of ours like any other
    ) -> Done | NotSent | Rejected | AccountBroken:
        """Delete a post, or a forward; what was forwarded stays where it is."""
        if not is_id(remote_id):
            return Rejected(self._reasons.say(Why.GONE, remote_id))
        heard = self._bot.call(
            lambda asking: asking.tell(asking.bot.delete_message(self._chat, int(remote_id), **asking.timeouts)),
            self._deadline_s,
        )
        return self._told_of(remote_id, judge_deletion(heard, self._reasons))

    def edit(
        self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once
    ) -> Done | NotSent | Rejected | Blind | AccountBroken:
        """Give a post these words, as its text or as its picture's caption."""
        if not is_id(remote_id):
            return Rejected(self._reasons.say(Why.GONE, remote_id))
        length, limit = _units(post.text), self._limit(with_picture=post.picture is not None)
        if length > limit:
            return Rejected(self._reasons.say(Why.TOO_LONG, f"{length} > {limit}"))

        heard = self._rewrite(int(remote_id), post.text, may_leave, caption=post.picture is not None)
        if _OTHER_KIND.search(words(heard)):
            # The picture was given to the entry, or taken from it, since this went out.
            heard = self._rewrite(int(remote_id), post.text, may_leave, caption=post.picture is None)
        return self._told_of(remote_id, judge_edit(heard, self._reasons))

    def _rewrite(self, own: int, text: str, may_leave: Callable[[], bool], *, caption: bool) -> Answer | Silence:
        async def edit(asking: Asking) -> Answer | Silence:
            bot: Bot = asking.bot
            if caption:
                return await asking.tell(bot.edit_message_caption(self._chat, own, caption=text, **asking.timeouts))
            return await asking.tell(
                bot.edit_message_text(text, self._chat, own, link_preview_options=_NO_PREVIEW, **asking.timeouts)
            )

        return self._bot.call(edit, self._deadline_s, may_leave=may_leave)

    def server_time(self) -> datetime | None:
        """The ``Date`` of an answer to ``getMe``."""
        heard = self._bot.call(lambda asking: asking.tell(asking.bot.get_me(**asking.timeouts)), self._deadline_s)
        return date_of(heard) if isinstance(heard, Answer) else None

    def close(self) -> None:
        """Leave the shared bot; the last one closes it."""
        if self._probe is not None:
            self._probe.close()
        self._bot.leave()

    def _told_of(
        self, remote_id: str, told: Done | NotSent | Rejected | AccountBroken
    ) -> Done | NotSent | Rejected | AccountBroken:
        if isinstance(told, Done) and self._probe is not None:
            self._probe.changed(remote_id)
        return told

    def _limit(self, *, with_picture: bool) -> int:
        limits = self.limits()
        return limits.characters_with_picture if with_picture else limits.characters

    def _url(self, answer: Answer | Silence) -> str:
        """The channel's public address, with a slash; empty for a private one."""
        named = self._chat.removeprefix("@") if isinstance(self._chat, str) else ""
        if not named and isinstance(answer, Answer):
            named = answer.text("result", "chat", "username") or answer.text("result", "username")
        return f"https://t.me/{named}/" if named else ""

    def _judge(self, heard: Answer | Silence) -> Failure:
        return judge_telegram(heard, self._reasons)


def _shown(heard: Answer | Silence) -> str:
    """What a new message says."""
    return heard.text("result", "text") or heard.text("result", "caption") if isinstance(heard, Answer) else ""


def _units(text: str) -> int:
    # UTF-16 code units, as entities count. Whether the limits count them is undocumented; they are never fewer.
    return len(text.encode("utf-16-le")) // 2


def _has(heard: Answer | Silence) -> bool:
    """A 200 alone may be anybody's, and would pass the channel for one of another number."""
    return isinstance(heard, Answer) and heard.ok and isinstance(heard.at("result"), dict)


def _may_post(chat: Answer, member: Answer) -> bool:
    """Whether the bot's membership lets it post; what a server does not say is not held against it."""
    status = member.text("result", "status")
    if status in {"left", "kicked"}:
        return False
    if chat.text("result", "type") == "channel":
        trusted = status == "administrator" and member.at("result", "can_post_messages") is not False
        return trusted or status in {"", "creator"}
    return status != "restricted" or member.at("result", "can_send_messages") is not False
