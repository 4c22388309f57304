"""A mailbox at an IMAP server: what lies in it is stored by us, then put away.

Nothing is remembered between two looks, neither numbers nor their validity (UIDVALIDITY):
what lies in the mailbox has not been stored yet, or not been put away yet, and what was
stored already changes nothing.
"""

import ssl
from collections.abc import Sequence
from contextlib import suppress

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from bot.mail_settings import MailboxPlace
from bot.networks.mail.receiving import raw_of
from bot.ports import Raw
from scheduling.incoming import BIGGEST_HEAD, BIGGEST_MAIL

PUT_AWAY = "Umarlaud"
"""The folder beside the mailbox in which stored mails lie."""
AT_ONCE = 20
"""Mails fetched in one look: at most 40 MB in memory."""
_CONNECTING, _READING = 10, 30

Broken = (IMAPClientError, OSError)
"""What the library raises when a server is away, refuses, or talks nonsense."""


class NotLetIn(Exception):
    """The server is there and refuses the user, the password or the mailbox."""


class Mailbox:
    """A connection to one mailbox; every call waits for the server."""

    def __init__(self, client: IMAPClient, put_away: str) -> None:
        self._client = client
        self._put_away = put_away

    def look(self) -> list[tuple[int, Raw]]:
        """Fetch the oldest mails that lie there, without marking them as read."""
        self._client.noop()
        found = sorted(self._client.search("UNDELETED"))[:AT_ONCE]
        sizes = self._client.fetch(found, ["RFC822.SIZE"]) if found else {}
        return [
            (uid, raw)
            for uid in found
            if uid in sizes
            and (raw := self._fetch(uid, sizes[uid][b"RFC822.SIZE"])) is not None
        ]

    def _fetch(self, uid: int, size: int) -> Raw | None:
        whole = size <= BIGGEST_MAIL
        part = "BODY.PEEK[]" if whole else f"BODY.PEEK[HEADER]<0.{BIGGEST_HEAD}>"
        got = self._client.fetch([uid], [part]).get(uid, {})
        content = next((v for k, v in got.items() if k.startswith(b"BODY[")), None)
        return None if content is None else raw_of(content, whole=whole)

    def put_away(self, uids: Sequence[int]) -> None:
        """Move mails out of the mailbox; those that are gone already stay gone."""
        if not uids:
            return
        if self._client.has_capability("MOVE"):
            self._client.move(uids, self._put_away)
            return
        self._client.copy(uids, self._put_away)
        self._client.delete_messages(uids, silent=True)
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(uids)

    def close(self) -> None:
        """Leave the server, which may be gone."""
        try:
            self._client.logout()
        except Broken:
            self._client.shutdown()


def opened(
    place: MailboxPlace,
    tls: ssl.SSLContext | None = None,
    *,
    must_encrypt: bool | None = None,
) -> Mailbox:
    """Enter a mailbox; encrypted, except within this machine.

    Raises:
        NotLetIn: the user, the password or the mailbox is refused.
        IMAPClientError, OSError: the server is not reached.
    """
    context = tls or ssl.create_default_context()
    client = IMAPClient(
        place.host,
        place.port,
        ssl=place.tls,
        ssl_context=context if place.tls else None,
        timeout=SocketTimeout(_CONNECTING, _READING),
    )
    try:
        encrypt = not place.is_local if must_encrypt is None else must_encrypt
        if encrypt and not place.tls:
            client.starttls(context)
        client.login(place.user, place.password)
        client.select_folder(place.folder)
        return Mailbox(client, _folder_beside(client))
    except LoginError as error:
        _drop(client)
        raise NotLetIn("user or password") from error
    except (IMAPClientAbortError, OSError):
        _drop(client)
        raise
    except IMAPClientError as error:
        _drop(client)
        raise NotLetIn("mailbox") from error


def _drop(client: IMAPClient) -> None:
    """Hang up; that nothing is there any more must not hide why."""
    with suppress(OSError, IMAPClientError):
        client.shutdown()


def _folder_beside(client: IMAPClient) -> str:
    prefix = ""
    if client.has_capability("NAMESPACE"):
        personal = client.namespace().personal
        prefix = personal[0][0] if personal else ""
    folder = f"{prefix}{PUT_AWAY}"
    if not client.folder_exists(folder):
        client.create_folder(folder)
    return folder
