from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.networks.mastodon_words import comparable, plain_text, words_of
from bot.networks.reading import resemble
from tests.networks.mastodon_html import html_of

SENTENCES = (
    "Noch {n} Tage: Freiheit für Azat!",
    "{n} days until “freedom” & justice <3",
    "Plus que {n} jours : « Libérez-le » !",
    "Մնաց {n} օր՝ Ազատին ազատություն։",
    "Mancano {n} giorni… è già domani?",
    "Liko {n} dienos – laisvę Azatui žmogui",
    "Faltam {n} dias: não há acusação",
    "Осталось {n} дня — свободу Азату; й ё",
)
"""The eight languages of the shipped campaign."""
_EXTRAS = (
    "#FreeAzat",
    "#Ազատ",
    "#Свободу_Азату",
    "@anna",
    "@anna@mastodon.example",
    "@jean_paul@sub.social.example.org",
    "https://example.com",
    "https://www.example.org/azat?jour=3&lang=fr#top",
    "http://example.net/a/very/long/address/that/nobody/would/ever/show/whole",
    "(https://example.com/)",
    "🎈",
    "👨‍👩‍👧 ✊🏽",
    "x > y & z < w &amp;",
    "a_b*c*",
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "\n\n\n", " ", ", "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A sentence in one of the eight languages, and links, hashtags and mentions before and after it."""
    parts = [draw(st.sampled_from(SENTENCES)).format(n=draw(st.integers(1, 99)))]
    parts += draw(st.lists(st.sampled_from(_EXTRAS), max_size=5))
    first, *others = draw(st.permutations(parts))
    text = first + "".join(draw(GAPS) + part for part in others)
    return unicodedata.normalize("NFC", text)


@given(texts())
def test_what_mastodon_makes_of_a_text_reads_as_the_text(text: str) -> None:
    assert comparable(text) in words_of(html_of(text))


@given(st.data(), st.sampled_from(SENTENCES), st.integers(0, 99), st.integers(0, 99))
def test_a_text_of_another_day_never_reads_as_this_ones(
    data: st.DataObject, sentence: str, here: int, there: int
) -> None:
    tail = data.draw(st.sampled_from(_EXTRAS))
    shown = words_of(html_of(f"{sentence.format(n=there)}\n\n{tail}"))
    assert (comparable(f"{sentence.format(n=here)}\n\n{tail}") in shown) is (here == there)


@given(st.text(max_size=200))
def test_whatever_a_server_writes_is_read_without_a_fault(html: str) -> None:
    assert words_of(html)


@given(texts())
def test_a_text_resembles_itself_in_any_dress(text: str) -> None:
    assert resemble(comparable(text), text.replace("\n", " ").upper() + " …")


@pytest.mark.parametrize(
    "html",
    [
        # GoToSocial: no cut links, another order of attributes, a <p> throughout (internal/text/plain.go).
        (
            '<p>Plus que 3 jours : <a href="https://example.com/a" rel="nofollow noreferrer noopener" target="_blank">'
            "https://example.com/a</a><br>"
            '<a href="https://gts.example/tags/freeazat" '
            'class="mention hashtag" rel="tag nofollow">#<span>FreeAzat</span>'
            '</a> <span class="h-card"><a href="https://m.example/@anna" class="u-url mention">@<span>anna'
            "</span></a></span></p>"
        ),
        # Pleroma: breaks alone, the mention's domain kept.
        (
            'Plus que 3 jours : <a href="https://example.com/a">https://example.com/a</a><br/>'
            '<a class="hashtag" data-tag="freeazat" href="https://p.example/tag/freeazat">#FreeAzat</a> '
            '<span class="h-card"><a class="u-url mention" data-user="1" href="https://m.example/users/anna">'
            "@<span>anna</span></a></span>"
        ),
        # A server that writes the ellipsis itself: the address the link leads to tells.
        "<div>Plus que 3 jours&nbsp;: <a href='https://example.com/a'>example.c…</a></div><div>#FreeAzat @anna</div>",
        "<p>Plus que <b>3</b> jours : https://example.com/a</p><p>#FreeAzat @anna</p><script>alert(1)</script>",
    ],
)
def test_other_servers_html_reads_alike(html: str) -> None:
    assert comparable("Plus que 3 jours : https://example.com/a\n#FreeAzat @anna@m.example") in words_of(html)
    assert comparable("Plus que 2 jours : https://example.com/a\n#FreeAzat @anna@m.example") not in words_of(html)
    assert comparable("Plus que 3 jours : https://example.com/b\n#FreeAzat @anna@m.example") not in words_of(html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ici<br />là &amp; <b>partout</b></p><p>#<span>FreeAzat</span></p>", "Ici\nlà & partout\n#FreeAzat"),
        ('<span class="h-card"><a href="https://x.example/@azat">@<span>azat</span></a></span> STOP', "@azat STOP"),
        ("<style>p {}</style><script>alert(1)<b></script>Oui", "Oui"),
        ('<img src="x" alt=":coeur:" /> 1 < 2 <b', ":coeur: 1 < 2 <b"),
        ("", ""),
    ],
)
def test_a_strangers_words_are_read_line_by_line(html: str, text: str) -> None:
    assert plain_text(html) == text
