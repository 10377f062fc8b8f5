"""What supporters mail to the mailbox, and what is shown of it to whoever controls the sandbox."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

from bot.sandbox.clock import iso
from bot.sandbox.mailbox.store import Mailed, Store

_PAD_MAX = 100_000_000


class NotMailedError(ValueError):
    """Nobody can mail this."""


def send(store: Store, action: Mapping[str, object]) -> dict[str, object]:
    """Somebody mails the campaign: ``raw``, or what a mail program makes of parts."""
    raw = _bytes(action["raw"]) if "raw" in action else _made(store, action)
    name = _text(action, "folder", (store.world.accounts.mailbox.folders or ("INBOX",))[0])
    folder = store.folder(name)
    if folder is None:
        raise NotMailedError(f"the mailbox has no folder {name!r}")
    # A mail server ends every line as SMTP does.
    stored = store.put(folder, re.sub(rb"\r?\n", b"\r\n", raw))
    return {"folder": folder.name, "uid": stored.uid}


def _made(store: Store, action: Mapping[str, object]) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = _text(action, "from")
    message["To"] = store.world.accounts.mailbox.address
    message["Subject"] = _text(action, "subject", "")
    message["Date"] = format_datetime(store.world.now())
    message["Message-ID"] = _text(action, "message_id", f"<{store.numbered()}@supporter.example>")
    headers = action.get("headers", {})
    if not isinstance(headers, dict):
        raise NotMailedError("headers are an object")
    for name, value in headers.items():
        message[str(name)] = str(value)
    pad = action.get("pad", 0)
    if not isinstance(pad, int) or not 0 <= pad <= _PAD_MAX:
        raise NotMailedError(f"pad is a number of bytes up to {_PAD_MAX}")
    message.set_content(_text(action, "text", "") + ("." * 70 + "\n") * (pad // 71))
    if "html" in action:
        message.add_alternative(_text(action, "html"), subtype="html")
    pictures = action.get("pictures", [])
    if not isinstance(pictures, list) or not all(isinstance(picture, dict) for picture in pictures):
        raise NotMailedError('pictures are a list of {"mime", "data"}')
    for place, picture in enumerate(pictures, 1):
        main, _, sub = _text(picture, "mime", "image/jpeg").partition("/")
        data = _bytes(picture.get("data"))
        message.add_attachment(data, maintype=main, subtype=sub, filename=f"IMG_{place:04}.{sub}")
    return message.as_bytes()


def _text(action: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = action.get(name, default)
    if not isinstance(value, str):
        raise NotMailedError(f"{name} must be a text; found {value!r}")
    return value


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        raise NotMailedError("raw and data are base64") from None


def shown(store: Store) -> dict[str, object]:
    """As ``GET /_control/mails`` shows it."""
    folders = {
        name: [{"uid": mail.uid, "flags": sorted(mail.flags), "bytes": len(mail.raw)} for mail in folder.mails.values()]
        for name, folder in store.folders.items()
    }
    return {"folders": folders, "mailed": [_told(mailed) for mailed in store.mailed]}


def _told(mailed: Mailed) -> dict[str, object]:
    message = message_from_bytes(mailed.raw, policy=policy.default)
    body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    return {
        "from": mailed.sender,
        "to": list(mailed.to),
        "at": iso(mailed.at),
        "headers": {name.lower(): str(value) for name, value in message.items()},
        "text": body.get_content() if body is not None else "",
    }
