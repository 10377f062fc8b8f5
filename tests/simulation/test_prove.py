from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import prove


def run(folder: Path, *options: str) -> int:
    return prove.main(["--only", "simulation", "--folder", str(folder), *options])


def kept(folder: Path, name: str = "simulation") -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def test_a_run_goes_on_where_it_stopped_and_plays_nothing_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--seeds", "10") == 0
    assert "Simulation: seeds 1 to 10" in capsys.readouterr().out
    assert run(tmp_path, "--seeds", "10") == 0
    told = capsys.readouterr()
    assert "going on after 10 seeds" in told.err
    assert "Simulation: seeds 1 to 10" in told.out


def test_other_programs_begin_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--seeds", "5") == 0
    (tmp_path / "simulation.json").write_text(json.dumps({**kept(tmp_path), "programs": "other"}), encoding="utf-8")
    capsys.readouterr()
    assert run(tmp_path, "--seeds", "5") == 0
    assert "going on" not in capsys.readouterr().err


def test_a_broken_build_ends_with_1_and_names_its_seeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--seeds", "40", "--broken", "retry-unread") == 1
    out = capsys.readouterr().out
    assert "twice: " in out
    assert "python -m tests.simulation --seed" in out


def test_every_test_with_a_length_of_its_own_is_played_at_length() -> None:
    tests = Path(prove.__file__).parent
    found = {
        str(file.relative_to(prove.ROOT))
        for file in tests.rglob("test_*.py")
        if "import at_length" in file.read_text(encoding="utf-8") and file.name != Path(__file__).name
    }
    assert found == set(prove.GO_ON_FOR_EVER)
