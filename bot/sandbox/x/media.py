"""Uploads and alt text: https://docs.x.com/x-api/media/upload-media, https://docs.x.com/x-api/media/create-media-metadata."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.call import Answer, json_answer
from bot.sandbox.pictures import BadPictureError
from bot.sandbox.snowflake import x_id
from bot.sandbox.x.context import Context
from bot.sandbox.x.problems import invalid
from bot.sandbox.x.schema import Anything, Record, Text
from bot.sandbox.x.store import Media

BYTES_MAX = 5 * 1024 * 1024
ALT_MAX = 1_000
EXPIRES_S = 86_400  # the documented example
_FIELDS = frozenset({"media", "media_category", "media_type", "additional_owners", "shared"})
_CATEGORIES = ("tweet_image", "dm_image", "subtitles")

# https://docs.x.com/x-api/media/create-media-metadata; ``additionalProperties: false``
_METADATA = Record(
    {
        "id": Text(r"[0-9]{1,19}"),
        "metadata": Record(
            {
                "alt_text": Record({"text": Text(longest=ALT_MAX)}, ("text",)),
                "allow_download_status": Anything(),
                "audience_policy": Anything(),
                "content_expiration": Anything(),
                "domain_restrictions": Anything(),
                "found_media_origin": Anything(),
                "geo_restrictions": Anything(),
                "management_info": Anything(),
                "preview_image": Anything(),
                "sensitive_media_warning": Anything(),
                "shared_info": Anything(),
                "sticker_info": Anything(),
                "upload_source": Anything(),
            }
        ),
    },
    ("id",),
)


def upload(context: Context) -> Answer:
    """One-shot ``POST /2/media/upload``: multipart, ``media`` and ``media_category`` both required."""
    form = context.call.form()
    names = {name for name, _ in form.fields} | {file.field for file in form.files}
    for name in sorted(names - _FIELDS):
        invalid({name: ""}, f"{name} is not defined in the schema and the schema does not allow additional properties")
    file, category = form.file("media"), form.get("media_category")
    if file is None or not file.data:
        invalid({"media": ""}, "$.media: is missing but it is required")
    if category not in _CATEGORIES:
        invalid({"media_category": category}, f"$.media_category: must be one of {list(_CATEGORIES)}")
    # https://docs.x.com/x-api/media/introduction: images up to 5 MB
    if len(file.data) > BYTES_MAX:
        invalid({"media": len(file.data)}, f"File size exceeds {BYTES_MAX} bytes.")
    try:
        picture = context.world.pictures.read(file.data)
    except BadPictureError as error:
        invalid({"media": str(error)}, "media type unrecognized.")
    if picture.frames > 1:
        invalid({"media_category": category}, "an animated GIF needs tweet_gif and a chunked upload")
    expires_at = context.world.now() + timedelta(seconds=EXPIRES_S)
    media = Media(x_id(context.world), context.account.id, picture, expires_at)
    context.store.media[media.id] = media
    data = {"id": media.id, "media_key": media.key, "size": len(file.data), "expires_after_secs": EXPIRES_S}
    return json_answer(200, {"data": data})


def describe(context: Context) -> Answer:
    """``POST /2/media/metadata``: the alt text."""
    body = context.body(_METADATA)
    media = context.store.media.get(str(body["id"]))
    if media is None or media.owner != context.account.id or context.world.now() >= media.expires_at:
        invalid({"id": body["id"]}, "Your media IDs are invalid.")
    metadata = body.get("metadata")
    alt = metadata.get("alt_text") if isinstance(metadata, dict) else None
    if isinstance(alt, dict):
        media.alt = alt["text"]
    return json_answer(200, {"data": {"id": media.id, "associated_metadata": metadata or {}}})
