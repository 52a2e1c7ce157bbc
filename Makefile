# make demo   sets everything up and runs the main job on a sample
# make test   sets everything up and passes every check and test
# make coverage   runs the tests again and names the lines that none of them reaches
PYTHON ?= python3
VENV := .venv
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check coverage pages

# Callum's sample has a gap that no team avoids, so matcher ends with 3: a rota with gaps.
demo: $(VENV)/matcher
	$(VENV)/bin/matcher solve data/samples/callum.json || test $$? -eq 3

test: check
	$(VENV)/bin/pytest -n auto --dist worksteal

# Apart from the tests: to watch every line doubles the time they take.
coverage: $(VENV)/matcher-dev
	$(VENV)/bin/pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered

check: $(VENV)/matcher-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

pages: $(VENV)/matcher-dev
	$(VENV)/bin/python docs/write_pages.py

$(VENV)/matcher: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(VENV)/bin/pip install --quiet --editable .
	touch $@

$(VENV)/matcher-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(VENV)/bin/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/matcher

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
