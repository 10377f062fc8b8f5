"""``/withdraw`` in the private chat with the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.photo import State
from tests.daemon.photos.chatting import agreed


@pytest.mark.parametrize("words", ["/withdraw", "/withdraw K7QM-2R9X", "/withdraw my photo from Lyon"])
def test_withdraw_without_a_code_that_is_known_takes_back_all_that_they_sent(tmp_path: Path, words: str) -> None:
    chatting = agreed(tmp_path)
    chatting.write(words)
    assert chatting.scene.states() == [State.WITHDRAWN]
    assert chatting.said[-1].startswith("42: Your photos are withdrawn")


def test_withdraw_takes_back_nobody_elses(tmp_path: Path) -> None:
    chatting = agreed(tmp_path)
    chatting.write("/withdraw", who=43)
    assert chatting.scene.states() == [State.WAITING]
