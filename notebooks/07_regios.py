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
# # Regio's naast elkaar
#
# Wat hier speelt, speelt dat elders ook? Dit notebook legt twee studies naast elkaar. Het maakt geen ranglijst: tafels zijn weinig en met opzet
# gekozen, codeurs verschillen, en wat de ene plek helpt hoeft de andere niet te helpen.
#
# Wat je hier ziet zijn woorden van mensen aan tafel. Het is voor het team: maak geen schermafdruk voor anderen. Uitkomsten
# worden niet in het notebook bewaard; na het sluiten zijn ze weg.

# %%
import os

import pandas as pd

from pipeline import Study

pd.set_option("display.max_colwidth", 400)
hier = Study(os.environ.get("DIALOOGTAFEL_STUDIE", "../configs/friesland-28.yaml"))
daar = Study(os.environ.get("DIALOOGTAFEL_STUDIE_2", "../configs/heerenveen-2022.yaml"))
print(hier)
print(daar)

# %% [markdown]
# Zegt het notebook dat er nog geen analyse is, draai dan eerst `dialoogtafel analyse` voor die studie. Een andere tweede studie kies je door het pad
# hierboven te veranderen.
#
# ## 1. Vergelijk eerst de context
#
# Verschillen tussen studies komen vaak door wie er aan tafel zat en waar het over ging, en niet door de regio.

# %%
pd.concat(
    {
        studie.naam: studie.tafels[["kind", "sector", "age_group"]].nunique()
        for studie in (hier, daar)
    },
    axis="columns",
)

# %%
pd.concat(
    {studie.naam: studie.tafels["kind"].value_counts() for studie in (hier, daar)}, axis="columns"
).fillna(0).astype(int)

# %% [markdown]
# ## 2. Naast elkaar
#
# Eén rij per studie, thema en waardering (leeg: het kwam ter sprake). `share` is het deel van de tafels; bij een studie van een paar tafels zegt één tafel
# meer of minder al veel.

# %%
naast = hier.naast(daar)
knelpunten = naast[naast["valence"] == "knelpunt"]
knelpunten.pivot_table(index="label", columns="study", values="told", aggfunc="first", sort=False)

# %% [markdown]
# ## 3. Wat keert overal terug?
#
# Aan de helft van de tafels of meer, in elke studie. Dat is iets om samen over te praten.

# %%
overal = naast[naast["verdict"] == "keert overal terug"]
overal[["label", "valence"]].drop_duplicates()

# %% [markdown]
# ## 4. Wat is eigen aan één plek?
#
# Aan de meeste tafels van de ene studie, en aan weinig van de andere. De vraag is steeds: komt dat door de plek, door de mensen, of door hoe er is gecodeerd?

# %%
naast.loc[
    naast["verdict"].str.startswith("eigen aan"), ["label", "valence", "verdict"]
].drop_duplicates()

# %% [markdown]
# ## 5. Lees beide plekken
#
# Hetzelfde thema in woorden van hier en van daar.

# %%
thema = overal["code"].iloc[0] if len(overal) else naast["code"].iloc[0]
pd.concat(
    {
        studie.naam: studie.zoek(thema=thema)[["table_id", "valences", "text"]].head(4)
        for studie in (hier, daar)
    }
)

# %% [markdown]
# ## 6. Vragen voor het gesprek tussen regio's
#
# Wat ergens meestal hielp en elders meestal vastliep, is een vraag om mee te nemen. Geen advies: of het past weten mensen die beide plekken kennen.

# %%
breed = naast[naast["valence"] != ""].pivot_table(
    index=["label", "valence"], columns="study", values="share", sort=False
)
breed[(breed.max(axis="columns") >= 0.5) & (breed.min(axis="columns") < 0.2)]

# %% [markdown]
# **Zelf proberen**
#
# - Met context, en in woorden onder tien tafels: `dialoogtafel vergelijk STUDIE STUDIE`
# - Drie studies: `hier.naast(daar, nog_een)`
# - Aantallen van een studie onder tien tafels blijven bij het team; naar buiten gaan die studies alleen in woorden
