# Alles achter één woord; nodig is alleen Python 3.11 of nieuwer, de rest haalt `make` zelf op.
# Elk doel is één regel die `dialoogtafel` (of een controle) aanroept. Zonder make: zie README.md.
STUDIE ?= configs/friesland-28.yaml
PYTHON ?= python3
VENV := .venv/bin
BESTAND = $(patsubst ~/%,$(HOME)/%,$(STUDIE))
OMGEVING = @command -v $(PYTHON) >/dev/null || { echo "Python ontbreekt: installeer Python 3.11 of nieuwer (python.org)." >&2; exit 1; }; $(PYTHON) locks/omgeving.py

.PHONY: help setup gebruik ontwikkel analyse notebooks test test-llm check bench modelkwaliteit lock clean

help: ## deze uitleg
	@echo "Gebruik: make DOEL [STUDIE=configs/....yaml]"; echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22
	@echo; echo "Zonder STUDIE draait de voorbeeldstudie: $(STUDIE)"

setup: gebruik ## installeert alles wat nodig is in .venv (eenmalig, 2 tot 4 minuten)
	@echo "Alles is geïnstalleerd. Verder: make analyse"

gebruik:
	$(OMGEVING) gebruik

ontwikkel:
	$(OMGEVING) ontwikkel

analyse: gebruik ## van transcripten en verslagen naar figuren, tabellen, factsheet en rapport
	@$(VENV)/dialoogtafel analyse "$(BESTAND)"

notebooks: gebruik ## opent JupyterLab om zelf in de gegevens te kijken
	@DIALOOGTAFEL_STUDIE="$(BESTAND)" $(VENV)/python -m jupyterlab --config=notebooks/jupyter_server_config.py

test: check ## alle controles en alle toetsen: eerst de snelle, dan hele analyses
	@$(VENV)/python -m pytest -n 2 --dist loadfile tests/unit && $(VENV)/python -m pytest -n 2 --dist loadfile tests/flow

test-llm: ontwikkel ## toetst coderen met een echt taalmodel (bouwt eenmalig een server: een kwartier)
	@$(VENV)/python tests/llm/environment.py && $(VENV)/python -m pytest tests/llm

check: ontwikkel ## opmaak, stijl, typen en de bouw van het huis
	@$(VENV)/ruff format --check --quiet . && $(VENV)/ruff check --quiet . && $(VENV)/mypy --no-error-summary && $(VENV)/lint-imports

bench: ontwikkel ## meet hoe lang alles duurt en hoeveel geheugen het vraagt
	@$(VENV)/python tests/bench/speed.py && $(VENV)/python tests/bench/coding.py

modelkwaliteit: gebruik ## hoe goed het model het codeerwerk van mensen voorspelt
	@$(VENV)/dialoogtafel modelkwaliteit "$(BESTAND)"

lock: ## maakt de vastgezette lijsten in locks/ opnieuw (nodig: uv)
	@locks/maak.sh

clean: ## ruimt de installatie en tussenbestanden op; je gegevens en uitvoer blijven staan
	@rm -rf .venv .venv-llm build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis; find pipeline tests notebooks -name __pycache__ -prune -exec rm -rf {} +
	@echo "Opgeruimd. Je gegevens en de uitvoer zijn niet aangeraakt."
