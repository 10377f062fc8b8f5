"""Errors that only follow from another one, left out: who mends the cause mends them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.campaign.problem import Problem

_NO_MESSAGES = frozenset({"messages-missing", "messages-empty", "folder-is-file", "file-forbidden", "file-unreadable"})


def alone(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that have no other among them for their cause."""
    found = list(problems)
    followers = {*_misspelt(found), *_without_messages(found), *_without_deadlines(found)}
    return [problem for problem in found if id(problem) not in followers]


def _misspelt(found: list[Problem]) -> Iterable[int]:
    """A key that is missing because it is misspelt, a few lines below what misses it."""
    for unknown in found:
        if not unknown.code.startswith("unknown-key-near"):
            continue
        missing = [
            one
            for one in found
            if one.code in {"key-missing", "key-missing-in"}
            and one.args["key"] == unknown.args["near"]
            and one.place.file == unknown.place.file
            and (one.code == "key-missing" or one.place.line <= unknown.place.line)
        ]
        if missing:
            yield id(max(missing, key=lambda one: one.place.line))


def _without_messages(found: list[Problem]) -> Iterable[int]:
    if any(one.code in _NO_MESSAGES and one.place.file == "messages" for one in found):
        yield from (id(one) for one in found if one.code.startswith("message-missing"))


def _without_deadlines(found: list[Problem]) -> Iterable[int]:
    """Settings that have no deadline at all: said once, at the first entry that counts to one."""
    uses = [one for one in found if one.code == "when.no-deadlines"]
    if uses:
        yield from map(id, uses[1:])
        yield from (id(one) for one in found if one.code == "true-for-unknown")
