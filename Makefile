# Needs Python 3.11 or newer and make; everything else is set up here, inside .venv.
# Another interpreter: `make install PYTHON=python3.13`; another place: `VENV=/some/where`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
UV := $(BIN)/uv --quiet --no-progress --system-certs
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
GATED := bot handlers scheduling storage casework bench tests
LANGUAGES := et ru
# One more than there are cores: many tests wait for a server or a browser of their own.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo demo-telegram run test check bench prove fuzz audit locales lock migration clean

help: ## Show what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(RUN_STAMP) ## Set up .venv with the `umarlaud` command

demo: install ## Play with the whole program in a browser: no account, no server
	$(BIN)/umarlaud demo

demo-telegram: install-dev ## The same people on the test Telegram, with the real adapter
	$(BIN)/python -m tests.demo_telegram

run: install ## Start the program with your settings
	$(BIN)/umarlaud run

test: install-dev ## Set up everything, check the code and run every test
	$(MAKE) --no-print-directory check
	$(BIN)/python -m tests.provision
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) $(PYTEST_ARGS)

check: install-dev ## Check form, types and layers without running a test
	$(BIN)/ruff format --check $(GATED)
	$(BIN)/ruff check $(GATED)
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install-dev ## Print the figures of docs/performance.md: takes hours
	$(BIN)/python -m bench

prove: install-dev ## Print the figures of docs/proofs.md; one of them: make prove proof="faults --kills 1000"
	$(BIN)/python -m tests.proofs $(proof)

fuzz: install-dev ## Feed a million bent inputs, by atheris too; INPUTS=5000 for fewer
	$(UV) pip install --python $(BIN)/python --require-hashes --requirement requirements/fuzz.txt
	$(BIN)/python -m tests.proofs fuzz --inputs $(or $(INPUTS),1000000)

audit: install ## Look up known holes in the packages; needs a network
	$(UV) tool run pip-audit==2.10.1 --strict --disable-pip --require-hashes \
		--requirement requirements/run.txt --requirement requirements/dev.txt

locales: install ## Collect the texts to translate into locales/
	$(BIN)/pybabel extract -F pyproject.toml -k NC_:1c,2 -k pgettext:1c,2 \
		-k npgettext:1c,2,3 --no-location --sort-output --omit-header --no-wrap -o locales/messages.pot .
	for language in $(LANGUAGES); do \
		$(BIN)/pybabel update --init-missing --no-fuzzy-matching --no-wrap \
			--ignore-pot-creation-date -i locales/messages.pot -d locales -l $$language || exit 1; \
	done

lock: $(RUN_STAMP) ## Choose the newest fitting versions anew and write them down with hashes
	$(LOCK) --group build --output-file requirements/run.txt
	$(LOCK) --group build --group dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt
	echo uv | $(UV) pip compile $(LOCKED) - --output-file requirements/uv.txt
	$(UV) pip compile --group fuzz $(LOCKED) --output-file requirements/fuzz.txt

LOCKED := --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate
LOCK := $(UV) pip compile pyproject.toml $(LOCKED)

clean: ## Remove .venv and what the tools left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Ümarlaud needs Python 3.11 or newer: try PYTHON=python3.13 with make"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "This Python cannot make a virtual environment: on Debian or Ubuntu" \
			"run 'apt-get install python3-venv' and try again."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# uv installs the same files, checked by the same hashes, in a sixth of pip's time. They
# are compiled at once: the first start would be three times as slow otherwise.
define install_locked
	$(PIP) install --require-hashes --requirement requirements/uv.txt
	$(UV) pip install --python $(BIN)/python --compile-bytecode \
		--require-hashes --requirement $(1) \
		|| $(PIP) install --require-hashes --requirement $(1)
endef

$(RUN_STAMP): $(BIN)/python requirements/run.txt requirements/uv.txt pyproject.toml
	$(call install_locked,requirements/run.txt)
	$(PIP) install --no-build-isolation --no-deps --editable .
	$(BIN)/python -m compileall -q bot handlers scheduling storage casework
	@touch $@

install-dev: $(DEV_STAMP)

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.txt
	$(call install_locked,requirements/dev.txt)
	@touch $@
