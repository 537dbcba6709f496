"""One settings file: known keys, checked values, and what wins over what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from recalls.cli import main
from recalls.settings import SETTINGS, BadSettings, load


def settings(folder: Path, text: str) -> Path:
    path = folder / "recalls.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_option_that_a_setting_is_the_default_of_is_there() -> None:
    for setting in SETTINGS:
        for command, option in setting.options:
            commands = main.commands if command == "*" else {command: main.commands[command]}
            assert any(option in {parameter.name for parameter in one.params} for one in commands.values()), setting


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('databse = "x"', "there is no setting databse; did you mean database?"),
        ('[digest]\ncomand = ["x"]', "did you mean digest.command?"),
        ('[digest]\npassword = "x"', "secrets come from the environment: RECALLS_SMTP_PASSWORD"),
        ("delay = 0.1", "delay = 0.1: a number from 1 to 3600"),
        ("delay = true", "a number from 1 to 3600"),
        ('delay = "5"', "a number from 1 to 3600"),
        ('allow_hosts = "localhost"', "a list is wanted"),
        ("since = 20240101", "a date is wanted"),
        ("[digest]\nport = 70000", "a port from 1 to 65535"),
        ('[digest]\nlanguage = "fr"', "one of en, de, ja"),
        ('[digest]\nencrypted = "no"', "true or false"),
        ("digest = 1", "there is no setting digest"),
        ("contact = ", "cannot be read as TOML"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load(settings(tmp_path, text))
    assert says in caught.value.message
    assert str(tmp_path / "recalls.toml") in caught.value.message


def test_paths_are_those_of_the_files_own_folder_and_dates_may_be_tomls(tmp_path: Path) -> None:
    told = load(settings(tmp_path, 'database = "a/b.db"\nsince = 2024-01-31\n'))
    assert told.get("database") == str(tmp_path / "a/b.db")
    assert told.get("since") == "2024-01-31"


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    tmp_path: Path, demo_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings(tmp_path, f'database = "{demo_database}"\n')

    def shown(*arguments: str, **environment: str) -> int:
        command = ["--settings", str(path), "timeline", "--format", "json", *arguments]
        return CliRunner(env=environment).invoke(main, command).exit_code

    monkeypatch.chdir(tmp_path)
    assert shown() == 0
    assert shown(RECALLS_DB="nowhere.db") == 2
    assert shown("--db", str(demo_database), RECALLS_DB="nowhere.db") == 0
    assert CliRunner().invoke(main, ["timeline"]).exit_code == 0  # recalls.toml of the working folder


def test_settings_tells_every_key_its_value_and_whence(tmp_path: Path) -> None:
    path = settings(tmp_path, 'contact = "desk@example.org"\n')
    command = ["--settings", str(path), "settings", "--format", "json"]
    told = CliRunner(env={"RECALLS_SMTP_PASSWORD": "hunter2"}).invoke(main, command).stdout
    rows = {row["setting"]: row for row in json.loads(told)}
    assert {setting.key for setting in SETTINGS} < set(rows)
    assert rows["contact"]["value"] == "desk@example.org" and rows["contact"]["from"] == str(path)
    assert rows["archive"]["from"] == "default"
    assert rows["RECALLS_SMTP_PASSWORD"]["value"] == "(set)"
    assert "hunter2" not in told


def test_the_archive_of_the_settings_is_where_captures_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "recalls.toml").write_text('archive = "kept"')
    defaults = load(tmp_path / "recalls.toml").defaults(main.commands)
    assert defaults["serve"]["archive"] == [str(tmp_path / "kept")]
    assert defaults["evidence"]["places"] == [str(tmp_path / "kept")]
    assert defaults["crawl"]["archive"] == str(tmp_path / "kept")
