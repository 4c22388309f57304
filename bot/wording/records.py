"""The records of processing in words, from the tables by which the program works."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages import Words
from bot.wording import own_data, read_names
from bot.wording.marks import N_
from bot.wording.names import name_of
from casework.disclosure import Basis, InfoClass, basis_of, shown_to
from casework.privacy import Privacy
from casework.roles import Role
from casework.schedule import Schedule, Term

BLANK = "[…]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the settings of an installation say about processing."""

    municipality: str
    telegram: Privacy | None
    """How much may stand there; None: it is not used."""
    mail: str
    mailbox: str
    backups: bool
    schedule: Schedule | None


_TITLE = N_("Records of processing activities (GDPR 30)")
_BASES: dict[Basis, str] = {
    Basis.PUBLIC_TASK: "GDPR 6(1)(e); LasteKS §34²",
    Basis.SOCIAL_CARE: "GDPR 6(1)(e), 9(2)(h)",
    Basis.CONVICTIONS: "GDPR 6(1)(e), 10",
}
_LEVELS: dict[Privacy, str] = {
    Privacy.OPEN: N_("everything, names and words too"),
    Privacy.NOTICE: N_("dates and closed questions, no names and no words"),
    Privacy.LOGISTICS: N_("dates only"),
}
_TERMS: tuple[tuple[str, str], ...] = (
    ("message_copies", N_("copies of messages that are over: {term}")),
    ("closed_cases", N_("a closed case and everybody known from it alone: {term}")),
    ("journal", N_("who did and read what, without words, since the closing: {term}")),
    ("spent_forms", N_("forms and links that are used up: {term}")),
)


def text(facts: Facts, words: Words) -> str:
    """Return the records as text: headings, and a line for each thing."""
    _ = words.gettext
    sections = (
        (_("Controller"), _controller(facts, words)),
        (_("Purpose of the processing"), _purpose(words)),
        (_("Whom it concerns"), _people(words)),
        (_("Kinds of data, who is shown them, on which basis"), _kinds(words)),
        (_("What is kept about each person"), _kept(words)),
        (_("Processors and other recipients"), _processors(facts, words)),
        (_("Third countries"), _third_countries(facts, words)),
        (_("How long it is kept"), _terms(facts, words)),
        (_("Security"), _security(facts, words)),
    )
    blocks = [_(_TITLE)]
    blocks += [
        "\n".join((title, *(f"– {line}" for line in ls))) for title, ls in sections
    ]
    return "\n\n".join(blocks)


def _controller(facts: Facts, words: Words) -> Iterator[str]:
    yield f"{facts.municipality} {BLANK}"
    yield words.gettext("data protection officer: {blank}").format(blank=BLANK)


def _purpose(words: Words) -> Iterator[str]:
    _ = words.gettext
    yield _("coordinating help around one child: questions, roundtables, agreed steps")
    yield _("nobody is judged by the program: words and decisions come from people")


def _people(words: Words) -> Iterator[str]:
    yield "; ".join(name_of(f"role.{role}", words) for role in Role)


def _kinds(words: Words) -> Iterator[str]:
    for kind in InfoClass:
        name = read_names.name(kind, words)
        roles = [name_of(f"role.{r}", words) for r in Role if kind in shown_to(r)]
        basis = _BASES[basis_of(kind)]
        yield f"{name} [{kind}]: {'; '.join(roles)}. {basis}"


def _kept(words: Words) -> Iterator[str]:
    for title in own_data.TITLES.values():
        yield words.gettext(title)


def _processors(facts: Facts, words: Words) -> Iterator[str]:
    _ = words.gettext
    yield _("hosting: {blank}").format(blank=BLANK)
    if facts.mail:
        body = _("mail server {host}: times, places and case codes, no names; {blank}")
        yield body.format(host=facts.mail, blank=BLANK)
    if facts.mailbox:
        body = _("mailbox for answers at {host}; {blank}")
        yield body.format(host=facts.mailbox, blank=BLANK)
    if facts.telegram is None:
        yield _("Telegram: not used")
    else:
        body = _("Telegram, chosen by each person: {level}; {blank}")
        yield body.format(level=_(_LEVELS[facts.telegram]), blank=BLANK)
    yield _("nobody else: the program sends no data anywhere by itself")


def _third_countries(facts: Facts, words: Words) -> Iterator[str]:
    _ = words.gettext
    if facts.telegram is None:
        yield _("none by the program; hosting: {blank}").format(blank=BLANK)
        return
    yield _(
        "Telegram's servers, outside the EU; the controller's decision: {blank}"
    ).format(blank=BLANK)


def _terms(facts: Facts, words: Words) -> Iterator[str]:
    _ = words.gettext
    if facts.schedule is None:
        yield _(
            "no schedule is set: nothing is ever deleted; decision: {blank}"
        ).format(blank=BLANK)
        return
    yield _("decided by: {decision}").format(decision=facts.schedule.decided_by)
    for name, sentence in _TERMS:
        term = getattr(facts.schedule, name)
        yield _(sentence).format(term=_term(term, words))


def _term(term: Term, words: Words) -> str:
    years, months = divmod(term.months, 12)
    if term.months and not months:
        form = words.ngettext("{count} year", "{count} years", years)
        return form.format(count=years)
    if term.months:
        form = words.ngettext("{count} month", "{count} months", term.months)
        return form.format(count=term.months)
    form = words.ngettext("{count} day", "{count} days", term.days)
    return form.format(count=term.days)


def _security(facts: Facts, words: Words) -> Iterator[str]:
    _ = words.gettext
    yield _("every personal text is sealed with a key of its case or person")
    yield _("who may see what is asked again whenever something is shown or sent")
    yield _("readings are written down in a journal whose lines are chained")
    if facts.backups:
        yield _("locked backups every hour, keys apart; kept for 30 days")
    else:
        yield _("no backups by the program: {blank}").format(blank=BLANK)
