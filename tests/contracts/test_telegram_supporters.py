"""From a supporter's phone to the channel and back, through the stand-in's Telegram."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.campaign.model import Account, NetworkName, Place, Post
from bot.campaign.outcome import NotSent, Sent
from bot.campaign.photo import Reason
from bot.campaign.tags import Exact, Nothing
from bot.daemon.staff.kept import as_kept
from bot.networks.telegram import TelegramNetwork
from bot.networks.telegram_chat import TelegramChat
from bot.networks.telegram_intake import TelegramIntake
from bot.networks.telegram_supporters import heard
from bot.ports import Button, Done, Found, Media, Prepared, Saying, Seen, Vanished, Wanted
from tests.contracts.sandbox_venue import ACCOUNTS, NOW, Sandbox
from tests.contracts.stage_venues import TELEGRAM_SECRETS
from tests.sandbox.driver import png

ANNA = {"id": 4242, "first_name": "Anna", "language_code": "lt"}
OURS = {"id": -1001234567890, "username": "azat_fr", "title": "Azat"}
THEIRS = {"id": -1009, "username": "lyon_libre", "title": "Lyon"}
GROUP = {"id": -1007, "title": "Amis"}
STAFF = -100123
WANTED = Wanted(("#FreeAzat",), datetime.fromisoformat(NOW), frozenset({"azat_fr", str(STAFF)}))
TOKEN = TELEGRAM_SECRETS["bot_token"]


class Town:
    """The stand-in with people, and our side of it."""

    def __init__(self, running: Sandbox) -> None:
        self.sandbox = running
        address = running.addresses["telegram"]
        for name in ("faults", "posts", "settings"):
            running.ask("DELETE", name)
        running.ask("POST", "clock", {"now": NOW})
        channels, chats = [OURS, THEIRS], [{"id": STAFF, "title": "staff"}, GROUP]
        running.ask("POST", "accounts", [{**ACCOUNTS[2], "channels": channels, "chats": chats}])
        account = Account("tg", NetworkName.TELEGRAM, Place("settings.yaml"), address=address, handle="@azat_fr")
        self.network = TelegramNetwork(account, TELEGRAM_SECRETS, 20.0, STAFF)
        self.intake = TelegramIntake(account, TELEGRAM_SECRETS, 20.0, STAFF)
        self.chat = TelegramChat(TOKEN, address, 20.0)
        self.last: int | None = None

    def close(self) -> None:
        self.chat.updates(self.last, 0)
        for one in (self.network, self.intake, self.chat):
            one.close()

    def people(self, do: str, **more: object) -> Any:
        [done] = self.sandbox.ask("POST", "people", [{"network": "telegram", "do": do, "person": ANNA, **more}])
        return done

    def hear(self) -> list[Found | Saying]:
        """Everything since the last time, as it comes out of the inbox."""
        updates = self.chat.updates(self.last, 0)
        assert not isinstance(updates, NotSent)
        assert isinstance(updates, tuple)
        self.last = max((update.id for update in updates), default=self.last or 0)
        return [one for update in updates for one in heard(as_kept(update.body), WANTED)]


@pytest.fixture
def town(sandbox_process: Sandbox) -> Iterator[Town]:
    town = Town(sandbox_process)
    town.hear()
    yield town
    town.close()
    sandbox_process.ask("DELETE", "settings")


def picture(colour: str = "navy") -> dict[str, object]:
    return {"data": b64encode(png(colour=colour)).decode()}


def test_a_channels_photo_is_heard_fetched_forwarded_seen_again_and_taken_back(town: Town) -> None:
    town.people("write", chat="@lyon_libre", text="Ici aussi #FreeAzat", pictures=[picture()])
    [one] = town.hear()
    assert isinstance(one, Found)
    assert one.candidate.tag == Exact("#FreeAzat")
    assert town.intake.fetch(one.pictures[0]) == png(colour="navy")
    assert town.intake.look_at(one.remote_id, WANTED) == Seen(one)

    out = town.network.publish(Prepared(Post("", "fr", 0, 4096, silent=True, repost_of=one.remote_id)), "photos/1")
    assert isinstance(out, Sent)
    [ours] = [post for post in town.sandbox.ask("GET", "posts") if post["kind"] == "channel"]
    assert (ours["repost_of"], ours["silent"], out.receipt.url) == (
        one.remote_id,
        True,
        f"https://t.me/azat_fr/{ours['id']}",
    )

    number = int(one.remote_id.partition("/")[2])
    town.people("edit", chat=THEIRS["id"], message_id=number, text="Ici aussi")
    [edited] = town.hear()
    assert isinstance(edited, Found)
    assert (edited.candidate.identity, edited.candidate.tag) == (one.candidate.identity, Nothing())
    town.sandbox.ask(
        "POST", "people", [{"network": "telegram", "do": "delete", "account": "@lyon_libre", "id": str(number)}]
    )
    assert town.intake.look_at(one.remote_id, WANTED) == Vanished(Reason.DELETED)
    assert town.network.delete(out.receipt.remote_id, one.remote_id) == Done()
    assert [post for post in town.sandbox.ask("GET", "posts") if post["deleted_at"] is None] == []


def test_a_private_photo_its_words_and_a_stop_are_heard_and_answered(town: Town) -> None:
    town.people("write", text="Vilnius", pictures=[picture()])
    one, words = town.hear()
    assert isinstance(one, Found)
    assert isinstance(words, Saying)
    assert (words.text, words.answers, words.language) == ("Vilnius", one.candidate.identity, "lt")
    asked = town.chat.say(one.chat, "Ar galime?", [[Button("Taip", "yes")]])
    assert isinstance(asked, int)
    town.people("write", text="/withdraw K7QM-2R9T")
    assert [saying.command for saying in town.hear() if isinstance(saying, Saying)] == ["withdraw"]
    town.people("block")
    assert [saying.command for saying in town.hear() if isinstance(saying, Saying)] == ["stop"]


def test_an_album_in_a_group_is_heard_whole_and_told_apart(town: Town) -> None:
    town.people("write", chat=GROUP["id"], text="#FreeAzat", pictures=[picture("navy"), picture("red")])
    town.people("write", chat=GROUP["id"], text="Bonsoir")
    founds = [one for one in town.hear() if isinstance(one, Found)]
    assert len({one.album for one in founds}) == 1
    assert [isinstance(one.candidate.tag, Exact) for one in founds] == [True, False]
    assert len({one.fingerprint for one in founds}) == 2


def test_the_staff_are_shown_a_photo_reworded_and_erased(town: Town) -> None:
    shown = town.chat.show(STAFF, Media(png(), "image/png", "0" * 64, ""), "Lyon", [[Button("Oui", "ok")]])
    assert isinstance(shown, int)
    assert town.chat.rewrite(STAFF, shown, "Lyon : approuvée") == Done()
    [post] = town.sandbox.ask("GET", "posts")
    assert post["text"] == "Lyon : approuvée"
    assert town.chat.erase(STAFF, shown) == Done()
    assert town.chat.erase(STAFF, shown) == Done(), "repeating it is harmless"
    assert town.sandbox.ask("GET", "posts")[0]["deleted_at"]
