"""The words of one sentence in; which of them are denied, out.

Method: cue words with a scope that ends at the clause, after NegEx (Chapman et al., 2001) and its
Dutch form in ContextD (Afzal et al., 2014), with the cues of spoken Dutch.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

# Deny the whole clause, before and behind: "ze belden niet terug", "niemand heeft gebeld".
CLAUSE = frozenset(("niet", "nooit", "nauwelijks", "amper", "niemand", "niets", "niks", "nergens"))
# Deny what follows in the clause: "geen overdracht", "zonder overleg", "gebrek aan vertrouwen".
FOLLOWING = frozenset(("geen", "zonder", "noch", "gebrek"))
# Deny the whole clause as verbs: "de overdracht ontbrak", "een gesprek bleef uit".
VERBS = frozenset(("ontbreken", "uitblijven"))
BORDERS = frozenset(
    (",", ";", ":", "(", ")", "-", "–", "—", "maar", "want", "omdat", "doordat", "zodat", "terwijl",
     "hoewel", "toen", "als", "of", "en", "dat", "die", "waar", "waardoor", "dus", "tot", "totdat")
)  # fmt: skip
# What looks like a denial and is none: "niet alleen", "niet zomaar", "geen wonder", "niks mis mee".
NO_DENIAL = frozenset(
    (("niet", "alleen"), ("niet", "zomaar"), ("geen", "wonder"), ("niet", "waar"), ("niks", "mis"))
)


def denied(keys: Sequence[Set[str]]) -> list[bool]:
    """Tell of every word of a sentence whether it stands in the scope of a denial.

    `keys` holds for every word the forms by which it is known: lower case, lemma. The word that
    denies is not itself denied. Two denials in one clause ("niet zonder overleg") undo each other.
    """
    clauses = _clauses(keys)
    counts = [0] * len(keys)
    for place, forms in enumerate(keys):
        after = keys[place + 1] if place + 1 < len(keys) else frozenset()
        if any(first in forms and second in after for first, second in NO_DENIAL):
            continue
        reach_back = bool(forms & CLAUSE) or bool(forms & VERBS)
        if not reach_back and not forms & FOLLOWING:
            continue
        for other in range(len(keys)):
            same = clauses[other] == clauses[place] and other != place
            counts[other] += same and (reach_back or other > place)
    return [count % 2 == 1 for count in counts]


def _clauses(keys: Sequence[Set[str]]) -> list[int]:
    """Return the number of the clause in which every word stands."""
    clause, numbers = 0, []
    for forms in keys:
        clause += bool(forms & BORDERS)
        numbers.append(clause)
    return numbers
