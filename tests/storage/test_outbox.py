"""The outbox: order, leases, the fence, and what nobody knows."""

from datetime import UTC, datetime, timedelta

from casework.digests import ShowDigest
from casework.ids import PersonId, new_id
from casework.notices import Apologise, ShowHelp
from casework.outcome import Message
from storage.database import Database
from storage.parcels import Parcel, Start
from storage.posting import LEASE, Post

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KATI, JAAN = PersonId(new_id()), PersonId(new_id())


async def put(database: Database, *messages: Message, due_at: datetime = NOW) -> None:
    async with database.transaction(NOW) as tx:
        for message in messages:
            await tx.outbox.add(message, due_at)


async def take(
    database: Database, carrier: str = "a", now: datetime = NOW
) -> Parcel | None:
    async with database.transaction(now) as tx:
        parcels = await tx.outbox.due(now, 1)
        starts = [Start(parcel, "console", []) for parcel in parcels]
        await tx.outbox.start(starts, carrier, now)
    return parcels[0] if parcels else None


def help_for(person: PersonId) -> ShowHelp:
    return ShowHelp(to=person, leads=False, in_network=True)


async def test_the_messages_of_one_reader_leave_in_their_order(
    database: Database,
) -> None:
    await put(database, help_for(KATI), Apologise(to=KATI), help_for(JAAN))

    first, second = await take(database), await take(database)

    assert first is not None
    assert second is not None
    assert (first.message.to, second.message.to) == (KATI, JAAN)
    assert await take(database) is None
    async with database.transaction(NOW) as tx:
        assert await tx.outbox.sent(first, "a", "ref", NOW)
    third = await take(database)
    assert third is not None
    assert third.message == Apologise(to=KATI)


async def test_a_message_for_tomorrow_holds_up_nothing(database: Database) -> None:
    await put(database, help_for(KATI), due_at=NOW + timedelta(days=1))
    await put(database, Apologise(to=KATI))

    taken = await take(database)

    assert taken is not None
    assert taken.message == Apologise(to=KATI)


async def test_what_a_dead_carrier_held_is_taken_again_after_the_lease(
    database: Database,
) -> None:
    await put(database, help_for(KATI))
    await take(database, "dead")

    assert await take(database, "b", NOW + LEASE - timedelta(seconds=1)) is None
    taken = await take(database, "b", NOW + LEASE)

    assert taken is not None
    assert taken.attempts == 2


async def test_a_carrier_that_lost_its_lease_changes_nothing(
    database: Database,
) -> None:
    await put(database, help_for(KATI))
    slow = await take(database, "slow")
    quick = await take(database, "quick", NOW + LEASE)
    assert slow is not None
    assert quick is not None

    async with database.transaction(NOW) as tx:
        assert not await tx.outbox.sent(slow, "slow", "1", NOW)
    async with database.transaction(NOW) as tx:
        assert await tx.outbox.sent(quick, "quick", "2", NOW)
        shown = await tx.outbox.shown(quick.id)
    assert shown is not None
    assert shown.message_ref == "2"


async def test_the_words_are_erased_once_sent(database: Database) -> None:
    await put(database, help_for(KATI))
    parcel = await take(database)
    assert parcel is not None
    async with database.transaction(NOW) as tx:
        await tx.outbox.sent(parcel, "a", "ref", NOW)

    async with database.engine.connect() as connection:
        row = (
            await connection.exec_driver_sql("SELECT state, sealed FROM outbox")
        ).one()

    assert tuple(row) == (Post.SENT, None)


async def test_a_failed_message_waits_and_holds_its_followers_back(
    database: Database,
) -> None:
    await put(database, help_for(KATI), Apologise(to=KATI))
    parcel = await take(database)
    assert parcel is not None
    later = NOW + timedelta(minutes=5)
    async with database.transaction(NOW) as tx:
        await tx.outbox.put_off(parcel, "a", later)

    assert await take(database) is None
    again = await take(database, now=later)

    assert again is not None
    assert again.id == parcel.id


def a_digest() -> ShowDigest:
    to = PersonId(new_id())
    return ShowDigest(to=to, since=NOW, cases=0, decisions=0, parts=())


async def taken_at_once(database: Database, most: int, now: datetime) -> list[Message]:
    async with database.transaction(now) as tx:
        parcels = await tx.outbox.due(now, most)
        await tx.outbox.start([Start(p, "console", []) for p in parcels], "a", now)
    return [p.message for p in parcels if isinstance(p.message, Message)]


async def test_urgent_before_what_can_wait_but_a_part_is_who_has_waited_longest(
    database: Database,
) -> None:
    digests = [a_digest() for _ in range(8)]
    replies = [help_for(PersonId(new_id())) for _ in range(8)]
    await put(database, *digests)
    await put(database, *replies, due_at=NOW + timedelta(minutes=1))

    taken = await taken_at_once(database, 8, NOW + timedelta(minutes=1))

    assert [m for m in taken if isinstance(m, ShowDigest)] == digests[:2]
    assert [m for m in taken if not isinstance(m, ShowDigest)] == replies[:6]


async def test_a_digest_leaves_though_urgent_messages_never_end(
    database: Database,
) -> None:
    digest, now = a_digest(), NOW
    await put(database, *(help_for(PersonId(new_id())) for _ in range(6)), digest)
    taken: list[Message] = []
    for _ in range(4):
        now += timedelta(seconds=1)
        urgent = [help_for(PersonId(new_id())) for _ in range(8)]
        await put(database, *urgent, due_at=now)
        taken += await taken_at_once(database, 4, now)

    assert digest in taken


async def test_what_urgent_messages_leave_free_is_everybodys(
    database: Database,
) -> None:
    digests = [a_digest() for _ in range(8)]
    await put(database, *digests)

    assert await taken_at_once(database, 8, NOW) == digests


async def test_what_was_just_delivered_is_seen_in_the_same_transaction(
    database: Database,
) -> None:
    await put(database, help_for(KATI))
    taken = await take(database)
    assert taken is not None
    async with database.transaction(NOW) as tx:
        before = await tx.outbox.shown(taken.id)
        await tx.outbox.sent(taken, "a", "ref", NOW)
        after = await tx.outbox.shown(taken.id)
    assert before is not None
    assert after is not None
    assert (before.message_ref, after.message_ref) == (None, "ref")
