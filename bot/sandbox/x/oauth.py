"""OAuth 1.0a with HMAC-SHA1: RFC 5849, https://docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from bot.sandbox.accounts import XAccount
from bot.sandbox.call import Call
from bot.sandbox.clock import real_now

# Clients sign for the real host; the address is rewritten to ours afterwards.
HOSTS = ("https://api.twitter.com", "https://api.x.com")

# How far a timestamp may be off is not documented; five minutes is what X's servers were seen to allow (unverified).
SKEW_S = 300

_PARAMETER = re.compile(r'\s*([^=\s]+)="([^"]*)"\s*')
_REQUIRED = (
    "oauth_consumer_key",
    "oauth_token",
    "oauth_signature_method",
    "oauth_signature",
    "oauth_timestamp",
    "oauth_nonce",
)


class UnsignedError(Exception):
    """Why a request is not the account's; the network itself only says "Unauthorized"."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What an ``Authorization`` header claims."""

    parameters: Mapping[str, str]

    @property
    def token(self) -> str:
        """Whose it claims to be."""
        return self.parameters["oauth_token"]


def read_header(header: str) -> Signed:
    """RFC 5849 §3.5.1; raises ``UnsignedError``."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "oauth":
        raise UnsignedError("no OAuth header" if not header else f"{scheme} is not OAuth 1.0a")
    parameters: dict[str, str] = {}
    for piece in rest.split(","):
        match = _PARAMETER.fullmatch(piece)
        if match is None:
            raise UnsignedError(f"not an OAuth parameter: {piece.strip()!r}")
        name = unquote(match.group(1))
        if name in parameters:
            raise UnsignedError(f"{name} stands twice")  # §3.1
        parameters[name] = unquote(match.group(2))
    missing = [name for name in _REQUIRED if not parameters.get(name)]
    if missing:
        raise UnsignedError(f"without {', '.join(missing)}")
    return Signed(parameters)


class Verifier:
    """Checks signatures, and that none is used twice."""

    def __init__(self) -> None:
        self._nonces: dict[tuple[str, str, str], int] = {}

    def verify(self, call: Call, signed: Signed, account: XAccount) -> None:
        """Raise ``UnsignedError`` unless ``account``'s secrets made this request just now, and for the first time."""
        given = signed.parameters
        if given["oauth_consumer_key"] != account.consumer_key:
            raise UnsignedError("the token belongs to another consumer key")
        if given["oauth_signature_method"] != "HMAC-SHA1":
            raise UnsignedError(f"signed by {given['oauth_signature_method']}, not HMAC-SHA1")
        if given.get("oauth_version", "1.0") != "1.0":
            raise UnsignedError(f"oauth_version {given['oauth_version']}")
        now = int(real_now().timestamp())  # clients sign with the real clock, whatever time the sandbox plays
        if not re.fullmatch(r"\d{1,12}", given["oauth_timestamp"], re.ASCII):
            raise UnsignedError("the timestamp is not a number of seconds")
        stamp = int(given["oauth_timestamp"])
        if abs(stamp - now) > SKEW_S:
            raise UnsignedError(f"the timestamp is {abs(stamp - now)} s off")
        if not any(_equal(given["oauth_signature"], _sign(call, given, account, host)) for host in HOSTS):
            raise UnsignedError("the signature does not match the request")
        self._use(given, stamp, now)

    def _use(self, given: Mapping[str, str], stamp: int, now: int) -> None:
        # §3.3: a nonce serves once per timestamp, client and token. Older ones are refused by their timestamp.
        nonce = (given["oauth_token"], given["oauth_timestamp"], given["oauth_nonce"])
        if nonce in self._nonces:
            raise UnsignedError("the nonce was used before")
        self._nonces[nonce] = stamp
        if len(self._nonces) > 10_000:
            self._nonces = {key: at for key, at in self._nonces.items() if at >= now - SKEW_S}


def _equal(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())


def _sign(call: Call, given: Mapping[str, str], account: XAccount, host: str) -> str:
    base = base_string(call, given, host)
    key = f"{_encode(account.consumer_secret)}&{_encode(account.access_token_secret)}"  # §3.4.2
    return base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()).decode()


def base_string(call: Call, given: Mapping[str, str], host: str) -> str:
    """§3.4.1: method, address without its query, and every parameter, sorted and encoded twice."""
    pairs = list(call.query)
    if call.content_type == "application/x-www-form-urlencoded":  # §3.4.1.3.1: no other body is signed
        pairs += parse_qsl(call.body.decode(errors="replace"), keep_blank_values=True)
    pairs += [(name, value) for name, value in given.items() if name not in {"oauth_signature", "realm"}]
    return "&".join((call.method.upper(), _encode(host + call.raw_path), _encode(_normalised(pairs))))


def _normalised(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(
        f"{name}={value}" for name, value in sorted((_encode(name), _encode(value)) for name, value in pairs)
    )


def _encode(text: str) -> str:
    return quote(text, safe="~")  # §3.6
