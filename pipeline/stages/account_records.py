"""The records of a study, from its files and workbooks, in; the facts that its checklists take, out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Documents,
    NewSubcodes,
    Participants,
    Released,
    Segments,
    check,
)
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.domain.wording import plural
from pipeline.domain.yamltext import read_yaml
from pipeline.exchange.decision_sheets import read_book, typed_rows
from pipeline.exchange.matrix_sheet import FILE as MATRIX_FILE
from pipeline.exchange.matrix_sheet import read_matrix_notes
from pipeline.exchange.pattern_sheet import FILE as PATTERN_FILE
from pipeline.exchange.quote_sheet import FILE as QUOTE_FILE
from pipeline.exchange.quote_sheet import read_quote_decisions
from pipeline.exchange.reply_sheet import FILE as REPLY_FILE
from pipeline.exchange.reply_sheet import NEEDED as REPLY_COLUMNS
from pipeline.exchange.reply_sheet import REPLIES, REPLY, open_objections
from pipeline.exchange.reply_sheet import SHEET as REPLY_SHEET
from pipeline.exchange.reply_sheet import TABLE as REPLY_TABLE
from pipeline.files.atomic import file_digest
from pipeline.intake.consent import Consent, count_consents
from pipeline.intake.meta import TableMeta, meta_file, read_meta
from pipeline.intake.privacy.screening import open_findings
from pipeline.provenance import versions
from pipeline.release.accountability import facts
from pipeline.release.accountability.facts import Decided, Reported
from pipeline.release.disclosure import attack, level_derivations
from pipeline.stages import decisions, figures, sheets
from pipeline.stages.coders import statement_series
from pipeline.stages.outputs import basis_of
from pipeline.stages.quality_stored import FOLDER as QUALITY
from pipeline.stages.release_record import PLACE, read_release
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder
from pipeline.stages.withdrawn import folders_of, withdrawals_of
from pipeline.store import read_run, read_table

DECIDED = ("vrijgeven", "parafrase", "nee")  # of a quote
SOFTWARE = ("spacy", "HanTa", "scikit-learn", "pandas")  # that a reader of a method asks for


def complete(run: Run) -> None:
    """Add to a reopened run what accountability needs: documents, privacy, released counts, agreement."""
    work = run.store.folder / "werk"
    run.put(read_table(work / "documenten.parquet"), Documents)
    run.put(read_table(work / "privacy.parquet"), PrivacyFindings)
    run.records["words_only"] = len(run.table(DialogueTables)) < run.settings.words_below
    for stage in (figures.release, figures.act, sheets.agree):
        stage(run)


def metas_of(run: Run) -> list[TableMeta]:
    """Return what meta.yaml says of every table that did not withdraw."""
    if "metas" not in run.records:
        themes = [code.id for code in run.codebook.codes if code.is_theme]
        run.records["metas"] = [
            read_meta(folder, run.perspectives, themes) for folder in folders_of(run.settings)
        ]
    metas: list[TableMeta] = run.records["metas"]
    return metas


def facts_of(run: Run, *, team: bool) -> dict[str, str]:
    """Return every fact that a checklist may name; "" for what is not known.

    Without `team` a number of a few tables is not told.
    """
    least = 0 if team else run.settings.min_tables
    settings, tables = run.settings, run.table(DialogueTables)
    segments, coder = run.table(Segments), str(run.records["coder"] or "")
    consents = [person.consent for meta in metas_of(run) for person in meta.people]
    n = len(tables)
    return {
        "titel": settings.title,
        "studie": settings.study,
        "peildatum": settings.judged_on.isoformat(),
        "min_tafels": str(settings.min_tables),
        "woorden_onder": str(settings.words_below),
        "zaad": str(settings.seed),
        "staat_voor": settings.stands_for,
        "zonder_staat_voor": "" if settings.stands_for else facts.PRESENT,
        "in_woorden": facts.PRESENT if run.records["words_only"] else "",
        "met_aantallen": "" if run.records["words_only"] else facts.PRESENT,
        "alles_hier": "" if settings.texts_leave_for else facts.PRESENT,
        "buiten_adres": settings.texts_leave_for,
        "taalmodel": str(run.records["language"]),
        "zinsmodel": str(run.records["encoder"]["id"]),
        "software": _software(),
        "onderwerpen": _ran(run, "onderwerpen/onderwerpen.html"),
        **facts.table_facts(
            tables, run.table(Participants), _reported(run), min_tables=settings.min_tables, least=least
        ),
        **facts.document_facts(run.table(Documents), segments, n_tables=n, least=least),
        **facts.codebook_facts(run.codebook, digest=file_digest(settings.codebook)),
        **facts.coding_facts(
            run.table(Codings), segments, run.records["agreement"], run.codebook, leading=coder, least=least
        ),
        **_statement_facts(run, coder),
        **facts.saturation_facts(run.table(NewSubcodes), run.codebook),
        **facts.consent_facts(count_consents(consents), _ends(consents)),
        **facts.decision_facts(decided_of(run)),
        **facts.quality_facts(key_figures(run)),
        **facts.attack_facts(_attacked(run)),
        **_privacy(run),
    }  # fmt: skip


def decided_of(run: Run) -> Decided:
    """Return what people decided so far, in numbers."""
    home = decisions_folder(run.settings)
    book = read_book(home / REPLY_FILE)
    replies = typed_rows(book, REPLY_SHEET, REPLY_COLUMNS, REPLY_FILE)
    given = replies[REPLY].astype(str).str.strip().str.casefold()
    quotes = read_quote_decisions(read_book(home / QUOTE_FILE))["decision"]
    gone = withdrawals_of(run.settings)
    products = read_release(run.store.folder / PLACE).get("producten", [])
    return Decided(
        **_cards(run),
        cells=len(read_matrix_notes(read_book(home / MATRIX_FILE), {})),
        replies={word: int((given == word).sum()) for word in REPLIES},
        replying=int(replies.loc[given.isin(REPLIES), REPLY_TABLE].nunique()),
        unanswered=len(open_objections(book)),
        quotes={word: int((quotes == word).sum()) for word in DECIDED},
        withdrawn_tables=sum(not one.participant for one in gone),
        withdrawn_people=sum(bool(one.participant) for one in gone),
        released=[str(row["product"]) for row in products],
    )


def key_figures(run: Run) -> dict[str, float]:
    """Return the key figures that `modelkwaliteit` wrote, nothing where the team did not run it."""
    path = run.store.folder / QUALITY / "kerncijfers.csv"
    if not path.is_file():
        return {}
    table = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    values = pd.to_numeric(table["waarde"], errors="coerce")
    return {
        str(name): float(value)
        for name, value in zip(table["maat"], values, strict=True)
        if pd.notna(value)
    }


def _cards(run: Run) -> dict[str, int]:
    """Return how far the pattern cards are, nothing where the team made none."""
    if not (decisions_folder(run.settings) / PATTERN_FILE).is_file() or not run.records["coder"]:
        return {}
    patterns = decisions.patterns_of(run, basis_of(run))
    cards, _ = decisions.cards_of(run, patterns)
    against = {
        row["pattern_id"] for row in patterns.to_dict("records") if len(row["counter_table_ids"])
    }
    settled = cards[cards["status"] == "vastgesteld"]
    spoken = settled[settled["pattern_id"].isin(against)]
    return {
        "cards": len(patterns),
        "settled": len(settled),
        "with_counter": len(against),
        "answered": int(spoken["answered"].sum()),
    }


def _attacked(run: Run) -> pd.DataFrame | None:
    """Return the attempt to work blanked numbers out again, remembered for the same counts."""
    released = run.table(Released)
    if run.records["words_only"] or not run.records["coder"] or released.empty:
        return None
    minimum, levels = run.settings.min_tables, level_derivations(run.codebook)
    parts = [run.keys["findings"], str(minimum), file_digest(run.settings.codebook)]
    return run.store.remember(
        "aanval", parts, lambda: {"aanval": attack(released, min_tables=minimum, derivations=levels)}
    )["aanval"]  # fmt: skip


def _privacy(run: Run) -> dict[str, str]:
    found = run.table(PrivacyFindings)
    stands = open_findings(check(found, PrivacyFindings))
    told: Mapping[str, list[str]] = read_run(run.store.folder).get("samenvatting", {})
    held, refused = len(told.get("tegengehouden", [])), len(told.get("geweigerd", []))
    documents = plural(held, "document", "documenten")
    said = f"{plural(len(found), 'mogelijke vondst', 'mogelijke vondsten')}, waarvan {len(stands)} nog te beoordelen; "
    said += f"{documents} tegengehouden"
    out = f"{documents} om privacy, {refused} niet te lezen"
    return {"privacy": said, "tegengehouden": out}


def _reported(run: Run) -> Reported:
    """Return how long and in what form tables met, where meta.yaml says so."""
    minutes, forms = [], []
    for folder in folders_of(run.settings):
        path = meta_file(folder)
        values = read_yaml(path).values if path else {}
        length, form = values.get("duur_minuten"), values.get("vorm")
        if isinstance(length, int | float) and not isinstance(length, bool) and length > 0:
            minutes.append(float(length))
        if isinstance(form, str) and form.strip():
            forms.append(form.strip())
    return Reported(minutes, forms)


def _ends(consents: list[Consent]) -> list[str]:
    return [one.until for one in consents if one.until]


def _ran(run: Run, page: str) -> str:
    return facts.PRESENT if (run.store.folder / page).is_file() else ""


def _software() -> str:
    known = versions()
    used = [f"{name} {known[name]}" for name in SOFTWARE if name in known]
    return f"dialoogtafels {known['dialoogtafels']} (Python {known['python']}; {', '.join(used)})"


def _statement_facts(run: Run, coder: str) -> dict[str, str]:
    """Return what people coded of statements, and that this is all where `coder` is ""."""
    series = statement_series(run)
    only = bool(series.judged) and not coder
    found = {
        "uitspraken_gecodeerd": f"{series.share}, {series.names}" if series.judged else "",
        "alleen_uitspraken": facts.PRESENT if only else "",
    }
    return found | ({"zonder_codeur": ""} if only else {})
