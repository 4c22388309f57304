"""Words of the questions that commands ask."""

from string import digits

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import (
    closing_names,
    emergency,
    free_questions,
    ground_names,
    limit_names,
    own_calendars,
    pins,
    roundtable_names,
)
from bot.wording.free_times import week_lines
from bot.wording.marks import N_
from bot.wording.names import name_of
from casework.forms import BACK, DONE, AskField, Field, Option
from handlers.actions import Pick


def word(message: AskField, words: Words) -> Text:
    """Put one question of a form into words, with a button for each option."""
    _ = words.gettext
    asked = message.field
    about = dict(asked.about)
    if asked.at is not None:
        about["moment"] = words.moment(asked.at)
    if asked.days:
        about["days"] = week_lines(asked.days, words)
    # A question asked of each of several things is numbered, and worded once.
    key = f"{message.kind}.{asked.key.rstrip(digits)}"
    body = question(key, words).format(**about)
    body = "\n".join((*(_note(each, asked, words) for each in asked.notes), body))
    buttons = [
        Button(
            label(option, words),
            Pick(form=message.form, field=asked.key, value=option.value),
            ticked=option.value in message.ticked,
        )
        for option in asked.options
    ]
    if asked.many:
        done = Pick(form=message.form, field=asked.key, value=DONE)
        buttons.append(Button(_("Done"), done))
    if message.goes_back:
        back = Pick(form=message.form, field=asked.key, value=BACK)
        buttons.append(Button(_("Back"), back))
    return Text(body, tuple(buttons))


def label(option: Option, words: Words) -> str:
    """Return what an option is called."""
    if option.at is not None:
        moment = words.moment(option.at)
        return f"{moment} ({name_of(option.word, words)})" if option.word else moment
    if option.on is not None:
        return words.day(option.on)
    if option.word and option.text:
        return f"{option.text} ({name_of(option.word, words)})"
    return name_of(option.word, words) if option.word else option.text


def _note(key: str, asked: Field, words: Words) -> str:
    """Return what is to be minded, with the year where that is what it is about."""
    year = words.local_day(asked.at).year if asked.at else ""
    return words.gettext(NOTES[key]).format(year=year, **asked.about)


def question(key: str, words: Words) -> str:
    """Return the question of a form's field."""
    return words.gettext(QUESTIONS[key])


NOTES: dict[str, str] = {
    **closing_names.NOTES,
    **roundtable_names.NOTES,
    "levels.before": N_("So far: “{before}”"),
}

QUESTIONS: dict[str, str] = {
    **closing_names.QUESTIONS,
    **limit_names.QUESTIONS,
    **emergency.QUESTIONS,
    **pins.QUESTIONS,
    **ground_names.QUESTIONS,
    "resolve.reason": N_(
        "What has changed? Write in a sentence why this is out of the way."
    ),
    "rhythm.which": N_("For which case?"),
    "rhythm.weekday": N_("On which day would you like to be asked?"),
    "rhythm.at": N_("At what time?"),
    "rhythm.weeks": N_("How often?"),
    **roundtable_names.QUESTIONS,
    "recall.who": N_("Who got what was not meant for them?"),
    "recall.which": N_("Which message was it?"),
    "recall.whom": N_("{count} people got it. From whom shall it be taken back?"),
    "recall.why": N_(
        "What happened? Write it in a sentence; it is what the 72 hours in which the "
        "Data Protection Inspectorate may have to be told begin with."
    ),
    "breach.because_yes": N_(
        "When and how was the Inspectorate told, and what was done? It is written down."
    ),
    "breach.because_no": N_(
        "Why need the Inspectorate not be told, and what was done? It is written down."
    ),
    "wrong_data.words": N_(
        "What is wrong, and how is it right? The first words stay, yours stand beside."
    ),
    "handover.who": N_(
        "Who takes the case over? They are asked; until they say yes you lead on."
    ),
    "task.outcome": N_("What came of it? Write it in a sentence."),
    "answer.words": N_(
        "Write your answer. It goes to the chat of this person, as your words."
    ),
    "letter.pass_on": N_(
        "Nothing is being asked right now. Shall I pass what you wrote on to your case "
        "manager? In danger do not wait for an answer: call 112."
    ),
    "letter.which": N_(
        "Shall I pass what you wrote on to a case manager? In which case? In danger do "
        "not wait for an answer: call 112."
    ),
    "replace.name": N_("Who comes instead? Write the name."),
    "replace.language": N_("In which language shall we write to this person?"),
    "away.until": N_(
        "Until which day, that day included, are you away? Choose, or write a date."
    ),
    **free_questions.QUESTIONS,
    **own_calendars.QUESTIONS,
    "hours.opens": N_("From what time may we write to you?"),
    "hours.closes": N_("Until what time?"),
    "email.address": N_(
        "To which e-mail address shall invitations to roundtables go? Only the program "
        "uses it."
    ),
    "email.code": N_(
        "A code was mailed to {address}. Please write it here, so that we know the "
        "address is yours. If nothing comes in a few minutes, look among the unwanted "
        "mail."
    ),
    "plan.goal": N_(
        "What shall be different for the child? Write the goal in plain words, without "
        "a name."
    ),
    "plan.activity": N_("What will be done for it? One activity, in a few words."),
    "plan.who": N_("Who is responsible? Exactly one person; they will be asked."),
    "plan.until": N_("Until when? Choose, or write a date."),
    "levels.as_hoped": N_(
        "Goal: “{goal}”. What can everyone see when it is as hoped? One line in the "
        "family's words, such as “reads aloud for ten minutes a day”. It stands beside "
        "the button when people say how near the goal is. You may leave any step open."
    ),
    "levels.better": N_("And what can be seen when it is a bit better than hoped?"),
    "levels.much_better": N_("And when it is much better than hoped?"),
    "levels.less": N_(
        "And when it is not quite there yet? Often that is how it is today."
    ),
    "levels.much_less": N_("And when it is far from it, or worse?"),
    "change.who": N_("Who is responsible now? They will be asked."),
    "change.until": N_("Until when? Choose, or write a date."),
    "reason.declined": N_(
        "What stands in the way? Your case manager reads it and looks for another way."
    ),
    "reason.because": N_("Why? One sentence helps the others."),
    "reason.place": N_(
        "A place where, and how long is the wait? One sentence helps the others."
    ),
    "reason.until": N_("When shall I ask again? Choose, or write a date."),
    "invite.name": N_("Whom do you invite? Write the name."),
    "invite.role": N_("As what does this person take part?"),
    "invite.sector": N_("From which sector?"),
    "invite.organisation": N_("From which organisation? Choose, or write its name."),
    "invite.purpose": N_(
        "Why is this person needed in this network? Choose, or write one sentence."
    ),
    "invite.required": N_("At roundtables, is this person required or optional?"),
    "invite.language": N_("In which language shall we write to this person?"),
}
