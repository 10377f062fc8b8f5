"""What an adapter that can read its network back promises, whatever server it speaks to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Protocol

import pytest

from bot.campaign.outcome import NotSent, Receipt, Rejected, Sent
from bot.ports import Blind, Done, Looked, Network, Prepared, Sought
from tests.contracts.network_contract import picture, post

TEXTS = (
    "Noch 3 Tage: Freiheit für Azat!\n\n#FreeAzat",
    "3 days until “freedom” & justice <3 https://example.com/azat?day=3&lang=en#top #FreeAzat",
    "Plus que 3 jours : « Libérez-le » !\n#FreeAzat https://example.org/une/adresse/bien/plus/longue/que/trente",
    "Մնաց 3 օր՝ Ազատին ազատություն։ #Ազատ",
    "Mancano 3 giorni… è già domani? (https://example.com/)",
    "Liko 3 dienos – laisvę Azatui žmogui 🎈 @anna@mastodon.example",
    "Faltam 3 dias: não há acusação\nhttps://example.com/a\n\nhttps://example.com/b",
    "Осталось 3 дня — свободу Азату; й ё #Свободу_Азату",
)


class ReadableVenue(Protocol):
    """A server whose posts can be read back."""

    can_edit: bool
    clock_is_kept: bool
    """Whether its ``Date`` and its posts' times go by one clock that ``now`` tells."""

    def open_back(self) -> Network: ...
    def standing(self) -> list[str]:
        """The texts that stand there now, oldest first."""
        ...

    def now(self) -> datetime: ...


class NetworkBackContract:
    """The suite; a subclass gives the ``back``."""

    @pytest.fixture
    def reader(self, back: ReadableVenue) -> Iterator[Network]:
        network = back.open_back()
        yield network
        network.close()

    def test_each_languages_post_is_found_by_its_words_alone(self, back: ReadableVenue, reader: Network) -> None:
        receipts = [publish(reader, text) for text in TEXTS]
        assert [found(reader, back, text) for text in TEXTS] == [[receipt] for receipt in receipts]

    def test_another_days_words_are_not_found(self, back: ReadableVenue, reader: Network) -> None:
        for text in TEXTS:
            publish(reader, text)
        assert [found(reader, back, text.replace("3 ", "2 ", 1)) for text in TEXTS] == [[]] * len(TEXTS)

    def test_a_post_is_found_by_its_pictures_id_alone(self, back: ReadableVenue, reader: Network) -> None:
        publish(reader, "Sans image")
        ready = reader.prepare(post("Avec"), picture())
        assert isinstance(ready, Prepared)
        sent = reader.publish(ready, f"with {next(_NUMBERS)}")
        assert isinstance(sent, Sent)
        ids, keys = frozenset(ready.media_ids), frozenset(ready.media_keys)
        looked = reader.find_own_posts(Sought(frozenset({"Tout autre chose"}), ids, keys, True, back.now()))
        assert looked == Looked((sent.receipt,))
        looked = reader.find_own_posts(Sought(frozenset({"Avec"}), frozenset(), frozenset(), True, back.now()))
        assert looked == Looked((sent.receipt,))

    def test_a_post_is_found_behind_many_others(self, back: ReadableVenue, reader: Network) -> None:
        first = publish(reader, "La première")
        for number in range(45):
            publish(reader, f"Encore {number}")
        assert found(reader, back, "La première") == [first]

    def test_a_post_of_another_delivery_is_not_ours(self, back: ReadableVenue, reader: Network) -> None:
        receipt = publish(reader, "Deux fois le même")
        assert found(reader, back, "Deux fois le même", not_these=receipt.remote_id) == []

    def test_a_post_that_is_found_is_found_again_a_little_later(self, back: ReadableVenue, reader: Network) -> None:
        receipt = publish(reader, "Tout juste")
        assert found(reader, back, "Tout juste", since=back.now() + timedelta(minutes=5)) == [receipt], "clocks differ"

    def test_a_deleted_post_is_gone_and_deleting_it_again_is_done(self, back: ReadableVenue, reader: Network) -> None:
        publish(reader, "Reste")
        receipt = publish(reader, "Part")
        assert reader.delete(receipt.remote_id) == Done()
        assert back.standing() == ["Reste"]
        assert reader.delete(receipt.remote_id) == Done()
        assert found(reader, back, "Part") == []

    def test_an_edit_changes_the_words_and_keeps_the_picture_or_says_that_it_cannot(
        self, back: ReadableVenue, reader: Network
    ) -> None:
        ready = reader.prepare(post("Avant"), picture())
        assert isinstance(ready, Prepared)
        sent = reader.publish(ready, f"edited {next(_NUMBERS)}")
        assert isinstance(sent, Sent)
        own = sent.receipt.remote_id
        if not back.can_edit:
            assert isinstance(reader.edit(own, post("Après")), Blind)
            return
        assert isinstance(reader.edit(own, post("Après"), lambda: False), NotSent)
        assert back.standing() == ["Avant"], "nobody let it go"
        assert reader.edit(own, post("Après")) == Done()
        assert reader.edit(own, post("Après")) == Done(), "repeating it is harmless"
        assert back.standing() == ["Après"]
        ids = frozenset(ready.media_ids)
        looked = reader.find_own_posts(Sought(frozenset(), ids, frozenset(), True, back.now()))
        assert looked == Looked((sent.receipt,)), "the picture is still there"
        assert reader.delete(own) == Done()
        assert isinstance(reader.edit(own, post("Encore")), Rejected)

    def test_the_servers_clock_is_told(self, back: ReadableVenue, reader: Network) -> None:
        told = reader.server_time()
        assert told is not None
        assert told.utcoffset() == timedelta(0)
        if back.clock_is_kept:
            assert abs(told - back.now()) < timedelta(seconds=30)


_NUMBERS = count()


def publish(network: Network, text: str) -> Receipt:
    sent = network.publish(Prepared(post(text)), f"key {next(_NUMBERS)}")
    assert isinstance(sent, Sent), sent
    return sent.receipt


def found(
    network: Network, back: ReadableVenue, text: str, *, not_these: str = "", since: datetime | None = None
) -> list[Receipt]:
    """What is found by the words alone."""
    others = frozenset(not_these.split())
    looked = network.find_own_posts(
        Sought(frozenset({text}), frozenset(), frozenset(), False, since or back.now(), not_these=others)
    )
    assert isinstance(looked, Looked), looked
    return list(looked.found)
