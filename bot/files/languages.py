"""Language tags (BCP 47): the spelling is checked by shape, the language itself against CLDR's list."""

from __future__ import annotations

import re
from difflib import get_close_matches

_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|[0-9]{3}))?", re.ASCII)


def is_known(tag: str) -> bool:
    """Whether ``tag`` is well spelt (``fr``, ``pt-BR``, ``zh-Hans``) and CLDR knows its language."""
    found = _TAG.fullmatch(tag)
    return found is not None and _cldr_has(found[1])


def nearest(tag: str) -> str:
    """The tag that was probably meant: ``pt-BR`` for ``PT_br``; empty when there is no telling."""
    parts = tag.replace("_", "-").split("-")
    spelt = "-".join([parts[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])])
    if is_known(spelt):
        return spelt
    from babel import localedata  # noqa: PLC0415 - only a mistake is worth loading the list

    plain = [name for name in localedata.locale_identifiers() if _TAG.fullmatch(name)]
    found = get_close_matches(parts[0].lower(), plain, n=1, cutoff=0.75)
    return found[0] if found else ""


def _cldr_has(language: str) -> bool:
    from babel import localedata  # noqa: PLC0415 - loaded by whoever needs plural forms; not by reading secrets

    return localedata.exists(language)
