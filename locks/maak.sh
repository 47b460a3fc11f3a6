#!/usr/bin/env bash
# Maakt de twee vastgezette lijsten opnieuw uit pyproject.toml. Nodig: uv. Wat al vaststond blijft staan;
# gooi locks/gebruik.txt en locks/ontwikkel.txt eerst weg om alles naar de nieuwste versie te brengen.
set -euo pipefail
cd "$(dirname "$0")/.."
maak() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --override locks/override.txt --extra notebooks --extra onderwerpen --extra e5 --extra beste \
        --group "pyproject.toml:$1" --output-file "$2" pyproject.toml
}
maak bouw locks/gebruik.txt
cp locks/gebruik.txt locks/ontwikkel.txt # de versies van gebruik.txt gaan voor
maak ontwikkel locks/ontwikkel.txt
