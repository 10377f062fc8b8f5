"""The JSON shapes: https://core.telegram.org/bots/api#available-types."""

from __future__ import annotations

from bot.sandbox.accounts import Bot, Chat
from bot.sandbox.pictures import Picture


def user(bot: Bot) -> dict[str, object]:
    """A bot as a ``User``."""
    return {"id": bot.id, "is_bot": True, "first_name": bot.username, "username": bot.username}


def chat(one: Chat) -> dict[str, object]:
    """A ``Chat``."""
    shown: dict[str, object] = {"id": one.id, "type": one.kind}
    if one.kind == "private":
        shown["first_name"] = one.title or one.username
    else:
        shown["title"] = one.title or one.username
    if one.username:
        shown["username"] = one.username
    return shown


def full_chat(one: Chat) -> dict[str, object]:
    """``ChatFullInfo``: its required fields."""
    return chat(one) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }


def membership(one: Chat, bot: Bot) -> dict[str, object]:
    """The bot as ``ChatMemberAdministrator``, or as the ordinary member it is."""
    if not one.can_post:
        return {"status": "member", "user": user(bot)}
    return {
        "status": "administrator",
        "user": user(bot),
        "can_be_edited": False,
        "is_anonymous": False,
        "can_manage_chat": True,
        "can_delete_messages": True,
        "can_manage_video_chats": False,
        "can_restrict_members": False,
        "can_promote_members": False,
        "can_change_info": False,
        "can_invite_users": False,
        "can_post_stories": False,
        "can_edit_stories": False,
        "can_delete_stories": False,
        "can_post_messages": True,
        "can_edit_messages": True,
        "can_manage_direct_messages": False,
    }


def file(file_id: str, size: int) -> dict[str, object]:
    """``File``, and what every medium shows of its own."""
    return {"file_id": file_id, "file_unique_id": f"u{file_id[4:20]}", "file_size": size}


def photo_sizes(file_id: str, picture: Picture) -> list[dict[str, object]]:
    """``PhotoSize``, the largest last."""
    full = _size(file_id, picture, 1.0)
    longest = max(picture.width, picture.height)
    return [_size(f"{file_id}s", picture, 320 / longest), full] if longest > 320 else [full]


def _size(file_id: str, picture: Picture, scale: float) -> dict[str, object]:
    return {
        "file_id": file_id,
        "file_unique_id": f"u{picture.sha256[:16]}{'s' if scale < 1 else ''}",
        "file_size": max(1, int(len(picture.data) * scale)),
        "width": max(1, round(picture.width * scale)),
        "height": max(1, round(picture.height * scale)),
    }
