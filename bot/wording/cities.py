"""Why a person must say which city a supporter meant, and what comes of it. Said to the staff, never published."""

from __future__ import annotations

from bot.wording.sentence import Sentence

_TOWN_EN = "Say in which country it lies: its name is shown if a town there bears it. run.py photos city"
_TOWN_FR = "Dites dans quel pays\u00a0: son nom est montré si une ville y porte ce nom. run.py photos city"
_OTHER_EN = "Say in which country it lies: its name is shown only if you ask for it. run.py photos city --name"
_OTHER_FR = "Dites dans quel pays\u00a0: son nom n’est montré que si vous le demandez. run.py photos city --name"


def _town(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, _TOWN_EN), fr=(fr, _TOWN_FR))


def _other(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, _OTHER_EN), fr=(fr, _OTHER_FR))


SENTENCES: dict[str, Sentence] = {
    "city-namesakes": _town(
        "Several towns are called “{typed}”, and no country says which.",
        "Plusieurs villes s’appellent « {typed} », et aucun pays ne dit laquelle.",
    ),
    "city-listed-namesake": _town(
        "“{typed}” is also the name of a town in a listed country, whose photos are not published.",
        "« {typed} » est aussi une ville d’un pays listé, dont les photos ne sont pas publiées.",
    ),
    "city-rare-name": _town(
        "“{typed}” is a rare name of a small town; perhaps another was meant.",
        "« {typed} » est un nom rare d’une petite ville ; une autre était peut-être visée.",
    ),
    "city-misspelt": _other(
        "No town is called “{typed}”; these are spelled nearly so.",
        "Aucune ville ne s’appelle « {typed} » ; celles-ci s’écrivent presque ainsi.",
    ),
    "city-several": _other(
        "“{typed}” names more than one place; one city was expected.",
        "« {typed} » nomme plus d’un lieu ; une seule ville était attendue.",
    ),
    "city-more-words": _other(
        "“{typed}” names a town, with words around it that may change which one.",
        "« {typed} » nomme une ville, avec d’autres mots qui peuvent en changer le sens.",
    ),
    "city-elsewhere": _other(
        "“{typed}” names a town and a country it is not known in.",
        "« {typed} » nomme une ville et un pays où elle n’est pas connue.",
    ),
    "city-country": _other(
        "“{typed}” names a country; a city was expected.",
        "« {typed} » nomme un pays ; une ville était attendue.",
    ),
    "city-small": _other(
        "“{typed}” is a place of fewer than 15,000 people: few live there, and its name may point at the sender.",
        "« {typed} » a moins de 15 000 habitants : le nom du lieu peut désigner la personne.",
    ),
    "city-not-found": _other(
        "No town called “{typed}” is known; a city of 15,000 people or more was expected.",
        "Aucune ville nommée « {typed} » n’est connue ; une ville d’au moins 15 000 habitants était attendue.",
    ),
    "city-nothing": _other(
        "“{typed}” holds no name of a place; a city was expected.",
        "« {typed} » ne contient aucun nom de lieu ; une ville était attendue.",
    ),
    "photo-city": Sentence(
        en=("Photo {photo}: the country is noted.", ""), fr=("Photo {photo}\u00a0: le pays est noté.", "")
    ),
    "photo-city-unnamed": Sentence(
        en=(
            "Photo {photo}: the country is noted; the name of the place is not shown, though what is out already keeps "
            "its words. To show it: photos city {photo} {country} --name",
            "",
        ),
        fr=(
            "Photo {photo}\u00a0: le pays est noté\u00a0; le nom du lieu n’est pas montré, mais ce qui est déjà "
            "publié garde ses mots. Pour le montrer\u00a0: photos city {photo} {country} --name",
            "",
        ),
    ),
}
