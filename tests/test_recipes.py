"""The recipes of the documentation are files that their programs take."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from recalls.cli import main
from recalls.settings import load

DOCS = Path(__file__).parent.parent / "docs"
RECIPES = DOCS / "recipes"


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((RECIPES / name).read_text(encoding="utf-8"))
    return parser


def commands() -> list[tuple[str, list[str]]]:
    """Every call of the program in the recipes: where it stands, and its words."""
    units = ("recalls.service", "recalls-serve.service")
    found = [(name, shlex.split(unit(name)["Service"]["ExecStart"])[1:]) for name in units]
    found.append(("Containerfile", re.findall(r'"([^"]+)"', (RECIPES / "Containerfile").read_text().split("CMD")[1])))
    for name in ("crontab", "nightly.yml", "site.yml"):
        for call in re.findall(r"\brecalls ((?:nightly|backup|verify|site)[^|&\n]*)", (RECIPES / name).read_text()):
            found.append((name, shlex.split(call)))
    return found


def test_each_recipe_is_named_in_the_documentation() -> None:
    told = (DOCS / "operation.md").read_text(encoding="utf-8")
    assert {path.name for path in RECIPES.iterdir()} == set(re.findall(r"\]\(recipes/([^)]+)\)", told))


@pytest.mark.parametrize(("recipe", "words"), commands())
def test_each_call_is_one_that_the_program_takes(recipe: str, words: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [words[0], "--help"])
    assert result.exit_code == 0
    for option in (word for word in words[1:] if word.startswith("--")):
        assert option in result.stdout, (recipe, option)


def test_the_site_of_the_recipe_is_written_where_it_is_published_from(demo_database: Path, tmp_path: Path) -> None:
    recipe = yaml.safe_load((RECIPES / "site.yml").read_text(encoding="utf-8"))
    steps = recipe["jobs"]["night"]["steps"]
    (published,) = [step["with"]["path"] for step in steps if "upload-pages" in step.get("uses", "")]
    (call,) = [step["run"] for step in steps if "recalls site" in step.get("run", "")]
    words = shlex.split(call.replace("${{ vars.HOME }}", "https://example.github.io/recalls"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        result = CliRunner().invoke(main, [*words[1:], "--db", str(demo_database)])
    assert result.exit_code == 0, result.output
    assert "https://example.github.io/recalls/" in (tmp_path / published / "index.html").read_text("utf-8")


def test_the_settings_file_is_one_that_the_program_takes() -> None:
    told = load(RECIPES / "recalls.toml")
    assert (told.get("digest.host"), told.get("digest.port")) == ("localhost", 25)
    # The hardening of the unit takes from sendmail what it needs to reach its queue.
    assert told.get("digest.command") is None


def test_the_unit_lets_tls_be_spoken() -> None:
    # OpenSSL's callbacks are made at run time: without memory that is both written and run, every https site times out.
    assert unit("recalls.service")["Service"].get("MemoryDenyWriteExecute", "no") == "no"


def test_cron_finds_the_program() -> None:
    lines = [line for line in (RECIPES / "crontab").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    (path,) = [line.partition("=")[2] for line in lines if line.startswith("PATH=")]
    installed = unit("recalls.service")["Service"]["ExecStart"].split()[0]
    assert str(Path(installed).parent) in path.split(":")
    assert lines.index(f"PATH={path}") < min(number for number, line in enumerate(lines) if "recalls nightly" in line)


def test_the_units_are_what_systemd_takes(tmp_path: Path) -> None:
    service, timer = unit("recalls.service"), unit("recalls.timer")
    assert service["Service"]["SuccessExitStatus"] == "75"
    assert service["Service"]["ProtectSystem"] == "strict"
    assert timer["Timer"]["Persistent"] == "true"
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd here to ask")
    for name in ("recalls.service", "recalls.timer"):
        shutil.copy(RECIPES / name, tmp_path)
    done = subprocess.run([analyze, "verify", str(tmp_path / "recalls.timer")], capture_output=True, text=True)
    assert "Unknown" not in done.stderr, done.stderr
