from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.campaign.delivery import POSTED, State
from bot.campaign.model import NetworkName, Settings
from bot.pages.html import page
from bot.pages.posted import link, plain, posted
from bot.pages.writing import write
from bot.ports import Delivery
from tests.files.reading import read

AT = datetime(2023, 9, 1, 22, 30, tzinfo=UTC)


def campaign_settings() -> Settings:
    loaded = read({})
    assert loaded.campaign is not None
    return loaded.campaign.settings


SETTINGS = campaign_settings()


def row(text: str = "Bientôt.", state: State = State.SENT, **facts: object) -> Delivery:
    made = Delivery(
        key="secret-entry/once/armenia/x",
        entry="secret-entry",
        occurrence="once",
        audience="armenia",
        account="x",
        network=NetworkName.X,
        language="hy",
        due=AT,
        text=text,
        state=state,
        reason="a secret reason",
        attempts=1,
        generation=1,
        fence=1,
        owner="host:1:abcd",
        lease_until=None,
        not_before=None,
        approved_by="Maria",
        approved_text=text,
        picture_sha256="f00d",
        sent_at=AT,
        remote_id="1234",
        url="https://x.com/example/status/1234",
        updated_at=AT,
    )
    return replace(made, **facts)  # type: ignore[arg-type]  # by name


class Seen(HTMLParser):
    """What a browser makes of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()
        assert self._open == [], "what is opened is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self._open.append((tag, dict(attrs).get("class")))
            if self._open[-1] == ("div", "text"):
                self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == ("div", "text"):
            self.texts[-1] += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html(*rows: Delivery, language: str = "en") -> str:
    return "".join(page(posted(rows, SETTINGS), SETTINGS.campaign, language, "posts.json"))


def test_a_post_is_shown_with_its_times_its_place_its_language_and_its_link() -> None:
    told = html(row())
    assert '<time datetime="2023-09-01T22:30:00Z">22:30 UTC</time>' in told
    assert "Saturday 2 September 2023, 02:30 in Yerevan" in told, "in Yerevan it is the next day"
    assert "X · <bdi>@example</bdi>" in told
    assert '<div class="text" lang="hy" dir="auto">Bientôt.</div>' in told
    assert 'href="https://x.com/example/status/1234"' in told
    assert "հայերեն" in told


@pytest.mark.parametrize("state", list(State))
def test_only_what_went_out_is_shown_and_what_was_taken_back_without_its_words(state: State) -> None:
    told = html(row("Words", state))
    assert ("<article" in told) is (state in POSTED)
    assert ("Words" in told) is (state is State.SENT)
    assert ("https://x.com" in told) is (state is State.SENT)
    assert ("Taken back." in told) is (state in {State.RETRACTING, State.RETRACTED})


@pytest.mark.parametrize("state", sorted(POSTED))
def test_neither_page_nor_json_knows_a_key_a_person_or_a_reason(state: State, tmp_path: Path) -> None:
    twin = write([row("Words", state)], SETTINGS, tmp_path / "posts.html")
    told = (tmp_path / "posts.html").read_text() + twin.read_text()
    for hidden in ("secret-entry", "Maria", "Jean", "reason", "host:1", "f00d", "1234567", "armenia/"):
        assert hidden not in told


@settings(max_examples=150)
@given(st.text(st.characters(), max_size=80), st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_no_text_link_language_or_account_becomes_markup(text: str, url: str, language: str, account: str) -> None:
    hostile = f"</div></article><script>alert(1)</script>{text}<img src=x onerror=y>&amp;\"'"
    made = html(row(hostile, url=f'https://x.example/"><script>{url}', language=language, account=account))
    seen = Seen(made)
    sound = plain(hostile).replace("\r", "\n")
    assert seen.texts == [sound]
    assert {name for name, _ in seen.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "header", "h1", "p", "a", "main", "section", "h2", "time"),
        *("article", "span", "bdi", "div", "fieldset", "legend", "label", "input"),
    }
    assert not [name for _, found in seen.tags for name in found if name.startswith("on") or name == "style"]
    made.encode("utf-8")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "ftp://x.example/1",
            "",
            "https://",
            "http://[::",
        ),
        *("https://user:pass@evil.example/", "https://x.example/a b", "https://x.example\\@evil.example/"),
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    assert link(url) == ""
    assert [a["href"] for a in Seen(html(row(url=url))).of("a")] == ["posts.json"]


def test_nothing_is_loaded_or_run_and_the_policy_knows_the_one_style_sheet() -> None:
    told = html(row(), row(language="fr"))
    (style,) = re.findall(r"<style>(.*?)</style>", told, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [meta["content"] for meta in Seen(told).of("meta") if "http-equiv" in meta]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_the_latest_stands_first_under_its_day() -> None:
    told = html(row("old", sent_at=AT - timedelta(days=2)), row("new"), row("between", sent_at=AT - timedelta(hours=1)))
    assert Seen(told).texts == ["new", "between", "old"]
    assert [found["datetime"] for found in Seen(told).of("time") if len(found["datetime"] or "") == 10] == [
        "2023-09-01",
        "2023-08-30",
    ]


def test_a_language_can_be_chosen_only_where_there_are_several() -> None:
    assert Seen(html(row())).of("input") == []
    assert [found.get("id") for found in Seen(html(row(), row(language="fr"))).of("input")] == [
        None,
        "only-fr",
        "only-hy",
    ]


def test_the_page_speaks_french_where_the_staff_do() -> None:
    told = html(row("Words", State.RETRACTED), language="fr")
    assert '<html lang="fr">' in told
    assert "vendredi 1er septembre 2023" in told
    assert "Retirée." in told
    assert "02:30 à Yerevan" in told


def test_an_account_or_audience_that_the_files_no_longer_have_leaves_the_post_readable() -> None:
    told = html(row(account="gone", audience="gone"))
    assert "<bdi>gone</bdi>" in told
    assert "22:30 UTC" in told


def test_before_the_first_post_the_page_says_so() -> None:
    assert "Nothing has been posted yet." in html()


def test_the_json_says_the_same_for_machines(tmp_path: Path) -> None:
    twin = write([row(), row("Words", State.RETRACTED)], SETTINGS, tmp_path / "page.html")
    assert twin == tmp_path / "page.json"
    told = json.loads(twin.read_text())
    assert told["campaign"] == "Free Azat"
    assert told["posts"][0] | told["posts"][1] | {"text": "Bientôt.", "link": "x", "taken_back": False} == {
        "at": "2023-09-01T22:30:00Z",
        "local": "2023-09-02T02:30:00+04:00",
        "city": "Yerevan",
        "network": "X",
        "account": "@example",
        "language": "hy",
        "taken_back": False,
        "text": "Bientôt.",
        "link": "x",
    }
    assert sorted((post["taken_back"], post["text"]) for post in told["posts"]) == [(False, "Bientôt."), (True, None)]


def test_a_page_is_written_whole_or_not_at_all_and_for_everybody_to_read(tmp_path: Path) -> None:
    there = tmp_path / "posts.html"
    write([row()], SETTINGS, there)
    before = there.read_text()
    assert oct(there.stat().st_mode & 0o777) == "0o644"
    with pytest.raises(AttributeError):
        write([row(), None], SETTINGS, there)  # type: ignore[list-item]  # a fault amid the rows
    assert there.read_text() == before
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / ".posts.html.new").symlink_to(victim)
    write([row("Other")], SETTINGS, there)
    assert victim.read_text() == "mine", "a link that lies in the way is not followed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["posts.html", "posts.json", "victim"]
