"""The page of an invitation, opened from a mail: a look changes nothing."""

from casework.roundtables import Reply, Seat, Source
from tests.mail.stories import invited_by_link, leave
from tests.phones.http import HttpPhone
from tests.phones.pages import PagePhones
from tests.roundtable_stories import roundtable
from tests.stories import close
from tests.table import Table, at


async def seat_of(table: Table, who: str) -> Seat:
    return (await roundtable(table)).seat_of(table.people[who].id)


async def opened_by(
    table: Table, phones: PagePhones, phone: HttpPhone, who: str
) -> HttpPhone:
    _, secrets = await invited_by_link(table)
    await phone.open(f"{phones.pages.url}/roundtable/{secrets[who]}")
    return phone


async def test_check_52_who_answers_on_the_page_has_answered_everywhere(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    page = await opened_by(laid, phones, stranger, "kati")
    assert "Monday 7 December at 08:00 (Europe/Tallinn, UTC+2)" in page.page.text
    assert "You are needed there" in page.page.text
    assert (await seat_of(laid, "kati")).reply is None

    (form,) = page.page.all("form", "knobs")
    note = "My shift ends at ten"
    await page.submit(form, reply="declines", note=note)

    assert "You have said that you cannot come." in page.page.text
    kept = await seat_of(laid, "kati")
    assert (kept.reply, kept.replied_by) == (Reply.DECLINES, Source.PAGE)
    await laid.phones.look(laid)
    assert "Kati Kask (parent) cannot come" in laid.last("mari")
    assert note in laid.last("mari")
    assert "you cannot come on Monday 7 December" in laid.last("kati")
    await laid.press("kati", "I can come after all")
    await page.open(page.url)
    assert "You have said that you come." in page.page.text


async def test_a_scanner_that_opens_every_link_answers_nothing(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    page = await opened_by(laid, phones, stranger, "kati")
    for method in ("get", "head"):
        await page.session.request(method, page.url)
        await page.session.request(method, f"{page.url}?reply=declines")

    assert (await seat_of(laid, "kati")).reply is None


async def test_an_answer_from_an_old_page_does_not_count_for_the_new_time(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    page = await opened_by(laid, phones, stranger, "kati")
    await laid.say("mari", "/roundtable")
    await laid.press("mari", "Move it")
    await laid.say("mari", "9.12.2026 14:00")
    await laid.press("mari", "Yes, that is what I mean")

    (form,) = page.page.all("form", "knobs")
    await page.submit(form, reply="comes")

    assert "Wednesday 9 December at 14:00" in page.page.text
    assert (await seat_of(laid, "kati")).reply is None


async def test_the_page_ends_with_its_reader_s_place_and_with_the_case(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    page = await opened_by(laid, phones, stranger, "jaan")
    (form,) = page.page.all("form", "knobs")
    await leave(laid, "jaan")
    await page.submit(form, reply="comes")
    assert page.status == 404
    assert (await seat_of(laid, "jaan")).reply is None

    _, secrets = await invited_by_link(laid)
    await close(laid, "mari")
    await page.open(f"{phones.pages.url}/roundtable/{secrets['kati']}")
    assert page.status == 404


async def test_what_is_over_cannot_be_answered_and_a_code_is_not_taken(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    page = await opened_by(laid, phones, stranger, "kati")
    (form,) = page.page.all("form", "knobs")
    await page.submit(form, reply="comes", note="Code 47101010033 and <b>bold</b>")
    assert page.status == 422
    assert "personal code" in page.page.text
    assert "bold" in page.page.text
    assert (await seat_of(laid, "kati")).reply is None

    await laid.until(at("2026-12-07 08:01"))
    await page.open(page.url)
    assert page.page.all("form", "knobs") == []
