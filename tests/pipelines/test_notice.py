from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import Document, Notice, Part, Source
from pipelines.notice import normalize, reader_version
from tests.pipelines.texts import models, notice, watchlist

SEED = Path(__file__).parents[3] / "shared" / "eval" / "seed-article.txt"
OUR_OWN = """Rückrufe gehören zum Alltag, bei Anker häufen sie sich jedoch.

Nachdem die Firma bereits im Sommer 2024 einige Powerbanks und Lautsprecher zurückgerufen hatte, folgten in diesem Jahr
weitere Powerbanks. Jetzt sind neue Geräte an der Reihe, allerdings nur in Japan. Dort wurden die Lautsprecher
Soundcore 3 und Soundcore Motion X600, der Konferenz-Lautsprecher PowerConf S500 und die Powerbank PowerCore 10.000
zurückgerufen.

Anker verkaufte alle vier auch in Deutschland. Europäische Chargen scheinen nicht betroffen zu sein, wie Anker uns
mitteilte. In den Akkuzellen eines Zulieferers gab es Produktionsfehler. Betroffene Geräte werden ausgetauscht.
"""


def check_the_four_products(understood: Notice) -> None:
    assert understood.language == "de"
    news, summer, this_year = understood.mentions
    assert models(news) == ["A3117", "A3130", "A3305", "A1263"]
    assert (news.recalled_in, news.not_affected_in) == (["JP"], ["EUROPE"])
    assert (news.remedies, news.causes, news.hazards) == (["replacement"], ["supplier_cell_defect"], [])
    (exempt,) = [scope for scope in news.scopes if scope.status == "not_affected"]
    assert (exempt.said_by, exempt.hedged) == ("Anker", True)
    assert (summer.role, summer.announced) == ("background", "2024-22")
    assert [product.category for product in summer.products] == ["power_bank", "speaker"]
    assert (this_year.role, this_year.announced) == ("background", "2025")
    assert [product.category for product in this_year.products] == ["power_bank"]
    assert {claim.basis for claim in understood.claims if claim.field == "model"} == {"watchlist"}


def check_quotes(understood: Notice, document: Document) -> None:
    for claim in understood.claims:
        if claim.basis == "source":
            assert (claim.part, claim.quote, claim.start, claim.end) == ("", "", 0, 0)
        else:
            text = document.part(claim.part)
            assert text is not None and claim.quote and text[claim.start : claim.end] == claim.quote


def test_the_article_this_began_with_in_words_of_our_own() -> None:
    check_the_four_products(notice(OUR_OWN, "de", "2025-10-24"))


@pytest.mark.skipif(not SEED.exists(), reason="the shared folder is not here")
def test_the_article_this_began_with() -> None:
    check_the_four_products(notice(SEED.read_text(encoding="utf-8"), "de", "2025-10-24"))


def test_every_value_has_a_claim_with_its_words() -> None:
    document = Document("x", None, (Part("text", OUR_OWN, "text"),), language="de", published="2025-10-24")
    understood = normalize(document, watchlist())
    check_quotes(understood, document)
    for index, mention in enumerate(understood.mentions):
        claimed = {(claim.field, str(claim.value)) for claim in understood.claims if claim.mention == index}
        values = [("announced", mention.announced), ("issuer", mention.issuer)]
        values += [
            (field, value) for field in ("hazards", "causes", "remedies", "brands") for value in getattr(mention, field)
        ]
        values += [("recalled_in", market) for market in mention.recalled_in]
        values += [("not_affected_in", market) for market in mention.not_affected_in]
        for product in mention.products:
            values += [
                (field, getattr(product, field)) for field in ("name", "model", "category", "brand", "sold_from")
            ]
        assert {(field, value) for field, value in values if value} <= claimed


FORM = Document(
    "25338",
    "https://www.cpsc.gov/Recalls/25-338",
    (
        Part("RecallNumber", "25338", "reference"),
        Part("RecallDate", "2025-06-12T00:00:00", "announced"),
        Part("Title", "Anker Power Banks Recalled", "title"),
        Part("Description", "This recall involves Anker PowerCore 10000 power banks with model number A1263.", "text"),
        Part("Products[0].NumberOfUnits", "About 1,158,000 (in addition, about 700 were sold in Canada)", "units"),
        Part("Injuries[0].Name", "Anker has received 19 reports of fires and explosions.", "incidents"),
        Part("Retailers[0].Name", "Online at Amazon from June 2016 through December 2022 for about $27.", "sold"),
        Part("Hazards[0].Name", "The battery can overheat, posing fire and burn hazards.", "hazard"),
        Part(
            "Remedies[0].Name",
            "Stop using it and contact Anker for a free replacement. Posted on the OECD Global Portal.",
            "remedy",
        ),
    ),
    source=Source("us-cpsc", "US Consumer Product Safety Commission", "regulator", "en", "US", "America/New_York"),
    published="2025-06-12T00:00:00",
)


def test_a_form_is_read_for_what_its_fields_are_about() -> None:
    understood = normalize(FORM, watchlist())
    check_quotes(understood, FORM)
    (news,) = understood.mentions
    (product,) = news.products
    assert (product.name, product.model) == ("Anker PowerCore 10000 power banks", "A1263")
    assert (product.sold_from, product.sold_to, product.sellers) == ("2016-06", "2022-12", ["Amazon"])
    assert (news.announced, news.reference) == ("2025-06-12", "25338")
    assert {scope.market: scope.units.value for scope in news.scopes if scope.units} == {"US": 1_158_000, "CA": 700}
    assert sorted(news.hazards) == ["burn", "explosion", "fire", "overheat"]
    assert sorted(news.remedies) == ["replacement", "stop_use"]
    assert next(claim.basis for claim in understood.claims if claim.field == "recalled_in") == "source"


def test_no_sources_day_of_publication_is_the_announcement() -> None:
    parts = (
        Part("Title", "Anker Power Bank A1647 recalled due to fire hazard", "title"),
        Part("Issue", "Fire", "hazard"),
    )
    regulator = Source("ca-health-canada", "Health Canada", "regulator", "en", "CA", "America/Toronto")
    newspaper = Source("gb-news", "News", "press", "en", "GB", "Europe/London")
    told = [
        next(normalize(Document("1", None, parts, source=source, published="2025-06-27"), watchlist()).main()).announced
        for source in (regulator, newspaper)
    ]
    assert told == [None, None]


def test_understanding_is_pure() -> None:
    assert normalize(FORM, watchlist()) == normalize(FORM, watchlist())


def test_the_readers_version_names_package_and_code() -> None:
    assert "+" in reader_version() and reader_version() == reader_version()


WORDS = st.sampled_from(
    [
        "Anker",
        "ruft",
        "zurück",
        "recall",
        "A1263",
        "A3102016",
        "PowerCore 10.000",
        "回収",
        "召回",
        "、",
        "。",
        "(",
        "）",
        "in Japan",
        "41万124台",
        "2025年10月21日",
        "1,158,000",
        "not",
        "nicht betroffen",
        "\n",
        "\u202e",
        "e\u0301",
        "\ud83d",
        "🇦🇹",
        "İ",
        "ß",
        "  ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS | st.text(max_size=8), max_size=40).map(" ".join),
    st.sampled_from(["de", "en", "ja", "zh-Hans", "ko", "ml", None]),
)
def test_no_text_breaks_it_and_quotes_always_stand(text: str, language: str | None) -> None:
    document = Document("x", None, (Part("text", text, "text"),), language=language, published="2025-10-24")
    check_quotes(normalize(document, watchlist()), document)


@pytest.mark.parametrize(
    "letters", ["A" * 50_000, "（" * 20_000, "A1263、" * 5_000, "Anker ruft " * 3_000, "1.000 " * 8_000]
)
def test_long_nonsense_is_read_to_its_end(letters: str) -> None:
    notice(letters, "de", "2025-10-24")
