"""The matrix of faults says only what is there: each row has its test, and each test exists."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
ROW = re.compile(r"^\| *(\d+) *\|(.+)\|$", re.MULTILINE)
WHERE = frozenset({"test", "prove", "in part", "impossible here"})
ROWS = 39


@dataclass(frozen=True)
class Row:
    """One fault of the matrix."""

    number: int
    fault: str
    happens: str
    tests: tuple[tuple[str, str], ...]
    figure: str
    where: frozenset[str]


def rows(page: str = PAGE) -> list[Row]:
    found = []
    for number, rest in ROW.findall(page):
        fault, happens, tests, figure, where = (cell.strip() for cell in rest.split("|"))
        places = frozenset(part.strip() for part in where.split(","))
        found.append(Row(int(number), fault, happens, tuple(NAMED.findall(tests)), figure, places))
    return found


@cache
def defined(path: str) -> frozenset[str]:
    """The tests that pytest would collect from a file, by name: functions, those of classes, and test classes."""
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test")}
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) if name.startswith("Test"):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) if name.startswith("Test"):
                names.add(name)
    return frozenset(names)


def faults_of(row: Row) -> list[str]:
    """What the page says of a row and must not."""
    wrong = []
    for path, name in row.tests:
        if not (TESTS / path).is_file():
            wrong.append(f"row {row.number} names {path}, which is not there")
        elif name not in defined(path):
            wrong.append(f"row {row.number} names {path}::{name}, which is not there")
    if not row.tests and "impossible here" not in row.where:
        wrong.append(f"row {row.number} has no test")
    if not row.where or row.where - WHERE:
        wrong.append(f"row {row.number} runs at {sorted(row.where - WHERE)}")
    if not (row.fault and row.happens and row.figure):
        wrong.append(f"row {row.number} leaves a cell empty")
    if re.search(r"\b\d{1,2} Nov(ember)? 20\d\d\b", row.figure) and "`python -" not in row.figure:
        wrong.append(f"row {row.number} has a measurement without the command that prints it")
    return wrong


def test_the_matrix_has_its_39_rows_in_order() -> None:
    assert [row.number for row in rows()] == list(range(1, ROWS + 1))


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_each_row_names_tests_that_exist_and_each_measurement_its_command(row: Row) -> None:
    assert faults_of(row) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("| 1 | dies | nothing | — | 3 | test |", "has no test"),
        (
            "| 1 | dies | nothing | `daemon/nowhere.py::test_a` | 3 | test |",
            "names daemon/nowhere.py, which is not there",
        ),
        (
            "| 1 | dies | nothing | `test_docs.py::test_a` | 3 | test |",
            "names test_docs.py::test_a, which is not there",
        ),
        ("| 1 | dies | nothing | `test_docs.py::test_every_command_is_explained` | 3 | done |", "runs at ['done']"),
        ("| 1 | dies | nothing | `test_docs.py::test_every_command_is_explained` | | test |", "leaves a cell empty"),
        (
            "| 1 | dies | nothing | `test_docs.py::test_every_command_is_explained` | 9 on 3 Nov 2026 | test |",
            "has a measurement without the command that prints it",
        ),
    ],
)
def test_a_row_that_claims_too_much_is_found_out(line: str, said: str) -> None:
    (row,) = rows(line)
    assert faults_of(row) == [f"row 1 {said}"]


def test_a_row_that_is_impossible_here_needs_a_reason_and_no_test() -> None:
    (row,) = rows("| 1 | dies | nothing | — | there is no second computer | impossible here |")
    assert faults_of(row) == []


def test_nobody_is_promised_more_than_a_client_can_keep() -> None:
    opening = PAGE.partition("## ")[0]
    assert "exactly once" not in PAGE.lower()
    assert "no client can promise" in opening
