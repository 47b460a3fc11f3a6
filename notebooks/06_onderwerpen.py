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
# # Onderwerpen: waar het codeboek geen woord voor heeft
#
# Een programma zet fragmenten bij elkaar die op elkaar lijken, zonder het codeboek te kennen. Soms is zo'n groepje een code die ontbreekt; vaak is het
# een manier van praten. Een mens beslist.
#
# Wat je hier ziet zijn woorden van mensen aan tafel. Het is voor het team: maak geen schermafdruk voor anderen. Uitkomsten
# worden niet in het notebook bewaard; na het sluiten zijn ze weg.

# %%
import os

import pandas as pd

from pipeline import Study

pd.set_option("display.max_colwidth", 400)
studie = Study(os.environ.get("DIALOOGTAFEL_STUDIE", "../configs/friesland-28.yaml"))
studie

# %% [markdown]
# ## 1. De onderwerpen
#
# Heeft het team `dialoogtafel onderwerpen` gedraaid, dan staan hier die uitkomsten. Anders wordt er snel gekeken, met weinig herhalingen; dat duurt
# een minuut of twee.
#
# `recurrence` is het deel van de herhalingen waarin een onderwerp terugkwam; onder 0,75 is het te wankel om iets van te vinden (`stable`). `code_share` is
# welk deel van de fragmenten al één code heeft.

# %%
onderwerpen = studie.onderwerpen
onderwerpen.drop(columns="segment_ids")

# %% [markdown]
# ## 2. Past het bij het codeboek?
#
# Een onderwerp waarvan de helft of meer al dezelfde code heeft, kende het codeboek al.

# %%
bekend = onderwerpen[onderwerpen["code_share"] >= 0.5]
print(len(bekend), "van", len(onderwerpen), "onderwerpen vallen samen met een code")
onderwerpen.loc[onderwerpen["candidate"], ["topic", "terms", "n_segments", "n_tables"]]

# %% [markdown]
# ## 3. Lees een onderwerp
#
# De woorden in `terms` zijn maar een etiket. Lees de fragmenten voor je iets een naam geeft. Verander `welk` in het nummer van een onderwerp.

# %%
welk = 0
rij = onderwerpen.iloc[welk : welk + 1]
ids = [fragment for fragmenten in rij["segment_ids"] for fragment in fragmenten]
gevonden = studie.zoek()
gevonden[gevonden["segment_id"].isin(ids)][["table_id", "perspective", "codes", "text"]].head(8)

# %% [markdown]
# ## 4. Van hoeveel tafels?
#
# Een onderwerp van één tafel is het verhaal van één gezin, geen patroon.

# %%
for onderwerp in rij.itertuples():
    print(
        f"Onderwerp {onderwerp.topic}: {onderwerp.n_segments} fragmenten, tafels: {onderwerp.n_tables}"
    )

# %% [markdown]
# **Zelf proberen**
#
# - De volledige proef, met kaarten om over te beslissen: `dialoogtafel onderwerpen STUDIE`
# - Zoek het belangrijkste woord in alle fragmenten: `studie.zoek("taxi")`
# - Wat zonder code bleef: `gevonden[gevonden["codes"] == ""]`
