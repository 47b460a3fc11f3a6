"""Stages that make the smaller sheets: per table a casusprofiel, per theme and group a factsheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from pipeline.domain.errors import InputError
from pipeline.domain.tables import (
    Actions,
    Codings,
    DialogueTables,
    Evidence,
    Findings,
    Participants,
    Released,
    Segments,
)
from pipeline.files.atomic import file_digest
from pipeline.files.names import file_name
from pipeline.provenance import code_digest, digest_of
from pipeline.release.factsheet import (
    Factsheet,
    compose_case_profile,
    compose_factsheet,
    compose_theme_sheet,
    render_docx,
    render_pdf,
)
from pipeline.release.figures import DrawnFigure
from pipeline.release.statements import findings_in_words
from pipeline.release.texts import Texts
from pipeline.stages import counting
from pipeline.stages.coders import said_coded
from pipeline.stages.quotes import translations_of
from pipeline.stages.run import Run
from pipeline.stages.sheets import sheet_texts
from pipeline.stages.withheld import Withheld, withheld_of

PROFILE_TEXTS: dict[str, tuple[str, ...]] = {
    "besloten": (),
    "geen_thema": (),
    "niet_gehoord": ("wie",),
    "alleen_verslag": (),
    "geen_stemmen": (),
    "colofon": (),
    "colofon_samen": (),
    "voorstel": (),
}
# The fields of each sentence, which the composers fill in row by row.
THEME_TEXTS = {
    "thema_speelt": ("n", "van", "thema"),
    "thema_in_woorden": ("thema",),
    "onderdeel": ("n", "van", "thema"),
    "groep": ("groep", "n", "van"),
}


def profile(run: Run) -> None:
    """Every table to its casusprofiel, which stays inside."""
    tables = list(run.table(DialogueTables)["table_id"])
    translated, kept_back = translations_of(run), withheld_of(run.settings)
    for done, table_id in enumerate(tables, start=1):
        sheet = case_profile(run, table_id, translated, kept_back)
        render(run, sheet, f"besloten/casusprofielen/{file_name(table_id)}")
        run.progress("Casusprofielen maken", done, len(tables))


def case_profile(
    run: Run, table_id: str, translated: Mapping[str, str], kept_back: Withheld
) -> Factsheet:
    """Return the casusprofiel of one table, without what its people asked not to use."""
    return compose_case_profile(
        table_id,
        dialogue_tables=run.table(DialogueTables),
        participants=run.table(Participants),
        segments=run.table(Segments),
        evidence=kept_back.evidence(run.table(Evidence)),
        actions=kept_back.shown_actions(run.table(Actions)),
        codebook=run.codebook,
        texts=_profile_texts(run, table_id),
        by_people=bool(run.records["coder"]),
        translations=translated,
        not_quoted=kept_back.not_quoted(run.table(Evidence)),
    )


def themes(run: Run) -> None:
    """Every theme to a factsheet over all tables; of what no person coded there is none."""
    sheets = theme_sheets(run)
    for done, (name, sheet) in enumerate(sheets.items(), start=1):
        render(run, sheet, f"{run.place}/factsheets/{name}")
        run.progress("Factsheets per thema maken", done, len(sheets))


def theme_sheets(run: Run) -> dict[str, Factsheet]:
    """Return the factsheet of every theme, by the name of its file."""
    if not run.records["coder"]:
        return {}
    texts: Texts = run.records["texts"]
    words = _with_fields(texts, "themablad", THEME_TEXTS)
    groups = {f"groep_{group}": name for group, name in texts.part("groepen_begin").items()}
    subtitle = texts.fill("themablad", "subtitel", titel=run.settings.title)
    given = sheet_texts(run, texts) | words | groups | {"subtitel": subtitle}
    return {
        f"thema-{file_name(theme.id)}": compose_theme_sheet(
            theme.id,
            texts=given,
            codebook=run.codebook,
            released=run.table(Released),
            unknowns=run.records["unknowns"],
            made=run.records["made"],
            min_tables=run.settings.min_tables,
            words_only=run.records["words_only"],
            concept=run.concept,
            findings=run.table(Findings),
        )
        for theme in run.codebook.themes
    }


def _with_fields(texts: Texts, part: str, names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return sentences whose fields are still open; a field that is not known is told by its line."""
    return {
        name: texts.fill(part, name, **{field: f"{{{field}}}" for field in fields})
        for name, fields in names.items()
    }


def _profile_texts(run: Run, table_id: str) -> dict[str, str]:
    texts: Texts = run.records["texts"]
    words = _with_fields(texts, "casusprofiel", PROFILE_TEXTS)
    source = texts.fill(
        "casusprofiel", "herkomst", tafel=table_id, titel=run.settings.title, reeks=said_coded(run)
    )
    return words | {"intro": texts.fill("factsheet", "intro"), "herkomst": source}


def groups(run: Run) -> None:
    """Every group of tables that the study names to a factsheet in words."""
    for name, sheet in group_sheets(run).items():
        render(run, sheet, f"{run.place}/factsheets/{name}")


def group_sheets(run: Run) -> dict[str, Factsheet]:
    """Return the factsheet of every group of tables that the study names, by the name of its file.

    Never with counts, however many tables: the counts of two groups that differ by one table would
    tell what that one table said.
    """
    if not run.records["coder"]:
        return {}
    sheets = {}
    for title, table_ids in run.settings.sheets.items():
        own = _only(run, title, table_ids)
        texts: Texts = run.records["texts"]
        sheets[file_name(title)] = compose_factsheet(
            title=title,
            texts=sheet_texts(own, texts),
            codebook=run.codebook,
            released=run.table(Released),
            key_findings=findings_in_words(
                own.table(Findings), run.codebook, texts, min_tables=run.settings.min_tables
            ),
            unknowns=(texts.fill("niet_weten", "steekproef"),),
            min_tables=run.settings.min_tables,
            words_only=True,
            concept=run.concept,
            findings=own.table(Findings),
            made=run.records["made"],
        )
    return sheets


def _only(run: Run, title: str, table_ids: Collection[str]) -> Run:
    """Return a run of some of the tables, counted anew.

    Raises:
        InputError: naming the tables that this study does not have.
    """
    known = set(run.table(DialogueTables)["table_id"])
    missing = [table_id for table_id in table_ids if table_id not in known]
    if missing:
        raise InputError(
            f"{run.settings.path.name}, factsheets, '{title}': de tafels {', '.join(missing)} zijn er "
            "niet. Kijk de namen na met: dialoogtafel inlezen STUDIE"
        )
    own = replace(run, tables=dict(run.tables), records=dict(run.records))
    for schema in (DialogueTables, Participants, Segments):
        table = run.table(schema)
        own.put(table[table["table_id"].isin(list(table_ids))], schema)
    held = run.table(Codings)["segment_id"].isin(own.table(Segments)["segment_id"])
    own.put(run.table(Codings)[held], Codings)
    counting.count(own)
    own.records["words_only"] = True
    return own


def render(run: Run, sheet: Factsheet, place: str) -> None:
    """Put a sheet in both forms at a place."""
    for form, content in render_sheet(run, sheet).items():
        run.files[f"{place}.{form}"] = content


def render_sheet(
    run: Run, sheet: Factsheet, figures: Mapping[str, DrawnFigure] | None = None
) -> dict[str, bytes]:
    """Return a sheet in both forms, from the cache where nothing on it has changed."""
    pictures = figures or {}
    sheet = replace(sheet, sessions=sheet.sessions or run.records["texts"].sessions)
    parts = [
        digest_of({"sheet": repr(sheet)}),
        *(digest_of({"svg": one.svg.decode()}) for one in pictures.values()),
        file_digest(run.settings.house_style),
        code_digest(),
    ]
    style = run.records["style"]
    return run.store.remember_files(
        "blad",
        parts,
        lambda: {
            "docx": render_docx(sheet, pictures, style), "pdf": render_pdf(sheet, pictures, style),
        },
    )  # fmt: skip
