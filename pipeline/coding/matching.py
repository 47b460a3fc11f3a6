"""Words of segments in; where patterns of the codebook are found in them, out.

A matcher of our own, not spaCy's: rules meet words as a table (the door to spaCy stays in
`language`), a word must be found by its form, its lemma and a verb joined with a stranded particle
at once, and an index by word keeps 300 patterns over 40,000 words within a second.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from pandera.typing import DataFrame

from pipeline.coding.negation import denied
from pipeline.domain.patterns import Pattern, Run, Step, plain
from pipeline.domain.tables import Tokens

PARTICLES = frozenset(
    ("aan", "achter", "af", "bij", "binnen", "door", "in", "langs", "los", "mee", "na", "neer",
     "om", "onder", "op", "over", "rond", "samen", "tegen", "terug", "thuis", "toe", "uit", "vast",
     "voor", "vrij", "weg", "klaar", "dicht", "stil")
)  # fmt: skip
CLOSERS = frozenset((".", "!", "?", "…", "..."))


@dataclass(frozen=True)
class Sentence:
    """One sentence of a segment: the forms by which each of its words is known."""

    segment_id: str
    keys: tuple[Set[str], ...]
    denied: tuple[bool, ...]


class Index:
    """All sentences, and for every form of a word the sentences that hold it."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.holders: dict[str, set[int]] = defaultdict(set)
        for number, sentence in enumerate(sentences):
            for forms in sentence.keys:
                for form in forms:
                    self.holders[form].add(number)
        self._known: dict[str, frozenset[str]] = {}

    def forms(self, step: Step) -> frozenset[str]:
        """Return the forms in the material that fit a step."""
        return frozenset().union(*(self._fitting(word) for word in step.words))

    def holding(self, run: Run) -> set[int]:
        """Return the sentences that hold a fitting word for every step, in whatever order."""
        found: set[int] | None = None
        for step in run:
            holders = set().union(*(self.holders[form] for form in self.forms(step)))
            found = holders if found is None else found & holders
        return found or set()

    def _fitting(self, word: str) -> frozenset[str]:
        if word not in self._known:
            if "*" in word:
                wanted = re.compile(".*".join(re.escape(piece) for piece in word.split("*")))
                fitting = frozenset(form for form in self.holders if wanted.fullmatch(form))
            else:
                fitting = frozenset((word,)) if word in self.holders else frozenset()
            self._known[word] = fitting
        return self._known[word]


def index_of(tokens: DataFrame[Tokens]) -> Index:
    """Return the sentences of all segments, indexed."""
    sentences: list[Sentence] = []
    rows: Iterable[Any] = zip(
        tokens["segment_id"], tokens["token"], tokens["lemma"], tokens["pos"], strict=True
    )
    current: list[tuple[str, str, str]] = []
    owner = ""
    for segment_id, token, lemma, pos in rows:
        if segment_id != owner and current:
            sentences.append(_sentence(owner, current))
            current = []
        owner = segment_id
        current.append((plain(token), plain(lemma), pos))
        if token in CLOSERS:
            sentences.append(_sentence(owner, current))
            current = []
    if current:
        sentences.append(_sentence(owner, current))
    return Index(sentences)


def find(pattern: Pattern, index: Index) -> Iterator[str]:
    """Give the segment of every sentence in which a pattern is found, denial taken into account."""
    candidates = set.intersection(*(index.holding(run) for run in pattern.runs))
    for number in sorted(candidates):
        sentence = index.sentences[number]
        if any(any(_places(run, sentence, index)) for run in pattern.forbidden):
            continue
        first, *others = (_places(run, sentence, index) for run in pattern.runs)
        if not all(any(True for _ in places) for places in others):
            continue
        if any(_polarity_fits(pattern, sentence, places) for places in first):
            yield sentence.segment_id


def _polarity_fits(pattern: Pattern, sentence: Sentence, places: Sequence[int]) -> bool:
    if pattern.polarity == "either":
        return True
    is_denied = any(sentence.denied[place] for place in places)
    return is_denied == (pattern.polarity == "negated")


def _places(run: Run, sentence: Sentence, index: Index) -> Iterator[list[int]]:
    """Give every way in which a run is found in a sentence, as the places of its words."""
    wanted = [index.forms(step) for step in run]

    def follow(step: int, places: list[int]) -> Iterator[list[int]]:
        if step == len(run):
            yield places
            return
        if not places:
            options = range(len(sentence.keys))
        else:
            start = places[-1] + 1
            options = range(start, min(start + run[step].skip + 1, len(sentence.keys)))
        for place in options:
            if sentence.keys[place] & wanted[step]:
                yield from follow(step + 1, [*places, place])

    yield from follow(0, [])


def _sentence(segment_id: str, words: Sequence[tuple[str, str, str]]) -> Sentence:
    """Return one sentence, a verb also known as joined with the particle that it left behind."""
    keys = [{form, lemma} for form, lemma, _ in words]
    for place, (_, lemma, pos) in enumerate(words):
        if pos in ("VERB", "AUX"):
            loose = [*_stranded(words, place), *_before_te(words, place)]
            keys[place] |= {particle + lemma for particle in loose}
    return Sentence(segment_id, tuple(frozenset(forms) for forms in keys), tuple(denied(keys)))


def _stranded(words: Sequence[tuple[str, str, str]], verb: int) -> Iterator[str]:
    """Give the particles behind a verb that may belong to it: those that end their clause.

    "ze belden ons niet terug, en …" strands "terug"; in "ze belden uit de trein" "uit" does not end
    anything.
    """
    for place in range(verb + 1, len(words)):
        form, _, pos = words[place]
        if pos == "PUNCT":
            return
        following = words[place + 1] if place + 1 < len(words) else ("", "", "PUNCT")
        ends = following[2] in ("PUNCT", "CCONJ", "SCONJ", "VERB", "AUX")
        if form in PARTICLES and ends:
            yield form


def _before_te(words: Sequence[tuple[str, str, str]], verb: int) -> list[str]:
    """Return the particle before an infinitive with "te": "terug te bellen"."""
    if verb >= 2 and words[verb - 1][0] == "te" and words[verb - 2][0] in PARTICLES:
        return [words[verb - 2][0]]
    return []
