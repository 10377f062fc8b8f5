"""A real browser: Debian's Chromium. Without it these tests are skipped at a desk, and fail where ``CI`` is set."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.reader import Reader
from tests.sandbox.driver import Sandbox

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Not for the session: playwright's event loop would stay in the way of whoever wants one afterwards.
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is not there (Debian: apt-get install chromium), and CI skips nothing")
        pytest.skip(f"{CHROMIUM} is not there (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Somebody at a desk."""
    with Reader(browser) as reader:
        yield reader


@pytest.fixture
def on_a_phone(browser: Browser) -> Iterator[Reader]:
    """Somebody with a small phone."""
    with Reader(browser, width=390, height=844) as reader:
        yield reader


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Reader]:
    """Somebody whose browser runs no scripts."""
    with Reader(browser, scripts=False) as reader:
        yield reader


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def sandbox(sandbox_process: Sandbox) -> Sandbox:
    sandbox_process.fresh()
    return sandbox_process
