"""What a server reads out of a status's text: tags, mentions, HTML (app/lib/text_formatter.rb)."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from bot.sandbox.accounts import MastodonAccount
from bot.sandbox.mastodon.counting import url_spans
from bot.sandbox.world import World

_HASHTAG = re.compile(r"(?<![\w/&])#(\w*[^\W\d]\w*)")
# app/models/account.rb, MENTION_RE
_MENTION = re.compile(r"(?<![=/\w])@((?:\w+(?:[\w.-]*\w)?)(?:@[\w.-]+\w)?)")
_LATIN = re.compile(r"([A-Za-z])[\u0300-\u036f]+")


def tags(text: str) -> list[str]:
    """Its hashtags in lower case, each once."""
    return list(dict.fromkeys(tag.lower() for tag in _HASHTAG.findall(text)))


def tag_key(tag: str) -> str:
    """What makes tags the same one: width, case and Latin accents do not matter (app/lib/hashtag_normalizer.rb)."""
    folded = unicodedata.normalize("NFKD", tag.lstrip("#＃")).lower()
    return unicodedata.normalize("NFC", _LATIN.sub(r"\1", folded))


def mentioned(world: World, text: str) -> list[MastodonAccount]:
    """The accounts that it mentions and the server knows, each once."""
    called = {account.acct.lower(): account for account in world.accounts.mastodon.values()}
    here = world.addresses["mastodon"].partition("//")[2]
    names = (match[1].lower().removesuffix(f"@{here}") for match in _MENTION.finditer(text))
    return list({called[name].id: called[name] for name in names if name in called}.values())


def html(world: World, text: str) -> str:
    """As answers carry it: links and known mentions anchors, a blank line a paragraph, a line end a break."""
    pieces, last = [], 0
    for start, end in url_spans(text):
        link = escape(text[start:end])
        pieces.append(_words(world, text[last:start]) + f'<a href="{link}" rel="nofollow noopener">{link}</a>')
        last = end
    pieces.append(_words(world, text[last:]))
    paragraphs = re.split(r"\n{2,}", "".join(pieces))
    return "".join(f"<p>{paragraph.replace(chr(10), '<br />')}</p>" for paragraph in paragraphs)


def _words(world: World, text: str) -> str:
    pieces, last = [], 0
    for match in _MENTION.finditer(text):
        for account in mentioned(world, match.group()):
            link = f"https://{account.domain}" if account.domain else world.addresses["mastodon"]
            anchor = f'<a href="{link}/@{account.name}" class="u-url mention">@<span>{escape(account.name)}</span></a>'
            pieces.append(escape(text[last : match.start()]) + f'<span class="h-card">{anchor}</span>')
            last = match.end()
    return "".join([*pieces, escape(text[last:])])
