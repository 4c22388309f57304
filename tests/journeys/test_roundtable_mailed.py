"""An answer by mail from each of the three big clients shows in everyone's own chat."""

import pytest

from casework.roundtables import Reply, Source
from tests.mail.letters import invited, mail, mail_reply, name_for, seat
from tests.scheduling.checks.answers import apple, gmail, outlook
from tests.table import Table

CLIENTS = (gmail, outlook, apple)
MARKED = "Tulen <b>hiljem</b> <img src=x onerror=alert(1)> *x* [a](http://evil.example)"
"""What a page, a browser or Telegram would make something of, were it rendered."""


@pytest.mark.on_web
async def test_gmail_outlook_and_apple_answer_for_the_mother(network: Table) -> None:
    meeting = await invited(network)
    named = name_for(network, meeting)

    for number, client in enumerate(CLIENTS):
        stamp = f":20261123T07000{number}Z"
        assert await mail(network, client(UID=f":{named}", DTSTAMP=stamp))
        assert "came by e-mail" in network.last("kati")
        kept = await seat(network, "kati")
        assert (kept.reply, kept.replied_by) == (Reply.COMES, Source.MAIL)
        network.clear()

    await network.say("mari", "/roundtable")
    coming = network.last("mari").partition("Coming: ")[2].splitlines()[0]
    assert "Kati Kask" in coming


async def test_a_mail_in_her_name_is_shown_to_her_first(network: Table) -> None:
    meeting = await invited(network)

    await mail(network, gmail(UID=f":{meeting.uid}"))
    await network.press("kati", "No, it was not")

    assert "counts for nothing" in network.last("kati")
    assert "somebody else is writing in their name" in network.last("mari")
    assert (await seat(network, "kati")).reply is None


@pytest.mark.on_web
async def test_check_54_the_comment_of_a_mail_is_rendered_on_no_surface(
    network: Table,
) -> None:
    await invited(network)

    await mail_reply(network, "DECLINED", "jaan", COMMENT=f":{MARKED}")

    assert "Jaan Jõgi (class teacher) cannot come" in network.last("mari")
    assert f"“{MARKED}”" in network.last("mari")
