"""A public channel's photo, looked at again just before it is forwarded, though no update has told of a change."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.bootstrap.mailroom import chats_of, collecting, open_lines
from bot.campaign.delivery import State as Row
from bot.campaign.photo import Reason, State
from bot.daemon.photos.sources import GONE
from bot.daemon.sender import Sender
from bot.daemon.staff.kept import as_kept
from bot.networks.telegram import TelegramNetwork
from bot.networks.telegram_chat import TelegramChat
from bot.networks.telegram_intake import TelegramIntake
from bot.ports import PHOTOS, Photo, Received
from tests.daemon.photos.chat_cast import CHATTING
from tests.daemon.photos.letter_cast import WORDS
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast
from tests.sandbox.driver import Sandbox, png

TOKEN, BOT, STAFF, DEADLINE_S = "432:canary-BBGxyz", "432", -100125, 20.0
THEIRS = {"id": -1077, "username": "friends", "title": "Friends"}
PERSON = {"id": 4712, "first_name": "Petronella"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox()
    yield running
    running.close()


def picture(colour: str) -> dict[str, object]:
    """As the stand-in takes it."""
    return {"data": b64encode(png(colour=colour)).decode()}


@dataclass
class Channel:
    """Somebody's public channel, the campaign's own, and the bot that is in both."""

    sandbox: Sandbox
    scene: PhotoCast
    number: int = 0
    staff: int | None = STAFF
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        account = self.scene.campaign.settings.accounts["canal"]
        token = {"bot_token": TOKEN}
        self.scene.kit.intakes = lambda account: TelegramIntake(account, token, DEADLINE_S, self.staff)
        open_lines(self.scene.kit, {BOT: (TOKEN, account)})
        self.network = TelegramNetwork(account, token, DEADLINE_S, STAFF)
        self.sender = Sender(account, self.network, self.scene.cast.means)
        self.chats = chats_of(self.scene.kit)

    def people(self, do: str, **more: object) -> dict[str, object]:
        """Somebody does something there."""
        act = {"network": "telegram", "do": do, "person": PERSON, **more}
        [done] = self.sandbox.control("POST", "people", [act])
        return dict(done)

    def delete(self) -> None:
        """Their post goes."""
        self.people("delete", account="@friends", id=str(self.number))

    def take_the_tag_away(self) -> None:
        """Their post stays, and is nobody's but theirs."""
        self.people("edit", chat=THEIRS["id"], message_id=self.number, text="nothing any more")

    def show_another_picture(self) -> None:
        """Under the same words."""
        self.people("edit", chat=THEIRS["id"], message_id=self.number, text="#Small", pictures=[picture("red")])

    def approved(self) -> Photo:
        """A photo stands in the channel, was heard of, and a person said yes to it."""
        made = self.people("write", chat="@friends", text="#Small", pictures=[picture("navy")])
        self.number = int(str(made["message_id"]))
        outbox, clock = self.scene.cast.outbox, self.scene.cast.clock
        chat = TelegramChat(TOKEN, self.sandbox.at["telegram"])
        updates = chat.updates(None, 0)
        assert isinstance(updates, tuple)
        for update in updates:
            collecting(self.scene.kit)(Received(BOT, update.id, as_kept(update.body), clock.now()))
        chat.close()
        self.chats.run_once(self.scene.turn(1))
        (photo,) = outbox.photos((State.QUEUED,))
        seen = approval_of(photo, self.scene.campaign)
        return photos.approve(outbox, photo, self.scene.campaign, "Jean", clock.now(), seen=seen)

    def work(self, minutes: float = 1) -> None:
        """The reposter gives it its turn, and the account's sender takes it."""
        self.scene.reposter.run_once(self.scene.turn(minutes))
        self.sender.run_once(self.scene.cast.clock.now())

    def forwards(self) -> list[str]:
        """What the campaign's channel shows of others now."""
        posts = self.sandbox.control("GET", "posts")
        standing = [post for post in posts if post["kind"] == "channel" and post["deleted_at"] is None]
        return [post["repost_of"] for post in standing if post["repost_of"]]

    def in_the_staffs_chat(self) -> int:
        """Messages that stand there."""
        posts = self.sandbox.control("GET", "posts")
        return len([post for post in posts if str(post["account_id"]) == str(STAFF) and post["deleted_at"] is None])

    def became(self) -> tuple[State, Reason | None, Row, str]:
        """Of the photo and of its repost."""
        (photo,) = self.scene.cast.outbox.photos()
        (row,) = self.scene.cast.outbox.deliveries(entry=PHOTOS)
        return photo.state, photo.reason, row.state, row.reason


@pytest.fixture
def channel(tmp_path: Path, sandbox: Sandbox) -> Iterator[Channel]:
    for name in ("posts", "faults"):
        sandbox.control("DELETE", name)
    ours = {"id": -1010, "username": "small_fr", "title": "Small"}
    bot = {"network": "telegram", "bot_token": TOKEN, "username": "small_bot", "channels": [ours, THEIRS]}
    sandbox.control("POST", "accounts", [{**bot, "chats": [{"id": STAFF, "title": "s"}]}])
    settings = CHATTING.replace("staff: {", f"staff: {{chat: {STAFF}, ")
    settings = settings.replace('"@small_fr"', f'"@small_fr", api: "{sandbox.at["telegram"]}"')
    scene = photo_cast(tmp_path, settings, photos=WORDS)
    sandbox.clock(scene.cast.clock.now().isoformat())
    made = Channel(sandbox, scene)
    yield made
    made.chats.close()
    made.network.close()
    open_lines(scene.kit, {})


def test_a_channels_photo_that_stands_as_it_was_approved_is_forwarded_once(channel: Channel) -> None:
    photo = channel.approved()
    assert channel.forwards() == []
    for _ in range(3):
        channel.work(20)
    assert channel.forwards() == [photo.remote_id]
    assert channel.became()[::2] == (State.APPROVED, Row.SENT)
    assert channel.in_the_staffs_chat() == 0, "the copy that was looked at is gone"


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (Channel.delete, Reason.DELETED),
        (Channel.take_the_tag_away, Reason.TAG_REMOVED),
        (Channel.show_another_picture, Reason.PICTURE_CHANGED),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_one_that_is_gone_or_another_by_now_is_not_forwarded(
    channel: Channel, what: Callable[[Channel], object], reason: Reason
) -> None:
    channel.approved()
    what(channel)
    for _ in range(3):
        channel.work(20)
    assert channel.forwards() == []
    assert channel.became() == (State.GONE, reason, Row.CANCELLED, GONE)


def test_one_that_cannot_be_looked_at_waits_and_is_not_forwarded_unseen(channel: Channel) -> None:
    photo = channel.approved()
    channel.staff = None
    channel.work()
    assert channel.forwards() == []
    assert channel.became()[::2] == (State.APPROVED, Row.PLANNED)
    channel.staff = STAFF
    channel.work(20)
    assert channel.forwards() == [photo.remote_id]
