"""What an adapter that reposts supporters' posts promises, whatever server it speaks to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Protocol

import pytest

from bot.campaign.model import Post
from bot.campaign.outcome import NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.ports import Done, Looked, Network, Prepared, Sought
from tests.contracts.network_contract import post

_NUMBERS = count()


class RepostVenue(Protocol):
    """A server with supporters of its own. A source is named as ``Post.repost_of`` names it."""

    repeats: bool
    """Whether reposting the same post again makes another repost."""

    by_source: bool
    """Whether a repost is undone by what it reposts."""

    def open_back(self) -> Network: ...
    def supporters_post(self, text: str) -> str:
        """A supporter posts something for everybody; its name."""
        ...

    def hidden_post(self) -> str:
        """A supporter's post that stands, but that the campaign may not repost; its name."""
        ...

    def vanish(self, source: str) -> None:
        """The supporter deletes it."""
        ...

    def stands(self, source: str) -> bool:
        """Whether the supporter's post is there."""
        ...

    def reposts(self) -> list[tuple[str, str]]:
        """The campaign's reposts that stand now, oldest first: remote id, source."""
        ...

    def lose_the_next_answer(self) -> None:
        """The next repost is made, and its answer lost."""
        ...

    def now(self) -> datetime: ...


class NetworkRepostContract:
    """The suite; a subclass gives the ``square``."""

    @pytest.fixture
    def reposter(self, square: RepostVenue) -> Iterator[Network]:
        network = square.open_back()
        yield network
        network.close()

    def test_a_repost_goes_out_as_it_is_and_its_receipt_is_its_own(
        self, square: RepostVenue, reposter: Network
    ) -> None:
        source = square.supporters_post("Ici aussi ! #FreeAzat")
        receipt = sent(repost(reposter, source))
        assert square.reposts() == [(receipt.remote_id, source)]

    def test_making_it_ready_changes_nothing_and_asks_nothing(self, square: RepostVenue, reposter: Network) -> None:
        what = reposting(square.supporters_post("Prêt #FreeAzat"))
        assert reposter.prepare(what, None) == Prepared(what)
        assert square.reposts() == []

    def test_a_repost_is_found_by_what_it_reposts_whatever_else_was_posted(
        self, square: RepostVenue, reposter: Network
    ) -> None:
        before = publish(reposter, "Avant")
        one, other = square.supporters_post("Un #FreeAzat"), square.supporters_post("Deux #FreeAzat")
        first, second = sent(repost(reposter, one)), sent(repost(reposter, other))
        publish(reposter, "Après")
        assert remote_ids(found(reposter, square, one, before)) == [first.remote_id]
        assert remote_ids(found(reposter, square, other, before)) == [second.remote_id]

    def test_a_repost_that_was_never_made_is_not_found(self, square: RepostVenue, reposter: Network) -> None:
        before = publish(reposter, "Avant")
        source = square.supporters_post("Pas encore #FreeAzat")
        sent(repost(reposter, square.supporters_post("Une autre #FreeAzat")))
        assert found(reposter, square, source, before) == ()

    def test_a_lost_answer_leaves_it_unknown_and_it_is_found(self, square: RepostVenue, reposter: Network) -> None:
        before = publish(reposter, "Avant")
        source = square.supporters_post("Perdue ? #FreeAzat")
        square.lose_the_next_answer()
        assert isinstance(repost(reposter, source), Unknown)
        assert remote_ids(found(reposter, square, source, before)) == [own for own, _ in square.reposts()]
        assert len(square.reposts()) == 1

    def test_whoever_says_no_at_the_door_keeps_it_in(self, square: RepostVenue, reposter: Network) -> None:
        what = reposting(square.supporters_post("Attendez #FreeAzat"))
        assert isinstance(reposter.publish(Prepared(what), "no", lambda: False), NotSent)
        assert square.reposts() == []

    def test_a_repost_is_taken_back_once_and_for_all_and_its_source_stays(
        self, square: RepostVenue, reposter: Network
    ) -> None:
        before = publish(reposter, "Avant")
        source, kept = square.supporters_post("Retirez #FreeAzat"), square.supporters_post("Gardez #FreeAzat")
        receipt, stays = sent(repost(reposter, source)), sent(repost(reposter, kept))
        assert reposter.delete(receipt.remote_id, source) == Done()
        assert square.reposts() == [(stays.remote_id, kept)]
        assert square.stands(source)
        assert reposter.delete(receipt.remote_id, source) == Done(), "repeating it is harmless"
        assert found(reposter, square, source, before) == ()

    def test_a_repost_whose_id_nobody_knows_goes_by_its_source(self, square: RepostVenue, reposter: Network) -> None:
        source, kept = square.supporters_post("Perdue #FreeAzat"), square.supporters_post("Gardée #FreeAzat")
        stays = sent(repost(reposter, kept))
        square.lose_the_next_answer()
        assert isinstance(repost(reposter, source), Unknown)
        answer = reposter.delete("", source)
        if not square.by_source:
            assert isinstance(answer, Rejected)
            return
        assert answer == Done()
        assert square.reposts() == [(stays.remote_id, kept)]
        assert square.stands(source)
        assert reposter.delete("", source) == Done(), "where there is none, all is well"

    def test_a_source_that_is_gone_or_hidden_is_not_reposted(self, square: RepostVenue, reposter: Network) -> None:
        source = square.supporters_post("Je l'efface #FreeAzat")
        square.vanish(source)
        for one in (source, square.hidden_post()):
            outcome = repost(reposter, one)
            assert isinstance(outcome, Rejected), outcome
        assert square.reposts() == []

    def test_taking_back_a_repost_whose_source_has_gone_is_done(self, square: RepostVenue, reposter: Network) -> None:
        source = square.supporters_post("Je l'effacerai #FreeAzat")
        receipt = sent(repost(reposter, source))
        square.vanish(source)
        assert reposter.delete(receipt.remote_id, source) == Done()
        assert not square.stands(source)

    def test_a_second_repost_is_another_one_or_none(self, square: RepostVenue, reposter: Network) -> None:
        before = publish(reposter, "Avant")
        source = square.supporters_post("Encore #FreeAzat")
        first = sent(repost(reposter, source))
        again = repost(reposter, source)
        there = [own for own, _ in square.reposts()]
        if not square.repeats:
            assert there == [first.remote_id]
            assert not isinstance(again, Sent) or again.receipt.remote_id == first.remote_id
            return
        second = sent(again)
        assert there == [first.remote_id, second.remote_id]
        assert remote_ids(found(reposter, square, source, before)) == there
        assert remote_ids(found(reposter, square, source, before, not_these=first)) == [second.remote_id]

    @pytest.mark.parametrize("which", [0, 1], ids=["the first", "the second"])
    def test_where_there_are_two_each_is_taken_back_by_itself(
        self, square: RepostVenue, reposter: Network, which: int
    ) -> None:
        if not square.repeats:
            return
        source = square.supporters_post("Deux fois #FreeAzat")
        both = [sent(repost(reposter, source)).remote_id for _ in range(2)]
        assert reposter.delete(both[which], source) == Done()
        assert square.reposts() == [(both[1 - which], source)]
        assert reposter.delete(both[1 - which], source) == Done()
        assert square.reposts() == []


def reposting(source: str) -> Post:
    return Post("", "fr", 0, 500, repost_of=source)


def repost(network: Network, source: str) -> Outcome:
    ready = network.prepare(reposting(source), None)
    assert isinstance(ready, Prepared), ready
    return network.publish(ready, f"photos/{next(_NUMBERS)}/native/account")


def publish(network: Network, text: str) -> Receipt:
    return sent(network.publish(Prepared(post(text)), f"before {next(_NUMBERS)}"))


def sent(outcome: Outcome) -> Receipt:
    assert isinstance(outcome, Sent), outcome
    assert outcome.receipt.remote_id
    return outcome.receipt


def found(
    network: Network, square: RepostVenue, source: str, before: Receipt, *, not_these: Receipt | None = None
) -> tuple[Receipt, ...]:
    """The reposts of ``source`` after a known post."""
    others = frozenset({not_these.remote_id} if not_these else ())
    looked = network.find_own_posts(
        Sought(frozenset(), frozenset(), frozenset(), False, square.now(), before.remote_id, others, source)
    )
    assert isinstance(looked, Looked), looked
    return looked.found


def remote_ids(receipts: tuple[Receipt, ...]) -> list[str]:
    return [receipt.remote_id for receipt in receipts]
