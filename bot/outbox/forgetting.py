"""What is deleted on schedule: photos that are over with the words of their reposts, consents, mails, files."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import AT_REST
from bot.campaign.photo import OVER
from bot.outbox import photo_rows
from bot.outbox.photo_rows import COLUMNS, value
from bot.outbox.photo_schema import HAS_CONSENT, consents, loose_files, mails, photos, replies
from bot.outbox.reposts import states_of
from bot.outbox.rows import get
from bot.outbox.schema import Instant, attempts, deliveries, errands, one_of
from bot.outbox.sharing import take_turns
from bot.ports import PHOTOS, Forgotten, Photo

_BEFORE = sa.bindparam("before", type_=Instant)

_LONG_OVER = sa.select(*COLUMNS).where(one_of(photos.c.state, sorted(OVER)), photos.c.updated_at < _BEFORE)
_DELETE_PHOTO = sa.delete(photos).where(photos.c.number == sa.bindparam("of_number"))
_HAS_PHOTO = sa.exists().where(HAS_CONSENT, photos.c.consent == consents.c.id)
_SINCE = sa.func.coalesce(consents.c.withdrawn_at, consents.c.alone_since, consents.c.agreed_at, consents.c.asked_at)
_DELETE_CONSENTS = sa.delete(consents).where(~_HAS_PHOTO, _SINCE < _BEFORE)
# One that still lies in the mailbox would be dealt with anew.
_DELETE_MAILS = sa.delete(mails).where(mails.c.uid == "", mails.c.at < _BEFORE)
_DELETE_REPLIES = sa.delete(replies).where(replies.c.at < _BEFORE)

_IS_GONE = ~sa.exists().where(photos.c.id == deliveries.c.occurrence)
_REPOSTS = sa.select(deliveries.c.key).where(
    deliveries.c.entry == PHOTOS,
    one_of(deliveries.c.state, sorted(AT_REST)),
    deliveries.c.updated_at < _BEFORE,
    _IS_GONE,
)
_HAS_WORDS = sa.or_(
    *(~one_of(deliveries.c[name], ("",)) for name in ("text", "repost_of", "remote_id", "approved_text"))
)
_WIPE_DELIVERY = (
    sa.update(deliveries)
    .where(deliveries.c.key == sa.bindparam("of_key"))
    .values(text="", approved_text="", picture_sha256="", remote_id="", url="", repost_of="")
)
_TOUCHED = sa.update(deliveries).where(deliveries.c.key == sa.bindparam("of_key"))
_OF_PHOTO = sa.select(deliveries.c.key).where(
    deliveries.c.entry == PHOTOS, deliveries.c.occurrence == sa.bindparam("of_photo")
)
_WIPE_ATTEMPTS = (
    sa.update(attempts)
    .where(attempts.c.key == sa.bindparam("of_key"))
    .values(text="", payload_sha256="", idempotency_key="", media_ids=[], media_keys=[], picture_sha256="")
)
_WIPE_ERRANDS = sa.update(errands).where(errands.c.key == sa.bindparam("of_key")).values(text="", remote_id="")

_FILES = sa.union(
    *(sa.select(column).where(column != "") for column in (photos.c.original, photos.c.sha256)),
    sa.select(photos.c.contact).where(
        sa.func.length(photos.c.contact) == photo_rows.HASH, ~photos.c.contact.contains("/")
    ),
)
_LOOSE = sa.select(loose_files.c.sha256).order_by(loose_files.c.sha256)
_NO_LONGER_LOOSE = sa.delete(loose_files)


def forget_photos(
    connection: Connection, over_before: datetime, consents_before: datetime, mails_before: datetime
) -> Forgotten:
    """A photo whose reposts are still to be undone, or in somebody's hand, waits until they are.

    Files are named once: what a crash keeps from being removed is in the cabinet and not in ``files_of_photos``.
    """
    take_turns(connection, "photos")
    over = [value(row) for row in connection.execute(_LONG_OVER, {"before": over_before})]
    settled = [photo for photo in over if not _is_to_be_undone(connection, photo)]
    for photo in settled:
        connection.execute(_DELETE_PHOTO, {"of_number": photo.number})
    _forget_reposts(connection, over_before)
    without = connection.execute(_DELETE_CONSENTS, {"before": consents_before}).rowcount
    handled = connection.execute(_DELETE_MAILS, {"before": mails_before}).rowcount
    connection.execute(_DELETE_REPLIES, {"before": mails_before})
    return Forgotten(len(settled), without, handled, _loose_files(connection))


def _is_to_be_undone(connection: Connection, photo: Photo) -> bool:
    return bool(states_of(connection, photo.id) - AT_REST)


def _forget_reposts(connection: Connection, before: datetime) -> None:
    """That they were, when, and on which account stays: calls are counted, and a key is never used again."""
    for key in connection.execute(_REPOSTS.where(_HAS_WORDS), {"before": before}).scalars().all():
        for wipe in (_WIPE_DELIVERY, _WIPE_ATTEMPTS, _WIPE_ERRANDS):
            connection.execute(wipe, {"of_key": key})


def wipe_repost(connection: Connection, key: str, now: datetime) -> None:
    """At rest alone: what is still to be done about the others needs all of it."""
    row = get(connection, key)
    if row is None or row.entry != PHOTOS or row.state not in AT_REST:
        return
    for wipe in (_WIPE_DELIVERY, _WIPE_ATTEMPTS, _WIPE_ERRANDS):
        connection.execute(wipe, {"of_key": key})
    connection.execute(_TOUCHED, {"of_key": key, "updated_at": now})


def forget_photo(connection: Connection, photo_id: str) -> tuple[str, ...]:
    """With the words of its reposts; one that is not over, or is still to be undone, stays."""
    photo = photo_rows.get(connection, photo_id)
    if photo is None or photo.state not in OVER or _is_to_be_undone(connection, photo):
        return ()
    connection.execute(_DELETE_PHOTO, {"of_number": photo.number})
    for key in connection.execute(_OF_PHOTO, {"of_photo": photo_id}).scalars().all():
        for wipe in (_WIPE_DELIVERY, _WIPE_ATTEMPTS, _WIPE_ERRANDS):
            connection.execute(wipe, {"of_key": key})
    return _loose_files(connection)


def _loose_files(connection: Connection) -> tuple[str, ...]:
    found = connection.execute(_LOOSE).scalars().all()
    connection.execute(_NO_LONGER_LOOSE)
    in_use = files_of_photos(connection)
    return tuple(sha256 for sha256 in found if sha256 not in in_use)


def files_of_photos(connection: Connection) -> frozenset[str]:
    """Every hash that a photo refers to."""
    return frozenset(connection.execute(_FILES).scalars())
