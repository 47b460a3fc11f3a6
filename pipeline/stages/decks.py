"""A run's figures and findings to a presentation: as a concept when asked for, or as it leaves."""

from __future__ import annotations

from pipeline.release.deck import Deck, render_deck
from pipeline.stages import sheets
from pipeline.stages.run import Run

FILE = "presentatie.pptx"
CONCEPT = f"concept/{FILE}"


def deck_of(run: Run) -> bytes:
    """Return the charts of a run as a presentation."""
    texts = sheets.sheet_texts(run, run.records["texts"])
    mark = run.records["texts"].fill("factsheet", "concept") if run.concept else ""
    deck = Deck(
        title=run.settings.title,
        subtitle=" ".join(filter(None, (texts["subtitel"], mark))),
        source=run.records["basis"],
        findings=[one.statement for one in run.records["key"]],
        unknowns=run.records["unknowns"],
        figures=list(run.records["figures"].values()),
    )
    return render_deck(deck, run.records["style"])


def present(run: Run) -> None:
    """The charts to a presentation in concept/."""
    run.progress("Presentatie maken", 0, 1)
    run.files[CONCEPT] = deck_of(run)
    run.progress("Presentatie maken", 1, 1)
