"""Reads a page of the program as a phone shows it, without a browser."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from bot.networks.console import Bubble
from bot.text import Attachment, Button, Text
from handlers.actions import Run

PRESSABLE = Run(command="shown on a page")
"""Stands for the action of a button, which no page ever holds."""


@dataclass(slots=True)
class Element:
    """An element of a page, with what lies in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def all(self, tag: str = "", kind: str = "", **having: str) -> list["Element"]:
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            fits = tag in {"", child.tag} and (not kind or kind in child.classes)
            if fits and having.items() <= child.attributes.items():
                found.append(child)
            found += child.all(tag, kind, **having)
        return found


class _Reader(HTMLParser):
    _EMPTY = frozenset({"meta", "link", "img", "input", "br", "path", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("page")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in self._EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def bubbles(page: Element) -> list[Bubble]:
    """Return what the program has written on this page, and what it now refuses."""
    shown = [_bubble(b) for b in page.all("article", "theirs")]
    notices = [n.text for n in page.all("p", id="notice") if n.text]
    sentences = [s.text for s in page.all("p", "sentence")]
    return shown + [
        Bubble(f"page{number}", Text(said), ())
        for number, said in enumerate(notices + sentences)
    ]


def _bubble(article: Element) -> Bubble:
    knobs = article.all("button") + article.all("a", "knob")
    buttons = tuple(
        Button(
            knob.text.strip(),
            PRESSABLE if knob.tag == "button" else None,
            knob.attributes.get("href", ""),
            knob.attributes.get("aria-pressed") == "true",
        )
        for knob in knobs
    )
    body = "".join(words.text for words in article.all("p", "words"))
    return Bubble(
        article.attributes["data-ref"],
        Text(body, buttons, _files(article)),
        tuple(k.attributes["value"] for k in knobs if k.tag == "button"),
        settled=bool(article.all("p", "chosen")),
    )


def _files(article: Element) -> tuple[Attachment, ...]:
    pictures = [
        Attachment("", "image/png", b"", picture.attributes["alt"])
        for picture in article.all("img", "picture")
    ]
    files = [
        Attachment(file.attributes["download"], "", b"", file.text.strip())
        for file in article.all("a", "file")
    ]
    return (*pictures, *files)


def files_of(page: Element, bubble: Bubble) -> list[str]:
    """Return where the files of a bubble are, pictures first."""
    found = page.all("article", **{"data-ref": bubble.ref})
    pictures = [p.attributes["src"] for a in found for p in a.all("img", "picture")]
    return pictures + [f.attributes["href"] for a in found for f in a.all("a", "file")]


def with_content(bubble: Bubble, contents: list[tuple[str, bytes]]) -> Bubble:
    """Return the bubble with the files that its addresses gave."""
    files = tuple(
        replace(file, media_type=kind, content=content)
        for file, (kind, content) in zip(bubble.text.attachments, contents, strict=True)
    )
    return replace(bubble, text=replace(bubble.text, attachments=files))
