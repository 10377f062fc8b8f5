"""The public page of posts: one file that needs nothing else, runs no script, and asks no other server for anything."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from bot.pages.posted import Line
from bot.pages.style import STYLE
from bot.wording import say
from bot.wording.page import day_name, language_name


def page(lines: Sequence[Line], campaign: str, language: str, json_name: str) -> Iterator[str]:
    """Piece by piece; ``lines``: the latest first; ``json_name``: where the same stands for machines."""
    spoken = sorted({line.language for line in lines})
    style = STYLE + "".join(_filter(tag) for tag in spoken)
    title = say("page-title", language, campaign=campaign)
    yield "<!doctype html>\n"
    yield f'<html lang="{_said(language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{_said(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield f'<header>\n<h1 dir="auto">{_said(title)}</h1>\n<p>{_summary(lines, language)} '
    yield f'<a href="{_said(json_name)}">{_said(say("page-machines", language))}</a></p>\n</header>\n'
    if len(spoken) > 1:
        yield from _filters(spoken, language)
    yield "<main>\n"
    for day, of_day in groupby(lines, key=lambda line: line.at.date()):
        yield f'<section>\n<h2><time datetime="{day}">{_said(day_name(day, language))}</time></h2>\n'
        for line in of_day:
            yield _article(line, language)
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _policy(style: str) -> str:
    """Nothing may be loaded, sent or run; the one style sheet is known by its digest."""
    digest = b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _filter(tag: str) -> str:
    """A choice of language, without a script. The tag is one by its shape: nothing in it ends a rule."""
    chosen = f"body:has(#only-{tag}:checked)"
    return (
        f'\n{chosen} article:not([data-language="{tag}"]),'
        f'{chosen} section:not(:has([data-language="{tag}"])){{display:none}}'
    )


def _filters(spoken: Sequence[str], language: str) -> Iterator[str]:
    yield f"<fieldset>\n<legend>{_said(say('page-languages', language))}</legend>\n"
    yield f'<label><input type="radio" name="only" checked> {_said(say("page-all", language))}</label>\n'
    for tag in spoken:
        name = f'<span lang="{tag}" dir="auto">{_said(language_name(tag))}</span>'
        yield f'<label><input type="radio" name="only" id="only-{tag}"> {name}</label>\n'
    yield "</fieldset>\n"


def _summary(lines: Sequence[Line], language: str) -> str:
    if not lines:
        return _said(say("page-empty", language))
    gone = sum(line.taken_back for line in lines)
    told = say("page-summary", language, number=len(lines))
    return _said(f"{told} {say('page-summary-back', language, number=gone)}" if gone else told)


def _article(line: Line, language: str) -> str:
    where = f"{line.network} · <bdi>{_said(line.account)}</bdi>"
    spoken = f'<span lang="{line.language}">{_said(language_name(line.language))}</span>'
    head = f'<p class="from">{_times(line, language)}<span>{where}</span> {spoken}</p>'
    if line.taken_back:
        body = f'<p class="back">{_said(say("page-taken-back", language))}</p>'
    else:
        body = f'<div class="text" lang="{line.language}" dir="auto">{_said(line.text)}</div>'
        if line.link:
            address = _said(line.link)
            body += f'\n<p><a href="{address}" rel="noopener noreferrer" dir="ltr">{address}</a></p>'
    return f'<article data-language="{line.language}">\n{head}\n{body}\n</article>\n'


def _times(line: Line, language: str) -> str:
    utc = f'<time datetime="{line.at:%Y-%m-%dT%H:%M:%SZ}">{line.at:%H:%M} UTC</time> '
    if line.local is None:
        return utc
    # In Auckland it is tomorrow.
    day = "" if line.local.date() == line.at.date() else f"{day_name(line.local.date(), language)}, "
    local = say("page-local", language, time=f"{day}{line.local:%H:%M}", city=line.city)
    return f'{utc}<span class="local">{_said(local)}</span> '


def _said(text: str) -> str:
    return escape(text, quote=True)
