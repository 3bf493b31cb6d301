# make run · make test · make check. Each makes .venv and installs the pinned requirements itself.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: run test check format schemas pins stages bench bench-sliders bench-crowd bench-rooms clean

run: .venv/run
	$(BIN)/python app.py

test: .venv/dev
	$(BIN)/python -m pytest -n 4 --dist worksteal

# Format, lint, types, import rules, schemas fresh, content sound.
check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m courseware schemas --check
	$(BIN)/python -m courseware check

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: .venv/run
	$(BIN)/python -m courseware schemas

# Compile the exact versions from requirements*.in.
pins: .venv/dev
	$(BIN)/pip-compile -q --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras -o requirements.txt requirements.in
	$(BIN)/pip-compile -q --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras -o requirements-dev.txt requirements-dev.in

bench: .venv/dev
	$(BIN)/python -m benchmarks

# A slider moved, ours beside Dash and NiceGUI, which it installs into a folder of its own.
bench-sliders: .venv/dev
	$(BIN)/python -m benchmarks.sliders

# A workshop in three windows; its pictures for docs/workshop.md.
stages: .venv/dev
	$(BIN)/python -m tests.browser.stages docs/workshop

clean:
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis

.venv/run: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: requirements.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	touch $@ .venv/run

# 200 learners answer at once while the server is killed 20 times, on both databases: some ten minutes.
bench-crowd: .venv/dev
	$(BIN)/python -m benchmarks.crowd

# A thousand phones in one room: one process, and two behind nginx; some five minutes.
bench-rooms: .venv/dev
	$(BIN)/python -m benchmarks.rooms
