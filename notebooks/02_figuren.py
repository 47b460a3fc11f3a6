# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Figuren: een eigen beeld voor een factsheet
#
# Dit notebook tekent figuren in de stijl van de factsheet, met de thema's en de titel die jij kiest. De aantallen komen uit
# de **afgeschermde** tabel: wat op één of twee tafels rust is leeggemaakt, en niets wat alleen het model voorstelde doet mee.
# Zo kan een figuur niet ongemerkt naar één gezin wijzen. Vrijgeven blijft een besluit van een mens: tot dan is alles concept.

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

from pipeline import Study

studie = Study(os.environ.get("DIALOOGTAFEL_STUDIE", "../configs/friesland-28.yaml"))
studie

# %% [markdown]
# ## 1. Wat mag er getoond worden?
#
# Elke rij is een telling. `<NA>` betekent: afgeschermd. In `blanked` staat waarom: `klein` (één of twee tafels) of
# `afleidbaar` (iemand zou een klein aantal kunnen terugrekenen).

# %%
vrij = studie.afgeschermd
vrij.loc[
    vrij["measure"] == "valentie", ["code", "valence", "n_tables", "of_tables", "blanked"]
].head(12)

# %%
vrij["blanked"].replace("", "getoond").value_counts()

# %% [markdown]
# ## 2. Alle thema's in één beeld

# %%
studie.teken("waardering")

# %% [markdown]
# ## 3. Drie thema's voor een factsheet
#
# Kies de thema's waar de factsheet over gaat. Hier zijn het de drie met de meeste knelpunten; vervang `keuze` door een eigen
# lijst, zoals `["regie", "toegang"]`. De titel is een zin die zegt wat er te zien is.

# %%
knelpunten = vrij[
    (vrij["measure"] == "valentie")
    & (vrij["valence"] == "knelpunt")
    & vrij["code"].isin(studie.themas["code"])
]
keuze = list(knelpunten.sort_values("n_tables", ascending=False)["code"].head(3))
titel = "Hier liep het het vaakst vast: " + ", ".join(
    studie.codeboek.label(code).lower() for code in keuze
)
figuur = studie.teken("waardering", themas=keuze, titel=titel)
figuur

# %% [markdown]
# ## 4. Gezin en professionals naast elkaar

# %%
studie.teken("perspectieven", themas=keuze)

# %% [markdown]
# ## 5. Bewaren
#
# De ending van de bestandsnaam bepaalt de vorm: `.svg` (te bewerken in Inkscape), `.png` (voor Word en PowerPoint), `.pdf`
# (voor de drukker) of `.csv` (de getallen erachter). Hieronder gaat het naar een tijdelijke map; kies zelf een vaste plek.

# %%
map_ = Path(mkdtemp(prefix="figuren-"))
for ending in (".svg", ".png", ".csv"):
    print(figuur.bewaar(map_ / f"knelpunten{ending}"))

# %% [markdown]
# ## 6. Een eigen tekening
#
# Wie iets anders wil tekenen, gebruikt de afgeschermde aantallen en matplotlib. De kleuren en letters komen uit de huisstijl,
# zodat een knelpunt in elk beeld dezelfde kleur heeft.

# %%
import matplotlib.pyplot as plt

per_thema = knelpunten.dropna(subset=["n_tables"]).sort_values("n_tables")
assen = plt.figure(figsize=(6.3, 3.2)).gca()
assen.barh(
    [studie.codeboek.label(code) for code in per_thema["code"]],
    per_thema["n_tables"].astype(int),
    color=studie.huisstijl.colour("knelpunt"),
)
assen.set_xlabel(f"tafels (van {len(studie.tafels)})")
assen.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# **Zelf proberen**
#
# - Welke figuren zijn er nog meer? `from pipeline.release.figures import FIGURES; list(FIGURES)`
# - Een figuur over niveaus: `studie.teken("niveaus")`
# - Alleen subcodes van één thema: `studie.teken("subcodes", themas=["toegang"])`
