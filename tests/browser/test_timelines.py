"""The sandbox's timelines, watched while posts arrive."""

from __future__ import annotations

import pytest

from tests.browser.reader import CANARY, Reader
from tests.sandbox.driver import Sandbox, png

LONG = "indivisible" * 30


def fill(sandbox: Sandbox, words: str) -> None:
    """A post with a picture on each network."""
    media = sandbox.attach(png(1200, 900), description=f"Alt {words}").json()["id"]
    assert sandbox.toot(words, **{"media_ids[]": [media], "spoiler_text": "Attention", "language": "fr"}).ok
    assert sandbox.tweet(words[:270]).ok
    assert sandbox.photo(caption=words).ok


@pytest.mark.parametrize("path", ["/", "/mastodon", "/telegram"])
def test_a_timeline_left_open_shows_a_post_when_it_has_arrived(
    without_scripts: Reader, sandbox: Sandbox, path: str
) -> None:
    page = without_scripts.open(sandbox.at["control"] + path)
    page.get_by_role("link", name="every 5 seconds").click()
    assert page.get_by_text("Nothing was posted here yet.").is_visible()
    fill(sandbox, "Bonjour à toutes")
    arrived = page.locator("article").filter(has_text="Bonjour à toutes")
    arrived.first.wait_for(state="visible", timeout=15_000)
    assert arrived.count() == (3 if path == "/" else 1)


def test_the_front_page_counts_and_leads_to_each_network(reader: Reader, sandbox: Sandbox) -> None:
    fill(sandbox, "Bonjour")
    sandbox.tweet("Encore")
    page = reader.open(sandbox.at["control"])
    assert page.locator(".cards a").all_inner_texts() == ["1\nMastodon post", "2\nX posts", "1\nTelegram post"]
    page.locator(".cards a").nth(1).click()
    assert page.locator("article").count() == 2
    assert reader.said == []


def test_pictures_are_loaded_and_described(reader: Reader, sandbox: Sandbox) -> None:
    fill(sandbox, "Bonjour")
    page = reader.open(f"{sandbox.at['control']}/mastodon")
    page.locator("summary").click()
    picture = page.get_by_role("img", name="Alt Bonjour")
    picture.wait_for(state="visible")
    assert picture.evaluate("each => each.complete && each.naturalWidth") == 1200
    assert reader.said == []


@pytest.mark.parametrize("path", ["/", "/mastodon", "/x", "/telegram"])
def test_hostile_words_do_not_run_and_a_phone_is_wide_enough(on_a_phone: Reader, sandbox: Sandbox, path: str) -> None:
    fill(sandbox, CANARY)
    fill(sandbox, f"<script>alert(1)</script> https://example.org/?a=<b> #FreeAnna {CANARY}")
    fill(sandbox, LONG)
    page = on_a_phone.open(sandbox.at["control"] + path)
    for folded in page.locator("article summary").all():
        folded.click()
    assert on_a_phone.overflow() == []
    assert (on_a_phone.dialogs, on_a_phone.said) == ([], [])
    assert all(asked.startswith(sandbox.at["control"]) for asked in on_a_phone.asked)
    assert any(CANARY[:200] in words for words in page.locator("article .text").all_inner_texts())
