# Two commands are all a newcomer needs: `make run` and `make test`. Both set up what is missing.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
export OMP_THREAD_LIMIT = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

PAPER_PACKAGES := python3 python3-venv tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng tesseract-ocr-osd
# The fonts are those that tests and benchmarks print papers with (tests/builders/machine.py); libatomic1 is for Playwright's own node.
TEST_PACKAGES := chromium fonts-dejavu-core fonts-liberation fonts-urw-base35 libatomic1 rsync

.PHONY: run setup setup-dev test bare licences sbom check bench soak clean

run: setup            ## watcher, workers and web on 127.0.0.1; a new home is a training home with papers to try
	@$(BIN)/berkas up --training $(if $(PORT),--port $(PORT))

test: setup-dev check ## all tests
	@$(BIN)/pytest -m "not soak" -n 2 --dist worksteal

bare:                 ## both on a machine that has nothing: a new Debian in a folder. ONLY=run or test, SUITE=trixie, LOOK=/folder/that/was/kept
	@$(PYTHON) -B .ci/bare --only "$(ONLY)" --suite "$(SUITE)" --look "$(LOOK)"

licences: setup-dev   ## docs/licences.md anew
	@$(BIN)/python .ci/licences.py

sbom: setup-dev       ## build/berkas.cdx.json: what a home needs to run, as CycloneDX
	@$(BIN)/python .ci/sbom.py

check: setup-dev      ## style, types and floors, under a minute
	@$(BIN)/ruff check pipeline tests benchmarks .ci
	@$(BIN)/ruff format --check --quiet pipeline tests benchmarks .ci
	@$(BIN)/djlint --lint --quiet pipeline/web/templates
	@$(BIN)/mypy
	@MYPYPATH=.ci/bare $(BIN)/mypy --config-file= --strict .ci/bare/*.py .ci/licences.py
	@$(BIN)/lint-imports --no-logo

bench: setup-dev      ## speed and memory, each as a ratio against a named rival in the same run
	@$(BIN)/python -m benchmarks

soak: setup-dev       ## the long forms of the tests
	@$(BIN)/pytest -m soak --timeout 7200

# Compiled here once: a service that may not write beside its program would compile it all at each start.
# Packages are looked for each time: a machine may lose one, or this file name one more, when .venv has long been made.
setup: .venv/.run-ready
	@sh .ci/system-packages $(PAPER_PACKAGES)
	@$(BIN)/python -m compileall -q pipeline

setup-dev: .venv/.dev-ready
	@sh .ci/system-packages $(PAPER_PACKAGES) $(TEST_PACKAGES)
	@$(BIN)/python -m compileall -q pipeline

.venv/bin/python:
	@sh .ci/system-packages $(PAPER_PACKAGES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Berkas needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run-ready: .venv/bin/python pyproject.toml constraints.txt
	@echo "Setting up .venv …"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.dev-ready: .venv/.run-ready
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:                ## what make set up; papers stay
	rm -rf .venv build *.egg-info
