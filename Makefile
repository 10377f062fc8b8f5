# Two commands for a newcomer: `make run` and `make test`. They need python3 (3.11 or later) with venv, and make.
PYTHON ?= python3
PY := .venv/bin/python
# On all cores, as pip does not; some libraries carry files for other versions of Python, which no one imports.
COMPILE = $(PY) -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev faces run test check types rest-of-check bars prove lock clean

help:
	@echo "make run     set up, then rehearse the shipped campaign on this computer (nothing leaves it)"
	@echo "make test    set up, then run every test and gate"
	@echo "make check   the gates alone: lint, types, import contracts, docs"
	@echo "make setup   the set-up alone, into .venv"
	@echo "make faces   set up, with the extra that finds faces in photos that were sent in"
	@echo "make bars    measure this computer against the goals"
	@echo "make prove   crash and fault the daemon at length: nothing lost, nothing twice, nothing untrue (resumable)"

setup: .venv/ready
setup-dev: .venv/ready-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; 'make PYTHON=/path/to/python3.11 …' chooses one." >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "python3 cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv)." >&2; exit 2; }

.venv/ready: requirements.lock | .venv/bin/python
	@echo "Setting up (once): installing the pinned libraries into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --only-binary :all: -r requirements.lock
	@$(COMPILE)
	@touch $@

.venv/ready-dev: requirements-dev.lock | .venv/bin/python
	@echo "Setting up (once): installing the libraries and the test tools into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --only-binary :all: -r requirements-dev.lock
	@$(COMPILE)
	@touch $@ .venv/ready

.venv/ready-faces: requirements-faces.lock | setup
	@echo "Setting up (once): installing what finds faces into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements-faces.lock
	@touch $@

faces: .venv/ready-faces

run: setup
	@$(PY) run.py rehearse --book picture-book.html

test: setup-dev check
	@$(PY) -m pytest -n 4 --dist loadfile --no-loadscope-reorder

check: setup-dev
	@$(MAKE) --no-print-directory -j 2 types rest-of-check

types: setup-dev
	@$(PY) -m mypy

rest-of-check: setup-dev
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@.venv/bin/lint-imports --no-cache
	@$(PY) -m pytest tests/test_docs.py tests/test_architecture.py

lock:
	uv pip compile pyproject.toml -q --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements.lock
	uv pip compile pyproject.toml --group dev -q --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements.lock -o requirements-dev.lock

bars: setup-dev
	@$(PY) -m tests.bars

prove: setup-dev
	@$(PY) -m tests.prove $(PROVE)

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
