"""Words of refusals: why something was not done, and what would be right."""

from typing import Any

from bot.languages import Words
from bot.wording.marks import N_


def reason(kind: str, data: dict[str, Any], words: Words) -> str:
    """Return the sentence that tells somebody of a refusal."""
    if kind == "CannotRead":
        sentence = CANNOT_READ.get(data["media"], CANNOT_READ["other"])
    else:
        sentence = REASONS[kind]
    return words.gettext(sentence).format(**data)


REASONS: dict[str, str] = {
    "NothingAsked": N_(
        "Nothing is being asked right now. /help shows what you can do."
    ),
    "NotAChoice": N_("Please choose one of the buttons under the question."),
    "TooLong": N_(
        "Your text has {length} characters; at most {limit} can be kept at once. "
        "Please send it in shorter parts."
    ),
    "NoWords": N_("There were no words in your message. Please write it again."),
    "HoldsPersonalCode": N_(
        "Your message held a personal code. To protect the person it was not kept and "
        "nobody has seen it. Please write it again without the code."
    ),
    "NothingToRecall": N_(
        "Nobody else in this network has got anything that could be taken back."
    ),
    "NotYours": N_("This is not available to you."),
    "OnlyTheCaseManager": N_("Only the case manager can do this."),
    "AlreadyInside": N_("You are in this network already: nothing has to be opened."),
    "NobodyToTell": N_(
        "Nobody is entered here as data protection officer, so that nobody could be "
        "told. Whoever runs the program adds one. In danger call 112."
    ),
    "NotAPin": N_(
        "Please write six digits; not all the same, and not in a row like 123456."
    ),
    "NothingChosen": N_("Nothing was ticked. Please tick at least one."),
    "UnknownCommand": N_("There is no such command. /help shows what you can do."),
    "OutOfDate": N_("This has been answered already, or its time is over."),
    "OnlyInPrivate": N_("Please write this to me in private."),
    "NamesSomebody": N_(
        "The whole network reads here, so no names stand in this chat. Please write "
        "the role instead, such as “the class teacher”. Your words are still here."
    ),
    "InvitationUnknown": N_("This link does not work. Please ask for a new one."),
    "ConfidentialityFirst": N_(
        "First please read and accept the confidentiality text above."
    ),
    "AlreadyCalled": N_(
        "A roundtable for this purpose is being arranged already. /roundtable shows it."
    ),
    "AskedAlready": N_(
        "Everyone is asked about this time already, or it is the time that is fixed."
    ),
    "EnoughTimes": N_(
        "There are {limit} times to choose among; more would be hard to answer."
    ),
    "NoTimes": N_(
        "There is no time to ask about. Look in other weeks, or add your own."
    ),
    "NobodyInvited": N_("There is nobody to ask. Please choose who is to come."),
    "NotATime": N_("“{text}” has no clear time. Write date and time: 1.12.2026 14:00."),
    "NotUnderstood": N_(
        "I am not certain what “{text}” means. Write weekdays and hours of 24, such as: "
        "Tuesdays after 14; Mondays 9–12; not on Fridays."
    ),
    "TooManyCalendars": N_(
        "Three of your calendars are read already. Take one away first: /free."
    ),
    "NotACalendarLink": N_(
        "This is no link to a calendar. It begins with https:// and your calendar "
        "program shows it where you publish or share the calendar."
    ),
    "SkippedHour": N_(
        "There is no {text}: the clocks are put forward over it. Do you mean "
        "{suggestion}? Please write the time again."
    ),
    "NextDateMissing": N_(
        "Minutes do not end without a next date or a proposal to close the case."
    ),
    "HandOverFirst": N_(
        "You lead this case, and a case always has its case manager. Hand it over "
        "first: /handover"
    ),
    "NoSuccessor": N_(
        "No other case manager is known here yet. Whoever runs the program adds one."
    ),
    "TooFewRoundtables": N_(
        "Goals count as met after {needed} roundtables, exceptionally after two; "
        "held so far: {held}. Arrange the next one with /roundtable, or choose another "
        "reason: /close"
    ),
    "TooEarlyToClose": N_(
        "Since 2027 a case ends when the need has not come back for six months: on "
        "{day} at the earliest. Until then the network goes on as it is."
    ),
    "TooLateToReopen": N_(
        "This case was closed more than 30 days ago. If help is needed again, open a "
        "new case: /newcase"
    ),
    "NotHeldYet": N_("There are no minutes yet: they come after a roundtable."),
    "NotADate": N_("There is no such date: {text}. Write it like 31.12.2026."),
    "InThePast": N_("{text} is over. Please choose a day still to come."),
    "CaseClosed": N_("This case is closed; nothing more is written there."),
    "AlreadyReminded": N_(
        "This person was reminded by you in the last days. A call may help more now."
    ),
    "NoSuchCase": N_("Which case? Please add its code, as in /status K7-4F2Q."),
    "NoCase": N_("You are in no network at the moment."),
    "NotAnAddress": N_("This is no e-mail address. Write it like name@example.com."),
    "NoMailHere": N_(
        "No mail is sent from here. Invitations come to you in this chat, with a file "
        "and a link for your calendar."
    ),
    "NotTheCode": N_(
        "This is not the code that was mailed. Please copy it from the newest mail; "
        "/cancel lets it be."
    ),
    "CannotCorrect": N_(
        "You changed an earlier message. Only an answer to a question is corrected that "
        "way; please write the rest once more."
    ),
    "WritesTooFast": N_(
        "That was very much in a short time. What you have just sent was not read. "
        "Please wait ten minutes and send it again."
    ),
}

CANNOT_READ: dict[str, str] = {
    "voice": N_(
        "I cannot listen to voice messages, and nobody has heard this one. Please "
        "write it in words."
    ),
    "picture": N_(
        "I cannot take pictures, and nobody has seen this one. Please write in words "
        "what is on it."
    ),
    "file": N_(
        "I cannot take files, and nobody has seen this one. Please give it to the case "
        "manager directly."
    ),
    "sticker": N_("I understand words only. Please write what you mean."),
    "place": N_("I cannot use a location. Please write in words what matters."),
    "contact": N_("I cannot take contacts. Please give them to the case manager."),
    "forward": N_(
        "I do not take forwarded messages: the words are somebody else's. Please write "
        "in your own words what matters."
    ),
    "other": N_("I understand words only. Please write what you mean."),
}
