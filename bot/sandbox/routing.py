"""Which handler a method and path belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

H = TypeVar("H")


class NoRouteError(LookupError):
    """Nothing here; ``allowed`` names the methods when only the method is wrong."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__("no such path" if not allowed else "no such method here")
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Route(Generic[H]):
    """``path`` with ``:name`` where a segment is a parameter."""

    method: str
    path: str
    handler: H


class Router(Generic[H]):
    """A table of routes, looked up by the number of segments and their words."""

    def __init__(self, routes: Iterable[Route[H]]) -> None:
        self._by_length: dict[int, list[tuple[list[str], Route[H]]]] = {}
        for route in routes:
            segments = route.path.strip("/").split("/")
            self._by_length.setdefault(len(segments), []).append((segments, route))

    def find(self, method: str, path: str) -> tuple[Route[H], dict[str, str]]:
        """The route and its parameters; raises ``NoRouteError``. A trailing slash makes no difference."""
        given = path.strip("/").split("/")
        allowed: list[str] = []
        for segments, route in self._by_length.get(len(given), ()):
            parameters = _match(segments, given)
            if parameters is None:
                continue
            if route.method == method:
                return route, parameters
            allowed.append(route.method)
        raise NoRouteError(tuple(allowed))


def _match(segments: list[str], given: list[str]) -> dict[str, str] | None:
    parameters: dict[str, str] = {}
    for segment, word in zip(segments, given, strict=True):
        if segment.startswith(":"):
            parameters[segment[1:]] = word
        elif segment != word:
            return None
    return parameters
