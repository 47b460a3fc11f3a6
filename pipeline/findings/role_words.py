"""The words by which a sentence about an agreement is read: who, what acts, what is past."""

from __future__ import annotations

# What people and organisations around a family are called; a compound counts by its end, so that
# a role which no list holds ("dagbestedingscoach") is still known for one.
PEOPLE = (
    "jeugdige", "jongere", "student", "leerling", "dochter", "zoon", "moeder", "vader", "ouder",
    "zus", "broer", "opa", "oma", "pake", "beppe", "tante", "oom", "neef", "nicht", "buurvrouw",
    "buurman", "gezin", "familie", "vriendin", "vrijwilliger", "maatje",
)  # fmt: skip
ROLE_ENDS = (
    "werker", "begeleider", "behandelaar", "leider", "verlener", "coördinator", "coordinator",
    "consulent", "adviseur", "coach", "mentor", "docent", "leerkracht", "leraar", "lerares",
    "juf", "meester", "arts", "psycholoog", "psychiater", "therapeut", "pedagoog", "kundige",
    "specialist", "ondersteuner", "beschermer", "voogd", "rechter", "agent", "directeur",
    "manager", "bestuurder", "wethouder", "onderzoeker", "promovendus", "lector", "voorzitter",
    "secretaris", "tolk", "trainer", "verzorgende", "inkoper", "regisseur", "conciërge",
    "intercedent", "ambtenaar", "vertegenwoordiger", "medewerkster", "begeleidster",
    "hulpverlener", "verpleegkundige", "bewindvoerder", "advocaat", "logopedist", "diëtist",
    "ergotherapeut",
)  # fmt: skip
BODY_ENDS = (
    "team", "school", "opvang", "dienst", "gemeente", "corporatie", "ggz", "ggd", "opleiding",
    "rmc", "samenwerkingsverband", "pleegzorg", "jeugdbescherming", "kliniek", "leefgroep",
    "woongroep", "verslavingszorg", "bibliotheek", "kinderopvang", "zorgaanbieder", "aanbieder",
    "loket", "jgz", "peuterspeelzaal", "werkgever", "rechtbank", "wijkverpleging", "thuiszorg",
    "leerplicht", "jongerenwerk", "maatschappelijk werk", "bureau", "instelling",
    "zorgboerderij",
)  # fmt: skip
KIN = (
    "moeder", "vader", "ouder", "zoon", "dochter", "broer", "zus", "buurvrouw", "student",
    "leerling",
)  # fmt: skip
TAILS = (*KIN, *ROLE_ENDS, *BODY_ENDS)
DETERMINERS = {
    "de", "het", "haar", "zijn", "hun", "deze", "die", "beide", "alle", "onze", "twee", "drie",
    "vier", "allebei", "zowel",
}  # fmt: skip
QUALIFIERS = {
    "eerste", "tweede", "derde", "vierde", "huidige", "nieuwe", "vorige", "vaste", "oude",
    "andere", "voormalige", "voormalig", "eigen", "betrokken",
}  # fmt: skip
NAMING = {
    "intern", "interne", "extern", "externe", "ambulant", "ambulante", "vrijwillig", "vrijwillige",
}  # fmt: skip
LINKS = {"van", "uit", "bij", "namens"}
BETWEEN = {
    "zelf", "ook", "samen", "allebei", "beiden", "dan", "alvast", "daarna", "zal", "zullen",
}  # fmt: skip
SMALL = {*DETERMINERS, *LINKS, "een"}
NOBODY_YET = {
    "iemand", "wie", "niemand", "welke", "elke", "iedere", "sommige", "of", "een", "ze",
    "zij", "hij",
}  # fmt: skip
# Who undergoes, receives or is spared something does not do it.
NO_ACTION = {
    "wordt", "worden", "krijgt", "krijgen", "ontvangt", "ontvangen", "hoort", "horen", "hoeft",
    "hoeven", "mag", "mogen", "heeft", "hebben", "stond", "weet", "weten", "vindt", "vinden",
}  # fmt: skip
PAST = {
    "belde", "was", "waren", "had", "hadden", "ging", "gingen", "kwam", "kwamen", "zei",
    "zeiden", "vond", "vonden", "zag", "zagen", "gaf", "gaven", "nam", "namen", "liet",
    "lieten", "bleef", "bleven", "werd", "werden", "bracht", "brachten", "dacht", "dachten",
    "zocht", "zochten", "kocht", "kochten", "wist", "wisten", "moest", "moesten", "mocht",
    "mochten", "kon", "konden", "zou", "zouden", "wilde", "wilden", "stond", "stonden", "zat",
    "zaten", "lag", "lagen", "las", "lazen", "schreef", "schreven", "kreeg", "kregen", "hield",
    "hielden", "hielp", "hielpen", "liep", "liepen", "sprak", "spraken", "deed", "deden",
    "vroeg", "vroegen", "begon", "begonnen", "vertrok", "vertrokken", "hoorden", "maakten",
    "werkten", "belden", "regelden", "leerden", "speelden", "bood", "boden", "sloot",
}  # fmt: skip
SINGULAR_OTHERS = {"gaat", "zal", "wil", "kan", "is", "staat", "doet", "ziet"}
PREPOSITIONS = {
    "met", "aan", "over", "op", "naar", "voor", "om", "in", "tijdens", "tot", "door", "na", "per",
}  # fmt: skip
STOPS = {
    *PAST,
    *NO_ACTION,
    *BETWEEN,
    *PREPOSITIONS,
    "en",
    "of",
    "er",
    "dat",
    "die",
    "ze",
    "zij",
    "hij",
    "is",
}
NOT_VERBS = {
    "aan", "buiten", "tegen", "binnen", "tussen", "samen", "met", "dat",
    "niet", "wat", "het", "tot", "uit",
    "kort", "en", "een", "geen", "tien",
}  # fmt: skip
