from __future__ import annotations

import pytest

from bot.pictures.letters import FONTS, Weight, missing
from tests.pictures.samples import COUNTED, FOOTER, TODAY, TOMORROW

ALPHABETS = {
    "fr": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "aäbcdefghijklmnoöpqrstuüvwxyzßẞ",
    "lt": "aąbcčdeęėfghiįyjklmnoprsštuųūvzž",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "it": "aàbcdeéèfghiìlmnoòpqrstuùvz",
    "pt-BR": "aáâãàbcçdeéêfghiíjlmnoóôõpqrstuúvxz",
    "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
}
SIGNS = " \u00a0\u202f0123456789.,:;!?-–—…'’“”„«»()/#@&%+=*€$£°№·•"
ARMENIAN_SIGNS = "և՝՞՛՜։՚՟֊«»֏"


@pytest.mark.parametrize("weight", Weight)
def test_both_weights_have_every_letter_and_sign_of_the_eight_languages(weight: Weight) -> None:
    for language, alphabet in ALPHABETS.items():
        capitals = "" if language == "hy" else alphabet.replace("ß", "").upper()
        assert missing(alphabet + capitals, weight) == (), language
    armenian_capitals = "".join(chr(c) for c in range(0x531, 0x557))
    assert missing(armenian_capitals + ARMENIAN_SIGNS + SIGNS, weight) == ()


@pytest.mark.parametrize("weight", Weight)
def test_every_sample_card_can_be_drawn(weight: Weight) -> None:
    for texts in (COUNTED, TOMORROW, TODAY):
        for language, lines in texts.items():
            assert missing("".join(lines) + FOOTER, weight) == (), language


def test_what_the_font_lacks_is_named_once_and_in_order() -> None:
    assert missing("a✊b日✊本") == ("✊", "日", "本")


def test_the_fonts_are_small_and_carry_their_licence() -> None:
    files = list(FONTS.glob("*.ttf"))
    assert {file.name for file in files} == set(Weight)
    assert sum(file.stat().st_size for file in files) < 1_200_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    notice = (FONTS.parents[2] / "NOTICE").read_text(encoding="utf-8")
    assert all(f"bot/pictures/fonts/{file.name}" in notice for file in files)
