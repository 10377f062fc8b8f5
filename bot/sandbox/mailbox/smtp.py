"""A submission server: https://www.rfc-editor.org/rfc/rfc5321, with AUTH PLAIN (RFC 4954). It delivers nothing."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re

from bot.sandbox.mailbox.store import Mailed, Store

SIZE_MAX = 30_000_000
_ADDRESS = re.compile(r"<([^<>\s]*)>")
_RECIPIENTS_MAX = 100


class _Envelope:
    """Who writes to whom."""

    def __init__(self) -> None:
        self.sender: str | None = None
        self.to: list[str] = []


async def converse(store: Store, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection; nothing goes without the account's password."""
    writer.write(b"220 sandbox ESMTP\r\n")
    known, envelope = False, _Envelope()
    while True:
        await writer.drain()
        line = (await reader.readline()).decode("utf-8", "replace").strip()
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        if not line or verb == "QUIT":
            writer.write(b"221 bye\r\n")
            await writer.drain()
            return
        if verb == "EHLO":
            writer.write(b"250-sandbox\r\n250-SIZE %d\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n" % SIZE_MAX)
        elif verb == "HELO":
            writer.write(b"250 sandbox\r\n")
        elif verb == "AUTH":
            known = _is_known(store, rest)
            writer.write(b"235 2.7.0 welcome\r\n" if known else b"535 5.7.8 wrong user or password\r\n")
        elif verb in {"RSET", "NOOP"}:
            envelope = _Envelope() if verb == "RSET" else envelope
            writer.write(b"250 ok\r\n")
        elif not known:
            writer.write(b"530 5.7.0 log in first\r\n")
        elif verb == "DATA" and envelope.to:
            writer.write(b"354 go on\r\n")
            await writer.drain()
            raw = await _message(reader)
            assert envelope.sender is not None, "nobody is named before the sender"
            store.mailed.append(Mailed(envelope.sender, tuple(envelope.to), raw, store.world.now()))
            writer.write(b"250 2.0.0 taken\r\n")
            envelope = _Envelope()
        else:
            writer.write(_enveloped(store, envelope, verb, rest))


def _is_known(store: Store, rest: str) -> bool:
    mechanism, _, given = rest.partition(" ")
    try:
        _, user, password = base64.b64decode(given, validate=True).decode().split("\0")
    except (binascii.Error, ValueError):
        return False
    account = store.world.accounts.mailbox
    return mechanism.upper() == "PLAIN" and (user, password) == (account.user, account.password)


def _enveloped(store: Store, envelope: _Envelope, verb: str, rest: str) -> bytes:
    match = _ADDRESS.search(rest)
    if verb == "MAIL" and match:
        if match[1].lower() != store.world.accounts.mailbox.address.lower():
            # Submission servers let nobody write in another's name (RFC 6409 6.1).
            return b"550 5.7.1 not your address\r\n"
        envelope.sender = match[1]
        return b"250 2.1.0 ok\r\n"
    if verb == "RCPT" and match and envelope.sender is not None:
        if len(envelope.to) >= _RECIPIENTS_MAX:
            return b"452 4.5.3 too many recipients\r\n"
        envelope.to.append(match[1])
        return b"250 2.1.5 ok\r\n"
    return b"503 5.5.1 not now\r\n" if verb in {"MAIL", "RCPT", "DATA"} else b"502 5.5.2 not known\r\n"


async def _message(reader: asyncio.StreamReader) -> bytes:
    lines = []
    while (line := await reader.readline()) not in {b".\r\n", b""}:
        lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
    return b"".join(lines)
