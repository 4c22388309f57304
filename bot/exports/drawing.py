"""Draws one chart: JSON on standard input, a PNG on standard output.

A program of its own: `python -m bot.exports.drawing`. It knows no name and no
case, only roles, weeks and signs. Made to be read on a phone 360 pixels wide.
"""

import json
import sys
import textwrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

_WIDTH = 3.6
"""Inches; at 200 dots each, 720 pixels: two for each of a narrow phone."""
_DPI = 200
_ROW = 0.30
_TITLE = 0.2
_LABELS = 0.31
"""The share of the width that the roles take."""

_INK, _QUIET, _BAND, _GRID = "#1d2733", "#5b6673", "#f3f5f7", "#d9dee4"
_SIGNS = {
    "+": ("^", "#0b6e69", True),
    "=": ("o", "#6b7785", True),
    "-": ("v", "#b4500a", True),
    "?": ("o", "#6b7785", False),
    "/": ("s", "#bfe3e0", True),
    "!": ("s", "#0b6e69", True),
}
"""Marker, colour and whether it is filled; shapes tell them apart without colour."""
_FEW = 8
"""Columns up to which there is room for "3/4"."""


def main() -> None:
    """Draw the chart that comes in."""
    figure = draw(json.load(sys.stdin))
    figure.savefig(sys.stdout.buffer, format="png", dpi=_DPI, facecolor="white")


def draw(chart: dict[str, Any]) -> Figure:
    """Return the chart as a figure."""
    heights = [_height(panel) for panel in chart["panels"]]
    foot = 0.52
    figure = Figure(figsize=(_WIDTH, sum(heights) + foot))
    top = sum(heights) + foot
    reach = top
    for panel, height in zip(chart["panels"], heights, strict=True):
        title, rows = _title(panel), len(panel["rows"])
        bottom = reach - height + 0.06
        box = (_LABELS, bottom / top, 0.985 - _LABELS, rows * _ROW / top)
        filled = any(sign == "/" for sign, _word in chart["legend"])
        _panel(figure.add_axes(box), panel, chart["columns"], filled=filled)
        figure.text(
            0.02,
            (bottom + rows * _ROW + 0.06) / top,
            title,
            fontsize=8.5,
            fontweight="bold",
            color=_INK,
            va="bottom",
            linespacing=1.25,
        )
        reach -= height
    _columns(figure.axes[-1], chart["columns"])
    _legend(figure, chart["legend"], top)
    return figure


def _title(panel: dict[str, Any]) -> str:
    lines = textwrap.wrap(panel["title"], 44) or [""]
    return "\n".join(lines[:2]) + (" …" if len(lines) > 2 else "")  # noqa: PLR2004 - two lines


def _height(panel: dict[str, Any]) -> float:
    lines = _title(panel).count("\n") + 1
    return lines * _TITLE + len(panel["rows"]) * _ROW + 0.16


def _panel(
    axes: Axes, panel: dict[str, Any], columns: list[str], *, filled: bool
) -> None:
    rows = panel["rows"]
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    for number, row in enumerate(rows):
        if number % 2 == 0:
            axes.axhspan(number - 0.5, number + 0.5, color=_BAND, lw=0)
        for column, signs in enumerate(row["signs"]):
            if filled and "/" in signs:
                _fill(axes, column, number, signs)
            _signs(axes, column, number, signs, len(columns))
    axes.set_yticks(range(len(rows)), [_short(row["label"]) for row in rows])
    axes.set_xticks([])
    size = 7.5 if len(columns) <= _FEW else 8.0
    axes.tick_params(length=0, pad=4, labelsize=size, labelcolor=_INK)
    for side in axes.spines.values():
        side.set_visible(False)
    for edge in range(len(columns) + 1):
        axes.axvline(edge - 0.5, color=_GRID, lw=0.5, zorder=0.5)


def _short(label: str) -> str:
    lines = (line for part in label.split("\n") for line in textwrap.wrap(part, 16))
    return "\n".join(list(lines)[:2])


def _fill(axes: Axes, column: int, row: int, signs: str) -> None:
    """Fill a cell in which nobody is missing, and one that is marked."""
    some, _, all_ = signs.rstrip("!").partition("/")
    sign = "!" if signs.endswith("!") else "/"
    if sign == "!" or some == all_:
        corner = (column - 0.5, row - 0.5)
        axes.add_patch(Rectangle(corner, 1, 1, color=_SIGNS[sign][1], lw=0))


def _signs(axes: Axes, column: int, row: int, signs: str, columns: int) -> None:
    if "/" in signs:
        marked = signs.endswith("!")
        axes.text(
            column,
            row,
            _figures(signs, columns),
            ha="center",
            va="center",
            fontsize=7.5 if columns <= _FEW else 10,
            color="white" if marked else _INK,
            fontweight="bold" if marked else "normal",
        )
        return
    for place, sign in enumerate(signs):
        marker, colour, filled = _SIGNS[sign]
        offset = (place - (len(signs) - 1) / 2) * 0.3
        axes.plot(
            column + offset,
            row,
            marker=marker,
            markersize=6.5,
            color=colour,
            markerfacecolor=colour if filled else "white",
            linestyle="none",
        )


def _figures(signs: str, columns: int) -> str:
    """Return what fits: in many columns the first figure; the title says of what."""
    figures = signs.rstrip("!")
    return figures.partition("/")[0] if columns > _FEW else figures


def _columns(axes: Axes, columns: list[str]) -> None:
    axes.set_xticks(range(len(columns)), columns)
    size = 7 if len(columns) <= _FEW else 8.5
    axes.tick_params(axis="x", labelsize=size, labelcolor=_QUIET, pad=3)


def _legend(figure: Figure, legend: list[list[str]], top: float) -> None:
    handles = []
    axes = figure.axes[-1]
    for sign, _word in legend:
        marker, colour, filled = _SIGNS[sign]
        (handle,) = axes.plot(
            [],
            [],
            marker=marker,
            color=colour,
            markerfacecolor=colour if filled else "white",
            linestyle="none",
            markersize=6,
        )
        handles.append(handle)
    if handles:
        figure.legend(
            handles,
            [word for _sign, word in legend],
            loc="lower center",
            bbox_to_anchor=(0.5, 0.03 / top),
            ncols=len(handles),
            frameon=False,
            fontsize=7,
            labelcolor=_QUIET,
            handletextpad=0.1,
            columnspacing=1.0,
        )


if __name__ == "__main__":
    main()
