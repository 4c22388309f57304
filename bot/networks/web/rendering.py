"""Pages and bubbles as HTML; everything anyone typed is escaped."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.languages import Words
from bot.networks.web.guard import Entered
from bot.wording.names import name_of
from storage.web_chats import Bubble, Knob

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_PICTURES = {"image/png", "image/jpeg"}
_EMERGENCY = r"\b112\b|\b116 111\b"
_CODE = re.compile(r"\b([0-9A-Z]{2}-[0-9A-Z]{4})\b")


@cache
def environment() -> Environment:
    """Return the templates; made once, when the first page is asked for."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static_url
    made.filters["whole_codes"] = whole_codes
    return made


@cache
def static_url(name: str) -> str:
    """Return the address of a style or script, new whenever its content is."""
    version = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{version}/{name}"


def whole_codes(title: str) -> Markup:
    """Return a title as HTML in which no case code breaks over two lines."""
    whole = Markup('<span class="code">{}</span>')
    pieces = enumerate(_CODE.split(title))
    return Markup("").join(whole.format(p) if i % 2 else p for i, p in pieces)


def page(template: str, words: Words, **values: Any) -> str:
    """Return a whole page in this language."""
    return (
        environment()
        .get_template(template)
        .render(_=words.gettext, lang=words.language, words=words, **values)
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: plain words, or words that open something."""

    text: str
    href: str = ""


def parts(body: str, ours: str) -> list[Part]:
    """Return the text cut where it names our own pages or an emergency number.

    No other address becomes a link: people's words are quoted in messages.
    """
    found = re.compile(rf"({re.escape(ours)}/[\w./\-]*[\w/]|{_EMERGENCY})")
    pieces = found.split(body)
    return [
        Part(piece, _href(piece) if index % 2 else "")
        for index, piece in enumerate(pieces)
        if piece
    ]


def _href(piece: str) -> str:
    return piece if "://" in piece else f"tel:{piece.replace(' ', '')}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What every bubble of one page needs beside itself."""

    entered: Entered
    web: str

    def one(self, bubble: Bubble) -> str:
        """Return one bubble as HTML."""
        words = self.entered.words
        local = bubble.at.astimezone(words.zone)
        return (
            environment()
            .get_template("bubble.html")
            .render(
                _=words.gettext,
                bubble=bubble,
                parts=parts(bubble.body, self.web),
                mine=bubble.writer == self.entered.room.viewer.person.id,
                role=name_of(f"role.{bubble.role}", words) if bubble.role else "",
                knobs=[] if bubble.settled else [k for k in bubble.knobs if _works(k)],
                chosen=_chosen(bubble),
                pictures=_PICTURES,
                base=self.entered.base,
                web=self.web,
                csrf=self.entered.csrf,
                key=uuid4().hex,
                day=local.date().isoformat(),
                day_name=words.long_day(local.date()),
                time=words.clock(local.time()),
            )
        )


def _works(knob: Knob) -> bool:
    return bool(knob.token) or knob.url.startswith(("https://", "http://", "/"))


def _chosen(bubble: Bubble) -> str:
    acting = [knob for knob in bubble.knobs if knob.token]
    if bubble.chosen is None or bubble.chosen >= len(acting):
        return ""
    return acting[bubble.chosen].label
