"""What the sender of a message wrote themselves: without quoted messages and signatures."""

from __future__ import annotations

import re

_LONGEST = 20_000
_WROTE = re.compile(
    r"(?:wrote|a écrit|schrieb\b.{0,120}|geschrieben|rašė|parašė|գրել է|գրեց|написала?(?:\(а\))?|пишет|"
    r"писала?(?:\(а\))?|ha scritto|escreveu|<[^<>\s]+@[^<>\s]+>)\s*[:՝։]\s*$",
    re.IGNORECASE,
)
"""The end of the line above a quotation, in eight languages: ``Le 3 sept. 2023 à 10:12, Free Azat <…> a écrit :``.

Russian mail programs end it with the address."""
_DATED = re.compile(r"\d|@|<")
_OPENING = re.compile(
    r"^(?:on|le|am|il|em|no dia|a|den|\d{4}|\d{1,2}[ ./-]|(?:пн|вт|ср|чт|пт|сб|вс)\b|"
    r"(?:pirm|antr|treč|ketv|penkt|šešt|sekm))",
    re.IGNORECASE,
)
"""How the first of two lines above a quotation begins."""
_RULE = re.compile(
    r"^(?:_{10,}|-{10,}|-{2,}.{0,40}(?:message|nachricht|laiškas|pranešimas|сообщение|письмо|messaggio|mensagem|"
    r"հաղորդագրություն|նամակ).{0,40}-{2,})$",
    re.IGNORECASE,
)
"""``----- Original Message -----``."""
_HEADER = re.compile(
    r"^\W{0,2}(?:from|de|von|nuo|от|от кого|da|ումից|ուղարկող|sent|envoyé|gesendet|išsiųsta|отправлено|"
    r"inviato|enviad[ao](?: em)?|ուղարկված(?: է)?|date|datum|дата|data|ամսաթիվ|to|à|an|кому|para|a|kam|ում|subject|"
    r"objet|betreff|tema|тема|oggetto|assunto|թեմա)\W{0,2}\s?:",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"^(?:sent from|get outlook|envoyé (?:de|depuis|à partir)|téléchargez outlook|von meinem|gesendet von|отправлено "
    r"(?:с|из)|inviato da|enviado (?:do|de|a partir|pelo)|i?šsiųsta iš|siųsta iš|ուղարկված|ուղարկվել)\b",
    re.IGNORECASE,
)
_HEADERS = 3
"""So many header lines in a row begin a quoted message."""


def own_words(text: str) -> str:
    """``text`` up to its signature, without quoted lines, what introduces them, and a telephone's advertisement.

    Words beneath a quotation whose lines are marked are kept; what follows one without marks cannot be told from it.
    """
    lines = [line.strip() for line in text[:_LONGEST].splitlines()]
    kept: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if line in {"--", "—"} or _RULE.match(line) or _begins_headers(lines, place):
            break
        introduced = _introduces(lines, place)
        if introduced:
            place += introduced
            if not _is_quoted_next(lines, place):
                break
            continue
        if not line.startswith((">", "|")) and not _MOBILE.match(line):
            kept.append(line)
        place += 1
    return "\n".join(kept).strip()


def _introduces(lines: list[str], place: int) -> int:
    """How many lines from ``place`` on say who wrote what is quoted next; none, one, or two where it was wrapped."""
    line = lines[place]
    if _WROTE.search(line) and _DATED.search(line):
        return 1
    wrapped = place + 1 < len(lines) and _DATED.search(line) and _OPENING.match(line)
    return 2 if wrapped and _WROTE.search(f"{line} {lines[place + 1]}") else 0


def _is_quoted_next(lines: list[str], place: int) -> bool:
    following = next((line for line in lines[place:] if line), "")
    return following.startswith(">")


def _begins_headers(lines: list[str], place: int) -> bool:
    block = lines[place : place + _HEADERS]
    return len(block) == _HEADERS and all(_HEADER.match(line) for line in block)
