"""Invented boards for a praatplaat: any number of statements and voices, any length of words."""

from __future__ import annotations

import itertools
from pathlib import Path

from pipeline.release.figures import read_style
from pipeline.release.praatplaat import Board, Statement, Voice

STYLE = read_style(Path(__file__).parents[4] / "configs" / "huisstijl.yaml")
SHORT = (
    "Eén vast gezicht, ook na een verhuizing.",
    "Bel een half jaar later nog een keer: hoe gaat het nu?",
    "Vier systemen, en in geen ervan staat wat we leerden.",
    "Betaal jongeren voor hun tijd, niet met een bon.",
    "Niemand beslist of we ermee doorgaan.",
)
PLAIN = (
    "De oude trainer mocht bij elk gesprek zitten, en komt nog steeds langs nu de hulp klaar is.",
    "Nieuwe collega's krijgen in week twee het zwaarste gezin, want de vorige was net vertrokken.",
    "Een uur leertijd per twee weken in het contract, en dat uur ook echt betalen.",
)
LONG_TEXT = (
    "Toen wij na maanden van bellen, mailen en weer bellen eindelijk iemand aan de telefoon kregen die wist wie "
    "wij waren, bleek het dossier opnieuw zoek en begon het hele verhaal nog een keer van voren af aan, met "
    "dezelfde vragen en dezelfde formulieren als drie jaar daarvoor, alleen nu zonder onze zoon erbij"
)
LONG_WORDS = (
    "Jeugdbeschermingsinstellingenoverlegstructuren helpen niet.",
    "Wachtlijstproblematiekbestrijdingsmaatregelen",
    "Kort.",
)
NAMES = (
    ("jeugdigen", "gezin"), ("ouders", "gezin"), ("professionals", "professionals"), ("beleid en bestuur", "beleid"),
    ("onderzoek en opleiding", "overig"), ("ervaringsdeskundigen", "overig"),
)  # fmt: skip
LONG_NAMES = (
    ("jeugdbeschermingsinstellingenmedewerkers", "professionals"), ("ouders, pleegouders en andere opvoeders", "gezin"),
    ("professionals, onderzoek en opleiding", "professionals"), ("beleid en bestuur", "beleid"), ("netwerk", "gezin"),
    ("jongeren die eerder aan tafel zaten", "gezin"),
)  # fmt: skip
HEADINGS = ("kansen", "belemmeringen", "randvoorwaarden", "")
HEADING_NAMES = (
    ("kansen", "kans"), ("belemmeringen", "belemmering"), ("randvoorwaarden", "voorwaarde"),
)  # fmt: skip


def board(
    n_voices=4,
    n_statements=9,
    *,
    texts=SHORT,
    shared=0,
    names=NAMES,
    own_question="",
    mark="CONCEPT",
):
    """Draw a board; every second voice has a firm statement in front."""
    said = itertools.cycle(texts)
    numbers = itertools.count(1)

    def one(place, firm, supporters=()):
        number = next(numbers)
        return Statement(
            f"U-{number:02d}", next(said), HEADINGS[number % 4], firm, ("lamp", "hek", "sleutel", "")[number % 4],
            own_question if number == 1 else "", "Waar zie je dit bij ons terug?", supporters, place,
        )  # fmt: skip

    voices = []
    for at in range(n_voices):
        count = n_statements // n_voices + (at < n_statements % n_voices)
        name, group = names[at]
        own = tuple(one(place, place == 0 and at % 2 == 0) for place in range(count))
        voices.append(Voice(name, name, group, own, "Wie is er nog als de hulp klaar is?"))
    return Board(
        title="Samen bouwen aan kwaliteit", question="Wat doen wij morgen anders?",
        source="Bron: drie dialoogsessies, Friesland, 2024 en 2025.",
        guide="Groot: die plek staat vast. Klein: die plek kan nog schuiven.", guide_loose="Alles kan nog schuiven.", voices=tuple(voices),
        shared=tuple(one(place, True, (names[0][0], names[1][0])) for place in range(shared)),
        shared_lead="Hier zijn groepen het over eens", chair="En jij?", mark=mark, heading_names=HEADING_NAMES,
    )  # fmt: skip
