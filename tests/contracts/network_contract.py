"""What every network adapter promises, whatever it speaks to: the same cases, in the same order."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
from PIL import Image

from bot.campaign.model import Post, Visibility
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.ports import Identity, Media, Network, Prepared

TEXT = "Dans 3 jours : Ազատ est libre 🎈\n#FreeAzat"
ALT = "Un « 3 » géant — Ազատ"


def picture() -> Media:
    """A real PNG, with alt text."""
    file = io.BytesIO()
    Image.new("RGB", (64, 36), "navy").save(file, "PNG")
    data = file.getvalue()
    return Media(data, "image/png", hashlib.sha256(data).hexdigest(), ALT)


def post(
    text: str = TEXT, *, warning: str = "", visibility: Visibility = Visibility.PUBLIC, silent: bool = False
) -> Post:
    return Post(text, "hy", len(text), 500, warning, visibility, silent)


class Venue(Protocol):
    """A server that an adapter can be opened on, and that can be told to fail.

    Faults are those of ``bot.sandbox``: ``status`` (nothing executed), ``execute_then_status``, ``garbage``,
    ``cut_before``, ``cut_after``, ``lose_answer``, ``slow_body``.
    """

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be read anywhere."""
        ...

    @property
    def can(self) -> frozenset[str]:
        """Of ``language``, ``visibility``, ``warning``, ``silence``, ``alt``, ``upload``: what the network has."""
        ...

    @property
    def refusals(self) -> Mapping[int, tuple[object, Mapping[str, str]]]:
        """Bodies and headers of the network's own refusals: 400, 401, 422 (where it has one), 429, 500."""
        ...

    @property
    def url(self) -> str:
        """How public addresses of posts begin."""
        ...

    def open(self, deadline_s: float = 20.0) -> Network: ...
    def open_as_nobody(self) -> Network: ...
    def open_elsewhere(self, address: str) -> Network: ...
    def fault(self, where: str, do: str, **more: object) -> None: ...
    def posts(self) -> list[Mapping[str, object]]: ...


def published(network: Network, what: Post, media: Media | None = None) -> Outcome:
    ready = network.prepare(what, media)
    assert isinstance(ready, Prepared), ready
    return network.publish(ready, f"countdown/3-days/armenia/account {what.text}")


class NetworkContract:
    """The suite; a subclass gives the ``venue``."""

    @pytest.fixture
    def network(self, venue: Venue) -> Iterator[Network]:
        network = venue.open()
        yield network
        network.close()

    def test_it_says_who_its_credentials_speak_for(self, network: Network) -> None:
        identity = network.identity()
        assert isinstance(identity, Identity)
        assert identity.id
        assert network.identity() == identity

    def test_credentials_the_server_does_not_know_are_a_broken_account(self, venue: Venue) -> None:
        network = venue.open_as_nobody()
        assert isinstance(network.identity(), AccountBroken)
        network.close()

    def test_it_reads_limits_that_a_post_can_break(self, network: Network) -> None:
        limits = network.limits()
        assert limits is not None
        assert limits.characters >= limits.characters_with_picture > 0
        assert limits.picture_bytes > 0

    def test_a_text_goes_out_once_as_written(self, venue: Venue, network: Network) -> None:
        outcome = published(network, post())
        assert isinstance(outcome, Sent)
        [seen] = venue.posts()
        assert (seen["text"], seen["pictures"]) == (TEXT, [])
        assert outcome.receipt.url.startswith(venue.url)
        assert outcome.receipt.url.endswith(outcome.receipt.remote_id)

    def test_a_picture_goes_out_with_its_alt_text(self, venue: Venue, network: Network) -> None:
        media = picture()
        assert isinstance(published(network, post(), media), Sent)
        [seen] = venue.posts()
        assert seen["text"] == TEXT
        assert seen["pictures"] == [{"sha256": media.sha256, "alt": ALT if "alt" in venue.can else ""}]

    def test_language_visibility_warning_and_silence_are_set_where_they_exist(
        self, venue: Venue, network: Network
    ) -> None:
        outcome = published(network, post(warning="Prison", visibility=Visibility.UNLISTED, silent=True))
        assert isinstance(outcome, Sent)
        [seen] = venue.posts()
        assert seen["language"] == ("hy" if "language" in venue.can else "")
        assert seen["visibility"] == ("unlisted" if "visibility" in venue.can else "")
        assert seen["warning"] == ("Prison" if "warning" in venue.can else "")
        assert seen["silent"] is ("silence" in venue.can)

    def test_a_public_post_is_asked_for_as_public(self, venue: Venue, network: Network) -> None:
        assert isinstance(published(network, post()), Sent)
        assert venue.posts()[0]["visibility"] == ("public" if "visibility" in venue.can else "")
        assert venue.posts()[0]["silent"] is False

    def test_the_last_word_is_asked_for_when_the_picture_is_there_and_the_request_is_not(
        self, venue: Venue, network: Network
    ) -> None:
        seen: list[int] = []

        def may_leave() -> bool:
            seen.append(len(venue.posts()))
            return True

        ready = network.prepare(post(), picture())
        assert isinstance(ready, Prepared)
        assert seen == []
        assert isinstance(network.publish(ready, "key", may_leave), Sent)
        assert seen == [0]
        assert len(venue.posts()) == 1

    def test_the_answer_is_read_when_the_post_is_there_and_others_were_let_out(
        self, venue: Venue, network: Network
    ) -> None:
        asked: list[str] = []

        def may_leave() -> bool:
            asked.append("may it leave?")
            return True

        def may_listen() -> None:
            asked.append("may I listen?")

        ready = network.prepare(post(), None)
        assert isinstance(ready, Prepared)
        assert isinstance(network.publish(ready, "key", may_leave, may_listen), Sent)
        assert asked == ["may it leave?", "may I listen?"]

    def test_after_a_no_nothing_leaves_and_the_next_call_goes_through(self, venue: Venue, network: Network) -> None:
        ready = network.prepare(post(), None)
        assert isinstance(ready, Prepared)
        assert isinstance(network.publish(ready, "key", lambda: False), NotSent)
        assert venue.posts() == []
        assert isinstance(network.publish(ready, "key", lambda: True), Sent)
        assert len(venue.posts()) == 1

    def test_a_rate_limit_is_not_sent_and_says_when_to_come_back(self, venue: Venue, network: Network) -> None:
        refuse(venue, 429)
        outcome = published(network, post())
        assert isinstance(outcome, NotSent)
        assert isinstance(outcome.retry_at, datetime)
        assert outcome.retry_at.utcoffset() == timedelta(0)
        assert datetime(2023, 8, 30, tzinfo=UTC) < outcome.retry_at < datetime(2023, 8, 31, tzinfo=UTC)
        assert venue.posts() == []
        assert isinstance(published(network, post()), Sent)

    def test_a_revoked_token_breaks_the_account(self, venue: Venue, network: Network) -> None:
        refuse(venue, 401)
        assert isinstance(published(network, post()), AccountBroken)

    def test_a_refused_post_is_rejected_in_the_networks_words(self, venue: Venue, network: Network) -> None:
        for status in {400, 422} & set(venue.refusals):
            refuse(venue, status)
            outcome = published(network, post())
            assert isinstance(outcome, Rejected)
            assert "too long" in outcome.reason

    def test_a_server_fault_leaves_it_unknown_done_or_not(self, venue: Venue, network: Network) -> None:
        refuse(venue, 500)
        assert isinstance(published(network, post()), Unknown)
        assert venue.posts() == []
        venue.fault("publish", "execute_then_status", status=500, body=venue.refusals[500][0])
        assert isinstance(published(network, post()), Unknown)
        assert len(venue.posts()) == 1

    def test_a_refused_connection_is_not_sent(self, venue: Venue, unused_address: str) -> None:
        network = venue.open_elsewhere(unused_address)
        assert isinstance(network.identity(), NotSent)
        outcome = network.publish(Prepared(post()), "key")
        assert isinstance(outcome, NotSent)
        assert outcome.reason == "unreachable: Connection refused"
        if "upload" in venue.can:
            assert isinstance(network.prepare(post(), picture()), NotSent)
        limits = network.limits()
        assert limits is None or limits.characters > 0, "the network's published ones, or nothing"
        network.close()

    @pytest.mark.parametrize("bytes_sent", [0, 1, 40])
    def test_a_cut_leaves_it_unknown(self, venue: Venue, network: Network, bytes_sent: int) -> None:
        if not bytes_sent:
            venue.fault("publish", "cut_before")
            assert isinstance(published(network, post()), Unknown)
            assert venue.posts() == []
        venue.fault("publish", "cut_after", bytes=bytes_sent)
        assert isinstance(published(network, post()), Unknown)
        assert len(venue.posts()) == 1

    @pytest.mark.parametrize("do", ["lose_answer", "slow_body"])
    def test_a_lost_answer_ends_at_the_deadline_and_the_next_call_is_its_own(self, venue: Venue, do: str) -> None:
        network = venue.open(deadline_s=0.5)
        assert isinstance(network.identity(), Identity)
        venue.fault("publish", do)
        assert isinstance(published(network, post()), Unknown)
        outcome = published(network, post("Le suivant"))
        assert isinstance(outcome, Sent)
        assert [seen["text"] for seen in venue.posts()] == [TEXT, "Le suivant"]
        network.close()

    def test_a_question_without_an_answer_ends_at_the_deadline_too(self, venue: Venue) -> None:
        network = venue.open(deadline_s=0.4)
        venue.fault("identity", "lose_answer")
        assert isinstance(network.identity(), NotSent)
        if "upload" in venue.can:
            venue.fault("upload", "slow_body")
            assert isinstance(network.prepare(post(), picture()), NotSent)
        network.close()

    @pytest.mark.parametrize("body", ["", "<html>welcome</html>", "[]", "{}", '{"id": null}', '{"data": {}}'])
    def test_an_answer_that_names_no_post_leaves_it_unknown(self, venue: Venue, network: Network, body: str) -> None:
        venue.fault("publish", "garbage", body=body)
        assert isinstance(published(network, post()), Unknown)

    def test_a_redirect_is_not_followed(self, venue: Venue, network: Network) -> None:
        venue.fault("publish", "status", status=302, headers={"Location": "/"})
        assert isinstance(published(network, post()), Unknown)
        assert venue.posts() == []

    def test_a_failed_upload_costs_another_try_and_a_refused_one_the_post(self, venue: Venue, network: Network) -> None:
        if "upload" not in venue.can:
            assert isinstance(network.prepare(post(), picture()), Prepared)
            return
        for do in ("status", "cut_after", "garbage"):
            venue.fault("upload", do)
            assert isinstance(network.prepare(post(), picture()), NotSent), do
        status = max({400, 422} & set(venue.refusals))
        body, headers = venue.refusals[status]
        venue.fault("upload", "status", status=status, body=body, headers=headers)
        assert isinstance(network.prepare(post(), picture()), Rejected)
        assert venue.posts() == []

    def test_no_secret_is_in_any_reason_or_log_line(
        self, venue: Venue, network: Network, unused_address: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        reasons = []
        page = "<html>" + " ".join(venue.secrets) + "</html>"
        said = {"error": page, "detail": page, "description": page}
        for do, body in (("garbage", page), ("status", page), ("status", said), ("cut_after", ""), ("cut_before", "")):
            for status in (400, 401, 500) if do == "status" else (200,):
                venue.fault("publish", do, status=status, body=body)
                reasons.append(published(network, post()))
        elsewhere = venue.open_elsewhere(unused_address)
        reasons.append(elsewhere.publish(Prepared(post()), "key"))
        elsewhere.close()
        read = [str(reasons), *(record.getMessage() for record in caplog.records), caplog.text]
        for secret in venue.secrets:
            assert not any(secret in text for text in read)


def refuse(venue: Venue, status: int) -> None:
    """The next post meets one of the network's own refusals."""
    body, headers = venue.refusals[status]
    venue.fault("publish", "status", status=status, body=body, headers=headers)


__all__ = ["ALT", "TEXT", "NetworkContract", "Receipt", "Venue", "picture", "post", "published"]
