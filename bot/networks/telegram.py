"""One Telegram channel, through python-telegram-bot's ``Bot``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from telegram import Bot, LinkPreviewOptions

from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, NetworkName, Post
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent
from bot.networks.http import Answer, Failure, Reasons, Silence, Why, judge, plain, retry_at, unasked
from bot.networks.telegram_loop import Asking, SharedBot
from bot.ports import Identity, Media, Prepared

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_ABOUT_THE_CHANNEL = re.compile(
    r"chat not found|administrator rights|not enough rights|no rights|chat_(?:write_forbidden|admin_required)"
    r"|not a member|kicked|deactivated|upgraded to a supergroup|chat_id|peer_id_invalid",
    re.IGNORECASE,
)
"""400s that no other words would mend."""


class TelegramNetwork:
    """The channel ``account.handle``, with the bot ``secrets["bot_token"]`` that other channels may share."""

    def __init__(self, account: Account, secrets: Mapping[str, str], deadline_s: float = CALL_S) -> None:
        token = secrets["bot_token"]
        numbered = re.fullmatch(r"-?[0-9]{1,19}", account.handle)
        self._chat: str | int = int(account.handle) if numbered else f"@{account.handle.removeprefix('@')}"
        # An InvalidToken quotes the token; its half behind the colon is the secret one.
        self._reasons = Reasons.without({"whole": token, "half": token.partition(":")[2]})
        self._deadline_s = deadline_s
        self._bot = SharedBot.of(token, account.address.rstrip("/"))

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Ask ``getMe``, ``getChat`` and ``getChatMember``: who the bot is, and that it may post in the channel."""
        told = self._bot.call(self._introduce, self._deadline_s)
        return unasked(judge(told, "", self._reasons)) if isinstance(told, Silence) else told

    async def _introduce(self, asking: Asking) -> Identity | NotSent | AccountBroken:
        me = await asking.tell(asking.bot.get_me())
        own = me.text("result", "id") if isinstance(me, Answer) and me.ok else ""
        if not own:
            return unasked(self._judge(me))
        chat = await asking.tell(asking.bot.get_chat(self._chat))
        # The token was right just now: a 404 after that is a server that has not got this method.
        if not _has(chat) and not _has_no_such_method(chat):
            return unasked(self._judge(chat))
        place = chat.text("result", "id") if isinstance(chat, Answer) else ""
        member = await asking.tell(asking.bot.get_chat_member(self._chat, int(own)))
        if not _has(member) and not _has_no_such_method(member):
            return unasked(self._judge(member))
        if isinstance(member, Answer) and isinstance(chat, Answer) and not _may_post(chat, member):
            return AccountBroken(self._reasons.say(Why.MAY_NOT_POST, str(self._chat)))
        # Both count: another bot, or another channel under the same name, is another account.
        return Identity(f"{own}/{place or self._chat}", str(self._chat), self._url(chat).removesuffix("/"))

    def limits(self) -> Limits:
        """Telegram's published ones: no method tells them."""
        return DEFAULT_LIMITS[NetworkName.TELEGRAM]

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Refuse what would not fit; a picture goes out with its caption in one call, so nothing is uploaded here.

        A longer text is never split from its picture: half of it might arrive.
        """
        limits = self.limits()
        # UTF-16 code units, as entities count. Whether the limit counts them is undocumented; they are never fewer.
        length = len(post.text.encode("utf-16-le")) // 2
        limit = limits.characters if media is None else limits.characters_with_picture
        if length > limit:
            return Rejected(self._reasons.say(Why.TOO_LONG, f"{length} > {limit}"))
        if media is not None and len(media.data) > limits.picture_bytes:
            return Rejected(self._reasons.say(Why.TOO_BIG, f"{len(media.data)} > {limits.picture_bytes}"))
        return Prepared(post, media)

    def publish(self, ready: Prepared, key: str) -> Outcome:  # noqa: ARG002 -- Telegram has no idempotency key
        """Send the message, or the picture with the text as its caption: plain text, which no character can break."""
        post, media = ready.post, ready.media

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

        heard = self._bot.call(send, self._deadline_s)
        if isinstance(heard, Answer) and heard.ok and (own := heard.text("result", "message_id")):
            address = self._url(heard)
            return Sent(Receipt(own, f"{address}{own}" if address else ""))
        return self._judge(heard)

    def close(self) -> None:
        """Leave the shared bot; the last one closes it."""
        self._bot.leave()

    def _url(self, answer: Answer | Silence) -> str:
        """The channel's public address, with a slash; empty for a private one."""
        named = self._chat.removeprefix("@") if isinstance(self._chat, str) else ""
        if not named and isinstance(answer, Answer):
            named = answer.text("result", "chat", "username") or answer.text("result", "username")
        return f"https://t.me/{named}/" if named else ""

    def _judge(self, heard: Answer | Silence) -> Failure:
        if not isinstance(heard, Answer):
            return judge(heard, "", self._reasons)
        detail = plain(heard.text("description"))
        # 404: a malformed token, or an address that is no Bot API.
        if heard.status == 404 or (heard.status == 400 and _ABOUT_THE_CHANNEL.search(detail)):
            return AccountBroken(self._reasons.say(Why.ACCOUNT, detail))
        if heard.status == 429:
            wait = heard.at("parameters", "retry_after")
            return NotSent(self._reasons.say(Why.RATE, detail), retry_at(heard, wait))
        return judge(heard, detail, self._reasons)


def _has(heard: Answer | Silence) -> bool:
    return isinstance(heard, Answer) and heard.ok


def _has_no_such_method(heard: Answer | Silence) -> bool:
    return isinstance(heard, Answer) and heard.status in {404, 405, 501}


def _may_post(chat: Answer, member: Answer) -> bool:
    """Whether the bot's membership lets it post; what a server does not say is not held against it."""
    status = member.text("result", "status")
    if status in {"left", "kicked"}:
        return False
    if chat.text("result", "type") == "channel":
        trusted = status == "administrator" and member.at("result", "can_post_messages") is not False
        return trusted or status in {"", "creator"}
    return status != "restricted" or member.at("result", "can_send_messages") is not False
