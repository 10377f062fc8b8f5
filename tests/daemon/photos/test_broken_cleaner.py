"""Where no picture can be opened, whoever wants theirs back is heard and answered all the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.bootstrap.mailroom import chats_of, collecting
from bot.campaign.photo import State
from bot.daemon.photos.kit import Line
from bot.errors import CampaignError
from bot.ports import Box, Cleaned, Received, Refused
from tests.daemon.photos.letter_cast import ANNA, BORIS, WORDS, letter_cast
from tests.daemon.photos.photo_cast import TAKING, Washing, photo_cast

ON_TELEGRAM = TAKING.replace("accounts: [masto]", "accounts: [masto, tele]").replace(
    "accounts:\n  masto:", 'accounts:\n  tele: {kind: telegram, channel: "@small"}\n  masto:'
)


class NoCage:
    """As on a computer whose kernel has changed."""

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """Never."""
        raise CampaignError(f"no cage for {len(data)} bytes, {len(cover)} boxes")


def test_a_mail_takes_a_photo_back_though_pictures_before_it_cannot_be_opened(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed()
    scene.scene.kit.__dict__["cleaner"] = NoCage()
    for number in range(12):
        scene.write("Lyon", f"picture {number}".encode(), by=BORIS)
    scene.write("STOP")
    scene.read()
    assert scene.states() == [State.WITHDRAWN]
    assert "withdrawn" in scene.box.to(ANNA)[-1].body
    scene.scene.kit.__dict__["cleaner"] = Washing()
    scene.read(10)
    assert scene.states().count(State.ASKED) == 10
    assert [mail.outcome for mail in scene.scene.cast.outbox.mails()].count("withdrawal") == 1


class Room:
    """A private chat's other end."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, chat: int, text: str) -> int:
        """Noted."""
        self.said.append(f"{chat}: {text}")
        return len(self.said)

    def fetch(self, file: str) -> bytes:
        """Its name is the file."""
        return file.encode()


def test_whoever_stops_on_telegram_is_told_so_though_pictures_cannot_be_opened(tmp_path: Path) -> None:
    scene, room = photo_cast(tmp_path, ON_TELEGRAM, photos=WORDS), Room()
    scene.kit.lines = {"7": Line(room, scene.campaign.settings.accounts["tele"], lambda: "a_bot")}  # type: ignore[arg-type] # the part that is used
    collect, chats = collecting(scene.kit), chats_of(scene.kit)

    def write(number: int, who: int, **said: object) -> None:
        now = scene.turn(1)
        chat, person = {"id": who, "type": "private"}, {"id": who, "is_bot": False, "language_code": "en"}
        told = {"message_id": number, "date": int(now.timestamp()), "chat": chat, "from": person, **said}
        collect(Received("7", number, {"message": told}, now))

    def picture(name: str) -> list[dict[str, object]]:
        return [{"file_id": name, "file_unique_id": name, "width": 900, "height": 900}]

    write(1, 42, photo=picture("one"), caption="Lyon")
    chats.run_once(scene.turn(1))
    scene.kit.__dict__["cleaner"] = NoCage()
    write(2, 43, photo=picture("two"), caption="Paris")
    write(3, 42, text="STOP")
    with pytest.raises(CampaignError, match="no cage"):
        chats.run_once(scene.turn(1))
    assert scene.states() == [State.WITHDRAWN, State.FOUND]
    assert room.said[-1].startswith("42: Your photos are withdrawn")
