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
# # Verkennen: van tafels naar woorden
#
# Dit notebook laat in acht stappen zien wat er in een geanalyseerde studie zit, en hoe je van een patroon terugkomt bij
# de woorden waarop het rust. Zet de cursor in een vak en druk op **Shift + Enter**; verander gerust iets en doe het nog eens.
#
# Wat je hier ziet zijn woorden van mensen aan tafel. Het is voor het team: maak geen schermafdruk voor anderen. Uitkomsten
# worden niet in het notebook bewaard; na het sluiten zijn ze weg.

# %%
import os

import pandas as pd
from IPython.display import display

from pipeline import Study

pd.set_option("display.max_colwidth", 400)
studie = Study(os.environ.get("DIALOOGTAFEL_STUDIE", "../configs/friesland-28.yaml"))
studie

# %% [markdown]
# ## 1. Welke tafels zijn er?
#
# Elke rij is één dialoogtafel. De tafel is de eenheid van alles wat hierna komt.

# %%
studie.tafels[
    ["table_id", "date", "municipality", "kind", "sector", "age_group", "n_participants"]
].head(10)

# %%
studie.tafels.groupby(["sector", "age_group"]).size().rename("tafels").reset_index()

# %% [markdown]
# ## 2. Wie zaten er aan tafel?
#
# Aan hoeveel tafels zat iemand van elke groep? Een groep die er niet was, kan ook niet gehoord worden.

# %%
studie.deelnemers.groupby("group")["table_id"].nunique().rename("tafels").sort_values(
    ascending=False
)

# %% [markdown]
# ## 3. Waar ging het over?
#
# De thema's van het codeboek. Daarna: aan hoeveel tafels elk thema als succesfactor, knelpunt of verbeterpunt voorkomt.
# Er worden **tafels** geteld en geen fragmenten, zodat één spraakzaam gezin één keer meetelt.
#
# `studie.reeks` zegt wie er codeerde: een mens (bijvoorbeeld `A`) of het model. Staat er `model`, dan zijn het voorstellen
# die nog niemand heeft nagekeken.

# %%
studie.themas[["code", "label", "level"]]

# %%
tellingen = studie.tel_tafels("theme", "valence")
print("Reeks:", studie.reeks, "- van", len(studie.tafels), "tafels")
tellingen

# %% [markdown]
# ## 4. Eén thema van dichtbij
#
# Verander `thema` in een code uit de tabel hierboven. Zonder verandering is het het thema met de meeste knelpunten.

# %%
knelpunten = tellingen["knelpunt"] if "knelpunt" in tellingen else tellingen.sum(axis="columns")
thema = knelpunten.idxmax()
print(studie.codeboek.label(thema), "-", studie.codeboek.code(thema).definition)

# %%
fragmenten = studie.zoek(thema=thema)
fragmenten[["table_id", "role", "valences", "text"]].head(8)

# %% [markdown]
# ## 5. Hetzelfde thema, verschillende stemmen
#
# Filter op perspectief of groep. In een verslag staat vaak niet van wie een uitspraak is; die tellen hier onder *niet vastgelegd*.

# %%
studie.tel_tafels("theme", "group").loc[[thema]]

# %%
for groep in ("gezin", "professionals"):
    if (studie.segmenten["group"] == groep).any():
        gevonden = studie.zoek(thema=thema, groep=groep)
        print(f"{groep}: {len(gevonden)} fragmenten aan {gevonden['table_id'].nunique()} tafels")
        display(gevonden[["table_id", "perspective", "valences", "text"]].head(4))

# %% [markdown]
# ## 6. Een citaat in zijn context
#
# Een losse zin kan iets anders lijken te zeggen dan er gezegd is. Kijk daarom altijd wat ervoor en erna kwam. De pijl wijst
# het fragment aan; `om=3` geeft drie fragmenten ervoor en erna.

# %%
fragment = fragmenten["segment_id"].iloc[0]
studie.in_context(fragment, om=3)

# %% [markdown]
# ## 7. Zoeken op woorden
#
# Er wordt gezocht in de tekst én op de grondvorm van woorden: wie `bellen` zoekt, vindt ook *belde* en *gebeld*.

# %%
studie.zoek("bellen")[["table_id", "perspective", "text"]].head(8)

# %% [markdown]
# ## 8. Waar rust een bevinding op?
#
# Elke telling in het rapport heeft een rij in `bevindingen`, met de tafels en fragmenten waar zij op rust.

# %%
bevindingen = studie.bevindingen
van_thema = bevindingen[(bevindingen["measure"] == "valentie") & (bevindingen["code"] == thema)]
van_thema[["valence", "n_tables", "of_tables", "coder", "table_ids"]]

# %% [markdown]
# **Zelf proberen**
#
# - Zoek fragmenten van jeugdigen over een thema: `studie.zoek(thema="regie", perspectief="jeugdige")`
# - Bekijk één tafel van begin tot eind: `studie.segmenten.query("table_id == 'DT-01'")`
# - Welke subcodes zitten er onder een thema? `[code.id for code in studie.codeboek.subcodes("regie")]`
# - Verder naar eigen figuren: `02_figuren.ipynb`
