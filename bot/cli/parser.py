"""The command line's parser: argparse in the staff's language, with a did-you-mean, and without guessing at options."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from bot.wording import usage

_CHOICE = re.compile(r"invalid choice: '(?P<given>[^']*)' \(choose from (?P<known>.*)\)")


class Parser(argparse.ArgumentParser):
    """What is misspelt is answered with what was probably meant; exit code 2."""

    def __init__(self, *, language: Callable[[], str], **options: Any) -> None:  # noqa: ANN401 -- argparse's own
        """``language`` is asked only when something is said."""
        # ``--no`` must not come to mean ``--no-approvals``.
        super().__init__(**{**options, "allow_abbrev": False})
        self._language = language
        self.commands: list[Parser] = []
        """Those of its commands, whose options a person may have meant."""

    def add_verbs(self, abouts: Mapping[str, str]) -> Mapping[str, Parser]:
        """A command of several verbs, each with a line about it; one of them must be said."""
        verbs = self.add_subparsers(dest="verb", metavar="VERB", required=True)
        for name, about in abouts.items():
            described = about[0].upper() + about[1:] + "."
            self.commands.append(verbs.add_parser(name, language=self._language, help=about, description=described))
        return {verb.prog.rpartition(" ")[2]: verb for verb in self.commands}

    def error(self, message: str) -> NoReturn:
        """Usage, what is wrong, and what may have been meant."""
        language = self._language()
        said = usage.WRONG[language].format(prog=self.prog, message=_said(message, language))
        near = self._meant(message)
        hint = "\n" + usage.MEANT[language].format(near=near) if near else ""
        self.exit(2, f"{self.format_usage()}{said}{hint}\n")

    def format_usage(self) -> str:
        """The one line."""
        self._choose_formatter()
        return super().format_usage()

    def format_help(self) -> str:
        """The page."""
        self._choose_formatter()
        return super().format_help()

    def _choose_formatter(self) -> None:
        # Not earlier: argparse makes a formatter for every argument, and the language costs reading a file.
        self.formatter_class = _French if self._language() == "fr" else argparse.HelpFormatter

    def _meant(self, message: str) -> str:
        choice = _CHOICE.search(message)
        if choice is not None:
            given, known = choice["given"], re.findall(r"[\w-]+", choice["known"])
        elif message.startswith("unrecognized arguments: --"):
            texts = (parser.format_help() for parser in (self, *self.commands))
            given, known = message.split()[2].partition("=")[0], re.findall(r"--[\w-]+", "".join(texts))
        else:
            return ""
        return next(iter(difflib.get_close_matches(given, known, 1)), "")


class _French(argparse.HelpFormatter):
    """The same help, its words looked up."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _french("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_french(heading or ""))

    def add_text(self, text: str | None) -> None:
        super().add_text(_french(text or ""))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return _french(action.help or "")


def _french(words: str) -> str:
    """A command's description is its line in the list of commands, as a sentence."""
    if words in usage.HELP:
        return usage.HELP[words]
    line = usage.HELP.get(words[:1].lower() + words[1:].removesuffix("."))
    return f"{line[0].upper()}{line[1:]}." if line else words


def _said(message: str, language: str) -> str:
    if language != "fr":
        return message
    for pattern, french in usage.ERRORS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return french.format(*(_said(group, language) for group in match.groups()))
    return message
