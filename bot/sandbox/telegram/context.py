"""What every method of the stand-in Bot API is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.sandbox.accounts import Bot, Chat
from bot.sandbox.call import BadBodyError, Call, parse_json
from bot.sandbox.forms import File
from bot.sandbox.limits import Bucket, Sliding
from bot.sandbox.pictures import Picture
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.answering import Press
from bot.sandbox.telegram.errors import bad, forbidden
from bot.sandbox.telegram.updates import Queues
from bot.sandbox.world import World

Message = dict[str, object]


@dataclass(slots=True)
class Floods:
    """https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.

    One message a second per chat with "short bursts" allowed (how short is not told: five here), 20 a minute per group
    (reported to hold for channels), about 30 a second in all.
    """

    per_chat: Bucket = field(default_factory=lambda: Bucket(5, 1))
    per_group: Sliding = field(default_factory=lambda: Sliding(20, 60))
    per_bot: Bucket = field(default_factory=lambda: Bucket(30, 30))


@dataclass(frozen=True, slots=True)
class Held:
    """A file that bots may fetch."""

    data: bytes
    path: str
    """``photos/file_3.png``: what ``getFile`` names."""


class Store:
    """Photos and other files by their ``file_id``, what waits for the bots, and the flood counts."""

    def __init__(self) -> None:
        self.updates = Queues()
        self.clear()

    def clear(self) -> None:
        """Forget it all."""
        self.files: dict[str, Picture] = {}
        self.held: dict[str, Held] = {}
        self.albums = 0
        self.floods = Floods()
        self.presses: dict[str, Press] = {}
        """By the callback query's id."""
        self.updates.clear()

    def keep_photo(self, picture: Picture) -> list[dict[str, object]]:
        """Take a photo; its sizes."""
        file_id = f"AgAC{picture.sha256[:40]}"
        self.files[file_id] = picture
        self.keep_file(file_id, picture.data, "photos", picture.mime.rpartition("/")[2])
        return entities.photo_sizes(file_id, picture)

    def keep_file(self, file_id: str, data: bytes, folder: str, ending: str) -> None:
        """Take a file, under a path of its own."""
        self.held.setdefault(file_id, Held(data, f"{folder}/file_{len(self.held)}.{ending}"))


@dataclass(frozen=True, slots=True)
class Context:
    """One call by a known bot."""

    world: World
    store: Store
    call: Call
    bot: Bot
    parameters: Mapping[str, object]
    files: Sequence[File]

    def text(self, name: str) -> str:
        """A parameter as text, empty when absent."""
        value = self.parameters.get(name)
        if value is None:
            return ""
        if isinstance(value, dict | list):
            bad(f"field {name!r} must be of type String")
        return str(value)

    def flag(self, name: str) -> bool:
        """A Boolean, as the server reads one."""
        value = self.parameters.get(name, False)
        return value if isinstance(value, bool) else str(value).lower() in {"true", "yes", "1"}

    def object(self, name: str) -> object:
        """A "JSON-serialized" parameter; ``None`` when absent."""
        value = self.parameters.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return parse_json(value)
        except BadBodyError:
            bad(f"can't parse {name.replace('_', ' ')} JSON object")

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat that is meant, and that the bot is in."""
        wanted = self.text(name)
        if not wanted:
            bad("chat_id is empty" if name == "chat_id" else f"{name} is empty")
        found = self.world.accounts.chat_called(wanted)
        if found is None:
            bad("chat not found", f"no chat {wanted!r}")
        if not found.member and found.kind == "private":
            forbidden("bot was blocked by the user")
        if not found.member:
            forbidden(f"bot is not a member of the {found.kind} chat")
        return found

    def message(self, chat: Chat) -> Message | None:
        """The message that is meant, as far as this server knows of it."""
        found = chat.messages.get(self.message_id())
        seen = self.world.now().timestamp() - self.call.stale_s
        return None if found is None or int(str(found["date"])) > seen else found

    def message_id(self) -> int:
        """A message's number."""
        text = self.text("message_id")
        if not (text.isascii() and text.isdecimal() and len(text) < 11):
            bad("message identifier is not specified" if not text else "invalid message identifier")
        return int(text)


def read(call: Call) -> tuple[dict[str, object], Sequence[File]]:
    """The parameters wherever they stand: query, form, multipart or JSON (#making-requests)."""
    parameters: dict[str, object] = dict(call.query)
    if call.content_type == "application/json" and call.body:
        value = call.json()
        if not isinstance(value, dict):
            raise BadBodyError("the JSON body must be an object")
        return parameters | value, ()
    form = call.form()
    return parameters | dict(form.fields), form.files
