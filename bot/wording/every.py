"""Every message in words, in the reader's language: which topic words which."""

from typing import assert_never

from bot.languages import Words
from bot.text import Text
from bot.wording import (
    alarms,
    calendars,
    cases,
    channels,
    check_ins,
    closing,
    court_limits,
    danger,
    deadlines,
    digests,
    emergency,
    forms,
    free_times,
    groups,
    handover,
    invitations,
    letters,
    mails,
    membership,
    notices,
    obstacles,
    overviews,
    own_calendars,
    own_data,
    people,
    permissions,
    pins,
    planning,
    recalls,
    restricting,
    retention,
    rhythms,
    roundtables,
    steps,
    tasks,
    team,
    verifying,
)
from bot.wording.places import Places
from casework import alarms as alarm_rules
from casework import asking as asking_rules
from casework import busy_calendars as busy_rules
from casework import calendars as calendar_rules
from casework import cases as case_rules
from casework import channels as channel_rules
from casework import closing as closing_rules
from casework import court_limits as limit_rules
from casework import danger as danger_rules
from casework import deadlines as deadline_rules
from casework import digests as digest_rules
from casework import emergency as emergency_rules
from casework import forms as form_rules
from casework import group_messages, roundtable_messages
from casework import handover as handover_rules
from casework import invitations as invitation_rules
from casework import letters as letter_rules
from casework import mails as mail_rules
from casework import membership as membership_rules
from casework import notices as notice_rules
from casework import obstacles as obstacle_rules
from casework import overviews as overview_rules
from casework import own_calendars as own_calendar_rules
from casework import own_data as own_data_rules
from casework import people as people_rules
from casework import permissions as permission_rules
from casework import pins as pin_rules
from casework import plan_messages as planning_rules
from casework import reading as reading_rules
from casework import recalls as recall_rules
from casework import restricting as restricting_rules
from casework import retention as retention_rules
from casework import rhythms as rhythm_rules
from casework import steps as step_rules
from casework import tasks as task_rules
from casework import team as team_rules
from casework import timetables as timetable_rules
from casework import verifying as verifying_rules
from casework.catalogue import AnyMessage

_WithPlaces = (
    calendar_rules.Messages
    | channel_rules.Messages
    | closing_rules.Messages
    | invitation_rules.Messages
    | mail_rules.Messages
    | roundtable_messages.Messages
    | team_rules.Messages
)
"""What names a page, a file or a link of ours."""
_AboutData = (
    deadline_rules.Messages
    | limit_rules.Messages
    | emergency_rules.Messages
    | pin_rules.Messages
    | own_data_rules.Messages
    | permission_rules.Messages
    | recall_rules.Messages
    | restricting_rules.Messages
    | retention_rules.Messages
)
"""What is about who may see and keep what."""


def word(message: AnyMessage, words: Words, places: Places) -> Text:
    """Put a message into words."""
    if isinstance(message, _WithPlaces):
        return _with_places(message, words, places)
    if isinstance(message, _AboutData):
        return _about_data(message, words, places)
    if isinstance(message, alarm_rules.Messages):
        return alarms.word(message, words)
    if isinstance(message, asking_rules.Messages):
        return check_ins.word(message, words)
    if isinstance(message, case_rules.Messages):
        return cases.word(message, words)
    if isinstance(message, danger_rules.Messages):
        return danger.word(message, words)
    if isinstance(message, digest_rules.Messages):
        return digests.word(message, words)
    if isinstance(message, form_rules.Messages):
        return forms.word(message, words)
    if isinstance(message, group_messages.Messages):
        return groups.word(message, words)
    if isinstance(message, handover_rules.Messages):
        return handover.word(message, words)
    if isinstance(message, busy_rules.Messages | timetable_rules.Messages):
        return free_times.word(message, words)
    if isinstance(message, letter_rules.Messages):
        return letters.word(message, words)
    if isinstance(message, membership_rules.Messages):
        return membership.word(message, words)
    if isinstance(message, notice_rules.Messages):
        return notices.word(message, words)
    if isinstance(message, obstacle_rules.Messages):
        return obstacles.word(message, words)
    if isinstance(message, overview_rules.Messages):
        return overviews.word(message, words)
    if isinstance(message, own_calendar_rules.Messages):
        return own_calendars.word(message, words)
    if isinstance(message, people_rules.Messages):
        return people.word(message, words)
    if isinstance(message, planning_rules.Messages):
        return planning.word(message, words)
    if isinstance(message, rhythm_rules.Messages):
        return rhythms.word(message, words)
    if isinstance(message, step_rules.Messages | reading_rules.Messages):
        return steps.word(message, words)
    if isinstance(message, task_rules.Messages):
        return tasks.word(message, words)
    if isinstance(message, verifying_rules.Messages):
        return verifying.word(message, words)
    assert_never(message)


def _with_places(message: _WithPlaces, words: Words, places: Places) -> Text:
    if isinstance(message, calendar_rules.Messages):
        return calendars.word(message, words, places)
    if isinstance(message, channel_rules.Messages):
        return channels.word(message, words, places)
    if isinstance(message, closing_rules.Messages):
        return closing.word(message, words, places)
    if isinstance(message, invitation_rules.Messages):
        return invitations.word(message, words, places)
    if isinstance(message, mail_rules.Messages):
        return mails.word(message, words, places)
    if isinstance(message, roundtable_messages.Messages):
        return roundtables.word(message, words, places)
    if isinstance(message, team_rules.Messages):
        return team.word(message, words, places)
    assert_never(message)


def _about_data(message: _AboutData, words: Words, places: Places) -> Text:
    if isinstance(message, deadline_rules.Messages):
        return deadlines.word(message, words)
    if isinstance(message, limit_rules.Messages):
        return court_limits.word(message, words)
    if isinstance(message, emergency_rules.Messages):
        return emergency.word(message, words)
    if isinstance(message, pin_rules.Messages):
        return pins.word(message, words)
    if isinstance(message, own_data_rules.Messages):
        return own_data.word(message, words)
    if isinstance(message, permission_rules.Messages):
        return permissions.word(message, words, places)
    if isinstance(message, recall_rules.Messages):
        return recalls.word(message, words)
    if isinstance(message, restricting_rules.Messages):
        return restricting.word(message, words)
    if isinstance(message, retention_rules.Messages):
        return retention.word(message, words)
    assert_never(message)
