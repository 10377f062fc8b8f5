from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.sandbox.driver import MASTODON, TELEGRAM, Sandbox, png

EVIL = '<script>alert(1)</script>"\' onload=x & ligne https://example.org/?a="><b> #FreeAzat <i>'


class _Reader(HTMLParser):
    """The tags with their attributes, and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def _page(sandbox: Sandbox, path: str) -> _Reader:
    answer = sandbox.http.get(sandbox.at["control"] + path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    return _Reader(answer.text)


def _fill(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    media = sandbox.attach(description=f"Alt {EVIL}").json()["id"]
    fields = {"media_ids[]": [media], "spoiler_text": "Attention", "visibility": "unlisted", "language": "fr"}
    assert sandbox.toot(EVIL, **fields).status_code == 200
    assert sandbox.tweet(f"X {EVIL}").status_code == 201
    assert sandbox.photo(caption=f"T {EVIL}", disable_notification="true").status_code == 200
    assert sandbox.say("En arménien", "@example_hy").status_code == 200


@pytest.mark.parametrize("path", ["/", "/mastodon", "/x", "/telegram", "/telegram/example_fr", "/mastodon/free_azat"])
def test_a_page_shows_posts_escaped_and_loads_nothing_from_outside(sandbox: Sandbox, path: str) -> None:
    _fill(sandbox)
    page = _page(sandbox, path)
    assert EVIL in page.text
    assert page.all("script") == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    loaded = [attributes.get("src") for _, attributes in page.tags if "src" in attributes]
    assert all(str(source).startswith(sandbox.at["control"]) for source in loaded)
    assert page.all("link") == []
    assert {"name": "viewport", "content": "width=device-width,initial-scale=1"} in page.all("meta")


def test_mastodons_page_shows_warning_alt_text_visibility_language_and_local_time(sandbox: Sandbox) -> None:
    _fill(sandbox)
    page = _page(sandbox, "/mastodon")
    for shown in ("Attention", "unlisted", "language: fr", "12:00", "CEST", "@free_azat"):
        assert shown in page.text
    (image,) = page.all("img")
    assert image["alt"] == f"Alt {EVIL}"
    assert sandbox.http.get(str(image["src"])).content == png()
    assert any(attributes.get("lang") == "fr" for attributes in page.all("p"))


def test_telegrams_page_goes_channel_by_channel(sandbox: Sandbox) -> None:
    _fill(sandbox)
    page = _page(sandbox, "/telegram")
    assert page.text.index("example_fr") < page.text.index("example_hy")
    assert "silent" in page.text
    assert "alt text" not in page.text  # Telegram has none
    assert "En arménien" not in _page(sandbox, "/telegram/example_fr").text


@pytest.mark.parametrize("network", ["mastodon", "x", "telegram"])
def test_a_posts_own_address_shows_it_alone(sandbox: Sandbox, network: str) -> None:
    _fill(sandbox)
    post = next(post for post in sandbox.posts() if post["network"] == network)
    answer = sandbox.http.get(post["url"])
    assert answer.status_code == 200
    assert answer.text.count("<article") == 1
    assert sandbox.http.get(sandbox.at[network]).status_code == 200
    assert sandbox.http.get(post["url"] + "9").status_code == 404


def test_a_deleted_post_is_shown_as_gone(sandbox: Sandbox) -> None:
    identity = sandbox.toot("parti").json()["id"]
    sandbox.mastodon("DELETE", f"/api/v1/statuses/{identity}")
    page = _page(sandbox, "/mastodon")
    assert page.all("article") == [{"class": "gone"}]
    assert "deleted" in page.text


def test_pages_reload_by_themselves_only_when_asked(sandbox: Sandbox) -> None:
    refresh = [{"http-equiv": "refresh", "content": "5"}]
    assert [meta for meta in _page(sandbox, "/x?refresh=1").all("meta") if "http-equiv" in meta] == refresh
    assert [meta for meta in _page(sandbox, "/x").all("meta") if "http-equiv" in meta] == []


def test_empty_pages_say_so_and_unknown_ones_are_404(sandbox: Sandbox) -> None:
    assert "Nothing was posted here yet." in _page(sandbox, "/telegram").text
    assert sandbox.http.get(sandbox.at["control"] + "/myspace").status_code == 404
    assert sandbox.http.get(sandbox.at["control"] + "/x/nobody").status_code == 404


def test_odd_names_stay_text(sandbox: Sandbox) -> None:
    odd = '"><i>é'
    sandbox.control(
        "POST",
        "accounts",
        [{**MASTODON, "name": odd, "access_token": "odd"}, {**TELEGRAM, "chats": [{"id": -9, "title": odd}]}],
    )
    sandbox.mastodon("POST", "/api/v1/statuses", token="odd", data={"status": "un"})
    sandbox.say("deux", "-9")
    page = _page(sandbox, "/")
    assert page.text.count(odd) >= 2
    assert _page(sandbox, "/telegram").text.count(odd) >= 2
