"""Links: who gets in by which, and what everybody else is told."""

from dataclasses import replace
from uuid import uuid4

from casework.disclosure import InfoClass
from tests import stories
from tests.asked import work_on
from tests.phones.http import HttpPhone
from tests.phones.pages import PagePhones
from tests.table import Table


def chat(laid: Table, phones: PagePhones, address: str) -> str:
    return f"{phones.pages.url}/chat/{laid.people[address].id}"


async def invited(laid: Table) -> str:
    await laid.say("mari", "/invite")
    await laid.say("mari", "Liis Lepik")
    for label in ("speech therapist", "education", "no organisation"):
        await laid.press("mari", label)
    await laid.say("mari", "Speech therapy")
    for label in ("required", "English"):
        await laid.press("mari", label)
    return laid.last("mari").rpartition("/join/")[2]


async def test_a_personal_link_is_kept_in_a_cookie_of_that_page_alone(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    answer = await stranger.session.get(f"{phones.pages.url}/l/link-of-kati")
    cookie = answer.headers["Set-Cookie"]
    assert f"Path=/chat/{laid.people['kati'].id}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "link-of-kati" not in await answer.text()


async def test_another_persons_link_opens_nothing(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    cookie = {"umarlaud": "link-of-kati"}
    jaans = await stranger.session.get(chat(laid, phones, "jaan"), cookies=cookie)
    nobodys = await stranger.session.get(
        f"{phones.pages.url}/chat/{uuid4()}", cookies=cookie
    )
    assert jaans.status == nobodys.status == 404
    assert await jaans.text() == await nobodys.text()


async def test_a_page_without_a_link_is_closed(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    for path in ("", "/live", "/events", "/files/1/0"):
        answer = await stranger.session.get(chat(laid, phones, "kati") + path)
        assert answer.status == 404
    for path in ("/message", "/press"):
        answer = await stranger.session.post(chat(laid, phones, "kati") + path)
        assert answer.status == 404


async def test_a_revoked_link_opens_nothing_any_more(
    laid: Table, kati: HttpPhone
) -> None:
    async with laid.database.transaction(laid.clock()) as tx:
        await tx.addresses.revoke_links(laid.people["kati"].id)
    await kati.open(kati.url)
    assert kati.status == 404


async def test_looking_at_an_invitation_does_not_use_it_up(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    link = f"{phones.pages.url}/join/{await invited(laid)}"
    for _ in range(3):
        await stranger.open(link)
    assert "Mis keeles?" in stranger.page.text
    assert "Liis" not in stranger.page.text

    (form,) = stranger.page.all("form")
    await stranger.submit(form, speaks="en")

    assert "You have been invited to the network" in stranger.page.text
    assert "K7-4F2Q" not in stranger.page.text
    await stranger.press("I have read this and will keep to it")
    await stranger.open(stranger.url)
    assert "K7-4F2Q" in stranger.page.text


async def test_used_and_unknown_links_get_the_same_page(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    link = f"{phones.pages.url}/join/{await invited(laid)}"
    liis = HttpPhone()
    await liis.open(link)
    await liis.begin()
    await liis.close()

    pages = []
    for address in (link, f"{phones.pages.url}/join/never", f"{phones.pages.url}/l/x"):
        answer = await stranger.session.get(address)
        assert answer.status == 404
        pages.append(await answer.text())
    assert len(set(pages)) == 1
    assert "by invitation" in pages[0]


async def test_joining_again_after_a_lost_answer_opens_the_same_chat(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    await stranger.open(f"{phones.pages.url}/join/{await invited(laid)}")
    (form,) = stranger.page.all("form")
    invitation = stranger.url
    await stranger.submit(form, speaks="et")
    first = stranger.url
    stranger.url = invitation
    await stranger.submit(form, speaks="et")
    assert stranger.url == first
    assert stranger.status == 200


async def test_guessing_links_ends_in_a_pause(
    laid: Table, phones: PagePhones, stranger: HttpPhone, kati: HttpPhone
) -> None:
    assert phones.pages.site is not None
    guesses = phones.pages.site.limits.guesses
    guesses.burst, guesses.per_second = 5, 0
    statuses = []
    for number in range(7):
        await stranger.open(f"{phones.pages.url}/l/guess{number}")
        statuses.append(stranger.status)
    assert statuses == [404] * 5 + [429] * 2
    assert "wait a minute" in stranger.page.text


async def test_who_has_left_reads_the_goodbye_and_then_nothing(
    laid: Table, kati: HttpPhone
) -> None:
    await laid.say("kati", "/help")
    await laid.wait(minutes=1)
    await stories.leaves(laid, "kati")

    await kati.open(kati.url)
    assert "no longer in this network" in kati.page.text
    assert "/help" not in kati.page.text
    assert "K7-4F2Q" not in kati.page.text
    assert kati.page.all("form") == []
    await laid.wait(days=1, seconds=1)
    await kati.open(kati.url)
    assert kati.status == 404


async def test_what_was_shown_leaves_the_page_once_it_may_not_be_seen(
    laid: Table, kati: HttpPhone
) -> None:
    await laid.say("kati", "/network")
    assert "Jaan Jõgi" in (await kati.see()).text

    async with laid.database.transaction(laid.clock()) as tx:
        member = await tx.members.get(laid.members["kati"].id)
        limit = frozenset({InfoClass.NETWORK})
        await tx.members.keep(replace(member, sharing_limit=limit))

    assert "Jaan Jõgi" not in (await kati.see()).text


async def test_a_summary_leaves_the_page_once_a_part_of_it_may_not_be_seen(
    laid: Table, kati: HttpPhone
) -> None:
    goal = await work_on(laid, "jaan", "Reads aloud")
    await laid.say("kati", "/summary")
    assert f"What helps: {goal.text}" in (await kati.see()).text

    async with laid.database.transaction(laid.clock()) as tx:
        member = await tx.members.get(laid.members["kati"].id)
        limit = frozenset({InfoClass.TASKS_ALL})
        await tx.members.keep(replace(member, sharing_limit=limit))

    assert "What helps" not in (await kati.see()).text
    await laid.say("kati", "/summary")
    assert goal.text in (await kati.see()).text
