"""What the bot says in chats beside the letters of ``replies``, in the campaign's eight languages."""

from __future__ import annotations

from collections.abc import Mapping

INVITE = "invite"
"""To who opened the private chat. ``campaign``."""
GROUP = "group"
"""To a group in which somebody wrote /photo. ``campaign``, ``link``."""

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        INVITE: "Send me your photo for {campaign} here, with the name of your city. Nothing is published without your "
        "yes. STOP takes everything back, at any time.",
        GROUP: "Photos for {campaign}: please send them to me in a private chat, not here. {link}",
    },
    "fr": {
        INVITE: "Envoyez-moi ici votre photo pour {campaign}, avec le nom de votre ville. Rien n’est publié sans votre "
        "oui. STOP retire tout, à tout moment.",
        GROUP: "Photos pour {campaign} : envoyez-les-moi en privé, pas ici. {link}",
    },
    "de": {
        INVITE: "Schicken Sie mir hier Ihr Foto für {campaign}, mit dem Namen Ihrer Stadt. Ohne Ihr Ja wird nichts "
        "veröffentlicht. STOP nimmt jederzeit alles zurück.",
        GROUP: "Fotos für {campaign}: bitte im privaten Chat an mich, nicht hier. {link}",
    },
    "it": {
        INVITE: "Mandatemi qui la vostra foto per {campaign}, con il nome della vostra città. Nulla è pubblicato senza "
        "il vostro sì. STOP ritira tutto, in ogni momento.",
        GROUP: "Foto per {campaign}: mandatemele in privato, non qui. {link}",
    },
    "pt": {
        INVITE: "Envie-me aqui a sua foto para {campaign}, com o nome da sua cidade. Nada é publicado sem o seu sim. "
        "STOP retira tudo, a qualquer momento.",
        GROUP: "Fotos para {campaign}: envie-as em conversa privada, não aqui. {link}",
    },
    "hy": {
        INVITE: "Ուղարկեք ինձ այստեղ Ձեր լուսանկարը {campaign}-ի համար՝ Ձեր քաղաքի անունով։ Առանց Ձեր այո-ի ոչինչ չի "
        "հրապարակվում։ STOP բառը ցանկացած պահի հետ է վերցնում ամեն ինչ։",
        GROUP: "Լուսանկարներ {campaign}-ի համար․ խնդրում եմ ուղարկեք ինձ անձնական զրույցում, ոչ թե այստեղ։ {link}",
    },
    "lt": {
        INVITE: "Atsiųskite man čia savo nuotrauką kampanijai {campaign} ir parašykite savo miesto pavadinimą. Be Jūsų "
        "„taip“ niekas neskelbiama. STOP bet kada viską atšaukia.",
        GROUP: "Nuotraukas kampanijai {campaign} siųskite man asmeniškai, ne čia. {link}",
    },
    "ru": {
        INVITE: "Пришлите мне сюда фотографию для {campaign} и название вашего города. Без вашего «да» ничего не "
        "публикуется. STOP в любой момент отзывает всё.",
        GROUP: "Фотографии для {campaign} присылайте мне в личный чат, не сюда. {link}",
    },
}


def chat_text(kind: str, language: str, **facts: object) -> str:
    """What is said, in ``language`` (``pt-BR``) or else in English."""
    return TEXTS.get(language[:2].lower(), TEXTS["en"])[kind].format(**facts)
