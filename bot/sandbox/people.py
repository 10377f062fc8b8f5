"""What a test lets people do, on ``POST /_control/people``: a list of actions, carried out in order.

- ``{"network": "telegram", "do": "write", "person": PERSON, "text"?, "pictures"?, "chat"?, "bot"?, "reply_to"?,
  "forwarded_from"?, "protected"?, "anonymous"?}``: a message to a group, a channel, or (without ``chat``) the person's
  private chat with the bot, which opens with the first one. Every bot of that chat that may hear it gets a
  ``message``, in a channel a ``channel_post``. ``pictures`` are ``{"data": base64, "kind"?, "name"?, "mime"?,
  "spoiler"?}`` of kind ``photo``, ``document`` or ``video``; several are an album, with ``text`` on the first.
  ``forwarded_from`` is ``{"chat", "message_id"}`` or ``{"person": PERSON}``.
  → ``{"chat", "message_id", "message_ids", "updates"}``
- ``{"network": "telegram", "do": "edit", "person": PERSON, "chat", "message_id", "text"?, "pictures"?}``: other words,
  or another picture, in a message that no bot wrote. → ``{"chat", "message_id", "updates"}``
- ``{"network": "telegram", "do": "block", "person": PERSON, "bot"?}``: the person stops the bot, until they write
  again. → ``{"chat", "updates"}``
- ``{"network": "telegram", "do": "press", "person": PERSON, "chat", "message_id", "button"}``: the button with that
  ``callback_data``, or else that text, must stand under the message. The bot that sent it gets a ``callback_query``.
  → ``{"callback_query_id", "updates"}``; press again and it comes again
- ``{"network": "mastodon", "do": "post", "person": SUPPORTER, "text", "pictures"?, "visibility"?, "warning"?,
  "sensitive"?, "language"?, "in_reply_to"?}``: a supporter posts; ``pictures`` are ``{"data": base64, "alt"?,
  "kind"?}`` (``image``, or ``video`` with the picture that stands for it). → ``{"id", "uri", "url", "account"}``
- ``{"network": "mastodon", "do": "edit", "account", "id", …}``: a supporter changes a post; what is not named stays.
- ``{"network": "mastodon", "do": "boost", "person": SUPPORTER, "id"}``: a supporter boosts a post. → as for a post
- ``{"network": "x", "do": "post", "person": USER, "text", "pictures"?, "reply_to"?, "sensitive"?, "language"?}``: a
  supporter posts; ``pictures`` as on Mastodon, of kind ``photo``, ``video`` or ``animated_gif``; a reply begins with
  the handle of whom it answers. → ``{"id", "url", "account"}``
- ``{"network": "x", "do": "edit", "account", "id", "text"?, "pictures"?}``: a supporter changes a post, which gets
  another id. → as for a post
- ``{"network", "do": "delete", "account", "id"}``: somebody with the account's password deletes a post, out of the
  bot's sight: ``account`` is a Mastodon name, an X handle, a Telegram chat's id or name. → ``{"deleted": id}``

- ``{"network": "mail", "do": "send", "raw" | "from", "subject"?, "text"?, "html"?, "pictures"?: [{"mime"?, "data"}],
  "message_id"?, "headers"?: {…}, "folder"?, "pad"?}``: somebody mails the campaign; ``raw`` and ``data`` are base64,
  ``pad`` is a number of bytes of text more.
  → ``{"folder", "uid"}``

``SUPPORTER`` is ``{"name", "server"?, "bot"?, "locked"?, "discoverable"?, "indexable"?, "noindex"?, "note"?,
"fields"?}``: what is said last of somebody counts; ``server`` is a host name elsewhere, whose posts arrive here. The
network refuses supporters what it refuses everybody; ``GET /_control/posts?by=supporters`` lists what they posted.

``USER`` is ``{"handle", "protected"?, "description"?}``; what is said last of somebody counts.

``PERSON`` is ``{"id", "first_name"?, "username"?, "language_code"?, "is_bot"?}``; ``updates`` are the ``update_id`` of
what was put into each queue, ``null`` for a bot that does not want such updates. The answer is the list of results. An
action that is impossible is 400 with ``{"error"}``, and those after it are not done.

``GET /_control/people`` tells of every press, in order: ``{"callback_query_id", "bot", "answer"}``, where ``answer`` is
``{"text", "show_alert"}`` or, until the bot answers, ``null``.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.mailbox import acting as mailing
from bot.sandbox.mailbox.store import Store as MailStore
from bot.sandbox.mastodon import acting as toots
from bot.sandbox.mastodon import statuses
from bot.sandbox.mastodon.store import Store as MastodonStore
from bot.sandbox.telegram import acting
from bot.sandbox.telegram.acting import ImpossibleError
from bot.sandbox.telegram.context import Store as TelegramStore
from bot.sandbox.telegram.editing import remove
from bot.sandbox.world import World
from bot.sandbox.x import acting as tweeting
from bot.sandbox.x import tweets
from bot.sandbox.x.store import Store as XStore


class People:
    """Acts on what the networks keep, as their own apps would."""

    def __init__(
        self, world: World, mastodon: MastodonStore, x: XStore, telegram: TelegramStore, mail: MailStore
    ) -> None:
        self._world = world
        self._mastodon = mastodon
        self._x = x
        self._telegram = telegram
        self._mail = mail

    def act(self, action: Mapping[str, object]) -> dict[str, object]:
        """Carry out one action; raises ``ImpossibleError``."""
        match action.get("network"), action.get("do"):
            case "telegram", "write":
                return acting.write(self._world, self._telegram, action)
            case "telegram", "edit":
                return acting.edit(self._world, self._telegram, action)
            case "telegram", "block":
                return acting.block(self._world, self._telegram, action)
            case "telegram", "press":
                return acting.press(self._world, self._telegram, action)
            case ("mastodon" | "x" | "telegram") as network, "delete":
                return self._delete(str(network), action)
            case ("mastodon", "post" | "edit" | "boost") | ("x", "post" | "edit") | ("mail", "send"):
                return self._support(f"{action['network']} {action['do']}", action)
            case network, do:
                raise ImpossibleError(f"nobody can {do!r} on {network!r}; see bot.sandbox.people")

    def presses(self) -> list[dict[str, object]]:
        """As ``GET /_control/people`` shows them."""
        return [
            {"callback_query_id": press.id, "bot": press.bot, "answer": press.answer}
            for press in self._telegram.presses.values()
        ]

    def mails(self) -> dict[str, object]:
        """As ``GET /_control/mails`` shows them."""
        return mailing.shown(self._mail)

    def _support(self, do: str, action: Mapping[str, object]) -> dict[str, object]:
        try:
            match do:
                case "mail send":
                    return mailing.send(self._mail, action)
                case "x post":
                    return tweeting.post(self._world, self._x, action)
                case "x edit":
                    return tweeting.edit(self._world, self._x, action)
                case _:
                    doing = {"mastodon post": toots.post, "mastodon edit": toots.edit, "mastodon boost": toots.boost}
                    return doing[do](self._world, self._mastodon, action)
        except (toots.NobodyCanError, tweeting.NobodyCanError, mailing.NotMailedError) as error:
            raise ImpossibleError(str(error)) from error

    def _delete(self, network: str, action: Mapping[str, object]) -> dict[str, object]:
        account, identity = str(action.get("account", "")).lstrip("@"), str(action.get("id", ""))
        gone = {"mastodon": self._mastodon_delete, "x": self._x_delete, "telegram": self._telegram_delete}
        if not gone[network](account, identity):
            raise ImpossibleError(f"{account!r} has no post {identity!r} on {network}")
        return {"deleted": identity}

    def _mastodon_delete(self, account: str, identity: str) -> bool:
        status = self._mastodon.statuses.get(identity)
        if status is None or status.account.acct != account or status.seen.deleted_at is not None:
            return False
        statuses.remove(self._world, self._mastodon, status, keep_media=False)
        return True

    def _x_delete(self, account: str, identity: str) -> bool:
        tweet = self._x.tweets.get(identity)
        if tweet is None or tweet.author.handle != account or tweet.seen.deleted_at is not None:
            return False
        tweets.remove(self._world, self._x, tweet)
        return True

    def _telegram_delete(self, account: str, identity: str) -> bool:
        chats = self._world.accounts
        chat = chats.chat_called(account) or chats.chat_called(f"@{account}")
        if chat is None or not identity.isdecimal() or int(identity) not in chat.messages:
            return False
        remove(self._world, chat, int(identity))
        return True
