# The verbs of this repository; a first run makes .venv, later ones install only what pyproject.toml changed.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
JOBS ?= 2

# The demo's headline: what stands committed and what is under way, by country. docs/headline.md opens each figure.
HEADLINE = $(BIN)/sarai total demo --by recipient,status --status commitment,implementation --source aiddata

.DELETE_ON_ERROR:
.PHONY: help demo test foreign torture lint types imports docs docs-write scores golden bench clean

help: ## List the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/.installed ## Build the bundled study, print its headline table, write three briefs and the site demo/site
	rm -rf demo
	$(BIN)/sarai new demo --from central-asia
	$(BIN)/sarai build demo
	@echo
	$(HEADLINE)
	@echo
	$(BIN)/sarai brief demo --partner JP --recipient TJ -o demo/briefs/japan-tajikistan.html
	$(BIN)/sarai brief demo --partner CN --recipient KZ -o demo/briefs/china-kazakhstan.html
	$(BIN)/sarai brief demo --partner all --recipient all -o demo/briefs/all-central-asia.html
	@echo
	$(BIN)/sarai publish demo demo/site

test: $(VENV)/.installed-dev ## Run every test; skipped ones are listed with the reason
	$(BIN)/python -m pytest -n $(JOBS)

foreign: $(VENV)/.installed-dev ## 100,000 made tables whose truth is known; prints right, asked, named and wrong per hazard
	$(BIN)/python tests/foreign/run.py $(or $(TABLES),100000)

torture: $(VENV)/.installed-dev ## Refused operations, kills, lost power, damage, hostile commands and inputs (MINUTES=30 SEED=1)
	$(BIN)/python -m tests.torture.run --minutes $(or $(MINUTES),30) --seed $(or $(SEED),1)

lint: $(VENV)/.installed-dev ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## Check types
	$(BIN)/mypy --strict src

imports: $(VENV)/.installed-dev ## Check which room imports which
	$(BIN)/lint-imports

docs: $(VENV)/.installed-dev ## Check that the docs are current and that their examples run
	$(BIN)/python -m pytest tests/docs

docs-write: $(VENV)/.installed-dev ## Write the generated pages of docs/ anew
	$(BIN)/python scripts/write_docs.py

scores: $(VENV)/.installed-dev ## Print how well texts are read, and which word lists fire on one text only
	$(BIN)/python -m tests.scoring.claims

golden: $(VENV)/.installed-dev ## Write the expected texts of tests/golden/ anew; read the diff before committing
	$(BIN)/python -m pytest -n $(JOBS) --update-golden

bench: $(VENV)/.installed-dev ## Time the questions on a generated ledger, and the IATI reader beside its peers (IATI=folder of files)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.iati $(IATI)
	$(BIN)/python -m benchmarks.corridors
	$(BIN)/python -m benchmarks.documents
	$(BIN)/python -m benchmarks.names

clean: ## Remove what the other verbs made
	rm -rf $(VENV) demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# A stamp is touched last, so that an installation that was broken off is done again.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Sarai needs Python 3.11 or newer, and $(PYTHON) is older or missing."; \
	    echo "Name another one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.made
	$(PIP) install --editable '.[charts]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/.made
	$(PIP) install --editable '.[dev,charts]'
	@touch $(VENV)/.installed $@
