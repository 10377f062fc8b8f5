"""Events as a stable name and fields, on standard error: one line for people, or JSON for machines.

Secrets never get through: every value known to be one, and anything shaped like one, is struck out of every record,
those of the libraries included. Nobody logs message texts; of a server's answer only the reason it gives for a refusal.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

_ROOT = "bot"

_SHAPES = re.compile(
    r"""
    \bbot\d{3,}(?::|%3A)[\w-]{6,}               # a bot token inside a URL
    | \b\d{6,}(?::|%3A)[\w-]{30,}               # a bot token alone
    | \b(?:bearer|basic)\s+[\w.~+/-]{6,}=*      # an Authorization header
    | \b(?:oauth_(?:token|signature|consumer_key|token_secret)|access_token|client_secret|password)
      ["']?\s*[=:]\s*["']?[^\s"'&,;})]+          # a field of a header, a query or a JSON body
    """,
    re.IGNORECASE | re.VERBOSE,
)

_STRUCK = "•••"
SHORTEST = 6
"""Characters of a secret worth the name."""


class Redactor(logging.Filter):
    """Strikes secrets out of a record before any handler sees it."""

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[str, ...] = ()

    def learn(self, secrets: Iterable[str]) -> None:
        """Values to strike out from now on; those too short to be secrets would blot out ordinary words."""
        found = {value for value in secrets if len(value) >= SHORTEST}
        found |= {quote(value, safe="") for value in found}
        # The longest first: a secret that begins with another one must not leave its tail behind.
        self._known = tuple(sorted({*self._known, *found}, key=len, reverse=True))

    def clean(self, text: str) -> str:
        """``text`` without secrets."""
        for value in self._known:
            text = text.replace(value, _STRUCK)
        return _SHAPES.sub(_STRUCK, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; let it pass."""
        try:
            told = record.getMessage()
        except Exception:  # noqa: BLE001 -- a library's mistake in logging must not become one in sending
            told = str(record.msg)
        record.msg = self.clean(told)
        record.args = None
        fields = getattr(record, "fields", None)
        if fields:
            record.fields = {name: self._clean_field(value) for name, value in fields.items()}
        # The last line of a traceback names the error; frames, and what another handler made of them, show values.
        error = record.exc_info[1] if record.exc_info else None
        record.exc_text = self.clean(f"{type(error).__name__}: {error}") if error else None
        record.exc_info = record.stack_info = None
        return True

    def _clean_field(self, value: object) -> object:
        """Numbers stay numbers, for machines."""
        told = str(value)
        cleaned = self.clean(told)
        return value if cleaned == told and isinstance(value, int | float | None) else cleaned


REDACTOR = Redactor()


class _Lines(logging.Formatter):
    """``2023-08-30 12:00:00Z info sent key=… account=…``."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
        fields = "".join(f" {name}={value}" for name, value in getattr(record, "fields", {}).items())
        error = f" | {record.exc_text}" if record.exc_text else ""
        return _plain(f"{stamp} {record.levelname.lower():7} {record.getMessage()}{fields}{error}")


def _plain(text: str) -> str:
    """One line that does nothing to a terminal, whatever a server or a file's name put into it."""
    return "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            **getattr(record, "fields", {}),
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "from": record.name,
        }
        if record.exc_text:
            event["error"] = record.exc_text
        return json.dumps(event, ensure_ascii=False)


class Logger:
    """Writes events: a stable name and the facts."""

    def __init__(self, room: str) -> None:
        self._logger = logging.getLogger(f"{_ROOT}.{room}")

    def info(self, event: str, **fields: object) -> None:
        """Something worth a line happened."""
        self._logger.info(event, extra={"fields": fields})

    def warning(self, event: str, **fields: object) -> None:
        """Something a person may want to look at."""
        self._logger.warning(event, extra={"fields": fields})

    def error(self, event: str, *, exc_info: BaseException | None = None, **fields: object) -> None:
        """Something failed."""
        self._logger.error(event, extra={"fields": fields}, exc_info=exc_info)


def logger(room: str) -> Logger:
    """The logger of a room."""
    return Logger(room)


def configure(*, as_json: bool, secrets: Iterable[str] = (), level: int = logging.INFO) -> None:
    """Send every event, ours and the libraries', to standard error, cleaned."""
    REDACTOR.learn(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if as_json else _Lines())
    handler.addFilter(REDACTOR)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_died
    root.setLevel(logging.WARNING)
    logging.getLogger(_ROOT).setLevel(level)
    # httpx logs whole URLs, with the bot's token in them, at INFO.
    for chatty in ("httpx", "httpcore", "urllib3", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _thread_died(died: threading.ExceptHookArgs) -> None:
    """Python would print the traceback, values and all, beside the log."""
    name = died.thread.name if died.thread else "?"
    logger("thread").error("thread died", exc_info=died.exc_value, thread=name)


def silence() -> None:
    """For commands that say themselves what happens: no event, of ours or of a library, gets on the terminal."""
    logging.getLogger().handlers[:] = [logging.NullHandler()]
