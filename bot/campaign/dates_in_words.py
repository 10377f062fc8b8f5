"""Whether a text spells a day: such a text stops being true."""

from __future__ import annotations

import re
from functools import cache

_DAY = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])"
_NUMERIC = re.compile(
    r"(?<![\d.])(?:0[1-9]|[12]\d|3[01])[./](?:0[1-9]|1[0-2])(?:[./]\d{4})?(?!\d|[./]\d)|(?<!\d)\d{4}-\d\d-\d\d(?!\d)",
)
"""``04.09``, ``04.09.2023``, ``2023-09-04``; not ``14.30``, ``1/2``."""

_MONTHS = {
    "de": "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "hy": "հունվար|փետրվար|մարտ|ապրիլ|մայիս|հունիս|հուլիս|օգոստոս|սեպտեմբեր|հոկտեմբեր|նոյեմբեր|դեկտեմբեր",
    "it": "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    "lt": "saus|vasar|kov|baland|geguž|birž|liep|rugpj|rugs|spal|lapkri|gruod",
    "pt-BR": "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "ru": "январ|феврал|март|апрел|ма[йяею]|июн|июл|август|сентябр|октябр|ноябр|декабр",
}
"""Stems: Armenian, Lithuanian and Russian decline them."""
_INFLECTED = {"hy", "lt", "ru"}


@cache
def _spelt(language: str) -> re.Pattern[str]:
    if language in _MONTHS:
        month = f"(?:{_MONTHS[language]})" + (r"\w*" if language in _INFLECTED else "")
    else:
        month = "|".join(rf"(?:{months})\w*" for months in _MONTHS.values())
    ordinal = r"(?:\.|er|º|ª|st|nd|rd|th|-?[^\W\d]{1,4}(?=\s))?"
    link = r"(?:\s+(?:de|of|d['’])\s*|\s*)"
    day_first = rf"{_DAY}{ordinal}{link}\b(?:{month})\b"
    month_first = rf"\b(?:{month})\s+{_DAY}(?!\d)(?![:.]\d)"
    return re.compile(f"{day_first}|{month_first}", re.IGNORECASE)


def spells_a_date(text: str, language: str) -> bool:
    """Whether ``text`` names a day of the year, in figures or with the month's name in ``language``."""
    return _NUMERIC.search(text) is not None or _spelt(language).search(text) is not None
