"""What raw updates bring: photos, and what people say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.candidate import AuthorIs, Candidate, Path, Reach, Source
from bot.campaign.model import NetworkName
from bot.campaign.moderation import PhotoRules, Queue, Skip, judge
from bot.campaign.tags import Exact, LookAlike, Nothing
from bot.networks.telegram_supporters import heard
from bot.ports import Found, Saying, Shown
from tests.networks.telegram_updates import (
    ANNA,
    AT,
    GROUP,
    HIDDEN,
    LYON,
    OURS,
    PRIVATE,
    WANTED,
    caption,
    message,
    photo,
    tagged,
    update,
)

RULES = PhotoRules(AT.replace(year=2022), AT.replace(year=2024))


def found(told: dict[str, Any], *, edited: bool = False) -> Found:
    [one] = (one for one in heard(update(told, edited=edited), WANTED) if isinstance(one, Found))
    return one


def nothing(told: dict[str, Any], *, edited: bool = False) -> bool:
    return heard(update(told, edited=edited), WANTED) == ()


def test_a_public_channels_tagged_photo_can_be_forwarded_from_where_it_is() -> None:
    assert heard(update(tagged(LYON)), WANTED) == (
        Found(
            Candidate("-1009/55", Source.CHANNEL_POST, AT, Exact("#FreeAzat"), 1, NetworkName.TELEGRAM, Reach.PUBLIC),
            "-1009/55",
            "https://t.me/lyon_libre/55",
            "-1009",
            "",
            (Shown("a"),),
            "ua",
        ),
    )


def test_a_groups_tagged_photo_is_cleaned_and_known_by_its_authors_number_alone() -> None:
    one = found(tagged(GROUP))
    assert (one.candidate.source, one.candidate.path) == (Source.GROUP_MESSAGE, Path.CLEANED)
    assert (one.remote_id, one.url, one.author, one.chat) == ("", "", "4242", 0)
    assert "Anna" not in repr(one)


def test_a_private_photo_needs_no_tag_and_its_sender_can_be_answered() -> None:
    one = found(message(PRIVATE, photo=photo()))
    assert (one.candidate.source, one.candidate.path, one.candidate.reach) == (
        Source.PRIVATE_MESSAGE,
        Path.CLEANED,
        Reach.DIRECT,
    )
    assert (one.chat, one.author, one.language, one.remote_id, one.url) == (4242, "4242", "pt-br", "", "")
    assert judge(one.candidate, RULES) != Skip.NO_TAG
    assert "anna" not in repr(one).casefold()


def test_the_words_under_a_private_photo_answer_it() -> None:
    one, saying = heard(update(message(PRIVATE, photo=photo(), caption="Lisboa")), WANTED)
    assert saying == Saying("4242", "Lisboa", "4242/55", "", AT, "pt-br", 4242)
    assert isinstance(one, Found)


@pytest.mark.parametrize("chat", [LYON, GROUP])
@pytest.mark.parametrize("text", ["Ici", "FreeAzat", "#AutreChose", ""])
def test_what_carries_no_tag_is_nobodys_business(chat: dict[str, Any], text: str) -> None:
    assert nothing(message(chat, photo=photo(), **caption(text)))


def test_a_tag_is_what_telegram_marks_even_after_signs_of_two_units_and_with_a_channels_name() -> None:
    marks = [{"type": "hashtag", "offset": 5, "length": 20}]
    told = message(LYON, photo=photo(), caption="🎈🎈 #FreeAzat@Lyon_libre", caption_entities=marks)
    assert found(told).candidate.tag == Exact("#FreeAzat")


def test_a_tag_that_only_looks_like_it_is_for_a_person() -> None:
    assert isinstance(found(tagged(LYON, "Ici #FreeAzаt")).candidate.tag, LookAlike)


def test_a_picture_sent_as_a_file_counts_and_another_file_does_not() -> None:
    file = {"file_id": "d", "file_unique_id": "ud", "mime_type": "image/heic", "file_name": "Anna.heic"}
    one = found(message(GROUP, document=file, **caption("#FreeAzat")))
    assert (one.pictures, one.fingerprint, one.candidate.images) == ((Shown("d"),), "ud", 1)
    other = found(message(PRIVATE, document={**file, "mime_type": "application/pdf"}))
    assert (other.candidate.images, other.candidate.other_media) == (0, 1)
    assert judge(other.candidate, RULES) == Skip.NOT_A_PICTURE


def test_an_animation_is_no_picture_though_it_comes_as_one_file_too() -> None:
    file = {"file_id": "d", "file_unique_id": "ud", "mime_type": "image/gif"}
    one = found(message(PRIVATE, document=file, animation=file))
    assert (one.candidate.images, one.candidate.other_media) == (0, 1)


def test_a_live_photo_is_a_picture_with_something_else_beside_it() -> None:
    one = found(tagged(LYON, live_photo={"photo": photo(), "file_id": "v"}))
    assert (one.candidate.images, one.candidate.other_media) == (1, 1)


def test_what_hides_behind_a_spoiler_is_sensitive_and_a_mention_is_noticed() -> None:
    one = found(tagged(LYON, "#FreeAzat @Azat_FR", has_media_spoiler=True))
    assert (one.candidate.sensitive, one.candidate.mentions_campaign) == (True, True)


def test_an_album_is_told_apart_and_its_pictures_belong_together() -> None:
    first = found(tagged(GROUP, media_group_id="77"))
    second = found({**message(GROUP, photo=photo("b"), media_group_id="77"), "message_id": 56})
    elsewhere = found(tagged(LYON, media_group_id="77"))
    assert first.album == second.album != elsewhere.album
    assert first.candidate.identity != second.candidate.identity
    assert isinstance(second.candidate.tag, Nothing), "the words may be on another of them"


def test_an_edit_tells_of_another_picture_and_of_a_tag_that_went() -> None:
    one = found(message(LYON, photo=photo("b"), caption="Ici", edit_date=2), edited=True)
    assert one.candidate.edited
    assert (one.fingerprint, one.candidate.tag) == ("ub", Nothing())
    assert one.candidate.identity == found(tagged(LYON)).candidate.identity
    assert one.candidate.instant == AT, "an edit makes it no younger"


def test_a_channel_that_is_not_public_is_left_alone() -> None:
    one = found(tagged(HIDDEN))
    assert (one.candidate.reach, one.url) == (Reach.FOLLOWERS, "")
    assert judge(one.candidate, RULES) == Skip.NOT_PUBLIC


def test_who_does_not_want_a_post_passed_on_is_heard() -> None:
    one = found(tagged(LYON, has_protected_content=True))
    assert judge(one.candidate, RULES) == Skip.NOT_TO_BE_FOUND
    assert nothing(tagged(GROUP, has_protected_content=True))


@pytest.mark.parametrize(
    "told",
    [
        tagged(OURS),
        tagged({**GROUP, "id": -100123}),
        tagged(GROUP, sender_chat=OURS),
        tagged(PRIVATE, forward_origin={"type": "channel", "chat": OURS, "message_id": 3, "date": 1}),
    ],
    ids=["our channel", "the staff", "our channel in a group", "a forward of ours"],
)
def test_nothing_of_the_campaigns_own_is_taken(told: dict[str, Any]) -> None:
    assert nothing(told)


def test_bots_are_known_and_anonymous_people_are_not_taken_for_them() -> None:
    bot = {**ANNA, "is_bot": True}
    assert AuthorIs.BOT in found(tagged(GROUP) | {"from": bot}).candidate.author
    assert AuthorIs.BOT in found(tagged(PRIVATE, via_bot=bot)).candidate.author
    one = found(tagged(GROUP, sender_chat=GROUP) | {"from": {**bot, "id": 1087968824}})
    assert (one.author, one.candidate.author) == ("-1007", frozenset())


def origin(**more: object) -> dict[str, object]:
    return {"type": "channel", "chat": LYON, "message_id": 8, "date": int(AT.timestamp()) - 60, **more}


@pytest.mark.parametrize("chat", [PRIVATE, GROUP, HIDDEN])
def test_a_forward_from_a_public_channel_is_the_original(chat: dict[str, Any]) -> None:
    one = found(tagged(chat, forward_origin=origin()))
    assert (one.candidate.identity, one.remote_id, one.author) == ("-1009/8", "-1009/8", "-1009")
    assert (one.candidate.source, one.chat, one.language) == (Source.CHANNEL_POST, 0, "")
    assert one.candidate.instant < AT
    assert isinstance(judge(one.candidate, RULES), Queue)


@pytest.mark.parametrize(
    "forwarded",
    [
        {"forward_origin": {"type": "user", "sender_user": ANNA, "date": 1}},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "Anna", "date": 1}},
        {"forward_origin": {"type": "chat", "sender_chat": GROUP, "date": 1}},
        {"forward_origin": origin(chat=HIDDEN)},
        {"forward_origin": origin(message_id=None)},
        {"forward_origin": None},
        {"forward_date": 1, "forward_from": ANNA},
    ],
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP, LYON])
def test_any_other_forward_is_somebody_elses_picture(chat: dict[str, Any], forwarded: dict[str, object]) -> None:
    assert nothing(tagged(chat) | forwarded)


def said(told: dict[str, Any], *, edited: bool = False) -> Saying:
    [one] = heard(update(told, edited=edited), WANTED)
    assert isinstance(one, Saying)
    return one


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/photo", "photo", ""),
        ("/withdraw K7QM-2R9T", "withdraw", "K7QM-2R9T"),
        ("/Withdraw@azat_bot\nK7QM-2R9T ", "withdraw", "K7QM-2R9T"),
        ("/stop", "stop", ""),
        ("Oui, d'accord", "", "Oui, d'accord"),
    ],
)
def test_what_somebody_writes_to_the_bot_is_a_saying_that_can_be_answered(text: str, command: str, rest: str) -> None:
    one = said(message(PRIVATE, text=text))
    assert one == Saying("4242", rest, "", "", AT, "pt-br", 4242, command)
    assert said(message(PRIVATE, text=text), edited=True) == one


def test_a_reply_names_what_it_answers() -> None:
    reply = {"message_id": 50, "from": {"id": 123, "is_bot": True}}
    assert said(message(PRIVATE, text="Retirez-la", reply_to_message=reply)).answers == "4242/50"


def test_in_a_group_commands_about_photos_and_replies_to_oneself_are_heard_and_nothing_else() -> None:
    own, theirs = {"message_id": 50, "from": ANNA}, {"message_id": 51, "from": {"id": 5}}
    assert said(message(GROUP, text="/stop@azat_bot", reply_to_message=theirs)).command == "stop"
    one = said(message(GROUP, text="Retirez-la svp", reply_to_message=own))
    assert (one.answers, one.chat, one.language) == ("-1007/50", 0, "")
    assert nothing(message(GROUP, text="Retirez-la svp", reply_to_message=theirs))
    assert nothing(message(GROUP, text="Bonsoir"))
    assert nothing(message(GROUP, text="/status"))
    assert nothing(message({**GROUP, "id": -100123}, text="/stop")), "the staff's is the desk's"


def test_who_stops_the_bot_says_stop() -> None:
    changed = {"chat": PRIVATE, "from": ANNA, "date": int(AT.timestamp()), "new_chat_member": {"status": "kicked"}}
    assert heard({"my_chat_member": changed}, WANTED) == (Saying("4242", "", "", "", AT, command="stop"),)
    assert heard({"my_chat_member": {**changed, "new_chat_member": {"status": "member"}}}, WANTED) == ()
    assert heard({"my_chat_member": {**changed, "chat": LYON}}, WANTED) == ()


@pytest.mark.parametrize("body", [{}, {"callback_query": {}}, {"poll": {}}, {"message": None}, {"message": []}])
def test_other_updates_bring_nothing(body: dict[str, object]) -> None:
    assert heard(body, WANTED) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud83c"),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)
WHOLE = [
    tagged(LYON, media_group_id="7", has_media_spoiler=True),
    tagged(PRIVATE, reply_to_message={"message_id": 3, "from": ANNA}),
    tagged(GROUP, forward_origin=origin()),
    message(PRIVATE, text="/withdraw X", entities=[{"type": "bot_command", "offset": 0, "length": 9}]),
]


@given(st.data())
def test_whatever_stands_in_a_field_nothing_is_raised(data: st.DataObject) -> None:
    told = dict(data.draw(st.sampled_from(WHOLE)))
    fields = ["message_id", "date", "chat", "from", "photo", "caption", "caption_entities", "forward_origin", "text"]
    for name in data.draw(st.sets(st.sampled_from([*fields, "sender_chat", "document", "reply_to_message"]))):
        told[name] = data.draw(JSON)
    for kind in ("message", "edited_message", "channel_post", "edited_channel_post", "my_chat_member"):
        for one in heard({kind: told}, replace(WANTED, own=frozenset())):
            repr(one).encode()
