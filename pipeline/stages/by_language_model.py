"""`codeer-met-taalmodel`: a study's file and a model on this machine in; one more coder, measured, out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.by_language_model import (
    CODER,
    Answer,
    answer_schema,
    codings_of,
    instructions,
    question,
    read_answer,
)
from pipeline.coding.training import leading_series
from pipeline.domain.tables import Codings, Segments, check
from pipeline.files.atomic import file_digest, write_bytes
from pipeline.language.chat import Chat, RefusedError, ask, open_chat
from pipeline.provenance import digest_of
from pipeline.release.model_quality import in_dutch
from pipeline.release.tabulation import csv_of
from pipeline.stages.coder_quality import tables_of_coder
from pipeline.stages.material import WORDS, gather, refuse_uncoded
from pipeline.stages.progress import Progress
from pipeline.stages.run import Run
from pipeline.stages.table_files import parquet_bytes
from pipeline.store import read_table

DIGITS = 6  # of what is stored
FOLDER, CODED, RECORD = "taalmodel", "coderingen.parquet", "taalmodel.json"
FIRST_PATIENCE = 5  # times as long
MOST_REFUSED = 5  # questions in a row: then it is the server, and not one text that is too long
Answers = dict[str, Answer]


@dataclass(frozen=True)
class Coded:
    """What a language model made of a study."""

    folder: Path
    model: str
    n_asked: int
    n_answered: int  # the others gave no answer in the form that was asked for
    figures: pd.DataFrame | None  # the key figures, where people coded


def code_with(
    study: Path,
    folder: Path | None,
    progress: Progress,
    *,
    address: str,
    model: str = "",
    model_file: Path | None = None,
    seconds: float = 120.0,
    most: int = 0,
) -> Coded:
    """Ask a model about every countable segment, or about `most` drawn from those that people judged.

    Answers are kept one by one, by a keyed digest of model, prompt and text, so that a server that
    dies costs nothing; a question that it refuses counts as not answered. Nothing of it goes into
    `analyse`.

    Raises:
        InputError: when the address is not on this machine nor the one that the study's file lets
            texts go to, the server does not answer, or `most` is asked of a study that nobody coded.
    """
    run = gather(study, folder, progress, WORDS)
    if most:
        refuse_uncoded(run)
    chat = open_chat(address, model=model, seconds=seconds, elsewhere=run.settings.texts_leave_for)
    segments = _asked(run, most)
    task, schema = instructions(run.codebook), answer_schema(run.codebook)
    identity = {
        "model": chat.model,
        "modelbestand": "" if model_file is None else file_digest(model_file),
        "opdracht": digest_of({"task": task, "schema": schema}),
        "zaad": run.settings.seed,
    }
    target = run.store.folder / FOLDER
    kept = target / f"antwoorden-{digest_of(identity)[:12]}.jsonl"

    chats = patient_first(chat)

    def answer(text: str) -> Answer | None:
        messages = [{"role": "system", "content": task}, {"role": "user", "content": text}]
        said = ask(next(chats), messages, schema, seed=run.settings.seed)
        return read_answer(said, run.codebook)

    questions = _questions(run.table(Segments), segments)
    answers = _ask_all(run, questions, kept, answer, progress)
    coded = codings_of(segments, answers)
    write_bytes(target / CODED, parquet_bytes(coded))
    record = {
        **identity,
        "adres": address,
        "gevraagd": len(segments),
        "beantwoord": len(answers),
        "tekst": task,
    }
    write_bytes(target / RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())
    return Coded(target, chat.model, len(segments), len(answers), _measured(run, coded, target))


def patient_first(chat: Chat) -> Iterator[Chat]:
    """Give the server with more patience for the first question, in which it reads the whole task.

    Servers keep what they read: the next question costs its own words alone.
    """
    yield replace(chat, seconds=FIRST_PATIENCE * chat.seconds)
    yield from itertools.repeat(chat)


def _asked(run: Run, most: int) -> DataFrame[Segments]:
    """Return the segments to ask about; a draw of more holds what a draw of fewer held."""
    segments = run.table(Segments)
    chosen = segments[segments["countable"]]
    if most:
        judged = leading_series(run.table(Codings))["segment_id"]
        chosen = chosen[chosen["segment_id"].isin(judged)]
        drawn = np.random.default_rng(run.settings.seed).permutation(len(chosen))[:most]
        chosen = chosen.iloc[np.sort(drawn)]
    return check(chosen.reset_index(drop=True), Segments)


def _questions(everything: DataFrame[Segments], asked: DataFrame[Segments]) -> dict[str, str]:
    """Return the question about each segment, with its neighbours in the same document."""
    document = everything["table_id"] + "/" + everything["document"]
    before = everything["text"].shift(1).where(document == document.shift(1)).fillna("")
    after = everything["text"].shift(-1).where(document == document.shift(-1)).fillna("")
    wanted = set(asked["segment_id"])
    rows: Any = zip(
        everything["segment_id"], before, everything["text"], after, everything["perspective"],
        everything["heading"], strict=True,
    )  # fmt: skip
    return {
        segment_id: question(previous, text, following, speaker, heading)
        for segment_id, previous, text, following, speaker, heading in rows
        if segment_id in wanted
    }


def _ask_all(
    run: Run,
    questions: Mapping[str, str],
    kept: Path,
    answer: Callable[[str], Answer | None],
    progress: Progress,
) -> Answers:
    """Ask what was not answered before, and write every answer down before the next is asked."""
    known = _read_kept(kept)
    keys = {segment_id: run.store.key("taalmodel", text) for segment_id, text in questions.items()}
    kept.parent.mkdir(parents=True, exist_ok=True)
    refused = 0  # in a row
    with kept.open("a", encoding="utf-8") as file:
        file.write("\n" if _broken_off(kept) else "")
        for done, (segment_id, text) in enumerate(questions.items(), start=1):
            key = keys[segment_id]
            if key not in known:
                try:
                    given, refused = answer(text), 0
                except RefusedError:
                    given, refused = None, refused + 1
                    if refused >= MOST_REFUSED:
                        raise
                if given is not None:
                    known[key] = given
                    file.write(json.dumps([key, *given]) + "\n")
                    file.flush()
            progress("Taalmodel codeert", done, len(questions))
    return {segment_id: known[key] for segment_id, key in keys.items() if key in known}


def _broken_off(path: Path) -> bool:
    """Tell whether the last line was never finished: an answer behind it would be lost with it."""
    raw = path.read_bytes()
    return bool(raw) and not raw.endswith(b"\n")


def _read_kept(path: Path) -> Answers:
    """Return the answers of earlier runs; a line that was broken off is asked again."""
    found: Answers = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            key, codes, valence = json.loads(line)
            found[key] = Answer(tuple(codes), valence)
        except (ValueError, TypeError):
            continue
    return found


class Stored(NamedTuple):
    """What a language model coded in an earlier run, and which model it was."""

    codings: DataFrame[Codings]
    model: str


def stored_codings(run: Run) -> Stored | None:
    """Return what a language model made of the segments as they are now, None where none coded."""
    target = run.store.folder / FOLDER
    made, record = target / CODED, target / RECORD
    if not (made.is_file() and record.is_file()):
        return None
    place = ["segment_id", "start", "end"]
    coded = read_table(made).merge(run.table(Segments)[place], on=place)
    judged = coded["segment_id"].isin(leading_series(run.table(Codings))["segment_id"])
    if not judged.any():
        return None
    model = str(json.loads(record.read_text(encoding="utf-8")).get("model", ""))
    return Stored(check(coded, Codings), model)


def _measured(run: Run, coded: DataFrame[Codings], target: Path) -> pd.DataFrame | None:
    """Return the key figures beside people and write every table, where people coded."""
    people = run.table(Codings)
    if people.empty or coded.empty:
        for file in target.glob("*.csv"):  # of an earlier run: beside these codings they would lie
            file.unlink()
        return None
    both = check(pd.concat([people, coded], ignore_index=True), Codings)
    tables = tables_of_coder(
        both, CODER, run.table(Segments), run.codebook,
        seed=run.settings.seed, floor=run.settings.rules.hand_only_below,
    )  # fmt: skip
    for name, table in tables.items():
        write_bytes(target / f"{name}.csv", csv_of(in_dutch(table.round(DIGITS))))
    return tables["kerncijfers"]
