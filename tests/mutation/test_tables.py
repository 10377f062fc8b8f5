"""The faults that the proof puts into data: each a program of its own, and found or not by real tests of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.mutation.equivalents import DATA, SAME, why_equivalent
from tests.mutation.forks import TESTS
from tests.mutation.run import ROOT, Score, holds, report
from tests.mutation.tables import data_mutants, enums

SOURCE = '''
from enum import StrEnum

class Lamp(StrEnum):
    RED = "red"
    GREEN = "green"

NEXT = {Lamp.RED: frozenset({Lamp.GREEN}), Lamp.GREEN: frozenset()}
WAIT_S = 3

@dataclass(frozen=True, slots=True)
class Crossing:
    """Not data."""
    name: str
    open: bool = True
    since: int | None = None

def go() -> int:
    return 7
'''


def test_every_edge_is_dropped_or_added_once_and_every_constant_changed_but_nothing_that_functions_do() -> None:
    names = [mutant.name for mutant in data_mutants(SOURCE, enums([SOURCE]))]
    assert names == [
        "Lamp.RED: another text for 'red'",
        "Lamp.GREEN: another text for 'green'",
        "NEXT[Lamp.RED]: + RED",
        "NEXT[Lamp.RED]: - GREEN",
        "NEXT[Lamp.GREEN]: + RED",
        "NEXT[Lamp.GREEN]: + GREEN",
        "WAIT_S: 4 for 3",
        "WAIT_S: 2 for 3",
        "Crossing.open: False",
        "Crossing.since: a text for None",
        "Crossing frozen: False",
    ]


def test_each_fault_is_alone_in_its_program() -> None:
    programs = {mutant.name: mutant.source for mutant in data_mutants(SOURCE, enums([SOURCE]))}
    assert len(set(programs.values())) == len(programs)
    assert "Lamp.RED: frozenset([Lamp.GREEN, Lamp.RED])" in programs["NEXT[Lamp.RED]: + RED"]
    assert "Lamp.GREEN: frozenset()" in programs["NEXT[Lamp.RED]: + RED"]
    assert "WAIT_S = 3" in programs["NEXT[Lamp.RED]: + RED"]
    assert "frozenset([])" in programs["NEXT[Lamp.RED]: - GREEN"]


def test_the_table_of_states_has_a_fault_for_every_pair_of_states() -> None:
    sources = {name: (ROOT / name).read_text(encoding="utf-8") for name in TESTS}
    known = enums(sources.values())
    of_the_table = [
        mutant
        for mutant in data_mutants(sources["bot/campaign/delivery.py"], known)
        if mutant.name.startswith("TRANSITIONS")
    ]
    assert len(of_the_table) == len(known["State"]) ** 2


def test_a_fault_is_found_by_tests_that_see_it_and_told_as_missed_where_they_do_not(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").touch()
    (tmp_path / "bot" / "wait.py").write_text("WAIT_S = 3\nNAME = 'x'\n", encoding="utf-8")
    (tmp_path / "test_wait.py").write_text(
        "from bot.wait import WAIT_S\n\ndef test_it_waits_three_seconds():\n    assert WAIT_S == 3\n", encoding="utf-8"
    )
    plain = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    judge = [sys.executable, "-c", JUDGE, str(ROOT)]
    told = subprocess.run(judge, cwd=tmp_path, env=plain, capture_output=True, check=True)
    assert sorted(told.stdout.decode().splitlines()) == [
        "NAME: another text for 'x' False",
        "WAIT_S: 2 for 3 True",
        "WAIT_S: 4 for 3 True",
    ]


JUDGE = """
import sys
from pathlib import Path
sys.path.append(sys.argv[1])
sys.path.insert(0, ".")
from tests.mutation.forks import judged
from tests.mutation.tables import data_mutants
file = Path("bot/wait.py")
for name, found in judged(file, list(data_mutants(file.read_text(), {})), ["test_wait.py"]):
    print(name, found)
"""


def test_what_changes_nothing_raises_no_share_and_a_file_below_the_bar_is_named() -> None:
    score = Score(killed=84, survived=["go: 'a' became 'b'"])
    score.equivalent["nobody sees it"] = 15
    told = report({"bot/a.py": score}, []).splitlines()
    assert next(line.split() for line in told if line.startswith("  bot/a.py")) == (
        ["bot/a.py", "84", "1", "15", "84.0%", "BELOW", "85%"]
    )
    assert "  bot/a.py survived: go: 'a' became 'b'" in told
    assert "  bot/a.py changes nothing (15): nobody sees it" in told
    assert not score.holds
    score.timed_out += 16
    assert score.holds
    assert "BELOW" not in report({"bot/a.py": score}, [])


def test_one_file_below_the_bar_fails_however_good_the_others_are_and_so_does_an_edge_or_a_file_never_tried() -> None:
    good = {file: Score(killed=1000) for file in TESTS}
    assert holds(good, [])
    assert not holds(good, ["TRANSITIONS[State.SENT]: + PLANNED"])
    one, *others = good
    weak = good | {one: Score(killed=84, survived=["a fault"] * 16)}
    assert not holds(weak, [])
    lines = report(weak, []).splitlines()
    assert [line for line in lines if "BELOW" in line] == [line for line in lines if line.split()[:2] == [one, "84"]]
    assert [line.split()[1:3] for line in lines if line.startswith("  all ")] == [[str(84 + 1000 * len(others)), "16"]]
    untried = {file: good[file] for file in others}
    assert not holds(untried, [])
    assert any(line.split() == [one, "NOT", "TRIED"] for line in report(untried, []).splitlines())


def test_both_kinds_of_fault_are_put_into_the_same_files_and_tests_that_are_run_exist() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    assert set(TESTS) <= set(told["only_mutate"])
    named = {test for tests in TESTS.values() for test in tests}
    assert named <= set(told["pytest_add_cli_args_test_selection"])
    assert all((ROOT / file).is_file() for file in told["only_mutate"] + told["pytest_add_cli_args_test_selection"])


def test_only_the_words_of_an_assertion_change_nothing_by_rule() -> None:
    assert why_equivalent("bot/a.py", 'assert a >= 1, "from 1"', 'assert a >= 1, "XXfrom 1XX"')
    assert not why_equivalent("bot/a.py", 'assert a >= 1, "from 1"', 'assert a > 1, "from 1"')
    assert not why_equivalent("bot/a.py", 'return "from 1"', 'return "XXfrom 1XX"')


def test_what_is_said_to_change_nothing_still_stands_in_the_code() -> None:
    for file, line, _ in SAME:
        assert all(one in (ROOT / file).read_text(encoding="utf-8") for one in line.splitlines())
    known = enums((ROOT / file).read_text(encoding="utf-8") for file, _ in DATA)
    for file, name in DATA:
        faults = data_mutants((ROOT / file).read_text(encoding="utf-8"), known)
        assert any(fault.name.startswith(name.removesuffix(":")) for fault in faults)
