"""How the stand-ins behave where real servers differ, set over ``POST /_control/settings``."""

from __future__ import annotations

from dataclasses import dataclass, fields

WORDS = {
    "mastodon_idempotency": ("honoured", "error", "ignored"),
    "mastodon_boosts": ("once", "each"),
    "x_retweet_again": ("error", "ok", "twice"),
    "x_asked_for_an_earlier_version": ("that", "latest"),
    "x_credits": ("enough", "depleted", "capped"),
}


class BadSettingError(ValueError):
    """No such setting, or not such a value."""


@dataclass(slots=True)
class Settings:
    """All optional; the defaults are what the networks' documents say."""

    limits: bool = True
    """``false`` lifts the rate limits, not the other rules."""
    mastodon_media_s: float = 0
    """Virtual seconds a picture stays unprocessed: the upload answers 202, its id 206 (methods/media)."""
    mastodon_idempotency: str = "honoured"
    """``error``: a repeated key answers 500 though the status exists (mastodon#40399, up to 4.7.1); ``ignored``: as
    some forks do."""
    mastodon_boosts: str = "once"
    """``each``: boosting again makes another boost, as on GoToSocial (internal/processing/status/boost.go)."""
    mastodon_lag_s: float = 0
    """Virtual seconds before a status shows in its account's list (a stale replica)."""
    x_duplicate_s: float = 86_400
    """Virtual seconds for which X remembers a text. The real window is unverified."""
    x_lag_s: float = 0
    """Virtual seconds before a post shows in its author's timeline."""
    x_retweet_again: str = "error"
    """What retweeting the same post again does, which is unverified for v2: ``error``: 403, as v1.1 did (code 327);
    ``ok``: 200 and nothing new; ``twice``: another retweet."""
    x_asked_for_an_earlier_version: str = "that"
    """What an id shows that an edit has left behind: ``that`` version (fundamentals/edit-posts), or the ``latest``
    (posts/lookup says so of the same address). Either names all versions."""
    x_finds_every_version: bool = False
    """``true``: a search lists also what an edit has left behind; the page says that it gives the latest."""
    x_credits: str = "enough"
    """``depleted``: nothing is left to pay with, every request is 402; ``capped``: over the spending limit, 403."""
    telegram_query_s: float = 60
    """Virtual seconds in which a press of a button can be answered. The real ones are unverified."""

    mail_idle: bool = True
    """``false``: the mailbox has no IDLE."""

    def update(self, values: dict[str, object]) -> None:
        """Change some; raises ``BadSettingError`` and then changes none."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise BadSettingError(f"no setting {name!r}; there are {', '.join(known)}")
            _check(name, value, known[name])
        for name, value in values.items():
            setattr(self, name, value)


def _check(name: str, value: object, present: object) -> None:
    if isinstance(present, bool):
        good = isinstance(value, bool)
    elif isinstance(present, str):
        good = value in WORDS[name]
    else:
        good = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if not good:
        raise BadSettingError(f"{name} cannot be {value!r}; it is {present!r} now")
