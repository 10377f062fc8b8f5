from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.tags import Exact, LookAlike, Match, Nothing, Why, fold, match

WANTED = ("#FreeAzat", "#СвободуАзату", "#ԱզատՄիֆտախով", "#FreiheitFürAzat")


def written(text: str) -> Match:
    return match((), text, WANTED)


def why(text: str) -> Why | None:
    found = written(text)
    return found.why if isinstance(found, LookAlike) else None


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("À Lyon #FreeAzat", 0),
        ("#FREEAZAT", 0),
        ("(#freeazat)!", 0),
        ("«#FreeAzat»", 0),
        ("#ＦｒｅｅＡｚａｔ", 0),
        ("＃FreeAzat", 0),
        ("#𝐅𝐫𝐞𝐞𝐀𝐳𝐚𝐭", 0),
        ("\u2068#FreeAzat\u2069", 0),
        ("#FreeAzat\ufe0f 🕊️", 0),
        ("#Paris, #FreeAzat…", 0),
        ("ligne\n#FreeAzat\u00a0: oui", 0),
        ("#свободуазату", 1),
        ("#ԱԶԱՏՄԻՖՏԱԽՈՎ", 2),
        ("#FreiheitFu\u0308rAzat", 3),
        ("#FREIHEITFÜRAZAT", 3),
    ],
)
def test_case_width_and_composition_make_no_other_tag(text: str, tag: int) -> None:
    assert written(text) == Exact(WANTED[tag])


@pytest.mark.parametrize("text", ["#MİFTAKHOV", "#mıftakhov", "#MIFTAKHOV", "#miftakhov"])
def test_a_turkish_keyboard_writes_the_same_tag(text: str) -> None:
    assert match((), text, ("#Miftakhov",)) == Exact("#Miftakhov")


def test_an_armenian_ligature_is_its_two_letters() -> None:
    assert match((), "#ԵՐԵՒԱՆ", ("#Երևան",)) == Exact("#Երևան")


@pytest.mark.parametrize("listed", ["FreeAzat", "freeazat", "#FreeAzat", "#FreeAzat@example_fr"])
def test_what_the_network_lists_counts_without_a_text(listed: str) -> None:
    assert match((listed,), "", WANTED) == Exact("#FreeAzat")


def test_what_the_network_lists_as_the_tag_is_the_tag_however_the_text_spells_it() -> None:
    # Mastodon folds accents away before it files a post under a tag.
    assert match(("freeazat",), "#FréeAzat", WANTED) == Exact("#FreeAzat")


@pytest.mark.parametrize(
    "text",
    [
        "FreeAzat",
        "Free Azat!",
        "# FreeAzat",
        "#Free Azat",
        "#FreeAzatMiftakhov",
        "#Azat",
        "#FreePalestine",
        "#Freedom",
        "foo#FreeAzat",
        "https://example.org/#FreeAzat",
        "https://example.org/page?x=1&y=(#FreeAzat)",
        "(https://example.org/,#FreeAzat",
        "example.org/tags/#FreeAzat",
        "example.org?q=#FreeAzat",
        "WWW.example.org#FreeAzat",
        "&#FreeAzat;",
        "#",
        "",
    ],
)
def test_without_its_sign_inside_an_address_or_in_a_longer_word_it_is_no_tag(text: str) -> None:
    assert written(text) == Nothing()


def test_a_tag_beside_an_address_is_one() -> None:
    assert written("https://example.org/ #FreeAzat") == Exact("#FreeAzat")
    assert written("Où ?#FreeAzat") == Exact("#FreeAzat")


@pytest.mark.parametrize("hidden", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u034f"])
def test_a_character_nobody_sees_inside_a_tag_is_for_a_person(hidden: str) -> None:
    assert why(f"#Free{hidden}Azat") is Why.HIDDEN
    assert why(f"#{hidden}FreeAzat") is Why.HIDDEN
    assert match((f"Free{hidden}Azat",), "", WANTED) == LookAlike(f"Free{hidden}Azat", "#FreeAzat", Why.HIDDEN)


@pytest.mark.parametrize("text", ["#FreeAzát", "#FréeAzat", "#FreiheitFurAzat", "#Free\u0336Azat"])
def test_other_accents_are_for_a_person(text: str) -> None:
    assert why(text) is Why.ACCENTS


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("#FreeAsat", "#FreeAzat"),
        ("#FreeAzta", "#FreeAzat"),
        ("#FreeAzatt", "#FreeAzat"),
        ("#FreAzat", "#FreeAzat"),
        ("#reeAzat", "#FreeAzat"),
        ("#FreeAzat_", "#FreeAzat"),
        ("#FreeАsат", "#FreeAzat"),
        ("#Mitfakhov", "#Miftakhov"),
        ("#СвободуАзата", "#СвободуАзату"),
        ("#ԱզատՄիֆտախօվ", "#ԱզատՄիֆտախով"),
    ],
)
def test_a_tag_one_letter_off_is_for_a_person(text: str, wanted: str) -> None:
    found = match((), text, (wanted,))
    assert isinstance(found, LookAlike)
    assert (found.why, found.wanted) == (Why.SPELLING, wanted)


@pytest.mark.parametrize("text", ["#FreeAssat", "#FreAza", "#rFeeAzta", "#AzatFree"])
def test_two_letters_off_is_another_tag(text: str) -> None:
    assert written(text) == Nothing()


def test_one_letter_off_a_short_tag_is_another_word() -> None:
    assert match((), "#Azar", ("#Azat",)) == Nothing()
    assert match((), "#Аzat", ("#Azat",)) == LookAlike("Аzat", "#Azat", Why.LETTERS)


def test_the_exact_tag_beats_a_look_alike_beside_it() -> None:
    assert written("#FreeAsat #FreeAzat") == Exact("#FreeAzat")
    assert written("#FreeAsat #Free\u200bAzat") == LookAlike("Free\u200bAzat", "#FreeAzat", Why.HIDDEN)


def test_no_campaign_tag_is_wanted_none_is_found() -> None:
    assert match(("FreeAzat",), "#FreeAzat", ()) == Nothing()


LETTERS = st.characters(categories=("L", "N"))


@given(st.text(st.characters()), st.lists(st.text(st.characters()), max_size=3))
def test_any_text_and_any_list_is_judged(text: str, listed: list[str]) -> None:
    assert isinstance(match(listed, text, WANTED), Exact | LookAlike | Nothing)


@given(st.text(LETTERS, min_size=1))
def test_folding_twice_folds_once_and_forgets_case_and_composition(word: str) -> None:
    assert fold(fold(word)) == fold(word)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, word)) == fold(word)


@given(st.text(LETTERS, min_size=1), st.text(st.characters(blacklist_characters="#")))
def test_a_wanted_tag_is_found_exactly_wherever_it_stands_alone(word: str, around: str) -> None:
    assert match((), f"{around} #{word} {around}", (f"#{word}",)) == Exact(f"#{word}")


@given(st.integers(0, 7), st.sampled_from("bqxyzщжю"), st.sampled_from(["more", "less", "other"]))
def test_any_one_edit_goes_to_a_person_and_never_through(place: int, letter: str, edit: str) -> None:
    tag = "FreeAzat"
    cut = place + (edit != "more")
    kept = "" if edit == "less" else letter
    changed = f"{tag[:place]}{kept}{tag[cut:]}"
    found = match((), f"#{changed}", ("#FreeAzat",))
    if fold(changed) == fold(tag):
        assert found == Exact("#FreeAzat")
    else:
        assert isinstance(found, LookAlike)


def test_a_long_hostile_text_costs_little() -> None:
    for text in ("#" * 200_000, "#a" * 100_000, "a.b/" * 50_000 + "#FreeAzat", "://#" * 50_000):
        assert written(text) == Nothing()
