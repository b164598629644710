# make site   set up and build the real content into site/
# make serve  set up and show it on http://127.0.0.1:8000/, following what you edit
# make form   change records in a form in the browser, with the site beside it
# make test   set up and run every test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# MkDocs' theme advertises its successor on every run.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve form check test bench audit interop shots lock clean
.DEFAULT_GOAL := site

site: $(VENV)/.site
	$(BIN)/zhiyin build

serve: $(VENV)/.site
	$(BIN)/zhiyin serve

form: $(VENV)/.site
	$(BIN)/zhiyin form

check: $(VENV)/.site
	$(BIN)/zhiyin check

test: $(VENV)/.test
	sh tests/browser.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses 2 --dist worksteal

# Measures this generator against its peers in one run and prints ratios; takes about a quarter of an hour.
bench: $(VENV)/.test
	$(BIN)/python -m tests.bench.run

# Lighthouse and the newest HTML checker on every kind of page; needs Node, takes some ten minutes.
audit: $(VENV)/.test site
	sh tests/browser.sh audit
	npm ci --prefix tests/audit --ignore-scripts --no-fund --no-audit --loglevel=error
	$(BIN)/python -m tests.audit.run

# Reads a log with the program that reads that of Go's modules; needs Debian's golang-go and golang-golang-x-mod-dev.
interop: $(VENV)/.test
	$(BIN)/python -m tests.interop

# Pictures of every kind of page, at phone and desktop width, light, dark, elder and printed, into shots/.
shots: $(VENV)/.test site
	sh tests/browser.sh
	$(BIN)/python -m tests.shots

$(VENV)/.site: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

$(VENV)/.test: $(VENV)/.site requirements-test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@

# Pins every package anew, with hashes and no addresses, from the versions named in pyproject.toml.
lock: $(VENV)/.test
	$(BIN)/pip install --quiet pip-tools
	for set in "requirements.txt --extra install" "requirements-test.txt --extra install --extra test"; do \
	  CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	    --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	    -o $$set pyproject.toml; \
	done

clean:
	rm -rf site $(VENV) .zhiyin shots tests/audit/node_modules
