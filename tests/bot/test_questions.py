"""Question sets are data; an error in one is named before it reaches anybody."""

from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.questions import sets, texts
from bot.questions.checking import faults

PARENTS = (files("bot.questions") / "parent_weekly.toml").read_text(encoding="utf-8")


def check(*paths: str) -> Result:
    return CliRunner().invoke(main, ["questions", "check", *paths])


def test_our_own_question_sets_are_right() -> None:
    said = check()

    assert said.exit_code == 0, said.output
    assert "parent_weekly.toml: all is well." in said.output


def test_parents_are_asked_at_most_four_questions_the_first_by_a_tap() -> None:
    parents = sets()["parent_weekly"]

    assert len(parents.asked) <= 4
    assert parents.asked[0].choices
    assert not parents.asked[0].open


def test_a_language_we_do_not_speak_gets_estonian() -> None:
    assert texts("parent_weekly", "fi") == texts("parent_weekly", "et")


@pytest.mark.parametrize(
    ("from_", "to", "sentence"),
    [
        (
            'week = "Kuidas Teie nädal läks?"',
            "",
            'question "week": the text is missing in Estonian.',
        ),
        (
            'tired = "Очень устаю", ',
            "",
            'question "coping": the button "tired" has no words in Russian.',
        ),
        (
            '"I am worn out"',
            '"' + "very " * 9 + '"',
            'question "coping": the button "tired" has 45 characters, 40 fit in English.',
        ),
        (
            "Вопросов: {count}",
            "Вопросов: 4",
            '"intro" in Russian: it must hold {count}, as in the first language.',
        ),
        (
            "“{obstacle}”",
            "“{obstakle}”",
            '"still_there" in English: only {goal}, {obstacle} can stand in braces.',
        ),
        (
            '"rather_not"',
            '"no_idea"',
            '"skip_reasons" can only hold could_not_be_done, not_my_topic, nothing_new, '
            "rather_not.",
        ),
        (
            "[ru]",
            "[fr]",
            '"fr" is not known here; there are en, et, for, questions, ru, skip_reasons.',
        ),
        (
            'for = "parents"',
            'for = "all"',
            '"for" must be one of parents, specialists.',
        ),
        ("open = true", "open = 1", 'question "words": "open" must be a bool.'),
        (
            'choices = ["good", "so_so", "hard"]',
            "choices = []",
            'question "week": a closed question needs two choices or more.',
        ),
        (
            'instead_of = "agreed"',
            "",
            "it asks 5 questions; 4 is the most that people answer.",
        ),
        (
            'agreed = ["partly", "no"]',
            'agreed = ["never"]',
            'question "in_the_way": "when" must name answers to an earlier question.',
        ),
        (
            'alerts = ["need_help"]',
            'alerts = ["help"]',
            'question "coping": "alerts" must name choices of its own.',
        ),
        ('key = "week"', 'key = "agreed"', 'question "agreed" is there twice.'),
        (
            'key = "week"',
            "key = [1]",
            "question 1 has no key of letters and underscores.",
        ),
        (
            'alerts = ["need_help"]',
            "alerts = [[1]]",
            'question "coping": "alerts" must name choices of its own.',
        ),
        (
            'agreed = ["partly", "no"]',
            "agreed = 5",
            'question "in_the_way": "when" must name answers to an earlier question.',
        ),
    ],
)
def test_an_error_is_named_in_one_sentence(
    from_: str, to: str, sentence: str, tmp_path: Path
) -> None:
    assert from_ in PARENTS
    broken = tmp_path / "mine.toml"
    broken.write_text(PARENTS.replace(from_, to, 1), encoding="utf-8")

    said = check(str(broken))

    assert said.exit_code == 1
    assert f"mine.toml: {sentence}" in said.output.splitlines()


def test_a_file_that_is_no_question_set_is_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    torn = tmp_path / "torn.toml"
    torn.write_bytes(b"\xff\xfe")

    assert check(str(torn)).output == "torn.toml: the file is not written in UTF-8.\n"
    assert "cannot be read" in check(str(tmp_path / "gone.toml")).output
    assert faults("x = [").pop().startswith("this is no TOML: ")
    assert "there is no [[questions]] in it." in faults('for = "parents"')


def test_every_break_of_a_line_of_a_set_is_found_or_harmless() -> None:
    lines = PARENTS.splitlines()
    for number in range(len(lines)):
        faults("\n".join(lines[:number] + lines[number + 1 :]))
