"""A news archive of our own making: pages as large as news sites' are, few of which name a watched brand.

python -m benchmarks.news_warc OUT.warc.gz 2000   # megabytes
"""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

#: One page in so many reports a recall of a watched brand.
RARE = 2_000
#: So many different pages without one are written, again and again: what costs is opening and searching them.
_POOL = 400
_PAGE_BYTES = 49_000

#: Language, encoding, title, paragraphs. Words of our own on facts that are public.
REPORTS = (
    (
        "de",
        "utf-8",
        "Anker ruft vier Produkte in Japan zurück",
        "Anker Japan hat am 21. Oktober 2025 den Rückruf von vier Produkten bekannt gegeben. Betroffen sind die "
        "Powerbank PowerCore 10000 (A1263) und die Lautsprecher Soundcore 3 (A3117). Wegen eines Fehlers der Zellen "
        "besteht Brandgefahr. Kundinnen und Kunden sollen die Geräte nicht mehr benutzen und erhalten Ersatz.",
    ),
    (
        "en",
        "windows-1252",
        "Anker recalls power banks over fire hazard",
        "Anker has recalled about 1,158,000 power banks, model A1263, in the United States. The lithium-ion battery "
        "can overheat – the regulator knows of 19 reports. Consumers should stop using the recalled power banks "
        "immediately and ask for a free replacement. The recall was announced on June 12, 2025.",
    ),
    (
        "ja",
        "shift_jis",
        "アンカー・ジャパン、モバイルバッテリーを自主回収",
        "アンカー・ジャパンは2025年10月21日、モバイルバッテリー「PowerCore 10000」（A1263）を自主回収すると発表した。"
        "内部でショートし発火するおそれがある。対象は約41万台で、無償で交換する。使用を中止するよう呼びかけている。",
    ),
    (
        "ja",
        "euc_jp",
        "アンカーのスピーカーを回収、発火のおそれ",
        "アンカー・ジャパンは2025年10月21日、スピーカー「Soundcore 3」（A3117）の回収を発表した。"
        "過熱し発火するおそれがあるという。製品は交換される。",
    ),
    (
        "zh-Hans",
        "gb18030",
        "安克召回充电宝",
        "安克创新于2025年6月20日宣布召回型号为A1642的充电宝，共约71万台。电芯存在过热起火风险。消费者应停止使用，可申请退款。",
    ),
    (
        "ko",
        "euc_kr",
        "앤커 보조배터리 리콜",
        "앤커는 2025년 6월 23일 보조배터리 A1257 모델의 리콜을 발표했다. "
        "화재 위험이 있어 사용을 중지하고 환불을 받아야 한다.",
    ),
)
#: Words as pages have them, some of which hold a brand's name within; and others that only fill.
_TELLING = ["bankers", "tankers", "verankert", "Bankenaufsicht", "said", "minister", "retraites", "quarterly"]
_SOUNDS = ("ba", "der", "con", "ti", "lo", "mi", "ster", "re", "gou", "ver", "na", "que", "pro", "ment", "é", "ä", "s")
_WORDS = _TELLING + ["".join(random.Random(n).choices(_SOUNDS, k=2 + n % 4)) for n in range(1_500)]
_KANJI = "政府は来年度の予算案について議論を始めた。東京市場の株価は続落した。天気は晴れ。選手団が帰国した。"


def page(title: str, text: str, language: str, encoding: str, chance: random.Random, size: int = _PAGE_BYTES) -> bytes:
    """A page of about so many bytes: head, scripts, navigation, the article, teasers of others."""
    script = "".join(f"var v{number}={{id:{chance.random()},k:'{chance.random()}'}};" for number in range(size // 200))
    links = "".join(
        f'<li class="teaser"><a href="/news/{chance.randrange(10**6)}">{" ".join(chance.choices(_WORDS, k=9))}</a></li>'
        for _ in range(size // 500)
    )
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    made = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="{encoding}"><title>{title}</title>'
        f'<meta property="article:published_time" content="2025-10-22T08:00:00+00:00"><script>{script}</script></head>'
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>{paragraphs}</article></main>"
        f"<aside><ul>{links[: size // 5]}</ul></aside><footer>Impressum &middot; About &#169;</footer></body></html>"
    )
    return made.encode(encoding, "xmlcharrefreplace")


def write(path: Path, megabytes: float, seed: int = 1) -> tuple[int, int]:
    """Write an archive of about so many megabytes; how many pages it has, and how many of them report a recall."""
    chance = random.Random(seed)
    few = max(20, min(_POOL, int(megabytes * 4)))
    fillers = [member(f"https://news{n % 37}.example/{n}", _filler(chance), "utf-8") for n in range(few)]
    pages = reports = 0
    with path.open("wb") as file:
        while file.tell() < megabytes * 1_000_000 or not reports:
            pages += 1
            if pages % RARE == min(RARE, few) // 2:
                language, encoding, title, text = REPORTS[reports % len(REPORTS)]
                reports += 1
                address = f"https://outlet{reports % 11}.example/recall-{reports}"
                file.write(member(address, page(title, text, language, encoding, chance), encoding))
            else:
                file.write(chance.choice(fillers))
    return pages, reports


def _filler(chance: random.Random) -> bytes:
    text = "\n".join(" ".join(chance.choices(_WORDS, k=60)).capitalize() + "." for _ in range(12))
    if chance.random() < 0.3:
        text += "\n" + _KANJI * 20
    return page(" ".join(chance.choices(_WORDS, k=8)), text, "en", "utf-8", chance)


def member(url: str, body: bytes, encoding: str) -> bytes:
    """A page as a compressed response record, marked as re-created."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    head = StatusAndHeaders(
        "200 OK", [("Content-Type", f"text/html; charset={encoding}"), ("X-Recreated", "yes")], protocol="HTTP/1.1"
    )
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict={"WARC-Date": "2025-10-22T09:00:00Z", "WARC-Recreated": "yes"},
    )
    writer.write_record(record)
    return buffer.getvalue()


if __name__ == "__main__":
    print("{:,} pages, {:,} of them reports".format(*write(Path(sys.argv[1]), float(sys.argv[2]))))
