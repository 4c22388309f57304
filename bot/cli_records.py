"""`umarlaud records`: the records of processing (GDPR 30), from what the program does."""

from urllib.parse import urlsplit

import click

from bot.cli_errors import says_why
from bot.languages import LANGUAGES, Languages
from bot.settings import Settings, read
from bot.wording import records as wording


@click.command()
@click.option("--language", type=click.Choice(LANGUAGES), default="et")
@says_why
def records(language: str) -> None:
    """Print the records of processing; […] is for the municipality to fill in."""
    settings = read()
    words = Languages(settings.zone).of(language)
    click.echo(wording.text(facts(settings), words))


def facts(settings: Settings) -> wording.Facts:
    """Return what the settings say about processing."""
    mail = urlsplit(settings.smtp_url).hostname if settings.smtp_url else ""
    mailbox = urlsplit(settings.imap_url).hostname if settings.imap_url else ""
    return wording.Facts(
        municipality=settings.municipality,
        telegram=settings.telegram_privacy if settings.telegram_token else None,
        mail=mail or "",
        mailbox=mailbox or "",
        backups=settings.backups is not None,
        schedule=settings.retention,
    )
