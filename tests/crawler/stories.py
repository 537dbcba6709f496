"""Articles on recalls in several languages, of our own making, with words of what stands around articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Story(NamedTuple):
    """An article: its headline, its paragraphs, and words of the furniture around it in the same language."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    menu: tuple[str, ...]
    teaser: str
    teaser_words: str
    comment: str
    cookie: str
    labels: tuple[str, str, str]  # more on this, comments, newsletter


DE = Story(
    "de",
    "Anker ruft Powerbank A1263 in Japan zurück",
    (
        "Anker ruft in Japan die Powerbank PowerCore 10000 mit der Modellnummer A1263 zurück. Die Akkus können "
        "überhitzen und in Brand geraten, wie das Unternehmen am 21. Oktober 2025 mitteilte.",
        "Betroffen sind 410.124 Geräte, die zwischen Dezember 2022 und Oktober 2025 verkauft wurden.",
        "Käufer sollen die Powerbank nicht weiter benutzen. Sie erhalten kostenlosen Ersatz.",
        "Chargen für Europa sind nach Angaben von Anker nicht betroffen.",
    ),
    ("Startseite", "Smartphones", "Tests", "Smart Home", "Podcast", "Forum", "Impressum"),
    "Xiaomi ruft 146.000 Powerbanks in China zurück",
    "Auch Xiaomi hat ein Problem: In China werden 146.000 Powerbanks des Modells PB2030MI zurückgerufen.",
    "Meine Anker A1257 aus Kanada ist auch abgebrannt! Angeblich wurden 500 Stück in den USA zurückgerufen.",
    "Wir und unsere 742 Partner speichern Informationen auf Ihrem Gerät, um Inhalte und Anzeigen anzupassen.",
    ("Mehr zum Thema", "Kommentare", "Newsletter abonnieren"),
)
EN = Story(
    "en",
    "Anker recalls PowerCore 10000 power banks over fire hazard",
    (
        "Anker is recalling about 1,158,000 PowerCore 10000 power banks with model number A1263 in the United States, "
        "the company said on June 12, 2025.",
        "The lithium-ion battery can overheat, melt and catch fire. Anker has 19 reports of fires and explosions.",
        "They were sold on Amazon and at Newegg from June 2016 through December 2022 for about $27.",
        "Owners should stop using them and ask Anker for a replacement or a gift card.",
    ),
    ("Home", "Phones", "Reviews", "Deals", "Podcasts", "About us", "Terms of use"),
    "Casely recalls 429,200 wireless power banks",
    "Casely is recalling its Power Pods E33A after 51 reports of batteries that swell, says the CPSC.",
    "My eufy X8 from Canada caught fire too, I heard 500 of them were recalled in Germany last week!",
    "We and our 742 partners store information on your device to show you ads and measure them.",
    ("Related stories", "Comments", "Sign up for our newsletter"),
)
JA = Story(
    "ja",
    "アンカー・ジャパン、モバイルバッテリー「A1263」を自主回収",
    (
        "アンカー・ジャパンは10月21日、モバイルバッテリー「Anker PowerCore 10000」（型番：A1263）の"
        "自主回収を発表した。",
        "対象は2022年12月25日から2025年10月21日までに販売した41万124台。",
        "製造工程で異物が混入し、発火するおそれがあるという。",
        "同社は対象製品の使用を中止するよう呼びかけ、交換または返金に応じる。",
    ),
    ("ホーム", "スマートフォン", "レビュー", "連載", "ランキング", "会社概要", "お問い合わせ"),
    "シャオミ、モバイルバッテリー14万6千台を中国でリコール",
    "シャオミは中国で販売したモバイルバッテリー「PB2030MI」14万6891台をリコールすると発表した。",
    "うちのA1257も韓国で買ったやつが発火しました。ソウルで500台回収と聞きました。",
    "当サイトではCookieを使用しています。閲覧を続けると利用に同意したものとみなします。",
    ("関連記事", "コメント", "メールマガジンに登録"),
)
KO = Story(
    "ko",
    "앤커, 블루투스 스피커 3종 자발적 리콜",
    (
        "앤커이노베이션코리아는 2025년 11월 3일 블루투스 스피커 사운드코어 3(A3117)과 모션 X600(A3130)의 "
        "자발적 리콜을 실시한다고 밝혔다.",
        "배터리 제조 공정의 문제로 과열되어 화재가 발생할 우려가 있다.",
        "해당 제품을 가진 소비자는 사용을 중지하고 교환을 신청할 수 있다.",
    ),
    ("홈", "모바일", "리뷰", "자동차", "게임", "회사소개", "이용약관"),
    "샤오미, 보조배터리 14만6천대 중국서 리콜",
    "샤오미가 중국에서 판매한 보조배터리 14만6891대를 리콜한다고 밝혔다.",
    "캐나다에서 산 A1257도 불이 났어요. 미국에서는 500대가 리콜됐다고 하네요.",
    "본 사이트는 쿠키를 사용합니다. 계속 이용하면 쿠키 사용에 동의하는 것으로 간주합니다.",
    ("관련기사", "댓글", "뉴스레터 구독"),
)
ZH = Story(
    "zh-Hans",
    "安克创新召回部分移动电源",
    (
        "安克创新科技股份有限公司自2025年6月20日起召回部分型号的移动电源，型号为A1642、A1647和A1652，"
        "涉及数量共计712,964台。",
        "部分产品的电芯原材料存在风险，极端情况下可能引发燃烧。",
        "安克创新将为消费者免费更换产品或退款，请消费者立即停止使用。",
    ),
    ("首页", "手机", "评测", "数码", "汽车", "关于我们", "联系我们"),
    "小米召回14.6万台移动电源",
    "小米通讯技术有限公司召回部分型号为PB2030MI的移动电源，共计146,891台。",
    "我在日本买的A1263也着火了，听说韩国召回了500台！",
    "本网站使用Cookie改善您的浏览体验。继续浏览即表示您同意我们使用Cookie。",
    ("相关阅读", "网友评论", "订阅邮件"),
)
FR = Story(
    "fr",
    "Anker rappelle la batterie externe PowerCore 10000",
    (
        "Anker rappelle environ 1 158 000 batteries externes PowerCore 10000 (modèle A1263) aux États-Unis, "
        "a annoncé la marque le 12 juin 2025.",
        "La batterie peut surchauffer et prendre feu. Dix-neuf incendies ont été signalés.",
        "Les acheteurs doivent cesser de l'utiliser et peuvent demander un remplacement gratuit.",
    ),
    ("Accueil", "Mobile", "Tests", "Bons plans", "Forum", "Mentions légales", "Contact"),
    "Xiaomi rappelle 146 000 batteries externes en Chine",
    "Xiaomi rappelle 146 000 batteries externes PB2030MI vendues en Chine, selon les autorités.",
    "Ma A1257 achetée au Canada a pris feu aussi, 500 exemplaires auraient été rappelés en Allemagne !",
    "Nous et nos 742 partenaires stockons des informations sur votre appareil pour personnaliser les annonces.",
    ("À lire aussi", "Commentaires", "Inscrivez-vous à la newsletter"),
)
STORIES: Mapping[str, Story] = {story.language: story for story in (DE, EN, JA, KO, ZH, FR)}
