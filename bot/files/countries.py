"""Countries as settings write them: ISO 3166-1's two letters."""

from __future__ import annotations

from difflib import get_close_matches

from bot.files.values import refuse, shown, text

_ISO = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""
CODES = frozenset({*_ISO.split(), "XK"})
"""ISO 3166-1 alpha-2, and ``XK``, by which maps and gazetteers call Kosovo."""

_MISTAKEN = {"UK": "GB", "EL": "GR"}
"""What is often written for a code, though ISO says otherwise."""


def country(value: object) -> str:
    """``RU``, in either case; a country's name is answered with its code."""
    words = text(value).strip()
    code = words.upper()
    if code not in CODES:
        near = _MISTAKEN.get(code) or _code_of(words)
        refuse("country-near" if near else "country-wrong", found=shown(words), near=near)
    return code


def _code_of(name: str) -> str:
    """The code of the country so called, near enough, in English or French; empty: none is."""
    from babel import Locale  # noqa: PLC0415  80 ms, for a fault alone

    names = {
        str(called).casefold(): code
        for language in ("fr", "en")
        for code, called in Locale(language).territories.items()
        if code in CODES
    }
    close = get_close_matches(name.casefold(), list(names), n=1, cutoff=0.75)
    return names[close[0]] if close else ""
