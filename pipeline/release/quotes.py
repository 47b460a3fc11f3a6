"""Evidence and segments in; quotes that a person may release, checked for what they give away, out.

Only words of someone who sat at the table and whose consent to be quoted is recorded are proposed.
A verslag is not a voice: its sentences are never quotes. Nothing leaves before a person decides.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Evidence, Participants, Segments, check
from pipeline.domain.tables.quotes import (
    DECISIONS,
    FRISIAN,
    QuoteProposals,
    ReleasedQuotes,
    digest_of_words,
)
from pipeline.release.recognition import Vocabulary, flags_of, longest_shared_run, words_of

BEST_LENGTH = 22  # words: long enough to say something, short enough to read
SHORTEST, LONGEST = 6, 60  # words
TOO_MUCH_SHARED = 5  # words in a row: a paraphrase is then still the quote


def propose_quotes(
    evidence: DataFrame[Evidence],
    segments: DataFrame[Segments],
    participants: DataFrame[Participants],
    *,
    min_tables: int,
    per_pattern: int = 3,
    elsewhere: Sequence[str] = (),
) -> DataFrame[QuoteProposals]:
    """Return the quotes that a person may choose from, per code and valence, best first.

    At most one of a table within a pattern. First those without a flag, then those of a good
    length. `elsewhere` are texts that other products hold: what is shared with them is flagged.
    """
    may = participants.loc[participants["may_quote"], ["table_id", "participant"]]
    spoken = segments[(segments["kind"] == "transcript") & segments["countable"]]
    spoken = spoken.merge(
        may, left_on=["table_id", "speaker"], right_on=["table_id", "participant"]
    )
    length = spoken["text"].map(lambda text: len(words_of(text))).astype(int)
    spoken = spoken.assign(off=(length - BEST_LENGTH).abs())[length.between(SHORTEST, LONGEST)]
    vocabulary = Vocabulary.of(segments, min_tables=min_tables)
    spoken = spoken.assign(flags=[flags_of(text, vocabulary, elsewhere) for text in spoken["text"]])
    said = evidence.loc[
        evidence["direct"] & ~evidence["valence"].isin(("", "neutraal")),
        ["segment_id", "code", "valence"],
    ]
    rows = said.merge(spoken, on="segment_id").assign(flagged=lambda rows: rows["flags"] != "")
    rows = rows.sort_values(["code", "valence", "flagged", "off", "segment_id"])
    rows = rows.drop_duplicates(["code", "valence", "table_id"])
    rows["place"] = rows.groupby(["code", "valence"]).cumcount() + 1
    rows = rows[rows["place"] <= per_pattern].assign(decision="", paraphrase="", translation="")
    rows["quote_id"] = [_quote_id(row) for row in rows.to_dict("records")]
    return check(rows[QuoteProposals.names()], QuoteProposals)


def _quote_id(row: Mapping[Hashable, Any]) -> str:
    """Return an id that changes with the words, so that a decision lapses when they do."""
    digest = digest_of_words(str(row["text"]))
    return f"{row['segment_id']}/{row['code']}/{row['valence']}/{digest}"


def take_decisions(
    proposals: DataFrame[QuoteProposals], decided: pd.DataFrame
) -> DataFrame[QuoteProposals]:
    """Return the proposals with what people decided of them (`quote_id`, `decision`, `paraphrase`).

    A decision on a quote that is no longer proposed is left out: its words or its consent changed.

    Raises:
        InputError: with the row of the sheet, for an unknown decision, a quote that is decided
            twice in two ways, or a paraphrase without text.
    """
    known: dict[str, tuple[str, str]] = {}
    for row, (quote_id, decision, paraphrase) in enumerate(
        zip(decided["quote_id"], decided["decision"], decided["paraphrase"], strict=True), start=2
    ):
        choice = ("" if pd.isna(decision) else str(decision)).strip().casefold()
        words = ("" if pd.isna(paraphrase) else str(paraphrase)).strip()
        if choice not in DECISIONS:
            raise InputError(
                f"citaten.xlsx, rij {row}: dit besluit ken ik niet. Kies vrijgeven, parafrase of nee."
            )
        if choice == "parafrase" and not words:
            raise InputError(
                f"citaten.xlsx, rij {row}: bij 'parafrase' hoort een eigen zin in de kolom parafrase."
            )
        if known.setdefault(str(quote_id), (choice, words)) != (choice, words):
            raise InputError(
                f"citaten.xlsx, rij {row}: over dit citaat staan er twee besluiten. Laat er één staan."
            )
    taken = [known.get(quote_id, ("", "")) for quote_id in proposals["quote_id"]]
    return check(
        proposals.assign(
            decision=[decision for decision, _ in taken], paraphrase=[words for _, words in taken]
        ),
        QuoteProposals,
    )


def doubts_of(proposals: DataFrame[QuoteProposals]) -> pd.DataFrame:
    """Return what a person should look at again: `quote_id` and `doubt`, in Dutch.

    A released quote that was flagged, and a paraphrase that repeats the quote's own words.
    """
    rows = []
    for quote_id, text, flags, decision, paraphrase in zip(
        *(proposals[name] for name in ("quote_id", "text", "flags", "decision", "paraphrase")),
        strict=True,
    ):
        if decision == "vrijgeven" and flags:
            rows.append((quote_id, f"Vrijgegeven, maar: {flags}."))
        shared = longest_shared_run(paraphrase, [text]) if decision == "parafrase" else 0
        if shared >= TOO_MUCH_SHARED:
            rows.append((quote_id, f"De parafrase neemt {shared} woorden achter elkaar over."))
    return pd.DataFrame(rows, columns=["quote_id", "doubt"])


def take_translations(
    proposals: DataFrame[QuoteProposals], translations: Mapping[tuple[str, str], str]
) -> DataFrame[QuoteProposals]:
    """Return the proposals with what a researcher made of their words, by segment and digest of words."""
    found = [
        translations.get((segment_id, digest_of_words(text)), "")
        for segment_id, text in zip(proposals["segment_id"], proposals["text"], strict=True)
    ]
    return check(proposals.assign(translation=found), QuoteProposals)


def untranslated(proposals: DataFrame[QuoteProposals]) -> list[str]:
    """Return the released quotes that are Frisian and that nobody translated, by `quote_id`."""
    missing = (
        (proposals["decision"] == "vrijgeven")
        & (proposals["language"] == FRISIAN)
        & (proposals["translation"] == "")
    )
    return list(proposals.loc[missing, "quote_id"])


def release_quotes(
    proposals: DataFrame[QuoteProposals], *, codes: Iterable[str], most: int = 4
) -> DataFrame[ReleasedQuotes]:
    """Return the quotes of one product: decided by a person, one of a table, voices in turn.

    `codes` are the codes that the product is about, in order. Never two of one table, in whatever
    pattern: two quotes side by side tie a family's story together. Perspectives take turns, so that
    no voice is heard twice while another waits.
    """
    wanted = {code: place for place, code in enumerate(codes)}
    ready = proposals[
        proposals["decision"].isin(("vrijgeven", "parafrase"))
        & proposals["code"].isin(list(wanted))
    ]
    ready = ready.assign(order=ready["code"].map(wanted)).sort_values(
        ["order", "place", "quote_id"]
    )
    waiting = ready.to_dict("records")
    chosen: list[dict[Hashable, Any]] = []
    while waiting and len(chosen) < most:
        heard = [row["perspective"] for row in chosen]
        best = min(waiting, key=lambda row: heard.count(row["perspective"]))
        chosen.append(dict(best))
        waiting = [row for row in waiting if row["table_id"] != best["table_id"]]
    table = pd.DataFrame(chosen, columns=[*ready.columns])
    quoted = table["decision"] == "vrijgeven"
    shown = table.assign(
        text=table["text"].where(quoted, table["paraphrase"]),
        is_quote=quoted,
        language=table["language"].where(quoted, "nl"),  # a paraphrase is a researcher's own Dutch
        translation=table["translation"].where(quoted, ""),
    )
    return check(shown[ReleasedQuotes.names()], ReleasedQuotes)
