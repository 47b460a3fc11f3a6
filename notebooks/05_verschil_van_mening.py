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
# # Werken met verschil van mening
#
# Twee mensen die hetzelfde fragment anders coderen maken geen fout: zij laten zien waar het codeboek ruimte laat. Dit notebook zoekt die
# plekken op, om er samen over te praten.
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
# ## 1. Wie codeerde?
#
# Elke reeks is van een mens, van regels of van het model. Is er maar één mens, dan vergelijkt dit notebook met het model. Een verschil met het model
# zegt eerder iets over het model dan over de codeur.

# %%
studie.reeksen

# %%
reeks, andere = studie.reekspaar
print(reeks, "naast", andere)

# %% [markdown]
# ## 2. Hoe eens zijn zij het?
#
# Krippendorffs alfa per thema, over fragmenten die beiden beoordeelden: 1 is altijd eens, 0 is toeval. Vanaf 0,80 goed; onder 0,67 is de definitie te
# herzien. `low` en `high` zijn het 95%-interval. Het thema met de minste overeenstemming staat bovenaan.

# %%
eens = studie.overeenstemming(reeks, andere)
eens

# %% [markdown]
# ## 3. Waar zit het in?
#
# Eén rij per fragment en thema waarover zij verschillen. `who` zegt wie het thema gaf; `doubt` dat een van hen twijfelde.

# %%
oneens = studie.oneens(reeks, andere)
oneens["who"].value_counts()

# %%
pd.crosstab(oneens["label"], oneens["who"])

# %% [markdown]
# Staat een thema vooral bij één van beiden, dan leest die het ruimer. Kijk dan naar *wel* en *niet* in het codeboek.

# %%
thema = oneens["theme"].value_counts().idxmax() if len(oneens) else studie.themas["code"].iloc[0]
code = studie.codeboek.code(thema)
print(code.label, "-", code.definition)
print("Wel: ", *code.include, sep="\n  ")
print("Niet:", *code.exclude, sep="\n  ")

# %% [markdown]
# ## 4. Lees en beslis
#
# Neem vijf fragmenten met z'n tweeën. Vraag niet wie gelijk heeft, maar wat het codeboek had moeten zeggen.

# %%
oneens.loc[oneens["theme"] == thema, ["segment_id", "who", "valence_a", "valence_b", "text"]].head(
    5
)

# %% [markdown]
# ## 5. Met welk thema wordt het verwisseld?
#
# Fragmenten waar de één dit thema gaf, en de ander een ander.

# %%
hier = oneens[oneens["theme"] == thema]
elders = oneens[oneens["segment_id"].isin(hier["segment_id"]) & (oneens["theme"] != thema)]
elders["label"].value_counts().head(5)

# %% [markdown]
# ## 6. Bewaar de agenda voor het overleg
#
# Alleen de nummers van fragmenten en de thema's, zonder woorden. Zo kan de lijst in een mail.

# %%
agenda = oneens[["segment_id", "label", "who", "doubt"]]
print(len(agenda), "plekken om te bespreken, waarvan", int(agenda["doubt"].sum()), "met twijfel")
agenda.head(10)

# %% [markdown]
# **Zelf proberen**
#
# - Alleen verschil in waardering: `oneens[oneens["who"].str.startswith("beide")]`
# - Eén thema: `studie.oneens(reeks, andere, thema="regie")`
# - Wat je samen besluit, zet je in de reeks van de eerste codeur en in het codeboek; draai daarna de analyse opnieuw
