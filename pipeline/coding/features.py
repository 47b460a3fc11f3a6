"""Segments, words and vectors in; blocks of features out, and how alike segments are by them.

A block turns the whole material into one row of features for every segment, without looking at a
code. To add one, write a function and give it a line in `BLOCKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.domain.tables import Segments, Tokens
from pipeline.language.readings import Readings

Array = NDArray[np.float64]
Features = Any  # a scipy CSR matrix or an array, one row for every segment


class Material(NamedTuple):
    """What features are made of: rows of `readings` are the rows of `segments`."""

    segments: DataFrame[Segments]
    tokens: DataFrame[Tokens]
    readings: Readings


@dataclass(frozen=True)
class Block:
    """One kind of evidence of what a segment is about."""

    weight: float  # its share of the likeness of two segments, next to the other blocks'
    make: Callable[[Material], Features]


def _lemmas(material: Material) -> Features:
    """Single lemmas and pairs of them, rare ones weighing more."""
    return _word_counts(_joined(material, "lemma"))


def _lemmas_around(material: Material) -> Features:
    """The lemmas of a segment with those of its neighbours at a third of their weight."""
    from sklearn.preprocessing import normalize

    return normalize(_neighbours(material.segments, (1.0, 0.3)) @ _lemmas(material))


def _characters(material: Material) -> Features:
    """Runs of two to six characters within words: compounds, endings, spelling."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [text.lower() for text in material.segments["text"]]
    return _or_nothing(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 6), min_df=2, sublinear_tf=True), texts
    )


def _meaning(material: Material) -> Features:
    """The sentence vector with the reading in context beside it, around their mean."""
    return _centred_unit(_meanings(material.readings))


def _meaning_around(material: Material) -> Features:
    """The sentence vectors of two segments before to two after, the nearer the heavier."""
    around = _neighbours(material.segments, (1.0, 0.5, 0.25)).astype(np.float32)
    return _centred_unit(around @ _meanings(material.readings))


def _language_model(material: Material) -> Features:
    """What a language model made of the segment after all that was said before it."""
    return _even(material.readings.by_language_model)


def _language_model_around(material: Material) -> Features:
    """The same of two segments before to two after, the nearer the heavier."""
    around = _neighbours(material.segments, (1.0, 0.5, 0.25)).astype(np.float32)
    return _centred_unit(around @ _even(material.readings.by_language_model))


def _speaker(material: Material) -> Features:
    """The perspective of who speaks."""
    return _one_hot(material.segments["perspective"])


def _group(material: Material) -> Features:
    """The group of who speaks: perspectives of one group share what they say."""
    return _one_hot(material.segments["group"])


def _form(material: Material) -> Features:
    """How long a segment is, whether it asks something, and how far into the document it stands."""
    text = material.segments["text"]
    documents = material.segments["table_id"] + "/" + material.segments["document"]
    place = documents.groupby(documents).cumcount()
    last = documents.groupby(documents).transform("size") - 1
    measures = np.array(
        [np.log1p([len(words.split()) for words in text]), ["?" in words for words in text],
         place / last.clip(lower=1)],
        dtype=np.float64,
    ).T  # fmt: skip
    spread = measures.std(axis=0)
    return (measures - measures.mean(axis=0)) / np.where(spread > 1e-9, spread, 1)


# Weights, and what was left out (headings, the question asked, neighbours' own vectors, word
# classes, sentences apart): docs/coderen.md has the figures.
BLOCKS: Mapping[str, Block] = {
    "lemmas": Block(2.0, _lemmas),
    "lemmas_around": Block(1.0, _lemmas_around),
    "characters": Block(3.0, _characters),
    "meaning": Block(2.0, _meaning),
    "meaning_around": Block(1.0, _meaning_around),
    "language_model": Block(8.0, _language_model),
    "language_model_around": Block(1.0, _language_model_around),
    "speaker": Block(1.0, _speaker),
    "group": Block(0.3, _group),
    "form": Block(0.5, _form),
}
WORD = r"[^\s]+"  # a word as the language model cut it
BESIDE = 1.6  # what the reading in context counts next to sentence vectors, of length .96 centred
FAR_OUT = 3.0  # spreads
WIDTH = 0.5  # of the radial kernel; between .1 and 1 it hardly matters


def likeness(material: Material, known: NDArray[np.intp], blocks: Mapping[str, Block]) -> Array:
    """Return how alike every segment is to each segment in `known`, shape (n, n known), 0 to 1.

    Every block gives squared distances, scaled so that the known segments lie 1 from their mean on
    average; their weighted mean goes through one radial kernel.
    """
    made = [(block.weight, block.make(material)) for block in blocks.values()]
    made = [(weight, features) for weight, features in made if features.shape[1]]
    total = sum(weight for weight, _ in made)
    distances = np.zeros((len(material.segments), len(known)), dtype=np.float32)
    squares = np.zeros(len(material.segments), dtype=np.float32)
    for weight, features in made:
        square, spread = _squares(features, known)
        if spread > 1e-12:  # a block in which all segments are alike says nothing
            share = weight / total / spread
            distances -= 2 * share * _products(features, known)
            squares += share * square
    distances += squares[:, None]
    distances += squares[known]
    np.exp(-WIDTH * np.maximum(distances, 0), out=distances)
    return distances.astype(np.float64)


def _products(features: Features, known: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the inner products of all rows with the known ones; seven digits are enough."""
    small = features.astype(np.float32)
    found = small @ small[known].T
    return found if isinstance(found, np.ndarray) else found.toarray()


def _squares(features: Features, known: NDArray[np.intp]) -> tuple[Array, float]:
    """Return the square of every row's length, and of the known ones' around their mean."""
    own = features * features if isinstance(features, np.ndarray) else features.multiply(features)
    squares = np.asarray(own.sum(axis=1), dtype=np.float64).ravel()
    mean = np.asarray(features[known].mean(axis=0), dtype=np.float64).ravel()
    return squares, float(squares[known].mean() - mean @ mean)


def _joined(material: Material, column: str) -> list[str]:
    """Return the words of every segment in one string, lower case; marks are left out."""
    words = material.tokens[material.tokens["pos"] != "PUNCT"]
    texts = words[column].str.lower().groupby(words["segment_id"], sort=False).agg(" ".join)
    return list(texts.reindex(material.segments["segment_id"]).fillna(""))


def _word_counts(texts: Sequence[str]) -> Features:
    """Return TF-IDF of words and of pairs of words that occur at least twice."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return _or_nothing(
        TfidfVectorizer(
            ngram_range=(1, 2),
            min_df=2,
            sublinear_tf=True,
            token_pattern=WORD,
        ),
        texts,
    )


def _or_nothing(vectorizer: Any, texts: Sequence[str]) -> Features:
    """Return the vectorizer's features, or one empty column where no word is left."""
    from scipy.sparse import csr_matrix

    try:
        return vectorizer.fit_transform(texts)
    except ValueError:  # scikit-learn says so when the vocabulary is empty
        return csr_matrix((len(texts), 1))


def _one_hot(values: pd.Series[str]) -> Features:
    """Return one column for every value that occurs, in alphabetical order."""
    codes, names = pd.factorize(values, sort=True)
    return np.eye(len(names))[codes]


def _meanings(readings: Readings) -> NDArray[np.float32]:
    """Return the sentence vectors around their mean, with the reading in context beside them."""
    centred = readings.alone - readings.alone.mean(axis=0)
    return np.hstack([centred, np.float32(BESIDE) * _even(readings.in_context)])


def _even(states: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows of length 1 in which every column has the same spread.

    A few columns of a language model's states are a hundred times the others and say little of the
    words; what lies far out is cut off.
    """
    spread = states.std(axis=0)
    even = states - states.mean(axis=0)
    even /= np.where(spread > 1e-6, spread, np.float32(1))
    return _centred_unit(np.clip(even, -FAR_OUT, FAR_OUT, out=even))


def _centred_unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows of length 1 around their mean; a row that is the mean stays 0."""
    centred = vectors - vectors.mean(axis=0)
    lengths = np.sqrt(np.einsum("ij,ij->i", centred, centred))
    centred /= np.where(lengths > 1e-4, lengths, np.float32(1))[:, None]
    return np.asarray(centred)


def _neighbours(segments: DataFrame[Segments], weights: Sequence[float]) -> Any:
    """Return the sparse matrix that adds to each segment its neighbours in the same document.

    `weights` is for the segment itself, those next to it, those one further, and so on.
    """
    from scipy.sparse import csr_matrix

    document = (segments["table_id"] + "/" + segments["document"]).to_numpy()
    here = np.arange(len(segments))
    rows, columns, values = [here], [here], [np.full(len(here), weights[0])]
    for distance, weight in enumerate(weights[1:], start=1):
        first, second = here[:-distance], here[distance:]
        same = document[first] == document[second]
        rows += [first[same], second[same]]
        columns += [second[same], first[same]]
        values += [np.full(int(same.sum()), weight)] * 2
    places = (np.concatenate(rows), np.concatenate(columns))
    return csr_matrix((np.concatenate(values), places), shape=(len(here), len(here)))


def mix_with_neighbours(scores: Array, segments: DataFrame[Segments], share: float) -> Array:
    """Return scores mixed with those of the segments before and after, `share` of each."""
    mixer = _neighbours(segments, (1.0, share))
    mixed: Array = np.asarray(mixer @ scores) / np.asarray(mixer.sum(axis=1))
    return mixed
