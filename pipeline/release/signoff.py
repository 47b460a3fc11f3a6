"""What is known of one product in; its checks, and the record of who let it out, out.

A product leaves when every check that blocks is met and a person puts a name to it. The record holds
the digest of the bytes that were seen: a product that changed since has not been signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Released
from pipeline.domain.wording import enumerate_words, plural
from pipeline.release.comparison import HOLDS_BACK, check_shown, compare_releases
from pipeline.release.disclosure import Derivation, attack


@dataclass(frozen=True)
class Check:
    """One thing that was looked at before release, and how it came out."""

    name: str
    met: bool
    blocks: bool  # unmet, it keeps the product inside; else a person weighs it
    message: str  # Dutch: what was found, and what to do where it is unmet


@dataclass(frozen=True)
class ProductFacts:
    """What the checks need to know of one product."""

    name: str  # "factsheet.pdf"
    digest: str  # SHA-256 of its bytes
    shown: pd.DataFrame | None = None  # finding_id, n_tables, …: the counts that it shows
    shows_single_tables: bool = False
    n_sentences: int = 0  # findings in words, each released by a person
    n_sentences_released: int = 0
    typed_numbers: int = 0  # numbers in an edited product that differ from the counts
    n_quotes: int = 0
    quote_doubts: int = 0
    untranslated: int = 0  # Frisian quotes that stand without a researcher's translation
    people_shown: pd.DataFrame | None = None  # as `shown`, of counts of people in dialoogsessies
    coded: bool = True  # shows what was coded; False: only what people said or chose themselves
    other_studies: int = 0  # counts of studies of which no release is known here


@dataclass(frozen=True)
class PeopleFacts:
    """What holds for every product of dialoogsessies, where the person is the unit."""

    min_people: int
    counts: pd.DataFrame  # every count of people as it may be shown, columns as of findings
    n_pinned: int = 0  # blanked counts that the attack works out
    compared: pd.DataFrame | None = None  # of `compare_people`, None where nothing was released


@dataclass(frozen=True)
class StudyFacts:
    """What the checks need to know of the study that a product is of."""

    coded_by_people: bool
    words_only: bool
    min_tables: int
    open_privacy_findings: int = 0
    open_objections: int = 0
    released: DataFrame[Released] | None = None
    previous: DataFrame[Released] | None = None  # of the last release, None where there is none
    derivations: Sequence[Derivation] = ()
    # What holds for every product of a release, looked up once; None: looked up for each product.
    attacked: pd.DataFrame | None = None  # of `attack`
    compared: pd.DataFrame | None = None  # of `compare_releases`
    people: PeopleFacts | None = None  # None: no dialoogsessies


@dataclass(frozen=True)
class SignOff:
    """One approved product, as it stands in the record."""

    product: str
    digest: str
    approved_by: str
    approved_on: str  # ISO date
    checks: tuple[Check, ...]
    note: str = ""


def checks_for(product: ProductFacts, study: StudyFacts) -> list[Check]:
    """Return every check of one product, those that block first."""
    checks = [
        *_people(product, study),
        _inside(product),
        _privacy(study),
        _objections(study),
        *_sentences(product, study),
        *_counts(product, study),
        *_previous(product, study),
        *_people_counts(product, study),
        *_people_before(product, study),
        *_elsewhere(product),
        *_typed(product),
        *_quotes(product),
    ]
    return sorted(checks, key=lambda check: (check.met, not check.blocks))


def may_leave(checks: Sequence[Check]) -> bool:
    """Tell whether nothing that blocks is unmet."""
    return all(check.met or not check.blocks for check in checks)


def sign_off(
    product: ProductFacts,
    checks: Sequence[Check],
    *,
    approved_by: str,
    approved_on: str,
    note: str = "",
) -> SignOff:
    """Return the record of a product that a person lets out.

    Raises:
        InputError: when a check blocks, nobody signs, or doubts are passed over without a note.
    """
    blocking = [check.name for check in checks if check.blocks and not check.met]
    if blocking:
        raise InputError(
            f"{product.name} kan nog niet worden vrijgegeven: {enumerate_words(blocking)}."
        )
    if not approved_by.strip():
        raise InputError(f"{product.name}: noem wie dit product vrijgeeft.")
    doubts = [check.name for check in checks if not check.met]
    if doubts and not note.strip():
        raise InputError(
            f"{product.name}: schrijf erbij waarom dit toch kan: {enumerate_words(doubts)}."
        )
    return SignOff(
        product.name,
        product.digest,
        approved_by.strip(),
        approved_on,
        tuple(checks),
        note.strip(),
    )


def still_signed(signed: SignOff, digest: str) -> bool:
    """Tell whether a product is, byte for byte, the one that was signed."""
    return signed.digest == digest


def record_of(signed: Sequence[SignOff]) -> list[dict[str, object]]:
    """Return the record as JSON can hold it, by product."""
    return [asdict(one) for one in sorted(signed, key=lambda one: one.product)]


def read_record(rows: Sequence[Mapping[str, object]]) -> list[SignOff]:
    """Return the record as `record_of` wrote it.

    Raises:
        InputError: when it was written by something else.
    """
    try:
        return [
            SignOff(
                product=str(row["product"]),
                digest=str(row["digest"]),
                approved_by=str(row["approved_by"]),
                approved_on=str(row["approved_on"]),
                checks=tuple(Check(**check) for check in row["checks"]),  # type: ignore[attr-defined]
                note=str(row["note"]),
            )
            for row in rows
        ]
    except (KeyError, TypeError):
        raise InputError(
            "Het verslag van de vrijgave is niet te lezen: het is met de hand veranderd of van een "
            "andere versie. Geef de producten opnieuw vrij."
        ) from None


def _people(product: ProductFacts, study: StudyFacts) -> list[Check]:
    """Return the check that people coded, of a product that shows what was coded."""
    if not product.coded:
        return []
    said = "De codes zijn van mensen."
    if not study.coded_by_people:
        said = (
            "Wat hier staat, heeft alleen een model gecodeerd. Codeer het zelf; voorstellen van een model "
            "blijven binnen."
        )
    return [Check("door mensen gecodeerd", study.coded_by_people, blocks=True, message=said)]


def _inside(product: ProductFacts) -> Check:
    said = "Toont geen losse tafels."
    if product.shows_single_tables:
        said = "Toont losse tafels: dit blijft in besloten/, bij het team en wie er zat."
    return Check("geen losse tafels", not product.shows_single_tables, blocks=True, message=said)


def _privacy(study: StudyFacts) -> Check:
    n = study.open_privacy_findings
    said = "Geen vondst van de privacypoort staat nog open."
    if n:
        found = plural(n, "vondst", "vondsten")
        said = f"De privacypoort heeft nog {found} open. Besluit erover met: dialoogtafel privacy STUDIE"
    return Check("privacy nagekeken", n == 0, blocks=True, message=said)


def _objections(study: StudyFacts) -> Check:
    n = study.open_objections
    said = "Geen bezwaar van een deelnemer staat nog open."
    if n:
        said = (
            f"{plural(n, 'reactie van een deelnemer wacht', 'reacties van deelnemers wachten')} op antwoord. "
            "Schrijf in reacties.xlsx, kolom 'antwoord', wat je ermee deed; draai terugkoppeling als er nog "
            "formulieren in antwoorden/ liggen."
        )
    return Check("bezwaren beantwoord", n == 0, blocks=True, message=said)


def _sentences(product: ProductFacts, study: StudyFacts) -> list[Check]:
    """Return the checks of what is told in words: a person released each, and nothing is counted.

    Of dialoogsessies the words are of people, and people are counted: see `_people_counts`.
    """
    if not study.words_only and product.people_shown is None:
        return []
    left = product.n_sentences - product.n_sentences_released
    said = "Elke zin is door een mens vrijgegeven."
    if left:
        said = f"{plural(left, 'zin is', 'zinnen zijn')} nog niet door een mens vrijgegeven."
    checks = [Check("zin voor zin vrijgegeven", left == 0, blocks=True, message=said)]
    if not study.words_only:
        return checks
    counts = product.shown is not None and bool(product.shown["n_tables"].notna().any())
    said = (
        "Bevat geen aantallen." if not counts else "Bevat aantallen, en het zijn te weinig tafels."
    )
    return [*checks, Check("geen aantallen", not counts, blocks=True, message=said)]


def _counts(product: ProductFacts, study: StudyFacts) -> list[Check]:
    """Return the checks of the counts that a product shows: as released, and safe as released."""
    if study.released is None or product.shown is None or study.words_only or not product.coded:
        return []
    wrong = check_shown(product.shown, study.released)
    said = "Elk aantal is zoals vrijgegeven."
    if len(wrong):
        said = f"{plural(len(wrong), 'aantal wijkt', 'aantallen wijken')} af van de vrijgegeven telling."
    found = study.attacked
    if found is None:
        found = attack(study.released, min_tables=study.min_tables, derivations=study.derivations)
    n_pinned = int(found["pinned"].sum())
    safe = "Geen afgeschermd aantal is terug te rekenen."
    if n_pinned:
        safe = f"{plural(n_pinned, 'afgeschermd aantal is', 'afgeschermde aantallen zijn')} terug te rekenen."
    return [
        Check("aantallen zoals vrijgegeven", wrong.empty, blocks=True, message=said),
        Check("afscherming houdt stand", n_pinned == 0, blocks=True, message=safe),
    ]


def _previous(product: ProductFacts, study: StudyFacts) -> list[Check]:
    """Return the check against the last release, where there was one."""
    if not product.coded or study.released is None or study.previous is None or study.words_only:
        return []
    found = study.compared
    if found is None:
        found = compare_releases(study.previous, study.released, min_tables=study.min_tables)
    holds = found["level"] == HOLDS_BACK
    said = "Naast de vorige vrijgave verraadt deze geen tafel."
    if len(found):
        few = plural(study.min_tables, "tafel", "tafels")
        said = (
            f"Naast de vorige vrijgave zegt deze op {plural(len(found), 'plek', 'plekken')} iets van minder "
            f"dan {few}. Wacht tot er meer tafels bij zijn, of trek de vorige in."
        )
    return [Check("naast de vorige vrijgave", found.empty, blocks=bool(holds.any()), message=said)]


def _people_counts(product: ProductFacts, study: StudyFacts) -> list[Check]:
    """Return the checks of counts of people: as shielded, and safe as shielded."""
    if study.people is None or product.people_shown is None:
        return []
    wrong = check_shown(product.people_shown, study.people.counts)
    said = "Elk aantal mensen is zoals afgeschermd."
    if len(wrong):
        said = f"{plural(len(wrong), 'aantal mensen wijkt', 'aantallen mensen wijken')} af van de afgeschermde telling."
    n = study.people.n_pinned
    safe = "Geen afgeschermd aantal mensen is terug te rekenen."
    if n:
        safe = f"{plural(n, 'afgeschermd aantal mensen is', 'afgeschermde aantallen mensen zijn')} terug te rekenen."
    return [
        Check("aantallen mensen zoals afgeschermd", wrong.empty, blocks=True, message=said),
        Check("afscherming van mensen houdt stand", n == 0, blocks=True, message=safe),
    ]


def _people_before(product: ProductFacts, study: StudyFacts) -> list[Check]:
    """Return the check against earlier releases of these sessions, where there were any."""
    if study.people is None or study.people.compared is None or product.people_shown is None:
        return []
    found = study.people.compared
    holds = bool((found["level"] == HOLDS_BACK).any())
    said = "Naast een eerdere vrijgave verraadt deze van niemand iets."
    if len(found):
        few = plural(study.people.min_people, "mens", "mensen")
        said = (
            f"Naast een eerdere vrijgave zegt deze op {plural(len(found), 'plek', 'plekken')} iets van minder "
            f"dan {few}. Trek de eerdere in, of laat deze sessie weg."
        )
    return [
        Check("naast een eerdere vrijgave van sessies", found.empty, blocks=holds, message=said)
    ]


def _elsewhere(product: ProductFacts) -> list[Check]:
    """Say that counts of another study stand here, of which no release is known."""
    n = product.other_studies
    if not n:
        return []
    said = (
        f"Er staan aantallen op van een andere studie ({plural(n, 'aantal', 'aantallen')}), en van die studie is hier "
        "geen vrijgave bekend. Zij zijn afgeschermd; geef die studie liefst eerst vrij."
    )
    return [Check("aantallen van een andere studie", met=False, blocks=False, message=said)]


def _typed(product: ProductFacts) -> list[Check]:
    n = product.typed_numbers
    if not n:
        return []
    said = (
        f"{plural(n, 'getal is', 'getallen zijn')} met de hand getypt en wijken af van de telling."
    )
    return [Check("getallen uit de telling", met=False, blocks=True, message=said)]


def _quotes(product: ProductFacts) -> list[Check]:
    if not product.n_quotes:
        return []
    n = product.quote_doubts
    said = "Over geen citaat is twijfel."
    if n:
        said = f"Bij {plural(n, 'citaat', 'citaten')} is er twijfel over herkenbaarheid."
    return [
        Check("citaten niet herkenbaar", n == 0, blocks=False, message=said),
        *_frisian(product),
    ]


def _frisian(product: ProductFacts) -> list[Check]:
    """Say which Frisian quotes stand there without a translation; a person weighs it."""
    n = product.untranslated
    if not n:
        return []
    said = (
        f"{plural(n, 'Fries citaat staat', 'Friese citaten staan')} er zonder vertaling. Schrijf haar in "
        "citaten.xlsx, kolom 'vertaling', of laat het Fries voor zich spreken."
    )
    return [Check("friese citaten vertaald", met=False, blocks=False, message=said)]
