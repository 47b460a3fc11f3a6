"""A blank spaCy Doc in; lemma and part of speech on its tokens, by HanTa corrected with simplemma.

Imports spaCy: only `dutch` opens this module, and late.
Method: HanTa, Wartena (2019), "A Probabilistic Morphology Model for German Lemmatization".
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

TAGGER = "hanta_tagger"
LEMMAS = "domain_lemmas"

# From the tags of the Corpus Gesproken Nederlands, longest first, to Universal Dependencies.
UNIVERSAL = {
    "ADJ": "ADJ", "BW": "ADV", "LET": "PUNCT", "LID": "DET", "N(eigen": "PROPN", "N": "NOUN",
    "SPEC(deeleigen": "PROPN", "SPEC(symb": "SYM", "SPEC": "X", "TSW": "INTJ", "TW(rang": "ADJ",
    "TW": "NUM", "VG(neven": "CCONJ", "VG": "SCONJ", "VNW(aanw,adv-pron": "ADV",
    "VNW(onbep,adv-pron": "ADV", "VNW(vb,adv-pron": "ADV", "VNW(aanw,det": "DET",
    "VNW(onbep,det": "DET", "VNW(onbep,grad": "DET", "VNW(vb,det": "DET", "VNW": "PRON",
    "VZ": "ADP", "WW": "VERB",
}  # fmt: skip
AUXILIARIES = frozenset(
    ("hebben", "zijn", "worden", "zullen", "kunnen", "moeten", "mogen", "willen", "gaan", "laten")
)
OPEN_TAGS = ("N(", "WW(", "ADJ(")
DIMINUTIVE = ("je", "jes")
ACUTE_AND_GRAVE = ("\u0301", "\u0300")  # stress marks: "dát", "wèl"


class HantaTagger:
    """The component: one HanTa model, and what it said of every word so far."""

    def __init__(self) -> None:
        self.model = _load_model()
        self.lemma = functools.cache(self._lemma)

    def __call__(self, doc: Doc) -> Doc:
        """Set `tag_`, `pos_` and `lemma_` on every token."""
        for sentence in doc.sents:
            words = [word for word in sentence if not word.is_space]
            tags = self.model.tag_sent_viterbi([word.text for word in words]) if words else []
            for word, code in zip(words, tags, strict=True):
                tag = self.model.int2tag[code]
                word.tag_ = tag
                word.lemma_ = self.lemma(word.text, tag)
                word.pos_ = _universal(tag, word.lemma_)
        return doc

    def _lemma(self, word: str, tag: str) -> str:
        """Return the lemma of `word` as `tag`: HanTa's, or simplemma's where HanTa left a stump."""
        import simplemma

        plain = without_stress(word.lower())
        if not tag.startswith(OPEN_TAGS) or tag.startswith("N(eigen"):
            return plain if not tag.startswith("N(eigen") else word
        found = without_stress(self.model.analyze(word, pos=tag)[0].replace("_", "").lower())
        other = simplemma.lemmatize(plain, lang="nl").replace("_", "")
        if not simplemma.is_known(plain, lang="nl"):
            return found or plain
        if tag.startswith("WW("):
            # simplemma takes many an infinitive for a noun ("wachten": wacht), so it may only mend.
            mend = not simplemma.is_known(found, lang="nl") and other.endswith("n")
            return other if mend else found
        if plain.endswith(DIMINUTIVE):
            return other
        if tag.startswith("N(soort,ev,basis"):
            return plain
        return found if _is_lemma(found) else other


@functools.cache
def _load_model() -> Any:
    """Load HanTa's Dutch model: once a process, for it takes 3 seconds and 0.8 GB."""
    from HanTa.HanoverTagger import HanoverTagger

    model = HanoverTagger("morphmodel_dutch.pgz")
    # The corpus repeats its words; HanTa does not remember what it worked out.
    model.analyze_forward = functools.cache(model.analyze_forward)
    return model


@Language.factory(TAGGER)
def make_tagger(nlp: Language, name: str) -> HantaTagger:  # noqa: ARG001 - spaCy's own signature
    """Make the component for a spaCy pipeline."""
    return HantaTagger()


@Language.factory(LEMMAS, default_config={"lemmas": {}})
def make_lemmas(nlp: Language, name: str, lemmas: Mapping[str, str]) -> Any:  # noqa: ARG001
    """Make the component that puts our own lemma wherever we have one."""

    def correct(doc: Doc) -> Doc:
        for word in doc:
            own = lemmas.get(word.lower_)
            if own:
                word.lemma_ = own
        return doc

    return correct


def without_stress(word: str) -> str:
    """Return `word` without acute and grave accents; a trema stays."""
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in apart if c not in ACUTE_AND_GRAVE))


@functools.cache
def _is_lemma(word: str) -> bool:
    """Tell whether simplemma knows `word` as the lemma of itself."""
    import simplemma

    known = simplemma.is_known(word, lang="nl")
    return bool(known and simplemma.lemmatize(word, lang="nl").replace("_", "") == word)


@functools.cache
def _universal(tag: str, lemma: str) -> str:
    """Return the Universal Dependencies tag that fits HanTa's `tag`."""
    fitting = [start for start in UNIVERSAL if tag.startswith(start)]
    universal = UNIVERSAL[max(fitting, key=len)] if fitting else "X"
    return "AUX" if universal == "VERB" and lemma in AUXILIARIES else universal
