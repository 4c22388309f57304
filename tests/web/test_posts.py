"""What people send from their page, and what is not taken from anywhere else."""

import io
import re

import pytest
from sqlalchemy import text

from tests.phones.http import HttpPhone
from tests.phones.pages import PagePhones
from tests.phones.reading import Element
from tests.table import Table

CODE = "38001085718"
"""A published example of an Estonian personal code."""
KEY = "0123456789abcdef"


def composer(phone: HttpPhone) -> Element:
    (form,) = phone.page.all("form", id="composer")
    return form


def secret(phone: HttpPhone) -> str:
    (field,) = composer(phone).all("input", name="csrf")
    return field.attributes["value"]


def own_words(phone: HttpPhone) -> list[str]:
    mine = phone.page.all("article", "mine")
    return ["".join(words.text for words in b.all("p", "words")) for b in mine]


async def inbox(laid: Table) -> int:
    async with laid.database.engine.connect() as connection:
        found = await connection.scalar(text("SELECT count(*) FROM inbox"))
        return int(found or 0)


async def test_words_stand_on_the_page_and_get_an_answer(kati: HttpPhone) -> None:
    await kati.write("/help")
    assert own_words(kati) == ["/help"]
    assert "All commands" in kati.page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_post_from_another_site_changes_nothing(
    laid: Table, kati: HttpPhone, headers: dict[str, str]
) -> None:
    fields = {"text": "/stop", "key": KEY, "csrf": secret(kati)}
    answer = await kati.session.post(
        f"{kati.url}/message", data=fields, headers=headers
    )
    assert answer.status == 403
    assert await inbox(laid) == 0


@pytest.mark.parametrize("csrf", ["", "wrong"])
async def test_a_post_without_the_pages_secret_changes_nothing(
    laid: Table, kati: HttpPhone, csrf: str
) -> None:
    fields = {"text": "/stop", "key": KEY, "csrf": csrf}
    answer = await kati.session.post(f"{kati.url}/message", data=fields)
    assert answer.status == 403
    assert await inbox(laid) == 0


async def test_one_persons_secret_is_worth_nothing_to_another(
    laid: Table, kati: HttpPhone, jaan: HttpPhone
) -> None:
    fields = {"text": "/stop", "key": KEY, "csrf": secret(jaan)}
    answer = await kati.session.post(f"{kati.url}/message", data=fields)
    assert answer.status == 403
    assert await inbox(laid) == 0


async def test_a_repeat_of_a_post_changes_nothing(laid: Table, kati: HttpPhone) -> None:
    fields = {"text": "/help", "key": KEY, "csrf": secret(kati)}
    for _ in range(3):
        answer = await kati.session.post(f"{kati.url}/message", data=fields)
        assert answer.status == 200
    await kati.open(kati.url)
    assert own_words(kati) == ["/help"]
    assert len(kati.page.all("article", "theirs")) == 1


async def test_the_same_key_of_two_people_is_two_posts(
    laid: Table, kati: HttpPhone, jaan: HttpPhone
) -> None:
    for phone in (kati, jaan):
        fields = {"text": "/help", "key": KEY, "csrf": secret(phone)}
        await phone.session.post(f"{phone.url}/message", data=fields)
    assert await inbox(laid) == 2


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "**bold** _it_ [link](javascript:alert(1))",
        "</textarea></p></article><h1>x</h1>",
        "שלום עולם",
        "😀👩‍👩‍👧",
        "{{ 7 * 7 }} {% raw %}",
    ],
)
async def test_words_are_shown_as_they_were_typed(kati: HttpPhone, words: str) -> None:
    await kati.write(words)
    assert own_words(kati) == [words]
    assert kati.page.all("script") == [
        script for script in kati.page.all("script") if "src" in script.attributes
    ]


async def test_what_cannot_be_seen_is_left_out(kati: HttpPhone) -> None:
    await kati.write("a\x00b\u202ec")
    assert own_words(kati) == ["abc"]


async def test_too_many_words_stay_where_they_were_typed(
    laid: Table, kati: HttpPhone
) -> None:
    words = "<b>õ" * 25_000
    await kati.write(words)
    assert kati.status == 422
    (box,) = kati.page.all("textarea")
    assert box.text == words
    (notice,) = kati.page.all("p", id="notice")
    assert "100000 characters" in notice.text
    assert notice.attributes["role"] == "alert"
    assert await inbox(laid) == 0


async def test_far_too_many_words_get_a_sentence(kati: HttpPhone) -> None:
    answer = await kati.session.post(
        f"{kati.url}/message",
        data=io.BytesIO(b"text=" + b"o" * 3_000_000),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status == 413
    assert "shorter parts" in await answer.text()


@pytest.mark.parametrize("words", ["", "   \n ", "\x00"])
async def test_no_words_get_a_sentence(
    laid: Table, kati: HttpPhone, words: str
) -> None:
    await kati.write(words)
    assert "There were no words" in kati.page.text
    assert await inbox(laid) == 0


async def test_a_personal_code_is_kept_nowhere(laid: Table, kati: HttpPhone) -> None:
    await kati.write(f"His code is {CODE}")
    assert "Not kept" in kati.page.text
    assert CODE not in kati.page.text
    async with laid.database.reading(laid.clock()) as tx:
        chat = str(laid.people["kati"].id)
        (own, *_rest) = await tx.web_chats.before(chat, None, [], 10) or [None]
        mine = await tx.web_chats.since(chat, 0, [laid.members["kati"].case])
    assert own is None or CODE not in own.body
    assert all(CODE not in bubble.body for bubble in mine)


async def test_posting_very_fast_gets_a_sentence(
    laid: Table, phones: PagePhones, kati: HttpPhone
) -> None:
    assert phones.pages.site is not None
    posts = phones.pages.site.limits.posts
    posts.burst, posts.per_second = 2, 0
    csrf, statuses = secret(kati), []
    for number in range(3):
        fields = {"text": "/help", "key": f"{KEY}{number}", "csrf": csrf}
        answer = await kati.session.post(f"{kati.url}/message", data=fields)
        statuses.append(answer.status)
    assert statuses == [200, 200, 429]
    assert "wait a minute" in await answer.text()


async def test_a_database_out_of_reach_is_said_in_the_readers_language(
    laid: Table, kati: HttpPhone
) -> None:
    async with laid.database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE links RENAME TO gone"))
    fields = {"text": "Tere", "key": KEY, "csrf": secret(kati)}
    answer = await kati.session.post(
        f"{kati.url}/message", data=fields, headers={"Accept": "application/json"}
    )
    assert answer.status == 503
    assert "still here" in (await answer.json())["notice"]


async def test_everything_carries_the_headers_that_protect_it(
    laid: Table, phones: PagePhones, kati: HttpPhone
) -> None:
    (style,) = kati.page.all("link", rel="stylesheet")
    base = phones.pages.url
    for url in (
        base,
        kati.url,
        f"{base}/l/link-of-kati",
        f"{base}/l/unknown",
        f"{base}/nowhere",
        f"{base}/healthz",
        base + style.attributes["href"],
    ):
        answer = await kati.session.get(url)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"unsafe|https?:|\*", policy)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        kept = answer.headers["Cache-Control"]
        assert kept == "no-store" or "/static/" in url
        assert "Server" not in answer.headers


async def test_no_page_loads_anything_from_elsewhere(kati: HttpPhone) -> None:
    await kati.write("/help")
    for element in kati.page.all():
        for name in ("src", "href", "action"):
            address = element.attributes.get(name, "/")
            assert address.startswith(("/", "#", "tel:")), address
