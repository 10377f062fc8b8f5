"""The reader notices what the other tests say did not happen."""

from __future__ import annotations

from pathlib import Path

from tests.browser.reader import CANARY, Reader


def test_the_canary_sings_where_words_are_taken_for_more(reader: Reader, tmp_path: Path) -> None:
    page = tmp_path / "careless.html"
    page.write_text(f"<!doctype html><title>{CANARY}</title><p>{CANARY}", encoding="utf-8")
    reader.open(page.as_uri())
    reader.page.wait_for_function("document.readyState == 'complete'")
    assert "ran" in reader.dialogs
    assert len(reader.asked) > 1, "the picture was asked for"
    assert reader.said, "and not found"


def test_a_page_that_is_too_wide_is_noticed(on_a_phone: Reader, tmp_path: Path) -> None:
    page = tmp_path / "wide.html"
    page.write_text("<!doctype html><div style='width:500px'>wide</div>", encoding="utf-8")
    on_a_phone.open(page.as_uri())
    assert on_a_phone.overflow()
