# Two commands are all a newcomer needs: `make run` and `make test`. Both set up what is missing.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
export OMP_THREAD_LIMIT = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

PAPER_PACKAGES := python3 python3-venv tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng tesseract-ocr-osd
TEST_PACKAGES := chromium rsync

.PHONY: run setup setup-dev test check bench soak clean

run: setup            ## watcher, workers and web on 127.0.0.1; a new home is a training home with papers to try
	@$(BIN)/berkas up --training

test: setup-dev check ## all tests
	@$(BIN)/pytest -m "not soak" -n 2 --dist worksteal

check: setup-dev      ## style, types and floors, under a minute
	@$(BIN)/ruff check pipeline tests benchmarks
	@$(BIN)/ruff format --check --quiet pipeline tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: setup-dev      ## speed and memory, each as a ratio against a named rival in the same run
	@$(BIN)/python -m benchmarks

soak: setup-dev       ## the long forms of the tests
	@$(BIN)/pytest -m soak --timeout 7200

# Compiled here once: a service that may not write beside its program would compile it all at each start.
setup: .venv/.run-ready
	@$(BIN)/python -m compileall -q pipeline

setup-dev: .venv/.dev-ready
	@$(BIN)/python -m compileall -q pipeline

.venv/bin/python:
	@sh .ci/system-packages $(PAPER_PACKAGES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Berkas needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run-ready: .venv/bin/python pyproject.toml constraints.txt
	@sh .ci/system-packages $(PAPER_PACKAGES)
	@echo "Setting up .venv …"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.dev-ready: .venv/.run-ready
	@sh .ci/system-packages $(TEST_PACKAGES)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:                ## what make set up; papers stay
	rm -rf .venv build *.egg-info
