from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from bot.wording.files import SENTENCES

BOT = Path(__file__).parents[2] / "bot"
SOURCES = [*(BOT / "files").rglob("*.py"), BOT / "campaign/photo_words.py"]
ROOM = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
KINDS = "audience|account|language|kind|network|visibility|picture|deadline|key|choice"


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_of_a_fault_that_can_be_found(code: str) -> None:
    base = code.removesuffix("-near")
    made = f'"{code}"' in ROOM or f'"{base}"' in ROOM
    if re.fullmatch(rf"unknown-({KINDS})(-near)?", code):
        made = True  # made of its kind; each is met in the tests of settings and schedules
    if code in {"schedules-missing", "messages-missing"}:
        made = 'f"{path}-missing"' in ROOM
    assert made


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_tell_the_same_facts_and_a_next_step(code: str) -> None:
    sentence = SENTENCES[code]
    (message, hint), (message_fr, hint_fr) = sentence.en, sentence.fr
    assert message and hint and message_fr and hint_fr  # noqa: PT018 - any of them
    assert fields(message) == fields(message_fr)
    assert fields(hint) == fields(hint_fr)


@pytest.mark.parametrize("code", SENTENCES)
def test_french_keeps_its_signs_together(code: str) -> None:
    for words in SENTENCES[code].fr:
        assert not re.search(r" [:;!?»]|« ", words), words
        assert "'" not in words, words
