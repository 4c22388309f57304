"""The commands of `umarlaud`."""

from importlib import import_module

import click

COMMANDS = {
    "add-manager": "bot.cli_people:add_manager",
    "add-officer": "bot.cli_people:add_officer",
    "add-operator": "bot.cli_people:add_operator",
    "backup": "bot.cli_backup:backup",
    "check": "bot.cli_check:check",
    "demo": "bot.cli_demo:demo",
    "erase": "bot.cli_erase:erase",
    "hold": "bot.cli_erase:hold",
    "inbox": "bot.cli_inbox:inbox",
    "journal": "bot.cli_journal:journal",
    "keys": "bot.cli_keys:keys",
    "mail-in": "bot.cli_mail_in:mail_in",
    "outbox": "bot.cli_outbox:outbox",
    "questions": "bot.cli_questions:questions",
    "records": "bot.cli_records:records",
    "remove-manager": "bot.cli_people:remove_manager",
    "retention": "bot.cli_retention:retention",
    "restore": "bot.cli_backup:restore",
    "run": "bot.cli_run:run",
    "talk": "bot.cli_talk:talk",
    "unlock": "bot.cli_unlock:unlock",
}
"""Where each command is; only the one that is called is loaded."""


class LoadedWhenCalled(click.Group):
    """A group of commands that loads a command when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, loaded now; None if there is none by this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(
    cls=LoadedWhenCalled, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="umarlaud", message="umarlaud %(version)s")
def main() -> None:
    """Coordinate the network around one child in need."""
