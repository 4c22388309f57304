"""Pictures are drawn by a child process, and fail softly."""

import asyncio
import struct
import sys
from typing import Any

import pytest

from bot.exports import charts
from bot.text import Chart, Panel, Row, Text

CHART = Chart(
    name="K7-4F2Q.png",
    columns=("2.11", "9.11"),
    panels=(
        Panel("Eesmärk 1", (Row("õpetaja", ("+", "=-")), Row("родитель", ("?", "")))),
        Panel("Vastused", (Row("vastatud", ("3/4", "")),)),
    ),
    legend=(("+", "parem"), ("-", "halvem")),
    alt="õpetaja: parem",
)


async def test_a_chart_becomes_a_picture_as_wide_as_a_phone_sees_sharply() -> None:
    picture = await charts.draw(CHART)

    width, height = struct.unpack(">II", picture[16:24])
    assert width == 720
    assert 200 < height < 1000


async def test_the_words_of_a_picture_travel_with_it() -> None:
    text = await charts.drawn(Text("Body", charts=(CHART,)))

    (attachment,) = text.attachments
    assert attachment.alt == "õpetaja: parem"
    assert text.charts == ()


async def test_without_a_picture_the_words_go_out_alone() -> None:
    broken = Chart("x.png", ("1",), (Panel("t", (Row("r", ("§",)),)),), (), "alt")

    text = await charts.drawn(Text("Body", charts=(broken,)))

    assert text == Text("Body")


async def test_the_child_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []
    start = asyncio.create_subprocess_exec

    async def watched(*arguments: str, **options: Any) -> asyncio.subprocess.Process:
        given.append(options["env"])
        return await start(*arguments, **options)

    monkeypatch.setenv("UMARLAUD_MASTER_KEY", "secret")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
    await charts.draw(CHART)

    assert given == [{"MPLBACKEND": "Agg"}]


def test_the_program_itself_never_loads_the_plotting_library() -> None:
    assert "matplotlib" not in sys.modules
