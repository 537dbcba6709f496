"""Pages of news sites, made as heavy as these are: about 49 KB, 2,100 elements, an article of 1,400 letters in them.

The sentences are our own; the facts that they report are public.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from html import escape

#: What is usual for an article's page, script included.
PAGE_BYTES = 49_000
_SCRIPT_BYTES = 3_000


@dataclass(frozen=True, slots=True)
class Article:
    """An article before it is a page: language, title, paragraphs, and the words of the links around it."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    around: tuple[str, ...]


ARTICLES = (
    Article(
        "de",
        "Anker ruft Powerbanks und Lautsprecher in Japan zurück",
        (
            "Anker Japan hat am 21. Oktober 2025 den Rückruf von vier Produkten bekannt gegeben. Betroffen sind die "
            "Powerbank PowerCore 10000 (A1263), der Lautsprecher Soundcore 3 (A3117), die Motion X600 (A3130) und das "
            "Konferenzgerät PowerConf S500 (A3305). Insgesamt geht es um 522.237 Geräte.",
            "Grund ist ein Fehler in den Zellen eines Zulieferers: Beim Laden kann es zu einem Kurzschluss kommen, die "
            "Geräte können überhitzen und in Brand geraten. Der Hersteller spricht von 39 Vorfällen, Verletzte habe es "
            "nicht gegeben.",
            "Verkauft wurden die Geräte zwischen dem 25. Dezember 2022 und dem 21. Oktober 2025. Wer eines besitzt, "
            "soll es nicht mehr benutzen und bekommt ein neues. Das Formular liegt auf der Seite des Herstellers, "
            "gebraucht wird die Seriennummer.",
            "Bereits im Sommer 2024 hatte das Unternehmen in den USA Powerbanks zurückgerufen, die mit Magneten am "
            "Telefon haften. Damals waren etwa 2.100 Stück betroffen.",
            "Chargen für Europa sind nach Angaben des Unternehmens nicht betroffen. Wir haben nachgefragt, ob auch "
            "Geräte aus dem deutschen Handel geprüft wurden, und ergänzen die Antwort, sobald sie vorliegt.",
            "Die Sicherheit von Akkus beschäftigt die Branche seit Jahren. Die Zellen werden von wenigen Firmen "
            "gebaut, die viele Marken beliefern; ein Fehler in einer Charge trifft oft mehrere Hersteller zugleich. "
            "Behörden in mehreren Ländern haben ihre Prüfungen verschärft, und Fluglinien haben Regeln für das "
            "Handgepäck erlassen.",
        ),
        ("Meinung", "Wirtschaft", "Wetter am Wochenende", "So gelingt der Umzug", "Newsletter bestellen", "Alle Tests"),
    ),
    Article(
        "en",
        "Anker recalls more than a million power banks over fire hazard",
        (
            "Anker has recalled about 1,158,000 power banks sold in the United States, the Consumer Product Safety "
            "Commission said on June 12, 2025. The recall covers the PowerCore 10000 with model number A1263, which is "
            "printed on the edge of the case.",
            "The lithium-ion battery inside can overheat, which can lead to the melting of plastic parts, smoke and "
            "fire. The company has received 19 reports of fires and explosions, among them two minor burn injuries and "
            "eleven reports of damage to property of about $60,700.",
            "The power banks were sold at online shops and electronics stores from June 2016 through December 2022 "
            "for about $27. Consumers should stop using the recalled power banks immediately and ask the company for a "
            "free replacement.",
            "In September 2024 the company had recalled three magnetic models, A1642, A1647 and A1652, after a "
            "supplier told it of a fault in its cells. About 2,100 of these had been sold in the country.",
            "Recalled batteries must not be thrown into the household waste, as they can catch fire in the trucks that "
            "collect it. Many towns take them at collection points for hazardous waste, which should be asked before "
            "one goes there, as not all of them accept damaged cells.",
            "Batteries of this kind are in telephones, toys and tools. Those who build them have been moving to other "
            "chemistries that are heavier and harder to set alight, and the first power banks with them are on sale.",
        ),
        (
            "Opinion",
            "Business",
            "The weekend in pictures",
            "How to move house",
            "Subscribe to our letter",
            "All reviews",
        ),
    ),
    Article(
        "ja",
        "アンカー・ジャパン、モバイルバッテリーなど4製品を自主回収",
        (
            "アンカー・ジャパンは2025年10月21日、モバイルバッテリー「Anker PowerCore 10000」（A1263）、"
            "スピーカー「Soundcore 3」（A3117）など4製品の自主回収を発表した。対象は合わせて52万2237台にのぼる。",
            "電池セルの製造過程で異物が混入し、内部でショートして発火するおそれがあるという。これまでに39件の事故が報告されており、"
            "けが人はいない。",
            "販売期間は2022年12月25日から2025年10月21日まで。同社は対象製品の使用を中止するよう呼びかけ、専用の窓口で交換に応じる。"
            "シリアル番号を入力すると対象かどうかを確認できる。",
            "同社は2024年9月にも、別の製品を回収している。供給元から不具合の連絡があったためで、対象は約2100台だった。",
            "モバイルバッテリーをめぐっては、発火の事故が各地で続いている。電車や飛行機の中で煙が出た例もあり、航空各社は座席の上の"
            "棚に入れないよう求めている。自治体の多くは、家庭ごみとは別に集めている。",
            "電池を作る会社は限られており、ひとつの不具合が多くのブランドに広がることがある。経済産業省は検査の強化を検討している。",
        ),
        ("社説", "経済", "週末の天気", "引っ越しのこつ", "メールマガジン", "製品の評価"),
    ),
    Article(
        "zh-Hans",
        "安克召回七十余万台充电宝",
        (
            "安克创新于2025年6月20日宣布，召回型号为A1642、A1647、A1652、A1680、A1681、A1689、A1257的充电宝，共约71.3万台。",
            "公司称，个别供应商未经批准更换了电芯的原材料，产品在极端情况下可能过热，存在起火的风险。目前没有收到人员受伤的报告。",
            "涉及产品的销售时间为2023年1月至2025年5月。消费者应当立即停止使用，并登录公司网站登记，可以选择更换或者退款。",
            "2024年9月，该公司也曾召回过一批产品，当时涉及数量较少。",
            "充电宝的安全近来受到广泛关注。民航部门要求乘客只能携带有认证标识的产品登机，多家企业先后发布了召回公告。",
            "业内人士表示，电芯的生产集中在少数几家工厂，一旦出现问题，往往会影响许多品牌。有关部门正在修订标准，新标准预计明年实施。",
        ),
        ("评论", "财经", "周末天气", "搬家指南", "订阅邮件", "全部评测"),
    ),
)


def page(article: Article, seed: int, size: int = PAGE_BYTES) -> bytes:
    """The page of an article in UTF-8, of about so many bytes; another seed gives other surroundings."""
    chance = random.Random(seed)
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": "2025-10-22T08:00:00+00:00",
        "author": {"@type": "Person", "name": "Editors"},
    }
    head = (
        f'<!DOCTYPE html><html lang="{article.language}"><head><meta charset="utf-8"><title>{escape(article.title)} | '
        f'News</title><meta property="og:title" content="{escape(article.title)}">'
        f'<script type="application/ld+json">{json.dumps(told)}</script><script>{_script(chance)}</script></head>'
        f'<body class="page"><header><nav class="menu">{_list(article, chance, 40)}</nav></header>'
    )
    # No two pages say the very same: what is kept of one text must not spare the reading of the next.
    paragraphs = (*article.paragraphs, f"({chance.choice(article.around)}, {chance.randrange(10**4)})")
    body = "".join(f'<p class="text">{escape(text)}</p>' for text in paragraphs)
    main = (
        f'<main><article class="story"><h1>{escape(article.title)}</h1><div class="byline"><span>Editors</span>'
        f'<time datetime="2025-10-22T08:00:00+00:00">22.10.2025</time></div><div class="body">{body}</div></article>'
    )
    comments = "".join(_comment(chance) for _ in range(25))
    foot = f'<section class="comments">{comments}</section></main><footer>{_list(article, chance, 30)}</footer>'
    made = head + main
    while len((made + foot).encode()) < size:
        made += f'<aside class="related"><ul>{_list(article, chance, 12)}</ul></aside>'
    return (made + foot + "</body></html>").encode()


def _script(chance: random.Random) -> str:
    return "".join(f"w.q.push({{k:'{chance.random()}',v:{chance.random()}}});" for _ in range(_SCRIPT_BYTES // 60))


def _list(article: Article, chance: random.Random, count: int) -> str:
    def entry() -> str:
        words = chance.choice(article.around)
        return (
            f'<li class="item"><a href="/{chance.randrange(10**6)}"><b>{chance.randrange(99)}</b>'
            f"<span>{words}</span></a></li>"
        )

    return "<ul>" + "".join(entry() for _ in range(count)) + "</ul>"


def _comment(chance: random.Random) -> str:
    return (
        f'<div class="comment" id="c{chance.randrange(10**6)}"><span class="who">reader {chance.randrange(999)}</span>'
        f"<p>{'word ' * chance.randrange(5, 20)}.</p></div>"
    )
