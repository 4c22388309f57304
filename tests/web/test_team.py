"""The team chat on the web: who may read there, and what becomes of words."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from bot.text import Sending, Text
from casework.roles import Role
from tests import stories
from tests.phones.http import HttpPhone
from tests.phones.pages import PagePhones
from tests.table import Table
from tests.web.conftest import opened


def team(laid: Table, phone: HttpPhone) -> str:
    return f"{phone.url}/team/{laid.members['mari'].case}"


def shown(phone: HttpPhone) -> list[tuple[str, str]]:
    return [
        (bubble.all("p", "who")[0].text, bubble.all("p", "words")[0].text)
        for bubble in phone.page.all("article")
    ]


async def test_members_read_each_other_by_role(
    laid: Table, kati: HttpPhone, jaan: HttpPhone
) -> None:
    await jaan.open(team(laid, jaan))
    await jaan.write("See you on Thursday")
    assert shown(jaan) == [("You", "See you on Thursday")]

    await kati.open(team(laid, kati))
    assert shown(kati) == [("class teacher", "See you on Thursday")]


async def test_words_to_the_team_are_no_answers(laid: Table, jaan: HttpPhone) -> None:
    await jaan.open(team(laid, jaan))
    await jaan.write("He is doing better")
    await jaan.open(jaan.url.partition("/team/")[0])
    assert jaan.page.all("article") == []


async def test_a_command_to_the_team_is_answered_in_private(
    laid: Table, jaan: HttpPhone
) -> None:
    await jaan.open(team(laid, jaan))
    await jaan.write("/help")
    assert shown(jaan) == []
    (aside,) = jaan.page.all("p", id="aside")
    assert "hidden" not in aside.attributes
    own = jaan.url.partition("/team/")[0]
    assert own.endswith(aside.all("a")[0].attributes["href"])
    await jaan.open(jaan.url.partition("/team/")[0])
    assert "All commands" in jaan.page.text


@pytest.mark.parametrize("name", ["Kati", "Kasega", "JAAN"])
async def test_words_with_a_name_are_not_posted(
    laid: Table, jaan: HttpPhone, kati: HttpPhone, name: str
) -> None:
    await jaan.open(team(laid, jaan))
    await jaan.write(f"Can {name} come on Thursday?")
    assert jaan.status == 422
    assert "the role instead" in jaan.page.all("p", id="notice")[0].text
    (box,) = jaan.page.all("textarea")
    assert box.text == f"Can {name} come on Thursday?"
    await kati.open(team(laid, kati))
    assert shown(kati) == []


async def test_an_empty_team_chat_says_what_it_is_for(
    laid: Table, kati: HttpPhone
) -> None:
    await kati.open(team(laid, kati))
    assert "dates of roundtables" in kati.page.all("p", "empty")[0].text
    (code,) = kati.page.all("h1")[0].all("span", "code")
    assert code.text == (await stories.led_by(laid, "mari")).code
    numbers = [
        a.attributes["href"]
        for a in kati.page.all("a")
        if a.attributes["href"].startswith("tel:")
    ]
    assert numbers == ["tel:112", "tel:116111"]


async def test_what_the_program_posts_is_seen_by_all(
    laid: Table, kati: HttpPhone
) -> None:
    case = laid.members["mari"].case
    (network,) = laid.assistant.parts.networks
    post = Sending(id=7, address=f"team:{case}", text=Text("A date"), case=case)
    await network.send(post)
    await network.send(post)
    await kati.open(team(laid, kati))
    assert shown(kati) == [("Ümarlaud", "A date")]


async def test_the_team_chat_is_closed_to_everybody_else(
    laid: Table, phones: PagePhones, kati: HttpPhone
) -> None:
    case = await stories.led_by(laid, "mari")
    await laid.seat("olev", "Olev Oja", case, Role.OBSERVER)
    olev = await phones.phone("olev")
    assert isinstance(olev, HttpPhone)
    own = olev.url
    answers = []
    for address in (team(laid, olev), f"{own}/team/{uuid4()}"):
        answer = await olev.session.get(address)
        answers.append((answer.status, await answer.text()))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404

    await stories.leaves(laid, "kati")
    await kati.open(team(laid, kati))
    assert kati.status == 404


async def test_team_words_are_sealed(laid: Table, jaan: HttpPhone) -> None:
    await jaan.open(team(laid, jaan))
    await jaan.write("A unique canary")
    async with laid.database.engine.connect() as connection:
        rows = await connection.execute(text("SELECT sealed FROM web_bubbles"))
        assert all(b"canary" not in row[0] for row in rows)


async def test_behind_a_pin_the_team_chat_shows_nothing_and_takes_no_words(
    laid: Table, phones: PagePhones, jaan: HttpPhone
) -> None:
    mari = await opened(phones, "mari")
    own, hers, his = mari.url, team(laid, mari), team(laid, jaan)
    for words in ("/pin", "471983"):
        await laid.say("mari", words)
    await jaan.open(his)
    await jaan.write("The bus comes too late")
    assert shown(jaan) == [("You", "The bus comes too late")]
    await laid.wait(minutes=16)

    await mari.open(hers)
    assert shown(mari) == []
    await mari.write("I am somebody who found this phone")
    await jaan.open(his)
    assert shown(jaan) == [("You", "The bus comes too late")]

    await mari.open(own)
    await laid.say("mari", "471983")
    await mari.open(hers)
    assert shown(mari) == [("class teacher", "The bus comes too late")]
