"""The house's rules that the import contracts cannot say."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "bot").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST = 300


def imported(path: Path) -> set[str]:
    """Every module a file names in an import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_no_file_is_longer_than_a_person_reads_at_a_sitting() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*SOURCES, *TESTS)}
    # One is a table.
    long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST}
    assert {name: lines for name, lines in long.items() if not name.endswith("tlds.py")} == {}, "split it by verb"


def test_only_the_clock_reads_the_clock() -> None:
    for path in SOURCES:
        if path.name == "clock.py" or "sandbox" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for call in ("datetime.now(", "time.time(", "date.today(", "utcnow("):
            assert call not in text, f"{path.relative_to(ROOT)} reads the clock: {call}"


def test_asyncio_lives_in_the_telegram_adapter_and_the_sandbox_only() -> None:
    for path in SOURCES:
        inside = path.relative_to(ROOT / "bot")
        if inside.parts[0] == "sandbox" or str(inside).startswith("networks/telegram"):
            continue
        assert "asyncio" not in imported(path), f"{inside} uses asyncio"


def test_the_light_commands_do_not_import_what_only_the_daemon_needs() -> None:
    heavy = {"sqlalchemy", "tweepy", "mastodon", "telegram", "apscheduler", "aiohttp"}
    for room in ("campaign", "files", "cli", "wording"):
        for path in (ROOT / "bot" / room).rglob("*.py"):
            roots = {name.split(".")[0] for name in imported(path)}
            assert not roots & heavy, f"{path.relative_to(ROOT)} imports {roots & heavy}"
