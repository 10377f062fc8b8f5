"""Of an update as much is kept as the desk and the photos need, and no more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daemon.staff.heard import understood
from bot.daemon.staff.kept import as_kept
from bot.networks.telegram_supporters import heard
from tests.daemon.staff.chatroom import JEAN, STAFF, pressed, wrote
from tests.networks.telegram_updates import ANNA, GROUP, LYON, PRIVATE, WANTED, caption, message, photo, tagged, update

FILE = {"file_id": "d", "file_unique_id": "ud", "mime_type": "image/heic", "file_name": "Anna Kern.heic"}
PUBLIC = {"type": "channel", "chat": LYON, "message_id": 8, "date": 1_693_000_000, "author_signature": "Anna Kern"}
PERSON = {"type": "user", "sender_user": ANNA, "date": 1}
OWN = {"message_id": 50, "from": ANNA, "chat": GROUP, "photo": photo(), "caption": "privé"}
STOPPED = {"chat": PRIVATE, "from": ANNA, "date": 1_693_000_000, "new_chat_member": {"status": "kicked", "user": ANNA}}

NEEDED = [
    update(tagged(LYON, has_media_spoiler=True, author_signature="Anna Kern")),
    update(message(LYON, photo=photo(), caption="Ici", edit_date=2), edited=True),
    update(tagged(GROUP, media_group_id="7")),
    update(message(GROUP, photo=photo(), media_group_id="7")),
    update(message(GROUP, photo=photo(), caption="le nom de ma rue", edit_date=2), edited=True),
    update(tagged(GROUP, sender_chat=GROUP)),
    update(tagged(GROUP, via_bot={"id": 5, "is_bot": True, "username": "x_bot"})),
    update(tagged(GROUP, has_protected_content=True)),
    update(tagged(GROUP, live_photo={"photo": photo(), "file_id": "v"})),
    update(message(GROUP, text="/withdraw K7QM-2R9T", reply_to_message=OWN)),
    update(message(GROUP, text="Retirez-la", reply_to_message=OWN)),
    update(message(PRIVATE, photo=photo(), caption="Lisboa")),
    update(message(PRIVATE, document=FILE, **caption("Ici @azat_fr #FreeAzat"))),
    update(message(PRIVATE, video={"file_id": "v", "file_name": "Anna Kern.mp4"})),
    update(message(PRIVATE, text="Oui", reply_to_message={"message_id": 3, "from": {"id": 123, "is_bot": True}})),
    update(message(PRIVATE, text="/stop")),
    update(tagged(PRIVATE, forward_origin=PUBLIC)),
    update(tagged(PRIVATE, forward_origin=PERSON)),
    update(tagged(PRIVATE, forward_date=1, forward_from=ANNA)),
    {"update_id": 1, "my_chat_member": STOPPED},
]


@pytest.mark.parametrize("body", NEEDED)
def test_what_supporters_send_means_the_same_after_it_was_kept(body: dict[str, Any]) -> None:
    assert heard(as_kept(body), WANTED) == heard(body, WANTED)


@pytest.mark.parametrize(
    "body",
    [
        pressed(JEAN, 5, "ok 1"),
        wrote(JEAN, "/pause trop tôt"),
        wrote(JEAN, "/id", chat=JEAN),
        update(message(LYON, text="Bonjour")),
    ],
)
def test_what_the_desk_understands_it_still_does(body: dict[str, Any]) -> None:
    assert understood(body) is not None
    assert understood(as_kept(body)) == understood(body)


@pytest.mark.parametrize("body", [*NEEDED, pressed(JEAN, 5, "ok"), wrote(JEAN, "/pause", name="Anna")])
def test_nobodys_name_is_kept(body: dict[str, Any]) -> None:
    told = json.dumps(as_kept(body), ensure_ascii=False)
    for name in ("Anna", "anna_x", "Kern", "Petronella", "first_name", "privé"):
        assert name not in told


def test_a_language_is_kept_of_whoever_writes_to_the_bot_alone() -> None:
    assert "language_code" in json.dumps(as_kept(update(message(PRIVATE, text="Oi"))))
    assert "language_code" not in json.dumps(as_kept(update(tagged(GROUP))))


@pytest.mark.parametrize(
    "told",
    [
        message(GROUP, text="Rendez-vous à 8 h chez Boris"),
        message(GROUP, photo=photo(), caption="Boris et moi"),
        message(GROUP, text="Retirez-la", reply_to_message={**OWN, "from": {"id": 5}}),
        message(GROUP, text="Oui", reply_to_message={"message_id": 50, "from": ANNA, "text": "?"}),
        message(GROUP, location={"latitude": 48.85, "longitude": 2.35}),
        message({**GROUP, "id": STAFF}, text="On attend Boris"),
    ],
)
def test_what_people_say_to_each_other_in_a_group_is_not_kept_at_all(told: dict[str, Any]) -> None:
    assert as_kept(update(told)) == {"update_id": 9, "message": {}}


def test_an_update_of_a_kind_that_nobody_asked_for_is_its_number_alone() -> None:
    assert as_kept({"update_id": 7, "chat_join_request": {"from": ANNA, "bio": "Anna"}}) == {"update_id": 7}


def _sown(value: object, seed: object) -> object:
    """``value`` with a field of tomorrow in every object."""
    if isinstance(value, dict):
        return {**{name: _sown(one, seed) for name, one in value.items()}, "of_tomorrow": seed}
    return [_sown(one, seed) for one in value] if isinstance(value, list) else value


@given(st.sampled_from(NEEDED), st.sampled_from(["canary", {"first_name": "canary"}, ["canary"]]))
def test_a_field_of_tomorrow_is_left_out_wherever_it_stands(body: dict[str, Any], seed: object) -> None:
    sown = _sown(body, seed)
    assert isinstance(sown, dict)
    assert as_kept(sown) == as_kept(body)


@given(st.sampled_from(NEEDED), st.sampled_from(["canary", {"first_name": "canary"}, [{"x": "canary"}], 1.5, None]))
def test_a_field_that_is_not_what_it_should_be_does_not_bring_more_along(body: dict[str, Any], odd: object) -> None:
    for kind, told in body.items():
        for name in told if isinstance(told, dict) else ():
            as_kept({**body, kind: {**told, name: odd}})
    if not isinstance(odd, str):
        assert "canary" not in json.dumps(as_kept({"update_id": 1, "message": {**message(PRIVATE), "text": odd}}))
