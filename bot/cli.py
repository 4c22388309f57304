"""The commands of `umarlaud`."""

import click

from bot.cli_demo import demo
from bot.cli_keys import keys
from bot.cli_people import add_manager
from bot.cli_talk import talk


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="umarlaud", message="umarlaud %(version)s")
def main() -> None:
    """Coordinate the network around one child in need."""


main.add_command(add_manager)
main.add_command(demo)
main.add_command(keys)
main.add_command(talk)
