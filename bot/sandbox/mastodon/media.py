"""Uploads: https://docs.joinmastodon.org/methods/media/."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.sandbox.call import Answer, json_answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.context import Context, refuse, text_of
from bot.sandbox.mastodon.store import Upload
from bot.sandbox.pictures import BadPictureError, Picture
from bot.sandbox.snowflake import mastodon_id


def upload(context: Context) -> Answer:
    """200 with the attachment, or 202 with a null ``url`` while it is processed."""
    file = context.call.form().file("file")
    if file is None:
        refuse(422, "Validation failed: File can't be blank", "no multipart part named file")
    fields = context.body()
    seconds = context.world.settings.mastodon_media_s
    attachment = keep(context, file.data, fields, seconds)
    return json_answer(202 if seconds else 200, entities.media(context.world, attachment, ready=not seconds))


def keep(context: Context, data: bytes, fields: dict[str, object], seconds: float, kind: str = "image") -> Upload:
    """Take a file as its first bytes show it; of a video, the picture that stands for it."""
    # https://docs.joinmastodon.org/entities/Instance/#image_size_limit
    if len(data) > entities.IMAGE_BYTES_MAX:
        refuse(422, "Validation failed: File file size must be less than or equal to 16 MB", "over image_size_limit")
    picture = _picture(context, data)
    ready_at = context.world.now() + timedelta(seconds=seconds)
    attachment = Upload(
        mastodon_id(context.world),
        context.account.id,
        picture,
        _description(fields),
        _focus(fields),
        ready_at,
        kind=kind,
    )
    context.store.uploads[attachment.id] = attachment
    return attachment


def show(context: Context) -> Answer:
    """206 while it is processed, then 200."""
    attachment = _unattached(context)
    if context.world.now() < attachment.ready_at:
        return json_answer(206, entities.media(context.world, attachment, ready=False))
    return json_answer(200, entities.media(context.world, attachment, ready=True))


def change(context: Context) -> Answer:
    """A new description or focus."""
    attachment = _unattached(context)
    fields = context.body()
    if "description" in fields:
        attachment.description = _description(fields)
    if "focus" in fields:
        attachment.focus = _focus(fields)
    ready = context.world.now() >= attachment.ready_at
    return json_answer(200, entities.media(context.world, attachment, ready=ready))


def _picture(context: Context, data: bytes) -> Picture:
    try:
        picture = context.world.pictures.read(data)
    except BadPictureError as error:
        # Api::V1::MediaController#file_type_error, and the bytes decide, not the name
        refuse(422, "File type of uploaded media could not be verified", str(error))
    # https://docs.joinmastodon.org/entities/Instance/#image_matrix_limit
    if picture.width * picture.height > entities.IMAGE_PIXELS_MAX:
        refuse(422, f"Validation failed: File {picture.width}x{picture.height} images are not supported")
    return picture


def _unattached(context: Context) -> Upload:
    attachment = context.store.uploads.get(context.parameters["id"])
    # Only an unattached upload of one's own is found (MediaController#set_media_attachment).
    if attachment is None or attachment.account != context.account.id or attachment.status:
        refuse(404, "Record not found")
    return attachment


def _description(fields: dict[str, object]) -> str:
    description = text_of(fields, "description").strip()
    # https://docs.joinmastodon.org/entities/Instance/#description_limit
    if len(description) > entities.DESCRIPTION_MAX:
        refuse(422, f"Validation failed: Description is too long (maximum is {entities.DESCRIPTION_MAX} characters)")
    return description


def _focus(fields: dict[str, object]) -> tuple[float, float]:
    # https://docs.joinmastodon.org/api/guidelines/#focal-points: two numbers from -1 to 1
    text = text_of(fields, "focus")
    if not text:
        return (0.0, 0.0)
    match = re.fullmatch(r"\s*(-?\d*\.?\d+)\s*,\s*(-?\d*\.?\d+)\s*", text, re.ASCII)
    if match is None or max(abs(float(match.group(1))), abs(float(match.group(2)))) > 1:
        refuse(422, "Validation failed: Focus is invalid")
    return (float(match.group(1)), float(match.group(2)))
