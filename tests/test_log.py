"""Canary secrets are planted wherever something is logged; none may be found in what came out."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import redirect_stderr

import pytest

from bot import log

BOT_TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_x"
ACCESS_TOKEN = "canary-access-token-4f9a"
SHAPED = {
    "a bot token in a URL": f"POST https://api.telegram.org/bot{BOT_TOKEN}/sendMessage",
    "a bot token in a quoted URL": f"https://proxy.example/?to=bot{BOT_TOKEN.replace(':', '%3A')}",
    "a bot token alone": f"token {BOT_TOKEN} is unknown",
    "a bearer": "Authorization: Bearer canaryBearer0123456789==",
    "basic": "authorization: basic Y2FuYXJ5OmNhbmFyeQ==",
    "OAuth": 'OAuth oauth_consumer_key="canaryKey", oauth_token="1-canaryTok", oauth_signature="canarySig%3D"',
    "a query": "GET /x?access_token=canaryQuery&count=1",
    "a JSON body": '{"client_secret": "canaryJson", "id": 1}',
}


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """The log is the process's own: what a test changes is put back."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, ours.level, threading.excepthook, log.REDACTOR._known
    yield
    root.handlers[:], root.level, ours.level, threading.excepthook, log.REDACTOR._known = before
    logging.captureWarnings(capture=False)


def logged(*, as_json: bool = False, secrets: tuple[str, ...] = ()) -> io.StringIO:
    """From now on, what goes to standard error."""
    out = io.StringIO()
    with redirect_stderr(out):
        log.configure(as_json=as_json, secrets=secrets)
    return out


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("text", SHAPED.values(), ids=SHAPED.keys())
def test_what_is_shaped_like_a_secret_is_struck_out_wherever_it_stands(text: str, *, as_json: bool) -> None:
    out = logged(as_json=as_json)
    log.logger("test").info("event", url=text)
    log.logger("test").error("failed", exc_info=ValueError(text))
    logging.getLogger("httpx").warning("said: %s", text)
    told = out.getvalue()
    assert told.count("•••") >= 3
    assert not [word for word in ("canary", BOT_TOKEN[10:], "AAFake", "Y2Fu") if word in told], told


@pytest.mark.parametrize("as_json", [False, True])
def test_a_secret_that_was_learned_is_struck_out_of_messages_fields_errors_and_addresses(*, as_json: bool) -> None:
    strange = "pa/ss wörd+canary"
    out = logged(as_json=as_json)
    log.REDACTOR.learn([ACCESS_TOKEN, strange])
    log.logger("test").warning("event", token=ACCESS_TOKEN, address="https://x.example/?p=pa%2Fss%20w%C3%B6rd%2Bcanary")
    log.logger("test").error(f"with {strange}", exc_info=RuntimeError(f"{ACCESS_TOKEN} refused"))
    logging.getLogger("tweepy").error("answer %s", {"you sent": ACCESS_TOKEN})
    assert "canary" not in out.getvalue()
    assert "refused" in out.getvalue()


def test_a_secret_that_begins_with_another_leaves_no_tail() -> None:
    redactor = log.Redactor()
    redactor.learn(["canary", "canary-and-more"])
    assert redactor.clean("x canary-and-more y") == "x ••• y"


def test_words_too_short_to_be_secrets_stay() -> None:
    redactor = log.Redactor()
    redactor.learn(["post"])
    assert redactor.clean("post sent") == "post sent"


def test_a_traceback_shows_its_last_line_and_never_a_frame() -> None:
    out = logged(secrets=(ACCESS_TOKEN,))
    try:
        int(ACCESS_TOKEN)
    except ValueError:
        logging.getLogger("library").exception("it broke")
    assert "ValueError: invalid literal for int() with base 10: '•••'" in out.getvalue()
    assert "Traceback" not in out.getvalue()


def test_a_record_that_cannot_be_put_together_is_logged_and_breaks_nothing() -> None:
    out = logged(secrets=(ACCESS_TOKEN,))
    logging.getLogger("library").warning(f"two %s %s with {ACCESS_TOKEN}", "one")  # noqa: G004 -- the mistake under test
    assert "two %s %s with •••" in out.getvalue()


def test_a_line_is_one_line_and_does_nothing_to_a_terminal() -> None:
    out = logged()
    log.logger("test").info("event", reason="a\nb\r\x1b[31mred\u2028c")
    told = out.getvalue()
    assert told.endswith("\n")
    assert told.count("\n") == 1
    assert not {"\r", "\x1b", "\u2028"} & set(told)


def test_a_json_line_keeps_numbers_and_its_own_names() -> None:
    out = logged(as_json=True)
    log.logger("room").info("planned", added=3, seconds=0.5, key="who/once", level="high")
    (event,) = [json.loads(line) for line in out.getvalue().splitlines()]
    assert event["at"].endswith("+00:00")
    assert {name: event[name] for name in ("level", "event", "from", "added", "seconds", "key")} == {
        "level": "info",
        "event": "planned",
        "from": "bot.room",
        "added": 3,
        "seconds": 0.5,
        "key": "who/once",
    }


def test_httpx_does_not_log_addresses_at_all() -> None:
    out = logged()
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", BOT_TOKEN)
    assert out.getvalue() == ""


def test_a_thread_that_dies_is_logged_without_its_values() -> None:
    out = logged(secrets=(ACCESS_TOKEN,))

    def dies() -> None:
        raise ValueError(ACCESS_TOKEN)

    thread = threading.Thread(target=dies, name="watch")
    with redirect_stderr(out):
        thread.start()
        thread.join()
    assert "thread died thread=watch | ValueError: •••" in out.getvalue()
    assert "Traceback" not in out.getvalue()


def test_a_librarys_warning_is_logged_cleaned() -> None:
    out = logged(secrets=(ACCESS_TOKEN,))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"old way with {ACCESS_TOKEN}", stacklevel=1)
        logging.captureWarnings(capture=False)
    assert "old way with •••" in out.getvalue()


def test_commands_print_no_event() -> None:
    out = io.StringIO()
    with redirect_stderr(out):
        log.silence()
        log.logger("test").error("event")
        logging.getLogger("library").error("noise")
    assert out.getvalue() == ""
    assert sys.stderr is not out
