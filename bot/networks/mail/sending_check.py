"""Whether our mail is taken, and what to do if not."""

import ssl

import aiosmtplib

from bot.mail_settings import MailServer
from bot.networks.mail.sending import new_connection

_REFUSED = 400


async def cure(server: MailServer, sender: str) -> str:
    """Return what to do so that mail is taken; empty: it is."""
    connection = new_connection(server, sender)
    try:
        await connection.connect()
        code, _ = await connection.mail(sender)
        await connection.quit()
    except aiosmtplib.SMTPAuthenticationError:
        return (
            "The mail server refused the user or the password of UMARLAUD_SMTP_URL; "
            "take them from whoever looks after the mailbox."
        )
    except aiosmtplib.SMTPSenderRefused:
        return (
            "The mail server does not let this user write as UMARLAUD_MAIL_FROM; "
            "allow it there, or set the address of the user's own mailbox."
        )
    except ssl.SSLError:
        return "The certificate of the mail server is not valid for its name."
    except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPTimeoutError, OSError):
        return (
            "The mail server is not reached: see that UMARLAUD_SMTP_URL names it, "
            "and that this machine may reach it."
        )
    except aiosmtplib.SMTPException:
        return (
            "The mail server offers no encryption (STARTTLS) or no log-in there; "
            "begin UMARLAUD_SMTP_URL with smtps://, or ask for the right port."
        )
    finally:
        connection.close()
    return "" if code < _REFUSED else "The mail server takes no mail from us."
