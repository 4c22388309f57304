"""What may stand in a chat that is kept elsewhere: the table beside `disclosure`.

`disclosure` says who may see what. This says where: a chat on Telegram lies on
Telegram's servers, the program's own page does not. The municipality sets how
much of a case may stand there; everything else is shown on the page, and the
chat says only that something waits.
"""

from enum import IntEnum, StrEnum

from casework import (
    agendas,
    announcements,
    asking,
    ballots,
    cases,
    channels,
    closing,
    contributions,
    danger,
    digests,
    draft_messages,
    forms,
    invitations,
    letters,
    membership,
    minutes,
    notices,
    people,
    pins,
    polls,
    rhythms,
    steps,
    tasks,
    team,
)
from casework.outcome import Message, Outgoing


class Content(IntEnum):
    """How much of a case a message tells, from nearly nothing to people's words."""

    LOGISTICS = 0
    """Dates, links, how to use this, and that something waits."""
    CLOSED = 1
    """What is asked with ready answers, and what was chosen; no free words."""
    WORDS = 2
    """What people wrote, names, summaries, plans, minutes."""


class Privacy(StrEnum):
    """What a municipality lets stand in chats that are kept elsewhere."""

    OPEN = "open"
    NOTICE = "notice"
    LOGISTICS = "logistics"


_MOST = {
    Privacy.OPEN: Content.WORDS,
    Privacy.NOTICE: Content.CLOSED,
    Privacy.LOGISTICS: Content.LOGISTICS,
}

LOGISTICS: frozenset[type] = frozenset(
    {
        agendas.RemindAhead,
        announcements.ConfirmReply,
        announcements.RemindSoon,
        asking.ConfirmPutOff,
        asking.TellNoneWaits,
        cases.SayGoodbye,
        cases.TellCaseOpened,
        channels.ShowChannelLink,
        channels.ShowChannels,
        channels.TellChannelOpened,
        channels.TellPageIsThere,
        channels.TellWaiting,
        closing.SayCaseClosed,
        closing.TellFollowUp,
        closing.TellReopened,
        contributions.ThankForNothingToRaise,
        danger.ShowEmergencyNumbers,
        digests.RemindUnread,
        draft_messages.TellDiscarded,
        invitations.ChooseLanguage,
        invitations.ExplainAndAsk,
        invitations.Welcome,
        letters.ConfirmAnswerSent,
        letters.ConfirmNotPassedOn,
        letters.ConfirmPassedOn,
        membership.AskLeave,
        minutes.AskHeld,
        minutes.RemindOfMinutes,
        notices.Apologise,
        notices.ChooseCase,
        notices.ConfirmCancelled,
        notices.SettleButtons,
        notices.ShowHelp,
        notices.TellRefusal,
        people.ConfirmAway,
        people.ConfirmBack,
        people.ConfirmHours,
        people.ConfirmLanguage,
        people.ConfirmReturn,
        people.ConfirmStop,
        people.OfferReturn,
        people.SayHowToReturn,
        pins.AskPin,
        pins.AskToSetPin,
        pins.ConfirmPin,
        pins.EraseWords,
        pins.TellPinAtOnce,
        pins.TellPinFirst,
        pins.TellPinStuck,
        pins.ThankForPin,
        polls.TellPollOpened,
        rhythms.ConfirmRhythm,
        steps.ConfirmRelease,
        steps.Nudge,
        steps.TellSummaryReady,
        tasks.ConfirmTaskDone,
        team.ShowTeam,
    }
)
CLOSED: frozenset[type] = frozenset(
    {
        announcements.InviteToRoundtable,
        asking.NoteWords,
        asking.OfferOtherAnswers,
        asking.TellAnswered,
        asking.Thank,
        ballots.AskTimes,
        ballots.AskTimesNow,
        ballots.RemindToVote,
        ballots.ShowBallot,
        invitations.TellJoined,
        membership.TellLeft,
        membership.TellOrphaned,
        people.ConfirmEmail,
        people.ShowSettings,
        tasks.TellTask,
    }
)
"""What stands in neither table counts as words: a new message is safe at once."""
_FORMS_ABOUT_TIMES = frozenset({"away", "hours", "rhythm"})


def content_of(message: Outgoing) -> Content:
    """Return how much of a case a message tells, as it is filled in."""
    match message:
        case asking.PutQuestion():
            return _of_question(message)
        case forms.AskField():
            return _of_field(message)
        case Message():
            quotes = _quotes_somebody(message)
            return Content.WORDS if quotes else _of_kind(type(message))
        case _:
            # Team chats and strangers: a case code at most, never a name.
            return Content.LOGISTICS


def _quotes_somebody(message: Message) -> bool:
    match message:
        case announcements.InviteToRoundtable():
            return bool(message.reason)
        case notices.TellRefusal():
            return "text" in message.data
        case _:
            return False


def _of_kind(kind: type) -> Content:
    if kind in LOGISTICS:
        return Content.LOGISTICS
    return Content.CLOSED if kind in CLOSED else Content.WORDS


def _of_question(message: asking.PutQuestion) -> Content:
    """Count what asks for words, or names a goal or an obstacle, as words."""
    asked = message.asked
    told = message.because or asked.open or asked.goal_text or asked.obstacle_text
    return Content.WORDS if told or message.told else Content.CLOSED


def _of_field(message: forms.AskField) -> Content:
    if message.kind in _FORMS_ABOUT_TIMES:
        return Content.LOGISTICS
    field = message.field
    told = field.takes_text or field.about or any(o.text for o in field.options)
    return Content.WORDS if told else Content.CLOSED


def may_stand(message: Outgoing, privacy: Privacy) -> bool:
    """Say whether a message may stand in a chat under this level."""
    return content_of(message) <= _MOST[privacy]
