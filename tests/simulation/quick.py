"""The connection to a seed's store: SQLAlchemy compiles each statement once, and SQLite then gets it at once.

What SQLAlchemy does anew at each execution takes longer than what SQLite does. The SQL, how values are stored and read,
and what rows are stay SQLAlchemy's; a statement that is not plain, lacks a value or fails goes its whole way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection, IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData

_NOTHING: Mapping[str, object] = {}
_REMEMBERED = 1000
"""Statements: the product's, and the few that it builds anew each time."""


class _Value(NamedTuple):
    """One that is given at each execution."""

    place: int
    name: str
    stored: Callable[[Any], Any] | None
    """As SQLite has it; ``None`` where that is how we have it."""


class _Ready(NamedTuple):
    """A statement as SQLite gets it."""

    sql: str
    fixed: Sequence[object]
    """Its values, with nothing where one is given."""
    given: Sequence[_Value]
    rows: SimpleResultMetaData | None
    """``None``: it returns none."""


class Written(NamedTuple):
    """What came of a statement that returns no rows."""

    rowcount: int


class QuickConnection:
    """As ``real``, sooner."""

    def __init__(self, real: Connection, raw: sqlite3.Connection) -> None:
        """``raw`` is what ``real`` speaks to."""
        self._real = real
        self._raw = raw
        self._ready = lru_cache(_REMEMBERED)(self._made_ready)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the real one's."""
        return getattr(self._real, name)

    def execute(self, statement: Any, given: Any = _NOTHING) -> Any:
        """As the real one does."""
        ready = self._ready(statement, tuple(given)) if type(given) is dict or given is _NOTHING else None
        if ready is None:
            return self._real.execute(statement, given)
        values = list(ready.fixed)
        for place, name, stored in ready.given:
            values[place] = given[name] if stored is None else stored(given[name])
        try:
            cursor = self._raw.execute(ready.sql, values)
        except sqlite3.Error:
            # It fails once more, and then in SQLAlchemy's words.
            return self._real.execute(statement, given)
        return Written(cursor.rowcount) if ready.rows is None else IteratorResult(ready.rows, cursor)

    def _made_ready(self, statement: Any, names: Sequence[str]) -> _Ready | None:
        """``None``: it is not plain, or lacks a value."""
        if not isinstance(statement, sa.Select | sa.Insert | sa.Update | sa.Delete):
            return None
        dialect = self._real.dialect
        compiled: Any = statement.compile(dialect=dialect, column_keys=sorted(names))
        defaults = {column.key: column.default for column in compiled.insert_prefetch}
        bound = [(place, compiled.binds[name]) for place, name in enumerate(compiled.positiontup)]
        if (
            compiled.effective_returning
            or compiled.update_prefetch
            or compiled.post_compile_params
            or compiled.literal_execute_params
            or not all(default.is_scalar for default in defaults.values())
            or any(value.callable or (value.required and value.key not in names) for _, value in bound)
        ):
            return None
        fixed: list[object] = [None] * len(bound)
        given = []
        for place, value in bound:
            stored = value.type.dialect_impl(dialect).bind_processor(dialect)
            if value.key in names:
                given.append(_Value(place, value.key, stored))
                continue
            always = defaults[value.key].arg if value.key in defaults else value.value
            fixed[place] = always if stored is None else stored(always)
        rows = None
        if isinstance(statement, sa.Select):
            columns = [(name, kind.dialect_impl(dialect)) for name, _, _, kind in compiled._result_columns]
            rows = SimpleResultMetaData(
                [name for name, _ in columns],
                _processors=[kind.result_processor(dialect, None) for _, kind in columns],
            )
        return _Ready(str(compiled), fixed, given, rows)


def quick(real: Connection, raw: sqlite3.Connection) -> Connection:
    """See ``QuickConnection``."""
    return cast("Connection", QuickConnection(real, raw))
