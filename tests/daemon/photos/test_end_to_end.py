"""The mailbox and Telegram of the sandbox, the real adapters, and the real cleaner."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.bootstrap.mailroom import chats_of, collecting, mails_of, open_lines
from bot.bootstrap.photo_kit import cleaner
from bot.campaign.model import NetworkName
from bot.campaign.photo import State
from bot.daemon.desk import Desk
from bot.daemon.listener import Ears, Listener
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.mails import Mails
from bot.daemon.staff.room import Room
from bot.daemon.staff.troubles import BrokenFiles
from bot.mail.mailroom import ImapMailroom
from bot.networks.telegram_chat import TelegramChat
from bot.ports import Photo
from tests.daemon.photos.chat_cast import CHATTING
from tests.daemon.photos.letter_cast import MAILING, WORDS
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast
from tests.mail.post_office import PASSWORD, USER
from tests.mail.venues import port_of
from tests.sandbox.driver import Sandbox

ANNA = "anna@supporter.example"
TOKEN, BOT, STAFF = "321:canary-BBFxyz", "321", -100124


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox()
    yield running
    running.close()


def photograph() -> bytes:
    """As a phone makes it: with the place it was made at."""
    picture = Image.effect_noise((1200, 900), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "canary maker"
    exif.get_ifd(0x8825)[1] = "N"
    told = io.BytesIO()
    picture.save(told, "JPEG", exif=exif)
    return told.getvalue()


def in_earnest(scene: PhotoCast) -> Kit:
    """With the cleaner that the daemon has."""
    kit = scene.kit
    kit._cleaner = cleaner
    return kit


def clean_file(scene: PhotoCast, photo: Photo) -> bytes:
    """What may go out of it."""
    data = scene.kit.cabinet.read(photo.sha256)
    assert data is not None
    return data


def test_a_photo_is_mailed_agreed_to_and_taken_back_over_a_real_mailbox(tmp_path: Path, sandbox: Sandbox) -> None:
    sandbox.control("POST", "accounts", [{"network": "mail", "address": USER, "password": PASSWORD}])
    place = f"imap: 127.0.0.1:{port_of(sandbox, 'imap')}, smtp: 127.0.0.1:{port_of(sandbox, 'smtp')}"
    mailing = MAILING.replace("imap: 127.0.0.1:9, smtp: 127.0.0.1:9", place)
    mailing = mailing.replace("photos@small.example", USER).replace("user: me", f"user: {USER}")
    scene = photo_cast(tmp_path, mailing, photos=WORDS)
    sandbox.clock(scene.cast.clock.now().isoformat())
    duty = mails_of(in_earnest(scene), lambda mailbox: ImapMailroom(mailbox, PASSWORD), wait_s=0.1)
    picture = {"data": base64.b64encode(photograph()).decode()}
    write = {"network": "mail", "do": "send", "from": f"Anna <{ANNA}>", "folder": "Photos"}
    sandbox.people({**write, "subject": "photo", "text": "Lyon", "pictures": [picture]})
    receipt = answered(duty, scene, sandbox)
    (photo,) = scene.cast.outbox.photos()
    assert (photo.state, photo.city) == (State.ASKED, "Lyon")
    assert b"canary" not in clean_file(scene, photo)
    thread = {"In-Reply-To": receipt["headers"]["message-id"]}
    sandbox.people({**write, "text": "Yes\n\n> To agree, answer with this one word", "headers": thread})
    for _ in range(2):
        duty.run_once(scene.turn(1))
    assert [photo.state for photo in scene.cast.outbox.photos()] == [State.WAITING]
    sandbox.people({**write, "from": "friend@elsewhere.example", "text": code_of(receipt)})
    assert "retirées" in answered(duty, scene, sandbox)["text"]
    assert [photo.state for photo in scene.cast.outbox.photos()] == [State.WITHDRAWN]
    assert scene.kit.cabinet.all() == frozenset()
    duty.run_once(scene.turn(60 * 73))
    assert sandbox.control("GET", "mails")["folders"]["Photos"] == []
    duty.close()


def answered(duty: Mails, scene: PhotoCast, sandbox: Sandbox) -> dict[str, Any]:
    """The letter that the next turn sends."""
    before = len(sandbox.control("GET", "mails")["mailed"])
    # A turn that finds nothing ends with waiting; the next one reads what the server told meanwhile.
    for _ in range(2):
        duty.run_once(scene.turn(1))
    (letter,) = sandbox.control("GET", "mails")["mailed"][before:]
    found: dict[str, Any] = letter
    return found


def code_of(letter: dict[str, Any]) -> str:
    """The withdrawal code in it."""
    words = (word.strip(".,") for word in str(letter["text"]).split())
    return next(word for word in words if len(word) == 9 and word[4] == "-")


def test_a_photo_is_sent_to_the_bot_agreed_to_and_taken_back_over_a_real_chat(tmp_path: Path, sandbox: Sandbox) -> None:
    bots = {"network": "telegram", "bot_token": TOKEN, "username": "small_bot"}
    places = {
        "channels": [{"id": -1009, "username": "small_fr", "title": "Small"}],
        "chats": [{"id": STAFF, "title": "s"}],
    }
    sandbox.control("POST", "accounts", [{**bots, **places}])
    settings = CHATTING.replace("staff: {", f"staff: {{chat: {STAFF}, ")
    settings = settings.replace('"@small_fr"', f'"@small_fr", api: "{sandbox.at["telegram"]}"')
    scene = photo_cast(tmp_path, settings, photos=WORDS)
    sandbox.clock(scene.cast.clock.now().isoformat())
    kit, cast = in_earnest(scene), scene.cast
    open_lines(kit, {BOT: (TOKEN, scene.campaign.settings.accounts["canal"])})
    speaks, hears = (TelegramChat(TOKEN, sandbox.at["telegram"]) for _ in range(2))
    files = BrokenFiles(lambda _: "?", lambda _: False)
    alarm, wake = cast.means.alarm, cast.woken.append
    place = (cast.live, cast.outbox, cast.clock, alarm, "t:1", speaks, STAFF, files, lambda: "secret", wake)
    desk = Desk(Room(*place, collect=collecting(kit)))
    listener = Listener(Ears(BOT, hears, cast.outbox, cast.clock, alarm, "t:1", dict, lambda: wake("desk")))
    chats = chats_of(kit)

    def turn(minutes: float = 1) -> None:
        listener.run_once(cast.clock.now())
        desk.run_once(cast.clock.now())
        chats.run_once(scene.turn(minutes))

    person = {"id": 4711, "first_name": "Petronella", "language_code": "de"}
    picture = {"data": base64.b64encode(photograph()).decode()}
    write = {"network": "telegram", "do": "write", "person": person}
    sandbox.people({**write, "text": "Lyon", "pictures": [picture, {**picture, "kind": "document"}]})
    turn()
    taken = [photo for photo in cast.outbox.photos() if photo.network is NetworkName.TELEGRAM]
    assert State.ASKED in [photo.state for photo in taken]
    assert b"canary" not in clean_file(scene, taken[0])
    sandbox.people({**write, "text": "Ja"})
    turn()
    assert State.WAITING in [photo.state for photo in cast.outbox.photos()]
    sandbox.people({**write, "text": "/stop"})
    turn()
    assert cast.outbox.photos((State.ASKED, State.WAITING)) == []
    said = [post["text"] for post in sandbox.posts() if post["account_id"] == "4711"]
    assert len(said) == 2
    assert "zurückgenommen" in said[-1]
    chats.close()
    open_lines(kit, {})
    for chat in (speaks, hears):
        chat.close()
