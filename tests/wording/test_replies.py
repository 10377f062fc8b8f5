from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.campaign.own_words import own_words
from bot.campaign.supporters import Meaning, meaning
from bot.wording.replies import TEXTS, WORDS, Reply, Words, permissions, reply

FACTS = {
    "campaign": "Free Azat",
    "address": "photos@example.org",
    "number": 2,
    "where": "Mastodon, X, Telegram",
    "hours": 24,
    "code": "ABCD-EFGH",
    "days": 7,
    "keep": 72,
    "links": "https://mastodon.example/@a/1\nhttps://t.me/a/2",
    "most": 10,
}
LANGUAGES = ("de", "en", "fr", "hy", "it", "lt", "pt-BR", "ru")


def facts_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_language_of_the_campaign_has_every_letter() -> None:
    assert sorted(TEXTS) == sorted(language[:2] for language in LANGUAGES)
    for texts in TEXTS.values():
        assert set(texts) == {"subject", "foot", *Reply}


@pytest.mark.parametrize("kind", Reply)
def test_a_letter_tells_the_same_facts_in_every_language(kind: Reply) -> None:
    wanted = facts_in(TEXTS["en"][kind])
    assert {code: facts_in(texts[kind]) for code, texts in TEXTS.items()} == dict.fromkeys(TEXTS, wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Reply)
def test_a_letter_is_plain_text_that_any_mailbox_shows(kind: Reply, language: str) -> None:
    subject, body = reply(kind, language, **FACTS)
    assert subject.isprintable() or "\u00a0" in subject
    assert "\n" not in subject
    assert not re.search(r"[{}]|[^\S\n\u00a0 ]|[\x00-\x09\x0b-\x1f\x7f]", body)
    assert all(len(line.encode()) < 998 for line in body.splitlines())
    assert "photos@example.org" in body
    assert body.count("\n-- \n") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_written_in_its_language_and_in_english_where_it_is_not_known(language: str) -> None:
    assert len({reply(Reply.CITY, other, **FACTS) for other in LANGUAGES}) == len(LANGUAGES)
    assert reply(Reply.CITY, "ka", **FACTS) == reply(Reply.CITY, "en", **FACTS)
    assert reply(Reply.CITY, language.upper(), **FACTS) == reply(Reply.CITY, language, **FACTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_names_code_choices_who_is_responsible_and_what_cannot_be_recalled(language: str) -> None:
    _, body = reply(Reply.RECEIPT, language, **FACTS)
    words = WORDS[language[:2]]
    assert all(told in body for told in (*words, "STOP", "ABCD-EFGH", "Free Azat, photos@example.org", "24", "72"))
    assert body.count("\n- ") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_that_is_asked_for_is_understood_as_a_yes(language: str) -> None:
    assert meaning(WORDS[language[:2]].yes, language).meaning is Meaning.YES


@pytest.mark.parametrize("words", WORDS.values())
def test_permissions_stand_below_a_yes_and_leave_it_a_yes(words: Words) -> None:
    given, rest = permissions(f"{words.yes}\n\n{words.city.title()}.\n{words.faces.lower()}\n")
    assert given == {"city", "faces"}
    assert meaning(rest).meaning is Meaning.YES


@pytest.mark.parametrize("text", ["YES, but no FACES", "the city is Paris", "not my face", "YES"])
def test_what_is_not_a_permission_alone_on_its_line_gives_none(text: str) -> None:
    assert permissions(text) == (frozenset(), text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_of_the_letter_beneath_a_yes_says_nothing_itself(language: str) -> None:
    _, body = reply(Reply.RECEIPT, language, **FACTS)
    quoted = "\n".join(f"> {line}" for line in body.splitlines())
    answer = f"{WORDS[language[:2]].yes}\n\nOn 1 Sep 2023, Free Azat <photos@example.org> wrote:\n{quoted}\n"
    assert own_words(answer) == WORDS[language[:2]].yes


def test_french_letters_are_set_as_french_is_set() -> None:
    for text in TEXTS["fr"].values():
        assert not re.search(r"(?<![\u00a0:/])[;!?»]|(?<!\u00a0):(?=\s)| [:;!?»]", text), text
