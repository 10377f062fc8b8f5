"""What the public page of posts says beside the posts."""

from __future__ import annotations

from datetime import date

from bot.wording.rehearsal import DAYS, MONTHS
from bot.wording.sentence import Sentence


def _one(en: str, fr: str) -> Sentence:
    return Sentence(en=(en, ""), fr=(fr, ""))


SENTENCES: dict[str, Sentence] = {
    "page-title": _one("{campaign}: everything we posted", "{campaign}\u00a0: tout ce que nous avons publié"),
    "page-empty": _one("Nothing has been posted yet.", "Rien n’a encore été publié."),
    "page-summary": _one(
        "Posts from the campaign’s own accounts: {number}, the latest first.",
        "Publications des comptes de la campagne\u00a0: {number}, les plus récentes d’abord.",
    ),
    "page-summary-back": _one("Taken back: {number}.", "Retirées\u00a0: {number}."),
    "page-machines": _one("The same for machines (JSON)", "La même liste pour les machines (JSON)"),
    "page-languages": _one("Language", "Langue"),
    "page-all": _one("all", "toutes"),
    "page-local": _one("{time} in {city}", "{time} à {city}"),
    "page-taken-back": _one("Taken back.", "Retirée."),
    "wall-title": _one("{campaign}: the wall of photos", "{campaign}\u00a0: le mur des photos"),
    "wall-empty": _one(
        "No photo hangs here yet. Photos that were shared as public posts are counted, and never copied here.",
        "Aucune photo n’est accrochée ici. Celles des publications publiques sont comptées, jamais recopiées ici.",
    ),
    "wall-withdraw": _one(
        "Is one of these yours? Answer STOP, or your withdrawal code, where you sent it: it is taken off this page and "
        "out of every post.",
        "L’une d’elles est à vous\u00a0? Répondez STOP, ou votre code de retrait, là où vous l’avez envoyée\u00a0: "
        "elle est retirée de cette page et de toutes les publications.",
    ),
    "wall-withdraw-mail": _one(
        "By e-mail: send STOP, or the code, to {address}.",
        "Par courriel\u00a0: envoyez STOP, ou le code, à {address}.",
    ),
    "wall-not-ours": Sentence(
        en=("{folder} has an index.html of its own.", "Choose a folder of the wall’s own."),
        fr=("{folder} a déjà son propre index.html.", "Choisissez un dossier réservé au mur."),
    ),
    "wall-not-written": Sentence(
        en=("The wall cannot be written to {folder}: {reason}", "Choose another place, or make room."),
        fr=(
            "Le mur ne peut pas être écrit dans {folder}\u00a0: {reason}",
            "Choisissez un autre endroit, ou faites de la place.",
        ),
    ),
    "wall-written": _one(
        "Written: {page}. Photos that are out: {photos}; of them shown: {pictures}. Write it again after a withdrawal.",
        "Écrit\u00a0: {page}. Photos publiées\u00a0: {photos} (montrées\u00a0: {pictures}). "
        "Réécrivez-le après un retrait.",
    ),
    "page-name": Sentence(
        en=("{file} cannot be the page’s name", "Name a file like posts.html; posts.json is written beside it."),
        fr=(
            "{file} ne peut pas être le nom de la page",
            "Nommez un fichier comme posts.html ; posts.json est écrit à côté.",
        ),
    ),
    "page-not-written": Sentence(
        en=("{file} cannot be written: {reason}", "Choose another place, or make room."),
        fr=("{file} ne peut pas être écrit : {reason}", "Choisissez un autre endroit, ou faites de la place."),
    ),
    "page-written": _one("Written: {page} and {json}.", "Écrit\u00a0: {page} et {json}."),
}

_OWN_NAMES = {
    "ar": "العربية",
    "be": "беларуская",
    "bg": "български",
    "ca": "català",
    "cs": "čeština",
    "da": "dansk",
    "de": "Deutsch",
    "el": "ελληνικά",
    "en": "English",
    "es": "español",
    "et": "eesti",
    "eu": "euskara",
    "fa": "فارسی",
    "fi": "suomi",
    "fr": "français",
    "he": "עברית",
    "hr": "hrvatski",
    "hu": "magyar",
    "hy": "հայերեն",
    "it": "italiano",
    "ja": "日本語",
    "ka": "ქართული",
    "lt": "lietuvių",
    "lv": "latviešu",
    "nl": "Nederlands",
    "no": "norsk",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sk": "slovenčina",
    "sl": "slovenščina",
    "sr": "српски",
    "sv": "svenska",
    "tr": "Türkçe",
    "uk": "українська",
    "zh": "中文",
}
"""CLDR's; babel would bring them with megabytes of memory."""


def language_name(tag: str) -> str:
    """As its own speakers call it, with the tag when that says more."""
    name = _OWN_NAMES.get(tag.partition("-")[0], "")
    return tag if not name else name if "-" not in tag else f"{name} ({tag})"


def day_name(day: date, language: str) -> str:
    """``Friday 1 September 2023``."""
    spoken = language if language in DAYS else "en"
    number = "1er" if spoken == "fr" and day.day == 1 else str(day.day)
    return f"{DAYS[spoken][day.weekday()]} {number} {MONTHS[spoken][day.month - 1]} {day.year}"
