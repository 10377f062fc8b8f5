"""A cabinet that takes no file, of people who write to the bot."""

from __future__ import annotations

from pathlib import Path

from bot.campaign.photo import State
from tests.daemon.photos.chatting import agreed


def test_who_says_stop_is_heard_though_the_cabinet_takes_no_file(tmp_path: Path) -> None:
    chatting = agreed(tmp_path)
    folder = tmp_path / "var" / "photos"
    folder.rename(tmp_path / "elsewhere")
    folder.write_text("in the way")
    chatting.write("a photo", picture="two", who=43)
    chatting.write("STOP")
    assert chatting.scene.states() == [State.WITHDRAWN]
    assert chatting.scene.cast.outbox.unhandled() == []
    assert "duty-failed" in chatting.scene.cast.alarms()
