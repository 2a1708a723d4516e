# Sets up .venv by itself with nothing but python3 and make. On Windows: py -3 -m venv, see CONTRIBUTING.md.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
PYTHON := py -3
else
BIN := $(VENV)/bin
endif
PO := $(wildcard data/locale/*/LC_MESSAGES/*.po)

.PHONY: demo test check lint types rooms bench clean lock messages

demo: $(VENV)/ready ## the whole main job on an invented world
	$(BIN)/listings demo

test: $(VENV)/ready
	$(BIN)/python -m pytest

check: lint types rooms test

lint: $(VENV)/ready
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(VENV)/ready
	$(BIN)/python -m mypy

rooms: $(VENV)/ready
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/bench ## accuracy and speed, beside Splink
	$(BIN)/python -m benchmarks

$(VENV)/bench: $(VENV)/ready requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@$(BIN)/python -c "import pathlib; pathlib.Path('$@').touch()"

$(VENV)/ready: requirements.lock pyproject.toml hatch_build.py $(PO)
	@$(PYTHON) -c "import ensurepip" || { echo "python3 lacks venv: install your system's python3-venv package, then run make again"; exit 2; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c "import pathlib; pathlib.Path('$@').touch()"

lock: ## write both lock files again, for all platforms (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group bench --constraints requirements.lock --output-file requirements-bench.lock

messages: $(VENV)/ready ## gather the messages of the code into the catalogues
	$(BIN)/pybabel --quiet extract --no-location --omit-header -k N_ -k _ -k ngettext:1,2 -o $(VENV)/listings.pot erep_listings spiders
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D listings -i $(VENV)/listings.pot -d data/locale -l fr

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(d, True) for d in ('$(VENV)', 'build', 'dist', '.mypy_cache', '.ruff_cache', 'listings-demo')]"
