"""Words that may be quoted, to a workbook for people; what they released, to voices on a factsheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Evidence, Participants, Segments, check
from pipeline.domain.tables.quotes import FRISIAN, QuoteProposals, digest_of_words
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.quote_sheet import (
    FILE,
    quote_book,
    read_quote_decisions,
    read_translations,
)
from pipeline.files.atomic import write_bytes
from pipeline.release.factsheet import Voice
from pipeline.release.quotes import (
    doubts_of,
    propose_quotes,
    release_quotes,
    take_decisions,
    take_translations,
    untranslated,
)
from pipeline.release.recognition import SHARED_RUN, longest_shared_run
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder
from pipeline.stages.shown import may_be_shown
from pipeline.stages.withheld import withheld_of

SHOWN = 3  # proposals of a pattern at a time
EVERY = 10_000  # more than any pattern has
LEDGER = "vrijgaven/citaten.json"  # in the folder with decisions: which words left, of which table
SOMEONE = "Deelnemer"
UNTRANSLATED = "Fries, nog zonder vertaling."


@dataclass(frozen=True)
class UpdatedQuotes:
    """The workbook after an update: where it lies, whether it changed, and what it holds in numbers."""

    path: Path
    changed: bool
    counts: dict[str, int]


def all_proposals(run: Run) -> DataFrame[QuoteProposals]:
    """Return every quote that may be proposed, with what people decided so far.

    Nothing of what somebody at the table asked not to use.
    """
    proposals = propose_quotes(
        run.table(Evidence),
        run.table(Segments),
        run.table(Participants),
        min_tables=run.settings.min_tables,
        per_pattern=EVERY,
    )
    out = withheld_of(run.settings).not_quoted(run.table(Evidence))
    proposals = check(proposals[~proposals["segment_id"].isin(out)], QuoteProposals)
    book = read_book(decisions_folder(run.settings) / FILE)
    translated = take_translations(proposals, read_translations(book))
    return take_decisions(translated, read_quote_decisions(book))


def translations_of(run: Run) -> dict[str, str]:
    """Return by segment what a researcher made of its Frisian words, where the words are still the same."""
    known = read_translations(read_book(decisions_folder(run.settings) / FILE))
    if not known:
        return {}
    segments = run.table(Segments)
    found = {
        segment_id: known.get((segment_id, digest_of_words(text)), "")
        for segment_id, text in zip(segments["segment_id"], segments["text"], strict=True)
    }
    return {segment_id: words for segment_id, words in found.items() if words}


def _frisian(run: Run) -> pd.DataFrame:
    """Return the Frisian segments that count and may be shown, with what a researcher made of them."""
    segments = run.table(Segments)
    shown = segments["countable"] & may_be_shown(run)
    frisian = segments[(segments["language"] == FRISIAN) & shown]
    made = translations_of(run)
    said = [made.get(segment_id, "") for segment_id in frisian["segment_id"]]
    return frisian.assign(translation=np.array(said, dtype=object))


def update_quotes(run: Run) -> UpdatedQuotes:
    """Write the proposed quotes anew, with all that people decided."""
    path = decisions_folder(run.settings) / FILE
    former = read_book(path)
    every = all_proposals(run)
    refused = (every["decision"] == "nee").groupby([every["code"], every["valence"]])
    room = SHOWN + refused.transform("sum") if len(every) else SHOWN
    shown = every[(every["place"] <= room) | (every["decision"] != "")]
    shown = check(shown.assign(flags=_flagged(run, shown)), QuoteProposals)
    said = doubts_of(shown).groupby("quote_id")["doubt"].agg(" ".join)
    doubts = {str(quote_id): str(doubt) for quote_id, doubt in said.items()}
    missing = untranslated(shown)
    for quote_id in missing:
        doubts[quote_id] = " ".join(filter(None, (doubts.get(quote_id, ""), UNTRANSLATED)))
    book = quote_book(shown, run.codebook, doubts=doubts, former=former, frisian=_frisian(run))
    counts = {
        "proposed": len(shown),
        "tables": int(shown["table_id"].nunique()),
        "flagged": int((shown["flags"] != "").sum()),
        "released": int(shown["decision"].isin(("vrijgeven", "parafrase")).sum()),
        "doubts": len(doubts),
        "untranslated": len(missing),
    }
    return UpdatedQuotes(path, write_book(path, book, former), counts)


def _flagged(run: Run, proposals: pd.DataFrame) -> list[str]:
    """Return the flags, with those of words that a verslag has too: who has the verslag knows the table."""
    reports = run.table(Segments)
    reports = reports[reports["kind"] == "verslag"]
    texts = reports.groupby("table_id")["text"].agg(" ".join).to_dict()
    flags = []
    for table_id, text, found in zip(
        proposals["table_id"], proposals["text"], proposals["flags"], strict=True
    ):
        shared = longest_shared_run(text, [texts.get(table_id, "")])
        more = f"{shared} woorden achter elkaar die ook in het verslag staan"
        flags.append("; ".join(filter(None, (found, more if shared >= SHARED_RUN else ""))))
    return flags


@dataclass(frozen=True)
class Voices:
    """What a product quotes: its voices, how many of them leave a doubt, and of which table each is."""

    voices: tuple[Voice, ...]
    n_doubts: int
    words: dict[str, str]  # table to the digest of the words that leave
    n_untranslated: int = 0  # Frisian quotes that a researcher did not translate

    @property
    def n_quotes(self) -> int:
        """Return how many people are heard."""
        return len(self.voices)


def voices_of(run: Run, codes: Sequence[str]) -> Voices:
    """Return the quotes and paraphrases that a person released, first those about `codes`.

    One of a table, and of a table that was quoted before only the same words: two quotes of one
    family, in one release or in two, can be laid side by side.
    """
    every = all_proposals(run)
    words = every["text"].where(every["decision"] == "vrijgeven", every["paraphrase"])
    every = every.assign(digest=[_digest(text) for text in words])
    before = _ledger(run)
    same = [
        before.get(table_id, digest) == digest
        for table_id, digest in zip(every["table_id"], every["digest"], strict=True)
    ]
    ready = check(every.loc[same, QuoteProposals.names()], QuoteProposals)
    first = [one.id for theme in codes for one in _with_subcodes(run, theme)]
    others = [code.id for code in run.codebook.codes if code.id not in first]
    chosen = release_quotes(ready, codes=[*first, *others])
    left = {_digest(text) for text in chosen["text"]}
    shown = every[every["digest"].isin(left) & every["decision"].isin(("vrijgeven", "parafrase"))]
    flagged = check(
        shown.assign(flags=_flagged(run, shown))[QuoteProposals.names()], QuoteProposals
    )
    voices = tuple(
        Voice(
            row["text"],
            _speaker(run, row["perspective"], row["group"]),
            bool(row["is_quote"]),
            language=row["language"],
            translation=row["translation"],
        )
        for row in chosen.to_dict("records")
    )
    of_tables = dict(zip(shown["table_id"], shown["digest"], strict=True))
    n_untranslated = sum(voice.is_frisian and not voice.translation for voice in voices)
    return Voices(voices, doubts_of(flagged)["quote_id"].nunique(), of_tables, n_untranslated)


def _with_subcodes(run: Run, code: str) -> list[Any]:
    theme = run.codebook.theme_of(code)
    return [run.codebook.code(theme), *run.codebook.subcodes(theme)]


def _speaker(run: Run, perspective: str, group: str) -> str:
    """Return who speaks, no closer than at enough tables: a role that sat at two names someone."""
    people = run.table(Participants)
    for column, value in (("perspective", perspective), ("group", group)):
        seated = people.loc[people[column] == value, "table_id"].nunique()
        if value and seated >= run.settings.min_tables:
            return _named(run, value)
    return SOMEONE


def _named(run: Run, voice: str) -> str:
    """Return a perspective or group as readers know it; an id of more than one word by its label."""
    label = run.codebook.perspectives.get(voice, "") if "_" in voice else ""
    said = label.split(" (")[0] or voice.replace("_", " ")
    return said[:1].upper() + said[1:]


def keep_quoted(run: Run, voices: Voices) -> None:
    """Write down which words left, so that no other words of these tables follow."""
    if voices.words:
        told = json.dumps({**_ledger(run), **voices.words}, indent=1, sort_keys=True)
        write_bytes(decisions_folder(run.settings) / LEDGER, told.encode())


def _ledger(run: Run) -> dict[str, str]:
    path = decisions_folder(run.settings) / LEDGER
    if not path.is_file():
        return {}
    return {str(k): str(v) for k, v in json.loads(path.read_text(encoding="utf-8")).items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
