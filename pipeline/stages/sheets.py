"""Stages that put findings in words and on paper: the factsheet, and both editions of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.agreement import agreement_by_code
from pipeline.domain.tables import (
    Actions,
    CodingProblems,
    Codings,
    DialogueTables,
    Findings,
    Notices,
    Participants,
    Patterns,
    Quarantine,
    Released,
    Segments,
    check,
)
from pipeline.domain.wording import NOT_RECORDED, enumerate_words, plural
from pipeline.files.atomic import file_digest
from pipeline.provenance import code_digest, digest_of, versions
from pipeline.release.coarsening import coarse_date, coarsest_needed, places_shown
from pipeline.release.factsheet import (
    Factsheet,
    compose_factsheet,
    render_docx,
    render_pdf,
    say_actions,
)
from pipeline.release.report import ReportContent, TeamContent, TeamTable, render_report
from pipeline.release.statements import (
    basis_line,
    findings_in_words,
    key_findings,
    unknowns,
)
from pipeline.release.texts import Texts
from pipeline.stages.coders import said_coded, said_uncoded, statement_series
from pipeline.stages.quality_stored import stored_quality
from pipeline.stages.quotes import translations_of
from pipeline.stages.run import Run
from pipeline.stages.shown import may_be_shown, not_shown, shown_segments

OVERVIEW, SUBCODES = "waardering", "subcodes"  # figures
AGREEMENT_NOTE = (
    "Krippendorffs alpha per thema (wel of niet gecodeerd), op dezelfde fragmenten. Vanaf 0,80 goed; "
    "onder 0,67 is de definitie te herzien. Tussen haakjes: 95%-interval over tafels."
)


def word(run: Run) -> None:
    """Released counts to sentences."""
    texts: Texts = run.records["texts"]
    released = run.table(Released)
    if run.records["words_only"]:
        key = findings_in_words(
            run.table(Findings), run.codebook, texts, min_tables=run.settings.min_tables
        )
    else:
        key = key_findings(released, run.codebook, texts)
    run.records |= {
        "key": key if run.records["coder"] else [],
        "basis": basis_line(
            texts,
            title=run.settings.title,
            coded=said_coded(run),
            version=run.codebook.version,
        ),
        "unknowns": _left_out(run, texts)
        + unknowns(
            released,
            texts,
            n_tables=len(run.table(DialogueTables)),
            uncoded="" if run.records["coder"] else said_uncoded(run, "niet_weten"),
            words_only=run.records["words_only"],
            min_tables=run.settings.min_tables,
        ),
        "made": _made(run, texts),
    }


def _left_out(run: Run, texts: Texts) -> list[str]:
    """Return how many documents did not take part, where there are any."""
    quarantine = run.table(Quarantine)
    out = quarantine[quarantine["niveau"] != "zacht"].drop_duplicates(["table_id", "document"])
    if out.empty:
        return []
    documents = plural(len(out), "document", "documenten")
    tables = plural(out["table_id"].nunique(), *units_of(texts)).replace("dialoog", "")
    return [texts.fill("niet_weten", "ontbreekt", documenten=documents, tafels=tables)]


def agree(run: Run) -> None:
    """People's series to how well their coders agree, where two coded the same tables."""
    codings = run.table(Codings)
    series = sorted(codings.loc[codings["source"] == "mens", "coder"].unique())
    leading = run.records["coder"]
    others = [coder for coder in series if coder != leading]
    run.records["agreement"] = {
        other: agreement_by_code(codings, leading, other, run.codebook) for other in others
    }


def study_sheet(run: Run) -> Factsheet:
    """Return the factsheet of the study, from its sentences, counts and figures."""
    texts: Texts = run.records["texts"]
    sheet = compose_factsheet(
        title=run.settings.title,
        texts=sheet_texts(run, texts),
        codebook=run.codebook,
        released=run.table(Released),
        key_findings=run.records["key"],
        unknowns=run.records["unknowns"],
        min_tables=run.settings.min_tables,
        words_only=run.records["words_only"],
        concept=run.concept,
        findings=run.table(Findings),
        actions=_agreed(run, texts),
        basis=run.records["basis"],
        made=run.records["made"],
        overview=OVERVIEW if OVERVIEW in run.records["figures"] and run.records["coder"] else "",
        voices=run.records.get("voices", ()),
    )
    return replace(sheet, sessions=texts.sessions)


def compose(run: Run) -> None:
    """The study's factsheet to its two forms, editable and as PDF."""
    for name, content in render_study_sheet(run, study_sheet(run)).items():
        run.files[f"{run.place}/{name}"] = content


def render_study_sheet(run: Run, sheet: Factsheet) -> dict[str, bytes]:
    """Return both forms of the study's factsheet, from the cache where nothing on it has changed."""
    figures = run.records["figures"]
    parts = [
        digest_of({"sheet": repr(sheet)}),
        run.keys["findings"],
        file_digest(run.settings.house_style),
        code_digest(),
    ]

    def make() -> dict[str, bytes]:
        run.progress("Factsheet opmaken", 0, 2)
        docx = render_docx(sheet, figures, run.records["style"])
        run.progress("Factsheet opmaken", 1, 2)
        pdf = render_pdf(sheet, figures, run.records["style"])
        run.progress("Factsheet opmaken", 2, 2)
        return {"factsheet.docx": docx, "factsheet.pdf": pdf}

    return run.store.remember_files("factsheet", parts, make)


def _agreed(run: Run, texts: Texts) -> tuple[str, ...]:
    """Return at how many tables each group took something on; nothing for a study told in words."""
    if run.records["words_only"]:
        return ()
    return say_actions(run.records["action_counts"], texts)


def report(run: Run) -> None:
    """Everything to one page without words for release, and one with words for the team."""
    run.progress("Rapport schrijven", 0, 2)
    content = ReportContent(
        study=run.settings.study,
        title=run.settings.title,
        codebook=run.codebook,
        n_tables=len(run.table(DialogueTables)),
        released=run.table(Released),
        style=run.records["style"],
        key_findings=run.records["key"],
        unknowns=run.records["unknowns"],
        basis=run.records["basis"],
        min_tables=run.settings.min_tables,
        concept=run.concept,
        words_only=run.records["words_only"],
        lead=_lead(run),
        made=run.records["made"],
        figures=run.records["figures"],
        theme_figures=_theme_figures(run),
        sessions=run.records.get("session_sections", ()),
        of_sessions=run.records["texts"].sessions,
        provenance=_provenance(run),
        team=_team(run) if run.concept else None,
    )
    run.files[f"{run.place}/rapport.html"] = render_report(content, private=False).encode()
    run.progress("Rapport schrijven", 1, 2)
    if not run.concept:
        return
    run.files["besloten/rapport.html"] = render_report(content, private=True).encode()
    run.progress("Rapport schrijven", 2, 2)


def _theme_figures(run: Run) -> dict[str, tuple[str, ...]]:
    """Return the figures that belong on the page of a theme: that of its subcodes, where it is in it."""
    figure = run.records["figures"].get(SUBCODES)
    if figure is None:
        return {}
    released = run.table(Released)
    shown = released.loc[released["finding_id"].isin(figure.finding_ids), "code"]
    themes = {run.codebook.theme_of(code) for code in shown if code in run.codebook}
    return dict.fromkeys(sorted(themes), (SUBCODES,))


def _team(run: Run) -> TeamContent:
    """Return what only the team's edition shows."""
    return TeamContent(
        dialogue_tables=run.table(DialogueTables),
        participants=run.table(Participants),
        findings=run.table(Findings),
        segments=shown_segments(run),
        codings=run.table(Codings),
        figures={**run.records["figures"], **run.records["private_figures"]},
        agreement=_agreement_tables(run),
        quality=stored_quality(run),
        patterns=_patterns(run),
        actions=run.table(Actions),
        notices=run.table(Notices),
        quarantine=run.table(Quarantine),
        problems=run.table(CodingProblems),
        provenance=_provenance(run) | {"Woorden": not_shown(run) or "alle fragmenten met woorden"},
        translations=_shown_translations(run),
    )


def _shown_translations(run: Run) -> dict[str, str]:
    shown = set(run.table(Segments).loc[may_be_shown(run), "segment_id"])
    return {segment: words for segment, words in translations_of(run).items() if segment in shown}


def _patterns(run: Run) -> DataFrame[Patterns] | None:
    """Return the patterns with the words that researchers gave them, where they were made."""
    if "patterns" not in run.records:
        return None
    patterns: DataFrame[Patterns] = run.records["patterns"]
    said = run.records["cards"].set_index("pattern_id")["statement"]
    statements = patterns["pattern_id"].map(said).fillna(patterns["statement"])
    return check(patterns.assign(statement=statements), Patterns)


def _lead(run: Run) -> str:
    texts: Texts = run.records["texts"]
    if not run.records["coder"]:
        return said_uncoded(run, "factsheet")
    return texts.fill("factsheet", "in_woorden") if run.records["words_only"] else ""


def units_of(texts: Texts) -> tuple[str, str]:
    """Return what is counted, one and many."""
    return (
        ("dialoogsessie", "dialoogsessies") if texts.sessions else ("dialoogtafel", "dialoogtafels")
    )


def sheet_texts(run: Run, texts: Texts) -> dict[str, str]:
    """Return what a factsheet always says, filled in for this study."""
    tables = run.table(DialogueTables)
    n_tables = plural(len(tables), *units_of(texts))
    colofon = texts.fill("factsheet", "colofon", min_tafels=run.settings.min_tables)
    concept = texts.fill("factsheet", "concept") if run.concept else ""
    least = 1 if texts.sessions else run.settings.min_tables  # a session is nobody's family
    return {
        "subtitel": texts.fill(
            "factsheet", "subtitel" if len(tables) != 1 else "subtitel_een", tafels=n_tables
        ),
        "intro": texts.fill("factsheet", "intro"),
        "tafels": texts.fill(
            "factsheet",
            "tafels",
            tafels=n_tables,
            regio=_regions(tables["region"], least=least),
            periode=_span(list(tables["date"]), min_tables=run.settings.min_tables),
        ),
        "herkomst": run.records["basis"],
        "colofon": " ".join(filter(None, (colofon, concept))),
        "in_woorden": texts.fill("factsheet", "in_woorden"),
        "geen_bevindingen": texts.fill("factsheet", "geen_bevindingen")
        if run.records["coder"]
        else said_uncoded(run, "factsheet"),
        "geen_stemmen": texts.fill("factsheet", "geen_stemmen"),
    }


def _regions(regions: pd.Series[str], *, least: int) -> str:
    """Return where tables were held; a region of fewer than `least` tables is not named."""
    named, known = places_shown(regions, least=least), set(regions) - {""}
    if not named:
        return f"regio {'niet genoemd' if known else NOT_RECORDED}"
    return enumerate_words([*named, *(["elders"] if known - set(named) else [])])


def _span(dates: Sequence[str], *, min_tables: int) -> str:
    """Return from when to when the tables were held, so coarse that no date is of a few tables."""
    known = sorted(date for date in dates if date)
    if not known:
        return f"data {NOT_RECORDED}"
    step = coarsest_needed(known, min_tables=min_tables)
    first, last = (coarse_date(date, step=step) for date in (known[0], known[-1]))
    return first if first == last else f"{first} tot en met {last}"


def _made(run: Run, texts: Texts) -> list[str]:
    """Return how this was made, a sentence each."""
    coder = run.records["coder"]
    if not coder:
        return [said_uncoded(run, "factsheet")]
    said = [
        "" if run.records["words_only"] else texts.fill("hoe_gemaakt", "geteld"),
        texts.fill("hoe_gemaakt", "reeks", reeks=coder, versie=run.codebook.version),
    ]
    for table in run.records["agreement"].values():
        themes = table[table["code"].isin([theme.id for theme in run.codebook.themes])].dropna(
            subset=["alpha"]
        )
        if len(themes):
            alpha = f"{themes['alpha'].mean():.2f}".replace(".", ",")
            said.append(
                texts.fill(
                    "hoe_gemaakt", "overeenstemming", alpha=alpha, n=int(themes["n_tables"].max())
                )
            )
    return [one for one in (*said, texts.fill("hoe_gemaakt", "model")) if one]


def _agreement_tables(run: Run) -> list[TeamTable]:
    """Return how well the leading series and each other agree, as the report prints it."""
    return [
        TeamTable(
            title=f"Overeenstemming tussen reeks {run.records['coder']} en reeks {other}",
            note=AGREEMENT_NOTE,
            rows=_agreement_rows(table, run),
        )
        for other, table in run.records["agreement"].items()
    ]


def _agreement_rows(table: pd.DataFrame, run: Run) -> pd.DataFrame:
    shown = table[table["code"].isin([theme.id for theme in run.codebook.themes])]
    return pd.DataFrame(
        {
            "Thema": shown["code"].map(run.codebook.label),
            "Alpha": [_alpha(row) for _, row in shown.iterrows()],
            "Tafels": shown["n_tables"].astype(str),
        }
    )


def _alpha(row: pd.Series) -> str:
    if pd.isna(row["alpha"]):
        return "niet te schatten"
    figures = [f"{row[name]:.2f}".replace(".", ",") for name in ("alpha", "low", "high")]
    return f"{figures[0]} ({figures[1]} - {figures[2]})"


def _no_series(run: Run) -> str:
    series = statement_series(run)
    if not series.judged:
        return "geen; alleen voorstellen van het model"
    return f"alleen van uitspraken: {series.names} ({series.share})"


def _provenance(run: Run) -> dict[str, str]:
    """Return what the products rest on, in Dutch, without a date and without a path."""
    return {
        "Studie": run.settings.study,
        "Codeboek": f"{run.codebook.id}, versie {run.codebook.version}",
        "Reeks": run.records["coder"] or _no_series(run),
        "Taalmodel": run.records["language"],
        "Zinsmodel": run.records["encoder"]["id"],
        "Zaad": str(run.settings.seed),
        "Drempel": f"{run.settings.min_tables} {'sessies' if run.records['texts'].sessions else 'tafels'}",
        "Programma": f"dialoogtafels {versions()['dialoogtafels']}",
    }
