from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.own_words import own_words

ABOVE = [
    "On Sun, 3 Sep 2023 at 10:12, Free Azat <photos@example.org> wrote:",
    "Le dim. 3 sept. 2023 à 10:12, Free Azat <photos@example.org> a écrit :",
    "Le dim. 3 sept. 2023 à 10:12, Free Azat <photos@example.org> a écrit\u00a0:",
    "Am So., 3. Sept. 2023 um 10:12 Uhr schrieb Free Azat <photos@example.org>:",
    "2023-09-03, sk, 10:12 Free Azat <photos@example.org> rašė:",
    "2023 թ. սեպտեմբերի 3, 10:12, Free Azat <photos@example.org> գրել է՝",
    "вс, 3 сент. 2023 г. в 10:12, Free Azat <photos@example.org>:",
    "03.09.2023 10:12, Free Azat пишет:",
    "03.09.2023 10:12, Free Azat написал(а):",
    "Il giorno dom 3 set 2023 alle ore 10:12 Free Azat <photos@example.org> ha scritto:",
    "Em dom., 3 de set. de 2023 às 10:12, Free Azat <photos@example.org> escreveu:",
]
QUESTION = "Répondez OUI pour accepter, STOP pour tout retirer."
MARKED = f"> {QUESTION}\n>\n> -- \n> Free Azat"
UNMARKED = f"{QUESTION}\nVotre code : ABCD-EFGH"


@pytest.mark.parametrize("above", ABOVE)
def test_marked_quotations_are_left_out_and_words_beneath_them_are_kept(above: str) -> None:
    assert own_words(f"oui\n\n{above}\n{MARKED}") == "oui"
    assert own_words(f"{above}\n\n{MARKED}\n\nStop") == "Stop"


@pytest.mark.parametrize("above", ABOVE)
def test_what_follows_without_marks_is_left_out(above: str) -> None:
    assert own_words(f"oui\n\n{above}\n\n{UNMARKED}") == "oui"


@pytest.mark.parametrize("above", [line for line in ABOVE if "<" in line])
def test_a_wrapped_line_above_a_quotation_is_known_too(above: str) -> None:
    wrapped = above.replace(" <photos", "\n<photos")
    assert own_words(f"oui\n\n{wrapped}\n{MARKED}") == "oui"
    assert own_words(f"code 7\n{wrapped}\n{MARKED}") == "code 7"


@pytest.mark.parametrize(
    "rule",
    [
        "-----Original Message-----",
        "-------- Message d'origine --------",
        "-----Ursprüngliche Nachricht-----",
        "---------- Forwarded message ---------",
        "-------- Исходное сообщение --------",
        "----- Messaggio originale -----",
        "----- Mensagem original -----",
        "----- Originalus laiškas -----",
        "----- Սկզբնական հաղորդագրություն -----",
        "________________________________",
        "From: Free Azat <photos@example.org>\nSent: Sunday\nTo: me",
        "De : Free Azat\nEnvoyé : dimanche\nÀ : moi",
        "Von: Free Azat\nGesendet: Sonntag\nAn: mich",
        "*От:* Free Azat\n*Отправлено:* воскресенье\n*Кому:* мне",
    ],
)
def test_everything_from_a_forwarded_message_on_is_left_out(rule: str) -> None:
    assert own_words(f"oui\n{rule}\n{UNMARKED}") == "oui"


@pytest.mark.parametrize("signature", ["-- \nStop War Committee", "--\nAna"])
def test_a_signature_is_left_out(signature: str) -> None:
    assert own_words(f"oui\n{signature}") == "oui"


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Envoyé de mon iPhone",
        "Von meinem iPhone gesendet",
        "Отправлено с iPhone",
        "Inviato da iPhone",
        "Enviado do meu iPhone",
        "Išsiųsta iš mano telefono",
        "Ուղարկված է իմ iPhone-ից",
    ],
)
def test_a_telephones_advertisement_is_left_out_and_what_follows_is_kept(line: str) -> None:
    assert own_words(f"oui\n\n{line}\n\nAna") == "oui\n\n\nAna"


@pytest.mark.parametrize(
    "text",
    [
        "STOP 12\nMa mère a écrit :",
        "Ma mère a écrit :\nvoilà la photo",
        "From: Paris\nthe photo",
        "--- STOP ---",
        "*** STOP ***",
        "oui - sans réserve",
    ],
)
def test_what_only_resembles_a_quotation_is_the_senders_own(text: str) -> None:
    assert own_words(text) == text


@given(st.text(max_size=400))
def test_any_text_leaves_no_more_than_itself(text: str) -> None:
    own = own_words(text)
    assert len(own) <= len(text) + text.count("\n")
    assert own_words(own).strip() in own or own_words(own) == ""


def test_a_long_hostile_text_costs_little() -> None:
    for text in ("schrieb " * 100_000, "On 1 " * 100_000, "\n>" * 100_000, "-" * 200_000 + "x", "12 \n" * 100_000):
        assert len(own_words(text)) <= 20_000
