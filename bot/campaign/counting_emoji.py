"""Which character sequences X counts as one emoji.

The rule is that of twemoji-parser 11.0.2 (Copyright Twitter Inc., MIT), which twitter-text 3.1.0 uses: Emoji 11 of
2018, fixed for ever, so the characters are written down here, not asked of a library that follows Unicode's newest.
A newer emoji is counted character by character (two each, two more for a skin tone), as X does.
"""

from __future__ import annotations

import re
from functools import cache

_TEXT_BY_DEFAULT = (
    "203C 2049 2139 2194-2199 21A9-21AA 231A-231B 2328 23CF 23ED-23EF 23F1-23F2 23F8-23FA 24C2 25AA-25AB 25B6 "
    "25C0 25FB-25FE 2600-2604 260E 2611 2614-2615 2618 2620 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642 "
    "2648-2653 2660 2663 2665-2666 2668 267B 267F 2692-2697 2699 269B-269C 26A0-26A1 26AA-26AB 26B0-26B1 "
    "26BD-26BE 26C4-26C5 26C8 26CF 26D1 26D3-26D4 26E9-26EA 26F0-26F5 26F8 26FA 26FD 2702 2708-2709 270F 2712 "
    "2714 2716 271D 2721 2733-2734 2744 2747 2757 2763-2764 27A1 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 "
    "303D 3297 3299 1F004 1F170-1F171 1F17E-1F17F 1F202 1F21A 1F22F 1F237 1F321 1F324-1F32C 1F336 1F37D "
    "1F396-1F397 1F399-1F39B 1F39E-1F39F 1F3CD-1F3CE 1F3D4-1F3DF 1F3F3 1F3F5 1F3F7 1F43F 1F441 1F4FD 1F549-1F54A "
    "1F56F-1F570 1F573 1F576-1F579 1F587 1F58A-1F58D 1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 "
    "1F5DC-1F5DE 1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA 1F6CB 1F6CD-1F6CF 1F6E0-1F6E5 1F6E9 1F6F0 1F6F3"
)
_TEXT_BY_DEFAULT_WITH_SKIN = "261D 26F7 26F9 270C-270D 1F3CB-1F3CC 1F574-1F575 1F590"
_WITH_SKIN = (
    "270A-270B 1F385 1F3C2-1F3C4 1F3C7 1F3CA 1F442-1F443 1F446-1F450 1F466-1F469 1F46E 1F470-1F478 1F47C "
    "1F481-1F483 1F485-1F487 1F4AA 1F57A 1F595-1F596 1F645-1F647 1F64B-1F64F 1F6A3 1F6B4-1F6B6 1F6C0 1F6CC "
    "1F918-1F91C 1F91E-1F91F 1F926 1F930-1F939 1F93D-1F93E 1F9B5-1F9B6 1F9B8-1F9B9 1F9D1-1F9DD"
)
_ALWAYS_EMOJI = (
    "23E9-23EC 23F0 23F3 267E 26CE 2705 2728 274C 274E 2753-2755 2795-2797 27B0 27BF E50A 1F0CF 1F18E 1F191-1F19A "
    "1F1E6-1F1FF 1F201 1F232-1F236 1F238-1F23A 1F250-1F251 1F300-1F320 1F32D-1F335 1F337-1F37C 1F37E-1F384 "
    "1F386-1F393 1F3A0-1F3C1 1F3C5-1F3C6 1F3C8-1F3C9 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4 1F3F8-1F43E 1F440 1F444-1F445 "
    "1F451-1F465 1F46A-1F46D 1F46F 1F479-1F47B 1F47D-1F480 1F484 1F488-1F4A9 1F4AB-1F4FC 1F4FF-1F53D 1F54B-1F54E "
    "1F550-1F567 1F5A4 1F5FB-1F644 1F648-1F64A 1F680-1F6A2 1F6A4-1F6B3 1F6B7-1F6BF 1F6C1-1F6C5 1F6D0-1F6D2 "
    "1F6EB-1F6EC 1F6F4-1F6F9 1F910-1F917 1F91D 1F920-1F925 1F927-1F92F 1F93A 1F93C 1F940-1F945 1F947-1F970 "
    "1F973-1F976 1F97A 1F97C-1F9A2 1F9B4 1F9B7 1F9C0-1F9C2 1F9D0 1F9DE-1F9FF"
)
_ACTIVITIES = (
    "1F3C3-1F3C4 1F3CA 1F46E 1F471 1F473 1F477 1F481-1F482 1F486-1F487 1F645-1F647 1F64B 1F64D-1F64E 1F6A3 "
    "1F6B4-1F6B6 1F926 1F935 1F937-1F939 1F93D-1F93E 1F9B8-1F9B9 1F9D6-1F9DD"
)
_PROFESSIONS_AND_HAIR = "1F33E 1F373 1F393 1F3A4 1F3A8 1F3EB 1F3ED 1F4BB-1F4BC 1F527 1F52C 1F680 1F692 1F9B0-1F9B3"
_FLAGS = (
    "A:CDEFGILMOQRSTUWXZ B:ABDEFGHIJLMNOQRSTVWYZ C:ACDFGHIKLMNOPRUVWXYZ D:EGJKMOZ E:ACEGHRSTU F:IJKMOR "
    "G:ABDEFGHILMNPQRSTUWY H:KMNRTU I:CDELMNOQRST J:EMOP K:EGHIMNPRWYZ L:ABCIKRSTUVY M:ACDEFGHKLMNOPQRSTUVWXYZ "
    "N:ACEFGILOPRUZ O:M P:AEFGHKLMNRSTWY Q:A R:EOSUW S:ABCDEGHIJKLMNORSTVXYZ T:ACDFGHJKLMNORTVWZ U:AGMNSYZ V:ACEGINU "
    "W:FS X:K Y:ET Z:AMW"
)
"""Region codes with a flag: the first letter, then every second letter it goes with."""


def _characters(ranges: str) -> str:
    """The inside of a character class."""
    return "".join("-".join(chr(int(end, 16)) for end in part.split("-")) for part in ranges.split())


def _letter(letter: str) -> str:
    """A regional indicator symbol: half a flag."""
    return chr(ord("🇦") + ord(letter) - ord("A"))


def _subdivision(code: str) -> str:
    """The flag of England, Scotland or Wales: a black flag, tag letters, an end tag."""
    return "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in code) + "\U000e007f"


@cache
def emoji() -> re.Pattern[str]:
    """What X counts as one emoji, longest reading first; compiled when first needed (about 10 ms)."""
    joiner, picture, words = "\u200d", "\ufe0f", "\ufe0e"
    skin = "[🏻-🏿]"
    gender = f"{joiner}[♀♂]{picture}"
    children = f"(?:👦{joiner}👦|👧{joiner}[👦👧]|[👦👧])"
    as_picture = f"(?:{picture}|(?!{words}))"
    flags = (
        f"{_letter(first)}[{''.join(map(_letter, seconds))}]"
        for first, seconds in (pair.split(":") for pair in _FLAGS.split())
    )
    return re.compile(
        "|".join(
            (
                f"[👨👩]{skin}?{joiner}(?:[⚕⚖✈]{picture}|[{_characters(_PROFESSIONS_AND_HAIR)}])",
                f"[🏋🏌🕴🕵⛹](?:{skin}|{picture}){gender}",
                f"[{_characters(_ACTIVITIES)}]{skin}?{gender}",
                f"(?:👨{joiner}❤{picture}{joiner}(?:💋{joiner})?👨|👩{joiner}❤{picture}{joiner}(?:💋{joiner})?[👨👩])",
                f"(?:👨{joiner}(?:[👨👩]{joiner})?|👩{joiner}(?:👩{joiner})?){children}",
                f"🏳{picture}{joiner}🌈|🏴{joiner}☠{picture}|👁{joiner}🗨|[👯🤼🧞🧟]{gender}",
                f"[#*0-9]{picture}?\u20e3",
                f"[©®™♟]{picture}",
                f"[{_characters(_TEXT_BY_DEFAULT)}]{as_picture}",
                f"(?:[{_characters(_TEXT_BY_DEFAULT_WITH_SKIN)}]{as_picture}|[{_characters(_WITH_SKIN)}]){skin}?",
                *map(_subdivision, ("gbeng", "gbsct", "gbwls")),
                *flags,
                f"[{_characters(_ALWAYS_EMOJI)}]",
                picture,
            ),
        ),
    )
