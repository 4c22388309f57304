from click.testing import CliRunner

from bot.cli import main


def test_the_command_says_its_version() -> None:
    said = CliRunner().invoke(main, ["--version"])

    assert said.exit_code == 0
    assert said.output == "umarlaud 0.1.0\n"
