"""The operators of X's search that this stand-in plays: https://docs.x.com/x-api/posts/search/integrate/operators.

``#tag``, ``has:images``, ``is:retweet``, ``from:user``, each with ``-`` before it; words side by side are *and*, which
binds closer than ``OR``; groups stand in parentheses. Any other operator is refused as X refuses one it does not have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NoReturn

from bot.sandbox.x.problems import invalid
from bot.sandbox.x.store import Tweet

LENGTH_MAX = 512
_WORD = re.compile(r"\(|\)|[^\s()]+")
_TAG = re.compile(r"#\w*[^\W\d_]\w*")
_FROM = re.compile(r"from:(\w{1,15})", re.ASCII)

Matches = Callable[[Tweet], bool]


def parse(query: str) -> Matches:
    """What ``query`` asks of a post; 400 when X would not understand it."""
    if not query.strip():
        invalid({"query": query}, "The `query` query parameter can not be empty")
    if len(query) > LENGTH_MAX:
        # As seen, with another number, for the access levels of old.
        invalid({"query": query}, f"Query string length ({len(query)}) exceeds the maximum of {LENGTH_MAX}")
    reader = _Reader(query)
    matches = reader.either()
    if reader.words:
        reader.refuse(f"extraneous input '{reader.words[0]}'")
    if not reader.stands:
        reader.refuse("it holds no operator that may stand alone: add a keyword, hashtag or user")
    return matches


class _Reader:
    def __init__(self, query: str) -> None:
        self._query = query
        self.words = _WORD.findall(query)
        self.stands = False
        """Whether a standalone operator was found that is not negated."""

    def refuse(self, why: str) -> NoReturn:
        invalid({"query": self._query}, f"There were errors processing your request: {why}")

    def either(self) -> Matches:
        ways = [self._all()]
        while self.words and self.words[0] == "OR":
            self.words.pop(0)
            ways.append(self._all())
        return lambda tweet: any(way(tweet) for way in ways)

    def _all(self) -> Matches:
        terms: list[Matches] = []
        while self.words and self.words[0] not in {")", "OR"}:
            terms.append(self._term(self.words.pop(0)))
        if not terms:
            self.refuse("missing operand")
        return lambda tweet: all(term(tweet) for term in terms)

    def _term(self, word: str) -> Matches:
        if word == "(":
            inner = self.either()
            if not self.words or self.words.pop(0) != ")":
                self.refuse("missing ')'")
            return inner
        operator = word.removeprefix("-")
        if not operator:
            self.refuse("a group cannot be negated")
        matches = self._operator(operator)
        if operator == word:
            self.stands = self.stands or operator[0] == "#" or operator.startswith("from:")
            return matches
        return lambda tweet: not matches(tweet)

    def _operator(self, operator: str) -> Matches:
        if _TAG.fullmatch(operator):
            wanted = _folded(operator[1:])
            return lambda tweet: wanted in {_folded(tag) for tag in tags(tweet)}
        if user := _FROM.fullmatch(operator):
            handle = user[1].lower()
            return lambda tweet: tweet.author.handle.lower() == handle
        if operator == "has:images":
            return lambda tweet: any(media.kind == "photo" for media in tweet.media)
        if operator == "is:retweet":
            return lambda tweet: bool(tweet.retweet_of)
        return self.refuse(f"reference to invalid operator '{operator}', or one that is not played by this stand-in")


def tags(tweet: Tweet) -> list[str]:
    """A post's hashtags, without their sign."""
    found = tweet.shown.entities.get("hashtags", [])
    return [str(one["tag"]) for one in found] if isinstance(found, list) else []


def _folded(tag: str) -> str:
    """The page: search overlooks case and diacritics."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", tag).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
