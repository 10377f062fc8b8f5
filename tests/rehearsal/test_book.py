from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, Visibility
from bot.rehearsal.book import BookPost, render
from bot.wording import rehearsal as words
from tests.rehearsal.made_up import SUMMARY, book

POSTS, PICTURES = book()
VOID = {"meta", "input", "image", "use", "link", "br"}


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, text by its nearest tag, and whether all is closed."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    def all(self, tag: str, css_class: str = "") -> list[dict[str, str]]:
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and (not css_class or css_class in attrs.get("class", "").split())
        ]

    def words(self) -> str:
        return "".join(text for path, text in self.texts if "style" not in path)


@pytest.fixture(scope="module")
def source() -> str:
    return render(POSTS, SUMMARY, "fr", PICTURES)


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_every_post_is_shown_once_in_well_formed_html(page: Page) -> None:
    assert page.open == []
    assert len(page.all("article", "post")) == len(POSTS)
    shown = Counter(text for path, text in page.texts if text in {post.key for post in POSTS})
    assert shown == Counter(post.key for post in POSTS)


def test_the_file_needs_nothing_else_and_lets_nothing_else_run(source: str, page: Page) -> None:
    assert page.all("script") == page.all("link") == page.all("iframe") == page.all("form") == []
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    style = source[source.index("<style>") + 7 : source.index("</style>")]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    for _, attributes in page.tags:
        assert "style" not in attributes, "the policy would drop it"
        assert not any(name.startswith("on") for name in attributes)
    assert "url(" not in style
    assert "@import" not in style


def test_it_is_small_enough_to_send(source: str) -> None:
    assert len(source.encode()) < 12_000_000


def test_each_distinct_picture_is_embedded_once_and_every_use_has_its_alt_text(source: str, page: Page) -> None:
    addresses = [image["href"] for image in page.all("image")]
    embedded = {sha256(b64decode(address.partition("base64,")[2])).hexdigest() for address in addresses}
    assert len(addresses) == len(PICTURES) == source.count("data:image/")
    assert embedded == set(PICTURES)
    by_id = {image["id"]: image for image in page.all("image")}
    uses = page.all("use")
    assert len(uses) == len(POSTS)
    assert all(use["href"].removeprefix("#") in by_id for use in uses)
    alts = Counter(svg["aria-label"] for svg in page.all("svg", "picture") if svg["role"] == "img")
    assert alts == Counter(post.alt for post in POSTS)


def test_each_post_shows_its_counter_its_two_times_and_its_language(page: Page) -> None:
    words_ = page.words()
    for post in POSTS:
        assert f"{post.length}/{post.limit}" in words_
        assert f"{post.local:%H:%M} {post.city} · {post.utc:%d.%m %H:%M} UTC" in words_
    texts = Counter(p["lang"] for p in page.all("p", "text"))
    assert texts == Counter(post.language for post in POSTS)
    assert {time["datetime"] for time in page.all("time")} == {f"{post.utc:%Y-%m-%dT%H:%M:%SZ}" for post in POSTS}


def test_every_network_and_language_can_be_chosen_without_a_script(source: str, page: Page) -> None:
    radios = page.all("input")
    assert {radio["type"] for radio in radios} == {"radio"}
    ids = [radio["id"] for radio in radios]
    assert ids == ["n-all", "n0", "n1", "n2", "l-all", *(f"l{i}" for i in range(8))]
    assert [radio["id"] for radio in radios if "checked" in radio] == ["n-all", "l-all"]
    classes = Counter(name for article in page.all("article") for name in article["class"].split())
    for name in ids:
        if not name.endswith("all"):
            assert classes[name] == len(POSTS) / (3 if name[0] == "n" else 8)
            assert f"body:has(#{name}:checked) .post:not(.{name}) {{ display: none; }}" in source
    assert "body:has(#l7:checked) .group:not(:has(.l7)) { display: none; }" in source
    assert "body:has(#n2:checked):has(#l7:checked) .group:not(:has(.n2.l7)) { display: none; }" in source


def test_a_content_warning_folds_words_and_picture_as_mastodon_does(page: Page) -> None:
    warned = [post for post in POSTS if post.warning]
    assert warned
    assert len(page.all("details")) == len(warned) + 1  # the index is one too
    inside = [text for path, text in page.texts if path.count("details") == 1 and "figcaption" in path and text.strip()]
    assert inside, "the picture is folded with the words"


def test_a_post_that_is_too_long_or_did_not_go_out_stands_out() -> None:
    post = replace(POSTS[0], length=281, limit=280, state=State.MISSED)
    page = Page(render([post], {}, "en", PICTURES))
    assert page.all("b", "over")
    assert page.all("article", "unsent")
    assert "281/280 too long" in page.words()
    assert "missed" in page.words()


def test_the_header_counts_what_the_rehearsal_found(page: Page) -> None:
    words_ = page.words()
    for label, number in (
        ("prévues", "264"),
        ("envoyées", "260"),
        ("manquées", "1"),
        ("X facturerait", "1,23\u00a0USD"),
    ):
        assert re.search(rf"{label}\s*{number}", words_), label
    assert len(page.all("div", "alarming")) == 2
    assert page.all("html")[0]["lang"] == "fr"
    assert "Free Azat\u00a0: le livre d’images" in words_


def test_hostile_words_stay_words() -> None:
    hostile = "</style><script>alert(1)</script><img src=x onerror=alert(1)> \"' & {{ 7*7 }} #tag"
    post = BookPost(
        key=f"{hostile}/once/a/b",
        network=NetworkName.MASTODON,
        account=hostile,
        audience=hostile,
        language='fr"><script>',
        city=hostile,
        local=POSTS[0].local,
        utc=POSTS[0].utc,
        text=hostile,
        length=1,
        limit=500,
        warning=hostile,
        picture=POSTS[0].picture,
        alt=hostile,
        url="javascript:alert(1)",
    )
    page = Page(render([post], {"campaign": hostile, "planned": hostile}, "en", PICTURES))
    assert page.open == []
    assert page.all("script") == page.all("img") == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert page.all("svg", "picture")[0]["aria-label"] == hostile
    assert all(link["href"].startswith("#") for link in page.all("a"))
    assert page.words().count("{{ 7*7 }}") >= 8


def test_a_picture_that_is_not_at_hand_is_said_and_not_left_out() -> None:
    page = Page(render(POSTS[:1], {}, "en", {}))
    assert page.all("p", "absent")
    assert page.all("image") == []


def test_an_empty_campaign_has_a_book_that_says_so() -> None:
    page = Page(render([], {"campaign": "Free Anna"}, "en", {}))
    assert page.open == []
    assert "There is no post to show." in page.words()


def test_the_same_rehearsal_gives_the_same_book(source: str) -> None:
    assert render(POSTS, SUMMARY, "fr", dict(reversed(PICTURES.items()))) == source


def test_every_word_of_the_book_is_said_in_both_languages() -> None:
    assert set(words.STATES) == set(State)
    assert set(words.VISIBILITIES) == set(Visibility)
    for pair in (*words.BOOK.values(), *words.STATES.values(), *words.VISIBILITIES.values()):
        assert all(pair)
        assert not re.search(r"(?<!\u00a0)[:;!?»]|«(?!\u00a0)", pair[1]), pair[1]
