"""Whoever sent a photo to the bot is told in the chat that it is posted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.campaign.outcome import Receipt
from bot.campaign.photo import State
from bot.ports import PHOTOS, Intent
from tests.daemon.photos.chat_cast import CHATTING, chat_cast

URL = "https://t.me/small_fr/7"


def test_the_chat_says_where_the_photo_is_once_and_speaks_of_messages(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path, CHATTING.replace("photos: {", "photos: {delay: 0 s, "))
    scene.write("Lyon", "a picture")
    scene.work()
    scene.write("Oui")
    outbox, campaign = scene.scene.cast.outbox, scene.scene.campaign
    scene.scene.caretaker.run_once(scene.scene.turn(1))
    (photo,) = scene.photos()
    assert photo.state is State.QUEUED
    now, seen = scene.scene.turn(1), approval_of(photo, campaign)
    photos.approve(outbox, photo, campaign, "Jean", now, seen=seen, alt="an answer", faceless=True)
    scene.scene.reposter.run_once(now)
    (planned,) = outbox.deliveries(entry=PHOTOS)
    assert planned.account == "canal", "a photo from Telegram stays there"
    row = outbox.claim("canal", scene.scene.turn(1), "test:2", 300.0, planned.key)
    assert row is not None
    intent = Intent(row.text, "0" * 64, row.key, (), (), photo.sha256, now + timedelta(minutes=5))
    assert outbox.begin(row, intent, scene.scene.cast.clock.now())
    assert outbox.sent(row, Receipt("7", URL), scene.scene.cast.clock.now())
    for _ in range(3):
        scene.work(60)
    receipt, told = scene.said()
    assert "Photos reçues" in receipt
    assert told.startswith("Votre photo est publiée.")
    assert URL in told
    assert "le code de notre premier message" in told
    assert [photo.contact for photo in scene.photos()] == [""]
