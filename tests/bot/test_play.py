"""The story that the terminal tells is the one the program plays."""

from click.testing import CliRunner

from bot.cli import main


def test_the_story_goes_as_told() -> None:
    told = CliRunner().invoke(main, ["demo", "--play"])

    assert told.exit_code == 0, told.output[-2000:]
    assert "The story went as told" in told.output
    assert "Kati ▸" in told.output
