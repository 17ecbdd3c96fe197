# Needs GNU make and Python 3.11 or newer; everything else is set up in .venv.

PYTHON ?= python3
WORKERS ?= 3
SEED ?= 1
KIND ?= morning
ARGS ?=

BIN := .venv/bin
, := ,
PYTEST = -m pytest -n $(WORKERS) --dist worksteal
COVERED := counter,display,fonts,kiosk,link,motcua,offices,server,terminal,ticketing,voices,wording
# The process that waits for the workers takes no part in it: it would read every file only to find no line run.
COVERAGE = $(if $(filter 0,$(WORKERS)),--source $(COVERED),--omit 'tests/*$(,)tools/*$(,)hatch_build.py')
READY := .venv/.ready
SCRIPTS_READY := node_modules/.ready
BIOME := node_modules/.bin/biome
TSC := node_modules/.bin/tsc
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard wording/locale/*/LC_MESSAGES/*.po))
WIRE_TYPES := web/wire.d.ts
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
SET_UP_FAILED := (rm -rf .venv; exit 1)

# Without compiled modules every worker, and every program that a test starts, would compile them anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test long campaign check style types arrows scripts bench simulate soak picture catalogues format clean
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

help: ## Show what make can do
	@echo 'One command each:'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r target what; do \
		printf '%-18s %s\n' "$$target" "$$what"; done

run: setup ## Set everything up and run: the demo in a terminal, elsewhere a server
	@$(BIN)/motcua demo $(ARGS)

test: setup ## Run the tests of every fact; ARGS="-k kiosk" picks some, WORKERS=0 runs them one by one
	@sh tools/system-packages
ifeq ($(ARGS),)
	@SLIPCOVER_SOURCE=$(COVERED) $(BIN)/python -m slipcover $(COVERAGE) --json --out .coverage.json \
		$(PYTEST) --durations=10 --durations-min=1
	@$(BIN)/python -m tools.line_coverage .coverage.json
else
	@$(BIN)/python $(PYTEST) $(ARGS)
endif

long: setup ## Try more seeds and examples, crash rounds, old engines and the wheel, for ten minutes
	@sh tools/system-packages
	@TEST_RING=long $(BIN)/python $(PYTEST) --durations=20 --durations-min=5 $(ARGS)

campaign: setup ## Look for rare faults for an hour or two, once, by hand; say what was tried
	@sh tools/system-packages
	@TEST_RING=campaign $(BIN)/python $(PYTEST) --timeout=7200 --durations=0 --durations-min=10 $(ARGS)

check: setup ## Check style, types, the arrows between the rooms and the scripts of web/
	@$(MAKE) --keep-going style types arrows scripts

style:
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --quiet --check || { $(BIN)/ruff format --check; echo 'make format does it.'; exit 1; }

types:
	@$(BIN)/mypy

arrows:
	@$(BIN)/lint-imports --no-logo

scripts: $(SCRIPTS_READY) $(WIRE_TYPES)
	@$(BIOME) format --reporter=summary >/dev/null 2>&1 || { $(BIOME) format --reporter=summary; echo 'make format does it.'; exit 1; }
	@$(BIOME) lint >/dev/null 2>&1 || $(BIOME) lint
	@node tools/check_engines.mjs $(wildcard web/*.js web/desk/*.js web/wall/*.js)
	@$(TSC)

bench: setup ## Measure what it costs, beside its baseline
	@$(BIN)/python -m bench $(ARGS)

simulate: setup ## Run the simulated office with KIND=morning|house|desk and SEED=..., as a failing test printed it
	@$(BIN)/python -m tests.simulation $(KIND) --seed $(SEED) $(ARGS)

soak: setup ## Run a month of an office in minutes and say what has grown; ARGS="--days 100" runs more
	@$(BIN)/python -m tests.soak --seed $(SEED) $(ARGS)

picture: setup ## Make the README's picture of the demo again
	@$(BIN)/python -m tools.picture

catalogues: setup ## Bring the translations up to date with the sentences in the code
	@$(BIN)/python -m tools.catalogues

format: setup $(SCRIPTS_READY) ## Format the code
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet
	@$(BIOME) format --write --reporter=summary >/dev/null

clean: ## Remove whatever make has made, but for the office's data in var
	@rm -rf .venv node_modules dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage.json
	@rm -f wording/motcua.pot wording/locale/*/LC_MESSAGES/*.mo $(WIRE_TYPES)
	@find . -name __pycache__ -prune -exec rm -rf {} +

setup: $(READY) $(CATALOGUES)

$(READY): pyproject.toml constraints.txt hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'This needs Python 3.11 or newer; say which with make PYTHON=...'; exit 1; }
	@echo 'Setting up .venv, which takes a minute the first time'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || $(SET_UP_FAILED)
	@$(PIP) install --constraint constraints.txt babel editables hatchling
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $@

$(SCRIPTS_READY): package.json .npmrc
	@command -v npm >/dev/null || sh tools/system-packages
	@npm install --silent || { echo 'npm could not install what package.json names.'; exit 1; }
	@touch $@

%.mo: %.po $(READY)
	@$(BIN)/python -m tools.catalogues --compile
	@touch $@

$(WIRE_TYPES): tools/wire_types.py server/desk_model.py $(wildcard ticketing/*.py ticketing/*/*.py) $(READY)
	@$(BIN)/python -m tools.wire_types
