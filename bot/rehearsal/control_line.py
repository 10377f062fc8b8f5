"""The line on which the stand-ins are told what to do: a thousand small requests, so nothing that makes one slow."""

from __future__ import annotations

import json
import select
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

_FINE = range(200, 300)


class Line:
    """One connection to a server on this computer, made anew when the server has ended it."""

    def __init__(self, address: str, timeout_s: float) -> None:
        """``address``: ``http://HOST:PORT``."""
        self._http = HTTPConnection(urlsplit(address).netloc, timeout=timeout_s)

    def ask(self, method: str, path: str, body: object = None) -> bytes:
        """The answer's body; raises ``OSError`` or ``HTTPException``, also for an answer that is no success."""
        if self._has_ended():
            self._http.close()
        told = None if body is None else json.dumps(body).encode()
        try:
            self._http.request(method, path, told, {"Content-Type": "application/json"} if told else {})
            answer = self._http.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            # What is left of an answer would be taken for the next one's.
            self._http.close()
            raise
        if answer.status not in _FINE:
            raise HTTPException(answer.status)
        return content

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _has_ended(self) -> bool:
        """Nothing is to be read between two questions, unless it is the end."""
        return self._http.sock is not None and bool(select.select([self._http.sock], [], [], 0)[0])
