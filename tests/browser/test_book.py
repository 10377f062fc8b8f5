"""The picture book as its readers have it: a file, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.rehearsal.book import BookPost, render
from tests.browser.reader import CANARY, Reader
from tests.rehearsal.made_up import SUMMARY, book

MADE_UP, PICTURES = book()
POSTS = [post for post in MADE_UP if post.language in {"fr", "hy", "ru", "pt-BR"} and post.local.day in {31, 1}]
LONG = "https://example.org/" + "indivisible" * 12


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    page: Path = tmp_path_factory.mktemp("book") / "picture-book.html"
    long = replace(POSTS[0], key=f"long/{'o' * 60}/france/mastodon", text=LONG, account=LONG, url=LONG, warning="")
    page.write_text(render([*POSTS, long], SUMMARY, "fr", PICTURES), encoding="utf-8")
    return page.as_uri()


def languages() -> Iterator[str]:
    yield from sorted({post.language for post in POSTS})


def test_it_loads_alone_and_in_silence(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.page.mouse.wheel(0, 50_000)
    assert reader.asked == [address] + [asked for asked in reader.asked if asked.startswith("data:")]
    assert reader.said == []
    assert reader.visible("article.post") == len(POSTS) + 1


@pytest.mark.parametrize("network", list(NetworkName))
def test_a_network_is_chosen_without_a_script(without_scripts: Reader, address: str, network: NetworkName) -> None:
    without_scripts.open(address)
    label = {"mastodon": "Mastodon", "x": "X", "telegram": "Telegram"}[network.value]
    without_scripts.page.get_by_role("radio", name=label, exact=True).check()
    mine = sum(post.network is network for post in POSTS) + (network is NetworkName.MASTODON)
    assert without_scripts.visible("article.post") == mine
    assert without_scripts.visible(f"article.post[aria-label^='{label},']") == mine


def test_a_language_is_chosen_and_what_is_empty_then_goes_too(without_scripts: Reader, address: str) -> None:
    without_scripts.open(address)
    for language in languages():
        without_scripts.page.get_by_role("radio", name=language, exact=True).check()
        mine = sum(post.language == language for post in [*POSTS, POSTS[0]])
        assert without_scripts.visible("article.post") == mine
        assert without_scripts.visible(f"article.post[aria-label$=', {language}']") == mine
        headings = without_scripts.page.locator("h4").filter(visible=True).all_inner_texts()
        assert any("long" in heading for heading in headings) == (language == POSTS[0].language)
    without_scripts.page.locator("#l-all").check()
    assert without_scripts.visible("article.post") == len(POSTS) + 1


def test_network_and_language_together_show_what_is_both_or_say_that_nothing_is(
    without_scripts: Reader, tmp_path: Path
) -> None:
    two = [next(post for post in POSTS if (post.network, post.language) == both) for both in (("x", "fr"), ("x", "hy"))]
    two.append(next(post for post in POSTS if (post.network, post.language) == ("mastodon", "fr")))
    page = tmp_path / "two.html"
    page.write_text(render(two, SUMMARY, "en", PICTURES), encoding="utf-8")
    without_scripts.open(page.as_uri())
    without_scripts.page.get_by_role("radio", name="X", exact=True).check()
    without_scripts.page.get_by_role("radio", name="hy", exact=True).check()
    assert without_scripts.visible("article.post") == 1
    assert without_scripts.visible("p.no-match") == 0
    without_scripts.page.get_by_role("radio", name="Mastodon", exact=True).check()
    assert without_scripts.visible("article.post, h2:not(nav h2), h3, h4") == 0
    assert without_scripts.visible("p.no-match") == 1


def test_every_picture_is_drawn_and_has_alt_text(reader: Reader, address: str) -> None:
    page = reader.open(address)
    for folded in page.locator("article details").all():
        folded.locator("summary").click()
    pictures = page.get_by_role("img")
    assert pictures.count() == sum(bool(post.picture) for post in [*POSTS, POSTS[0]])
    assert all(name for name in pictures.evaluate_all("all => all.map(each => each.getAttribute('aria-label'))"))
    assert page.locator("img:not([alt])").count() == 0
    drawn = [reader.seen(picture) for picture in pictures.all()]
    assert all(drawn)


def test_a_warning_opens_without_a_script(without_scripts: Reader, address: str) -> None:
    page = without_scripts.open(address)
    folded = page.locator("article details").first
    assert not without_scripts.seen(folded.locator(".text"))
    folded.locator("summary").click()
    assert without_scripts.seen(folded.locator(".text"))


def test_hostile_words_do_not_run(reader: Reader, tmp_path: Path) -> None:
    hostile = BookPost(
        *(f"{CANARY}/once/a/b", NetworkName.MASTODON, CANARY, CANARY, f'fr"{CANARY}', CANARY),
        *(POSTS[0].local, POSTS[0].utc, CANARY, 1, 500, CANARY),
        picture=POSTS[0].picture,
        alt=CANARY,
        state=State.MISSED,
        url="javascript:alert('ran')",
    )
    page = tmp_path / "hostile.html"
    telegram = replace(hostile, network=NetworkName.TELEGRAM, warning="")
    page.write_text(render([hostile, telegram], {"campaign": CANARY, "planned": CANARY}, "en", PICTURES), "utf-8")
    reader.open(page.as_uri())
    reader.page.locator("article summary").click()
    assert reader.page.locator("article .text").all_inner_texts() == [CANARY, CANARY]
    # Nothing was even kept from running: the words never became more than words.
    assert (reader.dialogs, reader.said) == ([], [])
    assert [asked for asked in reader.asked if not asked.startswith("data:")] == [page.as_uri()]


def test_a_phone_shows_it_without_scrolling_sideways(on_a_phone: Reader, address: str) -> None:
    page = on_a_phone.open(address)
    for folded in page.locator("article details").all():
        folded.locator("summary").click()
    assert on_a_phone.overflow() == []
    small = page.locator(".text").evaluate_all(
        "all => Math.min(...all.map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert small >= 16


def test_every_link_of_the_index_leads_to_its_entry(without_scripts: Reader, address: str) -> None:
    page = without_scripts.open(address)
    for link in page.locator("nav.index a").all():
        target = str(link.get_attribute("href"))
        assert page.locator(f"[id='{target.removeprefix('#')}']").count() == 1
        link.click()
        assert page.url == address + target


def test_it_prints_with_the_warned_words_and_without_the_filters(reader: Reader, address: str) -> None:
    page = reader.open(address)
    page.emulate_media(media="print")
    assert reader.visible(".filters") == 0
    assert all(reader.seen(folded) for folded in page.locator("article details .text").all())
    printed = page.pdf()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 2
