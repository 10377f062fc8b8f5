"""The networks' own client libraries, as the bot uses them, find nothing strange in the stand-ins."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
import telegram
import tweepy
from mastodon import Mastodon, MastodonAPIError, MastodonRatelimitError, MastodonUnauthorizedError
from requests.adapters import HTTPAdapter
from telegram.request import HTTPXRequest

from tests.sandbox.driver import MASTODON, Sandbox, X, png


def _mastodon(sandbox: Sandbox, token: str = MASTODON["access_token"]) -> Mastodon:
    session = requests.Session()
    session.trust_env = False
    return Mastodon(
        access_token=token,
        api_base_url=sandbox.at["mastodon"],
        ratelimit_method="throw",
        mastodon_version="4.5.2",
        version_check_mode="created",
        session=session,
    )


def test_mastodon_py_posts_reads_back_and_deletes(sandbox: Sandbox) -> None:
    client = _mastodon(sandbox)
    me = client.account_verify_credentials()
    media = client.media_post(png(), mime_type="image/png", description="Bleu")
    status = client.status_post(
        "Bonjour", media_ids=[media["id"]], visibility="unlisted", language="fr", spoiler_text="w", idempotency_key="k"
    )
    assert client.status_post("Bonjour", idempotency_key="k")["id"] == status["id"]
    assert client.status_source(status["id"])["text"] == "Bonjour"
    found = client.account_statuses(me["id"], exclude_reblogs=True)
    assert [one["media_attachments"][0]["id"] for one in found] == [media["id"]]
    client.status_delete(status["id"])
    client.session.close()


def test_mastodon_py_asks_the_version_and_the_limits(sandbox: Sandbox) -> None:
    client = _mastodon(sandbox)
    assert client.retrieve_mastodon_version() == "4.5.2"
    assert client.instance_v2()["configuration"]["statuses"]["max_characters"] == 500
    client.session.close()


def test_mastodon_py_raises_its_own_errors(sandbox: Sandbox) -> None:
    client, stranger = _mastodon(sandbox), _mastodon(sandbox, "wrong")
    with pytest.raises(MastodonAPIError, match="Text character limit of 500 exceeded"):
        client.status_post("a" * 501)
    with pytest.raises(MastodonUnauthorizedError):
        stranger.account_verify_credentials()
    sandbox.clock("2023-08-30T10:00:00Z")
    for _ in range(30):
        client.media_post(png(), mime_type="image/png")
    with pytest.raises(MastodonRatelimitError):
        client.media_post(png(), mime_type="image/png")
    client.session.close()
    stranger.session.close()


class _Rewrite(HTTPAdapter):
    """Sends to the sandbox what was signed for the real host."""

    def __init__(self, base: str) -> None:
        self._base = urlsplit(base)
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: object, **more: object) -> requests.Response:
        parts = urlsplit(request.url or "")
        request.url = urlunsplit((self._base.scheme, self._base.netloc, str(parts.path), str(parts.query), ""))
        return super().send(request, *args, **more)  # type: ignore[arg-type]


def _tweepy(sandbox: Sandbox) -> tweepy.Client:
    client = tweepy.Client(
        consumer_key=X["consumer_key"],
        consumer_secret=X["consumer_secret"],
        access_token=X["access_token"],
        access_token_secret=X["access_token_secret"],
    )
    client.session.trust_env = False
    client.session.mount("https://api.twitter.com", _Rewrite(sandbox.at["x"]))
    return client


def test_tweepy_uploads_posts_reads_back_and_deletes(sandbox: Sandbox) -> None:
    client = _tweepy(sandbox)
    auth = tweepy.OAuth1UserHandler("ck", X["consumer_secret"], "123-abc", "ats").apply_auth()
    upload = client.session.post(
        "https://api.twitter.com/2/media/upload",
        auth=auth,
        files={"media": ("card.png", png())},
        data={"media_category": "tweet_image"},
    ).json()["data"]
    body = {"id": upload["id"], "metadata": {"alt_text": {"text": "Bleu"}}}
    assert client.request("POST", "/2/media/metadata", json=body, user_auth=True).status_code == 200
    post = client.create_tweet(text="Libérez Azat ! #FreeAzat", media_ids=[upload["id"]])
    fields = ["created_at", "attachments"]
    found = client.get_users_tweets(client.get_me().data.id, max_results=5, tweet_fields=fields, user_auth=True)
    assert [one.attachments["media_keys"] for one in found.data] == [[upload["media_key"]]]
    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        client.create_tweet(text="Libérez Azat ! #FreeAzat")
    assert client.delete_tweet(post.data["id"]).data == {"deleted": True}
    client.session.close()


def test_tweepy_raises_its_own_errors(sandbox: Sandbox) -> None:
    client = _tweepy(sandbox)
    with pytest.raises(tweepy.BadRequest, match="You must provide either"):
        client.create_tweet(text=" ")
    client.consumer_secret = "wrong"
    with pytest.raises(tweepy.Unauthorized):
        client.get_me()
    client.consumer_secret = X["consumer_secret"]
    sandbox.clock("2023-08-30T10:00:00Z")
    for _ in range(75):
        client.get_me()
    with pytest.raises(tweepy.TooManyRequests) as refused:
        client.get_me()
    assert refused.value.reset_time == 1_693_390_500
    client.session.close()


# The library warns that its flood error's attribute will change type.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_python_telegram_bot_sends_forwards_edits_and_deletes(sandbox: Sandbox) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    base = sandbox.at["telegram"] + "/bot"

    async def talk() -> None:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        async with telegram.Bot("123:ABC", base_url=base, request=request) as bot:
            assert bot.username == "azat_bot"
            assert (await bot.get_chat("@example_fr")).title == "Azat FR"
            assert (await bot.get_chat_member("@example_fr", bot.id)).status == "administrator"
            photo = await bot.send_photo("@example_fr", png(), caption="<b>Azat</b>", parse_mode="HTML")
            assert photo.caption_entities[0].type == "bold"
            copy = await bot.forward_message(-100123, "@example_fr", photo.message_id)
            assert copy.caption == "Azat"
            text = await bot.send_message("@example_fr", "un", disable_notification=True)
            assert isinstance(await bot.edit_message_text("deux", "@example_fr", text.message_id), telegram.Message)
            assert await bot.delete_message("@example_fr", text.message_id)
            assert await bot.get_updates(timeout=0) == ()
            with pytest.raises(telegram.error.BadRequest, match="Message to forward not found"):
                await bot.forward_message(-100123, "@example_fr", 999_999)
            for number in range(5):
                await bot.send_message("@example_hy", str(number))
            with pytest.raises(telegram.error.RetryAfter) as flood:
                await bot.send_message("@example_hy", "a sixth at once")
            assert flood.value.retry_after == 1

    sandbox.clock("2023-08-30T10:00:00Z")
    asyncio.run(talk())
    assert [post["deleted_at"] is None for post in sandbox.posts()[:3]] == [True, True, False]


def test_a_wrong_telegram_token_is_told_by_the_library(sandbox: Sandbox) -> None:
    async def talk() -> None:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        bot = telegram.Bot("123:WRONG", base_url=sandbox.at["telegram"] + "/bot", request=request)
        with pytest.raises(telegram.error.InvalidToken):
            await bot.initialize()
        await bot.shutdown()

    asyncio.run(talk())


def test_python_telegram_bot_hears_a_press_and_answers_it(sandbox: Sandbox) -> None:
    async def hear() -> tuple[str | None, str | None]:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        async with telegram.Bot("123:ABC", sandbox.at["telegram"] + "/bot", request=request) as bot:
            (update,) = await bot.get_updates()
            assert update.callback_query is not None
            await update.callback_query.answer("Parti.")
            shown = update.callback_query.message
            return update.callback_query.data, shown.text if isinstance(shown, telegram.Message) else None

    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}
    number = sandbox.say("Laisser partir ?", "-100123", reply_markup=markup).json()["result"]["message_id"]
    where = {"chat": -100123, "message_id": number, "button": "yes"}
    sandbox.people({"network": "telegram", "do": "press", "person": {"id": 5}, **where})
    assert asyncio.run(hear()) == ("yes", "Laisser partir ?")
    assert sandbox.control("GET", "people")[0]["answer"]["text"] == "Parti."


def test_mastodon_py_changes_a_status_and_reads_its_history(sandbox: Sandbox) -> None:
    client = _mastodon(sandbox)
    status = client.status_post("14 h")
    assert client.status_update(status["id"], "15 h")["edited_at"] is not None
    assert len(client.status_history(status["id"])) == 2
    assert client.status_delete(status["id"])["text"] == "15 h"
    client.session.close()
