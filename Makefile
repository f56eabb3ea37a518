# Vs Mapper: the commands of a clone. `make help` lists them.
PYTHON := .venv/bin/python
VERSION = $(shell sed -n 's/^version=//p' metadata.txt)
ZIP = dist/vs_mapper-$(VERSION).zip
SURVEY ?=
SUITE ?= trixie
ARGS ?=

.PHONY: help env demo test lint docs screens pictures examples train novelty benchmark card package zip lock test-installed test-qgis test-resolve

help:  ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

env:  ## Install what is missing: QGIS and Xvfb (apt), the engine in .venv, what tests need
	@sh tools/setup.sh

demo: env  ## Survey to maps, section and QGIS project in demo_output/ (SURVEY=path for your own file)
	@$(PYTHON) -m tools.demo $(if $(SURVEY),"$(SURVEY)") $(ARGS)

# Numba compiles for half a minute the first time: once, beside the linters, and not in each part of the tests.
test: env  ## Lint, type check and run the whole test suite
	@$(PYTHON) -m plugin check >/dev/null & compiled=$$!; $(MAKE) -s lint && wait $$compiled && sh tools/test.sh $(ARGS)

test-installed: env  ## By clicks in the QGIS program: install the ZIP, set the engine up, map and print the example (fetches packages)
	@$(PYTHON) -m pytest -m installed tests/installed $(ARGS)

test-qgis:  ## Test against another Debian's QGIS (SUITE=trixie, trixie-backports or forky; as root, needs debootstrap)
	@sh tools/qgis_chroot.sh $(SUITE) $(ARGS)

test-resolve: env  ## Resolve the engine's packages for every system and Python that it is for (needs the package index)
	@$(PYTHON) -m pip install -qq --disable-pip-version-check -r requirements-resolve.txt
	@$(PYTHON) -m tools.resolve
	@$(PYTHON) -m tools.lock --check

lock: env  ## Resolve the engine's packages anew and write the lock that the set-up installs from (needs the package index)
	@$(PYTHON) -m pip install -qq --disable-pip-version-check -r requirements-resolve.txt
	@$(PYTHON) -m tools.lock

lint: env  ## Check style, formatting and the engine's types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

docs: env  ## Build the user guide and all pages as HTML beside them, and the reference of the public names
	@$(PYTHON) -m pip install -qq --disable-pip-version-check -c requirements.txt -c .venv/engine.txt -r requirements-docs.txt
	@$(PYTHON) -m sphinx -q -W --keep-going -b html docs/reference docs/reference/_build $(ARGS)
	@$(PYTHON) -m tools.pages docs
	@echo docs/guide/index.html docs/reference/_build/index.html

screens: env  ## Take a picture of every screen of the plugin, and tell how long QGIS stands still (ARGS="--size 1024x700")
	@$(PYTHON) -m tools.screens $(ARGS)

pictures: env  ## Take the user guide's pictures from the running plugin again
	@$(PYTHON) -m tools.guide_pictures $(ARGS)

examples: env  ## Make the bundled example surveys and their truth again
	@$(PYTHON) -m tools.make_examples

train: env  ## Train the network (resumes; ARGS="--help" for its options)
	@$(PYTHON) -m plugin.training.train $(ARGS)

novelty: env  ## Calibrate the novelty score of the weights in model_weights (after they have changed)
	@$(PYTHON) -m plugin.training.novelty $(ARGS)

benchmark: env  ## Measure accuracy, bands and speed into docs/BENCHMARKS.md (ARGS="--only speed" for a part)
	@$(PYTHON) -m pip install -qq --disable-pip-version-check -c requirements.txt -c .venv/engine.txt -r requirements-benchmark.txt
	@$(PYTHON) -m tests.benchmarks $(ARGS)

card: env  ## Score the weights and write their model card
	@$(PYTHON) -m tools.model_card $(ARGS)

package: env  ## Build the QGIS plugin ZIP of the last commit into dist/ (also: make zip)
	@sh tools/package.sh "$(ZIP)"

zip: package
