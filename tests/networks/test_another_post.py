"""An answer to a call that shows a post: is it ours, however the network shows it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from html import escape

import pytest

from bot.campaign.outcome import Sent, Unknown
from bot.networks.reading import is_anothers
from bot.ports import Media, Prepared
from tests.networks.mastodon_html import html_of
from tests.networks.posts import PNG, mastodon, post, telegram, x
from tests.networks.stage import Reply, Stage

FRENCH = (
    "Encore 12 jours & rien : venez à Paris, place de la République, avec @anna@mastodon.example !\n\n"
    "https://www.azat.example/rally?place=République&day=8 #LibérezAnna"
)
OTHER_FRENCH = "Merci à celles et ceux qui étaient là hier soir ; nos photos : https://azat.example/photos #LibérezAnna"
ARMENIAN = "Եկեք Փարիզ, Հանրապետության հրապարակ, հունիսի 8-ին, ժամը 14-ին։ #Ազատություն"
CHINESE = "六月八日,下午兩點,巴黎共和國廣場見,帶上你的朋友。 #自由"
LONG = " ".join(f"mot{number}" for number in range(300))
TEXTS = [FRENCH, OTHER_FRENCH, ARMENIAN, CHINESE, LONG]
AS_SHOWN: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: " ".join(text.split()),
    lambda text: text.replace("https://", "").replace("@mastodon.example", ""),
    lambda text: escape(text).replace("https://www.azat.example/rally?place=République&amp;day=8", "https://t.co/aBc1"),
    lambda text: f"{text[:120]}… https://t.co/aBc1",
    lambda text: f"{text} https://t.co/aBc1",
    lambda text: "",
    lambda text: "https://t.co/aBc1",
]


def in_a_way_of_its_own(text: str) -> str:
    """As no server does."""
    return f"<div class=x>{'<br/>'.join(text.splitlines())}</div>"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("show", AS_SHOWN)
def test_our_words_are_known_however_they_are_shown(text: str, show: Callable[[str], str]) -> None:
    assert not is_anothers(text, show(text))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("other", TEXTS)
def test_other_words_are_known_for_others(text: str, other: str) -> None:
    assert is_anothers(text, other) is (text != other)


@pytest.mark.parametrize(
    "html", [html_of, escape, lambda text: f"<div class=x>{'<br/>'.join(text.splitlines())}</div>"]
)
@pytest.mark.parametrize("text", TEXTS)
def test_mastodon_and_its_kin_show_our_words_in_html(stage: Stage, text: str, html: Callable[[str], str]) -> None:
    body = {"id": "9", "content": html(text), "account": {"id": "7"}}
    assert isinstance(_tooted(stage, text, body), Sent)


@pytest.mark.parametrize(
    "body",
    [
        {"content": html_of(OTHER_FRENCH), "account": {"id": "7"}},
        {"content": html_of(OTHER_FRENCH)},
        {"content": html_of(FRENCH), "account": {"id": "8"}},
        {"content": "", "account": {"id": "8"}},
    ],
)
def test_a_status_of_another_author_or_with_other_words_is_no_receipt(stage: Stage, body: dict[str, object]) -> None:
    assert _tooted(stage, FRENCH, {"id": "9", **body}) == Unknown("another post: 9")


def test_nobodys_account_is_compared_before_ours_is_known(stage: Stage) -> None:
    stage.on("POST", "/api/v1/statuses", Reply(json={"id": "9", "account": {"id": "8"}}))
    with closing(mastodon(stage)) as network:
        assert isinstance(network.publish(Prepared(post(FRENCH)), "key"), Sent)


@pytest.mark.parametrize(("shown", "kind"), [(FRENCH, Sent), ("", Sent), (OTHER_FRENCH, Unknown)])
def test_so_are_xs_answers(stage: Stage, shown: str, kind: type[object]) -> None:
    stage.on("POST", "/proxy/2/tweets", Reply(201, json={"data": {"id": "99", "text": escape(shown)}}))
    with closing(x(stage)) as network:
        assert isinstance(network.publish(Prepared(post(FRENCH)), "key"), kind)


@pytest.mark.parametrize("media", [None, PNG])
@pytest.mark.parametrize(("shown", "kind"), [(FRENCH, Sent), ("", Sent), (OTHER_FRENCH, Unknown)])
def test_so_are_telegrams(stage: Stage, media: Media | None, shown: str, kind: type[object]) -> None:
    method, field = ("sendPhoto", "caption") if media else ("sendMessage", "text")
    body = {"message_id": 41, "chat": {"id": -1001, "type": "channel"}, "date": 1693396800, field: shown}
    stage.on("POST", f"/bot123:abc/{method}", Reply(json={"ok": True, "result": body}))
    with closing(telegram(stage)) as network:
        assert isinstance(network.publish(Prepared(post(FRENCH), media), "key"), kind)


def _tooted(stage: Stage, text: str, body: Mapping[str, object]) -> object:
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(json={"id": "7", "acct": "azat"}))
    stage.on("POST", "/api/v1/statuses", Reply(json=dict(body)))
    with closing(mastodon(stage)) as network:
        network.identity()
        return network.publish(Prepared(post(text)), "key")
