"""The stand-in mailbox: IMAP4rev1 and SMTP on loopback, plain."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.sandbox.mailbox.session import NoError, Session
from bot.sandbox.mailbox.smtp import converse
from bot.sandbox.mailbox.store import Store
from bot.sandbox.mailbox.syntax import BadCommandError, values

_LINE_MAX = 1 << 20
_MAIL_MAX = 30_000_000
_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


async def serve(store: Store, host: str, port: int) -> tuple[list[asyncio.Server], dict[str, str]]:
    """Both servers, on ``port`` and the next one (0: any), and their addresses."""
    talks: dict[str, Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]] = {
        "imap": lambda reader, writer: _listen(store, reader, writer),
        "smtp": lambda reader, writer: converse(store, reader, writer),
    }
    servers, addresses = [], {}
    for offset, (name, talk) in enumerate(talks.items()):
        server = await asyncio.start_server(_closing(talk), host, port and port + offset, limit=_LINE_MAX)
        bound = server.sockets[0].getsockname()
        shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        servers.append(server)
        addresses[name] = f"{name}://{shown}:{bound[1]}"
    return servers, addresses


def _closing(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def whole(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A client that goes in the middle of something is its own affair; so is the end of the sandbox.
        with suppress(ConnectionError, asyncio.IncompleteReadError, ValueError, asyncio.CancelledError):
            await talk(reader, writer)
        writer.close()

    return whole


async def _listen(store: Store, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    session = Session(store, lambda line: writer.write(b"* " + line + b"\r\n"))
    writer.write(b"* OK [CAPABILITY " + session.capabilities() + b"] sandbox\r\n")
    while not session.over:
        await writer.drain()
        line = await _command(reader, writer)
        if not line:
            return
        tag, _, rest = line.partition(b" ")
        name, _, arguments = rest.partition(b" ")
        try:
            answer = await _answer(session, name.upper(), arguments, reader, writer)
        except BadCommandError as error:
            answer = b"BAD " + str(error).encode()
        except NoError as error:
            answer = b"NO " + str(error).encode()
        writer.write(tag + b" " + answer + b"\r\n")
    await writer.drain()


async def _command(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """A whole command, literals included, without its line end."""
    whole = await reader.readline()
    while match := _LITERAL.search(whole):
        size = int(match[1])
        if size > _MAIL_MAX:
            return b""
        writer.write(b"+ go on\r\n")
        await writer.drain()
        whole += await reader.readexactly(size) + await reader.readline()
    return whole.removesuffix(b"\r\n")


async def _answer(
    session: Session, name: bytes, arguments: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bytes:
    if name == b"AUTHENTICATE":
        if arguments.upper() != b"PLAIN":
            raise BadCommandError("PLAIN alone is known")
        writer.write(b"+ \r\n")
        return session.authenticate((await reader.readline()).strip())
    if name == b"IDLE":
        return await _idle(session, reader, writer)
    return session.carry_out(name, values(arguments))


async def _idle(session: Session, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """RFC 2177: tell of changes until the client says ``DONE``."""
    if session.folder is None or b"IDLE" not in session.capabilities():
        raise BadCommandError("not now")
    writer.write(b"+ idling\r\n")
    session.tell_changes()
    session.listen(session.tell_changes)
    try:
        if (await reader.readline()).strip().upper() != b"DONE":
            raise BadCommandError("DONE was expected")
    finally:
        session.listen(None)
    return b"OK idled"
