# make run    the demo city, from nothing
# make test   every test
# make check  style, types, import contracts, drift of the schema and of the migrations
# make bench  benchmarks, as ratios
# make lock   resolve the dependencies anew into the two lock files
# make clean  caches and build products (the demo's data in var/ stay)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test check bench lock clean environment

PYTHON := .venv/bin/python
UV := $(shell command -v uv || echo .venv/bin/uv)
# A linked environment is kept by whoever linked it.
LOCKED = $(shell cat requirements-dev.lock pyproject.toml | sha256sum | cut -c1-64)

run: environment
	exec $(PYTHON) -m gongjue up

test: environment
	$(PYTHON) -m pytest --numprocesses auto --dist loadfile $(TESTS)

check: environment
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m gongjue schema --check
	$(PYTHON) -m gongjue migrate --check

bench: environment
	$(PYTHON) -m bench

lock:
	@test -x "$(UV)" || { echo "请先安装 uv。 Install uv first."; exit 1; }
	$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	    --extra embedded -o requirements.lock pyproject.toml
	$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	    --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage *.egg-info
	find . -name __pycache__ -not -path './.venv/*' -not -path '*/node_modules/*' -prune -exec rm -rf {} +

environment:
	@if [ ! -L .venv ] && [ "$$(cat .venv/installed 2>/dev/null)" != "$(LOCKED)" ]; then \
	    .ci/environment && echo "$(LOCKED)" > .venv/installed; fi
