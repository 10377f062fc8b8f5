"""The JSON shapes: https://docs.joinmastodon.org/entities/."""

from __future__ import annotations

from html import escape

from bot.sandbox.accounts import MastodonAccount
from bot.sandbox.clock import iso
from bot.sandbox.mastodon.counting import CHARACTERS_MAX, PER_URL
from bot.sandbox.mastodon.store import Edit, Notification, Status, Upload
from bot.sandbox.mastodon.texts import html, tags
from bot.sandbox.world import World

VERSION = "4.5.2"
MEDIA_MAX = 4
DESCRIPTION_MAX = 1_500
IMAGE_BYTES_MAX = 16_777_216
IMAGE_PIXELS_MAX = 33_177_600
MIME_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")


def instance_v2(world: World) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/Instance/."""
    address = world.addresses["mastodon"]
    return {
        "domain": address.partition("//")[2],
        "title": "Sandbox",
        "version": VERSION,
        "source_url": "https://github.com/mastodon/mastodon",
        "description": "A stand-in: nothing leaves this computer.",
        "usage": {"users": {"active_month": len(world.accounts.mastodon)}},
        "thumbnail": {"url": f"{address}/thumbnail.png"},
        "icon": [],
        "languages": ["en"],
        "configuration": _configuration(address) | {"urls": {"streaming": address}},
        "registrations": {"enabled": False, "approval_required": False, "message": None, "url": None},
        "api_versions": {"mastodon": 7},
        "contact": {"email": "sandbox@example.org", "account": None},
        "rules": [],
    }


def instance_v1(world: World) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/V1_Instance/."""
    address = world.addresses["mastodon"]
    return {
        "uri": address.partition("//")[2],
        "title": "Sandbox",
        "short_description": "A stand-in: nothing leaves this computer.",
        "description": "A stand-in: nothing leaves this computer.",
        "email": "sandbox@example.org",
        "version": VERSION,
        "urls": {"streaming_api": address},
        "stats": {"user_count": len(world.accounts.mastodon), "status_count": 0, "domain_count": 0},
        "thumbnail": None,
        "languages": ["en"],
        "registrations": False,
        "approval_required": False,
        "invites_enabled": False,
        "configuration": _configuration(address),
        "contact_account": None,
        "rules": [],
    }


def _configuration(address: str) -> dict[str, object]:
    return {
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": {
            "max_characters": CHARACTERS_MAX,
            "max_media_attachments": MEDIA_MAX,
            "characters_reserved_per_url": PER_URL,
        },
        "media_attachments": {
            "supported_mime_types": list(MIME_TYPES),
            "description_limit": DESCRIPTION_MAX,
            "image_size_limit": IMAGE_BYTES_MAX,
            "image_matrix_limit": IMAGE_PIXELS_MAX,
            "video_size_limit": 103_809_024,
            "video_frame_rate_limit": 120,
            "video_matrix_limit": 8_294_400,
        },
        "polls": {
            "max_options": 4,
            "max_characters_per_option": 50,
            "min_expiration": 300,
            "max_expiration": 2_629_746,
        },
        "translation": {"enabled": False},
        "vapid": {"public_key": ""},
        "limited_federation": False,
        "urls": {"status": f"{address}/status"},
    }


def account(world: World, who: MastodonAccount, statuses: int) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/Account/."""
    home = f"https://{who.domain}" if who.domain else world.addresses["mastodon"]
    url = f"{home}/@{who.name}"
    return {
        "id": who.id,
        "username": who.name,
        "acct": who.acct,
        "display_name": who.name,
        "locked": who.locked,
        "bot": who.bot,
        "discoverable": who.discoverable,
        "indexable": who.indexable,
        "noindex": who.noindex,
        "group": False,
        "created_at": "2023-01-01T00:00:00.000Z",
        "note": f"<p>{escape(who.note)}</p>" if who.note else "",
        "url": url,
        "uri": url,
        "avatar": "",
        "avatar_static": "",
        "header": "",
        "header_static": "",
        "followers_count": 0,
        "following_count": 0,
        "statuses_count": statuses,
        "last_status_at": None,
        "emojis": [],
        "fields": [{"name": name, "value": escape(value), "verified_at": None} for name, value in who.fields],
    }


def media(world: World, upload: Upload, *, ready: bool) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/MediaAttachment/; while it is processed, ``url`` is null."""
    url = f"{world.addresses['control']}/_control/pictures/{upload.picture.sha256}" if ready else None
    width, height = upload.picture.width, upload.picture.height
    size = {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}
    return {
        "id": upload.id,
        "type": upload.kind,
        "url": url,
        "preview_url": url,
        "remote_url": None,
        "text_url": None,
        "meta": {"original": size, "small": size, "focus": {"x": upload.focus[0], "y": upload.focus[1]}},
        "description": upload.description or None,
        "blurhash": None,
    }


def status(
    world: World, stored: Status, statuses: int, boosted: dict[str, object] | None, boosts: int
) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/Status/; ``boosted``: the status that a boost is of."""
    return {
        "id": stored.id,
        "created_at": iso(stored.created_at, "milliseconds"),
        "in_reply_to_id": stored.reply_to or None,
        "in_reply_to_account_id": stored.reply_account or None,
        "sensitive": stored.sensitive,
        "spoiler_text": stored.warning,
        "visibility": stored.visibility,
        "language": stored.language,
        "uri": stored.uri,
        "url": stored.seen.url,
        "replies_count": 0,
        "reblogs_count": boosts,
        "favourites_count": 0,
        "quotes_count": 0,
        "edited_at": iso(stored.edits[-1].at, "milliseconds") if stored.edits else None,
        "favourited": False,
        "reblogged": False,
        "muted": False,
        "bookmarked": False,
        "pinned": False,
        "content": html(world, stored.text) if stored.text else "",
        "reblog": boosted,
        "application": {"name": "sandbox", "website": None},
        "account": account(world, stored.account, statuses),
        "media_attachments": [media(world, upload, ready=True) for upload in stored.uploads],
        "mentions": [_mention(world, who) for who in stored.mentions],
        "tags": [{"name": tag, "url": ""} for tag in tags(stored.text)],
        "emojis": [],
        "card": None,
        "poll": None,
        "quote": None,
        "filtered": [],
    }


def _mention(world: World, who: MastodonAccount) -> dict[str, object]:
    shown = account(world, who, 0)
    return {name: shown[name] for name in ("id", "username", "url", "acct")}


def notification(told: Notification, status_shown: dict[str, object]) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/Notification/."""
    return {
        "id": told.id,
        "type": "mention",
        "created_at": iso(told.at, "milliseconds"),
        "group_key": f"ungrouped-{told.id}",
        "account": status_shown["account"],
        "status": status_shown,
    }


def edit(world: World, version: Edit, author: dict[str, object]) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/StatusEdit/."""
    return {
        "content": html(world, version.text),
        "spoiler_text": version.warning,
        "sensitive": version.sensitive,
        "created_at": iso(version.at, "milliseconds"),
        "account": author,
        "poll": None,
        "media_attachments": [media(world, upload, ready=True) for upload in version.uploads],
        "emojis": [],
    }
