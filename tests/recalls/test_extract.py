"""``recalls extract``: texts in, notices out, one a line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from recalls.cli import main
from recalls.explaining import _listed

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "notice.schema.json").read_text(encoding="utf-8"))
SEED = ROOT.parent / "shared" / "eval" / "seed-article.txt"
ENGLISH = (
    "Anker is recalling about 12,300 PowerCore 10000 power banks (model A1263) in the United States because the "
    "battery can overheat and catch fire. Owners get a full refund."
)


def extract(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["extract", *arguments], input=stdin)


def notices(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def check_quotes(notice: dict[str, Any], parts: dict[str, str]) -> None:
    for claim in notice["claims"]:
        if claim["quote"]:
            assert parts[claim["part"]][claim["start"] : claim["end"]] == claim["quote"]


def test_plain_text_comes_out_as_a_notice_of_the_published_shape() -> None:
    result = extract("-", "--published", "2025-03-04", "--url", "https://www.example.org/a", stdin=ENGLISH)
    assert result.exit_code == 0, result.output
    (notice,) = notices(result)
    Draft202012Validator(SCHEMA).validate(notice)
    check_quotes(notice, {"text": ENGLISH})
    (main_mention,) = (mention for mention in notice["mentions"] if mention["role"] == "main")
    assert main_mention["recalled_in"] == ["US"]
    assert main_mention["units"] == {"value": 12300, "qualifier": "about"}
    assert [product["model"] for product in main_mention["products"]] == ["A1263"]
    assert main_mention["remedies"] == ["refund"]


def test_json_lines_keep_their_ids_and_order() -> None:
    lines = [{"id": str(number), "text": ENGLISH} for number in range(5)]
    result = extract("-", stdin="".join(json.dumps(line) + "\n" for line in lines))
    assert [notice["id"] for notice in notices(result)] == ["0", "1", "2", "3", "4"]


def test_a_bad_line_is_named_and_the_others_are_understood() -> None:
    result = extract("-", stdin=json.dumps({"id": "a", "text": ENGLISH}) + "\n{broken\n" + '{"id": "c", "text": "x"}\n')
    assert result.exit_code == 1
    assert [notice["id"] for notice in notices(result)] == ["a", "c"]
    assert "line 2" in result.stderr


def test_a_field_of_the_wrong_type_is_named() -> None:
    result = extract("-", stdin='{"text": "x", "published": 2025}\n')
    assert result.exit_code == 1
    assert "published" in result.stderr


def test_a_missing_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text(ENGLISH, encoding="utf-8")
    result = extract(str(tmp_path / "gone.txt"), str(tmp_path / "there.txt"))
    assert result.exit_code == 1
    assert "gone.txt" in result.stderr
    assert len(notices(result)) == 1


def test_a_web_page_gives_what_its_article_says(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html lang='en'><head><title>News</title><meta property='article:published_time' "
        "content='2025-03-04T10:00:00Z'></head><body><nav>Home</nav><article><h1>Power banks recalled</h1>"
        f"<p>{ENGLISH}</p></article><footer>Other brand recalls 9,999 kettles in France</footer></body></html>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (notice,) = notices(extract(str(tmp_path / "page.html")))
    assert notice["published"] == "2025-03-04"
    assert notice["title"] == "Power banks recalled"
    assert [mention["recalled_in"] for mention in notice["mentions"] if mention["role"] == "main"] == [["US"]]


def test_a_regulators_address_tells_the_market() -> None:
    record = {
        "id": "1",
        "url": "https://www.cpsc.gov/Recalls/2025/x",
        "text": "Anker recalls PowerCore 10000 power banks, model A1263.",
    }
    (notice,) = notices(extract("-", stdin=json.dumps(record)))
    assert notice["source"] == "us-cpsc"
    assert notice["mentions"][0]["recalled_in"] == ["US"]


@pytest.mark.skipif(not SEED.exists(), reason="the founding article lies outside the project")
def test_the_founding_article_comes_out_in_full() -> None:
    result = extract(str(SEED), "--published", "2025-10-24", "--url", "https://www.appgefahren.de/x-388742.html")
    (notice,) = notices(result)
    Draft202012Validator(SCHEMA).validate(notice)
    check_quotes(notice, {"text": SEED.read_text(encoding="utf-8")})
    assert (notice["language"], notice["kind"], notice["source"]) == ("de", "announcement", "de-appgefahren")
    (main_mention,) = (mention for mention in notice["mentions"] if mention["role"] == "main")
    assert {product["model"] for product in main_mention["products"]} == {"A3117", "A3130", "A3305", "A1263"}
    models = [claim for claim in notice["claims"] if claim["field"] == "model" and claim["mention"] == 0]
    assert {claim["basis"] for claim in models} == {"watchlist"}
    assert (main_mention["recalled_in"], main_mention["not_affected_in"]) == (["JP"], ["EUROPE"])
    (spared,) = (scope for scope in main_mention["scopes"] if scope["market"] == "EUROPE")
    assert (spared["said_by"], spared["hedged"]) == ("Anker", True)
    assert (main_mention["remedies"], main_mention["causes"]) == (["replacement"], ["supplier_cell_defect"])
    background = [mention for mention in notice["mentions"] if mention["role"] == "background"]
    categories = {
        mention["announced"]: [product["category"] for product in mention["products"]] for mention in background
    }
    assert set(categories["2024-22"]) == {"power_bank", "speaker"}
    assert categories["2025"] == ["power_bank"]


def test_explain_marks_the_words_behind_each_value() -> None:
    shown = extract("-", "--explain", stdin=ENGLISH).stdout
    assert "[Owners get a full refund](" in shown
    assert "recalled_in: US" in shown
    assert "{" not in shown.splitlines()[0]


def test_many_values_behind_the_same_words_are_numbered_as_a_person_would() -> None:
    assert _listed([8, 9, 10, 12]) == "8–10, 12"
    assert _listed([3]) == "3"


def test_half_of_a_surrogate_pair_comes_out_as_it_came_in() -> None:
    line = r'{"id": "\ud83d", "title": "Anker \ud83d", "text": "Anker \ud83d recalls the PowerCore 10000 in Canada."}'
    result = extract("-", stdin=line + "\n")
    assert result.exit_code == 0, result.output
    (notice,) = notices(result)
    assert notice["id"] == "\ud83d" and notice["is_recall_report"]
    check_quotes(notice, json.loads(line))
    assert extract("-", "--explain", stdin=line + "\n").exit_code == 0
