"""Events as a stable name and fields, on standard error: one line for people, or JSON for machines.

Secrets never get through: every value known to be one, and anything shaped like one, is struck out of every record,
those of the libraries included. Message texts and answers of servers are not logged at all.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

_ROOT = "bot"

_SHAPES = re.compile(
    r"\bbot\d{3,}:[\w-]{6,}|\b\d{6,}:[A-Za-z0-9_-]{30,}|(?i:bearer\s+)[\w.~+/-]{6,}=*|oauth_(?:token|signature|consumer_key)=\"[^\"]*\""
)
"""Bot tokens (also inside a URL), bearer tokens, the parts of an OAuth 1.0a header."""

_STRUCK = "•••"


class Redactor(logging.Filter):
    """Strikes secrets out of a record before any handler sees it."""

    def __init__(self) -> None:
        super().__init__()
        self._known: frozenset[str] = frozenset()

    def learn(self, secrets: Iterable[str]) -> None:
        """Values to strike out from now on; those too short to be secrets would blot out ordinary words."""
        self._known |= {value for value in secrets if len(value) >= 6}

    def clean(self, text: str) -> str:
        """``text`` without secrets."""
        for value in self._known:
            text = text.replace(value, _STRUCK)
        return _SHAPES.sub(_STRUCK, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; let it pass."""
        record.msg = self.clean(record.getMessage())
        record.args = None
        fields = getattr(record, "fields", None)
        if fields:
            record.fields = {name: self.clean(str(value)) for name, value in fields.items()}
        if record.exc_info:
            # The last line of a traceback names the error; frames would show values.
            error = record.exc_info[1]
            record.exc_info = None
            record.exc_text = self.clean(f"{type(error).__name__}: {error}") if error else None
        return True


REDACTOR = Redactor()


class _Lines(logging.Formatter):
    """``2023-08-30 12:00:00Z info sent key=… account=…``."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
        fields = "".join(f" {name}={value}" for name, value in getattr(record, "fields", {}).items())
        error = f" | {record.exc_text}" if record.exc_text else ""
        return f"{stamp} {record.levelname.lower():7} {record.getMessage()}{fields}{error}".replace("\n", " ")


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "from": record.name,
            **getattr(record, "fields", {}),
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
    root.setLevel(logging.WARNING)
    logging.getLogger(_ROOT).setLevel(level)
    # httpx logs whole URLs, with the bot's token in them, at INFO.
    for chatty in ("httpx", "httpcore", "urllib3", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def silence() -> None:
    """For commands that say themselves what happens: no event, of ours or of a library, gets on the terminal."""
    logging.getLogger().handlers[:] = [logging.NullHandler()]
