"""What supporters are told in a chat: the letters' words, but for those that only a mail has."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from bot.wording.replies import TEXTS, Reply, reply
from bot.wording.replies_channels import CHAT, MAIL, Phrases
from tests.wording.test_replies import FACTS

MAILS = re.compile(r"mail|courriel|lett(?:er|re)|brief|\bcarta|նամակ|laišk|письм", re.IGNORECASE)
"""In all eight languages."""
IN_CHATS = [kind for kind in Reply if kind is not Reply.NO_PHOTO]
DIFFERENT = {Reply.RECEIPT, Reply.REMINDER, Reply.POSTED, Reply.UNREADABLE}
"""Letters that name a mail, or an earlier letter."""


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("kind", IN_CHATS)
def test_in_a_chat_nothing_is_called_a_mail_or_a_letter(kind: Reply, language: str) -> None:
    facts = FACTS | {"address": "@freeazat"}
    assert not MAILS.findall(reply(kind, language, CHAT, **facts)[1])
    assert MAILS.findall(reply(kind, language, **facts)[1]), "by mail it is"


@pytest.mark.parametrize("language", TEXTS)
def test_a_chats_words_differ_from_a_letters_only_where_they_must(language: str) -> None:
    def words(kind: Reply, channel: Mapping[str, Phrases]) -> str:
        return reply(kind, language, channel, **FACTS)[1].partition("\n-- \n")[0]

    assert {kind for kind in IN_CHATS if words(kind, CHAT) != words(kind, MAIL)} == DIFFERENT
    mailed, said = words(Reply.RECEIPT, MAIL), words(Reply.RECEIPT, CHAT)
    assert said == mailed.replace(MAIL[language].what_was_sent, CHAT[language].what_was_sent)


def test_every_language_has_its_phrases() -> None:
    assert MAIL.keys() == CHAT.keys() == TEXTS.keys()
    for language in TEXTS:
        assert all(
            mailed and said and mailed != said for mailed, said in zip(MAIL[language], CHAT[language], strict=True)
        )
