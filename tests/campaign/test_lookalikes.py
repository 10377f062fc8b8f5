"""Pairs of letters that look alike: Unicode's own list (UTS 39), cut to the scripts that matter here."""

from __future__ import annotations

import pytest

from bot.campaign.lookalikes import shapes, without_hidden, without_marks
from bot.campaign.tags import Exact, LookAlike, Why, match

UNICODE = (
    "3:ƷȜЗӠꝪꞫ 6:бᏮ A:ΑАᎪ B:ΒВᏴꞴ C:ϹСᏟ D:Ꭰ E:ΕЕᎬ F:ϜꞘ G:ԌᏀᏳ H:ΗНᎻ J:ͿЈᎫꞲ K:ΚКᏦ L:Ꮮ M:ΜϺМᎷ N:Ν O:ΟОՕ P:ΡРᏢ "
    "R:ƦᎡᏒ S:ЅՏᏕᏚ T:ΤТᎢ U:Ս V:ѴᏙ W:ԜᎳᏔ X:ΧХꞳ Y:ΥϒУҮᎩᎽ Z:ΖᏃ a:ɑαа b:ƄЬᏏ c:ϲсᴄꮯ d:ԁᏧ e:еҽꬲ f:ſքẝꞙꬵ g:ƍɡցᶃ h:һհᏂ "
    "i:ıɩɪιіӏᎥꙇꭵ j:ϳј l:ƖǀΙІӀ n:ոռ o:οσоօᴏᴑꬽ p:ρϱр q:ԛգզ r:гᴦꭇꭈꮁ s:ƽѕꜱꮪ u:ʋυսᴜꞟꭎꭒ v:νѵᴠꮩ w:ɯѡԝաᴡꮃ x:х "
    "y:ɣʏγуүᶌỿꭚ z:ᴢꮓ"
)
OURS = (
    "0:O 1:l 1:I 5:S 2:Z 7:T 3:E 4:A Н:H н:h к:k м:m т:t в:b п:n Я:R И:N З:E Ч:4 ш:w ي:ی ك:ک ة:ه ى:ی ø:o ł:l đ:d "
    "є:e Є:E э:e ї:i ε:e η:n κ:k τ:t χ:x ω:w μ:u ζ:z ƶ:z ŧ:t ħ:h ҳ:x ƒ:f ɢ:g ʜ:h ʟ:l ᴍ:m ɴ:n ᴘ:p ʀ:r ᴛ:t ʙ:b 8:B 9:g"
)
PAIRS = [
    *((letter, group[0]) for group in UNICODE.split() for letter in group[2:]),
    *((pair[0], pair[2]) for pair in OURS.split()),
]


def test_there_are_two_hundred_pairs() -> None:
    assert len(set(PAIRS)) >= 200


@pytest.mark.parametrize(("letter", "like"), PAIRS)
def test_a_letter_that_looks_like_another_makes_the_same_shape(letter: str, like: str) -> None:
    assert shapes(f"fo{letter}um") & shapes(f"fo{like}um")


@pytest.mark.parametrize(("letter", "like"), PAIRS)
def test_a_tag_with_such_a_letter_in_it_goes_to_a_person(letter: str, like: str) -> None:
    found = match((), f"#Solida{letter}Azat", (f"#Solida{like}Azat",))
    assert isinstance(found, LookAlike | Exact)
    assert not isinstance(found, Exact) or letter in "ſı", "only what case folding makes the same letter is exact"


def test_several_of_them_and_hidden_characters_make_no_difference() -> None:
    for forged in ("FRЕЕАZАТ", "Frее\u200bАzаt", "FЯEEAZAT", "Fr33Az4t", "ϜгееΑzаτ", "FᏒᎬᎬᎪᏃᎪᎢ"):
        found = match((), f"#{forged}", ("#FreeAzat",))
        assert isinstance(found, LookAlike), forged


def test_a_capital_is_compared_with_capitals_and_a_small_letter_with_small_ones() -> None:
    for forged in ("MΙFTAKHΟV", "miftakhoν", "MIFTАKHOV", "mіftakhov", "MlFTAKHOV"):
        assert match((), f"#{forged}", ("#Miftakhov",)) == LookAlike(forged, "#Miftakhov", Why.LETTERS)


def test_two_letters_may_look_like_one() -> None:
    assert shapes("Arnnesty") & shapes("Amnesty")
    assert match((), "#Arnnesty", ("#Amnesty",)) == LookAlike("Arnnesty", "#Amnesty", Why.LETTERS)


def test_ordinary_words_keep_shapes_of_their_own() -> None:
    words = (
        "liberté",
        "freedom",
        "freiheit",
        "laisvė",
        "свобода",
        "ազատություն",
        "libertà",
        "azat",
        "paris",
        "vilnius",
    )
    for place, word in enumerate(words):
        for other in words[place + 1 :]:
            assert not shapes(word) & shapes(other)


def test_what_nobody_sees_and_marks_are_told_apart() -> None:
    assert without_hidden("a\u200b\u202eb\ufe0f") == "ab"
    assert without_marks("éйš") == "eиs"
    assert without_hidden("éйš") == "éйš"
