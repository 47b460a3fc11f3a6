"""What a researcher reads about a session's sheet: Dutch, with what to do, without a word of it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.prioritising import POINTS, SCALE, STICKERS, TOP3
from pipeline.domain.wording import plural

NO_SHEET = (
    "Bij deze dialoogsessie staat geen uitspraken.csv of uitspraken.xlsx in de map; er valt niets te "
    "prioriteren."
)
NO_STATEMENTS = "Er staat nog geen uitspraak in: de kolom met tekst is leeg."
NO_SEATS = (
    "Er is geen kolom met de punten van een deelnemer; de uitspraken zijn gelezen, zonder rangorde. Zet "
    "boven de kolom van elke deelnemer de code uit meta.yaml, zoals P01."
)
ONLY_TOTALS = (
    "Er staan alleen totalen, geen punten per deelnemer: niet te zien is hoeveel mensen en welke groepen "
    "iets steunen. De uitspraken zijn gelezen, zonder rangorde. Zet boven de kolom van elke deelnemer de "
    "code uit meta.yaml, zoals P01."
)
NO_POINTS = "Niemand gaf een punt; de uitspraken zijn gelezen, zonder rangorde."
_FORM = {
    POINTS: "punten (3 weegt drie keer zo zwaar als 1)",
    STICKERS: "stickers",
    TOP3: "een top 3 (1 is de eerste plaats en telt voor 3)",
}
_MOST_NAMED = 12


class ColumnNumber(int):
    """A column of a sheet, counted from 1 and told as a spreadsheet shows it: by letters."""

    def __str__(self) -> str:
        """Return its letters: 1 is A, 27 is AA."""
        letters, left = "", int(self)
        while left:
            left, last = divmod(left - 1, 26)
            letters = chr(ord("A") + last) + letters
        return letters


def ambiguous_form() -> str:
    """Return that 1, 2 and 3 (and on) can be points or places, which are each other's reverse."""
    return (
        "er staat steeds 1, 2 en 3, of elk getal tot het aantal uitspraken één keer. Dat kunnen punten zijn (het "
        "hoogste getal weegt het zwaarst) of plaatsen (1 weegt het zwaarst, en de eerste drie tellen). Zet in het "
        "studiebestand 'prioriteren: {vorm: punten}' of 'prioriteren: {vorm: top3}'."
    )


def no_text_column() -> str:
    """Return that the file has no column of statements, nor people in rows below statements."""
    return (
        "er is geen kolom 'tekst' (of 'uitspraak', 'stelling') met een uitspraak per rij, en ook geen rij met "
        "uitspraken waar per deelnemer punten onder staan. Zet in de eerste regel: id;tekst;vraag;soort;P01;P02 en "
        "zo verder, een kolom per deelnemer. Of, als in een formulier: deelnemer;rol; en dan boven elke kolom een "
        "uitspraak, een rij per deelnemer met punten als getal."
    )


def two_ways() -> str:
    """Return that statements may stand in rows and in columns, which give different points."""
    return (
        "er staat een kolom met teksten, en ook een rij met uitspraken waar punten onder staan: niet te zien is "
        "of een rij een uitspraak is of een deelnemer. Is een rij een deelnemer, haal dan de kolom met teksten weg "
        "(of noem haar 'toelichting'). Is een rij een uitspraak, zet dan boven elke kolom de code van een deelnemer "
        "uit meta.yaml, zoals P01, en haal de kolommen van het formulier weg."
    )


def only_numbers() -> str:
    """Return that points stand below numbers of statements, of which the words are not there."""
    return (
        "boven de punten staan alleen nummers, zoals Q1 of 3, en geen uitspraken. Zet boven elke kolom de tekst "
        "van de uitspraak zelf."
    )


def choices_in_cells() -> str:
    """Return that people chose statements in a cell, so that no column belongs to one."""
    return (
        "in de vakjes staan gekozen uitspraken in plaats van punten (een keuzevraag of rangschikking). Geef elke "
        "uitspraak een eigen kolom, met de tekst erboven en bij elke deelnemer de punten (1 voor gekozen, anders "
        "leeg)."
    )


def read_as_form(n_statements: int, n_people: int) -> str:
    """Return that a row was taken for a participant, and how much that gave."""
    return (
        f"Gelezen met een deelnemer per rij en een uitspraak per kolom: "
        f"{plural(n_statements, 'uitspraak', 'uitspraken')} en {plural(n_people, 'deelnemer', 'deelnemers')}. Is dat "
        "andersom, noem dan de kolom met uitspraken 'tekst'."
    )


def personal_columns(columns: Sequence[int]) -> str:
    """Return which columns stand for a person and were not taken in."""
    return (
        f"Niet ingelezen, want daar staan namen, e-mailadressen of andere persoonsgegevens: {_columns(columns)}. "
        "Haal ze ook uit het bestand; voor de analyse zijn ze niet nodig."
    )


def nameless_rows(count: int, n_unplaced: int) -> str:
    """Return how many rows say by no code whose they are, and how many not even from which place."""
    place = (
        f" Van {'alle' if n_unplaced == count else n_unplaced} is ook het perspectief onbekend; een kolom 'rol' "
        "met ouder, jeugdige en zo verder zegt dat."
        if n_unplaced
        else ""
    )
    return (
        f"{plural(count, 'rij heeft', 'rijen hebben')} geen code uit meta.yaml en {'heet' if count == 1 else 'heten'} "
        f"naar de rij, zoals 'rij 4'.{place} Met een kolom 'deelnemer' (P01, P02) weet het programma wie er punten gaf."
    )


def unread_names(count: int) -> str:
    """Return how many cells in the column of participants hold neither code nor role."""
    return (
        f"Bij {plural(count, 'rij', 'rijen')} staat in de kolom met deelnemers geen code of rol; wat daar staat is "
        "niet ingelezen, want het kan een naam zijn. Zet er de code uit meta.yaml."
    )


def no_answers(rows: Sequence[int]) -> str:
    """Return which rows hold text where points belong, and are taken for nobody's."""
    return f"Overgeslagen: {_rows(rows)}, want daar staat tekst waar punten horen."


def unfilled_columns(columns: Sequence[int]) -> str:
    """Return which statements nobody gave anything."""
    read_as = "een uitspraak" if len(columns) == 1 else "uitspraken"
    return f"Bij niemand ingevuld: {_rows(columns)}. Gelezen als {read_as} zonder punten."


def withheld_rows(count: int) -> str:
    """Return that rows of nobody known were left out, because one of them may be of who left."""
    return (
        f"Iemand van deze sessie doet niet (meer) mee en {plural(count, 'rij heeft', 'rijen hebben')} geen code: elk "
        "daarvan kan van diegene zijn, dus geen ervan telt mee. Zet in een kolom 'deelnemer' de codes uit meta.yaml."
    )


def too_many_cells(rows: Sequence[int]) -> str:
    """Return which rows hold more cells than there are names, so that points may stand with another."""
    return (
        f"{_rows(rows)} {'heeft' if len(rows) == 1 else 'hebben'} meer vakjes dan er kolommen zijn. Staat er een "
        "scheidingsteken in de tekst? Zet die tekst tussen aanhalingstekens, of bewaar het blad als xlsx."
    )


def assumed_form(form: str) -> str:
    """Return as what the cells were read."""
    return (
        f"Gelezen als {_FORM[form]}. Klopt dat niet, zet dan 'prioriteren: {{vorm: …}}' in het "
        "studiebestand."
    )


def read_as_scale(highest: int) -> str:
    """Return that scores were read, and from which score on somebody supports a statement."""
    return (
        f"Gelezen als cijfers van 1 tot en met {highest}: boven het midden ({_number((1 + highest) / 2)}) is steun, "
        "daaronder niet. Klopt dat niet, zet dan 'prioriteren: {vorm: schaal, hoogste: …}' of "
        "'prioriteren: {vorm: punten}' in het studiebestand."
    )


def assumed_most(points: float) -> str:
    """Return how many points each person is taken to have had."""
    return (
        f"Aangenomen dat iedereen {_number(points)} kon geven, want dat gaven de meesten en niemand meer. "
        "Leg het vast met 'prioriteren: {per_persoon: …}' in het studiebestand."
    )


UNKNOWN_MOST = (
    "Hoeveel punten iemand kon geven is niet vastgelegd; ongebruikte punten zijn niet te tellen. Zet "
    "'prioriteren: {per_persoon: …}' in het studiebestand."
)


def as_text(count: int) -> str:
    """Return how many cells said it in words or marks."""
    return f"{plural(count, 'vakje', 'vakjes')} met tekst of een teken gelezen als punten."


def unreadable(count: int, rows: Sequence[int]) -> str:
    """Return how many cells hold something that is no number of points."""
    return (
        f"{plural(count, 'vakje is', 'vakjes zijn')} niet te lezen als punten en "
        f"{'telt' if count == 1 else 'tellen'} niet mee ({_rows(rows)})."
    )


def negative(count: int, rows: Sequence[int]) -> str:
    """Return how many cells hold less than nothing."""
    return f"{plural(count, 'vakje', 'vakjes')} met minder dan nul punten geteld als nul ({_rows(rows)})."


def out_of_form(count: int, form: str, rows: Sequence[int]) -> str:
    """Return how many cells hold what the study's form of prioritising does not know."""
    what = {
        TOP3: "geen 1, 2 of 3",
        SCALE: "geen cijfer van de schaal",
    }.get(form, "een plaats of oordeel in plaats van punten")
    hold, counts = ("houdt", "telt") if count == 1 else ("houden", "tellen")
    cells = plural(count, "vakje", "vakjes")
    return f"{cells} {hold} {what} in en {counts} niet mee ({_rows(rows)})."


def double_places_note(codes: Sequence[str]) -> str:
    """Return who gave one place to several statements."""
    return f"Dezelfde plaats meer dan eens gegeven door {_codes(codes)}; alles is geteld."


def empty_cells(count: int, n_people: int) -> str:
    """Return how many cells are empty where others hold a nought."""
    return (
        f"{plural(count, 'vakje is', 'vakjes zijn')} leeg, bij {plural(n_people, 'deelnemer', 'deelnemers')}, "
        "waar elders een nul staat; gelezen als geen punten."
    )


def gave_nothing(codes: Sequence[str]) -> str:
    """Return who gave no point at all."""
    return f"Geen punten van {_codes(codes)}; wie niets gaf, telt niet mee in de aandelen."


def unused_points(unused: float, allowed: float, n_people: int) -> str:
    """Return how many points were left."""
    return (
        f"{_number(unused)} van de {_number(allowed)} punten zijn niet gegeven, door "
        f"{plural(n_people, 'deelnemer', 'deelnemers')}. Ieders punten wegen als aandeel van wat diegene gaf."
    )


def too_many_points(codes: Sequence[str], allowed: float) -> str:
    """Return who gave more than there were to give."""
    return (
        f"Meer dan {_number(allowed)} punten gegeven door {_codes(codes)}. Ieders punten wegen als aandeel "
        "van wat diegene gaf, dus niemand weegt zwaarder; kijk de kolom na."
    )


def double_seats(codes: Sequence[str], where: str = "kolommen") -> str:
    """Return whose column, or row in a form, stands there twice."""
    return f"Twee {where} van {_codes(codes)}; alleen de eerste is gelezen. Haal er één weg."


def unknown_seats(codes: Sequence[str]) -> str:
    """Return which participants of the sheet meta.yaml does not know."""
    return (
        f"{_codes(codes)} {'staat' if len(codes) == 1 else 'staan'} niet onder 'deelnemers:' in meta.yaml; "
        "de punten tellen mee, met onbekend perspectief."
    )


def missing_seats(codes: Sequence[str], where: str = "kolom") -> str:
    """Return which participants have no column, or no row in a form."""
    return (
        f"Geen {where} voor {_codes(codes)}; {'diegene telt' if len(codes) == 1 else 'zij tellen'} niet mee "
        "bij het prioriteren."
    )


def unknown_columns(columns: Sequence[int]) -> str:
    """Return which columns were passed over; a name may be a person's own."""
    return (
        f"Overgeslagen: {_columns(columns)}, want de naam erboven is geen code of rol uit "
        "meta.yaml en geen bekende kolom."
    )


def unread_columns(columns: Sequence[int]) -> str:
    """Return which columns of a form hold no points."""
    return (
        f"Overgeslagen: {_columns(columns)}, want dat is een vraag aan de deelnemer of een antwoord in woorden, "
        "en geen uitspraak met punten."
    )


def without_text(rows: Sequence[int], n_with_points: int) -> str:
    """Return which rows have no text."""
    lost = (
        f" Bij {n_with_points} daarvan staan wel punten; die tellen niet mee."
        if n_with_points
        else ""
    )
    return f"Zonder tekst overgeslagen: {_rows(rows)}.{lost}"


def long_texts(rows: Sequence[int], most: int) -> str:
    """Return which statements are long for a card."""
    return f"{most} tekens of meer: {_rows(rows)}. Gewoon meegeteld; voor een praatplaat is een kortere zin nodig."


def double_ids(rows: Sequence[int]) -> str:
    """Return which numbers stand at several statements."""
    return f"Een id die al eerder staat: {_rows(rows)}; zij kregen er een volgnummer bij."


def double_texts(rows: Sequence[int]) -> str:
    """Return which statements say the same; they stay apart, for people gave points to each."""
    return (
        f"Dezelfde tekst als eerder: {_rows(rows)}. Ze tellen apart; voeg ze in het blad samen als het "
        "één uitspraak is."
    )


def unknown_questions(count: int) -> str:
    """Return how many statements stand under no heading."""
    return (
        f"{plural(count, 'uitspraak hoort', 'uitspraken horen')} bij een vraag die onder geen kop staat. "
        "Zet de vraag onder 'vragen:' in het studiebestand, bij kansen, belemmeringen of randvoorwaarden."
    )


def unknown_words(what: str, rows: Sequence[int]) -> str:
    """Return where a valence, perspective or theme stands that the codebook does not know."""
    return f"Onbekend bij '{what}' en leeg gelaten: {_rows(rows)}."


def several_sheets(count: int) -> str:
    """Return that only one sheet of a workbook was read."""
    return f"{count} bladen hebben een kolom met uitspraken; alleen het eerste is gelezen. Zet alles op één blad."


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(codes[:_MOST_NAMED]) + _more(codes)


def _rows(rows: Sequence[int]) -> str:
    numbers = list(dict.fromkeys(rows))
    named = ", ".join(str(number) for number in numbers[:_MOST_NAMED])
    one, more = ("kolom", "kolommen") if isinstance(rows[0], ColumnNumber) else ("rij", "rijen")
    return f"{one if len(numbers) == 1 else more} {named}{_more(numbers)}"


def _columns(columns: Sequence[int]) -> str:
    """Return columns, counted from 0, by their letters."""
    return _rows([ColumnNumber(column + 1) for column in columns])


def _more(items: Sequence[object]) -> str:
    return f" en nog {len(items) - _MOST_NAMED}" if len(items) > _MOST_NAMED else ""


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
