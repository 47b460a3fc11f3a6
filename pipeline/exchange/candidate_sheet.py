"""Topics that a codebook has no code for in; the workbook in which people accept or dismiss them out."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.tables import Segments, Topics
from pipeline.domain.wording import enumerate_words
from pipeline.exchange.decision_sheets import DecisionBook, typed_date, typed_rows

FILE = "kandidaat-codes.xlsx"
SHEET, SEGMENTS_SHEET = "kandidaat-codes", "fragmenten"
KEY = "kaart"
DECISION, NAME, THEME, DEFINITION, REASON, BY, ON = TYPED = (
    "besluit", "naam van de code", "onder thema", "definitie", "reden", "besloten door", "op datum",
)  # fmt: skip
ACCEPT, DISMISS, LATER = DECISIONS = ("opnemen", "afwijzen", "later")
SAME = 0.5  # Jaccard index of segments from which a topic is the card of an earlier edition


@dataclass(frozen=True)
class NewCode:
    """A subcode that people decided to add."""

    theme: str  # id
    label: str
    definition: str

    @property
    def code_id(self) -> str:
        """Its id: the theme's, with the label in small letters and underscores."""
        name = re.sub(r"[^a-z0-9]+", "_", self.label.casefold()).strip("_")
        return f"{self.theme}.{name}"


def read_accepted(former: Mapping[str, pd.DataFrame], codebook: Codebook) -> list[NewCode]:
    """Return the codes that people decided to add, in the order of the sheet.

    Raises:
        InputError: naming the row, for a decision that is none, one to add without name, theme or
            definition, or one to dismiss without a reason.
    """
    rows = typed_rows(former, SHEET, (KEY, *TYPED), FILE)
    themes = {theme.label.casefold(): theme.id for theme in codebook.themes}
    themes |= {theme.id.casefold(): theme.id for theme in codebook.themes}
    accepted = []
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        where = f"{FILE}, blad {SHEET}, rij {number}"
        decision = row[DECISION].casefold()
        typed_date(row[ON], where)
        if decision not in ("", *DECISIONS):
            raise InputError(f"{where}: bij '{DECISION}' kan staan: {enumerate_words(DECISIONS)}.")
        if decision == DISMISS and not row[REASON]:
            raise InputError(f"{where}: geef bij 'afwijzen' ook een reden.")
        if decision == ACCEPT:
            theme = themes.get(row[THEME].casefold(), "")
            if not row[NAME] or not row[DEFINITION] or not theme:
                raise InputError(
                    f"{where}: vul bij 'opnemen' ook '{NAME}', '{DEFINITION}' en een thema uit het codeboek in."
                )
            accepted.append(NewCode(theme, row[NAME], row[DEFINITION]))
    return [code for code in accepted if code.code_id not in codebook]


def name_cards(topics: DataFrame[Topics], former: Mapping[str, pd.DataFrame]) -> dict[int, str]:
    """Return the card of every topic: that of an earlier edition where they share half their segments."""
    rows = typed_rows(former, SEGMENTS_SHEET, (KEY, "fragment"), FILE)
    known = rows.groupby(KEY)["fragment"].agg(set).to_dict()
    named: dict[int, str] = {}
    for topic in topics.to_dict("records"):
        own = set(topic["segment_ids"])
        alike = sorted(
            ((-len(own & ids) / len(own | ids), str(card)) for card, ids in known.items()
             if str(card) not in named.values())
        )  # fmt: skip
        if alike and -alike[0][0] >= SAME:
            named[topic["topic"]] = alike[0][1]
        else:
            digest = hashlib.sha256("|".join(sorted(own)).encode()).hexdigest()
            named[topic["topic"]] = f"K-{digest[:6]}"
    return named


def candidate_book(
    topics: DataFrame[Topics],
    cards: Mapping[int, str],
    segments: DataFrame[Segments],
    codebook: Codebook,
    *,
    former: Mapping[str, pd.DataFrame],
) -> DecisionBook:
    """Return the workbook: a card per candidate, and its segments one click away.

    Cards of an earlier edition on which something was typed stay, also where the topic is gone.
    """
    old = typed_rows(former, SHEET, (KEY, *TYPED), FILE)
    wrote = {row[KEY]: row for row in old.to_dict("records") if any(row[c] for c in TYPED)}
    texts = segments.set_index("segment_id")[["table_id", "perspective", "text"]].to_dict("index")
    rows: list[tuple[object, ...]] = []
    words: list[tuple[object, ...]] = []
    links = {}
    for topic in topics.to_dict("records"):
        card = cards[topic["topic"]]
        links[(len(rows), "fragmenten")] = (SEGMENTS_SHEET, len(words))
        typed = [wrote.get(card, {}).get(column, "") for column in TYPED]
        rows.append((card, *_shown(topic, codebook), *typed, ""))
        words += [(card, *texts[one].values(), one) for one in topic["segment_ids"]]
    for card in sorted(set(wrote) - set(cards.values())):
        row = [wrote[card].get(column, "") for column in (*_SHOWN, *TYPED)]
        rows.append((card, *row, "dit onderwerp is er niet meer"))
    columns = [KEY, "tafel", "perspectief", "tekst", "fragment"]
    sheets = {
        SHEET: pd.DataFrame(rows, columns=[KEY, *_SHOWN, *TYPED, "bijzonderheid"]),
        SEGMENTS_SHEET: pd.DataFrame(words, columns=columns),
        "uitleg": pd.DataFrame({"uitleg": list(_HELP)}),
    }
    return DecisionBook(
        sheets,
        keys={SHEET: KEY},
        widths={
            SHEET: {"woorden": 44, DEFINITION: 44, REASON: 36},
            SEGMENTS_SHEET: {"tekst": 90},
            "uitleg": {"uitleg": 110},
        },
        dropdowns={SHEET: {DECISION: DECISIONS, THEME: [theme.label for theme in codebook.themes]}},
        links={SHEET: links},
        frozen={SHEET: 2},
    )


def codebook_with(text: str, codes: Sequence[NewCode], *, version: str) -> str:
    """Return a codebook's YAML with these subcodes added below their themes, comments kept."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    book = yaml.load(text)
    for theme in book["themas"]:
        own = [code for code in codes if code.theme == theme["id"]]
        if own:
            added = [{"id": c.code_id, "label": c.label, "definitie": c.definition} for c in own]
            theme["subcodes"] = [*(theme.get("subcodes") or []), *added]
    book.setdefault("meta", {})["versie"] = version
    stream = io.StringIO()
    yaml.dump(book, stream)
    return stream.getvalue()


def next_version(version: str) -> str:
    """Return the version after this one: "0.1" gives "0.2", what has no number gets one."""
    head, number = re.fullmatch(r"(.*?)(\d*)", version, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{head}{int(number) + 1}" if number else f"{version or '0'}.1"


def _shown(topic: Mapping[Any, Any], codebook: Codebook) -> tuple[object, ...]:
    """Return what a card shows of its topic, in the order of `_SHOWN`."""
    code, terms = topic["code"], topic["terms"]
    nearest = f"{codebook.label(code)} ({round(100 * topic['code_share'])}%)" if code else "geen"
    return (
        " / ".join(terms[:3]),
        ", ".join(terms),
        len(topic["segment_ids"]),
        topic["n_tables"],
        f"{round(100 * topic['recurrence'])}%",
        nearest,
        f"{round(100 * topic['uncoded_share'])}%",
    )


_SHOWN = (
    "naamvoorstel", "woorden", "fragmenten", "tafels", "keert terug", "code die het meest voorkomt", "zonder code",
)  # fmt: skip
_HELP = (
    "Elke kaart is een onderwerp waar geen code de helft van dekt, en dat in de meeste herhalingen terugkwam.",
    (
        "Lees de fragmenten (klik op het getal). Een groep woorden is nog geen thema: het kan "
        "ook een manier van praten zijn."
    ),
    f"Kies bij '{DECISION}': opnemen (met naam, thema en definitie), afwijzen (met reden) of later.",
    (
        "Wat je opneemt komt in een nieuwe versie van het codeboek naast dit bestand; het eigen "
        "codeboek verandert niet."
    ),
    "In dit bestand staan woorden van mensen aan tafel: het is alleen voor het team.",
)
