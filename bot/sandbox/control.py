"""The control port: the sandbox's own interface, and its pages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from typing import Protocol
from urllib.parse import urlsplit

from bot.sandbox.accounts import BadAccountError
from bot.sandbox.call import Answer, BadBodyError, Call, RefusedError, json_answer
from bot.sandbox.clock import iso, parse_instant
from bot.sandbox.faults import BadFaultError
from bot.sandbox.pages import timeline
from bot.sandbox.people import People
from bot.sandbox.routing import NoRouteError, Route, Router
from bot.sandbox.settings import BadSettingError, Settings
from bot.sandbox.telegram.acting import ImpossibleError
from bot.sandbox.world import World


class Clearable(Protocol):
    """What a network keeps."""

    def clear(self) -> None:
        """Forget it all."""
        ...


class Control:
    """``/_control/…`` and the pages."""

    name = "control"

    def __init__(self, world: World, stores: Collection[Clearable], people: People, stop: asyncio.Event) -> None:
        self._world = world
        self._stores = stores
        self._people = people
        self._stop = stop
        handlers: list[tuple[str, str, Callable[[Call, Mapping[str, str]], Answer]]] = [
            ("GET", "/_control/clock", lambda _call, _path: self._clock()),
            ("POST", "/_control/clock", lambda call, _path: self._set_clock(call)),
            ("POST", "/_control/accounts", lambda call, _path: self._add(call, world.accounts.add)),
            ("GET", "/_control/faults", lambda _call, _path: json_answer(200, world.faults.as_json())),
            ("POST", "/_control/faults", lambda call, _path: self._add(call, world.faults.add)),
            ("DELETE", "/_control/faults", lambda _call, _path: self._clear_faults()),
            ("GET", "/_control/people", lambda _call, _path: json_answer(200, people.presses())),
            ("POST", "/_control/people", lambda call, _path: self._act(call)),
            ("POST", "/_control/settings", lambda call, _path: self._settings(call)),
            ("DELETE", "/_control/settings", lambda _call, _path: self._default_settings()),
            ("GET", "/_control/posts", lambda call, _path: self._posts(call)),
            ("GET", "/_control/mails", lambda _call, _path: json_answer(200, people.mails())),
            ("DELETE", "/_control/posts", lambda _call, _path: self._clear_posts()),
            ("GET", "/_control/requests", lambda _call, _path: json_answer(200, world.journal.as_json())),
            ("GET", "/_control/pictures/:sha256", lambda _call, path: self._picture(path["sha256"])),
            ("GET", "/_control/health", lambda _call, _path: self._health()),
            ("POST", "/_control/stop", lambda _call, _path: self._end()),
            ("GET", "/", lambda call, _path: timeline.index(world, call)),
            ("GET", "/:network", lambda call, path: timeline.of_network(world, path["network"], call)),
            ("GET", "/:network/:account", lambda call, path: timeline.of_account(world, path, call)),
        ]
        self._router = Router([Route(*row) for row in handlers])

    async def answer(self, call: Call) -> Answer:
        """Carry out a request; a page of another site in somebody's browser may not."""
        origin = call.headers.get("Origin")
        host = urlsplit(f"//{call.headers.get('Host', '')}").hostname
        if host not in {"127.0.0.1", "localhost", "::1"} or (origin and origin != self._world.addresses["control"]):
            raise RefusedError(self.refusal(403, "only from this computer, and from no other site"), "a foreign origin")
        try:
            route, parameters = self._router.find(call.method, call.path)
        except NoRouteError as error:
            raise RefusedError(self.refusal(405 if error.allowed else 404, str(error)), str(error)) from error
        try:
            return route.handler(call, parameters)
        except (BadAccountError, BadFaultError, BadSettingError, ImpossibleError) as error:
            raise RefusedError(self.refusal(400, str(error)), str(error)) from error

    def refusal(self, status: int, detail: str) -> Answer:
        """``{"error": …}``."""
        return json_answer(status, {"error": detail})

    def who(self, call: Call) -> Collection[str]:
        """Nobody."""
        del call
        return ()

    def _clock(self) -> Answer:
        return json_answer(
            200, {"now": iso(self._world.now(), "microseconds"), "virtual": self._world.clock.is_virtual}
        )

    def _set_clock(self, call: Call) -> Answer:
        value = call.json()
        now = value.get("now", "") if isinstance(value, dict) else ""
        if now is not None and not isinstance(now, str):
            raise BadBodyError('write {"now": "2023-08-30T10:00:00Z"} or {"now": null}')
        try:
            self._world.clock.set(None if now is None else parse_instant(now))
        except (ValueError, OverflowError) as error:
            raise BadBodyError(str(error)) from error
        return self._clock()

    def _add(self, call: Call, add: Callable[[Mapping[str, object]], None]) -> Answer:
        items = _objects(call)
        for item in items:
            add(item)
        return json_answer(200, {"added": len(items)})

    def _act(self, call: Call) -> Answer:
        return json_answer(200, [self._people.act(action) for action in _objects(call)])

    def _settings(self, call: Call) -> Answer:
        value = call.json()
        if not isinstance(value, dict):
            raise BadBodyError("write an object")
        self._world.settings.update(value)
        return json_answer(200, {"changed": len(value)})

    def _default_settings(self) -> Answer:
        self._world.settings.update(asdict(Settings()))
        return json_answer(200, {})

    def _clear_faults(self) -> Answer:
        self._world.faults.clear()
        return json_answer(200, {})

    def _posts(self, call: Call) -> Answer:
        """What the campaign posted; with ``?by=supporters`` what they did."""
        theirs = ("by", "supporters") in call.query
        return json_answer(200, [post.as_json() for post in self._world.posts if (post.kind == "supporter") == theirs])

    def _clear_posts(self) -> Answer:
        self._world.posts.clear()
        self._world.journal.clear()
        for store in self._stores:
            store.clear()
        for chat in self._world.accounts.chats.values():
            chat.messages.clear()
        return json_answer(200, {})

    def _picture(self, sha256: str) -> Answer:
        picture = self._world.pictures.get(sha256)
        if picture is None:
            raise RefusedError(self.refusal(404, "no such picture"), "no such picture")
        return Answer(200, picture.data, {"Cache-Control": "max-age=86400, immutable"}, picture.mime)

    def _health(self) -> Answer:
        now = iso(self._world.now(), "microseconds")
        return json_answer(200, {"ok": True, "now": now, "posts": len(self._world.posts), "cpu_s": time.process_time()})

    def _end(self) -> Answer:
        # After the answer is out: the server finishes what it is sending before it closes.
        self._stop.set()
        return json_answer(200, {"stopping": True})


def _objects(call: Call) -> list[dict[str, object]]:
    value = call.json()
    given = value if isinstance(value, list) else [value]
    items = [item for item in given if isinstance(item, dict)]
    if len(items) < len(given):
        raise BadBodyError("write a list of objects")
    return items
