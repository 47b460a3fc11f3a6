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
# # Een thema verkennen
#
# Wat zit er in één thema? Dit notebook gaat van het thema naar zijn onderdelen, naar de woorden die erbij horen, en naar wat ertegen
# spreekt. Zet de cursor in een vak en druk op **Shift + Enter**.
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
# ## 1. Kies een thema
#
# Zet achter `thema =` een code uit de tabel. Zonder verandering is het het thema dat aan de meeste tafels een knelpunt is.

# %%
studie.themas[["code", "label", "definition"]]

# %%
thema = studie.vaakst("knelpunt")
tellingen = studie.tel_tafels("theme", "valence")
print(studie.codeboek.label(thema), "- reeks", studie.reeks, "- van", len(studie.tafels), "tafels")
tellingen.loc[[thema]]

# %% [markdown]
# ## 2. Waar bestaat het uit?
#
# De subcodes, met aan hoeveel **tafels** ze voorkomen. Een subcode met nul tafels is geen bewijs dat het niet speelt: misschien
# was de vraag er niet, of codeerde niemand zo fijn.

# %%
studie.subcodes(thema)

# %% [markdown]
# ## 3. Welke woorden horen erbij?
#
# Woorden die in fragmenten over dit thema vaker vallen dan in andere. `z` zegt hoe kenmerkend een woord is; `n_first` is hoe vaak het
# binnen het thema viel, `n_second` daarbuiten. Woorden van één of twee tafels doen niet mee, want dat kan de taal van één gezin zijn.
# Een kenmerkend woord is een aanwijzing om te gaan lezen, geen uitkomst.

# %%
woorden = studie.typische_woorden(thema)
woorden.head(12)

# %% [markdown]
# Lees waar het meest kenmerkende woord valt. Zegt het wat je dacht?

# %%
if len(woorden):
    display(
        studie.zoek(woorden["word"].iloc[0], thema=thema)[
            ["table_id", "perspective", "valences", "text"]
        ].head(6)
    )

# %% [markdown]
# ## 4. Waarmee gaat het samen?
#
# Andere thema's aan dezelfde tafels. Dat twee thema's vaak samen voorkomen zegt nog niet dat het ene van het andere komt.

# %%
studie.samen_met(thema).head(6)

# %% [markdown]
# ## 5. Wat spreekt ertegen?
#
# Zoek altijd naar tafels waar het andersom ging. Hier: tafels waar dit thema als **succesfactor** is gewaardeerd.

# %%
andersom = (
    studie.zoek(thema=thema, valentie="succesfactor")
    if "succesfactor" in tellingen
    else studie.zoek(thema=thema)
)
print(andersom["table_id"].nunique(), "tafels")
andersom[["table_id", "perspective", "text"]].head(6)

# %% [markdown]
# ## 6. En de tafels waar het niet viel?
#
# Een thema dat aan een tafel ontbreekt is ook een gegeven. Kijk wat voor tafels dat zijn.

# %%
wel = set(studie.gecodeerd.loc[studie.gecodeerd["theme"] == thema, "table_id"])
studie.tafels.loc[~studie.tafels["table_id"].isin(wel), ["table_id", "kind", "sector", "age_group"]]

# %% [markdown]
# **Zelf proberen**
#
# - Eén subcode lezen: `studie.zoek(thema="toegang.wachttijd")`
# - Een fragment in zijn context: `studie.in_context("DT-01/transcript/0012", om=3)`
# - Alleen jeugdigen: `studie.zoek(thema=thema, perspectief="jeugdige")`
# - Verder met wie wat zei: `04_perspectieven.ipynb`
