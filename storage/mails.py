"""What the outbox tells of mails: what may have arrived, what was told of failures."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, or_, select

from casework.ids import PersonId, RoundtableId
from storage.columns import Moment
from storage.posting import Post, mail_queue
from storage.session import Session
from storage.tables import OutboxRow


class Mails:
    """The mails in the outbox, seen through one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def may_have_arrived(self, reader: PersonId, about: RoundtableId) -> bool:
        """Say whether a mail about a meeting may have reached this reader."""
        found = await self._session.one(
            select(OutboxRow.id)
            .where(
                OutboxRow.person_id == reader,
                OutboxRow.queue == mail_queue(reader, about),
                or_(OutboxRow.state == Post.SENT, OutboxRow.attempts > 0),
            )
            .limit(1)
        )
        return found is not None

    async def told(
        self, reader: PersonId, kinds: Iterable[str], since: datetime
    ) -> int:
        """Count what of these kinds a reader was told since a moment, or soon will be."""
        ended = OutboxRow.ended_at
        query = select(func.count()).where(
            OutboxRow.person_id == reader,
            OutboxRow.kind.in_(tuple(kinds)),
            or_(ended >= since, ended.is_(None)),
        )
        return int(await self._session.one(query))

    async def told_since_last_sent(self, reader: PersonId, kind: str) -> bool:
        """Say whether a reader was told this since a mail last left."""
        last = await self._session.one(
            select(func.max(OutboxRow.ended_at, type_=Moment())).where(
                OutboxRow.network == "mail", OutboxRow.state == Post.SENT
            )
        )
        query = select(OutboxRow.id).where(
            OutboxRow.person_id == reader, OutboxRow.kind == kind
        )
        if last is not None:
            query = query.where(OutboxRow.made_at > last)
        return await self._session.one(query.limit(1)) is not None
