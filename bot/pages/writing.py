"""Writes the public page of posts and its twin for machines, each whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.campaign.model import Settings
from bot.pages.html import page
from bot.pages.posted import Line, posted
from bot.ports import Delivery

NAME = "posts.html"
_FOR_ALL = 0o644
"""Whatever the daemon's umask: the page is made to be read by others."""


def write(rows: Iterable[Delivery], settings: Settings, path: Path) -> Path:
    """The page at ``path``, the JSON beside it under the same name; the JSON's path. Raises ``OSError``."""
    lines = posted(rows, settings)
    twin = path.with_suffix(".json")
    # The page names its twin: that one first.
    put(twin, map(str.encode, as_json(lines, settings.campaign)))
    put(path, map(str.encode, page(lines, settings.campaign, settings.staff.language, twin.name)))
    return twin


def as_json(lines: Sequence[Line], campaign: str) -> Iterator[str]:
    """An object with the campaign's name and its posts, the latest first, one a line."""
    yield f'{{"campaign": {_json(campaign)}, "posts": ['
    for number, line in enumerate(lines):
        yield (",\n" if number else "\n") + _json(_facts(line))
    yield "\n]}\n"


def _facts(line: Line) -> dict[str, object]:
    return {
        "at": f"{line.at:%Y-%m-%dT%H:%M:%SZ}",
        "local": line.local.isoformat(timespec="seconds") if line.local else None,
        "city": line.city or None,
        "network": line.network,
        "account": line.account,
        "language": line.language,
        "taken_back": line.taken_back,
        "text": None if line.taken_back else line.text,
        "link": line.link or None,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def put(path: Path, chunks: Iterable[bytes]) -> None:
    """A file that everybody may read, whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        # "x": the folder may be another's, and the name a link to somewhere.
        with fresh.open("xb") as file:
            file.writelines(chunks)
        fresh.chmod(_FOR_ALL)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
