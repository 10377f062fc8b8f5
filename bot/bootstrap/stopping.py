"""The file ``STOP`` in a campaign's folder, and the version of the computer's time-zone data."""

from __future__ import annotations

import os
import socket
import zoneinfo
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from bot.daemon.halt import STOP, names_stop

__all__ = ["STOP", "place_of", "stop_file", "zones_version"]


def stop_file(folder: Path) -> Callable[[], bool]:
    """Whether something in ``folder`` is called ``STOP``, asked anew at every call: some ten microseconds.

    A folder that cannot be read stops everything too: nobody could stop it otherwise.
    """
    path = str(folder)

    def stopped() -> bool:
        try:
            names = os.listdir(path)  # noqa: PTH208 -- asked before every byte: strings are cheaper
        except OSError:
            return True
        return any(names_stop(name) for name in names)

    return stopped


def place_of(folder: Path) -> str:
    """What the other daemons of a store, on whatever computer, know a campaign's folder by."""
    return f"{socket.gethostname()}:{folder.resolve()}"


def zones_version() -> str:
    """Which release of the IANA data ``zoneinfo`` reads: the system's, else the ``tzdata`` package's."""
    for root in map(Path, zoneinfo.TZPATH):
        if not (root / "Europe" / "Paris").is_file():
            continue
        for name, prefix in (("+VERSION", ""), ("tzdata.zi", "# version ")):
            try:
                with (root / name).open(encoding="ascii", errors="replace") as file:
                    first = file.readline().strip()
            except OSError:
                continue
            if first.startswith(prefix):
                return first.removeprefix(prefix)
        return f"{root}, undated"
    return metadata.version("tzdata")
