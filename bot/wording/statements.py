"""One line for each statement: who, when, and a quote exactly as it was written."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.languages import Words
from bot.questions import sets, texts
from bot.wording import read_names
from bot.wording.marks import N_, NC_
from bot.wording.names import name_of
from casework.disclosure import Audience
from casework.ids import PersonId
from casework.statements import Kind, Statement


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts statements into one line each, for one reader in their language."""

    words: Words
    reader: PersonId

    def line(self, statement: Statement) -> str:
        """Return the line of a statement."""
        return _LINES[statement.kind](self, statement)

    def who(self, statement: Statement) -> str:
        """Return who it is: name and role, the role alone, or "you"."""
        if self.reader in {statement.by, statement.of}:
            return self.words.gettext("you")
        role = name_of(f"role.{statement.role}", self.words) if statement.role else ""
        who = ", ".join(part for part in (statement.name, role) if part)
        if statement.left and who:
            return self.words.gettext("{who} (has left)").format(who=who)
        return who

    def outcome(self, activity: Statement) -> str:
        """Return what became of an activity: who, by role alone, and how it stands."""
        who = self.who(replace(activity, name=""))
        head = ", ".join(part for part in (self.quote(activity.text), who) if part)
        parts = [self.term(activity.word)]
        if activity.late:
            parts.append(self.words.gettext("overdue"))
        return f"{head}: {', '.join(parts)}"

    def day(self, statement: Statement) -> str:
        """Return on which day it was said."""
        return self.words.brief_day(self.words.local_day(statement.at))

    def term(self, key: str) -> str:
        """Return a single word of a statement by its key."""
        return self.words.pgettext(key.partition(".")[0], TERMS[key])

    def word(self, key: str, question: str) -> str:
        """Return the word somebody chose, as the button called it; or nothing."""
        if key in TERMS:
            return self.term(key)
        name, _dot, asked = question.partition(".")
        if not key.startswith("choice.") or name not in sets():
            return ""
        labels = texts(name, self.words.language).labels
        return labels.get(asked, {}).get(key.removeprefix("choice."), "")

    def quote(self, text: str) -> str:
        """Return somebody's words as a quote."""
        return self.words.gettext("“{words}”").format(words=text)

    def marks(self, statement: Statement) -> str:
        """Return what must be known about a word: late, changed, for whom."""
        _, found = self.words.gettext, []
        if statement.late:
            found.append(_("late"))
        before = self.word(statement.before, statement.question)
        if statement.changed and before:
            found.append(_("changed, before: {word}").format(word=before))
        elif statement.changed:
            found.append(_("changed"))
        for_manager = statement.audience is Audience.MANAGER
        if for_manager and statement.by != self.reader:
            found.append(_("for the case manager alone"))
        return f" ({'; '.join(found)})" if found else ""


def _said(teller: Teller, said: Statement) -> str:
    """Give a rating or an answer: the day, who, the word, the quote, the marks."""
    question = _question(said.question, teller.words)
    quote = teller.quote(said.text) if said.text else ""
    word = teller.word(said.word, said.question)
    what = " – ".join(part for part in (question, word, quote) if part)
    return f"{teller.day(said)} · {teller.who(said)}: {what}{teller.marks(said)}"


def _question(key: str, words: Words) -> str:
    """Return a question as it was put; nothing for a set that is no more."""
    name, _dot, question = key.partition(".")
    if name not in sets():
        return ""
    return (
        texts(name, words.language).questions[question].format(goal="…", obstacle="…")
    )


def _obstacle(teller: Teller, obstacle: Statement) -> str:
    text = teller.words.ngettext(
        "Obstacle ({state}, {count} day): {quote} – {who}",
        "Obstacle ({state}, {count} days): {quote} – {who}",
        obstacle.count,
    )
    if obstacle.count == 0:
        text = teller.words.gettext("Obstacle ({state}, since today): {quote} – {who}")
    return text.format(
        state=teller.term(obstacle.word),
        count=obstacle.count,
        quote=teller.quote(obstacle.text),
        who=teller.who(obstacle),
    )


def _activity(teller: Teller, activity: Statement) -> str:
    parts = [teller.quote(activity.text)]
    if activity.word == "activity.unowned":
        parts.append(teller.term(activity.word))
    else:
        parts.append(teller.who(activity))
        parts.append(teller.term(activity.word))
    if activity.on:
        until = teller.words.gettext("until {day}")
        parts.append(until.format(day=teller.words.brief_day(activity.on)))
    if activity.late:
        parts.append(teller.words.gettext("overdue"))
    return ", ".join(part for part in parts if part)


def _goal(teller: Teller, goal: Statement) -> str:
    return teller.quote(goal.text)


def _decision(teller: Teller, decision: Statement) -> str:
    until = teller.words.gettext("until {day}")
    day = teller.words.brief_day(decision.on) if decision.on else ""
    parts = (teller.quote(decision.text), teller.who(decision), until.format(day=day))
    return ", ".join(part for part in parts if part)


def _date(teller: Teller, day: Statement) -> str:
    template = teller.words.gettext(SENTENCES[day.word])
    on = teller.words.day(day.on) if day.on else ""
    return template.format(day=on, moment=teller.words.moment(day.at))


def _member(teller: Teller, member: Statement) -> str:
    parts = [teller.who(member), member.word]
    if member.on is not None:
        since = teller.words.gettext("data not used since {day}")
        parts.append(since.format(day=teller.words.brief_day(member.on)))
    return ", ".join(part for part in parts if part)


def _silent(teller: Teller, silent: Statement) -> str:
    key = silent.word
    if key == "silence.silent" and silent.on is None:
        key = "silence.never"
    if key == "silence.away" and silent.heard:
        key = "silence.away_heard"
    day, heard = (
        teller.words.brief_day(day) if day else "" for day in (silent.on, silent.heard)
    )
    sentence = teller.words.gettext(SENTENCES[key])
    return sentence.format(who=teller.who(silent), day=day, heard=heard)


def _task(teller: Teller, task: Statement) -> str:
    parts = [teller.term(task.word), teller.who(task)]
    parts += [teller.quote(task.text)] if task.text else []
    days = teller.words.ngettext("{count} day", "{count} days", task.count)
    body = ": ".join(part for part in parts if part)
    return f"{body} ({days.format(count=task.count)})"


def _lack(teller: Teller, lack: Statement) -> str:
    count = lack.count
    match lack.word:
        case "lack.responsible":
            text = teller.words.ngettext(
                "a responsible person for {count} activity",
                "a responsible person for {count} activities",
                count,
            )
        case "lack.family_word":
            text = teller.words.ngettext(
                "a fresh word from the family ({count} day)",
                "a fresh word from the family ({count} days)",
                count,
            )
        case "lack.specialist_word":
            text = teller.words.ngettext(
                "a fresh word from the specialists ({count} day)",
                "a fresh word from the specialists ({count} days)",
                count,
            )
        case _:
            text = teller.words.gettext(SENTENCES[lack.word])
    return text.format(count=count)


def _week(teller: Teller, week: Statement) -> str:
    text = teller.words.gettext("week of {day}: {count} of {asked}")
    day = teller.words.brief_day(week.on) if week.on else ""
    return text.format(day=day, count=week.count, asked=week.asked)


def _access(teller: Teller, access: Statement) -> str:
    kinds = sorted({read_names.KINDS[kind] for kind in access.what})
    what = ", ".join(teller.words.pgettext("read", kind) for kind in kinds)
    return f"{teller.day(access)} · {teller.who(access)}: {what}"


_LINES: dict[Kind, Callable[[Teller, Statement], str]] = {
    Kind.LACK: _lack,
    Kind.DATE: _date,
    Kind.GOAL: _goal,
    Kind.RATING: _said,
    Kind.ANSWER: _said,
    Kind.OBSTACLE: _obstacle,
    Kind.ACTIVITY: _activity,
    Kind.DECISION: _decision,
    Kind.MEMBER: _member,
    Kind.SILENT: _silent,
    Kind.TASK: _task,
    Kind.WEEK: _week,
    Kind.ACCESS: _access,
}

SENTENCES: dict[str, str] = {
    "date.roundtable": N_("Next roundtable: {day}"),
    "date.roundtable_at": N_("Next roundtable: {moment}"),
    "date.roundtable_polled": N_("Next roundtable: a time is being agreed"),
    "date.review": N_("Next review: {day}"),
    "silence.silent": N_("{who}: not yet answered, last word on {day}"),
    "silence.never": N_("{who}: not yet answered"),
    "silence.away": N_("{who}: until {day}"),
    "silence.away_heard": N_("{who}: until {day} (last word on {heard})"),
    "silence.stopped": N_("{who}: cannot be reached by chat, wrote STOP"),
    "silence.not_yet": N_("{who}: not yet reachable, has not joined"),
    "lack.roundtable": N_("a next roundtable"),
    "lack.review": N_("a next review"),
}
TERMS: dict[str, str] = {
    "direction.better": NC_("direction", "better"),
    "direction.same": NC_("direction", "the same"),
    "direction.worse": NC_("direction", "worse"),
    "direction.cannot_say": NC_("direction", "cannot say"),
    "skipped.not_my_topic": NC_("skipped", "not my topic"),
    "skipped.nothing_new": NC_("skipped", "nothing new"),
    "skipped.rather_not": NC_("skipped", "would rather not say"),
    "skipped.could_not_be_done": NC_("skipped", "could not be done"),
    "obstacle.open": NC_("obstacle", "new"),
    "obstacle.acknowledged": NC_("obstacle", "taken note of"),
    "obstacle.gone": NC_("obstacle", "said to be gone"),
    "activity.proposed": NC_("activity", "not yet accepted"),
    "activity.accepted": NC_("activity", "agreed"),
    "activity.partly_done": NC_("activity", "partly done"),
    "activity.waiting_for_capacity": NC_("activity", "waiting for a free place"),
    "activity.done": NC_("activity", "done"),
    "activity.not_done": NC_("activity", "not done"),
    "activity.declined": NC_("activity", "declined"),
    "activity.unowned": NC_("activity", "nobody is responsible"),
    "task.silence": NC_("task", "No answer"),
    "task.danger": NC_("task", "Danger is spoken of"),
    "task.help_wanted": NC_("task", "Asks for help"),
    "task.call_wanted": NC_("task", "A call is wanted"),
    "task.roundtable_wanted": NC_("task", "A roundtable is wanted"),
    "task.change_wanted": NC_("task", "A change of the activity is wanted"),
    "task.not_reachable": NC_("task", "Cannot be reached"),
    "task.word": NC_("task", "A word to you"),
    "task.declined": NC_("task", "Declined"),
    "task.data_wanted": NC_("task", "Wants everything kept about them"),
    "task.correction_wanted": NC_("task", "Says that something kept is wrong"),
    "task.erasure_wanted": NC_("task", "Wants their data erased"),
    "task.breach": NC_("task", "A message went to the wrong place"),
    "task.recall_wanted": NC_("task", "Wants a message taken back"),
    "task.restriction_wanted": NC_("task", "Wants their data not to be used"),
}
