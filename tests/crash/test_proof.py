from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.proof import KINDS, prove, shared


def test_what_could_not_be_tried_is_not_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not prove(tmp_path / "kills.json", share=0.0, installed=lambda: None)
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if "NOT tried" in line] == [
        "NOT tried: two daemons on PostgreSQL, which is not installed (Debian: apt-get install postgresql)"
    ]


def test_what_was_tried_and_held_is_proved(tmp_path: Path) -> None:
    assert any(kind.lay is shared for kind in KINDS)
    assert prove(tmp_path / "kills.json", share=0.0, installed=lambda: tmp_path)
