"""How long a status is: https://docs.joinmastodon.org/user/posting/#text and app/validators/status_length_validator.rb.

The warning and the text together, in grapheme clusters; any link counts 23, ``@user@domain`` as ``@user``.
"""

from __future__ import annotations

import regex

CHARACTERS_MAX = 500
PER_URL = 23

# The server goes through twitter-text's entity extraction, links without a protocol left out.
_URL = regex.compile(
    r"(?<![\p{L}\p{N}@＠$#＃_/])https?://(?:[\p{L}\p{N}_-]+\.)+[\p{L}][\p{L}\p{N}-]*(?::\d+)?(?:[/?#][^\s<>\"«»“”‘’]*)?",
    regex.IGNORECASE,
)
# app/models/account.rb, MENTION_RE
_MENTION = regex.compile(
    r"(?<![=/\p{L}\p{N}_])@(\w+(?:[\w.-]*\w)?)@[\p{L}\p{N}][\p{L}\p{N}.-]*[\p{L}\p{N}]", regex.IGNORECASE
)


def url_spans(text: str) -> list[tuple[int, int]]:
    """Where the links are; a sentence's own punctuation after a link is no part of it, nor is an unopened bracket."""
    spans = []
    for match in _URL.finditer(text):
        link = match.group().rstrip(".,:;!?'\"")
        while link.endswith(")") and link.count(")") > link.count("("):
            link = link[:-1].rstrip(".,:;!?'\"")
        spans.append((match.start(), match.start() + len(link)))
    return spans


def status_length(text: str, warning: str) -> int:
    """Characters as the server counts them."""
    shortened, last = "", 0
    for start, end in url_spans(text):
        shortened += text[last:start] + "x" * PER_URL
        last = end
    shortened += text[last:]
    return len(regex.findall(r"\X", warning + _MENTION.sub(r"@\1", shortened)))
