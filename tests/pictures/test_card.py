from __future__ import annotations

import time
from collections.abc import Sequence
from io import BytesIO

import pytest
from PIL import Image

from bot.errors import CampaignError
from bot.pictures import card_png
from bot.pictures.card import GROUND, INK
from tests.pictures.samples import COUNTED, FOOTER, cards

MARGIN = 70


def drawn(lines: Sequence[str], language: str = "fr", footer: str = "") -> Image.Image:
    return Image.open(BytesIO(card_png(lines, language, footer))).convert("L")


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.point([0 if value < 60 else 255 for value in range(256)]).getbbox()
    assert box is not None
    return box


def luminance(colour: tuple[int, int, int]) -> float:
    """WCAG 2.2's relative luminance."""
    parts = [v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(("language", "lines"), cards())
def test_every_card_is_a_small_png_whose_ink_keeps_its_margins(language: str, lines: tuple[str, ...]) -> None:
    data = card_png(lines, language, FOOTER)
    picture = Image.open(BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (1200, 675))
    assert len(data) <= 40_000
    assert card_png(lines, language, FOOTER) == data
    left, top, right, bottom = ink_box(picture.convert("L"))
    assert left >= MARGIN
    assert top >= MARGIN
    assert right <= 1200 - MARGIN
    assert bottom <= 675 - MARGIN + 20  # the footer may hang a little lower


def test_white_on_near_black_is_wcag_level_aaa() -> None:
    light, dark = sorted((luminance(GROUND), luminance(INK)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_a_number_takes_the_whole_height_and_its_words_stand_at_its_side() -> None:
    number = ink_box(drawn(["4", " "]).crop((0, 0, 1200, 675)))
    beside = drawn(["4", "jours avant la journée internationale"])
    left_part = ink_box(beside.crop((0, 0, 380, 675)))
    assert left_part[3] - left_part[1] > 400
    assert number[3] - number[1] > 400
    words = ink_box(beside.crop((400, 0, 1200, 675)))
    assert words[3] - words[1] > 150


def test_the_words_stand_at_the_same_place_on_every_days_card() -> None:
    cards_of_days = [drawn([str(n), *COUNTED["de"]], "de", FOOTER) for n in (2, 3, 4)]
    words = {card.crop((420, 0, 1200, 675)).tobytes() for card in cards_of_days}
    assert len(words) == 1


def test_a_long_first_word_is_made_to_fit_the_width() -> None:
    left, _, right, _ = ink_box(drawn(["Aujourd’hui", "exigez sa libération"]))
    assert 950 <= right - left <= 1200 - 2 * MARGIN


def test_a_no_break_space_is_never_a_break() -> None:
    assert card_png(["Demain", " ".join(["longuement"] * 30)], "fr")
    with pytest.raises(CampaignError) as unbreakable:
        card_png(["Demain", "\u00a0".join(["longuement"] * 30)], "fr")
    assert unbreakable.value.code == "card-too-long"


def test_without_a_footer_the_foot_stays_empty_and_with_one_it_has_a_rule_across() -> None:
    bare, signed = drawn(["4", "jours"]), drawn(["4", "jours"], footer=FOOTER)
    assert bare.crop((0, 615, 1200, 675)).getextrema() == (17, 17)
    rows = [signed.crop((90, y, 1110, y + 1)).getextrema() for y in range(520, 600)]
    assert (255, 255) in rows


def test_another_campaigns_very_long_footer_still_fits() -> None:
    assert ink_box(drawn(["4", "days"], "en", "FREEDOM FOR ANNA " * 6))[2] <= 1200 - MARGIN


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "card-empty"),
        (["", "  "], "card-empty"),
        (["4", "✊ jours"], "card-no-glyph"),
        (["4", "mot " * 360], "card-too-long"),
        (["4", "mot " * 4000], "card-too-long"),
    ],
)
def test_a_card_that_cannot_be_set_is_refused_with_its_reason_and_the_next_step(lines: list[str], code: str) -> None:
    with pytest.raises(CampaignError) as refused:
        card_png(lines, "fr")
    assert refused.value.code == code
    assert refused.value.next_step


def test_a_missing_sign_in_the_footer_is_found_too() -> None:
    with pytest.raises(CampaignError, match="✊"):
        card_png(["4"], "fr", "✊")


def test_a_card_costs_no_more_than_40_ms_of_processor_time() -> None:
    lines = cards()[0][1]
    card_png(lines, "fr", FOOTER)

    def cost_ms() -> float:
        began = time.process_time()
        card_png(lines, "fr", FOOTER)
        return (time.process_time() - began) * 1000

    assert min(cost_ms() for _ in range(5)) <= 40
