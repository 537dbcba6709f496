"""Sources are shared out over machines by host: each in one shard, always the same, whatever else there is."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.addresses import within
from crawler.registry import sources
from crawler.sharding import Shard, read_shard, share
from crawler.source import SourceSpider
from recalls.cli import main
from recalls.crawling import CrawlRequest, chosen


def shards(spiders: dict[str, type[SourceSpider]], of: int) -> dict[str, int]:
    """The shard of each source."""
    found: dict[str, int] = {}
    for number in range(1, of + 1):
        for name in share(spiders, Shard(number, of)):
            assert name not in found, f"{name} is in two shards"
            found[name] = number
    return found


def a_source(named: str, *on: str) -> type[SourceSpider]:
    class Made(SourceSpider):
        name = named
        hosts = on

    return Made


@pytest.mark.parametrize("of", [1, 2, 3, 5])
def test_each_source_is_in_one_shard_and_none_has_much_more_than_another(of: int) -> None:
    found = shards(sources(), of)
    assert found.keys() == sources().keys()
    sizes = [list(found.values()).count(number) for number in range(1, of + 1)]
    assert max(sizes) <= 2 * min(sizes)


def test_sources_that_share_a_host_stay_together() -> None:
    known = sources() | {
        "zz-above": a_source("zz-above", "example.org"),
        "zz-below": a_source("zz-below", "news.example.org", "elsewhere.example"),
        "zz-third": a_source("zz-third", "elsewhere.example"),
    }
    for of in (2, 5, 9):
        found = shards(known, of)
        assert found["zz-above"] == found["zz-below"] == found["zz-third"]
        for one, spider in known.items():
            for other, neighbour in known.items():
                if any(within(host, neighbour.hosts) for host in spider.hosts):
                    assert found[one] == found[other]


def test_a_source_that_is_added_moves_no_other() -> None:
    before = shards(sources(), 5)
    for number in range(20):
        after = shards({**sources(), "zz-new": a_source("zz-new", f"new{number}.example")}, 5)
        assert before.items() <= after.items()


def test_further_shards_take_sources_from_all_and_swap_none() -> None:
    before, after = shards(sources(), 4), shards(sources(), 5)
    assert all(after[name] in (number, 5) for name, number in before.items())


def test_a_shard_of_named_sources_holds_those_of_them_that_are_its_own() -> None:
    named = ("us-cpsc", "jp-caa", "de-heise", "us-eufy", "jp-anker")
    whole = shards(sources(), 3)
    for number in (1, 2, 3):
        request = CrawlRequest(Path("never.db"), sources=named, shard=Shard(number, 3))
        assert [spider.name for spider in chosen(request)] == [name for name in named if whole[name] == number]


def test_what_is_no_shard_is_refused_with_what_is_wanted(tmp_path: Path) -> None:
    assert read_shard(" 2/5 ") == Shard(2, 5)
    wrong = {
        "0/5": "1/5 to 5/5",
        "6/5": "1/5 to 5/5",
        "x": "write 2/5",
        "5": "write 2/5",
        "1/0": "1 to 1,000",
        "1/99999": "write 2/5",
        "٢/5": "write 2/5",
        "-1/5": "write 2/5",
    }
    for text, says in wrong.items():
        for command in ("crawl", "nightly"):
            told = CliRunner().invoke(main, [command, "--shard", text, "--db", str(tmp_path / "a.db")])
            assert told.exit_code == 2 and says in told.stderr, text
    assert list(tmp_path.iterdir()) == []
