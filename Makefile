# Everything that one does with the project. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NO_MKDOCS_2_WARNING := 1
export NO_MKDOCS_2_WARNING

.PHONY: help serve build offline handbook downloads sizes check report test lint addresses schema bench-search requirements screenshots clean
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.site: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

serve: $(VENV)/.site ## build the site and serve it at http://127.0.0.1:8000/ with live reload
	$(BIN)/python -m mkdocs serve --dev-addr 127.0.0.1:8000

build: $(VENV)/.site ## build the site into site/, if all is in order
	$(BIN)/python -m macros build

offline: build ## make the copy to take along: dist/open-psoas.zip, which opens from a folder
	$(BIN)/python -m macros offline

downloads: offline handbook ## make every file to take along, and put them on the built site
	$(BIN)/python -m macros downloads

sizes: $(VENV)/.site ## tell how big the built site and the files in dist/ are, also in the README
	@$(BIN)/python -m macros sizes

check: $(VENV)/.site ## validate data/ alone
	@$(BIN)/python -m macros check

EVIDENCE ?= ../shared/evidence
report: $(VENV)/.site ## tell in numbers what the content holds and rests on; counts the facts of EVIDENCE anew if it is there
	@test ! -d $(EVIDENCE) || $(BIN)/python tools/count_facts.py $(EVIDENCE)
	@$(BIN)/python -m macros report

addresses: build ## add the addresses of today to addresses.lock, which keeps them answering
	$(BIN)/python -m macros addresses

schema: $(VENV)/.site ## write the JSON Schemas in data/schema/
	$(BIN)/python -m macros schema

lint: $(VENV)/.test ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint ## the whole suite, with all its set-up
	$(BIN)/python tools/find_chromium.py --install
	$(BIN)/python tools/find_libraries.py --install --java
	$(BIN)/python -m pytest

screenshots: $(VENV)/.test ## pictures of each kind of page, in test-results/
	$(BIN)/python tools/screenshots.py

$(VENV)/.handbook: requirements-handbook.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-handbook.txt
	@touch $@

PAPER ?= A4
handbook: build $(VENV)/.handbook ## make the PDF and the EPUB in dist/; KIND=technique for one kind, PAPER=letter for US paper
	$(BIN)/python tools/find_libraries.py --install
	$(BIN)/python -m macros handbook --paper $(PAPER) $(if $(KIND),--kind $(KIND))

$(VENV)/.bench: requirements-bench.txt $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

bench-search: $(VENV)/.bench ## compare the search with Material's own and with Pagefind
	$(BIN)/python tools/find_chromium.py --install
	$(BIN)/python tools/bench_search.py

requirements: ## compile the pinned requirements from the .in files
	$(PYTHON) -m venv .cache/pip-tools && .cache/pip-tools/bin/pip install --quiet pip-tools
	.cache/pip-tools/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --output-file requirements.txt requirements.in
	.cache/pip-tools/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --output-file requirements-handbook.txt requirements-handbook.in
	.cache/pip-tools/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --output-file requirements-test.txt requirements-test.in
	.cache/pip-tools/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --output-file requirements-bench.txt requirements-bench.in

clean: ## remove what the commands above made
	rm -rf $(VENV) site dist .cache test-results
