# JobLedger's commands. `make up` and `make test` work from a bare checkout with Python 3.11+, make and git.
# Variables: PYTHON=… (which Python), LIVE=1 (the real providers), APP_PORT, DAGSTER_PORT, MARKET_PORT.

.DEFAULT_GOAL := help
.PHONY: help setup up down test test-fast test-long check bench lock format messages

BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder
ROOMS := app cli database ingestion orchestration sandbox
EXTRACT := $(BIN)/pybabel --quiet extract --mapping-file=babel.cfg --keywords=N_ --no-location --sort-output --omit-header
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-strip-extras --no-header
export PYTHON
# Each process would compile every library anew where the environment forbids Python to keep what it compiled.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup:
	@scripts/setup.sh

up: setup ## Start everything and print where it is (LIVE=1: the real providers)
	@$(BIN)/jobledger up

down: ## Stop what `make up` started
	@if [ -x $(BIN)/jobledger ]; then $(BIN)/jobledger down; else echo "Nothing was set up here, so nothing runs."; fi

test: setup ## Run every test against a real PostgreSQL
	@$(PYTEST)

test-fast: setup ## Run the tests that need no browser, dbt, screen or sign-in
	@$(PYTEST) -m "not long and not slow"

test-long: setup ## Run what is too long for every day: a whole market, kills in series, many examples of each property
	@$(PYTEST) -m "long or hypothesis" --hypothesis-profile long --timeout 1800

check: setup ## Style, types, SQL, imports between rooms, migrations, dbt, the catalogue of phrases
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(ROOMS) benchmarks
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 dbt_project
	$(BIN)/python -m database.check
	$(BIN)/python -m orchestration.dbt
	@$(EXTRACT) --output-file=.venv/messages.pot app cli
	@cmp -s .venv/messages.pot app/locale/jobledger.pot || \
		{ echo "app/locale/jobledger.pot is outdated: run make messages"; exit 1; }

format: setup ## Rewrite the code as `make check` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar dbt_project

messages: setup ## Collect the phrases people read into app/locale/jobledger.pot
	@$(EXTRACT) --output-file=app/locale/jobledger.pot app cli

bench: setup ## Measure, and write benchmarks/results/
	@$(BIN)/python -m benchmarks

lock: setup ## Pin the dependencies of pyproject.toml, and uv, anew
	$(COMPILE) --group dev pyproject.toml -o requirements.lock
	echo uv | $(COMPILE) --upgrade --no-annotate - -o scripts/uv.txt
