"""``recalls extract --explain``: the text with the words behind each value marked, for a person at a terminal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import click
from wcwidth import wcswidth, wrap

from db.records import Claim, Document, Notice
from recalls.rendering import printable


def explain(document: Document, notice: Notice, *, colour: bool) -> Iterator[str]:
    """Lines: what the notice is, each part with its marked words, then what each mark means.

    Words that support a value stand in ``[brackets]`` (bold in colour) behind which the
    numbers of the values stand. In colour, lines are broken between words to fit the terminal.
    """
    verdict = (
        f"a report of a recall ({notice.kind})" if notice.is_recall_report else "no report of a watched brand's recall"
    )
    yield f"{printable(notice.id)}: {notice.language}, published {notice.published or 'unknown'}: {verdict}"
    numbers = {index: number for number, index in enumerate(_ordered(document, notice.claims), start=1)}
    for part in document.parts:
        claims = [(number, notice.claims[index]) for index, number in numbers.items()]
        marked = [(number, claim) for number, claim in claims if claim.part == part.name and claim.quote]
        yield ""
        yield _style(f"{part.name}:", colour, dim=True)
        shown = _marked(part.text, marked, colour=colour)
        yield _fitted(shown) if colour else shown
    if numbers:
        yield ""
    for index, number in numbers.items():
        yield f"{_style(f'{number:>3}', colour, fg='yellow')} {_meaning(notice, notice.claims[index])}"


def _ordered(document: Document, claims: list[Claim]) -> list[int]:
    """The claims in the order in which their words stand; those without words last."""
    places = {part.name: place for place, part in enumerate(document.parts)}
    return sorted(
        range(len(claims)),
        key=lambda index: (not claims[index].quote, places.get(claims[index].part, 0), claims[index].start, index),
    )


def _marked(text: str, claims: list[tuple[int, Claim]], *, colour: bool) -> str:
    """The text with the spans of the claims marked; spans that overlap are marked as one."""
    spans: list[tuple[int, int, list[int]]] = []
    for number, claim in sorted(claims, key=lambda found: (found[1].start, found[1].end)):
        if spans and claim.start < spans[-1][1]:
            start, end, numbers = spans[-1]
            spans[-1] = (start, max(end, claim.end), [*numbers, number])
        else:
            spans.append((claim.start, claim.end, [number]))
    shown, at = [], 0
    for start, end, numbers in spans:
        shown.append(printable(text[at:start]))
        words = printable(text[start:end])
        shown.append(_style(words, colour, bold=True, fg="green") if colour else f"[{words}]")
        shown.append(_style(f"({_listed(numbers)})", colour, fg="yellow"))
        at = end
    return "".join([*shown, printable(text[at:])])


def _fitted(text: str) -> str:
    """The text in lines that fit the terminal, so that no word is broken."""
    width = shutil.get_terminal_size().columns
    return "\n".join("\n".join(wrap(line, width)) if wcswidth(line) > width else line for line in text.split("\n"))


def _listed(numbers: list[int]) -> str:
    """Numbers as a person writes them: "7", "8–12, 15"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _meaning(notice: Notice, claim: Claim) -> str:
    mention = notice.mentions[claim.mention]
    of = ""
    if claim.product is not None:
        product = mention.products[claim.product]
        of = f" of {product.model or product.name or product.category or f'product {claim.product + 1}'}"
    elif claim.market and claim.field not in ("recalled_in", "not_affected_in"):
        of = f" in {claim.market}"
    said = f", says {claim.said_by}" if claim.said_by else ""
    hedged = ", hedged" if claim.hedged else ""
    basis = "" if claim.basis == "text" else f" (by the {claim.basis})"
    value = claim.value if isinstance(claim.value, str) else json.dumps(_plain(claim.value), ensure_ascii=False)
    role = mention.role if len(notice.mentions) == 1 else f"{mention.role} {claim.mention + 1}"
    return printable(f"{role} · {claim.field}{of}: {value}{basis}{said}{hedged}")


def _plain(value: object) -> object:
    from dataclasses import asdict, is_dataclass

    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _style(text: str, colour: bool, **style: object) -> str:
    return click.style(text, **style) if colour else text  # type: ignore[arg-type]
