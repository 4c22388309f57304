"""Breaks by which something is lost, comes twice, or comes in the wrong order."""

from tests.proofs.broken.breaking import broken

_OUTBOX = "tests/storage/test_outbox.py"
_MATRIX = (
    "tests/faults/test_matrix.py::test_elsewhere_only_what_nobody_confirmed_repeats"
    "_and_a_post_never[sqlite-killed]"
)
_TELEGRAM = "tests/telegram_network/test_faults.py"
_PITFALLS = "tests/journeys/test_pitfalls_check_ins.py"

LOSSES = (
    broken(
        "an outbox row is written after the commit",
        _MATRIX,
        (
            "storage/outbox.py",
            "        await self._session.change(added(*row), row)\n",
            "        vars(self._session).setdefault('late', []).append(row)\n",
        ),
        (
            "storage/database.py",
            "                await connection.commit()\n",
            "                await connection.commit()\n"
            "                late = vars(tx._session).get('late', [])\n"
            "            async with self.engine.begin() as connection:\n"
            "                for row in late:\n"
            "                    await connection.execute(\n"
            "                        METADATA.tables['outbox'].insert(), row\n"
            "                    )\n",
        ),
    ),
    broken(
        "the fence is ignored: a carrier without a lease still notes what came of it",
        f"{_OUTBOX}::test_a_carrier_that_lost_its_lease_changes_nothing[sqlite]",
        (
            "storage/posting.py",
            '        OutboxRow.owner == bindparam("carrier"),\n',
            '        bindparam("carrier", "").is_not(None),\n',
        ),
    ),
    broken(
        "no mark is set before a message is sent",
        _MATRIX,
        ("storage/outbox.py", "started_at=now,", "started_at=None,"),
    ),
    broken(
        "a lease is shorter than a sending may take",
        "tests/faults/test_hanging.py",
        ("storage/posting.py", "timedelta(seconds=60)", "timedelta(seconds=30)"),
    ),
    broken(
        "a retry is overtaken by what was said later",
        f"{_OUTBOX}::test_a_failed_message_waits_and_holds_its_followers_back[sqlite]",
        (
            "storage/outbox.py",
            "            retry_at=until,\n            lease_until=self._now,\n"
            "            started_at=None,\n",
            "            retry_at=until,\n            lease_until=self._now,\n"
            "            started_at=None,\n            due_at=until,\n",
        ),
    ),
    broken(
        "a message leaves before an earlier one of its reader",
        f"{_OUTBOX}::test_the_messages_of_one_reader_leave_in_their_order[sqlite]",
        (
            "storage/posting.py",
            "    OutboxRow.lease_until <= _now,\n    _first_of_its_lane,\n",
            "    OutboxRow.lease_until <= _now,\n",
        ),
    ),
    broken(
        "the key of what comes in is not unique",
        "tests/storage/test_taken_once.py::"
        "test_what_comes_in_again_under_its_key_changes_nothing[sqlite]",
        (
            "storage/inbox.py",
            '                "key": key,',
            '                "key": f"{key[:80]}{ref}",',
        ),
    ),
    broken(
        "updates are acknowledged before they are stored",
        f"{_TELEGRAM}::test_what_could_not_be_stored_is_brought_again",
        (
            "bot/networks/telegram/polling.py",
            "        await self._door.take(came)\n"
            "        self._offset = max(map(_number, came), default=-1) + 1\n",
            "        self._offset = max(map(_number, came), default=-1) + 1\n"
            "        await self._door.take(came)\n",
        ),
    ),
    broken(
        "what came in is marked as handled apart from what it caused",
        _MATRIX,
        (
            "bot/inbox.py",
            "                    await dispatch(Turn(tx, now, self._office), incoming)\n"
            "                await tx.inbox.handled(received)\n",
            "                    await dispatch(Turn(tx, now, self._office), incoming)\n"
            "            async with self._database.transaction(now) as tx:\n"
            "                await tx.inbox.handled(received)\n",
        ),
    ),
    broken(
        "no line is written into the journal",
        "tests/storage/test_chain.py::test_what_was_altered_is_found[sqlite-cut off]",
        (
            "storage/database.py",
            "                yield tx\n                await tx.journal.write()\n",
            "                yield tx\n",
        ),
    ),
    broken(
        "wake_at is not moved when a thing is taken up",
        "tests/storage/test_taken_once.py::test_a_thing_that_is_taken_up_is_nobody_elses"
        "_until_the_lease_is_over[sqlite]",
        (
            "storage/shelf.py",
            '        await self._change(self._asked.wake, row, {"wake_at": now + lease})\n',
            "",
        ),
    ),
    broken(
        "two carriers may take the same message",
        "tests/faults/test_two_processes.py",
        (
            "storage/posting.py",
            "    .where(*_may_be_taken, OutboxRow.due_at <= _now)\n"
            "    .order_by(OutboxRow.due_at, OutboxRow.id)\n"
            '    .limit(bindparam("most"))\n    .with_for_update(skip_locked=True)\n',
            "    .where(*_may_be_taken, OutboxRow.due_at <= _now)\n"
            "    .order_by(OutboxRow.due_at, OutboxRow.id)\n"
            '    .limit(bindparam("most"))\n',
        ),
        (
            "storage/posting.py",
            "    )\n    .order_by(OutboxRow.due_at, OutboxRow.id)\n"
            '    .limit(bindparam("most"))\n    .with_for_update(skip_locked=True)\n',
            "    )\n    .order_by(OutboxRow.due_at, OutboxRow.id)\n"
            '    .limit(bindparam("most"))\n',
        ),
    ),
    broken(
        "the next prompt is the last one plus a week",
        f"{_PITFALLS}::"
        "test_pitfall_04_six_in_the_evening_stays_so_across_a_clock_change"
        "[sqlite-2028-03-20 09:00-2028-03-26 18:00]",
        (
            "scheduling/recurrence.py",
            "    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)",
            "    first = datetime.combine(A_MONDAY, at, zone).astimezone(UTC)\n"
            "    return first + (day - A_MONDAY)",
        ),
    ),
    broken(
        "a meeting that is moved keeps its SEQUENCE",
        "tests/casework/test_meetings.py",
        (
            "casework/meetings.py",
            "        sequence=roundtable.sequence + 1,\n",
            "        sequence=roundtable.sequence,\n",
        ),
    ),
    broken(
        "a backup is read table by table while the program goes on",
        "tests/faults/test_restored.py::"
        "test_a_backup_made_while_the_program_writes_is_of_one_moment[sqlite]",
        (
            "storage/copies.py",
            "            async for rows in found.partitions():\n",
            "            await connection.rollback()\n"
            "            found = await connection.stream(select(table))\n"
            "            async for rows in found.partitions(_ROWS):\n",
        ),
    ),
    broken(
        "a lease is believed although the clock has gone back",
        "tests/faults/test_clock.py",
        (
            "bot/app.py",
            "if self._looked_at is None or now < self._looked_at:",
            "if False:",
        ),
    ),
    broken(
        "a database put back leaves the SEQUENCE of its meetings",
        "tests/faults/test_restored.py::"
        "test_a_meeting_comes_above_what_calendars_may_have[sqlite]",
        (
            "storage/restoring.py",
            "lifted = meeting.sequence + SEQUENCE_GAP",
            "lifted = meeting.sequence",
        ),
    ),
    broken(
        "a mail without a sender is looked up",
        "tests/mail/test_bad_mails.py::"
        "test_a_mail_from_nobody_is_from_none_of_those_without_an_address[sqlite]",
        (
            "storage/people.py",
            "        if not address:  # everybody who gave none\n"
            "            return []\n",
            "",
        ),
    ),
)
"""Caught by the tests of every build; the storm catches most of them as well."""
