"""The commands of `umarlaud`."""

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="umarlaud", message="umarlaud %(version)s")
def main() -> None:
    """Coordinate the network around one child in need."""
