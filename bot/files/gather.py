"""The campaign's files off the disk, as text; whatever cannot be read is a problem with a place, never a traceback."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.campaign.model import Place
from bot.campaign.problem import Problem, Severity
from bot.files.text import MAX_BYTES

SETTINGS = "settings.yaml"
SCHEDULES = "schedules"
MESSAGES = "messages"

_YAML = (".yaml", ".yml")
_FTL = (".ftl",)
_DROPPINGS = ("~", ".swp", ".swo", ".swx", ".bak", ".orig", ".tmp", ".part", ".crdownload", ".rej", ".dpkg-old")


@dataclass(slots=True)
class Gathered:
    """Sources by path relative to the campaign, with ``/``, and what kept others from being read."""

    sources: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, code: str, path: str, severity: Severity = Severity.ERROR, **facts: object) -> None:
        """Something is wrong with the file or folder ``path``."""
        self.problems.append(Problem(code, Place(path), {"path": path, **facts}, severity))


def is_dropping(name: str) -> bool:
    """Whether an editor or a copying program left the file behind: nobody means it."""
    return name.startswith((".", "#")) or name.casefold().endswith(_DROPPINGS)


def is_schedule(path: str) -> bool:
    """Whether a source is a schedule."""
    return path.startswith(f"{SCHEDULES}/")


def language_of(path: str) -> str | None:
    """The language folder a source of messages stands in."""
    parts = path.split("/")
    return parts[1] if parts[0] == MESSAGES and len(parts) == 3 else None


def gather(folder: Path) -> Gathered:
    """Read every file of the campaign in ``folder``."""
    gathered = Gathered()
    if not folder.is_dir():
        gathered.fault("folder-missing", SETTINGS, folder=str(folder))
        return gathered
    if os.path.lexists(folder / SETTINGS):
        _read(gathered, folder, SETTINGS)
    else:
        gathered.fault("settings-missing", SETTINGS, folder=str(folder))
    if (names := _listing(gathered, folder, SCHEDULES)) is not None:
        found = _take(gathered, folder, SCHEDULES, names, _YAML)
        if not found:
            gathered.fault("schedules-empty", SCHEDULES)
    if (names := _listing(gathered, folder, MESSAGES)) is not None:
        _messages(gathered, folder, names)
    return gathered


def _messages(gathered: Gathered, folder: Path, names: list[str]) -> None:
    languages = [name for name in names if (folder / MESSAGES / name).is_dir()]
    for name in names:
        if name not in languages:
            code = "message-outside" if name.casefold().endswith(_FTL) else "file-not-read"
            severity = Severity.ERROR if code == "message-outside" else Severity.NOTE
            gathered.fault(code, f"{MESSAGES}/{name}", severity)
    found = False
    for language in languages:
        path = f"{MESSAGES}/{language}"
        inside = _listing(gathered, folder, path)
        found |= bool(inside and _take(gathered, folder, path, inside, _FTL))
    if not found:
        gathered.fault("messages-empty", MESSAGES)


def _listing(gathered: Gathered, folder: Path, path: str) -> list[str] | None:
    """Names in a folder of the campaign, sorted, without droppings; ``None`` when it cannot be listed."""
    try:
        names = sorted(os.listdir(folder / path))  # noqa: PTH208 - names are wanted, not paths
    except FileNotFoundError:
        gathered.fault(f"{path}-missing" if "/" not in path else "file-dangling", path, folder=str(folder))
        return None
    except NotADirectoryError:
        gathered.fault("folder-is-file", path)
        return None
    except PermissionError:
        gathered.fault("file-forbidden", path)
        return None
    except OSError as error:
        gathered.fault("file-unreadable", path, reason=_reason(error))
        return None
    return [name for name in names if not is_dropping(name) and _is_sayable(gathered, path, name)]


def _is_sayable(gathered: Gathered, path: str, name: str) -> bool:
    """Whether a file's name can be printed, kept and compared."""
    if name.isprintable():
        return True
    shown = "".join(character if character.isprintable() else "�" for character in name)
    gathered.fault("file-name-wrong", f"{path}/{shown}")
    return False


def _take(gathered: Gathered, folder: Path, path: str, names: list[str], endings: tuple[str, ...]) -> bool:
    """Read the files of a folder; whether there was any to read."""
    found = False
    for name in names:
        inner = f"{path}/{name}"
        if name.casefold().endswith(endings):
            found = True
            _read(gathered, folder, inner)
        elif (folder / inner).is_dir() and any(_within(folder / inner, endings)):
            gathered.fault("file-too-deep", inner, parent=path)
        else:
            gathered.fault("file-not-read", inner, Severity.NOTE)
    return found


def _within(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.name.casefold().endswith(endings) and not is_dropping(path.name):
            yield path


def _read(gathered: Gathered, folder: Path, path: str) -> None:
    try:
        # Looked at before it is opened: to open a pipe is to wait for its other end.
        mode = (folder / path).stat().st_mode
        if stat.S_ISDIR(mode):
            gathered.fault("file-is-folder", path)
            return
        if not stat.S_ISREG(mode):
            gathered.fault("file-not-regular", path)
            return
        with (folder / path).open("rb") as file:
            # One byte more than is allowed tells that there is too much.
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        gathered.fault("file-dangling", path)
    except PermissionError:
        gathered.fault("file-forbidden", path)
    except OSError as error:
        gathered.fault("file-unreadable", path, reason=_reason(error))
    else:
        gathered.sources[path] = raw.decode("utf-8", "surrogateescape")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
