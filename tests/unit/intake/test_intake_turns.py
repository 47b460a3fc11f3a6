import pytest

from pipeline.intake.turns import find_turns

KNOWN = {
    "moeder",
    "vader",
    "voorzitter",
    "p2 (moeder)",
    "jeugdhulpverlener 1",
    "leerkracht groep 5",
}


def turns(text):
    found = find_turns(text, lambda label: " ".join(label.casefold().split()) in KNOWN)
    return [(block.label, text[block.start : block.end]) for block in found.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "Moeder: Ja hoor.\nVader: Nee.\n",
        "[00:12:03] Moeder: Ja hoor.\n[00:12:09] Vader: Nee.\n",
        "00:12 Moeder: Ja hoor.\n00:14 Vader: Nee.\n",
        "Moeder (00:12:03): Ja hoor.\nVader [00:12:09]: Nee.\n",
        "Moeder: Ja hoor.\n\n\nVader: Nee.",
        "Moeder:Ja hoor.\nVader:Nee.",
        "Moeder\tJa hoor.\nVader\tNee.",
        "Moeder - Ja hoor.\nVader – Nee.",
        "[Moeder] Ja hoor.\n[Vader] Nee.",
        "**Moeder:** Ja hoor.\n**Vader**: Nee.",
        "- Moeder: Ja hoor.\n- Vader: Nee.",
        "Moeder\nJa hoor.\n\nVader\nNee.\n",
        "Moeder 0:03\nJa hoor.\n\nVader 1:02:11\nNee.\n",
        "00:00:03 Moeder\nJa hoor.\n\n00:00:09 Vader\nNee.\n",
        "Moeder (00:00:03)\nJa hoor.\nVader (00:00:09)\nNee.\n",
    ],
)
def test_every_form_of_label_gives_the_same_turns(text):
    assert turns(text) == [("Moeder", "Ja hoor."), ("Vader", "Nee.")]


@pytest.mark.parametrize(
    "label", ["SPEAKER_01", "Spreker 1", "Speaker 2", "P2", "P2 (moeder)", "R1", "Interviewer", "M"]
)
def test_a_form_that_only_labels_have_needs_nobody_to_know_it(label):
    assert turns(f"{label}: Ja hoor.\n{label}: Nee.") == [(label, "Ja hoor."), (label, "Nee.")]


def test_a_word_before_a_colon_within_a_turn_is_nobody():
    text = "Moeder: Dat was zo.\nEn toen: niks.\nKortom: klaar.\nVader: Ja."
    assert turns(text) == [
        ("Moeder", "Dat was zo.\nEn toen: niks.\nKortom: klaar."),
        ("Vader", "Ja."),
    ]


def test_a_turn_goes_on_over_lines_without_a_label():
    text = "Moeder: Dat was\nzo. En dan\n\nnog wat.\nVader: Ja."
    assert turns(text) == [("Moeder", "Dat was\nzo. En dan\n\nnog wat."), ("Vader", "Ja.")]


def test_a_time_within_a_turn_is_no_part_of_it():
    text = "[00:01] Moeder: Eerst.\n[00:09] Later.\n[00:12] Vader: Ja."
    assert turns(text) == [("Moeder", "Eerst."), ("Moeder", "Later."), ("Vader", "Ja.")]


def test_one_stranger_among_labelled_lines_is_met():
    text = "".join(f"Moeder: zin {n}.\nVader: zin {n}.\n" for n in range(6)) + "Buurman: hallo.\n"
    assert turns(text)[-1] == ("Buurman", "hallo.")


def test_a_turn_without_words_is_no_turn():
    assert turns("Moeder:\nVader: Ja.\n") == [("Vader", "Ja.")]


def test_a_title_above_the_first_turn_is_kept_and_no_evidence():
    text = "Transcript tafel 3\n12 maart 2019\n\n" + "Moeder: Ja hoor, dat is zo.\n" * 10
    blocks = find_turns(text, lambda label: label == "Moeder").blocks
    assert (text[blocks[0].start : blocks[0].end], blocks[0].countable) == (
        "Transcript tafel 3\n12 maart 2019",
        False,
    )
    assert all(block.countable for block in blocks[1:])


def test_without_labels_every_paragraph_is_a_turn_of_nobody():
    assert turns("Dat was zo.\nEn meer.\n\nToen niet.") == [
        ("", "Dat was zo.\nEn meer."),
        ("", "Toen niet."),
    ]


def test_the_time_of_a_turn_is_kept_in_seconds():
    found = find_turns("[01:02:03] Moeder: Ja.\n[01:02:05,5] Vader: Nee.", lambda label: True)
    assert [block.began for block in found.blocks] == [3723.0, 3725.5]


COUNCIL = """\
De voorzitter: Ik open de vergadering. Als eerste het woord aan het CDA.

De heer Jansen (CDA): Voorzitter, dank u wel. Wij maken ons zorgen: al twee jaar.

Mevrouw El Amrani (GroenLinks): Bij interruptie. Is de heer Jansen bereid geld vrij te maken?

De heer Jansen (CDA): Zeker: dat hangt af van de dekking.

Wethouder Van der Meer: Daar hoort het volgende bij: minder regels.
"""


def test_who_speaks_once_in_minutes_has_a_turn_by_the_form_of_the_label():
    turns = find_turns(COUNCIL, lambda label: "voorzitter" in label.casefold())
    assert [block.label for block in turns.blocks] == [
        "De voorzitter", "De heer Jansen (CDA)", "Mevrouw El Amrani (GroenLinks)",
        "De heer Jansen (CDA)", "Wethouder Van der Meer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Mevrouw vertelde: het was zwaar.", "Wethouder van onderwijs: zie boven.", "Lid van het team: ja."]
)  # fmt: skip
def test_a_sentence_that_opens_with_an_address_is_no_label(line):
    more = "En het ging zo door.\nDat vonden wij lastig.\n"
    text = f"VADER: Ja.\n{more}{line}\n{more}VADER: Nee.\n{more}MOEDER: Goed.\n"
    turns = find_turns(text, lambda label: label in ("VADER", "MOEDER"))
    assert {block.label for block in turns.blocks} == {"VADER", "MOEDER"}


def test_a_surname_with_an_initial_behind_it_and_a_time_has_a_turn():
    text = "voorzitter   0:03\nWelkom.\n\nHoekstra, P.   0:20\nIk ook.\n\nvoorzitter   1:02:05\nGoed.\n"
    turns = find_turns(text, lambda label: label == "voorzitter")
    assert [block.label for block in turns.blocks] == ["voorzitter", "Hoekstra, P.", "voorzitter"]


@pytest.mark.parametrize("stamp", ["10:03:12", ", 0:12", " - 01:02"])
def test_a_label_and_a_time_between_the_same_brackets_open_a_turn(stamp):
    text = (
        f"[moeder {stamp}] Ik belde.\n[Sietske {stamp}] Dat weet ik.\n[later] bleek het anders.\n"
    )
    found = find_turns(text, lambda label: label == "moeder").blocks
    assert [block.label for block in found] == ["moeder", "Sietske"]
    assert found[0].began
    assert text[found[0].start : found[0].end] == "Ik belde."
