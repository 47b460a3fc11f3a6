"""A word that denies in its sentence in; whether it only seems to, out: "niet alleen", "niets mis"."""

from __future__ import annotations

from collections.abc import Sequence, Set

from pipeline.coding.clauses import Word

# What looks like a denial and is none, each place a choice of words.
NO_DENIAL = tuple(
    tuple(frozenset(step.split("|")) for step in line.split())
    for line in (
        "niet alleen|enkel|slechts|louter|zomaar|lang",
        "niet te geloven|onderschatten|vergeten",
        "niet voor niets|niks",
        "niet veel later",
        "niet eerder|later|minder dan",
        "niet in het minst",
        "niet in de laatste plaats",
        "niets|niks dan|mis|liever",
        "niets|niks anders dan",
        "niets|niks te klagen|mankeren|wensen",
        "geen wonder|twijfel|toeval",
    )
)
CHOICE = ((frozenset(("dan",)), "niet"), (frozenset(("of",)), "niet"), (frozenset(("of",)), "geen"))
BETWEEN = frozenset(("zo", "heel", "echt", "bepaald", "eens", "helemaal"))  # "niet zo lang geleden"
BAD = frozenset(("slecht", "verkeerd", "gek", "vervelend"))  # and "on-": "niet ontevreden over …"


def seeming_denial(words: Sequence[Word], keys: Sequence[Set[str]], place: int) -> int:
    """Return how many words from here only look like a denial, 0 where they do not."""
    before = words[place - 1].form if place else ""
    last = place + 1 == len(words) or words[place + 1].pos == "PUNCT"
    for earlier, form in CHOICE:
        either = before == "dan" or last or (place > 1 and words[place - 2].form == "wel")
        if words[place].form == form and before in earlier and either:
            return 1
    if [word.form for word in words[place : place + 3]] == ["niet", "waar", "?"]:
        return 2
    after = [keys[place], *(_bare(words, keys, place))]
    for steps in NO_DENIAL:
        if len(steps) <= len(after) and all(s & k for s, k in zip(steps, after, strict=False)):
            return len(steps)
    return 1 if "niet" in keys[place] and _is_mild(words, place) else 0


def _bare(words: Sequence[Word], keys: Sequence[Set[str]], place: int) -> list[Set[str]]:
    """Return the words after a place, those left out that only stress."""
    start = place + 1
    while start < len(words) and words[start].form in BETWEEN:
        start += 1
    return list(keys[start : start + 5])


def _is_mild(words: Sequence[Word], place: int) -> bool:
    """Tell "niet ontevreden", "niet slecht", which deny the judgement alone."""
    rest = [word for word in words[place + 1 : place + 3] if word.form not in BETWEEN]
    if not rest:
        return False
    word = rest[0]
    made = word.form.startswith("on") and not word.form.startswith(("ond", "ons", "ont"))
    made |= word.form.startswith(("ontevreden", "onduidelijk", "onterecht"))
    return word.form in BAD or (word.pos == "ADJ" and made)
