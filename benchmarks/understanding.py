"""Understanding alone, by language: short reports of our labelled corpus, from text to notice.

One core, CPU seconds. The peer is the usual way to find a text's language and dates: langdetect and search_dates.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import Row, median_cpu, taking
from benchmarks.usual_way import understand_as_usual
from db.records import Document
from pipelines.notice import normalize
from pipelines.watchlist import load_all
from recalls.extracting import Given, document

_CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
_LANGUAGES = ("de", "en", "ja", "zh-Hans", "zh-Hant", "fr", "es", "it", "nl", "pl", "ko", "pt")


def measure(small: bool) -> list[Row]:
    """One row a language that is read in full, and one of all."""
    languages = _LANGUAGES[:2] if small else _LANGUAGES
    texts = {language: list(_texts(language)) for language in languages}
    rows = [_row(language, documents, small) for language, documents in texts.items()]
    return [*rows, _all(texts), _extracted(languages, small)]


def _texts(language: str) -> Iterator[Document]:
    for line in _corpus(language):
        record: dict[str, Any] = json.loads(line)
        yield document({name: value for name, value in record.items() if name != "gold"}, Given())


def _row(language: str, documents: list[Document], small: bool) -> Row:
    few = documents[: 1 if small else 3]
    usual = median_cpu(lambda: [understand_as_usual(_words(one)) for one in few], 1) / len(few)
    ours = _seconds(documents)
    given = f"{len(documents)} texts of {_letters(documents):.0f} letters"
    against = f"langdetect and search_dates: {1 / usual:,.1f} texts/s"
    return Row(f"understanding, {language}", f"{1 / ours:,.0f} texts/s", against, usual / ours, given)


def _all(texts: dict[str, list[Document]]) -> Row:
    every = [one for documents in texts.values() for one in documents]
    given = f"{len(every)} texts of {_letters(every):.0f} letters"
    ours = _seconds(every)
    asked = "what was asked for: 400 texts/s"
    return Row("understanding, all of them", f"{1 / ours:,.0f} texts/s", asked, 1 / ours / 400, given)


def _extracted(languages: Sequence[str], small: bool) -> Row:
    """The command itself, its start-up and its output with it."""
    lines = [line for language in languages for line in _corpus(language)] * (1 if small else 10)
    text = "\n".join(lines).encode()
    with taking() as taken:
        command = [sys.executable, "-m", "recalls.cli", "extract", "-"]
        done = subprocess.run(command, input=text, capture_output=True, check=True)
    if done.stdout.count(b"\n") != len(lines):
        raise RuntimeError("recalls extract did not give a notice a line")
    pace = len(lines) / taken.cpu
    given = f"{len(lines):,} lines of the corpus"
    return Row("`recalls extract -`", f"{pace:,.0f} texts/s", "what was asked for: 400 texts/s", pace / 400, given)


def _corpus(language: str) -> list[str]:
    return (_CORPUS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()


def _seconds(documents: list[Document]) -> float:
    watchlist = load_all()

    def work() -> None:
        for one in documents:
            normalize(one, watchlist)

    work()  # Once without the clock: lexicons and patterns are loaded once a process.
    return median_cpu(work) / len(documents)


def _letters(documents: list[Document]) -> float:
    return sum(len(_words(one)) for one in documents) / len(documents)


def _words(one: Document) -> str:
    return "\n".join(part.text for part in one.parts)
