"""The structure of the house: imports run one way, and commands are described where people look."""

import ast
from graphlib import CycleError, TopologicalSorter
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


def imported_modules(file: Path, known: set[str]) -> set[str]:
    """The modules of ours that a file imports anywhere in it, for types alone too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in known else node.module for name in inner}
    return names & known


def test_no_modules_import_each_other_in_a_circle() -> None:
    files = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for package in ALLOWED
        for file in (ROOT / package).rglob("*.py")
    }
    imports = {name: imported_modules(file, set(files)) - {name} for name, file in files.items()}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_files_stay_small_enough_to_read() -> None:
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for package in ALLOWED
        for file in (ROOT / package).rglob("*.py")
    }
    assert not {file: count for file, count in lines.items() if count > 350}
    assert sum(count > 300 for count in lines.values()) <= len(lines) / 10
