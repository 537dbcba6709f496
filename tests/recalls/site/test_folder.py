"""A site takes its place when it is whole, and nothing of other people is lost."""

import json
from pathlib import Path

import pytest

from recalls.site.folder import MARK, NotOurs, replacing


def write(folder: Path, **files: str) -> None:
    with replacing(folder) as making:
        for name, text in files.items():
            (making / name).write_text(text)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.name != MARK}


def test_a_new_site_replaces_the_last_one_whole(tmp_path: Path) -> None:
    write(tmp_path / "out", index="old", gone="old")
    write(tmp_path / "out", index="new")
    assert contents(tmp_path / "out") == {"index": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert json.loads((tmp_path / "out" / MARK).read_text())["entries"] == ["index", MARK]


def test_a_site_that_fails_halfway_is_never_seen(tmp_path: Path) -> None:
    write(tmp_path / "out", index="old")
    with pytest.raises(RuntimeError), replacing(tmp_path / "out") as making:
        (making / "index").write_text("half")
        raise RuntimeError
    assert contents(tmp_path / "out") == {"index": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_last_site_comes_back_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "out", index="old")
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if (self / "index").is_file() and (self / "index").read_text() == "new":
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="no"):
        write(tmp_path / "out", index="new")
    assert contents(tmp_path / "out") == {"index": "old"}


def test_what_others_put_there_moves_along(tmp_path: Path) -> None:
    write(tmp_path / "out", index="old")
    (tmp_path / "out" / "CNAME").write_text("example.org")
    (tmp_path / "out" / ".git").mkdir()
    (tmp_path / "out" / ".git" / "HEAD").write_text("ref")
    write(tmp_path / "out", index="new")
    assert (tmp_path / "out" / "CNAME").read_text() == "example.org"
    assert (tmp_path / "out" / ".git" / "HEAD").read_text() == "ref"
    assert (tmp_path / "out" / "index").read_text() == "new"


@pytest.mark.parametrize("mark", [None, "{", '{"other": 1}'])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, mark: str | None) -> None:
    (tmp_path / "thesis").write_text("precious")
    if mark:
        (tmp_path / MARK).write_text(mark)
    with pytest.raises(NotOurs, match="no site of ours"):
        write(tmp_path, index="new")
    assert (tmp_path / "thesis").read_text() == "precious"
    (tmp_path / "file").write_text("precious")
    with pytest.raises(NotOurs, match="no folder"):
        write(tmp_path / "file", index="new")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", index="new")
    assert contents(tmp_path / "out") == {"index": "new"}
