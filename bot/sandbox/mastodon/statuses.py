"""Posting and deleting: https://docs.joinmastodon.org/methods/statuses/, app/services/post_status_service.rb."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.call import Answer, RefusedError, json_answer
from bot.sandbox.mastodon import entities
from bot.sandbox.mastodon.context import Context, ok, refuse, text_of, truth_of
from bot.sandbox.mastodon.counting import CHARACTERS_MAX, status_length
from bot.sandbox.mastodon.languages import stored as stored_language
from bot.sandbox.mastodon.store import Status, Store, Upload
from bot.sandbox.mastodon.texts import mentioned
from bot.sandbox.snowflake import mastodon_id
from bot.sandbox.world import Seen, Shown, World

VISIBILITIES = ("public", "unlisted", "private", "direct")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A status that passed every rule."""

    text: str
    warning: str
    sensitive: bool
    visibility: str
    language: str
    reply_to: str
    uploads: list[Upload]


def create(context: Context) -> Answer:
    """``POST /api/v1/statuses``. A repeated ``Idempotency-Key`` gives the first status again, its body unread."""
    now = context.world.now()
    key = context.call.headers.get("Idempotency-Key", "")
    behaviour = context.world.settings.mastodon_idempotency
    if key and behaviour != "ignored":
        existing = context.store.status_of_key(context.account.id, key, now)
        if existing is not None and behaviour == "error":
            # https://github.com/mastodon/mastodon/issues/40399
            error = {"error": "We're sorry, but something went wrong on our end."}
            raise RefusedError(json_answer(500, error), "a repeated key, on a server with mastodon#40399")
        if existing is not None and existing.seen.deleted_at is not None:
            # PostStatusService#idempotency_duplicate looks among those that stand, and finds none.
            refuse(404, "Record not found", "a repeated key, whose status was deleted")
        if existing is not None:
            return ok(context.status_json(existing))
    draft = _check(context)
    count(context)
    status = _store(context, draft, key)
    if key:
        context.store.remember_key(context.account.id, key, status.id, now)
    return ok(context.status_json(status))


def delete(context: Context) -> Answer:
    """``DELETE /api/v1/statuses/:id``: the answer carries the source in place of the content, for writing it again.

    Unless ``delete_media`` says otherwise, its pictures can be attached once more.
    """
    status = context.own_status()
    shown = context.status_json(status)
    given = {**dict(context.call.query), **context.body()}
    remove(context.world, context.store, status, keep_media=not truth_of(given, "delete_media"))
    del shown["content"]
    return ok(shown | {"text": status.text})


def remove(world: World, store: Store, status: Status, *, keep_media: bool) -> None:
    """Take a status away; its id stays used."""
    # Its boosts go with it (Status#discard_with_reblogs).
    for one in (status, *store.boosts_of(status.id)):
        one.seen.deleted_at = world.now()
        store.counts[one.account.id] -= 1
    if keep_media:
        for upload in status.uploads:
            upload.status = ""


def _check(context: Context) -> _Draft:
    fields = context.body()
    # The order is the server's: media first, then the text.
    uploads = _uploads(context, fields)
    text, warning = text_of(fields, "status"), text_of(fields, "spoiler_text")
    if not text.strip() and warning.strip():
        text, warning = warning, ""  # preprocess_attributes!
    if not text.strip() and not uploads:
        refuse(422, "Validation failed: Text can't be blank")
    length = status_length(text, warning)
    if length > CHARACTERS_MAX:
        refuse(422, f"Validation failed: Text character limit of {CHARACTERS_MAX} exceeded", f"{length} characters")
    visibility = text_of(fields, "visibility") or "public"
    if visibility not in VISIBILITIES:
        refuse(422, "Validation failed: Visibility is not included in the list", f"visibility {visibility!r}")
    for name in ("scheduled_at", "poll"):
        if fields.get(name):
            refuse(422, f"Validation failed: {name} is not played by this stand-in")
    language = stored_language(text_of(fields, "language"), context.account.language)
    sensitive = truth_of(fields, "sensitive") or bool(warning.strip())
    return _Draft(text, warning, sensitive, visibility, language, _reply_to(context, fields), uploads)


def _uploads(context: Context, fields: dict[str, object]) -> list[Upload]:
    wanted = fields.get("media_ids")
    if not isinstance(wanted, list) or not wanted:
        return []
    # config/locales/en.yml, media_attachments.validations
    if len(wanted) > entities.MEDIA_MAX:
        refuse(422, "Cannot attach more than 4 files")
    found = [context.store.uploads.get(str(identity)) for identity in wanted]
    mine = [upload for upload in found if upload and upload.account == context.account.id and not upload.status]
    if len(mine) < len(wanted) or len({upload.id for upload in mine}) < len(mine):
        missing = ", ".join(sorted({str(identity) for identity in wanted} - {upload.id for upload in mine}))
        refuse(422, f"Media {missing} not found or already attached to another post")
    if len(mine) > 1 and any(upload.kind != "image" for upload in mine) and not context.account.domain:
        refuse(422, "Cannot attach a video to a post that already contains images")
    if any(context.world.now() < upload.ready_at for upload in mine):
        refuse(422, "Cannot attach files that have not finished processing. Try again in a moment!")
    return mine


def _reply_to(context: Context, fields: dict[str, object]) -> str:
    wanted = text_of(fields, "in_reply_to_id")
    found = context.store.statuses.get(wanted)
    if wanted and (found is None or found.seen.deleted_at is not None):
        refuse(404, "The post you are trying to reply to does not appear to exist.")
    return wanted


def count(context: Context) -> None:
    """Count one status, or one change of a status, in the account's 300 of three hours."""
    # app/lib/rate_limiter.rb: only a status that is really made counts, a repeated key or a refused text does not.
    window = context.store.limits.statuses
    now = context.world.now()
    if not window.take(context.account.id, now) and context.world.settings.limits:
        reset = window.look(context.account.id, now).reset.isoformat(timespec="microseconds").replace("+00:00", "Z")
        headers = {"X-RateLimit-Limit": str(window.limit), "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
        raise RefusedError(json_answer(429, {"error": "Too many requests"}, headers), "over 300 statuses in 3 h")


def _store(context: Context, draft: _Draft, key: str) -> Status:
    world, account = context.world, context.account
    identity = mastodon_id(world)
    home = f"https://{account.domain}" if account.domain else world.addresses["mastodon"]
    url = f"{home}/@{account.name}/{identity}"
    answered = context.store.statuses.get(draft.reply_to)
    seen = Seen(
        "mastodon",
        "supporter" if account.supporter else "account",
        account.acct,
        account.id,
        identity,
        draft.text,
        world.now(),
        context.call.received_at,
        url,
        account.zone,
        draft.language,
        draft.visibility,
        draft.warning,
        pictures=[Shown(upload.picture, upload.description) for upload in draft.uploads],
        idempotency_key=key,
    )
    status = Status(
        identity,
        account,
        draft.text,
        draft.warning,
        draft.sensitive,
        draft.visibility,
        draft.language,
        draft.reply_to,
        world.now(),
        draft.uploads,
        seen,
        reply_account=answered.account.id if answered else "",
        mentions=tuple(mentioned(world, draft.text)),
        uri=f"{home}/users/{account.name}/statuses/{identity}" if account.domain else url,
    )
    context.store.tell_mentioned(status, world.now())
    for upload in draft.uploads:
        upload.status = identity
    context.store.statuses[identity] = status
    context.store.counts[account.id] += 1
    world.see(seen)
    return status
