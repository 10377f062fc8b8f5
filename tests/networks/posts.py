"""Posts and accounts as the tests of single adapters use them."""

from __future__ import annotations

from bot.campaign.model import Account, NetworkName, Place, Post
from bot.networks.mastodon import MastodonNetwork
from bot.networks.telegram import TelegramNetwork
from bot.networks.x import XNetwork
from bot.ports import Media
from tests.networks.stage import Stage

X_SECRETS = {
    "consumer_key": "consumer-key",
    "consumer_secret": "consumer-secret",
    "access_token": "77-access-token",
    "access_token_secret": "access-token-secret",
}
PNG = Media(b"\x89PNG\r\n\x1a\n and then some", "image/png", "0" * 64, "Une colombe")


def post(text: str = "Bonjour", language: str = "fr", *, warning: str = "") -> Post:
    return Post(text, language, len(text), 500, warning)


def mastodon(stage: Stage, deadline_s: float = 10.0) -> MastodonNetwork:
    account = Account("mastodon", NetworkName.MASTODON, Place("settings.yaml"), address=stage.address)
    return MastodonNetwork(account, {"access_token": "a-token"}, deadline_s)


def x(stage: Stage, handle: str = "@azat") -> XNetwork:
    account = Account("x", NetworkName.X, Place("settings.yaml"), address=f"{stage.address}/proxy/", handle=handle)
    return XNetwork(account, X_SECRETS, 10.0)


def telegram(stage: Stage, handle: str = "@azat_fr") -> TelegramNetwork:
    account = Account("telegram", NetworkName.TELEGRAM, Place("settings.yaml"), address=stage.address, handle=handle)
    return TelegramNetwork(account, {"bot_token": "123:abc"}, 10.0)
