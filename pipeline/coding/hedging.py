"""The words of one sentence in; which of them are said with reserve or asked, out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.clauses import Word, clauses

ALONE = frozenset(
    ("misschien", "wellicht", "mogelijk", "waarschijnlijk", "vermoedelijk", "enigszins", "ietwat",
     "schijnbaar", "blijkbaar", "zogenaamd", "mogelijkerwijs")
)  # fmt: skip
PHRASES = (
    ("een", "beetje"), ("volgens", "mij"), ("naar", "mijn", "idee"), ("soort", "van"),
    ("min", "of", "meer"), ("denk", "ik"), ("dacht", "ik"), ("geloof", "ik"), ("ik", "denk"),
    ("ik", "geloof"), ("ik", "vermoed"), ("zou", "kunnen"), ("weet", "niet", "of"),
    ("geen", "idee", "of"),
)  # fmt: skip
OVER = frozenset(("dat", "of"))  # opens the clause that a reserve in front of it is about


def hedged(words: Sequence[Word]) -> tuple[bool, ...]:
    """Tell of every word whether its clause is said with reserve ("misschien", "volgens mij") or asked."""
    if words and words[-1].form.endswith("?"):
        return (True,) * len(words)
    numbers = clauses(words)
    held: set[int] = set()
    for place, word in enumerate(words):
        length = next((len(p) for p in PHRASES if _begins(words, place, p)), 0)
        if not length and word.form not in ALONE:
            continue
        held.add(numbers[place])
        end = place + max(length, 1)
        if length and end <= len(words) and any(w.form in OVER for w in words[end - 1 : end + 1]):
            held.add(numbers[min(end, len(words) - 1)])
    return tuple(number in held for number in numbers)


def _begins(words: Sequence[Word], place: int, phrase: Sequence[str]) -> bool:
    return tuple(word.form for word in words[place : place + len(phrase)]) == tuple(phrase)
