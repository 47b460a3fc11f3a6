"""What one withdrawal took away, made anew and left out of reach in; what a researcher is told out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.domain.settings import Settings
from pipeline.domain.wording import plural
from pipeline.intake.withdrawal import Reading, Withdrawal, left_to_read, withdrawn_sentences
from pipeline.stages.removal import RELEASED, learners_of, remaining, studies_beside

STAGES = {  # of the store: what a researcher calls it
    "inlezen": "tafels ingelezen", "privacy": "tafels op privacy nagekeken", "woorden": "tafels ontleed",
    "vectoren": "zinnen omgezet", "regels": "tafels met regels gecodeerd", "model": "model opnieuw getraind",
    "bijlage": "bijlage gerekend", "afschermen": "tellingen afgeschermd", "figuren": "figuren getekend",
    "prioriteiten": "dialoogsessies op volgorde gezet", "weerklank": "naast andere studies gelegd",
    "model-uitspraken": "uitspraken opnieuw gecodeerd",
}  # fmt: skip
MOST_FILES = 20


@dataclass(frozen=True)
class Gone:
    """What one withdrawal takes away: what was read of the table before, and after of the whole study."""

    withdrawal: Withdrawal
    home: Path  # the table's folder with the raw files
    before: Reading
    after: Reading
    n_votes: int = 0  # statements of a dialoogsessie to which points were given

    @property
    def texts(self) -> dict[str, str]:
        """Return the withdrawn segments' words by id."""
        left = set(self.after.segments["segment_id"])
        rows = zip(self.before.segments["segment_id"], self.before.segments["text"], strict=True)
        return {key: text for key, text in rows if key not in left}


def what_went(gone: Gone, coded: dict[str, int]) -> list[str]:
    """Return what was taken away."""
    texts = gone.texts
    words = sum(len(text.split()) for text in texts.values())
    who, by_machine = gone.withdrawal.participant, coded["model"] + coded["regel"]
    lines = [
        f"Ingetrokken: {f'deelnemer {who} van ' if who else ''}tafel {gone.withdrawal.table_id}.",
        "",
        "Weggehaald:",
        f"  - {plural(len(texts), 'fragment', 'fragmenten')}, {plural(words, 'woord', 'woorden')}",
        f"  - {plural(coded['mens'], 'codering', 'coderingen')} van mensen, {by_machine} van model en regels",
    ]
    if gone.n_votes:
        lines.append(f"  - punten bij {plural(gone.n_votes, 'uitspraak', 'uitspraken')}")
    lines.append(
        "  - de rij in de deelnemerslijst" if who else "  - de tafel, haar deelnemers en documenten"
    )
    return lines


def what_was_made(
    record: dict[str, Any], renewed: Sequence[str], loose: Sequence[Path]
) -> list[str]:
    """Return what was computed and written anew, and what was removed to be made again."""
    steps = record.get("stappen", {})
    lines = [
        f"  - {STAGES.get(stage, stage)}: {tally['computed']} opnieuw, {tally['reused']} onveranderd"
        for stage, tally in steps.items()
    ]
    written = len(record.get("uitvoer", {}))
    if written:
        lines.append(f"  - {written} bestanden in werk/, concept/ en besloten/ opnieuw gemaakt")
    lines += [f"  - {name} opnieuw gemaakt of nagekeken" for name in renewed]
    lines += [f"  - {path.name} verwijderd: maak het opnieuw" for path in loose]
    return ["", "Opnieuw berekend:", *(lines or ["  - niets: er is geen tafel meer"])]


def out_of_reach(folder: Path) -> list[str]:
    """Return what left the machine's reach: products that were let out, as far as a copy lies here."""
    place = folder / RELEASED
    files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else []
    shown = [f"  - {path.relative_to(folder).as_posix()}" for path in files[:MOST_FILES]]
    if len(files) > MOST_FILES:
        shown.append(f"  … en {len(files) - MOST_FILES} meer in {place}")
    if not shown:
        shown = ["  - voor zover hier te zien is er niets vrijgegeven"]
    return [
        "", "Niet terug te halen, als het al is uitgedeeld:", *shown,
        "  - bundels, werkbladen en QDA-projecten die je zelf hebt gemaild of gekopieerd, en reservekopieën",
    ]  # fmt: skip


def raw_files(gone: Gone, settings: Settings) -> list[str]:
    """Return which raw files a researcher has to delete or mend: the product never touches them."""
    segments, who = gone.before.segments, gone.withdrawal.participant
    texts = gone.texts
    lines = ["", "Doe zelf (bronbestanden worden nooit aangeraakt):"]
    if not who:
        files = sorted(path for path in gone.home.rglob("*") if path.is_file())
        lines += [f"  - verwijder {path}" for path in files]
    else:
        hers = segments[segments["segment_id"].isin(texts)]
        lines += [
            f"  - haal haar of zijn beurten uit {gone.home / str(document)}"
            for document in dict.fromkeys(hers["document"])
        ]
        about = left_to_read(gone.before, gone.withdrawal)
        told = segments[segments["segment_id"].isin(about)]["document"].value_counts(sort=False)
        lines += [
            f"  - lees {gone.home / str(document)}: {plural(int(n), 'zin gaat', 'zinnen gaan')} misschien over "
            "haar of hem, in andermans woorden"
            for document, n in told.items()
        ]
        if gone.n_votes:
            sheets = gone.before.documents.query("kind == 'uitspraken'")["document"]
            lines += [
                f"  - haal de kolom van {who} uit {gone.home / str(sheet)}" for sheet in sheets
            ]
        lines.append(f"  - laat {who} in meta.yaml staan zolang de beurten in het bestand staan")
    found = remaining(list(settings.codings), withdrawn_sentences(gone.before, gone.after))
    lines += [f"  - {path} bevat de woorden ook: vervang of verwijder het" for path in found]
    return lines


def others(settings: Settings, renewed: Sequence[Settings]) -> list[str]:
    """Return the studies beside this one that read the same tables, or learnt from this one."""
    done = {True: "opnieuw geanalyseerd", False: "analyseer haar opnieuw"}
    lines = [
        f"  - {one.path.name} leerde van deze studie: {done[one in renewed]}"
        for one in learners_of(settings)
    ]
    lines += [
        f"  - {one.path.name} leest dezelfde tafels: geef daar dezelfde opdracht"
        for one in studies_beside(settings)
        if one.data == settings.data and one.study != settings.study
    ]
    return ["", "Andere studies:", *lines] if lines else []


def verdict(left: Sequence[Path], n_sentences: int) -> list[str]:
    """Return what the search over bytes found."""
    sought = (
        f"{plural(n_sentences, 'zin', 'zinnen')} van vijf woorden of meer die nergens anders staan"
    )
    if not left:
        return [
            "",
            f"Nagezocht: {sought}; geen enkel bestand van de uitvoer of de besluiten bevat er nog een.",
        ]
    return [
        "",
        f"Let op: gezocht naar {sought}. Deze bestanden bevatten er nog; verwijder ze of maak ze opnieuw:",
        *(f"  - {path}" for path in left),
    ]
