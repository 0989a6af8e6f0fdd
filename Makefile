# `make run` and `make test` do all their own set-up; `make` alone lists the rest.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# The address of an index with CPU-only wheels of torch, for who has a faster link to one.
TORCH_INDEX ?=
# Any other options for pip while it installs torch.
PIP_TORCH_ARGS ?=
# Options for the benchmark, such as --labels FILE or --against EARLIER.json.
SCORE_ARGS ?=
# Options for image-test, such as --base IMAGE or --argument TORCH_INDEX=ADDRESS.
IMAGE_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Requirements that test-lowest tries in their lowest versions; the others are pinned in pyproject.toml or large.
OURS := apispec|flask|flask-cors|fsspec|gevent|gunicorn|jinja2|marshmallow|prometheus-client|pyyaml|shtab|tqdm
# Tools that are used alone, each in an environment of its own.
AUDITOR := pip-audit==2.10.1
LOCKER := uv==0.13.9
CLIENTS := openapi-python-client==0.29.1
TORCH := $(shell sed -n '/^torch==/p' requirements.txt)

# One thread a process: workers share the cores, and more threads would fight for them.
export OMP_NUM_THREADS := 1
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run test test-lowest test-rules record lint format score pictures image-test sbom audit lock setup setup-dev clean
.DELETE_ON_ERROR:

help: ## list the targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

run: setup ## start the service on 127.0.0.1:8000 (HOST=, PORT=)
	@test -t 1 || echo "Open http://$(HOST):$(PORT)/ (ready in a few seconds)"
	@exec $(BIN)/quote-extractor serve --bind $(HOST):$(PORT)

test: lint $(VENV)/client/made ## check style and types, run every test, on two cores
	@$(BIN)/pytest -m "not alone" --numprocesses 2 --dist loadscope --durations 15
	@$(BIN)/pytest -m alone --durations 5

test-lowest: setup-dev ## run the tests of service and command line with the lowest versions allowed
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip --quiet install $(LOCKER)
	@$(VENV)/lock/bin/uv pip compile --resolution lowest-direct --no-header --no-annotate --no-config \
	  --quiet pyproject.toml | grep -E '^($(OURS))==' > $(VENV)/lowest.txt
	@$(PIP) install --no-deps --upgrade --target $(VENV)/lowest --requirement $(VENV)/lowest.txt
	@PYTHONPATH=$(VENV)/lowest $(BIN)/pytest -m "not model" $(wildcard tests/test_api*.py tests/test_batch*.py \
	  tests/test_cli*.py tests/test_gunicorn*.py tests/test_openapi.py tests/test_auth.py tests/test_settings.py)

test-rules: setup-dev ## run the tests that need no model; takes seconds
	@$(BIN)/pytest -m "not model"

record: setup-dev ## parse the sentences in tests/trees anew (RULE=name: of one file)
	@$(BIN)/python -m tests.record $(if $(RULE),tests/trees/$(RULE).conllu)

lint: setup-dev ## check style (ruff) and types (mypy)
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/mypy

format: setup-dev ## lay out the code as ruff does
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

score: setup ## measure accuracy: make score GOLD=FILE (SCORE_ARGS="--labels FILE ...")
	@test -n "$(GOLD)" || { echo 'make score needs a gold file: make score GOLD=FILE' >&2; exit 2; }
	@$(BIN)/python -m benchmarks.accuracy $(GOLD) $(SCORE_ARGS)

pictures: setup-dev ## take the README's pictures of the page (needs Debian's chromium and chromium-driver)
	@$(BIN)/python -m tests.page.pictures

image-test: setup-dev ## build the container image and try it, run as it is meant to be
	@$(BIN)/python -m deploy.image $(IMAGE_ARGS)

sbom: setup-dev ## write the image's bill of materials (CycloneDX) and licences to build/inventory
	@$(BIN)/python -m deploy.inventory $(IMAGE)

audit: setup ## look the dependencies' known vulnerabilities up (needs an index that tells them)
	@$(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/pip --quiet install $(AUDITOR)
	@$(VENV)/audit/bin/pip-audit --strict --requirement requirements.txt --no-deps --disable-pip

lock: setup ## write requirements.lock anew: the pins with the hashes of their files
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip --quiet install $(LOCKER)
	@$(BIN)/python -m deploy.lock $(VENV)/lock/bin/uv

setup: $(VENV)/installed ## make .venv with all that the service needs
setup-dev: $(VENV)/installed-dev ## the same and all that the tests need

clean: ## remove .venv and everything else that was made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files below are stamps: what they stand for is redone only when what they need has changed.

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or later is needed; name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo 'This Python cannot make virtual environments. Debian and Ubuntu ship that part by itself:' >&2; \
	  echo '  apt install python3-venv' >&2; exit 1; }
	@touch $@

$(VENV)/torch: requirements.txt | $(VENV)/made
	@echo "Installing $(TORCH) (large; once)"
	@$(PIP) install $(TORCH) --constraint requirements.txt $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(PIP_TORCH_ARGS)
	@touch $@

$(VENV)/installed: requirements.txt pyproject.toml $(VENV)/torch
	@echo "Installing the other requirements"
	@$(PIP) install --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/client/made: | $(VENV)/made
	@$(PYTHON) -m venv $(VENV)/client && $(VENV)/client/bin/pip --quiet install $(CLIENTS)
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@$(PIP) install --requirement requirements-dev.txt
	@touch $@
