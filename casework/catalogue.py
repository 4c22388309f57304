"""Every message there is, for those who must treat them all. One line a topic."""

from typing import get_args

from casework import (
    alarms,
    asking,
    busy_calendars,
    calendars,
    cases,
    channels,
    closing,
    court_limits,
    danger,
    deadlines,
    digests,
    emergency,
    forms,
    group_messages,
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
    plan_messages,
    reading,
    recalls,
    restricting,
    retention,
    rhythms,
    roundtable_messages,
    steps,
    tasks,
    team,
    timetables,
    verifying,
)

AnyMessage = (
    alarms.Messages
    | asking.Messages
    | calendars.Messages
    | busy_calendars.Messages
    | cases.Messages
    | channels.Messages
    | closing.Messages
    | danger.Messages
    | deadlines.Messages
    | digests.Messages
    | forms.Messages
    | court_limits.Messages
    | emergency.Messages
    | handover.Messages
    | group_messages.Messages
    | invitations.Messages
    | letters.Messages
    | mails.Messages
    | membership.Messages
    | notices.Messages
    | obstacles.Messages
    | overviews.Messages
    | own_data.Messages
    | own_calendars.Messages
    | people.Messages
    | permissions.Messages
    | pins.Messages
    | plan_messages.Messages
    | reading.Messages
    | recalls.Messages
    | restricting.Messages
    | retention.Messages
    | rhythms.Messages
    | steps.Messages
    | roundtable_messages.Messages
    | tasks.Messages
    | team.Messages
    | verifying.Messages
    | timetables.Messages
)

MESSAGES: dict[str, type] = {kind.__name__: kind for kind in get_args(AnyMessage)}
"""Each message by the name under which it lies in the outbox."""
