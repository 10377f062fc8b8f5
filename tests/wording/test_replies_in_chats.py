"""What supporters are told in a chat: the letters' words, but for those that only a mail has."""

from __future__ import annotations

import re

import pytest

from bot.wording.replies import TEXTS, Reply, reply
from bot.wording.replies_channels import CHAT, MAIL
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
    assert not MAILS.findall(reply(kind, language, in_chat=True, **facts)[1])
    assert MAILS.findall(reply(kind, language, **facts)[1]), "by mail it is"


@pytest.mark.parametrize("language", TEXTS)
def test_a_chats_words_differ_from_a_letters_only_where_they_must(language: str) -> None:
    def words(kind: Reply, *, in_chat: bool) -> str:
        return reply(kind, language, in_chat=in_chat, **FACTS)[1].partition("\n-- \n")[0]

    different = {kind for kind in IN_CHATS if words(kind, in_chat=True) != words(kind, in_chat=False)}
    assert different == DIFFERENT
    mailed, said = words(Reply.RECEIPT, in_chat=False), words(Reply.RECEIPT, in_chat=True)
    assert said == mailed.replace(MAIL[language].what_was_sent, CHAT[language].what_was_sent)


def test_every_language_has_its_phrases() -> None:
    assert MAIL.keys() == CHAT.keys() == TEXTS.keys()
    for language in TEXTS:
        assert all(
            mailed and said and mailed != said for mailed, said in zip(MAIL[language], CHAT[language], strict=True)
        )
