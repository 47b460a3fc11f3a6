"""How JupyterLab runs here: on this machine only, and no output of a notebook is ever stored.

An output can hold words of people at the table. They show on the screen, and are gone when the
notebook is closed; the .ipynb and its text pair on disk hold code and explanation alone.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def without_output(model: dict[str, Any], **_: Any) -> None:
    """Take the outputs out of a notebook that is about to be saved."""
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    for cell in model["content"].get("cells", ()):
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None


study = Path(os.environ.get("DIALOOGTAFEL_STUDIE") or HERE.parent / "configs" / "friesland-28.yaml")
os.environ["DIALOOGTAFEL_STUDIE"] = str(study.resolve())  # notebooks run from their own folder

warnings.filterwarnings("ignore", message="Overriding existing pre_save_hook")
c = get_config()  # type: ignore[name-defined]  # noqa: F821
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.root_dir = str(HERE)
c.ContentsManager.pre_save_hook = without_output
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
c.LabApp.extension_manager = "readonly"
