# `make run` and `make test` install everything they need; `make` lists all targets.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# The URL of an index of CPU-only torch wheels, if a faster one is available.
TORCH_INDEX ?=
# Other pip options for the installation of torch.
PIP_TORCH_ARGS ?=
# Options for the benchmark, such as --labels FILE or --against EARLIER.json.
SCORE_ARGS ?=
# Options for image-test, such as --base IMAGE or --argument TORCH_INDEX=ADDRESS.
IMAGE_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Requirements that test-lowest installs in their lowest versions; the others are pinned or large.
OURS := apispec|flask|flask-cors|fsspec|gevent|gunicorn|jinja2|marshmallow|prometheus-client|pyyaml|shtab|tqdm
# Stand-alone tools, each in a separate environment.
AUDITOR := pip-audit==2.10.1
LOCKER := uv==0.13.9
CLIENTS := openapi-python-client==0.29.1
TORCH := $(shell sed -n '/^torch==/p' requirements.txt)

# One thread per process: the workers share the cores.
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

test: lint $(VENV)/client/made ## check style and types, run all tests on two cores
	@$(BIN)/pytest -m "not alone" --numprocesses 2 --dist loadscope --durations 15
	@$(BIN)/pytest -m alone --durations 5

test-lowest: setup-dev ## test service and command line with the lowest allowed versions
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip --quiet install $(LOCKER)
	@$(VENV)/lock/bin/uv pip compile --resolution lowest-direct --no-header --no-annotate --no-config \
	  --quiet pyproject.toml | grep -E '^($(OURS))==' > $(VENV)/lowest.txt
	@$(PIP) install --no-deps --upgrade --target $(VENV)/lowest --requirement $(VENV)/lowest.txt
	@PYTHONPATH=$(VENV)/lowest $(BIN)/pytest -m "not model" $(wildcard tests/test_api*.py tests/test_batch*.py \
	  tests/test_cli*.py tests/test_gunicorn*.py tests/test_openapi.py tests/test_auth.py tests/test_settings.py)

test-rules: setup-dev ## test rules and speakers on recorded trees, without models
	@$(BIN)/pytest -m "not model" --numprocesses 2 $(wildcard tests/test_rules*.py tests/test_recorded.py \
	  tests/test_whole.py tests/test_marks*.py tests/test_selection.py tests/test_speakers*.py \
	  tests/test_splices.py tests/test_english*.py tests/test_architecture.py)

record: setup-dev ## parse the sentences in tests/trees again (RULE=name: one file)
	@$(BIN)/python -m tests.record $(if $(RULE),tests/trees/$(RULE).conllu)

lint: setup-dev ## check style (ruff) and types (mypy)
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/mypy

format: setup-dev ## format the code (ruff)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

score: setup ## measure accuracy: make score GOLD=FILE (SCORE_ARGS="--labels FILE ...")
	@test -n "$(GOLD)" || { echo 'make score needs a gold file: make score GOLD=FILE' >&2; exit 2; }
	@$(BIN)/python -m benchmarks.accuracy $(GOLD) $(SCORE_ARGS)

pictures: setup-dev ## take the screenshots for the README (needs chromium and chromium-driver)
	@$(BIN)/python -m tests.page.pictures

image-test: setup-dev ## build and test the container image
	@$(BIN)/python -m deploy.image $(IMAGE_ARGS)

sbom: setup-dev ## write the image's bill of materials (CycloneDX) and licences to build/inventory
	@$(BIN)/python -m deploy.inventory $(IMAGE)

audit: setup ## check the dependencies for known vulnerabilities (needs an index that lists them)
	@$(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/pip --quiet install $(AUDITOR)
	@$(VENV)/audit/bin/pip-audit --strict --requirement requirements.txt --no-deps --disable-pip

lock: setup ## update requirements.lock: the pins with file hashes
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip --quiet install $(LOCKER)
	@$(BIN)/python -m deploy.lock $(VENV)/lock/bin/uv

setup: $(VENV)/installed ## create .venv with the service's requirements
setup-dev: $(VENV)/installed-dev ## also install the tests' requirements

clean: ## remove .venv and all other generated files
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files below are stamps: a step is repeated only if its inputs have changed.

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
