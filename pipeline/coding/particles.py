"""A verb in a sentence in; the particles that it left elsewhere ("belde … terug"), out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.coding.clauses import Word

ALWAYS = frozenset(  # never a preposition: no need to end a clause
    ("af", "terug", "mee", "neer", "los", "weg", "thuis", "vast", "vrij", "klaar", "stil", "toe")
)
ALSO_PREPOSITIONS = frozenset(
    ("aan", "achter", "bij", "binnen", "door", "in", "langs", "na", "om", "onder", "op", "over",
     "rond", "samen", "tegen", "uit", "voor", "dicht")
)  # fmt: skip
PARTICLES = ALWAYS | ALSO_PREPOSITIONS
ENDS = frozenset(("PUNCT", "CCONJ", "SCONJ", "VERB", "AUX", "ADP"))  # what may follow a particle
PLACES = frozenset(("waar", "daar", "hier"))  # "daar gaat het om", whose "om" is no particle


def loose_particles(words: Sequence[Word], verb: int) -> list[str]:
    """Return the particles in the sentence that may belong to a verb."""
    return [*_behind(words, verb), *_before(words, verb)]


def _behind(words: Sequence[Word], verb: int) -> Iterator[str]:
    """Give the particles behind a finite verb, up to the next verb or mark.

    One that is a preposition too must end its clause: "ze belden ons op, en …" strands "op"; in "ze
    belden uit de trein" "uit" does not end anything.
    """
    for place in range(verb + 1, len(words)):
        word = words[place]
        after = words[place + 1] if place + 1 < len(words) else Word("", "", "PUNCT")
        if word.pos == "PUNCT" or (word.is_verb and not _is_aside(words, place)):
            return
        stranded = after.pos in ENDS and after.form != "te" and not _of_a_place(words, verb)
        if word.form in ALWAYS or (word.form in ALSO_PREPOSITIONS and stranded):
            yield word.form


def _before(words: Sequence[Word], verb: int) -> Iterator[str]:
    """Give the particle before a row of verbs: "terug te bellen", "terug zou moeten bellen"."""
    place = verb - 1
    while place >= 0 and (words[place].is_verb or words[place].form == "te"):
        place -= 1
    if 0 <= place < verb - 1 and words[place].form in PARTICLES:
        form = words[place].form
        if form in ALWAYS or not _of_a_place(words, place):
            yield form


def _is_aside(words: Sequence[Word], place: int) -> bool:
    """Tell an infinitive with "te", which leaves the particle to the verb before it."""
    return place > 0 and words[place - 1].form == "te"


def _of_a_place(words: Sequence[Word], place: int) -> bool:
    """Tell whether "waar" or "daar" stands near before: the preposition belongs to that."""
    return any(word.form in PLACES for word in words[max(0, place - 4) : place])
