"""A mother checks in on her phone: asked, answered, thanked."""

from tests.asked import begin_rhythm
from tests.table import Table, at

SUNDAY = at("2026-11-29 18:00")


async def test_a_mother_is_asked_answers_and_is_thanked(network: Table) -> None:
    await begin_rhythm(network, "kati")

    await network.until(SUNDAY)
    assert "How was your week?" in network.last("kati")
    await network.press("kati", "Hard")
    await network.press("kati", "I manage")
    await network.press("kati", "Yes")
    await network.say("kati", "He sleeps better since Tuesday")

    assert "Thank you for answering" in network.last("kati")
