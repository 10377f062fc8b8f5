"""Changing a status: https://docs.joinmastodon.org/methods/statuses/#edit, app/services/update_status_service.rb."""

from __future__ import annotations

from bot.sandbox.call import Answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.context import Context, ok, refuse, text_of, truth_of
from bot.sandbox.mastodon.counting import CHARACTERS_MAX, status_length
from bot.sandbox.mastodon.languages import stored as stored_language
from bot.sandbox.mastodon.statuses import count
from bot.sandbox.mastodon.store import Edit, Status, Upload
from bot.sandbox.mastodon.texts import mentioned
from bot.sandbox.world import Shown


def edit(context: Context) -> Answer:
    """``PUT /api/v1/statuses/:id``: what is not sent is taken away, pictures and warning included.

    The controller hands every field on, given or not. The visibility cannot be changed; what changes nothing is 200 and
    no edit.
    """
    status = context.own_status()
    before = _version(context, status)
    after = _checked(context, status)
    if _content(after) == _content(before) and not _described(context, after.uploads):
        return ok(context.status_json(status))
    count(context)
    if not status.edits:
        status.edits.append(before)
    status.edits.append(after)
    _apply(context, status, after)
    return ok(context.status_json(status))


def history(context: Context) -> Answer:
    """``GET /api/v1/statuses/:id/history``: every version, oldest first; one that never changed has one."""
    status = context.own_status()
    shown = entities.account(context.world, status.account, context.count())
    return ok([entities.edit(context.world, one, shown) for one in status.edits or [_version(context, status)]])


def _version(context: Context, status: Status) -> Edit:
    del context
    at = status.edits[-1].at if status.edits else status.created_at
    return Edit(at, status.text, status.warning, status.sensitive, status.language, tuple(status.uploads))


def _content(version: Edit) -> tuple[object, ...]:
    return version.text, version.warning, version.sensitive, version.language, [one.id for one in version.uploads]


def _checked(context: Context, status: Status) -> Edit:
    fields = context.body()
    uploads = _uploads(context, status, fields.get("media_ids"))
    text, warning = text_of(fields, "status"), text_of(fields, "spoiler_text")
    if not text.strip():
        text, warning = warning, ""  # @options[:text].presence || @options.delete(:spoiler_text)
    if not text.strip() and not uploads:
        refuse(422, "Validation failed: Text can't be blank")
    length = status_length(text, warning)
    if length > CHARACTERS_MAX:
        refuse(422, f"Validation failed: Text character limit of {CHARACTERS_MAX} exceeded", f"{length} characters")
    language = stored_language(text_of(fields, "language"), status.language)
    sensitive = truth_of(fields, "sensitive") or bool(warning.strip())
    return Edit(context.world.now(), text, warning, sensitive, language, tuple(uploads))


def _uploads(context: Context, status: Status, wanted: object) -> list[Upload]:
    if not isinstance(wanted, list):
        return []
    if len(wanted) > entities.MEDIA_MAX:
        refuse(422, "Cannot attach more than 4 files")
    found = [context.store.uploads.get(str(identity)) for identity in wanted]
    # Unlike a new status, a change leaves out, without a word, what is not there or belongs to another one.
    mine = [one for one in found if one and one.account == context.account.id and one.status in {"", status.id}]
    if any(context.world.now() < one.ready_at for one in mine):
        refuse(422, "Cannot attach files that have not finished processing. Try again in a moment!")
    return list({one.id: one for one in mine}.values())


def _described(context: Context, uploads: tuple[Upload, ...]) -> bool:
    """Carry out ``media_attributes`` (JSON, or ``media_attributes[][id]`` in a form): a picture's new alt text."""
    given = context.body().get("media_attributes")
    changed = False
    for attributes in given if isinstance(given, list) else []:
        found = [one for one in uploads if isinstance(attributes, dict) and one.id == str(attributes.get("id"))]
        for one in found:
            text = text_of(attributes, "description").strip()
            if len(text) > entities.DESCRIPTION_MAX:
                limit = entities.DESCRIPTION_MAX
                refuse(422, f"Validation failed: Description is too long (maximum is {limit} characters)")
            changed |= text != one.description
            one.description = text
    return changed


def _apply(context: Context, status: Status, version: Edit) -> None:
    status.text, status.warning, status.sensitive = version.text, version.warning, version.sensitive
    status.language, status.uploads = version.language, list(version.uploads)
    status.mentions = tuple(mentioned(context.world, version.text))
    for one in version.uploads:
        one.status = status.id
    seen = status.seen
    seen.text, seen.warning, seen.language = version.text, version.warning, version.language
    seen.pictures = [Shown(one.picture, one.description) for one in version.uploads]
    seen.edited_at = context.world.now()
