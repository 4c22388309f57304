"""What is shown to a person: words, buttons, pictures and files."""

from dataclasses import dataclass
from datetime import datetime

from casework.disclosure import InfoClass, Right
from casework.ids import CaseId, PersonId
from handlers.actions import Action


@dataclass(frozen=True, slots=True)
class Button:
    """A labelled choice: what it does, or the page it opens."""

    label: str
    action: Action | None = None
    url: str = ""
    ticked: bool = False
    app: bool = False
    """Opened inside the chat's own app, which says to the page who it is."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or a file beside the words, with the same facts in words."""

    name: str
    media_type: str
    content: bytes
    alt: str
    for_others: bool = False
    """Made to be passed on: it may be forwarded and saved."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a picture: whose it is, and a sign for each column; no name."""

    label: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a picture: a question, and the rows that answer it."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture still to be drawn, with the same facts in words.

    The signs are "+", "=", "-" and "?" for better, same, worse, cannot say;
    "3/4" for three of four, "3/4!" where that cell is marked; several in one cell
    follow each other. In the legend "/" stands for all of them, "!" for the mark.
    """

    name: str
    columns: tuple[str, ...]
    panels: tuple[Panel, ...]
    legend: tuple[tuple[str, str], ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Text:
    """The words, and the buttons under them, one row each."""

    body: str
    buttons: tuple[Button, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    charts: tuple[Chart, ...] = ()
    """Drawn by the postman just before sending; networks see attachments only."""
    subject: str = ""
    """The line above a mail; elsewhere the words stand alone."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """Where among several people somebody asked, to be answered for them alone."""

    address: str
    by: str = ""
    """The network's own reference of the asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One message handed to a network: the text with the buttons' tokens.

    `id` is the same for every attempt; a network that can, shows it once.
    `replaces` is the network's own reference of an earlier message to be
    changed into this one instead of adding a new one.
    """

    id: int
    address: str
    text: Text
    tokens: tuple[str, ...] = ()
    replaces: str = ""
    parts: tuple[str, ...] = ()
    """What was shown before the message it replaces, as parts of it."""
    private: bool = True
    """Hold the text back from forwarding and saving, where that is possible."""
    to: PersonId | None = None
    """Whose message this is; None in a team chat and to a stranger."""
    case: CaseId | None = None
    shows: InfoClass | None = None
    """What a network that keeps its own history asks again before showing it."""
    needs: frozenset[Right] = frozenset()
    """Every right that it asks then, where one message shows things of many kinds."""
    made_at: datetime | None = None
    """When a mail was written; its later attempts say the same."""
    aside: Whisper | None = None
    """Show it there as well, to the reader alone, if the network can."""
