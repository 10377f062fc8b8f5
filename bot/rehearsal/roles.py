"""The parts that stand-ins play for a campaign's accounts and mailbox, with secrets made up for each."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.campaign.model import Account, Mailbox, NetworkName, Settings

STAFF_CHAT = "(the staff's chat)"
"""A title that no channel has."""
ADDRESS = "photos@campaign.example"
"""Of a campaign without a mailbox."""
_FOLDER = "Photos"


def remote_name(role: Mapping[str, Any]) -> str:
    """What an account goes by on its stand-in."""
    match role["network"]:
        case "mastodon":
            return str(role["name"])
        case "x":
            return str(role["handle"])
        case _:
            return str(role["channels"][0]["username"])


def role_of(account: Account, bots: dict[str, str], number: int) -> tuple[dict[str, str], dict[str, Any]]:
    """Made-up secrets for ``account``, and the role that a stand-in plays for them."""
    match account.network:
        case NetworkName.MASTODON:
            token = secrets.token_urlsafe(32)
            # A Mastodon name is ASCII; numbered, because two of ours may become the same.
            name = re.sub(r"[^A-Za-z0-9]", "_", account.name) + f"_{number}"
            return {"access_token": token}, {"network": "mastodon", "name": name, "access_token": token}
        case NetworkName.X:
            fields = {
                "consumer_key": secrets.token_hex(12),
                "consumer_secret": secrets.token_hex(24),
                # tweepy reads the user's id from what stands before the dash.
                "access_token": f"{1_000_000 + secrets.randbelow(8_000_000)}-{secrets.token_hex(16)}",
                "access_token_secret": secrets.token_hex(24),
            }
            return fields, {"network": "x", "handle": account.handle.removeprefix("@"), **fields}
        case NetworkName.TELEGRAM:
            token = bots.setdefault(
                account.credentials, f"{100_000_000 + secrets.randbelow(800_000_000)}:{secrets.token_urlsafe(26)}"
            )
            channel = _channel(account)
            return {"bot_token": token}, {"network": "telegram", "bot_token": token, "channels": [channel]}


def _channel(account: Account) -> dict[str, Any]:
    number = -1_001_000_000_000 - secrets.randbelow(900_000_000)
    handle = account.handle
    if handle.removeprefix("-").isdigit():
        return {"id": int(handle), "username": handle.removeprefix("-"), "title": account.name}
    return {"id": number, "username": handle.removeprefix("@"), "title": account.name}


def with_staff_chat(role: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Every bot is in the staff's chat: that is how its channels are read back."""
    if role["network"] != "telegram" or settings.staff.chat is None:
        return role
    return {**role, "chats": [{"id": settings.staff.chat, "title": STAFF_CHAT}]}


def one_bot_each(roles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Channels of one bot go together: a stand-in knows a bot by its token."""
    bots: dict[str, dict[str, Any]] = {}
    together = []
    for role in roles:
        if role["network"] != "telegram":
            together.append(role)
        elif role["bot_token"] in bots:
            bots[role["bot_token"]]["channels"] += role["channels"]
        else:
            bots[role["bot_token"]] = {**role, "username": "rehearsal_bot"}
            together.append(bots[role["bot_token"]])
    return together


def mailbox_of(settings: Settings, imap: str, smtp: str) -> tuple[Mailbox, str, dict[str, Any]]:
    """The campaign's mailbox, or one such as it could have, at two addresses of a stand-in; its password and role."""
    own = settings.mailbox
    address, folder = (own.address, own.folder) if own is not None else (ADDRESS, _FOLDER)
    # The stand-in's folders have ASCII names.
    folder = folder if folder.isascii() else _FOLDER
    password = secrets.token_urlsafe(24)
    reads, writes = urlsplit(imap), urlsplit(smtp)
    role = {"network": "mail", "address": address, "user": address, "password": password, "folders": [folder]}
    assert reads.hostname is not None
    assert reads.port is not None
    assert writes.hostname is not None
    assert writes.port is not None
    return Mailbox(address, reads.hostname, reads.port, address, folder, writes.hostname, writes.port), password, role
