"""Fetching what people sent to the bot: ``getFile``, then the file itself, whose address holds the token.

https://core.telegram.org/bots/api#getfile: "bots can download files of up to 20MB in size".
"""

from __future__ import annotations

import re
import ssl
from functools import cache
from urllib.parse import quote

import httpx

from bot.campaign.outcome import NotSent
from bot.networks.exchange import silence
from bot.networks.http import CONNECT_S, Answer, Reasons, Silence, Why, harmless, is_loopback
from bot.networks.telegram_judging import judge_telegram, words
from bot.networks.telegram_loop import Asking
from bot.ports import Unfetched

_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*", re.ASCII)
"""``photos/file_12.jpg``. A server that runs with ``--local`` names files of its own disk, which are not fetched."""

_TOO_BIG = re.compile(r"file is too big", re.IGNORECASE)
_LATER = re.compile(r"temporarily unavailable", re.IGNORECASE)
_PIECE = 65_536
FILE_MAX = 20_000_000
"""What Telegram gives out at most, and what is taken."""

Fetched = bytes | Unfetched | NotSent


def client_for(base: str, deadline_s: float) -> httpx.AsyncClient:
    """For one file. Made outside the loop, which is everybody's: reading the trusted certificates takes a while."""
    timeout = httpx.Timeout(deadline_s, connect=min(CONNECT_S, deadline_s))
    trust_env = not is_loopback(base)
    return httpx.AsyncClient(timeout=timeout, trust_env=trust_env, verify=_trusted(trust_env=trust_env))


@cache
def _trusted(*, trust_env: bool) -> ssl.SSLContext:
    """Read once, as a bot's own connections do: 25 ms of processor for each picture otherwise."""
    return httpx.create_ssl_context(trust_env=trust_env)


async def fetch(asking: Asking, client: httpx.AsyncClient, file_id: str, most: int, reasons: Reasons) -> Fetched:
    """The file's bytes, no more than ``most``; ends ``client``."""
    async with client:
        heard = await asking.tell(asking.bot.get_file(file_id, **asking.timeouts))
        path = heard.text("result", "file_path") if isinstance(heard, Answer) and heard.ok else ""
        if not path:
            return _not_named(heard, reasons)
        if not _PATH.fullmatch(path) or ".." in path.split("/"):
            return Unfetched(reasons.say(Why.PICTURE_UNUSABLE, "file_path"))
        try:
            return await _download(client, f"{asking.bot.base_file_url}/{quote(path)}", most, reasons)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # Not in the error's own words: they quote the address.
            return NotSent(reasons.say(Why.PICTURE_LATER, str(silence(error, left=True).why)))


async def _download(client: httpx.AsyncClient, address: str, most: int, reasons: Reasons) -> Fetched:
    data = bytearray()
    # As it is: what is packed could unfold into much more.
    async with client.stream("GET", address, headers={"Accept-Encoding": "identity"}) as answer:
        if answer.status_code != 200:
            # Even 404: a path is good for an hour at least, and getFile names another.
            return NotSent(reasons.say(Why.PICTURE_LATER, str(answer.status_code)))
        if answer.headers.get("content-encoding", "identity") != "identity":
            return Unfetched(reasons.say(Why.PICTURE_UNUSABLE, "encoded"))
        async for piece in answer.aiter_raw(_PIECE):
            data += piece
            if len(data) > most:
                return Unfetched(reasons.say(Why.PICTURE_HUGE))
    return bytes(data) if data else Unfetched(reasons.say(Why.PICTURE_UNUSABLE, "empty"))


def _not_named(heard: Answer | Silence, reasons: Reasons) -> Unfetched | NotSent:
    detail = words(heard)
    if _LATER.search(detail):
        return NotSent(reasons.say(Why.PICTURE_LATER, detail))
    if isinstance(heard, Answer) and heard.status == 400:
        return Unfetched(reasons.say(Why.PICTURE_HUGE if _TOO_BIG.search(detail) else Why.PICTURE_WITHHELD, detail))
    told = harmless(judge_telegram(heard, reasons))
    return told if isinstance(told, NotSent) else NotSent(told.reason)
