"""From the intent to the first byte: what is written down before the call, and what still stops it then."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions.retract import retract
from bot.campaign.delivery import State
from bot.campaign.model import PictureRequest, Post
from bot.campaign.outcome import Unknown
from bot.daemon.intents import StoreName, intent_of
from bot.daemon.means import Terms
from bot.daemon.sender import Sender
from bot.outbox import open_outbox
from bot.outbox.copying import copy_file
from bot.ports import Media, Prepared
from tests.daemon.cast import NOON, SETTINGS
from tests.daemon.watched import FAST, ON_X, Seen, watched

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
OTHER = ONE.replace("Un.", "Une.")
CARD = "posts:\n  card:\n    when: 2 days before rally at 12:00\n    message: card\n    picture: countdown\n"
WORDS = "card = Encore { $days } jours.\n    .card = { $days }\n    .warning = Attention\n    .alt = Un carton.\n"
KEY = "one/once/france/masto"


class Drawing:
    """A painter that keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[PictureRequest, str]] = []

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Three bytes."""
        self.asked.append((request, alt))
        return Media(b"png", "image/png", "c0ffee", alt)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def reloaded(seen: Seen, schedule: str) -> Callable[[], object]:
    """An edit of the files, once."""
    edits = [schedule]

    def edit() -> None:
        if edits:
            seen.cast.write(edits.pop(), FAST)
            seen.cast.load()

    return edit


def test_the_intent_says_what_a_post_can_be_known_again_by(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.run(NOON)
    ((intent, begun_at),) = seen.outbox.begun
    assert begun_at == NOON
    assert intent.text == "Un.\n#Small"
    assert intent.idempotency_key == sha256(f"small/{KEY}#{seen.cast.only().generation}")
    assert intent.payload_sha256 == sha256("Un.\n#Small\x1f\x1f\x1f")
    assert (intent.media_ids, intent.media_keys, intent.picture_sha256) == ((), (), "")
    assert intent.deadline == NOON + timedelta(seconds=75), "a minute for the call, a quarter for a slow database"
    assert [key for _, key in seen.cast.network.published] == [intent.idempotency_key]


def test_the_intent_knows_the_picture_its_alt_text_and_what_the_network_calls_it(tmp_path: Path) -> None:
    drawing = Drawing()
    seen = watched(tmp_path, CARD, means={"painter": drawing}, a=WORDS)
    network = seen.cast.network
    uploaded: list[Media | None] = []

    def prepare(post: Post, media: Media | None) -> Prepared:
        uploaded.append(media)
        return Prepared(post, media, ("id-1",), ("key-1",))

    network.prepare = prepare  # type: ignore[method-assign] # this network has media of its own
    seen.cast.run(NOON)
    ((request, alt),) = drawing.asked
    (post, _) = network.published[0]
    assert request == post.picture
    assert alt == post.alt != ""
    assert uploaded == [Media(b"png", "image/png", "c0ffee", alt)]
    ((intent, _),) = seen.outbox.begun
    assert (intent.media_ids, intent.media_keys, intent.picture_sha256) == (("id-1",), ("key-1",), "c0ffee")
    assert intent.payload_sha256 == sha256(f"{post.text}\x1f{post.warning}\x1f{post.alt}\x1fc0ffee")
    assert seen.cast.only().state is State.SENT


def test_another_generation_has_another_key(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    row = replace(seen.cast.only(), generation=7)
    intent = intent_of(row, Prepared(Post("Un.", "fr", length=3, limit=500)), seen.cast.means)
    assert intent.idempotency_key == sha256(f"small/{KEY}#7")


def test_another_stores_delivery_of_the_same_name_has_another_key_and_a_copys_the_same(tmp_path: Path) -> None:
    seen, made, keys = watched(tmp_path, ONE), iter("abcd"), []
    for file in ("one.db", "one.db", "copy.db", "other.db"):
        if file == "copy.db":
            copy_file(tmp_path / "one.db", tmp_path / file, NOON)
        with closing(open_outbox(f"sqlite:///{file}", tmp_path)) as outbox:
            name = StoreName(outbox, lambda: next(made))
            ready = Prepared(Post("Un.", "fr", length=3, limit=500))
            keys += [intent_of(seen.cast.only(), ready, replace(seen.cast.means, store=name)) for _ in range(2)]
    assert [one.idempotency_key for one in keys] == [
        *[sha256(f"a/{KEY}#0")] * 6,
        *[sha256(f"d/{KEY}#0")] * 2,
    ]


def test_what_an_earlier_release_called_for_is_called_again_under_the_key_of_that_call(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    earlier = sha256(f"{KEY}#0")
    seen.outbox.change = lambda intent: replace(intent, idempotency_key=earlier)
    seen.cast.network.script = [Unknown("no answer in time")]
    seen.cast.run(NOON)
    assert seen.cast.outbox.attempts_of(KEY)[0].idempotency_key == earlier
    seen.outbox.change = lambda intent: intent
    row = seen.cast.only()
    assert seen.cast.outbox.settle(row, State.PLANNED, "read back: absent", NOON, NOON)
    seen.cast.run(NOON + timedelta(minutes=1))
    assert seen.cast.network.published[-1][1] == earlier
    assert seen.cast.only().state is State.SENT
    anew = replace(seen.cast.only(), generation=1)
    intent = intent_of(anew, Prepared(Post("Un.", "fr", length=3, limit=500)), seen.cast.means)
    assert intent.idempotency_key == sha256(f"small/{KEY}#1"), "said anew by a person"


def test_a_post_without_a_picture_is_prepared_without_one(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    given: list[Media | None] = []

    def prepare(post: Post, media: Media | None) -> Prepared:
        given.append(media)
        return Prepared(post, media)

    seen.cast.network.prepare = prepare  # type: ignore[method-assign] # keeps what it is given
    seen.cast.run(NOON)
    assert given == [None]


@pytest.mark.parametrize("scope", ["everything", "masto"])
def test_a_pause_after_the_intent_stops_the_post_before_its_first_byte(tmp_path: Path, scope: str) -> None:
    seen = watched(tmp_path, ONE)
    seen.outbox.after_begin = lambda: seen.cast.outbox.pause(scope, "Maria", "news", NOON)
    seen.cast.run(NOON)
    assert seen.texts == []
    assert seen.outbox.settled == [(State.PLANNED, "paused just before sending", NOON, None)]
    seen.cast.outbox.resume(scope)
    seen.outbox.after_begin = lambda: None
    seen.cast.run(NOON)
    assert seen.texts == ["Un."]


def test_a_pause_of_another_account_stops_nothing_here(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.outbox.after_begin = lambda: seen.cast.outbox.pause("other", "Maria", "news", NOON)
    seen.cast.run(NOON)
    assert seen.texts == ["Un."]


def test_a_post_that_is_taken_back_while_its_server_opens_the_door_ends_so_and_not_one_byte_of_it_leaves(
    tmp_path: Path,
) -> None:
    seen = watched(tmp_path, ONE)
    outbox, key = seen.cast.outbox, seen.cast.only().key
    seen.cast.network.on_connect = lambda: retract(outbox, [key], "Maria", NOON)
    seen.cast.run(NOON)
    assert seen.texts == []
    assert (seen.cast.only().state, seen.cast.only().reason) == (State.CANCELLED, "")
    assert [order.outcome for order in outbox.errands_of(key)] == ["never sent"]
    assert [call.outcome for call in outbox.attempts_of(key)] == ["planned"], "it was no call"
    assert outbox.errands() == [], "nothing is left to be deleted"


def test_words_that_change_after_the_intent_are_not_the_ones_that_leave(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.outbox.after_begin = reloaded(seen, OTHER)
    seen.cast.run(NOON)
    assert seen.outbox.settled == [(State.PLANNED, "stopped just before sending", NOON, None)]
    assert seen.texts == ["Une."]


def test_words_that_change_during_the_upload_are_not_the_ones_that_leave(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.network.on_prepare = reloaded(seen, OTHER)  # type: ignore[assignment] # what it returns is not looked at
    seen.cast.run(NOON)
    assert seen.outbox.settled == [(State.PLANNED, "changed while its picture was uploaded", NOON, None)]
    assert seen.texts == ["Une."]


def test_a_stop_after_the_intent_stops_the_post_and_after_the_upload_too(tmp_path: Path) -> None:
    stop: list[bool] = []
    seen = watched(tmp_path, ONE, means={"stopped": lambda: bool(stop)})
    seen.outbox.after_begin = lambda: stop.append(True)
    assert seen.cast.run(NOON) is None
    assert seen.outbox.settled == [(State.PLANNED, "stopped just before sending", NOON, None)]
    stop.clear()
    seen.cast.network.on_prepare = lambda: stop.append(True)
    assert seen.cast.run(NOON) is None
    assert seen.outbox.settled[1:] == [(State.PLANNED, "STOP", NOON, NOON + timedelta(seconds=10))]
    assert seen.texts == []
    assert seen.cast.run(NOON + timedelta(hours=1)) is None
    assert len(seen.outbox.settled) == 2, "while it lies there nothing is even claimed"


def test_a_bug_in_the_last_look_lets_no_byte_leave_and_is_tried_in_five_minutes(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)

    def broken() -> None:
        del seen.outbox.pauses
        raise KeyError("a bug")

    seen.outbox.after_begin = lambda: setattr(seen.outbox, "pauses", broken)
    assert seen.cast.run(NOON) == NOON + timedelta(minutes=5)
    assert seen.texts == []
    soon = NOON + timedelta(minutes=5)
    assert seen.outbox.settled == [(State.PLANNED, "a fault of this program (KeyError)", NOON, soon)]


@pytest.mark.parametrize(
    ("lease_s", "asleep_s", "goes"),
    [(300, 240, True), (300, 240.1, False), (60, 15, True), (60, 15.1, False)],
    ids=["as long as the lease allows", "longer", "as long as the intent allows", "longer than that"],
)
def test_a_process_that_slept_after_its_intent_calls_only_while_the_call_ends_within_its_claim(
    tmp_path: Path,
    lease_s: float,
    asleep_s: float,
    goes: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    seen = watched(tmp_path, ONE, SETTINGS, means={"terms": Terms(lease_s=lease_s)})
    later = NOON + timedelta(seconds=asleep_s)
    seen.outbox.after_begin = lambda: seen.cast.clock.set(later) if len(seen.outbox.begun) == 1 else None
    seen.cast.run(NOON)
    assert seen.outbox.settled == ([] if goes else [(State.PLANNED, "lease over", later, None)])


def test_a_claim_is_made_in_the_daemons_name_for_as_long_as_its_terms_say(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, means={"owner": "host:7", "terms": Terms(lease_s=200)})
    claimed: list[tuple[str, object]] = []

    def look() -> None:
        row = seen.cast.only()
        claimed.append((row.owner, row.lease_until))

    seen.cast.network.on_prepare = look
    seen.cast.run(NOON)
    assert claimed == [("host:7", NOON + timedelta(seconds=200))]


def test_the_allowance_is_charged_when_the_call_begins(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, ON_X)
    sender: Sender = seen.cast.sender
    assert sender._allowance.spent(NOON) == 0
    seen.cast.run(NOON)
    assert sender._allowance.spent(NOON) > 0
    assert sender._allowance.last == NOON
