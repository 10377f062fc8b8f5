"""Which photos each mosaic shows that went out, by their ids, so that one that is taken back is taken out of there too.

It is written down before the call: whatever becomes of this process, nobody has to guess what a mosaic shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.campaign.delivery import State as Row
from bot.campaign.model import PictureKind, Post
from bot.ports import Delivery, Outbox

_ANY = "mosaics"
_OF = "mosaic "
_NOWHERE = frozenset({Row.PLANNED, Row.HELD, Row.RETRACTED, Row.CANCELLED, Row.MISSED, Row.REJECTED, Row.PAST})
"""What waits is drawn anew when it goes."""


def remember(outbox: Outbox, delivery: Delivery, post: Post) -> None:
    """Note what the mosaic that is about to go shows, if it is one."""
    if post.picture is None or post.picture.kind is not PictureKind.MOSAIC or not post.picture.photos:
        return
    if outbox.noted(_ANY) is None:
        outbox.note(_ANY, "yes")
    outbox.note(f"{_OF}{delivery.key}", " ".join(photo for photo, _ in post.picture.photos))


def out(outbox: Outbox) -> Iterator[tuple[Delivery, frozenset[str]]]:
    """Mosaics that are out, or may be, with the ids of the photos in them."""
    if outbox.noted(_ANY) is None:
        return
    for row in outbox.deliveries(states=tuple(state for state in Row if state not in _NOWHERE)):
        shown = outbox.noted(f"{_OF}{row.key}") if row.picture_sha256 else None
        if shown:
            yield row, frozenset(shown.split())
