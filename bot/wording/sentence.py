"""How a code and its facts become a sentence and a next step, in the staff's language."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from bot.errors import CampaignError

if TYPE_CHECKING:
    from bot.campaign.problem import Problem

_Error = TypeVar("_Error", bound=CampaignError)

ROOMS = (
    *("when", "words", "files", "check", "pictures", "networks", "reasons", "daemon", "outbox", "people", "cli"),
    "rehearsal",
    "unsure",
    "time",
    "decisions",
    "errands",
    "desk",
    "desk_matters",
    "desk_photos",
    "backups",
    "mail",
    "mailbox",
    "page",
    "photos",
    "cabinet",
    "cities",
    "photo_rules",
    "photo_authors",
    "photo_desk",
    "faces",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, and the next step (empty when there is none), in each language of the staff."""

    en: tuple[str, str]
    fr: tuple[str, str]


@cache
def _sentences() -> Mapping[str, Sentence]:
    merged: dict[str, Sentence] = {}
    for room in ROOMS:
        for code, sentence in importlib.import_module(f"bot.wording.{room}").SENTENCES.items():
            assert code not in merged, f"the sentence {code!r} is written twice"
            merged[code] = sentence
    return merged


def _fill(code: str, language: str, facts: Mapping[str, object]) -> tuple[str, str]:
    sentence = _sentences()[code]
    message, hint = sentence.fr if language == "fr" else sentence.en
    return message.format(**facts), hint.format(**facts)


def say(code: str, language: str, /, **facts: object) -> str:
    """The sentence alone."""
    return _fill(code, language, facts)[0]


def problem_text(problem: Problem, language: str) -> tuple[str, str]:
    """A problem's sentence and its next step."""
    return _fill(problem.code, language, problem.args)


def coded(kind: type[_Error], code: str, /, **facts: object) -> _Error:
    """An error that says ``code`` in English, and that ``error_text`` can say in the staff's language."""
    message, next_step = _fill(code, "en", facts)
    return kind(message, next_step, code=code, facts=facts)


def error_text(error: CampaignError, language: str) -> tuple[str, str]:
    """An error's sentence and its next step; one without a code has been said where its language was known."""
    if not error.code:
        return error.message, error.next_step
    return _fill(error.code, language, error.facts)
