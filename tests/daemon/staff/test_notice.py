from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.daemon.staff.notice import ROOM, Notice, pages, units

TEXTS = st.lists(st.text(st.sampled_from("ab é😀"), max_size=3000), max_size=8).map("\n".join)
CHOICES = ((("Yes", "ok"), ("No", "drop")),)


@given(TEXTS)
def test_pages_fit_into_messages_and_leave_out_no_word(text: str) -> None:
    made = pages(Notice("held/x", text, CHOICES))
    assert all(units(page.text) <= ROOM + 20 for page in made)
    words = "".join(page.text.partition(") ")[2] if len(made) > 1 else page.text for page in made)
    assert "".join(words.split()) == "".join(text.split())


@given(TEXTS)
def test_only_the_last_page_has_buttons_and_keeps_the_name(text: str) -> None:
    *earlier, last = pages(Notice("held/x", text, CHOICES))
    assert (last.name, last.choices) == ("held/x", CHOICES)
    assert all(not page.choices and page.name.startswith("held/x (") for page in earlier)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_buttons_are_bound_to_the_words_and_to_what_they_decide(one: str, other: str, bound: str, also: str) -> None:
    notice = Notice("held/x", one, CHOICES, bound)
    assert (notice.tag("key") == Notice("held/x", other, CHOICES, bound).tag("key")) == (one == other)
    assert (notice.tag("key") == Notice("held/x", one, CHOICES, also).tag("key")) == (bound == also)
    assert notice.tag("key") != notice.tag("another key")
    assert Notice("held/x", one, CHOICES, bound, any_words=True).tag("key") == Notice(
        "held/x", other, CHOICES, bound, any_words=True
    ).tag("key")


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_a_button_sends_back_fits_into_telegrams_64_bytes(name: str, text: str) -> None:
    notice = Notice(name, text, ((("Say", "say-1234"), ("Go on", "go-on")),))
    assert all(len(button.data.encode()) <= 64 for row in notice.buttons("key") for button in row)
