from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Documents, check
from pipeline.domain.tables.privacy import PrivacyDecisions
from pipeline.intake.privacy import (
    find_identifiers,
    merge_decisions,
    pseudonymise,
    read_decisions,
    review_page,
    review_summary,
    review_workbook_rows,
    screen_documents,
)

HARD = "Bel 06-12345678 maar, zei moeder."
SOFT = "Toen kwam Sietske binnen."


def documents(*texts: str, table_id: str = "DT-07") -> pd.DataFrame:
    rows = [
        (
            table_id,
            f"verslag{number}.md",
            "verslag",
            hashlib.sha256(text.encode()).hexdigest(),
            text,
        )
        for number, text in enumerate(texts, start=1)
    ]
    return check(pd.DataFrame(rows, columns=Documents.names()), Documents)


def decisions(findings: pd.DataFrame, decision: str, reason: str = "") -> pd.DataFrame:
    rows = [(digest, decision, reason) for digest in findings["finding"].unique()]
    return check(pd.DataFrame(rows, columns=PrivacyDecisions.names()), PrivacyDecisions)


def test_a_hard_finding_holds_its_document_and_no_other():
    quarantine, _ = screen_documents(documents(HARD, SOFT, "Niets aan de hand."))
    assert quarantine[["document", "niveau", "kind"]].to_numpy().tolist() == [
        ["verslag1.md", "hard", "telefoon"],
        ["verslag2.md", "zacht", "persoonsnaam"],
    ]


def test_documents_without_findings_give_empty_tables():
    quarantine, findings = screen_documents(documents("Niets aan de hand."))
    assert quarantine.empty
    assert findings.empty
    quarantine, findings = screen_documents(documents()[:0])
    assert quarantine.empty


def test_no_row_holds_a_word_of_the_text():
    quarantine, findings = screen_documents(documents(HARD, SOFT))
    for table in (quarantine, findings):
        cells = " ".join(str(cell) for cell in table.to_numpy().ravel())
        assert "Sietske" not in cells
        assert "12345678" not in cells


def test_a_hard_finding_is_dismissed_only_with_a_reason():
    _, findings = screen_documents(documents(HARD))
    for reason, held in (("", True), ("nummer van de gemeente", False)):
        quarantine, _ = screen_documents(
            documents(HARD), decisions=decisions(findings, "laten staan", reason)
        )
        assert (len(quarantine) == 1) is held


def test_a_decision_to_replace_holds_until_the_text_is_mended():
    _, findings = screen_documents(documents(HARD))
    quarantine, after = screen_documents(
        documents(HARD), decisions=decisions(findings, "vervangen")
    )
    assert list(after["decision"]) == ["vervangen"]
    assert list(quarantine["niveau"]) == ["hard"]


def test_decisions_outlive_a_change_elsewhere_but_not_here():
    _, findings = screen_documents(documents(HARD))
    kept = decisions(findings, "laten staan", "openbaar nummer")
    elsewhere = f"{HARD}\n\n{'Veel andere tekst. ' * 5}"
    padded = f"{'Veel andere tekst. ' * 5}\n\n{HARD}"
    _, first = screen_documents(documents(f"{padded}\n\n{'Slot. ' * 20}"))
    stable = decisions(first, "laten staan", "openbaar nummer")
    moved, _ = screen_documents(
        documents(f"Nieuw begin.\n{padded}\n\n{'Slot. ' * 20}\nEn meer."), decisions=stable
    )
    assert moved.empty
    changed, _ = screen_documents(documents(HARD.replace("moeder", "vader")), decisions=kept)
    assert list(changed["niveau"]) == ["hard"]
    other, _ = screen_documents(documents(elsewhere.replace("5678", "5679")), decisions=kept)
    assert list(other["niveau"]) == ["hard"]


def test_digests_of_two_studies_cannot_be_compared():
    _, one = screen_documents(documents(HARD), key=b"een")
    _, two = screen_documents(documents(HARD), key=b"twee")
    assert set(one["finding"]).isdisjoint(two["finding"])


def test_findings_come_in_order_whatever_the_order_of_documents():
    several = documents(HARD, f"{SOFT} {HARD}")
    _, forward = screen_documents(several)
    _, backward = screen_documents(check(several.iloc[::-1], Documents))
    pd.testing.assert_frame_equal(forward, backward)


def test_the_sheet_shows_the_words_and_reads_back_what_was_decided():
    papers = documents(HARD, SOFT)
    _, findings = screen_documents(papers)
    sheet = review_workbook_rows(findings, papers)
    assert list(sheet["niveau"]) == ["hard", "zacht"]
    assert sheet["in de tekst"][1] == "Toen kwam «Sietske» binnen."
    sheet.loc[1, "besluit"] = "Laten staan"
    decided = read_decisions(sheet)
    assert list(decided["decision"]) == ["laten staan"]
    quarantine, after = screen_documents(papers, decisions=decided)
    assert list(quarantine["kind"]) == ["telefoon"]
    assert list(after["decision"]) == ["", "laten staan"]
    assert read_decisions(review_workbook_rows(findings, papers)).empty


def test_equal_findings_in_equal_context_are_decided_once():
    papers = documents(SOFT, SOFT)
    _, findings = screen_documents(papers)
    assert len(findings) == 2
    assert len(review_workbook_rows(findings, papers)) == 1


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("besluit", "weg ermee", "rij 0"),
        ("besluit", "laten staan", "reden"),
        ("bevinding", "", "bevinding"),
    ],
)
def test_a_faulty_sheet_is_refused_by_row_without_its_words(column, value, says):
    papers = documents(HARD)
    _, findings = screen_documents(papers)
    sheet = review_workbook_rows(findings, papers)
    sheet.loc[0, "besluit"] = "vervangen"
    sheet.loc[0, column] = value
    with pytest.raises(InputError) as error:
        read_decisions(sheet)
    assert says in str(error.value)
    assert "12345678" not in str(error.value)
    assert "weg ermee" not in str(error.value)


def test_a_sheet_without_its_columns_is_refused():
    with pytest.raises(InputError, match="besluit"):
        read_decisions(pd.DataFrame({"reden": ["x"]}))


def test_later_decisions_win_and_earlier_ones_stay():
    rows = PrivacyDecisions.names()
    earlier = check(
        pd.DataFrame([("a", "vervangen", ""), ("b", "vervangen", "")], columns=rows),
        PrivacyDecisions,
    )
    later = check(pd.DataFrame([("b", "laten staan", "toch niet")], columns=rows), PrivacyDecisions)
    merged = merge_decisions(earlier, later)
    assert list(merged["decision"]) == ["vervangen", "laten staan"]


def test_the_page_escapes_what_people_said_and_never_calls_it_anonymous():
    papers = documents(f"<script>alert(1)</script> {SOFT}")
    _, findings = screen_documents(papers)
    page = review_page(findings, papers, title="proef & meer")
    assert "<mark>Sietske</mark>" in page
    assert "<script>" not in page
    assert "proef &amp; meer" in page
    assert "anoniem" not in page.casefold()
    empty_page = review_page(findings[:0], papers[:0], title="leeg")
    assert "Er is niets gevonden" in empty_page


def test_the_summary_counts_documents_and_findings():
    _, findings = screen_documents(documents(f"{HARD} En 06-87654321.", SOFT))
    assert review_summary(findings).startswith(
        "1 document wordt tegengehouden om 2 directe aanwijzingen; 1 mogelijke"
    )


def replaced(*texts: str) -> list[str]:
    papers = documents(*texts)
    _, findings = screen_documents(papers)
    copy, _ = pseudonymise(papers, findings)
    return list(copy["text"])


def test_a_name_gets_one_placeholder_within_a_table_also_by_a_part_of_it():
    text, other = replaced(
        "Sietske de Vries kwam. Toen belde Sietske's zus Fenna. Sietske zweeg.", "Ook Fenna was er."
    )
    assert text == "[PERSOON-1] kwam. Toen belde [PERSOON-1]'s zus [PERSOON-2]. [PERSOON-1] zweeg."
    assert other == "Ook [PERSOON-2] was er."


def test_a_part_that_fits_two_people_is_neither():
    (text,) = replaced("Sietske de Vries en Fenna de Vries. Volgens De Vries klopt het.")
    assert text == "[PERSOON-1] en [PERSOON-2]. Volgens [PERSOON-3] klopt het."


def test_a_number_is_the_same_however_it_is_written():
    (text,) = replaced("Bel 06-12345678 of 06 1234 5678.")
    assert text == "Bel [TELEFOON-1] of [TELEFOON-1]."


def test_what_was_dismissed_stays_and_the_key_tells_the_rest():
    papers = documents(f"{SOFT} Dat is in Drachten.")
    _, findings = screen_documents(papers)
    dismissed = decisions(findings[findings["kind"] == "plaats"], "laten staan")
    _, judged = screen_documents(papers, decisions=dismissed)
    copy, key = pseudonymise(papers, judged)
    assert list(copy["text"]) == ["Toen kwam [PERSOON-1] binnen. Dat is in Drachten."]
    assert key.to_numpy().tolist() == [["DT-07", "[PERSOON-1]", "persoonsnaam", "Sietske"]]


def test_a_pseudonymised_copy_gives_no_findings_again():
    (text,) = replaced(
        f"{HARD} {SOFT} Mevrouw Van der Velde, geboren op 12-03-2004, woont Dorpsstraat 12."
    )
    assert find_identifiers(text) == []


def test_tables_number_their_people_apart():
    papers = check(
        pd.concat([documents(SOFT), documents("Dat zei Fenna.", table_id="DT-08")]), Documents
    )
    _, findings = screen_documents(papers)
    copy, key = pseudonymise(papers, findings)
    assert list(key["placeholder"]) == ["[PERSOON-1]", "[PERSOON-1]"]
    assert copy["digest"].nunique() == 2


def test_findings_of_another_text_are_refused():
    _, findings = screen_documents(documents(f"{'Tekst. ' * 20}{SOFT}"))
    with pytest.raises(InputError, match="andere versie"):
        pseudonymise(documents(SOFT), findings)


@pytest.mark.parametrize("study", ["friesland-28", "heerenveen-2022", "samen-bouwen-2025"])
def test_the_example_studies_are_not_held(study):
    folder = Path(__file__).parents[4] / "data" / study
    texts = sorted(path for path in folder.glob("*/*.*") if path.suffix in (".md", ".txt"))
    found = [one for path in texts for one in find_identifiers(path.read_text(encoding="utf-8"))]
    assert texts
    assert not [one for one in found if one.level == "hard"]
    assert len(found) <= len(texts) // 10
