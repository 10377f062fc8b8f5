from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from bot.wording.outbox import SENTENCES

ROOM = Path(__file__).parents[2] / "bot" / "outbox"


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_the_room_raises_has_a_sentence_and_every_sentence_is_raised() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    assert set(re.findall(r'"(outbox-[a-z-]+|already-running)"', source)) == set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_tell_the_same_facts_and_a_next_step(code: str) -> None:
    english, french = SENTENCES[code].en, SENTENCES[code].fr
    assert _facts(" ".join(english)) == _facts(" ".join(french))
    assert all((*english, *french))


@pytest.mark.parametrize("code", SENTENCES)
def test_french_keeps_its_marks_on_the_line(code: str) -> None:
    said = " ".join(SENTENCES[code].fr)
    # What an organiser types into a file stands as it is typed.
    typed = re.sub(r"database: ?\S*|sqlite:\S*", "", said)
    assert not re.search(r"[^\u00a0](?:[;!?»]|:(?= |$))|«[^\u00a0]", typed)
