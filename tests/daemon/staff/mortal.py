"""A store and a chat at whose every call the process may end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Killed(BaseException):
    """SIGKILL: nobody catches it, nobody tidies up after it."""


class Fate:
    """Counts calls, and ends the process before one of them: after one is before the next."""

    def __init__(self, dies_at: int = -1) -> None:
        self.calls = 0
        self.dies_at = dies_at
        self.alive = True

    def step(self) -> None:
        """One place."""
        place, self.calls = self.calls, self.calls + 1
        if not self.alive:
            raise Killed
        if place == self.dies_at:
            self.alive = False
            raise Killed


class Mortal:
    """Hands every call on to ``real``, past fate."""

    def __init__(self, real: object, fate: Fate) -> None:
        self._real = real
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._real, name)
        if name == "together":
            return self._together(method)
        if not callable(method):
            return method

        def call(*args: object, **named: object) -> object:
            self._fate.step()
            return method(*args, **named)

        return call

    def _together(self, method: Callable[[], Any]) -> Callable[[], Any]:
        @contextmanager
        def inside() -> Iterator[None]:
            self._fate.step()
            try:
                with method():
                    yield
            except Exception as error:
                if isinstance(error.__cause__ or error, Killed):
                    raise Killed from error
                raise

        return inside
