"""What `umarlaud check` says of mail out."""

from bot.mail_settings import server
from bot.settings import Settings


async def mail_line(settings: Settings) -> tuple[str, str]:
    """Return the part that was looked at and its cure; empty: it works."""
    from bot.networks.mail.sending_check import cure  # noqa: PLC0415 - only if needed

    place = server(settings.smtp_url)
    part = f"mail from {settings.mail_from} by {place.host}, port {place.port}"
    return part, await cure(place, settings.mail_from)
