from __future__ import annotations

import string
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.read import Loaded, read_sources
from tests.files.reading import FILES, SCHEDULE, SETTINGS, told

SIGNS = "".join(string.printable) + "é’\u202e\u200b\ufeff\u2028😀\udcff"
ANY = st.text(alphabet=st.sampled_from(SIGNS), max_size=120)


def within_their_files(loaded: Loaded) -> None:
    for problem in told(loaded.problems):
        lines = loaded.sources.get(problem.place.file, "").split("\n")
        assert 1 <= problem.place.line <= len(lines), problem
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem


@st.composite
def damaged(draw: st.DrawFn, sound: str) -> str:
    """A sound file after a slip of the hand: something cut out, something typed in its place."""
    start = draw(st.integers(0, len(sound)))
    end = draw(st.integers(start, min(start + 12, len(sound))))
    return (
        sound[:start] + draw(st.one_of(st.just(""), st.text(alphabet=st.sampled_from(SIGNS), max_size=8))) + sound[end:]
    )


@given(ANY, st.sampled_from(["settings.yaml", "schedules/countdown.yaml", "messages/fr/campaign.ftl"]))
def test_any_text_in_any_file_is_read_or_refused_within_it(source: str, path: str) -> None:
    loaded = read_sources({**FILES, path: source}, Path("/nowhere"))
    within_their_files(loaded)


@settings(max_examples=200)
@given(damaged(SETTINGS), damaged(SCHEDULE))
def test_damaged_files_are_read_or_refused_within_them(settings_yaml: str, schedule: str) -> None:
    loaded = read_sources(
        {**FILES, "settings.yaml": settings_yaml, "schedules/countdown.yaml": schedule}, Path("/nowhere")
    )
    within_their_files(loaded)
    if loaded.campaign is not None:
        for audience in loaded.campaign.settings.audiences.values():
            assert set(audience.accounts) <= set(loaded.campaign.settings.accounts)


VALUES = st.recursive(
    st.sampled_from(["x", "fr", "all", "none", "5", "true", "~", "2023-09-01", "''", "'#a'", "3 days before rally"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["x", "fr", "public", "token"]), inner, max_size=3).map(
            lambda items: f"{{{', '.join(f'{key}: {value}' for key, value in items.items())}}}"
        ),
    ),
    max_leaves=5,
)
SETTINGS_KEYS = ["campaign", "hashtags", "staff", "deadlines", "audiences", "accounts", "quiet-hours", "read-back"]
ENTRY_KEYS = ["when", "to", "languages", "accounts", "hashtags", "picture", "photo", "visibility", "silent", "text"]
MORE_KEYS = ["hold", "only-if", "true-until", "if-late", "quiet-hours", "except", "message", "warning"]


@given(st.sampled_from(SETTINGS_KEYS), VALUES)
def test_any_shape_of_any_setting_is_read_or_refused_at_its_place(key: str, value: str) -> None:
    lines = [line for line in SETTINGS.split("\n") if line.split(":")[0] != key]
    kept = [
        line for line in lines if not line.startswith(" ") or key not in {"staff", "deadlines", "audiences", "accounts"}
    ]
    loaded = read_sources({**FILES, "settings.yaml": "\n".join([f"{key}: {value}", *kept])}, Path("/nowhere"))
    within_their_files(loaded)


@given(st.sampled_from(ENTRY_KEYS + MORE_KEYS), VALUES, st.booleans())
def test_any_shape_of_any_key_of_an_entry_is_read_or_refused_at_its_place(key: str, value: str, default: bool) -> None:  # noqa: FBT001 - drawn
    when = "" if key == "when" and not default else "when: 2023-09-01 at 12:30, "
    source = f"defaults: {{{key}: {value}}}\n" if default else ""
    source += f"posts:\n  a: {{{when}{'' if default else f'{key}: {value}'}}}\n"
    loaded = read_sources({**FILES, "schedules/countdown.yaml": source}, Path("/nowhere"))
    within_their_files(loaded)
    if not loaded.broken:
        assert loaded.campaign is not None
        assert "a" in loaded.campaign.entries
