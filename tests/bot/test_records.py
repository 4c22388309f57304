"""The records of processing say what the program really does, in each language."""

from pathlib import Path

import pytest

from bot.cli_records import facts
from bot.languages import LANGUAGES, Languages, Words
from bot.retention_schedule import EXAMPLE
from bot.settings import read
from bot.wording import read_names, records
from bot.wording.names import name_of
from casework.disclosure import InfoClass, shown_to
from casework.own_data import HANDED_OUT
from casework.roles import Role
from tests.table import TALLINN

TOKEN = "123456:" + "a" * 35


def words(language: str) -> Words:
    return Languages(TALLINN).of(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", InfoClass)
def test_each_kind_of_information_stands_there_with_all_who_are_shown_it(
    language: str, kind: InfoClass
) -> None:
    said = words(language)
    lines = records.text(facts(read({})), said).splitlines()

    (line,) = [each for each in lines if f"[{kind}]" in each]
    assert read_names.name(kind, said) in line
    shown = [each for each in Role if kind in shown_to(each)]
    listed = line.partition("]: ")[2].partition(". GDPR")[0].split("; ")
    assert listed == [name_of(f"role.{each}", said) for each in shown]


def test_every_thing_kept_about_somebody_stands_there() -> None:
    said = records.text(facts(read({})), words("en"))

    assert {"read_by", "done", *(k.__name__ for k in HANDED_OUT)} == set(
        records.own_data.TITLES
    )
    for title in records.own_data.TITLES.values():
        assert title in said


def test_processors_stand_there_only_where_they_are_used() -> None:
    without = records.text(facts(read({})), words("en"))
    assert "Telegram: not used" in without
    assert "mail server" not in without
    assert "nothing is ever deleted" in without

    used = facts(
        read(
            {
                "UMARLAUD_TELEGRAM_TOKEN": TOKEN,
                "UMARLAUD_SMTP_URL": "smtps://laud:secret@mail.vald.ee",
                "UMARLAUD_MAIL_FROM": "laud@vald.ee",
            }
        )
    )
    said = records.text(used, words("en"))
    assert "Telegram, chosen by each person: dates and closed questions" in said
    assert "outside the EU" in said
    assert "mail server mail.vald.ee" in said
    assert "secret" not in said


def test_what_is_kept_for_how_long_comes_from_the_schedule(tmp_path: Path) -> None:
    path = tmp_path / "retention.toml"
    path.write_text(EXAMPLE.replace("[decision, number, day]", "Order 12"))

    said = records.text(facts(read({"UMARLAUD_RETENTION": str(path)})), words("en"))

    assert "decided by: Order 12" in said
    assert "a closed case and everybody known from it alone: 5 years" in said
    assert "nothing is ever deleted" not in said
