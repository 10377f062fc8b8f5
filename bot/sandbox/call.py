"""A request as the stand-ins see it, and their answer."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from bot.sandbox.clock import real_now
from bot.sandbox.forms import BadFormError, Form, parse_multipart, parse_urlencoded


class BadBodyError(ValueError):
    """The body is not what its ``Content-Type`` says."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a stand-in says."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"


def json_answer(
    status: int,
    value: object,
    headers: Mapping[str, str] | None = None,
    content_type: str = "application/json; charset=utf-8",
) -> Answer:
    """A JSON answer."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, headers or {}, content_type)


class RefusedError(Exception):
    """A rule of the network says no: ``answer`` is what the network says, ``why`` the true reason."""

    def __init__(self, answer: Answer, why: str) -> None:
        super().__init__(why)
        self.answer = answer
        self.why = why


def _constant(name: str) -> object:
    raise BadBodyError(f"{name} is not JSON")


def parse_json(text: str | bytes) -> object:
    """Strict JSON: no ``NaN``, nothing that cannot be written as UTF-8. Raises ``BadBodyError``."""
    try:
        value: object = json.loads(text, parse_constant=_constant)
        if ("\\u" if isinstance(text, str) else b"\\u") in text:  # type: ignore[operator]  # str in str, bytes in bytes
            json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate cannot be stored or shown
    except (ValueError, RecursionError) as error:
        raise BadBodyError(f"not JSON: {error}") from error
    return value


class Call:
    """One request: method, decoded path, query, headers (case-insensitive), body."""

    def __init__(self, method: str, raw_path: str, raw_query: str, headers: Mapping[str, str], body: bytes) -> None:
        self.method = method
        self.raw_path = raw_path
        self.raw_query = raw_query
        self.path = unquote(raw_path, errors="replace")
        self.headers = headers
        self.body = body
        self.received_at = real_now()
        """The computer's own instant at its first sight, for measuring how late a post came."""
        self.is_gone: Callable[[], bool] = lambda: False
        """Whether the client has left."""
        self.stale_s: float = 0
        """How many of the network's seconds behind the server is that answers it: a fault, see ``faults``."""
        self._query: list[tuple[str, str]] | None = None
        self._form: Form | None = None

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query's parameters, in order."""
        if self._query is None:
            self._query = parse_qsl(self.raw_query, keep_blank_values=True, errors="replace")
        return self._query

    @property
    def content_type(self) -> str:
        """Lower-case, without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def json(self) -> object:
        """The body as JSON. Raises ``BadBodyError``."""
        return parse_json(self.body)

    def form(self) -> Form:
        """The body as a form of either kind, empty for any other type. Raises ``BadBodyError``."""
        if self._form is None:
            try:
                self._form = self._parse_form()
            except BadFormError as error:
                raise BadBodyError(str(error)) from error
        return self._form

    def _parse_form(self) -> Form:
        if self.content_type == "application/x-www-form-urlencoded":
            return parse_urlencoded(self.body)
        if self.content_type == "multipart/form-data":
            return parse_multipart(self.body, self.headers["Content-Type"])
        return Form([], [])


Handler = Callable[[Call], Awaitable[Answer]]
