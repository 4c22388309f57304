"""The languages: catalogues, plural forms, dates and times as people write them."""

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

_YEAR = re.compile(r",?\s*y.*$")
"""The end of a full date, which nobody needs in a chat."""

FIRST = "et"
"""The language of the product; who has chosen none is spoken to in it."""
LANGUAGES = ("et", "ru", "en")
FOLDER = Path(__file__).parent.parent / "locales"

_DAY = {"et": "cccc, d. MMMM", "ru": "cccc, d MMMM", "en": "cccc d MMMM"}
_BRIEF_DAY = {"et": "d. MMM", "ru": "d MMMM", "en": "d MMM"}
_SHORT_DAY = "dd.MM.yyyy"
"""Dates with figures alone are written in every language as they are typed."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its catalogue, and how it writes dates and times."""

    language: str
    zone: ZoneInfo
    catalogue: NullTranslations

    def gettext(self, text: str) -> str:
        """Return a sentence in this language."""
        return str(self.catalogue.gettext(text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return a sentence in the form this number takes in this language."""
        return str(self.catalogue.ngettext(one, many, count))

    def pgettext(self, context: str, word: str) -> str:
        """Return a single word in this language, told apart by its context."""
        return str(self.catalogue.pgettext(context, word))

    def day(self, day: date) -> str:
        """Return weekday and date, uninflected: "esmaspäev, 23. november"."""
        return str(format_date(day, _DAY[self.language], locale=self._locale))

    def brief_day(self, day: date) -> str:
        """Return day and month: "23. nov"."""
        return str(format_date(day, _BRIEF_DAY[self.language], locale=self._locale))

    def local_day(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return moment.astimezone(self.zone).date()

    def long_day(self, day: date) -> str:
        """Return weekday and date in full: "esmaspäev, 23. november"."""
        pattern = self._locale.date_formats["full"].pattern
        return str(format_date(day, _YEAR.sub("", pattern), locale=self._locale))

    def short_day(self, day: date) -> str:
        """Return a short date: "23.11.2026"."""
        return str(format_date(day, _SHORT_DAY, locale=self._locale))

    def weekday(self, weekday: int) -> str:
        """Return the name of a weekday, 0 for Monday: "esmaspäev"."""
        return str(self._locale.days["stand-alone"]["wide"][weekday])

    def short_weekday(self, weekday: int) -> str:
        """Return a weekday in short, 0 for Monday: "E"."""
        return str(self._locale.days["stand-alone"]["abbreviated"][weekday])

    def clock(self, clock: time) -> str:
        """Return a time of day: "14:00"."""
        return str(format_time(clock, "HH:mm", locale=self._locale))

    def moment(self, moment: datetime) -> str:
        """Return weekday, date and time on the local wall clock."""
        local = moment.astimezone(self.zone)
        return self.gettext("{day} at {time}").format(
            day=self.day(local.date()), time=self.clock(local.time())
        )

    @property
    def _locale(self) -> Locale:
        return Locale.parse(self.language)


class Languages:
    """Every language the program speaks."""

    def __init__(self, zone: ZoneInfo, folder: Path = FOLDER) -> None:
        self._zone = zone
        self._folder = folder

    def of(self, language: str | None) -> Words:
        """Return a language by its code; Estonian for one we do not speak."""
        known = language if language in LANGUAGES else FIRST
        return Words(known, self._zone, catalogue(self._folder, known))


@cache
def catalogue(folder: Path, language: str) -> NullTranslations:
    """Read the catalogue of a language; no compiled file is needed."""
    path = folder / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, language))
    compiled.seek(0)
    return Translations(compiled)
