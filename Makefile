# make run   set up, annotate the sample corpus, print a summary and where the JSONL is
# make test  set up for development, lint, test
# make lint | bench | kill | train | lexicons | segmenter | names | clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check
OUT ?= out
# Bytecode is made here, so that the first start is as quick as the next, and where the environment writes none.
COMPILE := $(BIN)/python -m compileall -q pipeline

.PHONY: run test lint bench kill train lexicons segmenter names wheel clean

run: $(VENV)/.installed
	@$(BIN)/zhengce run newspaper --input corpus/sample/pages --input corpus/sample/records.jsonl --output $(OUT)/newspaper --force
	@$(BIN)/zhengce run documents --input corpus/sample/documents --output $(OUT)/documents --force

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.developing
	$(BIN)/python -m benchmarks $(BENCH)

kill: $(VENV)/.developing
	$(BIN)/python -m benchmarks.kill $(KILL)

# The tables and models again, from the raw knowledge and corpora that ZHENGCE_SHARED names.
lexicons: $(VENV)/.developing
	$(BIN)/python -m pipeline.train.regions models/lexicons
	$(BIN)/python -m pipeline.train.agencies
	$(BIN)/python -m pipeline.train.policies
	$(BIN)/python -m pipeline.train.keyness tests/data/keywords.tsv models/words

train: $(VENV)/.developing
	$(BIN)/python -c 'from pathlib import Path; from pipeline.train.topics.train import train_shipped; \
		from pipeline.train.topics.second import train_second; \
		shared, models = Path("$(ZHENGCE_SHARED)"), Path("models"); train_shipped(shared, models); train_second(shared, models)'

# The learned engine of words; a quarter of an hour.
segmenter: $(VENV)/.developing
	$(BIN)/zhengce train segmenter --out models/segmenter --rounds 70 \
		--data $(ZHENGCE_SHARED)/gold/seg/pd199801.train.pos.txt.gz --test $(ZHENGCE_SHARED)/gold/seg/pd199801.test.pos.txt.gz \
		--corpus $(ZHENGCE_SHARED)/corpus/news.jsonl.gz --corpus $(ZHENGCE_SHARED)/corpus/policy.jsonl.gz

# The model of names; a quarter of an hour.
names: $(VENV)/.developing
	$(BIN)/zhengce train names --out models/names

wheel: $(VENV)/.developing
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "zhengce needs Python 3.11 or later: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; about a minute)" >&2
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.developing: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@$(COMPILE)
	@touch $@ $(VENV)/.installed
