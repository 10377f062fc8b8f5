"""A page per network, and per Telegram channel, that shows its timeline as its readers would see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from zoneinfo import ZoneInfo

from bot.sandbox.call import Answer, Call
from bot.sandbox.pages.look import NAMES, page
from bot.sandbox.world import NETWORKS, Seen, Shown, World

SHOWN_MAX = 200
_LINK = re.compile(r"https?://[^\s<>\"«»]*[^\s<>\"«».,:;!?')\]]|(?<![\w&/])#\w*[^\W\d_]\w*")


def index(world: World, call: Call) -> Answer:
    """All three, with how much each has."""
    counts = {name: sum(post.network == name and post.deleted_at is None for post in world.posts) for name in NETWORKS}
    cards = "".join(
        f'<a href="/{name}"><strong>{counts[name]}</strong>{label} {"post" if counts[name] == 1 else "posts"}</a>'
        for name, label in NAMES.items()
    )
    latest = _articles(world, list(reversed(world.posts))[:10])
    return page(
        world,
        "Sandbox",
        f'<div class="cards">{cards}</div><h2>Latest</h2>{latest or _nothing()}',
        refresh=_refresh(call),
    )


def of_network(world: World, network: str, call: Call) -> Answer:
    """A network's timeline; Telegram's channel by channel."""
    if network not in NAMES:
        return page(world, "Nothing here", _nothing(), status=404)
    posts = [post for post in world.posts if post.network == network]
    if network != "telegram":
        body = _articles(world, list(reversed(posts))[:SHOWN_MAX])
    else:
        body = "".join(_channel(world, posts, name) for name in dict.fromkeys(post.account for post in posts))
    return page(world, NAMES[network], body or _nothing(), network, refresh=_refresh(call))


def of_account(world: World, path: Mapping[str, str], call: Call, identity: str = "") -> Answer:
    """One account's or channel's, or one post of it."""
    network, account = path["network"], path["account"].removeprefix("@")
    known = [post for post in world.posts if post.network == network and post.account == account]
    posts = [post for post in known if identity in {"", post.id}]
    if network not in NAMES or not posts:
        return page(world, "Nothing here", _nothing(), network if network in NAMES else "", status=404)
    ordered = posts if network == "telegram" else list(reversed(posts))
    title = f"{account} on {NAMES[network]}"
    return page(world, title, _articles(world, ordered[-SHOWN_MAX:]), network, refresh=_refresh(call))


def on_network(world: World, network: str, call: Call) -> Answer | None:
    """What a network's own address shows to a browser: its timeline, an account, a post at its address."""
    if call.method != "GET" or call.path.startswith(("/api/", "/2/", "/bot")):
        return None
    words = [word for word in call.path.split("/") if word not in {"", "status"}]
    if not words:
        return of_network(world, network, call)
    if len(words) > 2:
        return None
    return of_account(world, {"network": network, "account": words[0]}, call, words[1] if len(words) == 2 else "")


def _channel(world: World, posts: Sequence[Seen], name: str) -> str:
    here = [post for post in posts if post.account == name]
    link = f"{world.addresses['control']}/telegram/{name}"
    return f'<h2><a href="{escape(link)}">{escape(name)}</a></h2>' + _articles(world, here[-SHOWN_MAX:])


def _refresh(call: Call) -> bool:
    return ("refresh", "1") in call.query


def _nothing() -> str:
    return '<p class="none">Nothing was posted here yet.</p>'


def _articles(world: World, posts: Iterable[Seen]) -> str:
    return "".join(_article(world, post) for post in posts)


def _article(world: World, post: Seen) -> str:
    local = post.at.astimezone(ZoneInfo(post.zone))
    handle = "" if post.kind == "chat" else f"<small>@{escape(post.account)}</small>"
    language = f' lang="{escape(post.language)}"' if post.language else ""
    text = f'<p class="text" dir="auto"{language}>{_linked(post.text)}</p>' if post.text else ""
    pictures = "".join(_figure(world, shown, has_alt=post.network != "telegram") for shown in post.pictures)
    # Telegram puts the picture above its caption.
    content = pictures + text if post.network == "telegram" else text + pictures
    if post.warning:
        content = f'<details><summary dir="auto"{language}>{escape(post.warning)}</summary>{content}</details>'
    facts = "".join(f"<li>{fact}</li>" for fact in _facts(post))
    return (
        f'<article{" class=gone" if post.deleted_at else ""}><div class="by">'
        f'<span class="face" aria-hidden="true">{escape(post.account[:1].upper())}</span>'
        f"<span><b>{escape(post.account)}</b>{handle}</span>"
        f'<time datetime="{post.at.isoformat()}">{local.day} {local:%b %Y}<br>'
        f'{local:%H:%M} {escape(str(local.tzname()))}</time></div>{content}<ul class="facts">{facts}</ul></article>'
    )


def _facts(post: Seen) -> list[str]:
    facts = [NAMES[post.network]]
    if post.visibility:
        facts.append(escape(post.visibility))
    if post.language:
        facts.append(f"language: {escape(post.language)}")
    if post.network == "telegram":
        facts.append("silent" if post.silent else "notifies")
    if post.forwarded_from:
        facts.append(f"forwarded from {escape(post.forwarded_from)}")
    if post.repost_of:
        facts.append(f"reposts {escape(post.repost_of)}")
    if post.deleted_at:
        facts.append("deleted")
    facts.append(f'<a href="{escape(post.url)}">{escape(post.id)}</a>')
    return facts


def _figure(world: World, shown: Shown, *, has_alt: bool) -> str:
    picture = shown.picture
    source = f"{world.addresses['control']}/_control/pictures/{picture.sha256}"
    said = f"<b>Alt</b> {escape(shown.alt)}" if shown.alt else "No alt text"
    caption = f'<figcaption dir="auto">{said}</figcaption>' if has_alt else ""
    return (
        f'<figure><img src="{escape(source)}" width="{picture.width}" height="{picture.height}" '
        f'alt="{escape(shown.alt)}">{caption}</figure>'
    )


def _linked(text: str) -> str:
    """Escaped, with links and hashtags coloured."""
    pieces, last = [], 0
    for match in _LINK.finditer(text):
        found = escape(match.group())
        pieces.append(escape(text[last : match.start()]))
        pieces.append(f"<i>{found}</i>" if found.startswith("#") else f'<a href="{found}" rel="noreferrer">{found}</a>')
        last = match.end()
    return "".join([*pieces, escape(text[last:])])
