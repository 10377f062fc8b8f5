"""Who may call the stand-ins, as told over ``POST /_control/accounts``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


class BadAccountError(ValueError):
    """An account's description lacks something."""


@dataclass(slots=True)
class MastodonAccount:
    """An account on the stand-in Mastodon server."""

    id: str
    name: str
    access_token: str
    language: str
    """Its preferred posting language: what a status without a known language gets."""
    zone: str
    scopes: frozenset[str] = frozenset({"read", "write"})
    """What its token may do: https://docs.joinmastodon.org/api/oauth-scopes/."""
    supporter: bool = False
    """Somebody who is not the campaign: without a token, moved by ``bot.sandbox.people`` alone."""
    domain: str = ""
    """Of a supporter elsewhere, whose posts arrive here."""
    bot: bool = True
    locked: bool = False
    discoverable: bool | None = True
    indexable: bool = False
    noindex: bool = False
    note: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def acct(self) -> str:
        """As this server calls it."""
        return f"{self.name}@{self.domain}" if self.domain else self.name


@dataclass(slots=True)
class XAccount:
    """A user, and the application that acts for it."""

    id: str
    handle: str
    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str
    zone: str
    may_write: bool = True
    """Whether the token was made under an application that may read and write."""
    protected: bool = False
    """Whether only its followers see its posts."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class MailAccount:
    """The mailbox that supporters write to."""

    address: str = "photos@example.org"
    user: str = "photos@example.org"
    password: str = "mailbox-password"  # noqa: S105  made up, as the sandbox's others are
    folders: tuple[str, ...] = ("Photos",)
    """Beside ``INBOX``; mails arrive in the first one."""


@dataclass(slots=True)
class Bot:
    """A Telegram bot."""

    id: int
    token: str
    username: str


@dataclass(slots=True)
class Chat:
    """A Telegram channel or chat, with what was written there."""

    id: int
    kind: str
    """``channel``, ``supergroup``, ``group`` or ``private``, as the Bot API's ``Chat.type``."""
    username: str
    title: str
    zone: str
    member: bool = True
    can_post: bool = True
    last_message: int = 0
    messages: dict[int, dict[str, object]] = field(default_factory=dict)
    bots: set[int] = field(default_factory=set)
    """Those that hear what people write there."""
    senders: dict[int, int] = field(default_factory=dict)
    """Which bot sent a message, by the message's number: a channel's posts do not show it."""

    def put(self, message: dict[str, object]) -> int:
        """Keep a message under the chat's next number, which no other message there ever had."""
        self.last_message += 1
        message["message_id"] = self.last_message
        self.messages[self.last_message] = message
        return self.last_message

    @property
    def name(self) -> str:
        """What it goes by here."""
        return self.username or self.title or str(self.id)


class Accounts:
    """All accounts, by what identifies them to each network."""

    def __init__(self) -> None:
        self.mastodon: dict[str, MastodonAccount] = {}
        self.x: dict[str, XAccount] = {}
        self.bots: dict[str, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.mailbox = MailAccount()

    def add(self, description: Mapping[str, object]) -> None:
        """Add one account, or change its secrets; raises ``BadAccountError``."""
        network = _text(description, "network")
        if network == "mastodon":
            self._add_mastodon(description)
        elif network == "x":
            self._add_x(description)
        elif network == "telegram":
            self._add_telegram(description)
        elif network == "mail":
            self._add_mailbox(description)
        else:
            raise BadAccountError(f"no network {network!r}; there are mastodon, x, telegram and mail")

    def _add_mailbox(self, given: Mapping[str, object]) -> None:
        address = _text(given, "address")
        folders = given.get("folders", ["Photos"])
        if not isinstance(folders, list) or not all(isinstance(name, str) and name.isascii() for name in folders):
            raise BadAccountError(f"folders must be a list of ASCII names; found {folders!r}")
        user, password = _text(given, "user", address), _text(given, "password")
        self.mailbox = MailAccount(address, user, password, tuple(folders))

    def _add_mastodon(self, given: Mapping[str, object]) -> None:
        name = _text(given, "name").lstrip("@")
        known = self.mastodon.get(name)
        identity = known.id if known else str(110_000_000_000_000_001 + len(self.mastodon))
        token = _text(given, "access_token")
        language = _text(given, "language", "en")
        scopes = frozenset(_text(given, "scopes", "read write").split())
        self.mastodon[name] = MastodonAccount(identity, name, token, language, _zone(given), scopes)

    def _add_x(self, given: Mapping[str, object]) -> None:
        token = _text(given, "access_token")
        # tweepy takes the user's id from the token, as X makes it: https://docs.x.com/fundamentals/authentication
        identity, dash, _ = token.partition("-")
        if not dash or not identity.isdecimal():
            raise BadAccountError(f"X's access tokens look like 123-abc, not {token!r}")
        handle = _text(given, "handle").lstrip("@")
        key, secret = _text(given, "consumer_key"), _text(given, "consumer_secret")
        self.x[handle] = XAccount(
            identity,
            handle,
            key,
            secret,
            token,
            _text(given, "access_token_secret"),
            _zone(given),
            _flag(given, "may_write"),
        )

    def _add_telegram(self, given: Mapping[str, object]) -> None:
        token = _text(given, "bot_token")
        # https://core.telegram.org/bots/api#authorizing-your-bot
        if not re.fullmatch(r"\d+:[\w-]+", token, re.ASCII):
            raise BadAccountError(f"Telegram's tokens look like 123:ABC, not {token!r}")
        bot = Bot(int(token.partition(":")[0]), token, _text(given, "username").lstrip("@"))
        chats = [_chat(item, "channel", _zone(given)) for item in _items(given, "channels")]
        chats += [_chat(item, "supergroup", _zone(given)) for item in _items(given, "chats")]
        self.bots = {old.token: old for old in self.bots.values() if old.id != bot.id} | {token: bot}
        for chat in chats:
            self._keep_chat(chat, bot)

    def _keep_chat(self, chat: Chat, bot: Bot) -> None:
        known = self.chats.get(chat.id)
        if known is not None:
            chat.messages, chat.last_message = known.messages, known.last_message
            chat.bots, chat.senders = known.bots, known.senders
        chat.bots.add(bot.id)
        self.chats[chat.id] = chat

    def chat_called(self, chat_id: str) -> Chat | None:
        """A chat by its number or ``@username``."""
        if chat_id.startswith("@"):
            wanted = chat_id[1:].lower()
            named = (chat for chat in self.chats.values() if chat.username)
            return next((chat for chat in named if chat.username.lower() == wanted), None)
        return self.chats.get(int(chat_id)) if re.fullmatch(r"-?\d{1,19}", chat_id, re.ASCII) else None


def _text(given: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = given.get(name, default)
    if not isinstance(value, str) or not value:
        raise BadAccountError(f"{name} must be a text; found {value!r}")
    return value


def _items(given: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadAccountError(f"{name} must be a list of objects; found {value!r}")
    return value


def _zone(given: Mapping[str, object], default: str = "UTC") -> str:
    zone = _text(given, "zone", default)
    try:
        ZoneInfo(zone)
    except (OSError, ValueError) as error:  # ZoneInfoNotFoundError is a KeyError, malformed keys are ValueErrors
        raise BadAccountError(f"no time zone {zone!r}") from error
    except KeyError as error:
        raise BadAccountError(f"no time zone {zone!r}") from error
    return zone


def _flag(given: Mapping[str, object], name: str) -> bool:
    value = given.get(name, True)
    if not isinstance(value, bool):
        raise BadAccountError(f"{name} must be true or false; found {value!r}")
    return value


def _chat(given: Mapping[str, object], kind: str, zone: str) -> Chat:
    identity = given.get("id")
    if not isinstance(identity, int) or isinstance(identity, bool):
        raise BadAccountError(f"a chat's id must be a number; found {identity!r}")
    username, title = given.get("username", ""), given.get("title", "")
    if not isinstance(username, str) or not isinstance(title, str):
        raise BadAccountError("a chat's username and title must be texts")
    if identity > 0 and kind == "supergroup":
        kind = "private"
    return Chat(
        identity,
        kind,
        username.lstrip("@"),
        title,
        _zone(given, zone),
        _flag(given, "member"),
        _flag(given, "can_post"),
    )
