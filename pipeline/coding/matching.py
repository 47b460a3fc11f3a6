"""Words of segments in; where patterns of the codebook are found in them, out.

A matcher of our own, not spaCy's: rules meet words as a table (the door to spaCy stays in
`language`), a word must be found by its form, its lemma and a verb joined with a stranded particle
at once, and an index by word keeps 300 patterns over 40,000 words within two seconds.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from pandera.typing import DataFrame

from pipeline.coding.clauses import Word
from pipeline.coding.hedging import hedged
from pipeline.coding.negation import Scope, is_denied, scopes
from pipeline.coding.particles import loose_particles
from pipeline.domain.patterns import Pattern, Run, Step, plain
from pipeline.domain.tables import Tokens

CLOSERS = frozenset(".!?…")  # marks of which the end of a sentence is made


@dataclass(frozen=True)
class Sentence:
    """One sentence of a segment: the forms by which each of its words is known."""

    segment_id: str
    words: tuple[Word, ...]
    keys: tuple[Set[str], ...]

    @functools.cached_property
    def denials(self) -> tuple[Scope, ...]:
        """The denials in it; looked for once, and only where some pattern is found."""
        return scopes(self.words, self.keys)

    @functools.cached_property
    def hedged(self) -> tuple[bool, ...]:
        """Tell of every word whether it is said with reserve, or asked."""
        return hedged(self.words)


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
                fitting = frozenset(form for form in self.holders if fits(word, form))
            else:
                fitting = frozenset((word,)) if word in self.holders else frozenset()
            self._known[word] = fitting
        return self._known[word]


def fits(wanted: str, word: str) -> bool:
    """Tell whether a word is what a pattern wants, with * for any letters."""
    return bool(_wildcard(wanted).fullmatch(word)) if "*" in wanted else word == wanted


@functools.cache
def _wildcard(wanted: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(piece) for piece in wanted.split("*")))


def index_of(tokens: DataFrame[Tokens]) -> Index:
    """Return the sentences of all segments, indexed."""
    sentences: list[Sentence] = []
    rows: Iterable[Any] = zip(
        tokens["segment_id"], tokens["token"], tokens["lemma"], tokens["pos"], strict=True
    )
    current: list[Word] = []
    owner = ""
    for segment_id, token, lemma, pos in rows:
        if segment_id != owner and current:
            sentences.append(_sentence(owner, current))
            current = []
        owner = segment_id
        current.append(Word(plain(token), plain(lemma), pos))
        if token and not set(token) - CLOSERS:
            sentences.append(_sentence(owner, current))
            current = []
    if current:
        sentences.append(_sentence(owner, current))
    return Index(sentences)


def find(pattern: Pattern, index: Index) -> Iterator[tuple[str, bool]]:
    """Give the segment of every sentence in which a pattern is found, denial taken into account.

    With it whether the sentence says it with reserve, or asks.
    """
    candidates = set.intersection(*(index.holding(run) for run in pattern.runs))
    for number in sorted(candidates):
        sentence = index.sentences[number]
        if any(any(_places(run, sentence, index)) for run in pattern.forbidden):
            continue
        ways = [list(_places(run, sentence, index)) for run in pattern.runs]
        if not all(ways):
            continue
        fitting = _fitting_ways(pattern, sentence, ways)
        reserved = all(_is_hedged(sentence, way) for way in fitting)
        if fitting and not (pattern.certain and reserved):
            yield sentence.segment_id, reserved


def _fitting_ways(
    pattern: Pattern, sentence: Sentence, ways: Sequence[Sequence[list[int]]]
) -> list[list[int]]:
    """Return the ways in which the first run is found, if denial is as the pattern asks.

    Every run must stand undenied; where a pattern asks for denial, one denied run will do. A word
    that the pattern itself looks for ("ontbrak") denies nothing else of it.
    """
    if pattern.polarity == "either":
        return list(ways[0])
    own = {place for run in ways for way in run for place in way}
    denials = [scope for scope in sentence.denials if not scope.cue & own]
    split = [[(way, is_denied(way, denials)) for way in run] for run in ways]
    if pattern.polarity == "negated":
        denied = [any(said for _, said in run) for run in split]
        return [way for way, said in split[0] if said or any(denied[1:])]
    if not all(any(not said for _, said in run) for run in split):
        return []
    return [way for way, said in split[0] if not said]


def _is_hedged(sentence: Sentence, places: Sequence[int]) -> bool:
    return any(sentence.hedged[place] for place in places)


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


def _sentence(segment_id: str, words: Sequence[Word]) -> Sentence:
    """Return one sentence, a verb also known as joined with the particle that it left behind."""
    keys = [{word.form, word.lemma} for word in words]
    for place, word in enumerate(words):
        if word.is_verb:
            keys[place] |= {particle + word.lemma for particle in loose_particles(words, place)}
    return Sentence(segment_id, tuple(words), tuple(frozenset(forms) for forms in keys))
