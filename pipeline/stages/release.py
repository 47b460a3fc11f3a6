"""Concepts to products that may leave: made, checked, put before a person, and only then put in place."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.errors import UsageError
from pipeline.domain.tables import Findings, Quarantine, Released, check
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.sentence_sheet import FILE as SENTENCE_FILE
from pipeline.exchange.sentence_sheet import (
    NO,
    YES,
    SentenceDecision,
    read_sentence_decisions,
    sentence_book,
)
from pipeline.release.comparison import compare_releases
from pipeline.release.disclosure import attack, level_derivations
from pipeline.release.factsheet import Factsheet, check_counts, read_counts
from pipeline.release.factsheet.sentences import keep_sentences, sentences_of
from pipeline.release.factsheet.trace import HOLDS
from pipeline.release.report import counts_on_page
from pipeline.release.session_headings import headings_of_tables
from pipeline.release.signoff import (
    ProductFacts,
    StudyFacts,
    checks_for,
)
from pipeline.stages import decks, figures, leaflets, mirror, sheets, table_files
from pipeline.stages.feedback_replies import objections
from pipeline.stages.quotes import Voices, voices_of
from pipeline.stages.release_record import (
    ACTIONS_FOLDER,
    COUNTS_FOLDER,
    PLACE,
    QUOTING,
    Product,
    digest_of_files,
)
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder
from pipeline.stages.session_release import (
    Offer,
    in_csv,
    of_people,
    offers_of,
    on_page,
    people_facts,
    report_sections,
    report_sentences,
)
from pipeline.stages.table_files import name_columns
from pipeline.store import read_table

DECK = "presentatie"
FAMILIES = {"figuren": "figuur-", "tabellen": "tabel-", "factsheets": "factsheet"}


@dataclass
class Plan:
    """The sheets of one release before they are made, and what people decided of their sentences."""

    run: Run
    chosen: list[str]
    sheets: dict[str, Factsheet] = field(default_factory=dict)  # product to sheet
    in_words: dict[str, tuple[str, ...]] = field(default_factory=dict)  # product to its sentences
    decisions: dict[str, SentenceDecision] = field(default_factory=dict)
    offers: dict[str, Offer] = field(
        default_factory=dict
    )  # product of dialoogsessies to what it is

    @property
    def undecided(self) -> list[str]:
        """Return the sentences that no person decided on yet, in order of the products."""
        every = dict.fromkeys(one for said in self.in_words.values() for one in said)
        return [one for one in every if one not in self.decisions]


def plan_release(run: Run, wanted: Sequence[str]) -> Plan:
    """Return what would be made of the products that were asked for; none named is all of them.

    Raises:
        UsageError: naming the products there are, when another one was asked for.
    """
    words_only = bool(run.records["words_only"])
    figures.draw(run)
    table_files.tabulate_released(run)
    quoted = voices_of(run, [one.code for one in run.records["key"]])
    run.records |= {"voices": quoted.voices, "quoted": quoted}
    all_sheets = {"factsheet": sheets.study_sheet(run)}
    themes, groups = leaflets.theme_sheets(run), leaflets.group_sheets(run)
    all_sheets |= {f"factsheet-{name}": sheet for name, sheet in {**themes, **groups}.items()}
    mirrors = mirror.mirror_sheets(run)
    all_sheets |= mirrors
    names = [*all_sheets, "rapport", *sorted({_product_of(path) for path in run.files})]
    names += [DECK] if run.records["figures"] else []
    offers = offers_of(run)
    plan = Plan(run, _choose([*names, *offers], wanted or _by_itself(run, names, offers)))
    plan.offers = {name: offer for name, offer in offers.items() if name in plan.chosen}
    plan.sheets = {name: sheet for name, sheet in all_sheets.items() if name in plan.chosen}
    told = {f"factsheet-{name}" for name in groups} | (set(all_sheets) if words_only else set())
    told |= set(mirrors) if mirror.in_words(run) else set()
    plan.in_words = {
        name: sentences_of(sheet) for name, sheet in plan.sheets.items() if name in told
    }
    if words_only and "rapport" in plan.chosen:
        plan.in_words["rapport"] = tuple(one.statement for one in run.records["key"])
    if run.records["session_views"] and "rapport" in plan.chosen:
        plan.in_words["rapport"] = plan.in_words.get("rapport", ()) + report_sentences(run)
    plan.in_words |= {name: offer.sentences for name, offer in plan.offers.items()}
    plan.decisions = read_sentence_decisions(read_book(sentence_file(run)))
    return plan


def _by_itself(run: Run, names: Sequence[str], offers: Mapping[str, Offer]) -> list[str]:
    """Return what is made when nothing is named: of sessions that nobody coded, what people chose."""
    if offers and not run.records["coder"]:
        return [*(name for name in names if name == "rapport"), *offers]
    return [*names, *offers]


def _choose(names: Sequence[str], wanted: Sequence[str]) -> list[str]:
    chosen: list[str] = []
    for one in wanted or names:
        start = FAMILIES.get(one)
        fits = [name for name in names if name == one or (start and name.startswith(start))]
        if not fits:
            raise UsageError(
                f"Het product '{one}' is er niet. Er zijn: {', '.join(names)}; of een soort: "
                f"{', '.join(FAMILIES)}."
            )
        chosen += fits
    return list(dict.fromkeys(chosen))


def _product_of(path: str) -> str:
    """Return the product that a file of figures or tables belongs to."""
    kind, name = Path(path).parts[-2:]
    return f"{'figuur' if kind == 'figuren' else 'tabel'}-{Path(name).stem}"


def decide_sentences(plan: Plan, answers: Mapping[str, bool], *, by: str, on: str) -> None:
    """Write what a person decided on sentences in the workbook, and take it into the plan."""
    path = sentence_file(plan.run)
    plan.decisions |= {
        sentence: SentenceDecision(sentence, YES if answer else NO, by, on)
        for sentence, answer in answers.items()
    }
    where: dict[str, list[str]] = {}
    for name, said in plan.in_words.items():
        for sentence in said:
            where.setdefault(sentence, []).append(name)
    if where:
        shown = {sentence: ", ".join(names) for sentence, names in where.items()}
        write_book(path, sentence_book(shown, plan.decisions), read_book(path))


def make_products(plan: Plan) -> list[Product]:
    """Return the chosen products as they would leave, each with its checks."""
    run = plan.run
    study = study_facts(run)
    released = {one for one, decided in plan.decisions.items() if decided.decision == YES}
    lead = run.records["texts"].fill("factsheet", "geen_bevindingen")
    made: dict[str, dict[str, bytes]] = {name: {} for name in plan.chosen}
    for name, sheet in plan.sheets.items():
        kept = keep_sentences(sheet, released, lead=lead) if name in plan.in_words else sheet
        made[name] = _rendered(run, name, kept)
    if "rapport" in made:
        if "rapport" in plan.in_words:
            key = [one for one in run.records["key"] if one.statement in released]
            run.records["key"] = key
        if run.records["session_views"]:
            report_sections(run, released)
        sheets.report(run)
        made["rapport"] = {"rapport.html": run.files["vrijgave/rapport.html"]}
    if DECK in made:
        made[DECK] = {decks.FILE: decks.deck_of(run)}
    for name, offer in plan.offers.items():
        made[name] = offer.files(released)
    for path, content in run.files.items():
        name = _product_of(path) if path.count("/") > 1 else ""
        if name in made:
            made[name][path.removeprefix(f"{PLACE}/")] = content
    named = {name: name_columns(run, files) for name, files in made.items()}
    return [_checked(plan, name, files, study) for name, files in named.items()]


def _rendered(run: Run, name: str, sheet: Factsheet) -> dict[str, bytes]:
    if name == "factsheet":
        return sheets.render_study_sheet(run, sheet)
    place = f"factsheets/{name.removeprefix('factsheet-')}"
    if name in mirror.products(run):
        place = f"{mirror.NAME}/{name}"
    return {
        f"{place}.{form}": content for form, content in leaflets.render_sheet(run, sheet).items()
    }


def _checked(plan: Plan, name: str, files: Mapping[str, bytes], study: StudyFacts) -> Product:
    run, said = plan.run, plan.in_words.get(name)
    every, typed = _shown(run, name, files, study)
    offer, parted = plan.offers.get(name), of_people(every)
    counts_people = offer is not None or bool(name == "rapport" and run.records["session_views"])
    quoted: Voices | None = run.records["quoted"] if name == QUOTING else None
    facts = ProductFacts(
        name=name,
        digest=digest_of_files(files),
        shown=parted[False],
        people_shown=parted[True] if counts_people else None,
        coded=offer is None and not (counts_people and not run.records["coder"]),
        other_studies=offer.other_studies if offer else 0,
        n_sentences=len(said or ()),
        n_sentences_released=sum(one in plan.decisions for one in said or ()),
        typed_numbers=typed,
        n_quotes=quoted.n_quotes if quoted else 0,
        quote_doubts=quoted.n_doubts if quoted else 0,
        untranslated=quoted.n_untranslated if quoted else 0,
    )
    words_only = said is not None and offer is None and (study.words_only or name != "rapport")
    checks = checks_for(facts, replace(study, words_only=words_only))
    return Product(name, files, facts, checks)


def _shown(
    run: Run, name: str, files: Mapping[str, bytes], study: StudyFacts
) -> tuple[pd.DataFrame, int]:
    """Return the counts that a product shows, read from its own files, and how many do not hold."""
    tables, wrong = [], 0
    known: Any = run.table(Findings)
    if study.people is not None:
        known = pd.concat([known, study.people.counts], ignore_index=True)
    for path, content in files.items():
        if path.endswith(".docx"):
            counts = check_counts(read_counts(content), known)
            wrong += int((counts["verdict"] != HOLDS).sum())
            tables.append(_on_paper(counts))
        elif path.endswith(".csv"):
            tables.append(_in_csv(content))
        elif path.endswith(".html"):
            tables += [counts_on_page(content, run.table(Released)), on_page(content)]
    if name == DECK:
        tables += [_in_csv(figure.csv) for figure in run.records["figures"].values()]
    shown = pd.concat(tables) if tables else pd.DataFrame(columns=list(_CSV))
    return shown.astype({"n_tables": "Int64"}), wrong


_CSV = {"finding_id": "bevinding", "n_tables": "tafels", "of_tables": "van_tafels"}


def _in_csv(content: bytes) -> pd.DataFrame:
    table = pd.read_csv(io.BytesIO(headings_of_tables(content)), sep=";", encoding="utf-8-sig")
    people = in_csv(table)
    if people is not None:
        return people
    if not set(_CSV.values()) <= set(table.columns):
        return pd.DataFrame(columns=list(_CSV))  # counts no tables: themes of statements
    return pd.DataFrame({own: table[dutch] for own, dutch in _CSV.items()})


def _on_paper(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the first number of every count that is tied to a finding; a blank has none."""
    tied = counts[counts["finding_id"] != ""]
    blank = tied["shown"].str.contains("<", regex=False)
    first = tied["shown"].str.extract(r"(\d+)", expand=False).mask(blank)
    numbers = pd.to_numeric(first)
    return pd.DataFrame({"finding_id": tied["finding_id"], "n_tables": numbers, "of_tables": pd.NA})


def study_facts(run: Run) -> StudyFacts:
    """Return what holds for every product of one release."""
    settings, words_only = run.settings, bool(run.records["words_only"])
    facts = StudyFacts(
        coded_by_people=bool(run.records["coder"]),
        words_only=words_only,
        min_tables=settings.min_tables,
        open_privacy_findings=int((run.table(Quarantine)["niveau"] == "hard").sum()),
        open_objections=objections(settings),
        people=people_facts(run),
    )
    if words_only:
        return facts
    levels = level_derivations(run.codebook)
    released: Any = pd.concat(
        [run.table(Released), run.records["released_actions"]], ignore_index=True
    )
    found = attack(released, min_tables=settings.min_tables, derivations=levels)
    previous, compared = _hardest_before(run)
    return replace(
        facts,
        released=released,
        derivations=levels,
        attacked=found,
        previous=previous,
        compared=compared,
    )


def _hardest_before(run: Run) -> tuple[Any, pd.DataFrame | None]:
    """Return, of all earlier releases, the one beside which this one gives most away."""
    hardest: tuple[Any, pd.DataFrame | None] = (None, None)
    for path in sorted((decisions_folder(run.settings) / COUNTS_FOLDER).glob("*.parquet")):
        before: Any = check(read_table(path), Released)
        now: Any = run.table(Released)
        actions = path.parent / ACTIONS_FOLDER / path.name
        if actions.is_file():  # a release of before verbeteracties were kept has none
            before = pd.concat([before, read_table(actions)], ignore_index=True)
            now = pd.concat([now, run.records["released_actions"]], ignore_index=True)
        if before.equals(now):
            found = compare_releases(before, before, min_tables=run.settings.min_tables).head(0)
        else:
            found = compare_releases(before, now, min_tables=run.settings.min_tables)
        if hardest[1] is None or len(found) > len(hardest[1]):
            hardest = (before, found)
    return hardest


def sentence_file(run: Run) -> Path:
    """Return where decisions on sentences of this study are kept."""
    return decisions_folder(run.settings) / SENTENCE_FILE
