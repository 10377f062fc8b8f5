"""Files that a bot may fetch: https://core.telegram.org/bots/api#getfile.

The real server makes a JPEG of its own of each photo, without metadata; here a photo's bytes stay as they were sent.
"""

from __future__ import annotations

import re

from bot.sandbox.accounts import Bot
from bot.sandbox.call import Answer, Call, RefusedError
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.context import Context, Store
from bot.sandbox.telegram.errors import bad, error, ok

PATH = re.compile(r"/file/bot([^/]+)/(.+)")
FETCHED_MAX = 20 * 1024 * 1024


def get_file(context: Context) -> Answer:
    """``getFile``: up to 20 MB; the wordings are those of tdlib/telegram-bot-api."""
    file_id = context.text("file_id")
    known = context.store.held.get(file_id) or context.store.held.get(file_id.removesuffix("s"))
    if known is None:
        bad("invalid file_id" if file_id else "file_id not specified")
    if len(known.data) > FETCHED_MAX:
        bad("file is too big", f"{len(known.data)} bytes, over {FETCHED_MAX}")
    return ok(entities.file(file_id, len(known.data)) | {"file_path": known.path})


def download(store: Store, bots: dict[str, Bot], call: Call) -> Answer:
    """``https://api.telegram.org/file/bot<token>/<file_path>``."""
    match = PATH.fullmatch(call.path)
    if match is None or match[1] not in bots:
        raise RefusedError(error(401, "Unauthorized"), "no such bot token")
    if call.method != "GET":
        raise RefusedError(error(405, "Method Not Allowed"), f"no {call.method} here")
    held = next((one for one in store.held.values() if one.path == match[2]), None)
    if held is None:
        raise RefusedError(error(404, "Not Found"), "no such file")
    return Answer(200, held.data, {}, "application/octet-stream")
