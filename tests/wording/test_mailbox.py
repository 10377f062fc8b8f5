from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.mail.opening.frame import REASONS
from bot.wording.mailbox import SENTENCES, mailbox_reason_text

ROOM = Path(__file__).parent.parent.parent / "bot" / "mail"


def outcomes() -> Iterator[str]:
    """Every reason that the mail's adapters give with an outcome, up to where a server's own words begin."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if called not in {"NotSent", "AccountBroken", "Rejected"} or not isinstance(node, ast.Call):
                continue
            reason: ast.expr = node.args[0]
            if isinstance(reason, ast.JoinedStr):
                reason = reason.values[0]
            if isinstance(reason, ast.Constant):
                yield str(reason.value)


FOUND = sorted(set(outcomes()))


def test_the_reasons_are_found() -> None:
    assert len(FOUND) > 15


@pytest.mark.parametrize("reason", FOUND)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reason_of_the_mailbox_and_of_replies_can_be_said(reason: str, language: str) -> None:
    said, _ = mailbox_reason_text(f"{reason.removesuffix(': ')}: 550 no", language)
    assert said.endswith(" (550 no)")
    assert not said.startswith(reason.partition(": ")[0])


@pytest.mark.parametrize("reason", [*REASONS, "mail-too-big", "mail-too-slow", "mail-not-opened", "mail-not-fetched"])
def test_every_reason_for_a_quarantine_has_a_sentence_and_a_next_step(reason: str) -> None:
    assert all(SENTENCES[reason].en)
    assert all(SENTENCES[reason].fr)
