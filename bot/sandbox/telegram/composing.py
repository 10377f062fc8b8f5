"""What people put into a message: words, photos, files, albums. https://core.telegram.org/bots/api#message."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from bot.sandbox.pictures import BadPictureError
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.context import Message, Store
from bot.sandbox.telegram.sending import CAPTION_MAX, TEXT_MAX
from bot.sandbox.telegram.texts import found, units
from bot.sandbox.world import World

ALBUM_MAX = 10
_KINDS = ("photo", "document", "video")


class ImpossibleError(ValueError):
    """What no person could do."""


def contents(world: World, store: Store, action: Mapping[str, object]) -> list[Message]:
    """What one message says; of an album, what each of its messages does, the words on the first."""
    text = str(action.get("text", "")).strip()
    given = action.get("pictures", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise ImpossibleError("pictures must be a list of objects")
    if len(given) > ALBUM_MAX:
        raise ImpossibleError(f"an album has 2 to {ALBUM_MAX} pictures")
    if not given:
        if not 1 <= units(text) <= TEXT_MAX:
            raise ImpossibleError(f"a message has 1 to {TEXT_MAX} characters")
        return [words("text", text)]
    if units(text) > CAPTION_MAX:
        raise ImpossibleError(f"a caption has at most {CAPTION_MAX} characters")
    made = [_medium(world, store, one) for one in given]
    made[0] |= words("caption", text)
    if len(made) > 1:
        store.albums += 1
        group = str(13_000_000_000_000_000 + store.albums)
        made = [one | {"media_group_id": group} for one in made]
    return made


def words(name: str, text: str) -> Message:
    """A text or a caption with its entities."""
    marks_name = "entities" if name == "text" else "caption_entities"
    given: Message = {name: text} if text else {}
    if marks := found(text):
        given[marks_name] = marks
    return given


def _medium(world: World, store: Store, given: Mapping[str, object]) -> Message:
    kind = given.get("kind", "photo")
    if kind not in _KINDS:
        raise ImpossibleError(f"a picture's kind is one of {', '.join(_KINDS)}, not {kind!r}")
    try:
        data = base64.b64decode(str(given.get("data", "")), validate=True)
    except ValueError as error:
        raise ImpossibleError(f"a picture's data must be base64: {error}") from error
    if not data:
        raise ImpossibleError("a file is not empty")
    if kind == "photo":
        made: Message = {"photo": _photo(world, store, data)}
    else:
        made = {str(kind): _file(store, data, str(kind), given)}
    if given.get("spoiler") and kind != "document":
        made["has_media_spoiler"] = True
    return made


def _photo(world: World, store: Store, data: bytes) -> list[dict[str, object]]:
    try:
        picture = world.pictures.read(data)
    except BadPictureError as problem:
        raise ImpossibleError(f"the app sends it as a document only: {problem}") from problem
    return store.keep_photo(picture)


def _file(store: Store, data: bytes, kind: str, given: Mapping[str, object]) -> dict[str, object]:
    """``Document``, or as much of ``Video`` as a bot looks at."""
    digest = hashlib.sha256(data).hexdigest()
    file_id = f"{'BQAC' if kind == 'document' else 'BAAC'}{digest[:40]}"
    name = str(given.get("name", "IMG_0001.jpg" if kind == "document" else "VID_0001.mp4"))
    mime = str(given.get("mime", "image/jpeg" if kind == "document" else "video/mp4"))
    store.keep_file(file_id, data, f"{kind}s", name.rpartition(".")[2])
    shown: dict[str, object] = {"file_name": name, "mime_type": mime, **entities.file(file_id, len(data))}
    return shown | ({"width": 640, "height": 480, "duration": 3} if kind == "video" else {})
