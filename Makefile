# make briefing   set everything up, then make reports/briefing.pdf from seeds/
# make test       set everything up, then run the whole test suite
# make check      format, lint, types, architecture, tests: what pre-commit and CI run
# make quality    every summarizer in one table, the contrast stage, floors under both (needs the
#                 evaluation sets)
# make sample     make the approved samples in reports/sample/ again
# make faults     kill and starve projects at random moments, and burst files into a watched one
# make bench      speed, side by side with straight-line code
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: briefing test check lint format bench faults sample quality system clean
.DELETE_ON_ERROR:

briefing: $(STAMP)
	$(BIN)/reportgen build seeds/ -o reports/

# two at a time: more would each load the model
TESTS := $(BIN)/python -m pytest -n 2 --dist loadfile

test: $(STAMP)
	$(TESTS)

check: lint
	$(TESTS)

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

quality: $(STAMP)
	$(BIN)/python bench/quality
	$(BIN)/python -m bench.contrast

bench: $(STAMP)
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/encode.py
	$(BIN)/python bench/mail.py

faults: $(STAMP)
	$(BIN)/python bench/faults.py --kills 200
	$(BIN)/python bench/watch.py

sample: $(STAMP)
	$(BIN)/python bench/sample.py

$(STAMP): pyproject.toml Makefile .ci/set-up.sh
	@sh .ci/set-up.sh $(PYTHON) $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
