# Two targets do everything on a fresh machine; the rest are for daily work.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test check format demo-archive docs screenshots clean

demo: ## set up, crawl the bundled archive, print the timeline
	$(PYTHON) -m venv .venv && $(BIN)/pip install --quiet . && $(BIN)/recalls demo

test: ## set up and run the tests
	$(PYTHON) -m venv .venv && $(BIN)/pip install --quiet -e '.[test]' && $(BIN)/python -m pytest

check: ## what continuous integration runs, in this checkout's environment
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest

format:
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

demo-archive: ## build the bundled archive anew from tests/web
	$(BIN)/python -m tests.web.build recalls/demo.warc.gz

docs: ## write the generated parts of the documentation
	$(BIN)/recalls demo --db .demo.db > /dev/null
	$(BIN)/python -m recalls.documentation .demo.db
	rm -f .demo.db*

screenshots: ## take the pictures of docs/screenshots anew, of the demo; needs Chromium
	$(BIN)/recalls demo --db .demo.db > /dev/null
	$(BIN)/python -m tests.browser.screenshots .demo.db docs/screenshots
	rm -f .demo.db*

clean:
	rm -rf .venv build *.egg-info
