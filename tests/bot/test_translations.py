"""Every text exists in every language, with the same places to fill in."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.wording.names import NAMES

ROOT = Path(__file__).parents[2]
TRANSLATED = ("et", "ru")
KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
    "N_": None,
    "NC_": ((1, "c"), 2),
}
INFLECTING = {
    "et": r"(?i)\b(hiljemalt|kuni|enne|alates|pärast) \{(moment|deadline|until|since)\}",
    "ru": r"(?i)\b(до|позднее|с|после|к|на) \{(moment|deadline|until|since)\}",
}
"""Words after which a weekday would have to change its ending: dates are put in as they are."""
MAX_LABEL = 40
"""Characters a phone of 360 px shows of a button without cutting."""


def said_by_the_program() -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Collect every text of the program: (text, context) -> (text, plural)."""
    method_map = [("**.py", "python"), ("**.html", "jinja2")]
    found = extract_from_dir(
        ROOT / "bot", method_map=method_map, keywords=KEYWORDS, strip_comment_tags=True
    )
    texts: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for _file, _line, said, _comments, context in found:
        forms = (said,) if isinstance(said, str) else tuple(said)
        texts[forms[0], context] = forms
    return texts


def catalogue(language: str) -> Catalog:
    path = ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, language, abort_invalid=True)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def translations(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else message.string


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_date_stands_where_it_would_have_to_be_inflected(language: str) -> None:
    texts = [each for message in catalogue(language) for each in translations(message)]
    assert not [text for text in texts if re.search(INFLECTING[language], text)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_untranslated(language: str) -> None:
    known = catalogue(language)

    missing = [
        text
        for text, context in said_by_the_program()
        if (message := known.get(text, context)) is None
        or message.fuzzy
        or not all(translations(message))
    ]

    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    said = set(said_by_the_program())

    left_over = [
        message.id
        for message in catalogue(language)
        if message.id
        and (
            message.id if isinstance(message.id, str) else message.id[0],
            message.context,
        )
        not in said
    ]

    assert left_over == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_place_to_fill_in_is_there(language: str) -> None:
    known = catalogue(language)

    wrong = [
        (text, translated)
        for (text, context), forms in said_by_the_program().items()
        if (message := known.get(text, context)) is not None
        for translated in translations(message)
        if not places(translated) <= places("".join(forms))
        or places(translated) < places(text) & places(forms[-1])
    ]

    assert wrong == []


def test_russian_counts_in_three_forms_and_estonian_in_two() -> None:
    assert (catalogue("et").num_plurals, catalogue("ru").num_plurals) == (2, 3)


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_a_button_fits_on_a_phone(language: str) -> None:
    known = Catalog() if language == "en" else catalogue(language)

    long = [label for label in labels(known) if len(label) > MAX_LABEL]

    assert long == []


def labels(known: Catalog) -> Iterator[str]:
    """Yield every label a button is given: by name, or word by word from a table."""
    for key, text in NAMES.items():
        yield _said(known, text, key.partition(".")[0])
    for path in (ROOT / "bot" / "wording").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = _label(node)
            if text:
                yield _said(known, text, None)


def _label(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not node.args:
        return None
    if not isinstance(node.func, ast.Name) or node.func.id != "Button":
        return None
    said = node.args[0]
    if isinstance(said, ast.Call) and said.args:
        said = said.args[0]
    return said.value if isinstance(said, ast.Constant) else None


def _said(known: Catalog, text: str, context: str | None) -> str:
    message = known.get(text, context)
    return (message.string if message else None) or text


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_somebody_read_can_be_listed(language: str) -> None:
    path = ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        named = [m for m in read_po(file, locale=language) if m.context == "read"]
    # Listed after "the plan", a clause would tell about the plan.
    clause = re.compile(r"(?i)(mis|mida|kes|keda|что|кто|кого)\b")
    assert len(named) > 10
    assert [m.string for m in named if clause.match(str(m.string))] == []
