"""Everyday words that look like those of a recall: they tell nothing, and the words that they look like still do."""

from __future__ import annotations

import pytest

from tests.pipelines.texts import main

RECALL = {
    "de": "Anker ruft die Powerbank A1263 zurück. ",
    "en": "Anker recalls the A1263 power bank. ",
    "es": "Anker retira la batería externa A1263 del mercado. ",
    "fr": "Anker rappelle la batterie externe A1263. ",
    "it": "Anker richiama il power bank A1263. ",
}


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "hazard"),
    [
        ("de", "Ein Brand Manager von Anker bekam davon einen Sonnenbrand.", "Es kam zu einem Brand.", "fire"),
        ("de", "Die Kostenexplosion trifft auch Anker.", "Es gab eine Akkuexplosion.", "explosion"),
        ("en", "Amazon's Kindle is sold beside it, as is a blazer.", "One was ablaze.", "fire"),
        ("en", "The company came under fire for its silence.", "One was on fire.", "fire"),
        ("en", "The news came from a leaked memo, at full blast.", "The battery leaked.", "other"),
        ("en", "It was sold in Melton Mowbray.", "The case had melted and was swollen.", "other"),
        ("es", "Sigue en plataformas de reventa; la explotación de la marca continúa.", "Una reventó.", "explosion"),
        ("es", "Los hinchas llevan una, junto a un colchón hinchable.", "La carcasa se hincha.", "other"),
        ("fr", "Elle était vendue dans le Roussillon, avec un flambeau.", "Un appareil s'est embrasé.", "fire"),
        ("fr", "Anker embrasse ce marché, et vend un matelas gonflable.", "La coque est gonflée.", "other"),
        ("it", "Chi vuole esplorare il sito ufficiale trova altro.", "Uno dei dispositivi è esploso.", "explosion"),
        ("it", "Sul tavolo c'erano un fiammifero e un gonfiabile.", "Dal dispositivo sono uscite fiamme.", "fire"),
    ],
)
def test_no_hazard_is_read_into_other_words(language: str, innocent: str, telling: str, hazard: str) -> None:
    assert main(RECALL[language] + innocent, language).hazards == []
    assert main(RECALL[language] + telling, language).hazards == [hazard]


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "market"),
    [
        ("de", "Den Rückruf meldete der Deutschlandfunk.", "Der Rückruf gilt deutschlandweit.", "DE"),
        ("de", "Der Rückruf gilt auch für Long Island.", "Der Rückruf gilt auch für Island.", "IS"),
        ("en", "Recalled units were sold in Indiana and Indianapolis.", "Recalled units were sold in India.", "IN"),
        ("en", "Recalled units were sold in New Mexico.", "Recalled units were sold in Mexico.", "MX"),
        ("en", "The recall notice can be read in French.", "The recall covers French stores.", "FR"),
        ("en", "The recall was first reported by The Japan Times.", "The recall was reported in Japan.", "JP"),
        ("en", "The recall covers Latin America.", "The recall covers America.", "US"),
        ("es", "Del aviso de retirada informó Europa Press.", "La retirada se aplica en Europa.", "EUROPE"),
        ("es", "Francesco Totti también la retira.", "La retirada afecta a las tiendas francesas.", "FR"),
        ("fr", "Le rappel concerne l'Amérique latine.", "Le rappel concerne l'Amérique.", "US"),
        ("fr", "France Info a parlé du rappel.", "Le rappel concerne la France.", "FR"),
        ("it", "Del richiamo parla Francesco Rossi.", "Il richiamo riguarda i clienti francesi.", "FR"),
        ("it", "Il richiamo riguarda l'America Latina.", "Il richiamo riguarda l'America.", "US"),
    ],
)
def test_no_market_is_read_into_other_names(language: str, innocent: str, telling: str, market: str) -> None:
    assert main(RECALL[language] + innocent, language).recalled_in == []
    assert main(RECALL[language] + telling, language).recalled_in == [market]


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "remedy"),
    [
        ("de", "Der Kaufpreis lag bei 40 Euro.", "Kunden erhalten den Kaufpreis.", "refund"),
        ("de", "Anker steht in engem Austausch mit den Behörden.", "Es gibt einen Austausch.", "replacement"),
        ("en", "The Securities and Exchange Commission knows of it.", "Owners may exchange it.", "replacement"),
        ("es", "El repartidor la lleva, con arreglo a la ley.", "La empresa la reparará.", "repair"),
        ("fr", "La répartition des lots est connue.", "La marque le réparera.", "repair"),
        ("fr", "La marque a des échanges avec les autorités.", "Il est échangé.", "replacement"),
        ("it", "Se ne riparlerà, e le vendite ripartono.", "L'azienda riparerà i dispositivi.", "repair"),
        ("it", "È disponibile in smalto bianco.", "Va smaltito.", "dispose"),
    ],
)
def test_no_remedy_is_read_into_other_words(language: str, innocent: str, telling: str, remedy: str) -> None:
    assert main(RECALL[language] + innocent, language).remedies == []
    assert main(RECALL[language] + telling, language).remedies == [remedy]


@pytest.mark.parametrize(
    ("language", "innocent", "telling", "cause"),
    [
        (
            "en",
            "It charges a cell phone and was sold by vendors such as Amazon.",
            "The cells came from a vendor.",
            "supplier_cell_defect",
        ),
        ("es", "Los soldados la usan.", "Una pieza estaba mal soldada.", "assembly_defect"),
        ("it", "Il negozio vende anche collant.", "Il collante cede.", "assembly_defect"),
    ],
)
def test_no_cause_is_read_into_other_words(language: str, innocent: str, telling: str, cause: str) -> None:
    assert main(RECALL[language] + innocent, language).causes == []
    assert main(RECALL[language] + telling, language).causes == [cause]


def test_sausages_kill_nobody() -> None:
    assert main(RECALL["it"] + "Tra i richiami ci sono 3 confezioni di mortadella.", "it").incidents is None
    told = main(RECALL["it"] + "Si contano 3 morti.", "it").incidents
    assert told and told.deaths == 3
