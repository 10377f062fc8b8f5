"""A page of a browser, with everything it said, asked for or tried meanwhile."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, Dialog, Locator, Page

CANARY = (
    "</title></style></script><script>alert('ran')</script><img src=x onerror=\"alert('ran')\">"
    "<svg onload=\"alert('ran')\"></svg><iframe srcdoc=\"<script>parent.alert('ran')</script>\"></iframe>"
    "<a href=\"javascript:alert('ran')\">a</a> \"' autofocus onfocus=alert('ran') x='"
)
"""Words that open a dialog wherever a page takes them for more than words."""


class Reader:
    """Opens one page at a time."""

    def __init__(self, browser: Browser, *, width: int = 1280, height: int = 900, scripts: bool = True) -> None:
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, locale="en-GB"
        )
        self.page: Page = self._context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", self._dismiss)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.close()

    def open(self, address: str) -> Page:
        """Go there, and wait until all of it is loaded."""
        self.page.goto(address, wait_until="load")
        return self.page

    def visible(self, selector: str) -> int:
        """How many of these can be seen."""
        return self.page.locator(selector).filter(visible=True).count()

    def overflow(self) -> list[str]:
        """What sticks out of the window to the right, so that it would have to be scrolled sideways."""
        found: list[str] = self.page.evaluate(
            """() => [...document.body.querySelectorAll('*')]
                .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(each => each.outerHTML.slice(0, 80))"""
        )
        wide: bool = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return [*found, "the page itself"] if wide else found

    def seen(self, where: Locator) -> bool:
        """Whether it takes up any room."""
        box = where.bounding_box()
        return box is not None and box["height"] > 0 and box["width"] > 0

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()
