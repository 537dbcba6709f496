"""The structure of the house: imports run one way, and commands are described where people look."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "db": {"db"},
    "crawler": {"crawler", "db"},
    "pipelines": {"pipelines", "db"},
    "recalls": {"recalls", "crawler", "pipelines", "db"},
}


def imported_packages(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_imports_run_one_way(package: str) -> None:
    ours = set(ALLOWED)
    files = list((ROOT / package).rglob("*.py"))
    assert files
    for file in files:
        forbidden = (imported_packages(file) & ours) - ALLOWED[package]
        assert not forbidden, f"{file.relative_to(ROOT)} imports {sorted(forbidden)}"


def test_files_stay_small_enough_to_read() -> None:
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for package in ALLOWED
        for file in (ROOT / package).rglob("*.py")
    }
    assert not {file: count for file, count in lines.items() if count > 350}
    assert sum(count > 300 for count in lines.values()) <= len(lines) / 10
