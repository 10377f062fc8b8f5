"""Credentials: from systemd's ``$CREDENTIALS_DIRECTORY``, else the environment, else ``secrets.env`` of mode 0600.

Neither a message nor a ``repr`` of this module ever shows a value.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.campaign.model import Place, Settings
from bot.campaign.problem import Problem
from bot.errors import SecretsError
from bot.files.accounts import FIELDS, secret_name
from bot.wording import problem_text

FILE = "secrets.env"
DATABASE_PASSWORD = "DATABASE_PASSWORD"  # noqa: S105 -- its name, not itself
"""A secret of no account."""

STAFF_MAIL_PASSWORD = "STAFF_MAIL_PASSWORD"  # noqa: S105 -- the same

MAILBOX_PASSWORD = "MAILBOX_PASSWORD"  # noqa: S105 -- the same
PHOTOS_KEY = "PHOTOS_KEY"
KEY_FILE = "photos.key"
"""In the campaign's ``var``: the key that is made where none is given."""
SHORTEST_KEY = 32
"""Characters: as hexadecimal digits 128 bits, beyond any guessing."""

_MASK = "•••"
_PLACEHOLDER = re.compile(
    r"\.{2,}|…+|x{3,}|\*{3,}|-+|<.*>|(?:change|replace|fill)[-_ ]?(?:me|this|it)?(?:[-_ ]in)?|your[-_ ].*|todo|tbd",
    re.IGNORECASE,
)
"""What a copied example leaves behind. Short words such as “token” stay: a test server may well take them."""

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)")
_MAX_BYTES = 100_000


class Secrets:
    """Per account, its secrets by lower-case field: ``access_token``, ``bot_token``."""

    def __init__(
        self, by_account: Mapping[str, Mapping[str, str]], missing: tuple[str, ...], known: frozenset[str]
    ) -> None:
        """``known``: every value seen, those of no account too, for the log's redactor."""
        self._by_account = {name: dict(fields) for name, fields in by_account.items()}
        self._known = known
        self.missing = missing
        """Full names (``X_ACCESS_TOKEN``) of what was not found anywhere, in the settings' order."""

    def of(self, account: str) -> Mapping[str, str]:
        """The account's secrets by field; only those that were found."""
        return dict(self._by_account.get(account, {}))

    def known_secrets(self) -> Iterator[str]:
        """Every value, for the log to strike out."""
        return iter(sorted(self._known))

    def __repr__(self) -> str:
        fields = {name: dict.fromkeys(fields, _MASK) for name, fields in self._by_account.items()}
        return f"Secrets({fields}, missing={self.missing})"

    def __reduce__(self) -> str:
        raise TypeError("secrets are not written anywhere")


@dataclass(frozen=True, slots=True)
class _Places:
    """The three places, in order, and the language to speak about them."""

    folder: Path
    environ: Mapping[str, str]
    language: str

    def values(self) -> dict[str, str]:
        """Every candidate of the two lesser places, the stronger one last."""
        return _file(self.folder / FILE, self.language) | dict(self.environ)

    def credential(self, name: str) -> str | None:
        """The copy of systemd: a file named as the secret, in capitals or as the unit's author wrote it."""
        directory = self.environ.get("CREDENTIALS_DIRECTORY")
        if not directory:
            return None
        for spelling in (name, name.lower(), name.lower().replace("_", "-")):
            try:
                return _text(Path(directory) / spelling)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unreadable(Path(directory) / spelling, error, self.language) from None
            except UnicodeDecodeError:
                raise _error("secret-not-text", self.language, path=f"{directory}/{spelling}") from None
        return None


def read(
    folder: Path, settings: Settings, environ: Mapping[str, str] | None = None, *, photos: bool = False
) -> Secrets:
    """Every account's secrets; with ``photos`` what photos need must be there too, and be no key to be guessed.

    Raises ``SecretsError`` that names all that are missing, and where they may be put.
    """
    secrets = look(folder, settings, environ)
    missing = list(secrets.missing)
    if photos and settings.mailbox is not None and not mailbox_password(folder, settings, environ):
        missing.append(MAILBOX_PASSWORD)
    if missing:
        raise _error("secrets-missing", settings.staff.language, names=", ".join(missing), path=str(folder / FILE))
    if photos and settings.photos is not None:
        photos_key(folder, settings, environ=environ)
    return secrets


def look(folder: Path, settings: Settings, environ: Mapping[str, str] | None = None) -> Secrets:
    """What there is; raises ``SecretsError`` only where a place itself cannot be trusted or read."""
    places = _Places(folder, os.environ if environ is None else environ, settings.staff.language)
    values = places.values()
    by_account: dict[str, dict[str, str]] = {}
    missing: list[str] = []
    known = {value for value in _file(folder / FILE, places.language).values() if not _is_placeholder(value)}
    for account in settings.accounts.values():
        fields = by_account.setdefault(account.name, {})
        for field in FIELDS[account.network]:
            name = secret_name(account.credentials, field)
            value = _trimmed(places.credential(name) or values.get(name, ""))
            if _is_placeholder(value):
                if name not in missing:
                    missing.append(name)
                continue
            fields[field] = value
            known.add(value)
    known |= {value for name in (MAILBOX_PASSWORD, PHOTOS_KEY) if (value := _lone(name, folder, settings, environ))}
    return Secrets(by_account, tuple(missing), frozenset(known))


def database_password(folder: Path, settings: Settings, environ: Mapping[str, str] | None = None) -> str:
    """Of the server that keeps the outbox; empty where another way of giving it is used, or none is needed."""
    return _lone(DATABASE_PASSWORD, folder, settings, environ)


def mail_password(folder: Path, settings: Settings, environ: Mapping[str, str] | None = None) -> str:
    """Of the server that carries alarms; empty: it wants none."""
    return _lone(STAFF_MAIL_PASSWORD, folder, settings, environ)


def mailbox_password(folder: Path, settings: Settings, environ: Mapping[str, str] | None = None) -> str:
    """Of the mailbox that supporters write to; empty: it is missing."""
    return _lone(MAILBOX_PASSWORD, folder, settings, environ)


def photos_key(
    folder: Path, settings: Settings, var: Path | None = None, environ: Mapping[str, str] | None = None
) -> bytes:
    """What all keyed hashes about photos are made with: ``PHOTOS_KEY``, else ``photos.key`` in ``var``; empty: neither.

    Raises ``SecretsError`` for one that could be guessed, and for a file that others may read.
    """
    language = settings.staff.language
    name, key = PHOTOS_KEY, _lone(PHOTOS_KEY, folder, settings, environ)
    if not key and var is not None and (raw := _closed(var / KEY_FILE, language)) is not None:
        name, key = KEY_FILE, _trimmed(_decoded(raw, var / KEY_FILE, language))
        if not key:
            raise _error("photos-key-short", language, name=name, least=SHORTEST_KEY)
    if key and len(key) < SHORTEST_KEY:
        raise _error("photos-key-short", language, name=name, least=SHORTEST_KEY)
    return key.encode()


def _lone(name: str, folder: Path, settings: Settings, environ: Mapping[str, str] | None) -> str:
    places = _Places(folder, os.environ if environ is None else environ, settings.staff.language)
    value = _trimmed(places.credential(name) or places.values().get(name, ""))
    return "" if _is_placeholder(value) else value


def _file(path: Path, language: str) -> dict[str, str]:
    """``NAME=value`` lines; ``#`` begins a comment line; the file must be ours and closed to others."""
    raw = _closed(path, language)
    if raw is None:
        return {}
    lines = _decoded(raw, path, language).splitlines()
    values = {}
    for number, line in enumerate(lines, 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        found = _LINE.fullmatch(words)
        if found is None:
            raise _error("secrets-line", language, path=str(path), line=number)
        values[found[1]] = _trimmed(found[2])
    return values


def _closed(path: Path, language: str) -> bytes | None:
    """The bytes of a file that is ours and closed to others; ``None``: there is none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error, language) from None
    try:
        # Judged after opening: what is read is what was judged, whatever stands at the path by now.
        _judge(path, os.fstat(descriptor), language)
        return os.read(descriptor, _MAX_BYTES)
    finally:
        os.close(descriptor)


def _decoded(raw: bytes, path: Path, language: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _error("secret-not-text", language, path=str(path)) from None


def _judge(path: Path, status: os.stat_result, language: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _error("file-not-regular", language, path=str(path))
    if status.st_uid != os.geteuid():
        raise _error("secrets-not-ours", language, path=str(path))
    if stat.S_IMODE(status.st_mode) & 0o177:
        raise _error("secrets-open", language, path=str(path), mode=f"{stat.S_IMODE(status.st_mode):04o}")


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_MAX_BYTES).decode("utf-8-sig")


def _trimmed(value: str) -> str:
    """Without the space, line end and quotes that copying brings along."""
    words = value.strip()
    if len(words) >= 2 and words[0] == words[-1] and words[0] in "\"'":
        words = words[1:-1].strip()
    return words


def _is_placeholder(value: str) -> bool:
    """Whether the value only holds a place for one."""
    return not value or _PLACEHOLDER.fullmatch(value) is not None


def _unreadable(path: Path, error: OSError, language: str) -> SecretsError:
    return _error("secret-unreadable", language, path=str(path), reason=error.strerror or type(error).__name__)


def _error(code: str, language: str, **facts: object) -> SecretsError:
    return SecretsError(*problem_text(Problem(code, Place(FILE), facts), language))
