"""A picture from the address a stranger's post names, fetched so that it can lead nowhere but to a public server.

The name is looked up once; each number it stands for is vetted; the connection goes to that very number, with the name
only in the greeting, the certificate and the ``Host``. So a name that answers otherwise next time changes nothing.
Neither cookies, nor credentials, nor proxies; nothing of the address is ever told in a reason, for it names somebody.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH, requote_uri

from bot.campaign.outcome import NotSent
from bot.networks.exchange import Exchange, silence
from bot.networks.fetch_addresses import is_public
from bot.networks.http import Answer, Reasons, Why, retry_at
from bot.ports import Unfetched

FILE_MAX = 20_000_000
"""Bytes of the biggest picture that is taken; the networks take less, mail servers no more than twice as much."""
FETCH_S = 10.0
_REACH_S = 4.0
"""For one of a name's numbers, so that a dead one leaves time for the next."""
_NUMBERS = 4
"""More of a name's numbers are not tried."""
_REDIRECTS = 3
_ADDRESS_MAX = 2_048
_TLS_PORT = 443
_PIECE = 65_536
_HEADERS = {
    "User-Agent": "rebours (campaign bot; fetches a posted picture once, for review)",
    "Accept": "image/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

_MOVED = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 409, 423, 425, 429})
"""Refusals of the moment; any other 4xx stays."""

Resolve = Callable[[str, int], Sequence[str]]
"""The numbers a name stands for; raises ``OSError`` when they cannot be told."""
Fetch = Callable[[str], bytes | Unfetched | NotSent]

_NOTHING = Reasons(frozenset())


def resolved(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class _StopError(Exception):
    """The fetch ends here, with this."""

    def __init__(self, told: Unfetched | NotSent) -> None:
        super().__init__()
        self.told = told


@dataclass(frozen=True)
class Fetcher:
    """Fetches from public servers, over TLS, port 443.

    ``insecure_loopback`` is for stand-ins on this computer: its own addresses may then be asked too, at any port and
    without TLS. ``trust`` says whose certificates count, by default those that count for the networks.
    """

    insecure_loopback: bool = False
    deadline_s: float = FETCH_S
    resolve: Resolve = resolved
    trust: ssl.SSLContext | None = None

    def fetch(self, address: str) -> bytes | Unfetched | NotSent:
        """The file at ``address``, whole, within the deadline. Never raises."""
        exchange = Exchange()
        told: list[bytes | Unfetched | NotSent] = []

        def run() -> None:
            told.append(self._fetch(address, exchange))

        # In a thread of its own: neither a resolver nor a server that drips has a total deadline.
        thread = threading.Thread(target=run, name="fetching a picture", daemon=True)
        thread.start()
        thread.join(self.deadline_s)
        if told:
            return told[0]
        exchange.give_up()
        return _later(str(Why.NO_ANSWER))

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)

    def _fetch(self, address: str, exchange: Exchange) -> bytes | Unfetched | NotSent:
        try:
            for _ in range(_REDIRECTS + 1):
                told = self._ask(address, exchange)
                if not isinstance(told, str):
                    return told
                address = told
            return _unusable("redirected for ever")
        except _StopError as stop:
            return stop.told
        except OSError as error:
            # As if nothing had left, because nothing is lost by asking again: then the system's own words are told.
            return _later(silence(error, left=False).detail or str(Why.CUT))
        except HTTPException:
            return _unusable("not HTTP")
        except Exception as error:  # noqa: BLE001 -- a stranger chose the address and wrote the answer: no fault of theirs may end a duty
            return _unusable(type(error).__name__)

    def _ask(self, address: str, exchange: Exchange) -> bytes | str:
        """The file, or the address it is said to be at."""
        parts, port = _parsed(address)
        host = parts.hostname or ""
        numbers = [number for number in self.resolve(host, port) if self._is_allowed(number, parts.scheme, port)]
        if not numbers:
            raise _StopError(_refused("no public server"))
        with self._connect(numbers[:_NUMBERS], parts.scheme, host, port, exchange) as connected:
            asking = HTTPConnection(host, port)
            asking.auto_open = 0  # this connection, or none
            asking.sock = connected
            target = requote_uri((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
            asking.request("GET", target, headers={"Host": _host_of(parts), **_HEADERS})
            with asking.getresponse() as response:
                return _read(response, address)

    def _is_allowed(self, number: str, scheme: str, port: int) -> bool:
        if self.insecure_loopback and _is_loopback(number):
            return True
        return scheme == "https" and port == _TLS_PORT and is_public(number)

    def _connect(self, numbers: Sequence[str], scheme: str, host: str, port: int, exchange: Exchange) -> socket.socket:
        """To the first of the numbers that answers: they are vetted, the name is not asked for again."""
        failed: OSError | None = None
        for number in numbers:
            try:
                plain = socket.create_connection((number, port), timeout=min(_REACH_S, self.deadline_s))
            except OSError as error:
                failed = error
                continue
            plain.settimeout(self.deadline_s)
            try:
                return self._greet(plain, scheme, host, exchange)
            except BaseException:
                plain.close()
                raise
        raise failed or OSError

    def _greet(self, plain: socket.socket, scheme: str, host: str, exchange: Exchange) -> socket.socket:
        if scheme != "https":
            exchange.leaving(plain)
            return plain
        secured = self._trust.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
        try:
            # From here on the deadline can shut it, the handshake included.
            exchange.leaving(secured)
            secured.do_handshake()
        except BaseException:
            secured.close()
            raise
        return secured


def _parsed(address: str) -> tuple[SplitResult, int]:
    """The parts of an address that may be asked at all, and its port."""
    if len(address) > _ADDRESS_MAX or not address.isprintable():
        raise _StopError(_refused("no web address"))
    try:
        parts = urlsplit(address)
        port = parts.port or (_TLS_PORT if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as error:  # what urllib, or a name's own rules, cannot read
        raise _StopError(_refused("no web address")) from error
    if parts.scheme not in {"https", "http"} or not host or "%" in host:
        raise _StopError(_refused("no web address"))
    if parts.username is not None or parts.password is not None:
        raise _StopError(_refused("credentials in the address"))
    shown = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{shown}:{port}", fragment=""), port


def _host_of(parts: SplitResult) -> str:
    usual = {"https": ":443", "http": ":80"}[parts.scheme]
    return parts.netloc.removesuffix(usual)


def _is_loopback(number: str) -> bool:
    try:
        return ip_address(number).is_loopback
    except ValueError:
        return False


def _read(response: HTTPResponse, address: str) -> bytes | str:
    if response.status in _MOVED and (target := response.getheader("Location")):
        return urljoin(address, target)
    if response.status in _LATER or response.status >= 500:
        headers = {name.lower(): value for name, value in response.getheaders()}
        raise _StopError(_later(str(response.status), Answer(response.status, headers, b"")))
    if response.status >= 400:
        raise _StopError(Unfetched(_NOTHING.say(Why.PICTURE_WITHHELD, str(response.status))))
    if response.status != 200:
        raise _StopError(_unusable(str(response.status)))
    if response.getheader("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise _StopError(_unusable("encoded"))
    if (response.length or 0) > FILE_MAX:
        raise _StopError(Unfetched(_NOTHING.say(Why.PICTURE_HUGE)))
    data = bytearray()
    while piece := response.read(_PIECE):
        data += piece
        if len(data) > FILE_MAX:
            raise _StopError(Unfetched(_NOTHING.say(Why.PICTURE_HUGE)))
    if response.length:
        raise _StopError(_later(str(Why.CUT)))
    if not data:
        raise _StopError(_unusable("empty"))
    return bytes(data)


def _refused(detail: str) -> Unfetched:
    return Unfetched(_NOTHING.say(Why.PICTURE_ADDRESS, detail))


def _unusable(detail: str) -> Unfetched:
    return Unfetched(_NOTHING.say(Why.PICTURE_UNUSABLE, detail))


def _later(detail: str, answer: Answer | None = None) -> NotSent:
    return NotSent(_NOTHING.say(Why.PICTURE_LATER, detail), retry_at(answer) if answer is not None else None)
