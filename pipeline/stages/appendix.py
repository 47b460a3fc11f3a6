"""The stage that makes the team's appendix: how sure findings are, and what they may be used for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import (
    Cards,
    Codings,
    Contrasts,
    DialogueTables,
    Estimates,
    Findings,
    Measures,
    Pairs,
    Participants,
    Patterns,
    Segments,
    TypicalWords,
    check,
)
from pipeline.findings.basis import find_basis
from pipeline.findings.voices import LEAST_HEARD
from pipeline.provenance import code_digest, digest_of
from pipeline.release.appendix.page import Chapter, render_page
from pipeline.release.appendix.recorded import not_recorded, recorded_tables
from pipeline.release.appendix.relations import (
    CONTRAST_NOTE,
    contrast_tables_of,
    pair_tables,
    word_table,
)
from pipeline.release.appendix.shares import facet_tables, room_tables, share_matrix
from pipeline.release.appendix.spreadsheet_text import team_csv
from pipeline.release.appendix.uncertainty import (
    card_table,
    estimate_tables,
    needed_table,
    saturation_table,
)
from pipeline.release.figures.style import read_style
from pipeline.stages.apart import only_sessions
from pipeline.stages.appendix_tables import WIDTH, make_estimates, make_tables
from pipeline.stages.coders import said_coded
from pipeline.stages.counting import MODEL
from pipeline.stages.decisions import cards_of, exceptions_of
from pipeline.stages.proof import UNTESTED, read_proof
from pipeline.stages.run import Run
from pipeline.stages.table_files import parquet_bytes

LEAD = (
    (
        "Alleen voor het team: hier staan afzonderlijke tafels, intervallen en toetsen. Niets "
        "hiervan gaat naar buiten."
    ),
    (
        "Twee onzekerheden blijven apart: die van het coderen (wie codeerde, hoe goed stemmen "
        "zij overeen) en die van de keuze van tafels. Een telling over met de hand gecodeerde "
        "tafels is een telling en heeft geen interval."
    ),
)


def append(run: Run) -> None:
    """Codings to measures, contrasts, pairs and patterns with their uncertainty, for the team."""
    coder = run.records["coder"] or MODEL
    source = "mens" if run.records["coder"] else MODEL
    basis = find_basis(
        run.table(Segments), run.table(Codings), run.table(Participants), run.codebook,
        coder=coder, source=source, least_heard=LEAST_HEARD,
    )  # fmt: skip
    if not basis.tables:
        _append_estimates(run)
        return
    run.progress("Bijlage rekenen", 0, 1)
    made = dict(run.store.remember("bijlage", _parts(run), partial(make_tables, run, basis)))
    patterns = check(made["Patterns"], Patterns)
    cards, edits = cards_of(run, patterns)
    made["Cards"] = cards
    for name, table in made.items():
        if name in FILES:
            lean = table.drop(columns="segment_ids", errors="ignore")
            run.files[f"besloten/bijlage/{FILES[name]}.csv"] = team_csv(lean)
    joined = cards.merge(patterns.drop(columns="statement"), on="pattern_id", how="left")
    run.files["besloten/bijlage/patronen.csv"] = team_csv(joined)
    run.records |= {"patterns": patterns, "cards": cards, "card_edits": edits}
    lead = LEAD if run.records["coder"] else (*LEAD, _BY_MODEL.format(coded=said_coded(run)))
    run.files["besloten/bijlage.html"] = render_page(
        _title(run), lead, _chapters(run, made, patterns), read_style(run.settings.house_style),
        sessions=only_sessions(run),
    )  # fmt: skip
    run.progress("Bijlage rekenen", 1, 1)


def _append_estimates(run: Run) -> None:
    """Write what a first few codes allow: no table can be counted yet, but shares can be estimated."""
    chapters, lead = [], [*LEAD, _NOTHING]
    if run.records["coder"]:
        made = dict(run.store.remember("bijlage", _parts(run), lambda: make_estimates(run)))
        chapters, lead = [_estimates_chapter(run, made)], [*LEAD, _TOO_FEW]
        for name, table in made.items():
            run.files[f"besloten/bijlage/{FILES[name]}.csv"] = team_csv(table)
    style = read_style(run.settings.house_style)
    run.files["besloten/bijlage.html"] = render_page(
        _title(run), lead, chapters, style, sessions=only_sessions(run)
    )


FILES = {
    "Measures": "maten",
    "KindMeasures": "maten-per-soort",
    "Shares": "aandeel-per-tafel",
    "Facets": "aandeel-per-kenmerk",
    "Contexts": "waardering-per-kenmerk",
    "Pairs": "samenhang",
    "Contrasts": "verschillen",
    "Words": "typische-woorden",
    "Saturation": "verzadiging",
    "Estimates": "schattingen",
    "Needed": "nodig-codeerwerk",
}
_BY_MODEL = (
    "Deze studie is {coded}: alles hieronder rust op voorstellen van het model, is niet "
    "gecorrigeerd en mag niet naar buiten."
)
_TOO_FEW = (
    "Van geen tafel is de helft of meer gecodeerd; tellingen over tafels kunnen nog niet. Hieronder "
    "staat wat er uit het gecodeerde deel te schatten is."
)
_NOTHING = "Van wat in verslagen en transcripten staat is nog niets gecodeerd; er kan niets worden geschat."


def _title(run: Run) -> str:
    return f"Bijlage voor het team: {run.settings.title}"


def _parts(run: Run) -> list[str]:
    tables = (Segments, Codings, DialogueTables, Participants)
    digests = {table.__name__: parquet_bytes(run.table(table)).hex() for table in tables}
    rules, proof = run.settings.rules, read_proof(run)
    settings = [run.settings.seed, run.settings.stands_for, run.settings.min_tables, vars(rules)]
    parts = {
        "codebook": [vars(code) for code in run.codebook.codes],
        "language": run.records["language"],
        "periods": [vars(period) for period in run.records["periods"]],
        "settings": settings,
        "coder": run.records["coder"],
        "proof": vars(proof) if proof else None,
    }
    return [digest_of(digests), digest_of(parts), code_digest()]


def _chapters(
    run: Run, made: Mapping[str, pd.DataFrame], patterns: DataFrame[Patterns]
) -> list[Chapter]:
    """Return the page's chapters: every table with a sentence on what it may be used for."""
    book = run.codebook
    shares = made["Shares"].set_index("table_id")
    contexts = check(made["Contexts"], Findings)
    cards = card_table(patterns, check(made["Cards"], Cards), exceptions_of(run, patterns))
    return [
        Chapter("Patronen met wat ertegen spreekt", [cards]),
        Chapter("Hoeveel ruimte elk thema krijgt", room_tables(check(made["Measures"], Measures), book)),
        Chapter(
            "Per soort tafel, leeftijd, sector en periode",
            facet_tables(made["Facets"], book),
        ),
        Chapter(
            "Per fase, over de casus of algemener, en over de tafel zelf",
            [*recorded_tables(contexts, book), not_recorded(run.table(DialogueTables), contexts)],
        ),
        Chapter("Gezin en professionals, en andere verschillen",
                contrast_tables_of(check(made["Contrasts"], Contrasts), book), CONTRAST_NOTE),
        Chapter("Wat samengaat", pair_tables(check(made["Pairs"], Pairs), book)),
        Chapter("Woorden", [word_table(check(made["Words"], TypicalWords))]),
        _estimates_chapter(run, made),
        Chapter("Verzadiging", [saturation_table(made["Saturation"])]),
        Chapter("Per tafel", [share_matrix(shares, book)]),
    ]  # fmt: skip


def _estimates_chapter(run: Run, made: Mapping[str, pd.DataFrame]) -> Chapter:
    """Return the estimates side by side; of a study coded by hand from end to end none is needed."""
    book, stands_for = run.codebook, run.settings.stands_for
    estimates = check(made["Estimates"], Estimates)
    wholly = bool(estimates.empty or (estimates["method"] == "telling").any())
    tables = []
    if stands_for or not wholly:
        tables = estimate_tables(estimates, book, stands_for=stands_for)
        tables.append(needed_table(made["Needed"], book, width=WIDTH))
    proof = read_proof(run)
    note = f"{_BASIS[wholly]} {proof.sentence if proof else UNTESTED}" if tables else _BASIS[wholly]
    return Chapter("Schattingen", tables, note)


_BASIS = {
    True: "Alles is met de hand gecodeerd: binnen deze tafels is een aandeel een telling.",
    False: (
        "Niet alles is met de hand gecodeerd. Hieronder staat naast elkaar wat de handcodes, het "
        "model en hun combinatie zeggen; 'gebruikt' is wat de studie mag gebruiken."
    ),
}
