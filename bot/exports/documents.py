"""Documents for the files of a municipality, and the same as one block of plain text."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Docx

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Part:
    """A part under its own heading: lines, or a table with a head."""

    title: str
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document in words: a neutral title, facts, parts, and who made it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    origin: str


def docx(document: Document) -> bytes:
    """Return the document as a DOCX; in its properties stands nothing but the title."""
    # Half a second of import for a file now and then: not at the start.
    import docx as library  # noqa: PLC0415

    file = library.Document()
    properties = file.core_properties
    properties.title, properties.author = document.title, "Ümarlaud"
    properties.comments = ""
    file.add_heading(document.title, level=1)
    for name, value in document.facts:
        paragraph = file.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)
    for part in document.parts:
        _add(file, part)
    file.add_paragraph().add_run(document.origin).italic = True
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def plain(document: Document) -> str:
    """Return the document as one block of text, to be copied."""
    blocks = ["\n".join([document.title, *(f"{n}: {v}" for n, v in document.facts)])]
    for part in document.parts:
        rows = (_line(number, row) for number, row in enumerate(part.rows, start=1))
        blocks.append("\n".join([part.title, *part.lines, *rows]))
    return "\n\n".join([*blocks, document.origin])


def _line(number: int, row: tuple[str, ...]) -> str:
    return f"{number}. " + "; ".join(cell for cell in row[1:] if cell)


def _add(file: "Docx", part: Part) -> None:
    file.add_heading(part.title, level=2)
    for line in part.lines:
        file.add_paragraph(line)
    if not part.rows:
        return
    table = file.add_table(rows=1, cols=len(part.head), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, part.head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in part.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
