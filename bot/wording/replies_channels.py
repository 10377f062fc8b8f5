"""What letters to supporters call themselves, and what they answer, by mail and in a chat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Phrases(NamedTuple):
    """Slots of the letters in ``replies_en_fr``, ``replies_west``, ``replies_east``, each as its sentence needs it."""

    this_letter: str
    """Of the foot."""
    first_letter: str
    """Of the reminder."""
    of_first_letter: str
    """Of the letter that a photo is posted: where its code stands."""
    in_mail: str
    """Where the picture was that cannot be opened."""
    what_was_sent: str
    """What is deleted after the decision. Of a chat no message is kept; those at Telegram are the sender's own."""


MAIL: Mapping[str, Phrases] = {
    "en": Phrases(
        "This letter",
        "our first letter",
        "from our first letter",
        "in your mail",
        "your mail and the original",
    ),
    "fr": Phrases(
        "Cette lettre est écrite",
        "notre première lettre",
        "de notre première lettre",
        "de votre courriel",
        "votre courriel et l’original",
    ),
    "de": Phrases(
        "Diesen Brief",
        "unser erster Brief",
        "aus unserem ersten Brief",
        "in Ihrer Mail",
        "Ihre Mail und das Original",
    ),
    "it": Phrases(
        "Questa lettera è scritta",
        "la nostra prima lettera",
        "della nostra prima lettera",
        "nella Sua mail",
        "la Sua mail e l’originale",
    ),
    "pt": Phrases(
        "Esta carta foi escrita",
        "a nossa primeira carta",
        "da nossa primeira carta",
        "do seu e-mail",
        "seu e-mail e o original",
    ),
    "hy": Phrases(
        "Այս նամակը",
        "մեր առաջին նամակում",
        "մեր առաջին նամակի",
        "Ձեր նամակի",
        "Ձեր նամակն ու բնօրինակը",
    ),
    "lt": Phrases(
        "Šį laišką",
        "pirmame mūsų laiške",
        "iš pirmo mūsų laiško",
        "jūsų laiške",
        "jūsų laiškas ir originalas",
    ),
    "ru": Phrases(
        "Это письмо",
        "в нашем первом письме",
        "из нашего первого письма",
        "в вашем письме",
        "ваше письмо и оригинал",
    ),
}
# Those of the last six languages not yet read by native speakers, like the letters.
CHAT: Mapping[str, Phrases] = {
    "en": Phrases(
        "This message",
        "our first message",
        "from our first message",
        "in your message",
        "the original of your photo",
    ),
    "fr": Phrases(
        "Ce message est écrit",
        "notre premier message",
        "de notre premier message",
        "de votre message",
        "l’original de votre photo",
    ),
    "de": Phrases(
        "Diese Nachricht",
        "unsere erste Nachricht",
        "aus unserer ersten Nachricht",
        "in Ihrer Nachricht",
        "das Original Ihres Fotos",
    ),
    "it": Phrases(
        "Questo messaggio è scritto",
        "il nostro primo messaggio",
        "del nostro primo messaggio",
        "nel Suo messaggio",
        "l’originale della Sua foto",
    ),
    "pt": Phrases(
        "Esta mensagem foi escrita",
        "a nossa primeira mensagem",
        "da nossa primeira mensagem",
        "da sua mensagem",
        "o original da sua foto",
    ),
    "hy": Phrases(
        "Այս հաղորդագրությունը",
        "մեր առաջին հաղորդագրության մեջ",
        "մեր առաջին հաղորդագրության",
        "Ձեր հաղորդագրության",
        "Ձեր լուսանկարի բնօրինակը",
    ),
    "lt": Phrases(
        "Šią žinutę",
        "pirmoje mūsų žinutėje",
        "iš pirmos mūsų žinutės",
        "jūsų žinutėje",
        "jūsų nuotraukos originalas",
    ),
    "ru": Phrases(
        "Это сообщение",
        "в нашем первом сообщении",
        "из нашего первого сообщения",
        "в вашем сообщении",
        "оригинал вашей фотографии",
    ),
}
