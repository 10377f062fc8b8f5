"""``python -m tests.mutation.forks``: runs the tests of each module against each fault in its data.

A fault lives in a process of its own, forked before anything of ours was imported, and never on disk. Standard output
carries one JSON line a fault.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest

from tests.mutation.tables import Mutant, data_mutants, enums

AT_ONCE = os.cpu_count() or 2
PATIENCE_S = 300
"""Tests that take longer do not end: the fault is found."""
PRELOADED = ("hypothesis", "sqlalchemy", "pydantic", "yaml", "PIL.Image", "babel.dates", "fluent_compiler.bundle")
"""What every child would import anew."""

TESTS = {
    "bot/campaign/delivery.py": ["tests/campaign/test_delivery.py"],
    "bot/campaign/outcome.py": ["tests/campaign/test_outcome.py"],
    "bot/campaign/retry.py": ["tests/campaign/test_retry.py"],
    "bot/campaign/truth.py": ["tests/campaign/test_truth.py"],
    "bot/campaign/readback.py": ["tests/campaign/test_readback.py"],
    "bot/daemon/threshold.py": [
        "tests/daemon/test_sender_faults.py",
        "tests/daemon/test_sender_intent.py",
        "tests/daemon/test_threshold.py",
    ],
    "bot/daemon/sender.py": [f"tests/daemon/test_sender_{of}.py" for of in ("faults", "intent", "waits")],
}
"""The tests that alone have to find every fault in a module's data, by its file."""


class _Loader(SourceFileLoader):
    """Imports one module with other words than its file has."""

    def __init__(self, file: Path, source: str) -> None:
        super().__init__(".".join(file.with_suffix("").parts), str(file.absolute()))
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Knows that module alone."""

    def __init__(self, loader: _Loader) -> None:
        self._loader = loader

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        if fullname != self._loader.name:
            return None
        return spec_from_file_location(fullname, self._loader.path, loader=self._loader)


def _judge(file: Path, mutant: Mutant, tests: Sequence[str]) -> int:
    """In a child: the tests' exit code."""
    signal.alarm(PATIENCE_S)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.meta_path.insert(0, _Finder(_Loader(file, mutant.source)))
    # What was imported before the fork is none of pytest's business.
    return int(pytest.main(["-x", "-W", "ignore::pytest.PytestAssertRewriteWarning", *tests]))


def _forked(file: Path, mutant: Mutant, tests: Sequence[str]) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = _judge(file, mutant, tests)
    finally:
        os._exit(code)


def judged(file: Path, mutants: Sequence[Mutant], tests: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each fault's name and whether the tests found it; without any fault they have to pass."""
    # Through the same loader: were every program broken by it, every fault would seem to be found.
    sound = Mutant("no fault", ast.unparse(ast.parse(file.read_text(encoding="utf-8"))))
    if os.waitpid(_forked(file, sound, tests), 0)[1] != 0:
        raise AssertionError(f"the tests of {file} fail without any fault: {' '.join(tests)}")
    running: dict[int, str] = {}
    left = list(mutants)
    while left or running:
        while left and len(running) < AT_ONCE:
            mutant = left.pop(0)
            running[_forked(file, mutant, tests)] = mutant.name
        child, status = os.wait()
        yield running.pop(child), status != 0


def main(files: Sequence[str]) -> int:
    """One line a fault of ``files``, all by default."""
    for name in PRELOADED:
        importlib.import_module(name)
    assert not any(name == "bot" or name.startswith("bot.") for name in sys.modules), "a fault would come too late"
    known = enums(file.read_text(encoding="utf-8") for file in sorted(Path("bot/campaign").glob("*.py")))
    for name in files or TESTS:
        mutants = list(data_mutants(Path(name).read_text(encoding="utf-8"), known))
        sys.stderr.write(f"{name}: {len(mutants)} faults in its data\n")
        for mutant, found in judged(Path(name), mutants, TESTS[name]):
            sys.stdout.write(json.dumps({"file": name, "mutant": mutant, "found": found}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
