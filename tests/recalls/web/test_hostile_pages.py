"""A hostile notice harms nothing: what it prints is shown as text, cut short, and linked only where it is http(s)."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from db.records import Claim, Part
from db.scopes import placed_scopes
from pipelines.link import link
from recalls.web.inert import inert
from tests.db.harvests import document, harvest, mention, new_store, product, publish, reading
from tests.recalls.web.conftest import Get, client, parsed

SCRIPT = "<script>alert(1)</script>"
HANDLER = '"><img src=x onerror=alert(2)>'
FORMULA = '=HYPERLINK("http://evil.example","x")'
LONG = "A" * 1_000_000
TITLES = (SCRIPT + HANDLER, LONG, FORMULA, "\u202eevil\u202c", "{{ 7*7 }}{% for x in y %}", "a\x00b\x1b[31m")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Get:
    folder = tmp_path_factory.mktemp("hostile")
    with new_store(folder) as store:
        readings = [_reading(at, title) for at, title in enumerate(TITLES)]
        publish(store, harvest(*readings))
        store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))
    return client(Path(folder) / "recalls.db")


def _reading(at: int, title: str) -> Any:
    key = f"{at}{HANDLER}" if at == 0 else str(at)
    read = document(
        key, f"{SCRIPT} {title[:500]}", title=title, url=("javascript:alert(3)", "data:text/html,x")[at % 2]
    )
    named = [product(f"A900{at}", title[:2000], colours=[FORMULA, HANDLER], sellers=[SCRIPT])]
    told = {"issuer": title[:400], "reference": f"{at}{HANDLER}", "announced": f"2025-{at + 1:02d}-10"}
    said = mention("JP", products=named, **told)
    claims = (Claim(0, "issuer", title[:400], "title", title[:400], 0, len(title[:400])),)
    made = reading(read, said, claims=claims)
    assert isinstance(made.document.parts[0], Part)
    return made


def pages(get: Get) -> list[str]:
    found = [link.get("href") for link in parsed(get("/")).xpath("//article//h4/a")]
    assert len(found) == len(TITLES)
    tables = ["/data/public_recalls", "/data/public_notices", "/data/public_claims", "/data/search?words=script"]
    return ["/", "/matrix", "/changes", "/sources", "/check?model=A9000", "/?q=script", *found, *tables]


def test_nothing_of_it_becomes_an_element_or_a_link(hostile: Get) -> None:
    for address in pages(hostile):
        page = parsed(hostile(address))
        ours = [source for source in page.xpath("//script/@src") if source.startswith("/-/")]
        assert len(page.xpath("//script[@src]")) == len(ours), address
        assert not page.xpath("//img | //iframe | //object"), address
        assert not [name for element in page.iter() for name in element.attrib if str(name).startswith("on")], address
        for target in page.xpath("//@href | //@src | //@action"):
            assert target.startswith(("/", "#", "http://localhost/", "https://datasette.io")), (address, target)
        if not address.startswith("/data"):
            assert not page.xpath("//script[not(@src)] | //style | //@style"), address


def test_a_title_of_a_megabyte_does_not_make_a_page_of_one(hostile: Get) -> None:
    for address in pages(hostile):
        if not address.startswith("/data"):
            assert len(hostile(address).content) < 150_000, address


def test_what_turns_or_steers_text_is_left_out(hostile: Get) -> None:
    for address in pages(hostile):
        if not address.startswith("/data"):
            text = hostile(address).text
            assert not set(text) & set("\u202e\u202c\x00\x1b"), address


def test_what_a_reader_types_is_text_too(hostile: Get) -> None:
    for name in ("q", "brand", "model", "market", "language", "hazard", "kind"):
        page = parsed(hostile(f"/?{name}={SCRIPT}{HANDLER}"))
        assert not page.xpath("//script[not(@src)] | //img")
    assert not parsed(hostile(f"/check?model={SCRIPT}&market={HANDLER}")).xpath("//script[not(@src)] | //img")
    refused = hostile(f"/?since={SCRIPT}")
    assert refused.status_code == 400
    assert SCRIPT not in refused.text


def test_no_cell_of_a_csv_is_a_formula(hostile: Get) -> None:
    for address in ("/timeline.csv", "/matrix.csv", "/data/public_recalls.csv", "/data/public_claims.csv?_stream=on"):
        answered = hostile(address)
        assert answered.headers["content-type"].startswith(("text/csv", "text/plain"))
        cells = [cell for row in csv.reader(io.StringIO(answered.text)) for cell in row]
        assert any("HYPERLINK" in cell for cell in cells), address
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))], address


@pytest.mark.parametrize(
    "address", ["/", "/recall/none", "/data", "/data/public_recalls", "/timeline.json", "/nowhere"]
)
def test_every_answer_says_what_may_be_loaded_and_run(hostile: Get, address: str) -> None:
    headers = hostile(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "address",
    [
        "/capture/..%2f..%2fetc%2fpasswd/0",
        "/copy/%2fetc%2fpasswd/0",
        "/copy/recalls.db/0",
        "/-/recalls/0/../../serving.py",
        "/-/recalls/0/base.html",
        "/-/recalls/0/en.toml",
        "/capture/x/99999999999999999999",
    ],
)
def test_no_file_is_reached_by_its_path(hostile: Get, address: str) -> None:
    assert hostile(address).status_code == 404


PAGE = """<!doctype html><html><head><title>t</title><meta http-equiv="refresh" content="0;url=//evil.example">
<base href="//evil.example"><link rel="prefetch" href="//evil.example"><style>@import "//evil.example"</style>
<script>alert(1)</script></head><body onload="alert(2)" style="background:url(//evil.example)">
<h1 onclick="x()">回収 &amp; Rückruf</h1>
<p>Text <a href="javascript:alert(3)">link</a> after</p>
<img src="//evil.example/pixel" alt="a picture"><iframe src="//evil.example"></iframe><svg><script>4</script></svg>
<form action="//evil.example"><input name="a"><button>Send</button></form><td colspan="2" onmouseover="x">cell</td>
<noscript><img src="//evil.example"></noscript><template><b>t</b></template><!-- comment -->
<custom-tag>kept</custom-tag>
<math><mtext><p><style><img src=x onerror=alert(5)></style></mtext></math><p title='</p><script>6</script>'>end</p>
</body></html>"""


def test_an_archived_page_is_its_words_and_nothing_else() -> None:
    made, cut = inert(PAGE)
    assert not cut
    tree = parsed_fragment(str(made))
    assert "evil.example" not in made
    assert "alert" not in made
    allowed = {"lang", "dir", "colspan", "rowspan", "class"}
    assert {name for element in tree.iter() for name in element.attrib} <= allowed
    words = " ".join(tree.text_content().split())
    assert words == "回収 & Rückruf Text link after [a picture] cell kept end"


def parsed_fragment(markup: str) -> Any:
    from lxml import html

    return html.fragment_fromstring(markup, create_parent="div")


def test_a_page_that_nests_deeply_or_never_ends_is_cut() -> None:
    made, _ = inert("<div>" * 100_000 + "deep")
    assert len(made) < 2_000_000
    made, cut = inert("<p>" + "word " * 200_000)
    assert cut
    assert len(made) < 300_000


def test_what_is_no_page_at_all_gives_nothing() -> None:
    for markup in ("", "\x00", "<", "<!-- -->", "]]>"):
        assert "<script" not in inert(markup)[0]
