"""Words of check-ins: the questions of a set, the thanks, and what lies around."""

from typing import assert_never

from bot.languages import Words
from bot.questions import SetTexts, sets, texts
from bot.text import Button, Text
from bot.wording.marks import N_
from bot.wording.names import name_of
from casework.asking import (
    AskQuestion,
    ChooseAnswer,
    ConfirmPutOff,
    Given,
    Messages,
    NoteWords,
    OfferOtherAnswers,
    PromptQuestion,
    PutQuestion,
    RemindOfQuestion,
    TellAnswered,
    TellChangedSince,
    TellNoneWaits,
    Thank,
    Told,
)
from casework.check_ins import Item
from casework.disclosure import Audience
from casework.questions import AskedOf, SkipReason
from handlers.actions import Run
from handlers.check_in_actions import (
    AnswerItem,
    ChangeAnswer,
    GoOn,
    LetRead,
    PutOff,
    ReportDanger,
    ShowAnswers,
    ShowOthers,
    SkipItem,
)

_REASONS: dict[SkipReason, str] = {
    SkipReason.NOT_MY_TOPIC: N_("This is not my topic"),
    SkipReason.NOTHING_NEW: N_("Nothing new"),
    SkipReason.RATHER_NOT: N_("I would rather not say"),
    SkipReason.COULD_NOT_BE_DONE: N_("It could not be done, because …"),
}
_LATER: dict[int, str] = {
    0: N_("Ask me later today"),
    1: N_("Ask me tomorrow"),
    3: N_("Ask me in three days"),
}


def word(message: Messages, words: Words) -> Text:
    """Put a message of a check-in into words."""
    match message:
        case AskQuestion() | PromptQuestion() | RemindOfQuestion():
            return _question(message, words)
        case OfferOtherAnswers():
            return _others(message, words)
        case ChooseAnswer():
            return _answers(message, words)
        case Thank():
            return _thanks(message, words)
        case TellAnswered():
            return _answered(message, words)
        case ConfirmPutOff():
            return _put_off(message, words)
        case NoteWords() | TellNoneWaits() | TellChangedSince():
            return _note(message, words)
        case _:
            assert_never(message)


def _question(message: PutQuestion, words: Words) -> Text:
    spoken = texts(message.question_set, words.language)
    lines = [_head(message, words)]
    if message.told:
        lines.append(_told(message.told, words))
    if isinstance(message, RemindOfQuestion):
        lines.append(_still_waits(message.waits, words))
    if message.intro:
        intro = spoken.intro_again if message.met else spoken.intro
        lines.append(intro.format(count=message.of))
    lines.append(
        words.gettext("What made it impossible? A few words are enough.")
        if message.because
        else asked(spoken, message.asked)
    )
    if message.words_kept and not message.because:
        lines.append(words.gettext("Your words are kept with this question."))
    if message.waiting:
        lines.append(_waiting(message.waiting, words))
    return Text("\n\n".join(lines), tuple(_buttons(message, spoken, words)))


def _still_waits(count: int, words: Words) -> str:
    return words.ngettext(
        "{count} question still waits for you, if you can.",
        "{count} questions still wait for you, if you can.",
        count,
    ).format(count=count)


def _head(message: PutQuestion, words: Words) -> str:
    place = words.gettext("{number} of {count}").format(
        number=message.item + 1, count=message.of
    )
    return f"{message.code} · {place}"


def asked(spoken: SetTexts, item: Item) -> str:
    """Return one question as it is put about its goal or obstacle."""
    return spoken.questions[item.key].format(
        goal=item.goal_text, obstacle=item.obstacle_text
    )


def _buttons(message: PutQuestion, spoken: SetTexts, words: Words) -> list[Button]:
    _ = words.gettext
    check_in, item = message.check_in, message.item
    if message.because:
        go_on = Button(_("Go on without a reason"), GoOn(check_in=check_in))
        return [go_on, *_danger(message, words)]
    labels = spoken.labels.get(message.asked.key, {})
    buttons = [
        Button(labels[c], AnswerItem(check_in=check_in, item=item, choice=c))
        for c in message.asked.choices
    ]
    if message.asked.open:
        buttons.append(_readers(message, words))
    others = ShowOthers(check_in=check_in, item=item)
    buttons.append(Button(_("Not now, or skip …"), others))
    return [*buttons, *_danger(message, words)]


def _danger(message: PutQuestion, words: Words) -> list[Button]:
    """Return the button under each question to a parent; to others, under some."""
    parents = sets()[message.question_set].asked_of is AskedOf.PARENTS
    if message.case is None or not (parents or not message.item or message.asked.open):
        return []
    label = words.gettext("Somebody is in danger")
    return [Button(label, ReportDanger(case=message.case))]


def _readers(message: PutQuestion, words: Words) -> Button:
    alone = message.asked.audience is Audience.MANAGER
    other = Audience.NETWORK if alone else Audience.MANAGER
    switch = LetRead(check_in=message.check_in, item=message.item, audience=other)
    label = words.gettext("Only the case manager reads this")
    return Button(label, switch, ticked=alone)


def _others(message: OfferOtherAnswers, words: Words) -> Text:
    check_in, item = message.check_in, message.item
    later = [
        Button(words.gettext(label), PutOff(check_in=check_in, item=item, days=days))
        for days, label in _LATER.items()
    ]
    reasons = [
        Button(
            words.gettext(label), SkipItem(check_in=check_in, item=item, reason=reason)
        )
        for reason, label in _REASONS.items()
        if reason in sets()[message.question_set].skip_reasons
    ]
    body = words.gettext(
        "{code}: that is all right. Shall I ask later, or is there a reason to skip "
        "this question?"
    ).format(code=message.code)
    return Text(body, (*later, *reasons))


def _answers(message: ChooseAnswer, words: Words) -> Text:
    spoken = texts(message.question_set, words.language)
    lines = [words.gettext("{code}: which answer would you like to change?")]
    lines += [_given(each, spoken, words) for each in message.given]
    buttons = (
        Button(
            words.gettext("Question {number}").format(number=each.item + 1),
            ChangeAnswer(check_in=message.check_in, item=each.item),
        )
        for each in message.given
    )
    return Text("\n\n".join(lines).replace("{code}", message.code, 1), tuple(buttons))


def _given(given: Given, spoken: SetTexts, words: Words) -> str:
    """Return a question with the answer that stands now."""
    said = []
    if given.choice:
        labels = spoken.labels.get(given.asked.key, {})
        said.append(labels.get(given.choice, given.choice))
    if given.skipped is not None:
        said.append(words.gettext(_REASONS[given.skipped]))
    if given.words:
        said.append(given.words)
    question = f"{given.item + 1}. {asked(spoken, given.asked)}"
    return f"{question}\n→ {'; '.join(said)}" if said else question


def _thanks(message: Thank, words: Words) -> Text:
    _ = words.gettext
    lines = [f"{message.code} · {_first_thanks(message, words)}"]
    if message.told:
        lines.append(_told(message.told, words))
    if message.late:
        lines.append(_("It came after the time for it, and is marked as late."))
    if message.waiting:
        lines.append(_waiting(message.waiting, words))
    buttons = [Button(_("Change an answer"), ShowAnswers(check_in=message.check_in))]
    if message.left and not message.done:
        go_on = Button(_("Answer the other questions"), GoOn(check_in=message.check_in))
        buttons.insert(0, go_on)
    if message.offer_rhythm:
        lines.append(_("You choose when you are asked: day, time and how often."))
        run = Run(command="rhythm", words=message.code)
        buttons.append(Button(_("In my own rhythm"), run))
    return Text("\n\n".join(lines), tuple(buttons))


def _first_thanks(message: Thank, words: Words) -> str:
    if message.changed:
        return words.gettext("Changed. Your earlier answer is kept beside it.")
    if message.done:
        return texts(message.question_set, words.language).outro
    return words.gettext("Thank you, your answer is kept.")


def _told(told: Told, words: Words) -> str:
    who = f"{told.name} {told.phone}".strip()
    return words.gettext("I have told your case manager: {who}.").format(who=who)


def _waiting(codes: tuple[str, ...], words: Words) -> str:
    return words.gettext("After this a short check-in waits about {codes}.").format(
        codes=", ".join(codes)
    )


def _answered(message: TellAnswered, words: Words) -> Text:
    body = words.gettext(
        "{code}: you have answered this already. Would you like to change the answer?"
    ).format(code=message.code)
    change = ChangeAnswer(check_in=message.check_in, item=message.item)
    return Text(body, (Button(words.gettext("Change this answer"), change),))


def _put_off(message: ConfirmPutOff, words: Words) -> Text:
    body = words.gettext("{code}: all right, I will ask again on {moment}.").format(
        code=message.code, moment=words.moment(message.until)
    )
    go_on = GoOn(check_in=message.check_in)
    return Text(body, (Button(words.gettext("Answer now after all"), go_on),))


def _note(message: NoteWords | TellNoneWaits | TellChangedSince, words: Words) -> Text:
    _ = words.gettext
    match message:
        case NoteWords():
            body = _(
                "{code}: thank you, your words are kept. The question above is still "
                "open: one tap is enough."
            ).format(code=message.code)
        case TellNoneWaits():
            body = _none_waits(message, words)
        case TellChangedSince():
            body = _changed_since(message, words)
    return Text(body)


def _none_waits(message: TellNoneWaits, words: Words) -> str:
    if message.next_at is None:
        return words.gettext("Nothing waits for your answer now.")
    return words.gettext(
        "Nothing waits for your answer now. I will ask next on {moment}."
    ).format(moment=words.moment(message.next_at))


def _changed_since(message: TellChangedSince, words: Words) -> str:
    sentence = (
        words.gettext("{code}: changed since: {name} ({role}) has answered late.")
        if message.late
        else words.gettext("{code}: changed since: {name} ({role}) changed an answer.")
    )
    return sentence.format(
        code=message.code,
        name=message.name,
        role=name_of(f"role.{message.role}", words),
    )
