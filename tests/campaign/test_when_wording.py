from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import bot.campaign
from bot.wording.sentence import Sentence
from bot.wording.when import SENTENCES

ROOM = Path(bot.campaign.__path__[0])


def facts(sentence: tuple[str, str]) -> set[str]:
    return {name for part in sentence for _, name, _, _ in string.Formatter().parse(part) if name}


def test_every_fault_of_time_has_its_sentence_and_every_sentence_its_fault() -> None:
    found = {code for path in ROOM.glob("*.py") for code in re.findall(r'"(when\.[a-z-]+)"', path.read_text("utf-8"))}
    assert found == set(SENTENCES)
    assert len(found) > 30


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_tell_the_same_facts_and_a_next_step(code: str) -> None:
    sentence: Sentence = SENTENCES[code]
    for message, hint in (sentence.en, sentence.fr):
        assert message
        assert hint[0].isupper() or hint[0] == "{"
        assert hint[-1] in ".?"
    assert facts(sentence.en) == facts(sentence.fr)


@pytest.mark.parametrize("code", SENTENCES)
def test_french_keeps_its_signs_on_the_line_of_their_word(code: str) -> None:
    for part in SENTENCES[code].fr:
        # A keyword of the files, such as “to:”, and a time keep their colon as they are.
        assert not re.search(r"[ \N{NARROW NO-BREAK SPACE}][:;!?»]|« ", part), part
        assert not re.search(r"«(?!\N{NO-BREAK SPACE})|(?<!\N{NO-BREAK SPACE})»", part), part
        assert not re.search(r"(?<!\N{NO-BREAK SPACE})[;!?]", part), part
        assert "'" not in part
