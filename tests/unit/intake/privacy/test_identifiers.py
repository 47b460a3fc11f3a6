from __future__ import annotations

import ast
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake import privacy
from pipeline.intake.privacy import KINDS, find_identifiers
from pipeline.intake.privacy.findings import LEVEL_OF


def found(text: str, **how: object) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_identifiers(text, **how)]


def kinds(text: str) -> set[str]:
    return {kind for kind, _ in found(text)}


def test_nine_digits_count_only_when_the_eleven_test_holds():
    assert found("Het was 111222333.") == [("bsn", "111222333")]
    assert found("Het was 111222334.") == []


def test_a_mistyped_bsn_counts_behind_the_word_itself():
    assert found("bsn 111222334") == [("bsn", "111222334")]
    assert found("Burgerservicenummer: 1112.22.334") == [("bsn", "1112.22.334")]


def test_an_amount_is_no_bsn():
    assert found("Dat kostte € 111222333 of 111.222.333 euro.") == []


def test_a_row_of_numbers_in_a_table_is_no_bsn():
    assert found("Totaal 111 222 333 444") == []
    assert found("111 222 333") == []
    assert found("Zijn nummer is 111 222 333, zei hij.") == [("bsn", "111 222 333")]
    assert found("Geef een cijfer: 0 1 2 3 4 5 6 7 8 9") == []


def test_an_iban_of_another_country_needs_its_check_digits():
    assert found("Naar DE89370400440532013000 graag") == [("iban", "DE89370400440532013000")]
    assert found("Naar DE88370400440532013000 graag") == []


def test_an_iban_ends_where_the_number_ends():
    assert found("NL91 ABNA 0417 1643 00 graag voor 1 mei") == [("iban", "NL91 ABNA 0417 1643 00")]


@pytest.mark.parametrize(
    "number",
    ["06-12345678", "06.1234.5678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "(0513) 123456",
     "0513-123456", "0513 - 12 34 56", "+31 (0)6 1234 5678", "+31 (0)513 123456", "058-2123456",
     "0 6 1 2 3 4 5 6 7 8", "06 - 123 456 78", "06/12345678", "+49 151 23456789", "085 1234567"],
)  # fmt: skip
def test_a_telephone_number_is_found_however_it_is_written(number):
    assert found(f"Bel {number} maar.") == [("telefoon", number)]


@pytest.mark.parametrize(
    "text",
    ["Bel 112.", "Bel 0800-0432 of 0900 1234567.", "Het nummer 14 0513.", "Op 06-03-2019 was het zover.",
     "Van 09.00 tot 10.30 uur.", "In 2019, 2020 en 2021.", "ISBN 0-306-40615-2", "Groep 1/2 telt 24 kinderen.",
     "De begroting van 1.234.567.890 euro.", "Art. 2.3 lid 1 en art. 6:162.", "06 is juni."],
)  # fmt: skip
def test_numbers_that_point_to_nobody_are_left_alone(text):
    assert found(text) == []


def test_addresses_with_and_without_a_postcode():
    assert found("Hij woont Dorpsstraat 12a, 8441 AB Heerenveen.")[0] == (
        "adres",
        "Dorpsstraat 12a",
    )
    assert found("Stuur het naar 8441 AB 12.") == [("adres", "8441 AB 12")]
    assert found("Het is 8441 ab 12, links.") == [("adres", "8441 ab 12")]
    assert found("In 2019 en 12 keer in 2020 of 21.") == []
    assert found("Wij zitten De Kuinder 11 in Heerenveen.")[0] == ("adres", "De Kuinder 11")
    assert found("Postcode 8441 AB is van ons.") == [("postcode", "8441 AB")]


def test_a_street_without_a_number_is_soft():
    assert [(one.kind, one.level) for one in find_identifiers("Zij woont in de Kerkstraat.")] == [
        ("adres", "zacht")
    ]


@pytest.mark.parametrize("plate", ["AB-12-CD", "12-AB-34", "12-ABC-3", "1-ABC-23", "AB-123-C", "A-123-BC",
                                   "ABC-12-D", "A-12-BCD", "1-AB-234", "123-AB-4"])  # fmt: skip
def test_licence_plates_of_every_age(plate):
    assert found(f"De auto {plate} stond er.") == [("kenteken", plate)]


def test_a_date_of_birth_is_hard_with_a_year_and_soft_without():
    born = find_identifiers("Zij is geboren op 12 maart 2004.")
    party = find_identifiers("Zij is jarig op 12 maart.")
    assert [(one.kind, one.level) for one in born] == [("geboortedatum", "hard")]
    assert [(one.kind, one.level) for one in party] == [("geboortedatum", "zacht")]


@pytest.mark.parametrize(
    "text",
    ["geb.: 12-3-'04", "geboren op zaterdag 12 maart 2004", "Zij werd op 12 maart 2004 geboren.", "op 12-03-2004 geboren",
     "De geboortedatum van mijn zoon is 12 maart 2004", "geboortedag: twaalf maart 2004", "zij is van 12 maart 2004",
     "d.o.b. 12-03-2004", "Sy is berne op 12 maart 2004"],
)  # fmt: skip
def test_a_date_of_birth_is_hard_however_it_is_told(text):
    assert [(one.kind, one.level) for one in find_identifiers(text)] == [("geboortedatum", "hard")]


@pytest.mark.parametrize(
    "text",
    ["Het verslag is van 12 maart 2004 en de jeugdige is het eens.", "Zij is geboren. Op 12 maart 2019 belde zij.",
     "* 12-03-2004 overleg met school", "Op 12 maart 2004 was de tafel, de dochter werd toen later geboren.",
     "Na de geboorte ging het mis; op 12 maart 2019 belde zij."],
)  # fmt: skip
def test_another_date_near_a_birth_is_none(text):
    assert found(text) == []


def test_the_date_of_a_party_is_no_date_of_birth():
    assert [
        one.level for one in find_identifiers("Op zaterdag 11 februari 2017 was hij jarig.")
    ] == ["zacht"]
    assert found("Het plan is op 3 mei 2017 geboren.") == []


@pytest.mark.parametrize("text", ["Hij mailt naam@voorbeeld.nl.", "naam [at] voorbeeld punt nl",
                                  "naam apenstaartje voorbeeld.nl", "naam(at)voorbeeld(punt)nl"])  # fmt: skip
def test_an_address_of_mail_is_hard_however_it_is_written(text):
    assert [(one.kind, one.level) for one in find_identifiers(text)] == [("e-mail", "hard")]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Toen belde Sietske terug.", "Sietske"), ("Sietske belde terug.", "Sietske"),
     ("Met mevrouw Van der Velde ging het.", "Van der Velde"), ("Volgens Jan de Vries klopt het.", "Jan de Vries"),
     ("De tolk heet Xandro.", "Xandro"), ("Ik sprak J. de Boer.", "J. de Boer"), ("Dat zei El Amrani.", "El Amrani"),
     ("Roos zei dat.", "Roos"), ("Aldus Kennis, die erbij was.", "Kennis"), ("en toen kwam fatima", "fatima"),
     ("Dat is Sanne's jas.", "Sanne"), ("Us heit hjit Sjoerd.", "Sjoerd"), ("Özlem was er ook.", "Özlem"),
     ("Dat zei Wójcik.", "Wójcik")],
)  # fmt: skip
def test_names_of_persons(text, name):
    assert found(text) == [("persoonsnaam", name)]


@pytest.mark.parametrize(
    "text",
    ["Will is een Engels woord.", "Mark was een munt.", "Hoop is er altijd.", "Kennis ontbreekt.",
     "De jonge moeder zweeg.", "Regie ligt bij het gezin.", "In Mei en Augustus was er niemand.",
     "[NAAM] en [SCHOOL-2] in [PLAATS].", "Moeder en P3 en jeugdhulpverlener 1.", "Mevrouw X was er.",
     "De Raad voor de Kinderbescherming.", "Veilig Thuis belde.", "Zij spreekt Tigrinya.",
     "Hinne en wer.", "Mem sei neat.", "(lacht) Anders niet."],
)  # fmt: skip
def test_words_that_only_look_like_names(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    ["SANNE: Ja.", "[00:01:02] MARK: Nee.", "Sanne de Vries: Ja.", "[00:01] Qurratina: Ja.", "<v Sanne de Vries>Ja.</v>",
     "Sanne de Vries  00:12\nJa."],
)  # fmt: skip
def test_a_label_that_is_a_name_is_found(line):
    assert kinds(line) == {"persoonsnaam"}


@pytest.mark.parametrize(
    "line",
    ["MOEDER: Ja.", "[00:01:02] P2 (moeder): Ja.", "SPEAKER_01: Ja.", "Spreker 2: Ja.", "[00:01] GEZINSBEGELEIDER: Ja.",
     "Afspraken: geen.", "Let op: bijlage.", "[00:01] VADER 2: Ja.", "P1 [00:12:03]: Ja."],
)  # fmt: skip
def test_a_label_that_is_a_role_is_not(line):
    assert found(line) == []


def test_own_roles_are_no_names():
    assert found("[00:01] ROOS: Ja.", roles=["Roos"]) == []


def test_a_name_that_was_written_as_a_role_stays_a_name():
    text = "Toen kwam Sietske, de padvinderijleidster."
    assert found(text, roles=["moeder Sietske", "padvinderijleidster"]) == [
        ("persoonsnaam", "Sietske")
    ]
    assert found(text, roles=["Sietske"]) == [("persoonsnaam", "Sietske")]


def test_own_names_are_found_in_any_case_and_spacing():
    own = ["De Wissel", "cbs De Terp", "Sanne Hoeve"]
    assert found("via de  wissel", own_names=own) == [("organisatie", "de  wissel")]
    assert found("op cbs De Terp", own_names=own) == [("school", "cbs De Terp")]


def test_own_places_replace_the_list():
    assert (
        found("in Drachten", places=frozenset({"Sneek"}))[0][0] == "plaats"
    )  # a capital behind "in"
    assert found("Sneek is mooi.", places=frozenset({"Sneek"})) == [("plaats", "Sneek")]
    assert found("Drachten is mooi.", places=frozenset({"Sneek"})) == []


def test_a_tagger_can_point_at_a_name_that_opens_a_sentence():
    text = "Xandria, ja."
    assert found(text) == []
    assert found(text, tokens={0: "PROPN"}) == [("persoonsnaam", "Xandria")]


def test_a_surname_alone_is_found_after_the_full_name():
    text = "Ik sprak Marlies Moolenkrans. Moolenkrans, toen al oud, zweeg."
    assert [name for _, name in found(text)] == ["Marlies Moolenkrans", "Moolenkrans"]
    text = "Ik sprak Marlies Kennis over kennis. Kennis: dat is zo. Kennis ontbreekt."
    assert [one.start for one in find_identifiers(text)] == [9, 37]


def test_a_name_in_a_mail_address_does_not_make_it_an_everyday_word():
    text = "Mail Alona Labun, labun.a@voorbeeld.nl."
    assert found(text) == [("persoonsnaam", "Alona Labun"), ("e-mail", "labun.a@voorbeeld.nl")]


def test_a_given_name_between_brackets_is_no_placeholder():
    assert found("[Sanne] zei dat.") == [("persoonsnaam", "Sanne")]


def test_indirect_identifiers_stand_beside_the_place():
    assert kinds("Moeder is dominee in Kollum.") == {"indirect", "plaats"}
    assert kinds("Vader is de enige smid van het dorp.") == {"indirect"}
    assert found("De huisarts in de buurt hielp.") == []


def test_a_heading_above_a_number_counts():
    assert kinds("Geboortedatum\n12-03-2004") == {"geboortedatum"}


ALPHABET = st.sampled_from(
    [*list("abcXYZ 0123456789.,:;-/()[]<>@'\n\t"), "Sanne ", "de ", "Vries ", "06", "NL", "straat ", "bsn ", "Éé", "\u200d", "𝔘"]
)  # fmt: skip


@given(st.lists(ALPHABET, max_size=60).map("".join) | st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_every_finding_is_a_stretch_of_the_text_and_tells_no_word_of_it(text):
    previous = 0
    for one in find_identifiers(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind in KINDS
        assert one.level in ("hard", "zacht")
        assert one.level == "zacht" or LEVEL_OF[one.kind] == "hard"
        assert one.start >= previous
        previous = one.start
        assert one.evidence in EVIDENCE


def constants() -> set[str]:
    """Return every piece of text that stands in the code of the check itself."""
    folder = Path(privacy.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py"))]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


# What may stand as evidence: fixed phrases, so that none is ever made of the text itself.
EVIDENCE = {
    f"{phrase}{more}"
    for phrase in constants()
    for more in ("", ", met een aanwijzing", ", zonder geboortejaar")
    if len(phrase) > 10
}


@given(st.text(alphabet="0123456789 .-/+()@[]", max_size=2000))
@settings(deadline=None, max_examples=30)
def test_text_of_digits_and_marks_takes_no_time(text):
    start = time.process_time()
    find_identifiers(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "0",
        "a.",
        "A ",
        "A. ",
        "van ",
        "Jan van ",
        "1.",
        "@",
        "06 ",
        "Aa-",
        "nul zes ",
        "[",
        "w.w",
    ],
)
def test_a_long_line_of_one_thing_takes_no_time(piece):
    text = piece * (30_000 // len(piece))
    start = time.process_time()
    find_identifiers(text)
    assert time.process_time() - start < 4


def test_a_listed_organisation_of_ordinary_words_is_found_whole():
    text = "Zij belde met Jeugdhulp Friesland over een plek, en met de jeugdhulp in Friesland."
    found = [(one.kind, one.level, text[one.start : one.end]) for one in find_identifiers(text)]
    assert ("organisatie", "zacht", "Jeugdhulp Friesland") in found
    assert len([one for one in found if one[0] == "organisatie"]) == 1
