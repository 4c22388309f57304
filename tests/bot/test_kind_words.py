"""Every text of every language keeps to the glossary and to one voice."""

import re
from collections.abc import Iterator

import pytest

from bot.languages import LANGUAGES
from bot.questions import SetTexts, sets, texts
from tests.bot.test_translations import catalogue, said_by_the_program, translations

AVOIDED: dict[str, str] = {
    "en": r"\b(tickets?|patients?|users?|scor\w+|grades?|fail\w*|missed|ignor\w+"
    r"|admin\w*|supervisors?|surveys?|conferences?|signatures?|consents?)\b",
    "et": r"pilet|patsien|kasutaja|skoor|hinne|hinde|ebaõnn|ignoreer|eiras"
    r"|administ|ülevaataja|ankeet|konverents|allkir|nõusolek|hooletu|süüdi",
    "ru": r"тикет|билет|пациент|пользовател|балл|провал|игнор|администр"
    r"|анкет|конференц|подпис|согласие|просроч|нарушил|виноват|куратор",
}
"""Words of the glossary's "avoid" list, and what would be said instead of them."""

OTHER_VOICES: dict[str, str] = {
    "et": r"\b([Ss]ina|[Ss]a|[Ss]inu|[Ss]ul|[Ss]ulle|[Ss]ult|[Ss]ind"
    r"|te|teie|teid|teil|teile|teilt|teiega|teieni)\b",
    "ru": r"\b([Тт]ы|[Тт]ебя|[Тт]ебе|[Тт]во\w+|вы|вас|вам|вами|ваш\w*)\b|\w\(\w{1,2}\)",
}
"""Estonian says Te, Russian Вы; Russian puts no ending of a gender in brackets."""

COMMAND = re.compile(r"/\w+")
"""The name of a command: /consent is what the law calls it."""


def spoken(language: str) -> Iterator[str]:
    """Yield every text of a language: of the catalogue, and of the question sets."""
    if language == "en":
        for forms in said_by_the_program().values():
            yield from forms
    else:
        for message in catalogue(language):
            if message.id:
                yield from translations(message)
    for name in sets():
        yield from _asked(texts(name, language))


def _asked(said: SetTexts) -> Iterator[str]:
    yield from (said.intro, said.intro_again, said.outro, *said.questions.values())
    for labels in said.labels.values():
        yield from labels.values()


def holding(pattern: str, language: str) -> list[str]:
    sought = re.compile(pattern, re.IGNORECASE if pattern in AVOIDED.values() else 0)
    return [t for t in spoken(language) if sought.search(COMMAND.sub("", t))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_a_word_to_avoid(language: str) -> None:
    assert holding(AVOIDED[language], language) == []


@pytest.mark.parametrize("language", sorted(OTHER_VOICES))
def test_people_are_addressed_in_one_way(language: str) -> None:
    assert holding(OTHER_VOICES[language], language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("et", "Palun täitke ankeet."),
        ("ru", "Пользователь не ответил."),
        ("en", "User"),
    ],
)
def test_an_unkind_word_would_be_found(language: str, text: str) -> None:
    assert re.search(AVOIDED[language], text, re.IGNORECASE)
