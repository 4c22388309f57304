"""What somebody gets who asks for everything kept about and by them (GDPR 15, 20).

Every field of every thing that is kept is classified here: handed out to whom
it is about, or kept back with the reason. A new field fails a test until it is.
"""

from dataclasses import dataclass
from datetime import date

from casework.cases import Member
from casework.check_ins import CheckIn
from casework.ids import PersonId, TaskId
from casework.obstacles import Obstacle
from casework.opinions import ClientOpinion
from casework.outcome import Fact, Message
from casework.people import Person
from casework.plans import Activity
from casework.rhythms import Rhythm
from casework.tasks import Task, TaskKind
from casework.updates import ProgressUpdate


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HANDED_OUT: dict[type, frozenset[str]] = {
    Person: _names(
        "name language official phone email organisation hours away_until stopped_at "
        "case_manager has_led operator officer shares_phone"
    ),
    Member: _names(
        "role sector purpose required organisation state sharing_limit "
        "accepted_version accepted_at joined_at left_at last_word_at restriction"
    ),
    Rhythm: _names("question_set weekday at every_weeks since next_at paused"),
    CheckIn: _names("question_set due_at state answers asked_at reminders ended_at"),
    ProgressUpdate: _names("direction note wish audience at late"),
    Obstacle: _names(
        "text opened_at audience said_gone_at state acknowledged_at resolved_at"
    ),
    Activity: _names("title due_on review_on state reason asked_at reminders"),
    ClientOpinion: _names("whose how words asked_at about"),
    Task: _names("kind opened_at state done_at"),
}
"""By whom it is about: these fields of these things, in this order."""

KEPT_BACK: dict[type, frozenset[str]] = {
    Person: _names("id lock return_offered wake_at"),
    Member: _names("id case person court_limits wake_at"),
    Rhythm: _names("id case member person offered wake_at"),
    CheckIn: _names(
        "id case member person items code asking because shown remind_at again_at "
        "handed_over closes_at told_at wake_at"
    ),
    ProgressUpdate: _names("id case member person goal check_in replaces"),
    Obstacle: _names("id case person member goal check_in item resolved_by resolution"),
    Activity: _names("id case goal responsible person wake_at"),
    ClientOpinion: _names("id case written_by of"),
    Task: _names("id case person about words outcome wake_at"),
}
"""Marks of the program's own, or what others wrote or did."""

NEVER: dict[str, str] = {
    "BusyCalendar": "the owner sees it with /busy; it holds a password",
    "CalendarLink": "a secret link, only its hash",
    "Case": "about the child: the plan and the minutes tell it to whom they may",
    "ChannelRequest": "a phone that waited to be let in, gone in days",
    "Digest": "when a digest is due; no words",
    "FeedLink": "a secret link, only its hash",
    "Form": "a command not yet finished; its owner sees it",
    "Goal": "the network's; /plan shows it",
    "Group": "a chat of many",
    "Invitation": "a secret link, only its hash",
    "OwnCalendar": "the owner sees it with /caldav; it holds a password",
    "Roundtable": "of many people; /minutes gives the minutes",
    "Ticket": "a secret link, only its hash",
    "Timetable": "the owner sees it with /free",
}
"""Whole things that are not handed out, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAsked(Fact):
    """Somebody asked for everything that is kept about them."""

    task: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class DataHandedOut(Fact):
    """The case manager knew who asked, and let the data be handed out."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TellDataAsked(Message):
    """Tell who asked which number to tell the case manager, and until when they get it."""

    code: str
    number: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMyData(Message):
    """Hand somebody everything that is kept about and by them."""

    code: str
    content: str
    """As JSON: a list of entries for each kind of thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightAsked(Fact):
    """Somebody asked that their data is erased, or not used for now (GDPR 17, 18)."""

    task: TaskId
    kind: TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRightAsked(Message):
    """Tell who asked until when they have an answer, and what usually stays."""

    code: str
    kind: TaskKind
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRightAnswered(Message):
    """Tell who asked what came of it, in the case manager's words."""

    code: str
    kind: TaskKind
    words: str


Messages = TellDataAsked | SendMyData | TellRightAsked | TellRightAnswered
