"""Ready-made states around mail, told as people would."""

import re
from dataclasses import replace

from bot.app import Assistant
from bot.ports import ChatNetwork
from casework import announcements, meetings
from casework.announcements import Change
from casework.roundtables import Roundtable
from handlers import calendar, circles
from handlers.turn import Turn
from tests.mail.server import Relay, words_of
from tests.roundtable_builders import a_roundtable
from tests.table import Table, at

MAILBOX = "laud@vald.example"
KATI, JAAN, MARI = "kati@example.com", "jaan@kool.example", "mari@vald.example"


def with_mail(table: Table, mail: ChatNetwork) -> None:
    """Let the program at a table send mail."""
    parts = table.assistant.parts
    table.assistant = Assistant(
        replace(
            parts,
            office=replace(parts.office, mailbox=MAILBOX, domain="vald.example"),
            places=replace(parts.places, mailbox=MAILBOX),
            networks=[*parts.networks, mail],
        )
    )


async def confirm(table: Table, relay: Relay, who: str, address: str) -> None:
    """Somebody gives an address and copies the code that was mailed to it."""
    await table.say(who, "/email")
    await table.say(who, address)
    await table.say(who, code(relay, address))


def code(relay: Relay, address: str) -> str:
    """Return the code in the newest mail to an address."""
    found = re.search(r"Your code: (\w+)", words_of(relay.to(address)[-1]))
    assert found is not None
    relay.envelopes.pop()
    return found[1]


async def addresses_known(table: Table, **addresses: str) -> None:
    """People confirmed addresses long ago."""
    async with table.database.transaction(table.clock()) as tx:
        for who, address in addresses.items():
            person = await tx.people.get(table.people[who].id)
            await tx.people.keep(replace(person, email=address))


async def invited(table: Table, when: str = "2026-12-07 08:00") -> Roundtable:
    """A time was chosen, and everyone is invited to it."""
    return (await invited_by_link(table, when))[0]


async def invited_by_link(
    table: Table, when: str = "2026-12-07 08:00"
) -> tuple[Roundtable, dict[str, str]]:
    """Everyone is invited; their links' secrets stand by their names."""
    office = table.assistant.parts.office
    async with table.database.transaction(table.clock()) as tx:
        turn = Turn(tx, table.clock(), office)
        circle = await circles.of_case(turn, table.members["mari"].case)
        asked = a_roundtable(circle, proposals=(at(when),))
        uid = calendar.new_uid(turn)
        when_now = (turn.now, turn.almanac)
        fixed = meetings.convene(asked, at(when), uid, when_now, "a secret")
        await tx.roundtables.keep(fixed)
        secrets = await calendar.new_links(turn, fixed, circle)
        told = announcements.announce(fixed, circle, Change.CONVENED, secrets)
        await tx.keep(told)
    await table.assistant.settle()
    by_member = {table.members[who].id: who for who in table.members}
    return fixed, {by_member[member]: secret for member, secret in secrets.items()}


async def leave(table: Table, who: str) -> None:
    """Somebody leaves the network."""
    await table.say(who, "/leave")
    await table.press(who, "Yes, leave")
