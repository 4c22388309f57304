"""Bad input gets a clear answer and loses nothing."""

import pytest

from casework.roles import Role
from handlers.incoming import Incoming
from tests import stories
from tests.table import Table

CODE = "60001019906"
"""A published demo code (casework.md D12)."""


async def test_a_command_without_a_case_lets_choose_it(network: Table) -> None:
    other = await network.case("mari", "C2-8HHP")
    assert other.code
    await network.say("mari", "/team")
    assert network.last("mari") == "Which case?"
    assert network.labels("mari") == ["C2-8HHP", "K7-4F2Q"]
    await network.press("mari", "C2-8HHP")
    assert network.last("mari").startswith("C2-8HHP: in the team chat")


async def test_a_command_of_the_case_manager_offers_only_cases_they_lead(
    network: Table,
) -> None:
    other = await stories.led_by(network, "piret")
    await network.seat("mari", "Mari Maasikas", other, Role.CHILD_PROTECTION_WORKER)
    await network.case("mari", "C2-8HHP")
    await network.say("mari", "/invite")
    assert network.labels("mari") == ["C2-8HHP", "K7-4F2Q"]
    await network.say("mari", "/invite B3-9XWM")
    assert network.last("mari") == "Only the case manager can do this."


async def test_an_unknown_code_lets_choose_among_ones_own(network: Table) -> None:
    await network.say("kati", "/team X9-XXXX")
    assert network.labels("kati") == ["K7-4F2Q"]


async def test_the_code_of_anothers_case_tells_nothing(network: Table) -> None:
    await network.say("kati", "/team B3-9XWM")
    first = network.texts("kati")
    network.clear()
    await network.say("kati", "/team B3-0000")
    assert network.texts("kati") == first


async def test_a_closed_case_says_so(network: Table) -> None:
    await stories.close(network, "mari")
    await network.say("kati", "/team")
    assert "closed" in network.last("kati")


async def test_a_button_of_a_closed_case_does_nothing(network: Table) -> None:
    await network.say("kati", "Please read this")
    await network.press("kati", "Yes, pass it on")
    await stories.close(network, "mari")
    await network.press("mari", "Show")
    assert "closed" in network.last("mari")


@pytest.mark.parametrize("word", ["/nonsense", "/", "/newcase@bot2 x y", "/INVITE"])
async def test_a_wrong_command_is_answered(table: Table, word: str) -> None:
    await table.manager("mari", "Mari Maasikas")
    await table.say("mari", word)
    assert len(table.texts("mari")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> <script>alert(1)</script> & more",
        "*not* _markdown_ [here](https://evil.example) `code`",
        "מה שלומך",
        "😀🏽‍♀️",
        "{name} %s {0}",
    ],
)
async def test_text_is_kept_as_it_was_written(network: Table, text: str) -> None:
    await network.say("kati", text)
    await network.press("kati", "Yes, pass it on")
    await network.press("mari", "Show")
    assert f"“{text}”" in network.last("mari")


async def test_what_is_hidden_in_a_text_is_taken_out(network: Table) -> None:
    await network.say("kati", "a\x00b \u202eevil\u202c c")
    await network.press("kati", "Yes, pass it on")
    await network.press("mari", "Show")
    assert "“ab evil c”" in network.last("mari")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x" * 100_000, "100000 characters"),
        ("", "no words"),
        ("   \n\t ", "no words"),
        ("\x00\x01", "no words"),
    ],
)
async def test_what_cannot_be_kept_is_said(
    network: Table, text: str, answer: str
) -> None:
    await network.say("kati", text)
    assert answer in network.last("kati")


async def test_a_personal_code_is_kept_nowhere(network: Table) -> None:
    await network.say("kati", f"His code is {CODE}")
    assert "personal code" in network.last("kati")
    assert CODE not in " ".join(network.texts("kati"))
    await network.say("mari", "/tasks")
    assert network.last("mari") == "Nothing waits for you."


@pytest.mark.at_console
async def test_every_altered_button_is_refused(network: Table) -> None:
    await network.say("kati", "Some words")
    token = network.screen("kati")[-1].tokens[0]
    bits = [(place, bit) for place in range(len(token)) for bit in range(7)]
    for place, bit in bits[::5]:
        forged = (
            token[:place] + chr(ord(token[place]) ^ (1 << bit)) + token[place + 1 :]
        )
        incoming = Incoming(
            network="console",
            key=f"forged-{place}-{bit}",
            address="kati",
            pressed=forged,
        )
        await network.assistant.receive(incoming)
    await network.settle()
    refusals = [
        t for t in network.texts("kati") if t == "This is not available to you."
    ]
    assert len(refusals) == len(bits[::5])


@pytest.mark.parametrize(
    "token", ["1.0", "9" * 30 + ".0.abc", "-1.0.ab", "1.999.00", "x"]
)
async def test_a_made_up_button_is_refused(network: Table, token: str) -> None:
    await network.say("kati", pressed=token)
    assert network.last("kati") == "This is not available to you."


async def test_a_button_works_only_for_who_was_shown_it(network: Table) -> None:
    await network.say("kati", "Some words")
    token = network.screen("kati")[-1].tokens[0]
    await network.say("jaan", pressed=token)
    assert network.last("jaan") == "This is not available to you."
    # One behind which no other check stands: it would change his language.
    await network.say("kati", "/language")
    await network.say("jaan", pressed=network.screen("kati")[-1].tokens[-1])
    assert network.last("jaan") == "This is not available to you."


async def test_a_button_pressed_twice_is_taken_once(network: Table) -> None:
    await network.say("kati", "Some words")
    await network.press("kati", "Yes, pass it on")
    await network.press("kati", "Yes, pass it on")
    assert network.last("kati").startswith("This has been answered already")


async def test_what_was_begun_can_be_given_up(network: Table) -> None:
    await network.say("mari", "/invite")
    await network.say("mari", "/cancel")
    assert network.last("mari").startswith("Given up")
    await network.say("mari", "/cancel")
    assert network.last("mari").startswith("Nothing is being asked")


async def test_an_answer_can_be_taken_back(network: Table) -> None:
    await network.say("mari", "/invite")
    assert "Back" not in network.labels("mari")
    await network.say("mari", "Katti Kask")
    await network.press("mari", "Back")
    assert network.last("mari") == "Whom do you invite? Write the name."


@pytest.mark.at_console
async def test_a_machine_is_not_heard(network: Table) -> None:
    await network.receive(
        Incoming(network="console", key="b1", address="kati", text="hi", from_bot=True)
    )
    assert network.texts("kati") == []


@pytest.mark.at_console
async def test_who_writes_like_a_machine_is_told_once(network: Table) -> None:
    for number in range(200):
        await network.assistant.receive(
            Incoming(network="console", key=f"m{number}", address="kati", text="/help")
        )
    await network.settle()
    told = [text for text in network.texts("kati") if "short time" in text]
    assert len(told) == 1
    assert len(network.texts("kati")) == 121
    await network.wait(minutes=11)
    network.clear()
    await network.say("kati", "/help")
    assert len(network.texts("kati")) == 1


async def test_a_cry_for_help_in_a_text_too_long_to_keep_is_heard(
    network: Table,
) -> None:
    await network.say("kati", "He hits me. " * 2000)

    assert "112" in " ".join(network.texts("kati"))
    assert "at most 4000" in " ".join(network.texts("kati"))
    assert "danger" in " ".join(network.texts("mari"))
