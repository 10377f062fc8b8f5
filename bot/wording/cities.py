"""Why a person must say which city a supporter meant. Said to the staff only: what it names is never published."""

from __future__ import annotations

from bot.wording.sentence import Sentence

_CHOOSE_EN = "Choose one of them, type another city, or leave it out: run.py photos city."
_CHOOSE_FR = "Choisissez l’une d’elles, tapez une autre ville ou n’en mettez aucune : run.py photos city."
_TYPE_EN = "Type the city as it may be shown, or leave it out: run.py photos city."
_TYPE_FR = "Tapez la ville telle qu’elle peut être montrée, ou n’en mettez aucune : run.py photos city."


def _choose(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, _CHOOSE_EN), fr=(fr, _CHOOSE_FR))


def _type(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, _TYPE_EN), fr=(fr, _TYPE_FR))


SENTENCES: dict[str, Sentence] = {
    "city-namesakes": _choose(
        "Several towns are called “{typed}”, and no country says which.",
        "Plusieurs villes s’appellent « {typed} », et aucun pays ne dit laquelle.",
    ),
    "city-listed-namesake": _choose(
        "“{typed}” is also the name of a town in a listed country, whose photos are not published.",
        "« {typed} » est aussi une ville d’un pays listé, dont les photos ne sont pas publiées.",
    ),
    "city-rare-name": _choose(
        "“{typed}” is a rare name of a small town; perhaps another was meant.",
        "« {typed} » est un nom rare d’une petite ville ; une autre était peut-être visée.",
    ),
    "city-misspelt": _choose(
        "No town is called “{typed}”; these are spelled nearly so.",
        "Aucune ville ne s’appelle « {typed} » ; celles-ci s’écrivent presque ainsi.",
    ),
    "city-several": _choose(
        "“{typed}” names more than one place; one city was expected.",
        "« {typed} » nomme plus d’un lieu ; une seule ville était attendue.",
    ),
    "city-more-words": _choose(
        "“{typed}” names a town, with words around it that may change which one.",
        "« {typed} » nomme une ville, avec d’autres mots qui peuvent en changer le sens.",
    ),
    "city-elsewhere": _choose(
        "“{typed}” names a town and a country it is not known in.",
        "« {typed} » nomme une ville et un pays où elle n’est pas connue.",
    ),
    "city-country": _type(
        "“{typed}” names a country; a city was expected.",
        "« {typed} » nomme un pays ; une ville était attendue.",
    ),
    "city-small": _type(
        "“{typed}” is a place of fewer than 15,000 people: few live there, and its name may point at the sender.",
        "« {typed} » a moins de 15 000 habitants : le nom du lieu peut désigner la personne.",
    ),
    "city-not-found": _type(
        "No town called “{typed}” is known; a city of 15,000 people or more was expected.",
        "Aucune ville nommée « {typed} » n’est connue ; une ville d’au moins 15 000 habitants était attendue.",
    ),
    "city-nothing": _type(
        "“{typed}” holds no name of a place; a city was expected.",
        "« {typed} » ne contient aucun nom de lieu ; une ville était attendue.",
    ),
}
