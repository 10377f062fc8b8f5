"""The staff's chat of a real daemon: approved in the group, out on every network; paused there, nothing goes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bars.field import Field, measured
from tests.cli.test_daemon import PATIENCE_S, as_json, entry

STAFF = -100123
JEAN = {"id": 11, "first_name": "Petronella"}


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Field]:
    with measured(tmp_path, {"mastodon": 1, "telegram": 1}) as field:
        token = field.environ["TELEGRAM_BOT_TOKEN"]
        bot = {"network": "telegram", "bot_token": token, "username": "bot", "chats": [{"id": STAFF, "title": "us"}]}
        channel = {"id": -1001, "username": "channel0", "title": "telegram-0"}
        field.control("POST", "accounts", [{**bot, "channels": [channel]}])
        yield field


def staffed(ground: Field) -> None:
    """Write the chat and its people into the settings."""
    file = ground.folder / "settings.yaml"
    settings = file.read_text(encoding="utf-8")
    staff = f"staff: {{language: en, chat: {STAFF}, people: {{Jean: 11}}}}"
    file.write_text(settings.replace("staff: {language: en}", staff), encoding="utf-8")


def chat(ground: Field) -> list[dict[str, Any]]:
    return [post for post in ground.control("GET", "posts") if post["account_id"] == str(STAFF)]


def shown(ground: Field, words: str) -> list[dict[str, Any]]:
    return [message for message in chat(ground) if words in message["text"]]


def press(ground: Field, words: str, label: str) -> None:
    (message,) = shown(ground, words)
    action = {"network": "telegram", "do": "press", "person": JEAN, "chat": str(STAFF)}
    ground.control("POST", "people", [{**action, "message_id": int(message["id"]), "button": label}])


def out(ground: Field) -> set[str]:
    sent = [post for post in ground.control("GET", "posts") if post["account_id"] != str(STAFF)]
    return {post["network"] for post in sent if "Les mots" in post["text"]}


def test_a_yes_in_the_group_sends_a_pause_stops_and_a_stop_does_not_wait_for_the_long_poll(ground: Field) -> None:
    ground.write("posts:\n" + entry("one", 8, "    hold: until approved\n") + entry("two", 3600))
    staffed(ground)
    with ground.daemon() as daemon:
        assert ground.until(lambda: shown(ground, "To approve: one"), PATIENCE_S), ground.log()
        press(ground, "To approve: one", "✅ Approve")
        assert ground.until(lambda: out(ground) == {"mastodon", "telegram"}, PATIENCE_S), ground.log()
        assert as_json(ground, "status")["desk"]["ok"] is True
        press(ground, "stops and starts", "⏸ Pause everything")
        assert ground.until(lambda: as_json(ground, "status")["paused"], PATIENCE_S), ground.log()
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(30) == 0, "a long poll is 50 s"
    assert "duty failed" not in ground.log(), ground.log()
    assert ground.environ["TELEGRAM_BOT_TOKEN"].partition(":")[2] not in ground.log()
    assert "Petronella" not in ground.log()
    assert [row["state"] for row in as_json(ground, "posts") if row["key"].startswith("one/")] == ["sent", "sent"]
    with ground.daemon():
        # A second life goes on with the messages of the first.
        press(ground, "stops and starts", "▶ Resume")
        assert ground.until(lambda: not as_json(ground, "status")["paused"], PATIENCE_S), ground.log()
        assert len(shown(ground, "stops and starts")) == len(shown(ground, "To approve")) == 1


def test_a_bot_whose_token_is_missing_from_the_saved_secrets_goes_on_listening(ground: Field) -> None:
    """Its account goes on posting: a STOP or a withdrawal that is written to it must be heard."""
    first, second = ground.environ.pop("TELEGRAM_BOT_TOKEN"), "987654321:made-up-for-the-second-bot-of-two"
    channel = {"id": -1002, "username": "channel1", "title": "telegram-1"}
    bot = {"network": "telegram", "bot_token": second, "username": "second_bot", "channels": [channel]}
    ground.control("POST", "accounts", [bot])
    ground.accounts["telegram"].append("telegram-1")
    ground.write("posts:\n" + entry("later", 3600))
    staffed(ground)
    settings = (ground.folder / "settings.yaml").read_text(encoding="utf-8")
    head, _, tail = settings.rpartition("credentials: telegram,")
    ground.save("settings.yaml", f"{head}credentials: second,{tail}")
    secrets_file(ground, TELEGRAM_BOT_TOKEN=first, SECOND_BOT_TOKEN=second)
    with ground.daemon():
        assert ground.until(lambda: "staff chat bots=2" in ground.log(), PATIENCE_S), ground.log()
        secrets_file(ground, TELEGRAM_BOT_TOKEN=first)
        assert ground.until(lambda: "no bot account=telegram-1" in ground.log(), PATIENCE_S), ground.log()
        written = {"network": "telegram", "do": "write", "person": JEAN, "bot": "second_bot", "text": "STOP"}
        ground.control("POST", "people", [written])
        assert ground.until(lambda: "heard bot=987654321" in ground.log(), PATIENCE_S), ground.log()
    assert ground.log().count("staff chat bots=") == 1, "nothing had to be opened anew"


def secrets_file(ground: Field, **secrets: str) -> None:
    """Save these and no others, as an editor that keeps the mode does."""
    half = ground.folder / ".secrets.half"
    half.touch(mode=0o600)
    half.write_text("".join(f"{name}={value}\n" for name, value in secrets.items()), encoding="utf-8")
    half.replace(ground.folder / "secrets.env")


def test_without_a_chat_start_says_so_once_and_an_edit_that_names_one_opens_it(ground: Field) -> None:
    ground.write("posts:\n" + entry("later", 3600))
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 2)
        assert ground.until(lambda: "No staff chat (staff.chat in settings.yaml)" in ground.log(), PATIENCE_S)
        assert as_json(ground, "status")["desk"] is None
        assert chat(ground) == []
        staffed(ground)
        assert ground.until(lambda: shown(ground, "stops and starts"), PATIENCE_S), ground.log()
    assert ground.log().count("No staff chat") == 1
