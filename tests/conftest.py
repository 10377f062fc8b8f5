"""What holds for every test: at a desk one may be skipped, in continuous integration none."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.outbox.postgres_server import Server, server

# A busy computer takes its time over an example: how long one may take is said by tests that measure processor time.
settings.register_profile(
    "patient",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

# The program is started hundreds of times: it is compiled once, also where the shell asks for no bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Tests commit some hundred thousand times, and a disk takes milliseconds over each. What they write is read again by
# other processes, which memory serves as well; what a loss of power leaves is told by tests that record every write.
MEMORY, ENOUGH = Path("/dev/shm"), 2 << 30  # noqa: S108 -- pytest and tempfile make folders of their own in it
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK | os.X_OK)
    and shutil.disk_usage(MEMORY).free >= ENOUGH
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
):
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None


LONGEST_FIRST = ("rehearsal", "cli", "simulation", "crash", "bars", "contracts", "bootstrap", "mail", "browser")
"""Folders of tests that take long: begun last, one of them would still run when everybody else is done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything else in the order in which it was found."""
    tests = Path(__file__).parent
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}

    @cache
    def turn(path: Path) -> int:
        folder = path.relative_to(tests).parts[0] if path.is_relative_to(tests) else ""
        return rank.get(folder, len(rank))

    items.sort(key=lambda item: turn(item.path))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Fifteen thousand tests are objects that stay: the collector need not look at them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server for the whole run."""
    with server() as running:
        yield running


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when it skipped a test where none may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    skipped = reporter.stats.get("skipped", [])
    if os.environ.get("CI") and skipped and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} tests were skipped: in continuous integration every test runs", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
