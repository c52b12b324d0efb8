.DEFAULT_GOAL := help
.PHONY: help setup run test cover check lint types shape house fix bench soak chaos fuzz nightly lock wheel clean

PY := .venv/bin/python
READY := .venv/.ready
CLIENTS := tests/feeds/clients/node_modules
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:    ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/' | expand -t 10

setup: $(READY) $(CLIENTS)  ## make .venv from requirements.lock (every other command does it by itself)

$(READY): requirements.lock pyproject.toml
	@$(find_python); \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$$python can't make virtual environments: install its venv package (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }; \
	$(PY) -c '' 2>/dev/null || "$$python" -m venv --clear .venv
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Readers of calendars written in JavaScript, which tests ask; tests that can't do so say it.
$(CLIENTS): tests/feeds/clients/package-lock.json
	@if command -v npm >/dev/null; then \
	  npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent && touch $@ || \
	  { rm -rf $@; echo "npm couldn't fetch ical.js and node-ical: their tests will be skipped" >&2; }; \
	else echo "Node.js isn't installed: the tests with ical.js and node-ical will be skipped" >&2; fi

run: $(READY)  ## serve a demo on 127.0.0.1:8000 (SQLite, worker inside) and say what to open
	@.venv/bin/lintas demo

test: $(READY) $(CLIENTS)  ## run every test on both engines; T=tests/rules runs some
ifdef T
	$(PY) -m pytest $(T)
else
	$(PY) -m pytest -n 2
endif

cover: $(READY)  ## which lines and branches of domain, rules and actions the tests pass, in half as long again
	$(PY) -m pytest -n 2 --cov --cov-report=term

check: lint types shape house  ## style, types, shape and house rules: all that needs no database

lint: $(READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(READY)
	$(PY) -m mypy

shape: $(READY)
	.venv/bin/lint-imports
	$(PY) -m deptry src

house: $(READY)
	$(PY) -m pytest -q tests/test_house_rules.py

fix: $(READY)  ## repair what can be repaired by machine
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(READY)  ## measure against bare drivers, as ratios within one run; T=slots measures one thing
	$(PY) -m tests.bench $(T)

soak: $(READY)  ## the tests marked soak: the same proofs as `test`, for much longer
	$(PY) -m pytest -o faulthandler_timeout=0 -m soak $(T)

chaos: $(READY)  ## the tests marked chaos: processes killed and databases taken away, many times
	$(PY) -m pytest -o faulthandler_timeout=0 -m chaos $(T)

fuzz: $(READY)  ## the tests marked fuzz: input made up by machine, for minutes
	$(PY) -m pytest -o faulthandler_timeout=0 -m fuzz $(T)

nightly: $(READY)  ## Evolution and Thunderbird, where Debian's packages are installed, read our calendars
	$(PY) -m pytest -o faulthandler_timeout=0 -m nightly $(T)

# The lock names versions and hashes of every platform, and no index. UPGRADE=1 takes newer versions.
lock:    ## work requirements.lock out anew from pyproject.toml
	@$(find_python); folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	"$$python" -m venv "$$folder" && "$$folder/bin/pip" install --quiet uv && \
	"$$folder/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --all-extras \
	  --generate-hashes --no-strip-extras --no-emit-index-url --custom-compile-command "make lock" \
	  $(if $(UPGRADE),--upgrade) --output-file requirements.lock

# What an office installs: the wheel, and of the lock only what the wheel needs.
wheel: $(READY)  ## build dist/lintas-*.whl and dist/lintas.lock for an installation
	@rm -rf dist && $(PY) -m hatchling build -t wheel && $(PY) -m venv dist/uv && dist/uv/bin/pip install --quiet uv && \
	grep -vE '^ |^#' requirements.lock | sed 's/ \\$$//' > dist/versions && \
	dist/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --constraint dist/versions \
	  --generate-hashes --no-strip-extras --no-emit-index-url --custom-compile-command "make wheel" --output-file dist/lintas.lock && \
	rm -rf dist/uv dist/versions

clean:   ## remove what make made, but no database
	rm -rf .venv $(CLIENTS) .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache dist
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

define find_python
python=; for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
done; \
[ -n "$$python" ] || { echo "Lintas needs Python 3.11 or newer as python3, or named by PYTHON=/path/to/python" >&2; exit 1; }
endef
