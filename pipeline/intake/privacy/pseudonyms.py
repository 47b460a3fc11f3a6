"""Documents and findings in; a copy with placeholders and the key to them out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Documents, check, empty
from pipeline.domain.tables.privacy import PrivacyFindings, PrivacyKey
from pipeline.intake.privacy.extents import PARTICLES
from pipeline.intake.privacy.screening import DISMISSED, rows_of

_LABEL_OF = {"persoonsnaam": "PERSOON", "indirect": "AANDUIDING"}  # other kinds are their own label
_POSSESSIVE = re.compile(r"['’]s?$")


def pseudonymise(
    documents: DataFrame[Documents], findings: DataFrame[PrivacyFindings]
) -> tuple[DataFrame[Documents], DataFrame[PrivacyKey]]:
    """Return the documents with a placeholder for every finding, and the key: who is [PERSOON-1].

    Within one table the same name gets the same placeholder, in order of first mention, also where
    only a part of it is said ("Sanne" for "Sanne de Vries") and only one person can be meant. What
    was dismissed by hand stays. The key lies where release cannot read it.

    Raises:
        InputError: when the findings were made of other texts than these.
    """
    keys, texts = [], []
    for table_id, own in documents.groupby("table_id", sort=True):
        here = findings[(findings["table_id"] == table_id) & (findings["decision"] != DISMISSED)]
        spans = {
            name: _spans(name, text, here)
            for name, text in zip(own["document"], own["text"], strict=True)
        }
        places = _placeholders(
            (kind, text[start:end])
            for name, text in zip(own["document"], own["text"], strict=True)
            for start, end, kind in spans[name]
        )
        texts += [
            (row.Index, _replaced(row.text, spans[row.document], places)) for row in rows_of(own)
        ]
        originals = {(place, kind, said) for (kind, said), place in places.items()}
        keys += [(table_id, *one) for one in sorted(originals, key=_by_number)]
    replaced = pd.Series(dict(texts), dtype=object).reindex(documents.index)
    digests = [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in replaced]
    copy = check(documents.assign(text=replaced, digest=digests), Documents)
    key = pd.DataFrame(keys, columns=PrivacyKey.names())
    return copy, check(key, PrivacyKey) if keys else empty(PrivacyKey)


def _spans(
    document: str, text: str, findings: DataFrame[PrivacyFindings]
) -> list[tuple[int, int, str]]:
    """Return the stretches to replace, in order, none inside another."""
    own = findings[findings["document"] == document].sort_values(["start", "end"])
    spans: list[tuple[int, int, str]] = []
    for row in rows_of(own):
        if row.end > len(text):
            raise InputError(
                "De bevindingen horen bij een andere versie van een document. Draai de privacycontrole opnieuw."
            )
        if not spans or row.start >= spans[-1][1]:
            spans.append((row.start, row.end, row.kind))
    return spans


def _placeholders(said: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the placeholder of everything that was said, by kind and words."""
    ordered = list(dict.fromkeys(said))
    numbers: dict[str, int] = {}
    groups: dict[tuple[str, frozenset[str]], str] = {}
    places: dict[tuple[str, str], str] = {}
    names = {_parts(kind, words) for kind, words in ordered if kind == "persoonsnaam"}
    for kind, words in ordered:
        whole = _whole(kind, _parts(kind, words), names)
        if (kind, whole) not in groups:
            label = _LABEL_OF.get(kind, kind.upper())
            numbers[label] = numbers.get(label, 0) + 1
            groups[kind, whole] = f"[{label}-{numbers[label]}]"
        places[kind, words] = groups[kind, whole]
    return places


def _parts(kind: str, words: str) -> frozenset[str]:
    """Return what tells one thing from another: a name's own words, a number's digits and letters."""
    folded = _POSSESSIVE.sub("", words.casefold())
    if kind != "persoonsnaam":
        return frozenset([re.sub(r"[\W_]+", "", folded)])
    parts = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", folded)
    return frozenset(part for part in parts if part not in PARTICLES) or frozenset(parts)


def _whole(kind: str, parts: frozenset[str], names: set[frozenset[str]]) -> frozenset[str]:
    """Return the one fuller name that `parts` can stand for, else `parts` itself."""
    if kind != "persoonsnaam":
        return parts
    fuller = [name for name in names if parts < name]
    longest = [name for name in fuller if not any(name < other for other in fuller)]
    return longest[0] if len(longest) == 1 else parts


def _replaced(
    text: str, spans: list[tuple[int, int, str]], places: dict[tuple[str, str], str]
) -> str:
    pieces, last = [], 0
    for start, end, kind in spans:
        pieces += [text[last:start], places[kind, text[start:end]]]
        last = end
    return "".join([*pieces, text[last:]])


def _by_number(one: tuple[str, str, str]) -> tuple[str, int, str]:
    label, number = one[0].strip("[]").rsplit("-", 1)
    return label, int(number), one[2]
