from click.testing import CliRunner

from bot.cli import COMMANDS, main


def test_the_command_says_its_version() -> None:
    said = CliRunner().invoke(main, ["--version"])

    assert said.exit_code == 0
    assert said.output == "umarlaud 0.1.0\n"


def test_every_command_says_what_it_is_for() -> None:
    shown = CliRunner().invoke(main, ["--help"])

    assert shown.exit_code == 0
    for name in COMMANDS:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
        assert name in shown.output
