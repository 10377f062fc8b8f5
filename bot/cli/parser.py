"""The command line's parser: argparse with a did-you-mean, and without guessing at shortened options."""

from __future__ import annotations

import argparse
import difflib
import re
from typing import Any, NoReturn

_CHOICE = re.compile(r"invalid choice: '(?P<given>[^']*)' \(choose from (?P<known>.*)\)")


class Parser(argparse.ArgumentParser):
    """What is misspelt is answered with what was probably meant; exit code 2."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- argparse's own, passed on
        # ``--no`` must not come to mean ``--no-approvals``.
        super().__init__(**{**options, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        """Usage, what is wrong, and what may have been meant."""
        super().error(message + self._meant(message))

    def _meant(self, message: str) -> str:
        choice = _CHOICE.search(message)
        if choice is not None:
            given, known = choice["given"], re.findall(r"[\w-]+", choice["known"])
        elif message.startswith("unrecognized arguments: --"):
            given, known = message.split()[2].partition("=")[0], re.findall(r"--[\w-]+", self.format_help())
        else:
            return ""
        near = difflib.get_close_matches(given, known, 1)
        return f"\n  → Did you mean {near[0]}?" if near else ""
