"""Measure `analyse` on the example study: cold, with nothing changed, with one table changed.

Run it with `make bench`. It prints a table in Markdown; the figures in docs/prestaties.md are such a
table. Machines differ and are noisy: read the ratios, not the seconds.
"""

from __future__ import annotations

import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024  # ru_maxrss is in kilobytes on Linux


def analyse(study: Path, output: Path) -> float:
    """Run `analyse` in a process of its own and return the seconds that it took."""
    begun = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "analyse",
        str(study),
        "--uit",
        str(output),
        "--stil",
    ]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def help_page() -> float:
    """Return the seconds until `--help` has answered."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "--help"]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        shutil.copytree(ROOT / "configs", home / "configs")
        shutil.copytree(ROOT / "data" / "friesland-28", home / "data" / "friesland-28")
        study, output = home / "configs" / "friesland-28.yaml", home / "uitvoer"
        rows = [("dialoogtafel --help", help_page())]
        rows.append(("analyse, koud", analyse(study, output)))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
        rows.append(("analyse, niets veranderd", analyse(study, output)))
        report = home / "data" / "friesland-28" / "DT-11" / "verslag.md"
        report.write_text(
            report.read_text(encoding="utf-8") + "\nEr kwam een zin bij.\n", encoding="utf-8"
        )
        rows.append(("analyse, één verslag veranderd", analyse(study, output)))
    cold = rows[1][1]
    print(f"{platform.machine()}, Python {platform.python_version()}\n")
    print("| wat | seconden | deel van koud |\n|---|---|---|")
    for name, seconds in rows:
        print(f"| {name} | {seconds:.1f} | {seconds / cold:.2f} |")
    print(f"\nMeeste geheugen van één proces: {peak:.0f} MB.")


if __name__ == "__main__":
    main()
