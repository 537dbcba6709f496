"""Documentation that goes stale fails here."""

import re
from pathlib import Path

import pytest

from recalls.cli import main
from recalls.documentation import DOCS, pages, readme

README = (DOCS.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_every_command_stands_in_the_readme() -> None:
    for name in main.commands:
        assert f"recalls {name}" in README, f"README.md does not show `recalls {name}`"


def test_every_file_that_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (DOCS.parent / target).exists(), target


def test_the_readme_shows_what_the_demo_answers(demo_database: Path) -> None:
    assert README.count("```text") == 2
    assert readme(README, demo_database) == README, "run `make docs`"
