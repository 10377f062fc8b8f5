"""In which language the command line explains itself: asked only when it must, and cheaply."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path


def of_usage(given: Sequence[str], environ: Mapping[str, str] = os.environ) -> str:
    """``fr`` or ``en``: the staff's, if the campaign that ``given`` names can be read, else the environment's."""
    return _of_staff(_folder(given)) or _of_environment(environ)


def _folder(given: Sequence[str]) -> Path:
    """As the words stand there: they may be the very thing that is wrong."""
    for number, word in enumerate(given):
        if word.startswith("--campaign="):
            return Path(word.partition("=")[2])
        if word == "--campaign" and number + 1 < len(given):
            return Path(given[number + 1])
    return Path()


def _of_staff(folder: Path) -> str:
    import yaml  # noqa: PLC0415 -- 30 ms that only a mistyped command or a help page costs

    try:
        text = (folder / "settings.yaml").read_text(encoding="utf-8")
        language = yaml.load(text, Loader=yaml.CBaseLoader)["staff"]["language"]  # noqa: S506 -- makes texts only
    except (OSError, ValueError, LookupError, TypeError, yaml.YAMLError):
        return ""
    return str(language) if language in ("fr", "en") else ""


def _of_environment(environ: Mapping[str, str]) -> str:
    """The first that is set decides, as POSIX has it (XBD 8.2)."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "fr" if locale.casefold().startswith("fr") else "en"
