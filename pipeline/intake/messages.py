"""What a researcher reads about a table that was taken in: Dutch, with what to do, without its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.domain.wording import plural

Note = tuple[str, str]  # subject and message

NO_DOCUMENTS = "Bij deze tafel staat geen verslag en geen transcript in de map."
NO_PEOPLE = "In meta.yaml staan geen deelnemers; elke spreker is daardoor onbekend."


CHANGES = (
    "Er staan wijzigingen bijgehouden; gelezen is de tekst alsof alles is geaccepteerd. Verwijderde "
    "woorden zitten nog in het bestand: accepteer alles en bewaar het opnieuw."
)
REMARKS = "Er staan opmerkingen in de kantlijn; die zijn niet gelezen en zitten nog in het bestand."
FOOTNOTES = "Voetnoten en eindnoten zijn niet gelezen."
MACRO = "Er zit een macro in het bestand; die is niet uitgevoerd."


def not_read(kind: str, advice: str) -> Note:
    """Return why a document was refused."""
    return "document", f"Niet gelezen: {kind}. {advice}"


def same_name(stem: str, count: int) -> str:
    """Return that several documents have one name with different endings."""
    return (
        f"{count} documenten heten {stem}. Is het hetzelfde document, haal er dan één weg: anders "
        "telt het dubbel."
    )


def unknown_perspective(code: str) -> str:
    """Return that a participant's recorded perspective has no place."""
    return (
        f"Het perspectief van {code} staat niet in het codeboek. Pas meta.yaml aan of geef het een "
        "plaats onder 'perspectieven:' in het studiebestand."
    )


NO_CONSENT = (
    "Van niemand aan deze tafel is vastgelegd of citeren mag: er wordt niemand geciteerd. Leg het vast "
    "onder 'toestemming:' in meta.yaml."
)


def consent_gaps_note(gaps: Mapping[str, Sequence[str]]) -> str:
    """Return what stands in the way of quoting, by gap with the codes of whom it concerns."""
    told = "; ".join(f"{', '.join(codes)}: {gap}" for gap, codes in sorted(gaps.items()))
    return f"Niet te citeren: {told}."


def left_out_people(codes: Sequence[str]) -> str:
    """Return whose turns were not taken in."""
    return (
        f"De beurten van {', '.join(codes)} zijn weggelaten: ingetrokken, geen toestemming voor "
        "onderzoek, of verlopen. Wat anderen in een verslag over hen schreven staat er nog."
    )


def unknown_withdrawn(codes: Sequence[str]) -> str:
    """Return that someone who withdrew is no participant any more, and what was done to be sure."""
    return (
        f"{', '.join(codes)} trok zich terug maar staat niet (meer) in meta.yaml. Voor de zekerheid zijn "
        "alle beurten van onbekende sprekers weggelaten; zet de code terug in meta.yaml."
    )


def absent_people(roles: Sequence[str]) -> str:
    """Return who is spoken about and did not sit there; roles are words of the product's own list."""
    return (
        f"Besproken maar niet aan tafel: {', '.join(roles)}. Zij stemden nergens mee in; kijk een "
        "citaat over hen extra na."
    )


def labels_note() -> Note:
    """Return that a transcript names no speaker."""
    return "labels", (
        "Geen sprekers gevonden: elke alinea telt als beurt van een onbekende spreker. Zet voor elke "
        "beurt wie er spreekt, bijvoorbeeld 'Moeder: …'."
    )


def unknown_speakers_note(labels: int, turns: int) -> Note:
    """Return how many labels fit nobody at the table; a label is never shown, it may be a name."""
    return "spreker", (
        f"{plural(labels, 'aanduiding hoort', 'aanduidingen horen')} bij geen deelnemer van meta.yaml "
        f"({plural(turns, 'beurt', 'beurten')}, perspectief onbekend). Koppel ze onder 'sprekers:' in "
        "meta.yaml, of met: dialoogtafel sprekers"
    )


def left_out_note(count: int) -> Note:
    """Return how many segments are no evidence."""
    return "bijwerk", (
        f"{plural(count, 'segment telt', 'segmenten tellen')} niet mee: bladranden, titelregels of "
        "ondertitels die niemand uitsprak."
    )
