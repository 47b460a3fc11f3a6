# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Perspectieven vergelijken
#
# Zien gezinnen iets anders dan professionals? Dit notebook vergelijkt stemmen aan dezelfde tafels, en laat zien wanneer dat niet kan.
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
# ## 1. Wie is er te horen?
#
# Aan tafel zitten is nog niet te horen zijn: in een verslag staat vaak niet van wie een uitspraak is. `of_tables` is aan hoeveel tafels
# een groep zat, `codable_tables` waar iets van die groep is opgeschreven.

# %%
stemmen = studie.stemmen
stemmen.groupby("group")[["of_tables", "codable_tables"]].max()

# %% [markdown]
# ## 2. Wie noemt wat?
#
# Per thema het deel van de tafels (waar de groep te horen is) waaraan de groep het inbracht. Lees een rij, geen kolom tegen een kolom: groepen
# zijn niet aan evenveel tafels te horen.

# %%
stemmen.pivot_table(index="label", columns="group", values="share", sort=False)

# %% [markdown]
# ## 3. Gezin en professionals aan dezelfde tafel
#
# Eerlijker is kijken naar tafels waar **beide** genoeg zeiden. Per thema: aan hoeveel van die tafels bracht alleen het gezin het in, alleen
# professionals, beide, of geen van beide. `difference` is het verschil; de grootste staat bovenaan.

# %%
verschillen = studie.verschillen
verschillen

# %% [markdown]
# Bij een klein aantal tafels (`of_tables`) is een verschil van één of twee tafels toeval. Neem een verschil pas serieus als je bij het lezen
# ziet waar het vandaan komt.

# %%
thema = verschillen["code"].iloc[0] if len(verschillen) else studie.vaakst()
print(studie.codeboek.label(thema))

# %% [markdown]
# ## 4. Lees beide kanten
#
# Hetzelfde thema in woorden van het gezin en in woorden van professionals.

# %%
for groep in ("gezin", "professionals"):
    if (studie.segmenten["group"] == groep).any():
        print(groep)
        display(
            studie.zoek(thema=thema, groep=groep)[
                ["table_id", "perspective", "valences", "text"]
            ].head(4)
        )

# %% [markdown]
# ## 5. Binnen een groep
#
# Een groep is niet één stem. Kijk ook naar de perspectieven erbinnen: zeggen jeugdigen hetzelfde als hun ouders?

# %%
studie.tel_tafels("theme", "perspective").loc[[thema]]

# %% [markdown]
# **Zelf proberen**
#
# - Wie waardeert anders? `studie.bevindingen.query("measure == 'anders_gewaardeerd' and n_tables > 0")[["code", "n_tables", "of_tables"]]`
# - Eén groep over alle thema's: `stemmen.query("group == 'gezin'").sort_values("share", ascending=False)`
# - Een figuur voor anderen dan het team, afgeschermd: `studie.teken("perspectieven", themas=[thema])`; zie `02_figuren.ipynb`
# - Met onzekerheid en meer waarborgen: `besloten/bijlage.html`, het stuk over verschillen
