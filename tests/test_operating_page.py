"""The unit that the operator's page hands out never gives a campaign up for a fault that passes."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot.cli.main import PROBLEMS
from bot.errors import AlreadyRunningError, FilesError, SecretsError, StoreError, UnreachableError, UsageError

PAGE = (Path(__file__).parent.parent / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def unit() -> ConfigParser:
    text = re.search(r"```ini\n(.+?)```", PAGE, re.DOTALL)
    assert text is not None
    # systemd takes one name twice, and means it.
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.read_string(text[1])
    return parsed


def final(unit: ConfigParser) -> set[int]:
    """Exit codes after which systemd leaves the daemon alone."""
    return {int(code) for code in unit["Service"]["RestartPreventExitStatus"].split()}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("a database that was locked, a disk that was full", StoreError.exit_code),
        ("a server that did not answer", UnreachableError.exit_code),
        ("a command that held the lock", AlreadyRunningError.exit_code),
        ("a folder that was not mounted", FilesError.exit_code),
        ("a fault of the program", PROBLEMS),
    ],
)
def test_the_unit_starts_the_daemon_anew_after_what_may_pass(unit: ConfigParser, fault: str, code: int) -> None:
    assert unit["Service"]["Restart"] == "on-failure"
    assert code not in final(unit), f"{fault}: systemd would never start the daemon again"


@pytest.mark.parametrize("code", [UsageError.exit_code, SecretsError.exit_code])
def test_the_unit_leaves_to_a_person_what_only_a_person_can_mend(unit: ConfigParser, code: int) -> None:
    assert code in final(unit)


def test_the_unit_goes_on_trying_for_ever_and_without_haste(unit: ConfigParser) -> None:
    assert unit["Unit"]["StartLimitIntervalSec"] == "0", "five starts in ten seconds would otherwise be the last"
    assert int(unit["Service"]["RestartSec"]) >= 5
