"""Measure what the privacy check finds, by kind, and how fast it is; prints the tables of docs/privacy-meting.md.

Run it from the checkout: `python tests/bench/privacy.py`. The last table tells what the lists of names
are worth: it takes words out of them at random, as a name from elsewhere is not in them either.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pandas as pd
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.intake.privacy import find_identifiers, lists  # noqa: E402
from pipeline.intake.privacy.measure import Case, measure, parse_case  # noqa: E402

HALVES = ("ontwikkeling", "achtergehouden")
NAME_LISTS = ("voornamen.txt", "achternamen.txt")
DRAWS = 4


def cases_of(*halves: str) -> list[Case]:
    """Return the lines of these halves of tests/cases/privacy.yaml."""
    lines = YAML(typ="safe").load(ROOT / "tests" / "cases" / "privacy.yaml")
    return [parse_case(line["nr"], line["tekst"]) for half in halves for line in lines[half]]


def as_markdown(result: pd.DataFrame) -> str:
    """Return one measurement as a table in Dutch."""
    head = "| soort | verstopt | gevonden | waarvan niet helemaal | gevonden, deel | schone regels met deze soort |"
    rows = [
        f"| {row.kind} | {row.n_planted} | {row.n_found} | {row.n_cut} | {row.recall:.2f} | {row.n_flagged} van {row.n_clean} |"
        for row in result.itertuples()
    ]
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def recall_with(share: float, seed: int) -> float:
    """Return how many of the persons are found when only a share of the names is on the lists."""
    drawn = random.Random(seed)
    whole = lists._lines

    def part(name: str) -> list[str]:
        lines = whole(name)
        if name not in NAME_LISTS:
            return lines
        return [" ".join(word for word in line.split() if drawn.random() < share) for line in lines]

    cached = (lists.given_names, lists.family_names, lists.places_of)
    lists._lines = part
    try:
        for list_of in cached:
            list_of.cache_clear()
        result = measure(cases_of(*HALVES), find_identifiers).set_index("kind")
        return float(result.loc["persoonsnaam", "recall"])
    finally:
        lists._lines = whole
        for list_of in cached:
            list_of.cache_clear()


def words_per_second() -> float:
    """Return the speed over the example study, in words per second of processor time."""
    folder = ROOT / "data" / "friesland-28"
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*/*.*"))
        if path.suffix in (".md", ".txt")
    ]
    find_identifiers("Xandro zei niets.")  # reads the lists and the dictionary
    begun = time.process_time()
    for text in texts:
        find_identifiers(text)
    return sum(len(text.split()) for text in texts) / (time.process_time() - begun)


def main() -> None:
    """Print all tables."""
    for half in HALVES:
        print(f"### {half}\n\n{as_markdown(measure(cases_of(half), find_identifiers))}\n")
    print(f"### beide\n\n{as_markdown(measure(cases_of(*HALVES), find_identifiers))}\n")
    print("| deel van de namenlijsten | personen gevonden |\n|---|---|")
    for share in (1.0, 0.5, 0.0):
        found = [recall_with(share, seed) for seed in range(DRAWS if 0 < share < 1 else 1)]
        print(
            f"| {share:.0%} | {min(found):.2f}{f' tot {max(found):.2f}' if len(found) > 1 else ''} |"
        )
    print(f"\n{words_per_second():,.0f} woorden per seconde")


if __name__ == "__main__":
    main()
