"""A proxy is asked to connect before anything of a call leaves."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import httpx
import pytest

from bot.networks.telegram_loop import watch


def test_what_is_said_to_a_proxy_asks_no_leave() -> None:
    request = httpx.Request("POST", "https://telegram.example/bot/sendMessage")

    async def connects() -> None:
        await watch(request)
        # Outside a call there is no door to knock at: whoever knocks fails, as the call itself does here.
        for event in ("http11.send_request_headers.started", "http11.receive_response_headers.started"):
            await request.extensions["trace"](event, {"request": SimpleNamespace(method=b"CONNECT")})
            with pytest.raises(LookupError):
                await request.extensions["trace"](event, {"request": SimpleNamespace(method=b"POST")})

    asyncio.run(connects())
