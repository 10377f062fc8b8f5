"""The wall: every photo that may be shown again, on one page that runs no script and asks no other server."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.campaign.model import Settings
from bot.pages.posted import plain
from bot.pages.wall_style import STYLE
from bot.ports import Hung, Wall
from bot.wording import say
from bot.wording.mosaic import counted

MARK = '<meta name="generator" content="wall of photos">'
"""By which a page is known as one of ours, which may be written anew."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's, in pixels."""

    width: int
    height: int


def file_of(hung: Hung) -> str:
    """The picture's name beside the page."""
    assert re.fullmatch(r"[0-9a-f]{64}", hung.sha256), "never a path"
    return f"{hung.sha256}.jpg"


def page(wall: Wall, pictures: Sequence[tuple[Hung, Size]], settings: Settings) -> Iterator[str]:
    """Piece by piece; ``pictures``: those whose files lie there."""
    language = settings.staff.language
    title = say("wall-title", language, campaign=settings.campaign)
    yield f'<!doctype html>\n<html lang="{_said(language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n{MARK}\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
    # People who sent a photo may withdraw it: no search engine is to keep a copy.
    yield '<meta name="robots" content="noindex, noarchive, noimageindex">\n'
    yield f"<title>{_said(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    yield f'<header>\n<h1 dir="auto">{_said(title)}</h1>\n{_counts(wall, settings)}</header>\n<main>\n'
    if pictures:
        yield '<ul class="wall">\n'
        for hung, size in pictures:
            yield _figure(hung, size)
        yield "</ul>\n"
    else:
        yield f"<p>{_said(say('wall-empty', language))}</p>\n"
    yield f"</main>\n<footer>\n{_footer(settings)}</footer>\n</body>\n</html>\n"


def _policy() -> str:
    """Pictures from beside the page, the one style sheet, known by its digest; nothing else is loaded, sent or run."""
    digest = b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; img-src 'self'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _counts(wall: Wall, settings: Settings) -> str:
    """How many there are, in each language that the campaign speaks."""
    if not wall.photos:
        return ""
    spoken = dict.fromkeys((settings.staff.language, *(each.language for each in settings.audiences.values())))
    told = dict.fromkeys((counted(each, wall.photos, wall.cities), each) for each in spoken)
    first: dict[str, str] = {}
    for words, each in told:
        first.setdefault(words, each)
    lines = [f'<li lang="{_tag(each)}" dir="auto">{_said(words)}</li>' for words, each in first.items()]
    return f'<ul class="counts">{"".join(lines)}</ul>\n'


def _figure(hung: Hung, size: Size) -> str:
    alt = _said(plain(hung.alt))
    image = f'<img src="{file_of(hung)}" alt="{alt}" width="{size.width}" height="{size.height}" loading="lazy">'
    city = f'<figcaption lang="{_tag(hung.language)}" dir="auto">{_said(plain(hung.city))}</figcaption>'
    return f"<li><figure>{image}{city if hung.city else ''}</figure></li>\n"


def _footer(settings: Settings) -> str:
    language = settings.staff.language
    lines = [say("wall-withdraw", language)]
    if settings.mailbox is not None:
        lines.append(say("wall-withdraw-mail", language, address=settings.mailbox.address))
    return "".join(f"<p>{_said(line)}</p>\n" for line in lines)


def _tag(language: str) -> str:
    return language if _TAG.fullmatch(language) else "und"


def _said(text: str) -> str:
    return escape(text, quote=True)
