# make run    the demo city, from nothing
# make test   every test: Python, the faces' own, and both together in a browser
# make check  style, types, import contracts, drift of the schema and of the migrations
# make bench  benchmarks, as ratios
# make lock   resolve the dependencies anew into the two lock files
# make clean  caches and build products (the demo's data in var/ stay)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test check bench lock clean environment faces

PYTHON := .venv/bin/python
UV := $(shell command -v uv || echo .venv/bin/uv)
# A linked environment is kept by whoever linked it.
LOCKED = $(shell cat requirements-dev.lock pyproject.toml | sha256sum | cut -c1-64)

run: environment faces
	exec $(PYTHON) -m gongjue up

test: environment admin-ui/node_modules/.installed
	$(PYTHON) -m pytest --numprocesses auto --dist loadfile $(TESTS)
	cd admin-ui && npm run --silent verify
	cd admin-ui && npm run --silent e2e

check: environment admin-ui/node_modules/.installed
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m gongjue schema --check
	$(PYTHON) -m gongjue migrate --check
	cd admin-ui && npm run --silent check

bench: environment
	$(PYTHON) -m bench

lock:
	@test -x "$(UV)" || { echo "请先安装 uv。 Install uv first."; exit 1; }
	$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	    --extra embedded -o requirements.lock pyproject.toml
	$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	    --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf build dist admin-ui/dist admin-ui/test/results .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage *.egg-info
	find . -name __pycache__ -not -path './.venv/*' -not -path '*/node_modules/*' -prune -exec rm -rf {} +

# The three faces in admin-ui/dist, built anew when something that they are made of has changed.
faces: admin-ui/dist/.built

admin-ui/dist/.built: admin-ui/node_modules/.installed $(shell find admin-ui/src admin-ui/scripts admin-ui/vite.config.ts -type f)
	cd admin-ui && npm run --silent build
	@touch $@

admin-ui/node_modules/.installed: admin-ui/package.json admin-ui/package-lock.json
	@command -v npm >/dev/null || { echo "网页需要 Node.js 20 或更新的版本；请安装后再运行。"; \
	    echo "The pages need Node.js 20 or newer; install it and run this again."; exit 1; }
	cd admin-ui && npm ci --no-audit --no-fund --loglevel error
	@touch $@

environment:
	@if [ ! -L .venv ] && [ "$$(cat .venv/installed 2>/dev/null)" != "$(LOCKED)" ]; then \
	    .ci/environment && echo "$(LOCKED)" > .venv/installed; fi
