from __future__ import annotations

import pytest

from pipelines.regions import contains, of_address
from tests.pipelines.texts import main, notice

RECALL = {
    "de": "Anker ruft die PowerCore 10000 wegen Brandgefahr zurück. ",
    "en": "Anker recalls the PowerCore 10000 over a fire hazard. ",
    "ja": "Ankerは発火の恐れがあるとしてPowerCore 10000を自主回収する。",
    "zh-Hans": "安克召回PowerCore 10000，存在起火风险。",
    "zh-Hant": "安克召回PowerCore 10000，恐有起火風險。",
    "vi": "Anker thu hồi PowerCore 10000 vì nguy cơ cháy. ",
}


@pytest.mark.parametrize(
    ("language", "text", "recalled", "exempt"),
    [
        ("de", "Der Rückruf gilt nur in Japan.", ["JP"], []),
        ("de", "Betroffen sind Geräte in Deutschland, Österreich und der Schweiz.", ["DE", "AT", "CH"], []),
        ("de", "Verkauft wurde das Modell auch in Deutschland.", [], []),
        ("de", "In Deutschland gibt es noch keinen Rückruf.", [], []),
        ("de", "Geräte, die in Frankreich verkauft wurden, sind nicht betroffen.", [], ["FR"]),
        ("de", "Die CPSC hat die Warnung veröffentlicht.", ["US"], []),
        ("de", "Der Rückruf gilt weltweit.", ["GLOBAL"], []),
        ("de", "Anker ist der weltweit größte Hersteller solcher Akkus.", [], []),
        ("en", "About 69,000 units were sold in the United States, and 9,764 in Canada.", ["US", "CA"], []),
        ("en", "It is made in China and available in France.", [], []),
        ("en", "Please contact us.", [], []),
        ("en", "Products in the Netherlands are not affected.", [], ["NL"]),
        ("en", "It is unclear whether the recall will reach Germany.", [], []),
        ("en", "Anker Vietnam announced the recall.", ["VN"], []),
        ("ja", "アンカー・ジャパンが発表した。", ["JP"], []),
        ("ja", "経済産業省が公表した。", ["JP"], []),
        ("ja", "日本経済新聞が報じた。", [], []),
        ("zh-Hans", "此次召回仅限中国大陆市场。", ["CN"], []),
        ("zh-Hans", "欧洲版本不受影响。", [], ["EUROPE"]),
        ("zh-Hant", "部分型號曾在香港發售。", [], []),
        ("zh-Hant", "台灣目前尚未召回。", [], []),
        ("zh-Hans", "韩国机构挂出召回公告，国行批次不在此次召回之列。", ["KR"], ["CN"]),
        ("zh-Hant", "美國CPSC公告\n台灣版不在內", ["US"], ["TW"]),
        ("vi", "Đợt thu hồi áp dụng tại Mỹ, Anh, Pháp và Đức.", ["US", "GB", "FR", "DE"], []),
        ("en", "The US agency has recalled about 31k of them, and Irish stock isn't included.", ["US"], ["IE"]),
    ],
)
def test_a_market_needs_words_of_recall(language: str, text: str, recalled: list[str], exempt: list[str]) -> None:
    mention = main(RECALL[language] + text, language)
    assert mention.recalled_in == recalled
    assert mention.not_affected_in == exempt


@pytest.mark.parametrize("language", sorted(RECALL))
def test_a_language_never_gives_a_market(language: str) -> None:
    assert main(RECALL[language], language).recalled_in == []


def test_a_region_contains_what_its_members_contain() -> None:
    assert contains("EUROPE", "DE") and contains("EU", "DE") and contains("GLOBAL", "JP")
    assert not contains("EU", "GB") and contains("EUROPE", "GB")
    assert not contains("JP", "GLOBAL")


@pytest.mark.parametrize(
    ("language", "text", "recalled", "exempt"),
    [
        ("fr", "Le rappel lancé au Japon par Anker (A1263) ne vise pas la France, risque d'incendie.", ["JP"], ["FR"]),
        ("de", "Der Rückruf der Anker A1263 in Japan betrifft Deutschland nicht, es droht ein Brand.", ["JP"], ["DE"]),
        ("de", "Anker ruft die A1263 wegen Brandgefahr in Japan zurück, nicht aber in Frankreich.", ["JP"], ["FR"]),
        ("zh-Hans", "安克日本召回A1263，存在起火风险。国内版本采用不同电芯，不在召回范围内。", ["JP"], ["CN"]),
        (
            "zh-Hans",
            "安克在中国大陆召回A1388，存在起火风险。港澳台地区销售的产品不受影响。",
            ["CN"],
            ["HK", "MO", "TW"],
        ),
        (
            "ko",
            "앤커 일본법인이 A1263을 화재 위험으로 리콜한다. 앤커코리아는 한국 제품은 해당되지 않는다고 했다.",
            ["JP"],
            ["KR"],
        ),
        ("zh-Hans", "安克日本召回A1263，存在起火风险。日本以外地区销售的产品不受影响。", ["JP"], []),
        ("en", "Anker Japan recalls the A1263 over fires. Units sold outside Japan are not affected.", ["JP"], []),
        ("nl", "Anker haalt de A1257 wegens brandgevaar terug, ook in Nederland en België.", ["NL", "BE"], []),
        (
            "zh-Hant",
            "Anker正回收A9128充電座，有起火風險，數量：香港約1,900件。於內地及台灣出售的型號插頭不同，不在回收之列。",
            ["HK"],
            ["CN", "TW"],
        ),
        (
            "it",
            "Anker richiama la A1263 in Italia, può prendere fuoco. Fuori restano gli apparecchi venduti in Svizzera.",
            ["IT"],
            ["CH"],
        ),
        (
            "de",
            "Anker ruft die A1263 in Österreich zurück, Brandgefahr. Entwarnung für Leser aus der Schweiz: Dort wurde "
            "keines der Geräte verkauft.",
            ["AT"],
            ["CH"],
        ),
        (
            "it",
            "Anker richiama a Malta la A1289, può prendere fuoco. E in Italia? Da noi nessun problema.",
            ["MT"],
            ["IT"],
        ),
        (
            "en",
            "Q: Which cameras does Anker recall over fires?\nA: The eufyCam 2C (T8113) sold in Ireland.",
            ["IE"],
            [],
        ),
        (
            "en",
            "Name of Product: Anker Nano Charger, model A2692\nHazard: The prongs can break, posing a shock hazard.\n"
            "Remedy: Refund\nRecall Date: June 04, 2026\nUnits: About 7,400 (In addition, about 310 in Canada)",
            ["US", "CA"],
            [],
        ),
        (
            "hu",
            "Visszahívta hűtőládáját az Anker. A közlemény szerint a Magyarországon árusított A17A4 túlmelegedhet.",
            ["HU"],
            [],
        ),
        ("ko", "글로벌 배터리 브랜드 앤커가 미국에서 A1263을 화재 위험으로 리콜한다.", ["US"], []),
        ("pt", "A Anker chamou de volta, nos EUA, um milhão de PowerCore 10000 por risco de incêndio.", ["US"], []),
        ("it", "Dopo gli Stati Uniti tocca all'Italia: Anker richiama la A1257 per rischio d'incendio.", ["IT"], []),
        ("de", "Anker ruft in Nordamerika 78.764 Lautsprecher (A3102) wegen Brandgefahr zurück.", ["US", "CA"], []),
        (
            "de",
            "Wer in den USA eine A1263 gekauft hat, sollte sie nicht mehr benutzen. "
            "Anker ruft sie wegen Feuergefahr zurück.",
            ["US"],
            [],
        ),
    ],
)
def test_whose_recall_it_is_and_whom_it_leaves_out(
    language: str, text: str, recalled: list[str], exempt: list[str]
) -> None:
    mention = main(text, language)
    assert mention.recalled_in == recalled
    assert mention.not_affected_in == exempt


@pytest.mark.parametrize(
    ("url", "market"),
    [
        ("https://www.heute.at/s/1", "AT"),
        ("https://shop.example.co.uk/a", "GB"),
        ("https://www.example.com/de/1", None),
        ("https://polifinus.io/x", None),
        (None, None),
    ],
)
def test_here_is_the_country_whose_ending_an_address_bears(url: str | None, market: str | None) -> None:
    assert of_address(url) == market


#: A recall in Japan, as each language tells it.
IN_JAPAN = {
    "it": "Anker richiama in Giappone i power bank A1257 per rischio di incendio.",
    "es": "Anker retira en Japón los power bank A1257 por riesgo de incendio.",
    "pt": "A Anker recolhe no Japão os power banks A1257 por risco de incêndio.",
    "pl": "Anker wycofuje w Japonii powerbanki A1257 z powodu ryzyka pożaru.",
    "nl": "Anker roept in Japan powerbanks A1257 terug wegens brandgevaar.",
    "sv": "Anker återkallar powerbanks A1257 i Japan på grund av brandrisk.",
    "da": "Anker tilbagekalder powerbanks A1257 i Japan på grund af brandfare.",
    "cs": "Anker stahuje v Japonsku powerbanky A1257 kvůli riziku požáru.",
    "ru": "Anker отзывает в Японии пауэрбанки A1257 из-за риска возгорания.",
    "de": "Anker ruft in Japan Powerbanks A1257 wegen Brandgefahr zurück.",
    "en": "Anker recalls power banks A1257 in Japan over fire risk.",
    "fr": "Anker rappelle au Japon des batteries A1257 pour risque d'incendie.",
    "ja": "アンカー・ジャパンが日本でA1257を自主回収する。発火のおそれがある。",
    "zh-Hans": "安克在日本召回A1257移动电源，存在起火风险。",
    "zh-Hant": "Anker在日本召回A1257行動電源，有起火風險。",
    "ko": "앤커가 일본에서 A1257 보조배터리를 리콜한다. 화재 우려가 있다.",
    "vi": "Anker thu hồi pin sạc dự phòng A1257 tại Nhật Bản do nguy cơ cháy.",
    "hu": "Az Anker Japánban visszahívja az A1257 powerbankot tűzveszély miatt.",
}
NOBODY_KNOWS = [
    ("it", "Non è chiaro se l'Italia sia coinvolta."),
    ("it", "Non è ancora noto se in Italia siano coinvolti altri modelli."),
    ("es", "No está claro si España está afectada."),
    ("pt", "Não está claro se Portugal é afetado."),
    ("pl", "Nie jest jasne, czy Polska jest objęta akcją."),
    ("nl", "Het is niet bekend of Nederland erbij betrokken is."),
    ("sv", "Om Sverige berörs är inte känt."),
    ("sv", "Om Sverige omfattas vet man inte."),
    ("da", "Om Danmark berøres, vides ikke."),
    ("cs", "Není jasné, zda je Česko dotčeno."),
    ("ru", "Не ясно, затронута ли Россия."),
    ("de", "Es ist nicht bekannt, ob Deutschland betroffen ist."),
    ("de", "Ob auch Geräte in Europa betroffen sind, wollte das Unternehmen nicht sagen."),
    ("en", "It is not known whether Canada is affected."),
    ("en", "The company did not say if units sold in Canada are affected."),
    ("fr", "Il n'est pas certain que la France soit concernée."),
    ("fr", "On ne sait pas si la France est concernée."),
    ("ja", "米国向けが対象かどうかは明らかになっていない。"),
    ("zh-Hans", "目前尚不清楚中国市场是否受影响。"),
    ("zh-Hant", "目前不清楚台灣是否受影響。"),
    ("ko", "한국 제품이 대상인지는 알려지지 않았다."),
    ("vi", "Chưa rõ liệu Việt Nam có bị ảnh hưởng hay không."),
    ("hu", "Nem tudni, hogy Magyarország érintett-e."),
]


@pytest.mark.parametrize(("language", "doubt"), NOBODY_KNOWS)
def test_a_market_of_which_nobody_knows_is_neither_recalled_nor_exempt(language: str, doubt: str) -> None:
    """The question with which this began: "it is not known whether" must never be taken for an all-clear."""
    understood = notice(f"{IN_JAPAN[language]} {doubt}", language, "2026-04-09")
    assert [(one.recalled_in, one.not_affected_in) for one in understood.mentions] == [(["JP"], [])]


@pytest.mark.parametrize(
    ("language", "denied", "exempt"),
    [
        ("de", "Geräte in Deutschland sind nicht betroffen.", "DE"),
        ("en", "Check whether yours is one. Canada is not affected.", "CA"),
        ("zh-Hans", "中国市场不受影响，用户可查询是否为召回产品。", "CN"),
    ],
)
def test_a_market_that_is_exempt_is_so_beside_a_whether(language: str, denied: str, exempt: str) -> None:
    understood = notice(f"{IN_JAPAN[language]} {denied}", language, "2026-04-09")
    assert understood.mentions[0].not_affected_in == [exempt]


#: What may be said of another market beside a recall in Japan: where it recalls, too, and where it does not hold.
TOLD_OF_OTHERS = [
    ("de", "Auch in Deutschland könnte ein Rückruf folgen.", [], []),
    ("de", "Nicht nur in Japan, auch in Deutschland wird zurückgerufen.", ["DE"], []),
    ("de", "Anker dementiert, dass Deutschland betroffen ist.", [], ["DE"]),
    ("de", "Anders als berichtet ist Deutschland nicht betroffen.", [], ["DE"]),
    ("de", "Geräte aus Deutschland sind ebenfalls betroffen.", ["DE"], []),
    ("de", "Anker schließt nicht aus, dass auch Geräte in Deutschland betroffen sind.", [], []),
    ("en", "A recall in Canada may follow.", [], []),
    ("en", "Not only Japan but also Canada is affected.", ["CA"], []),
    ("en", "Anker denied that Canada is affected.", [], ["CA"]),
    ("en", "Contrary to earlier reports, units sold in Canada are not affected.", [], ["CA"]),
    ("en", "Units sold in Canada are affected too.", ["CA"], []),
    ("en", "Anker could not confirm that Canada is not affected.", [], []),
    ("en", "Anker did not rule out that units sold in Canada are affected.", [], []),
    ("en", "All countries in Europe except Germany are affected.", ["EUROPE"], ["DE"]),
    ("fr", "Un rappel en France pourrait suivre.", [], []),
    ("fr", "Non seulement le Japon mais aussi la France est concernée.", ["FR"], []),
    ("fr", "Anker dément que la France soit concernée.", [], ["FR"]),
    ("fr", "Anker n'exclut pas que la France soit concernée.", [], []),
    ("es", "España también está afectada.", ["ES"], []),
    ("es", "Anker no descarta que España esté afectada.", [], []),
    ("es", "Anker desmiente que España esté afectada.", [], ["ES"]),
    ("it", "Anker non esclude che l'Italia sia coinvolta.", [], []),
    ("it", "Anche l'Italia è coinvolta.", ["IT"], []),
    ("it", "Anker smentisce che l'Italia sia coinvolta.", [], ["IT"]),
    ("nl", "Anker sluit niet uit dat ook Nederland getroffen is.", [], []),
    ("nl", "Ook Nederland is getroffen.", ["NL"], []),
    ("pl", "Anker nie wyklucza, że akcja obejmie też Polskę.", [], []),
    ("pt", "A Anker não exclui que Portugal seja afetado.", [], []),
    ("ja", "米国でも回収を検討している。", [], []),
    ("ja", "米国向けも対象だ。", ["US"], []),
    ("ja", "米国向けは対象外だ。", [], ["US"]),
    ("ja", "米国向けも対象となる可能性がある。", [], []),
    ("zh-Hans", "中国市场也受影响。", ["CN"], []),
    ("zh-Hans", "中国市场可能也受影响。", [], []),
    ("zh-Hans", "不排除中国市场受影响。", [], []),
    ("zh-Hant", "不排除台灣也受影響。", [], []),
    ("ko", "한국 제품도 대상이다.", ["KR"], []),
    ("ko", "한국 제품도 대상일 가능성이 있다.", [], []),
    ("ko", "한국 제품은 대상이 아니다.", [], ["KR"]),
    ("de", "Dass Deutschland nicht betroffen ist, wollte das Unternehmen bislang nicht bestätigen.", [], []),
    ("de", "Dass auch deutsche Geräte betroffen sind, ist bisher nicht bestätigt.", [], []),
    ("de", "Eine Bestätigung, dass Deutschland nicht betroffen ist, gibt es noch nicht.", [], []),
    ("de", "Anker hat bestätigt, dass Deutschland nicht betroffen ist.", [], ["DE"]),
    ("en", "Anker has yet to confirm that Canada is not affected.", [], []),
    ("en", "That Canada is not affected has not been confirmed.", [], []),
    ("en", "Reports that Canada is affected, too, are unconfirmed.", [], []),
    ("fr", "Aucune confirmation que la France n'est pas concernée.", [], []),
    ("it", "Che l'Italia non sia interessata non è stato confermato.", [], []),
    ("nl", "Dat Nederland niet getroffen is, kon Anker niet bevestigen.", [], []),
    ("ja", "米国向けが対象外であるとは確認できていない。", [], []),
    ("ja", "米国向けも対象で、被害は確認されていない。", ["US"], []),
    ("zh-Hans", "中国市场不受影响的说法尚未得到证实。", [], []),
    ("zh-Hant", "台灣不受影響的說法尚未獲得證實。", [], []),
    ("ko", "한국은 대상이 아니라는 점은 확인되지 않았다.", [], []),
]


@pytest.mark.parametrize(("language", "told", "recalled", "exempt"), TOLD_OF_OTHERS)
def test_doubts_denials_and_exceptions_are_told_apart(
    language: str, told: str, recalled: list[str], exempt: list[str]
) -> None:
    understood = notice(f"{IN_JAPAN[language]} {told}", language, "2026-04-09")
    (one,) = understood.mentions
    assert (one.recalled_in, one.not_affected_in) == (["JP", *recalled], exempt)


@pytest.mark.parametrize(
    ("language", "text", "market"),
    [
        ("de", "Weil ein Brand nicht ausgeschlossen werden kann, ruft Anker in Deutschland die A1257 zurück.", "DE"),
        ("de", "Anker ruft in Deutschland die A1257 zurück, da eine Überhitzung nicht auszuschließen ist.", "DE"),
        ("en", "Because a fire cannot be ruled out, Anker is recalling A1257 power banks in Canada.", "CA"),
        ("ja", "発火の可能性も否定できないため、アンカー・ジャパンは日本でA1257を自主回収する。", "JP"),
        ("zh-Hans", "因不排除起火可能，安克在中国召回A1257移动电源。", "CN"),
        ("ko", "화재 가능성을 배제할 수 없어 앤커가 한국에서 A1257 보조배터리를 리콜한다.", "KR"),
    ],
)
def test_a_danger_that_nobody_rules_out_leaves_no_market_open(language: str, text: str, market: str) -> None:
    assert main(text, language, "2026-04-09").recalled_in == [market]


@pytest.mark.parametrize(
    ("language", "text", "markets"),
    [
        ("en", "Anker sold the A1263 in the US and Canada, but the recall over fire risk is only in the US.", ["US"]),
        ("de", "Anker verkaufte die A1263 in Deutschland, der Rückruf wegen Brandgefahr gilt nur in Japan.", ["JP"]),
        ("de", "In Deutschland ruft Anker 5.000, in Österreich 600 A1263 wegen Brandgefahr zurück.", ["DE", "AT"]),
    ],
)
def test_where_goods_were_only_sold_none_are_recalled(language: str, text: str, markets: list[str]) -> None:
    assert main(text, language, "2026-04-09").recalled_in == markets


def test_in_a_list_of_markets_each_figure_is_of_its_own() -> None:
    text = "Anker ruft A1263 zurück: 5.000 Stück in Deutschland, in Österreich 1.600 und in der Schweiz 1.400 Stück."
    scopes = main(text, "de", "2026-04-09").scopes
    assert {one.market: one.units and one.units.value for one in scopes} == {"DE": 5000, "AT": 1600, "CH": 1400}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Anker recalls the A1257 power bank. The recall applies in New Zealand but not in Australia."),
        ("de", "Anker ruft die Powerbank A1257 zurück. Der Rückruf gilt in Neuseeland, nicht aber in Australien."),
        (
            "fr",
            "Anker rappelle la batterie externe A1257. Le rappel s'applique en Nouvelle-Zélande mais pas en Australie.",
        ),
        ("es", "Anker retira la batería externa A1257. La retirada se aplica en Nueva Zelanda pero no en Australia."),
        ("it", "Anker richiama il power bank A1257. Il richiamo vale in Nuova Zelanda ma non in Australia."),
        (
            "nl",
            "Anker roept de powerbank A1257 terug. De terugroepactie geldt in Nieuw-Zeeland maar niet in Australië.",
        ),
        ("pl", "Anker wycofuje powerbank A1257. Akcja obejmuje Nową Zelandię, ale nie Australię."),
        ("pt", "A Anker recolhe a bateria externa A1257. A recolha aplica-se na Nova Zelândia mas não na Austrália."),
        ("cs", "Anker stahuje powerbanku A1257 z prodeje. Stažení platí na Novém Zélandu, ale ne v Austrálii."),
        ("sv", "Anker återkallar powerbanken A1257. Återkallelsen gäller i Nya Zeeland men inte i Australien."),
        ("da", "Anker tilbagekalder powerbanken A1257. Tilbagekaldelsen gælder i New Zealand, men ikke i Australien."),
        ("no", "Anker tilbakekaller nødladeren A1257. Tilbakekallingen gjelder i New Zealand, men ikke i Australia."),
        (
            "fi",
            "Anker kutsuu takaisin varavirtalähteen A1257. Takaisinkutsu koskee Uutta-Seelantia mutta ei Australiaa.",
        ),
        ("ro", "Anker recheamă bateria externă A1257. Rechemarea se aplică în Noua Zeelandă, dar nu în Australia."),
        ("ru", "Anker отзывает внешний аккумулятор A1257. Отзыв действует в Новой Зеландии, но не в Австралии."),
        ("uk", "Anker відкликає павербанк A1257. Відкликання діє в Новій Зеландії, але не в Австралії."),
        ("el", "Η Anker ανακαλεί το powerbank A1257. Η ανάκληση ισχύει στη Νέα Ζηλανδία αλλά όχι στην Αυστραλία."),
        ("vi", "Anker thu hồi pin dự phòng A1257. Đợt thu hồi áp dụng tại New Zealand nhưng không áp dụng tại Úc."),
        ("id", "Anker menarik kembali power bank A1257. Penarikan berlaku di Selandia Baru tetapi tidak di Australia."),
        ("ar", "Anker تستدعي بنك الطاقة A1257. يسري الاستدعاء في نيوزيلندا ولكن ليس في أستراليا."),
    ],
)
def test_a_recall_that_holds_in_one_market_but_not_in_another_exempts_only_that(language: str, text: str) -> None:
    mention = main(text, language)
    assert (mention.recalled_in, mention.not_affected_in) == (["NZ"], ["AU"])


def test_who_is_told_apart_from_the_exempt_is_not_exempt() -> None:
    text = "Geräte in Deutschland sind nicht betroffen, in Japan schon."
    mention = main(RECALL["de"] + text, "de")
    assert (mention.recalled_in, mention.not_affected_in) == (["JP"], ["DE"])
