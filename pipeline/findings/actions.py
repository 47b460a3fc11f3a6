"""Sentences and list items of verslagen in; the verbeteracties that they record out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Actions, Codings, DialogueTables, Participants, Segments, check
from pipeline.findings.due_dates import find_term
from pipeline.findings.owners import (
    begins_with_pronoun,
    find_owners,
    tells_of_the_past,
)
from pipeline.findings.table_rows import cells_of, find_columns

OWNERS_JOINED_BY = "; "


def _any_of(*forms: str) -> re.Pattern[str]:
    """Return a pattern of whole words or phrases."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})", re.IGNORECASE)


_AGREED = _any_of(
    r"(?:werk|vervolg)?afspra(?:ak|ken)\b", r"afgesproken\b", r"(?:verbeter|vervolg)?acties?\b",
    r"(?:verbeter)?actie-?(?:punt(?:en)?|lijst|plan)\b", r"wie (?:doet|pakt|gaat) wat\b",
    r"wat (?:gaan )?we (?:gaan )?doen\b", r"besluiten(?:lijst)?\b", r"toezegging(?:en)?\b",
    r"vervolg$", r"vervolgstappen\b", r"volgende stappen\b", r"to-?\s?do\b", r"takenlijst\b",
    r"anders (?:gaan )?doen\b", r"plan van aanpak\b", r"plan op hoofdlijnen\b",
)  # fmt: skip
_EARLIER = _any_of("eerdere", "vorige", "oude", "gemiste", "terugblik", "nagekomen", "terechtkwam")
_NOT_AGREED = _any_of(
    "hielp", "helpt", "goed", "belemmer", "bevorder", "tijdlijn", "verloop", "aanwezig", "situatie",
    "deelnemers", "casus", "nodig", "wens", "wringt", "lastig", "open", "kaartjes",
)  # fmt: skip
_OPEN = re.compile(
    r"^(?:iemand|wie|niemand)\b"
    r"|\b(?:iemand|niemand)\b.*\b(?:zoekt|zou|vraagt|nam)\b"
    r"|\bwie\b[^.]*\b(?:nog|niet|open|onduidelijk|blijken|dat wordt)\b"
    r"|\bwie\?"
    r"|\bnog (?:niemand|te bespreken|te bepalen|niet belegd|prikken|open)\b"
    r"|\bniet (?:belegd|besproken|vastgelegd|afgesproken)\b",
    re.IGNORECASE,
)
_PROMISED = _any_of(
    r"zegt? toe\b", r"zeggen toe\b", r"neemt? (?:(?:dit|dat|het) )?op zich\b", r"spreken af\b",
    r"afgesproken is\b", r"is afgesproken\b", r"belooft\b",
)  # fmt: skip
_DUE = r"(?:uiterlijk|v[oóò]{2}r|deze week|nog deze|volgende (?:week|maand))"
_DEADLINE = re.compile(rf"{_DUE}|binnen\b", re.IGNORECASE)
_DUE_WORD = re.compile(rf"\b{_DUE}\b", re.IGNORECASE)
_LIST_GAP = 3  # characters between two list items: a line end, a mark and a space


@dataclass(frozen=True)
class _Line:
    """One segment of a verslag, and what is known of its place there."""

    segment_id: str
    text: str
    item: bool  # a list item or a paragraph of one sentence
    agreed: bool  # under a heading, or in a list, of agreements


@dataclass(frozen=True)
class _Found:
    owners: tuple[str, ...]
    term: str
    due: str


def find_actions(
    segments: DataFrame[Segments],
    dialogue_tables: DataFrame[DialogueTables],
    codings: DataFrame[Codings],
    codebook: Codebook,
    *,
    roles: Mapping[str, Sequence[str]],
) -> DataFrame[Actions]:
    """Find the verbeteracties in the verslagen: what, by whom, by when, about which themes.

    `roles` are the roles of those who sat at each table, by table id (see `roles_by_table`). Items
    under a heading of agreements count; elsewhere only a sentence in which a role promises
    something by a date. Owner and term are "" where the verslag names none. Themes are those of
    people's codes on the segment, else of any coder's. `action_id` stays the same as long as the
    table's id and the words do.
    """
    dates = dict(zip(dialogue_tables["table_id"], dialogue_tables["date"], strict=True))
    themes = _themes_by_segment(codings, codebook)
    rows: dict[str, tuple[object, ...]] = {}
    verslagen = segments[(segments["kind"] == "verslag") & segments["countable"]]
    for (table_id, _), document in verslagen.groupby(["table_id", "document"], sort=False):
        at_table = roles.get(str(table_id), ())
        for line, found in _read_document(document, at_table, dates.get(table_id, "")):
            action_id = _action_id(str(table_id), line.text)
            owners = OWNERS_JOINED_BY.join(found.owners)
            rows.setdefault(
                action_id,
                (action_id, table_id, line.segment_id, line.text, owners, found.term, found.due,
                 themes.get(line.segment_id, [])),
            )  # fmt: skip
    return check(pd.DataFrame(list(rows.values()), columns=Actions.names()), Actions)


def roles_by_table(participants: DataFrame[Participants]) -> dict[str, list[str]]:
    """Return the different roles that sat at each table, in order of the list of participants."""
    roles = participants[participants["role"] != ""].groupby("table_id", sort=False)["role"]
    return {str(table_id): list(dict.fromkeys(own)) for table_id, own in roles}


def _read_document(
    document: pd.DataFrame, roles: Sequence[str], date: str
) -> list[tuple[_Line, _Found]]:
    """Return the actions of one verslag, in order."""
    kept: list[tuple[_Line, _Found]] = []
    headings = (document["heading"] != document["heading"].shift()).cumsum()
    for _, section in document.groupby(headings, sort=False):
        previous: tuple[str, ...] = ()
        columns: Mapping[str, int] = {}
        for line in _lines(section, roles, date):
            cells = cells_of(line.text)
            if cells:
                columns = columns or find_columns(cells)
                found = _from_cells(cells, columns, date) if columns else None
            else:
                found = _from_text(line, roles, date, previous)
            if found:
                kept.append((line, found))
                previous = found.owners or previous
    return kept


def _lines(section: pd.DataFrame, roles: Sequence[str], date: str) -> list[_Line]:
    """Return the segments under one heading with what their place says; none of an earlier list."""
    heading = str(section["heading"].iloc[0])
    alone = ~section["block"].duplicated(keep=False)
    gaps = section["start"] - section["end"].shift()
    listed = (gaps >= _LIST_GAP) | (gaps.shift(-1) >= _LIST_GAP)
    texts = [str(text) for text in section["text"]]
    items = [bool(one) and bool(mark) for one, mark in zip(alone, listed, strict=True)]
    if len(texts) == 1:
        items = [True]
    elif texts[0].endswith(":"):
        items[0] = False
    if _EARLIER.search(heading):
        return []
    agreed = bool(_AGREED.search(heading)) or _looks_agreed(heading, texts, items, roles, date)
    ids = [str(segment_id) for segment_id in section["segment_id"]]
    return [
        _Line(segment_id, text, item, agreed)
        for segment_id, text, item in zip(ids, texts, items, strict=True)
    ]


def _looks_agreed(
    heading: str, texts: Sequence[str], items: Sequence[bool], roles: Sequence[str], date: str
) -> bool:
    """Tell agreements under another heading: most items have a role that acts, one has a term."""
    listed = [text for text, item in zip(texts, items, strict=True) if item]
    if len(listed) < 2 or _NOT_AGREED.search(heading):
        return False
    acting = sum(bool(find_owners(text, roles).roles) for text in listed)
    deadlines = any(_DEADLINE.match(find_term(text, date).written) for text in listed)
    return 2 * acting > len(listed) and deadlines


def _from_text(
    line: _Line, roles: Sequence[str], date: str, previous: tuple[str, ...]
) -> _Found | None:
    """Return the action that a sentence or list item records, None where it is none."""
    if not line.agreed and not (_DUE_WORD.search(line.text) or _PROMISED.search(line.text)):
        return None  # spares most of a verslag the slower questions
    ownership = find_owners(line.text, roles)
    owners = ownership.roles
    if previous and line.agreed and begins_with_pronoun(line.text):
        owners = previous
    term = find_term(ownership.clause, date)
    if not term.written:
        term = find_term(line.text, date)
    found = _Found(owners, term.written, term.due)
    if line.agreed:
        left_open = bool(_OPEN.search(line.text))
        told = tells_of_the_past(line.text) and not (line.item or left_open)
        return found if (owners or term.written or left_open or line.item) and not told else None
    firm = bool(_DEADLINE.match(term.written)) and not term.written.casefold().startswith("binnen")
    promised = bool(_PROMISED.search(line.text)) and bool(term.written)
    past = tells_of_the_past(line.text)
    return found if owners and not past and (firm or promised) else None


def _from_cells(cells: Sequence[str], columns: Mapping[str, int], date: str) -> _Found | None:
    """Return the action in a row of a table with the columns wat, wie and wanneer."""
    by_name = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
    if find_columns(cells) or not by_name.get("what"):
        return None
    owners = tuple(
        part for part in re.split(r"\s*(?:,|;|/|\ben\b|&)\s*", by_name.get("who", "")) if part
    )
    written = by_name.get("when", "")
    term = find_term(written, date)
    return _Found(tuple(owner.casefold() for owner in owners), term.written or written, term.due)


def _themes_by_segment(codings: pd.DataFrame, codebook: Codebook) -> dict[str, list[str]]:
    """Return the themes of each segment, in order; people's codes go before those of others."""
    order = {code.id: place for place, code in enumerate(codebook.themes)}
    standing = codings[
        (codings["status"] != "verworpen")
        & codings["code"].isin([code.id for code in codebook.codes])
    ]
    people = standing["source"] == "mens"
    judged = codings.loc[codings["source"] == "mens", "segment_id"]
    used = standing[people | ~standing["segment_id"].isin(judged)]
    themes = used["code"].map(codebook.theme_of).groupby(used["segment_id"]).agg(set)
    return {
        str(segment_id): sorted(own, key=order.__getitem__) for segment_id, own in themes.items()
    }


def _action_id(table_id: str, text: str) -> str:
    """Return a short digest of the table and the words, whatever their case and spacing."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return hashlib.sha256(f"{table_id}\n{words}".encode()).hexdigest()[:12]
