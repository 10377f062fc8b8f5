"""Faults on request: what goes wrong between a client and a network (the matrix is in the reliability notes).

A fault is ``{"network", "when": {"method"?, "path"? (glob), "account"?, "nth"?}, "do", "times"?, …}``:

- ``status``: nothing is executed; answers ``status`` (503) with ``body`` and ``headers``
- ``execute_then_status``: executed; answers ``status`` (500) all the same
- ``garbage``: executed; answers 200 with ``body`` that is not what the network says (by default not JSON)
- ``delay``: waits ``seconds`` (real), then executes and answers, even if the client has left meanwhile; adds to others
- ``cut_before``: the connection is closed, nothing executed; ``cut_after``: executed, then closed without a byte, or
  after the first ``bytes`` of the answer
- ``lose_answer``: executed, and no answer ever: the connection stays open until the client leaves
- ``stale``: a server answers that is ``seconds`` of the network's time behind: a reader does not find what was posted,
  changed or deleted since (lists, single posts, Telegram's forwards and edits); adds to others
- ``slow_body``: executed; the answer's body comes one byte every ``seconds`` (1)

``nth`` is the nth matching request alone (from it on, ``times`` of them); without ``nth``, ``times`` requests, or all.
``account`` is a Mastodon name, an X handle, a Telegram bot's username or a chat's id or name.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

DOES = (
    "status",
    "execute_then_status",
    "garbage",
    "delay",
    "cut_before",
    "cut_after",
    "lose_answer",
    "slow_body",
    "stale",
)
_KEYS = {"network", "when", "do", "status", "body", "headers", "seconds", "times", "bytes"}
_WHEN_KEYS = {"method", "path", "account", "nth"}


class BadFaultError(ValueError):
    """Not a fault that can be injected."""


@dataclass(slots=True)
class Fault:
    """One standing instruction."""

    network: str
    do: str
    method: str = ""
    path: str = ""
    account: str = ""
    nth: int = 1
    times: int | None = None
    status: int = 503
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 1.0
    bytes_sent: int = 0
    matched: int = 0
    fired: int = 0

    def __post_init__(self) -> None:
        self._pattern = re.compile(fnmatch.translate(self.path)) if self.path else None

    _pattern: re.Pattern[str] | None = field(init=False, repr=False, default=None)

    def fits(self, method: str, path: str) -> bool:
        """Whether the request is one of those meant, whoever made it."""
        return self.method in {"", method} and (self._pattern is None or self._pattern.match(path) is not None)

    def fires(self) -> bool:
        """Count one match; whether it is this one's turn."""
        self.matched += 1
        if self.matched < self.nth or (self.times is not None and self.fired >= self.times):
            return False
        self.fired += 1
        return True

    def as_json(self) -> dict[str, object]:
        """As ``GET /_control/faults`` shows it."""
        when = {"method": self.method, "path": self.path, "account": self.account, "nth": self.nth}
        return {
            "network": self.network,
            "when": when,
            "do": self.do,
            "times": self.times,
            "matched": self.matched,
            "fired": self.fired,
        }


@dataclass(slots=True)
class Chosen:
    """What goes wrong with one request."""

    wait_s: float = 0.0
    """Real seconds to wait first."""
    stale_s: float = 0.0
    """How far behind the server is that answers."""
    fault: Fault | None = None


class Faults:
    """The standing instructions, in the order given."""

    def __init__(self) -> None:
        self._all: list[Fault] = []

    def add(self, description: Mapping[str, object]) -> None:
        """Add one; raises ``BadFaultError``."""
        self._all.append(_parse(description))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._all.clear()

    def as_json(self) -> list[dict[str, object]]:
        """All of them."""
        return [fault.as_json() for fault in self._all]

    def choose(self, network: str, method: str, path: str, who: Callable[[], Collection[str]]) -> Chosen:
        """What goes wrong with this request; ``who`` is asked only when a fault names an account."""
        chosen = Chosen()
        for fault in self._all:
            if fault.network not in {network, "*"} or not fault.fits(method, path):
                continue
            if fault.account and fault.account not in who():
                continue
            if not fault.fires():
                continue
            if fault.do == "delay":
                chosen.wait_s += fault.seconds
            elif fault.do == "stale":
                chosen.stale_s += fault.seconds
            else:
                chosen.fault = fault
                break
        return chosen


def _parse(given: Mapping[str, object]) -> Fault:
    when = given.get("when", {})
    if not isinstance(when, dict):
        raise BadFaultError(f"when must be an object; found {when!r}")
    unknown = sorted((set(given) - _KEYS) | (set(when) - _WHEN_KEYS))
    if unknown:
        raise BadFaultError(f"a fault has no {', '.join(unknown)}; it has {', '.join(sorted(_KEYS | _WHEN_KEYS))}")
    do = _text(given, "do")
    if do not in DOES:
        raise BadFaultError(f"do cannot be {do!r}; it is one of {', '.join(DOES)}")
    network = _text(given, "network")
    if network not in {"mastodon", "x", "telegram", "*"}:
        raise BadFaultError(f"no network {network!r}")
    times = _number(given, "times", None, 0)
    if times is None and "nth" in when:
        times = 1
    return Fault(
        network,
        do,
        _text(when, "method", "").upper(),
        _text(when, "path", ""),
        _text(when, "account", "").lstrip("@"),
        int(_number(when, "nth", 1, 1) or 1),
        None if times is None else int(times),
        int(_number(given, "status", 500 if do == "execute_then_status" else 503, 200) or 503),
        _body(given.get("body", "<garbage" if do == "garbage" else "")),
        _headers(given.get("headers", {})),
        float(_number(given, "seconds", 1.0, 0) or 0),
        int(_number(given, "bytes", 0, 0) or 0),
    )


def _text(given: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = given.get(name, default)
    if not isinstance(value, str) or "\n" in value:
        raise BadFaultError(f"{name} must be a text; found {value!r}")
    return value


def _number(given: Mapping[str, object], name: str, default: float | None, least: float) -> float | None:
    value = given.get(name, default)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= 1_000_000:
        raise BadFaultError(f"{name} must be a number from {least}; found {value!r}")
    return value


def _body(body: object) -> bytes:
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def _headers(headers: object) -> dict[str, str]:
    if not isinstance(headers, dict):
        raise BadFaultError(f"headers must be an object; found {headers!r}")
    good: dict[str, str] = {}
    for name, value in headers.items():
        if not re.fullmatch(r"[\w-]+", str(name), re.ASCII) or not re.fullmatch(r"[\x20-\x7e]*", str(value)):
            raise BadFaultError(f"no header can be {name!r}: {value!r}")
        good[str(name)] = str(value)
    return good
