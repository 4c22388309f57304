"""Words about when people can come: their week, their calendars, organisations."""

from collections.abc import Iterable
from datetime import time
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from casework.busy_calendars import (
    ConfirmCalendar,
    ConfirmCalendarRemoved,
    ShowBusy,
    Taken,
    TellTrouble,
)
from casework.ids import BusyCalendarId
from casework.timetables import (
    DAY,
    ConfirmOrganisation,
    DaysOff,
    DayTimes,
    ShowFreeTime,
    Stretch,
    Told,
)
from handlers.actions import Run
from handlers.free_actions import ForgetCalendar, ForgetLine, SeeBusy

Messages = (
    ConfirmCalendar
    | ConfirmCalendarRemoved
    | ConfirmOrganisation
    | ShowBusy
    | ShowFreeTime
    | TellTrouble
)


def word(message: Messages, words: Words) -> Text:
    """Put a message about somebody's free time into words."""
    _ = words.gettext
    match message:
        case ConfirmCalendar():
            body = _(
                "Your calendar at {host} is being read. Only free and busy times are "
                "kept, never what you do, and nobody sees them: your case manager only "
                "learns that a time does not suit you."
            )
            return Text(body.format(host=message.host))
        case ConfirmCalendarRemoved():
            body = _(
                "Your calendar at {host} is read no more; the link and what was read "
                "are erased."
            )
            return Text(body.format(host=message.host))
        case ShowBusy():
            return _busy(message, words)
        case TellTrouble():
            return _trouble(message, words)
        case ShowFreeTime():
            return _free(message, words)
        case ConfirmOrganisation():
            return Text("\n".join(_organisation(message, words)))
        case _:
            assert_never(message)


def week_lines(days: Iterable[DayTimes], words: Words) -> str:
    """Return weekdays with their times, such as "Tuesday 14:00–17:00"."""
    return "\n".join(
        f"{words.weekday(each.weekday)} {_times(each.times, words)}" for each in days
    )


def _times(times: tuple[Stretch, ...], words: Words) -> str:
    if not times:
        return words.gettext("not at all")
    if times == (Stretch(),):
        return words.gettext("all day")
    return ", ".join(_stretch(each, words) for each in times)


def _stretch(each: Stretch, words: Words) -> str:
    return f"{_clock(each.opens, words)}–{_clock(each.closes, words)}"


def _clock(minutes: int, words: Words) -> str:
    if minutes == DAY:
        return "24:00"
    return words.clock(time(minutes // 60, minutes % 60))


def _busy(message: ShowBusy, words: Words) -> Text:
    _ = words.gettext
    if message.taken:
        lines = [_("Busy by your calendar at {host}:").format(host=message.host)]
        lines += [_span(each, words) for each in message.taken]
    else:
        body = _("Your calendar at {host} was read: nothing in it takes time soon.")
        lines = [body.format(host=message.host)]
    if message.more:
        more = words.ngettext("… and {count} more", "… and {count} more", message.more)
        lines.append(more.format(count=message.more))
    if message.skipped:
        skipped = words.ngettext(
            "{count} entry could not be understood and is not counted.",
            "{count} entries could not be understood and are not counted.",
            message.skipped,
        )
        lines.append(skipped.format(count=message.skipped))
    return Text("\n".join(lines), _remove(message.calendar, words))


def _span(each: Taken, words: Words) -> str:
    first, last = words.local_day(each.starts_at), words.local_day(each.ends_at)
    zone = words.zone
    start = words.clock(each.starts_at.astimezone(zone).time())
    end = words.clock(each.ends_at.astimezone(zone).time())
    if first == last:
        return f"{words.day(first)} {start}–{end}"
    return f"{words.day(first)} {start} – {words.day(last)} {end}"


def _trouble(message: TellTrouble, words: Words) -> Text:
    _ = words.gettext
    if message.first:
        opening = _("The calendar at {host} could not be read.")
    else:
        opening = _(
            "Your calendar at {host} cannot be read any more. What was read before "
            "still counts, and I will keep trying."
        )
    why = _(_TROUBLES[message.trouble])
    again = Button(_("Give another link"), Run(command="busy"))
    buttons = (again, *_remove(message.calendar, words))
    return Text(f"{opening.format(host=message.host)} {why}", buttons)


def _remove(calendar: BusyCalendarId, words: Words) -> tuple[Button, ...]:
    label = words.gettext("Remove this calendar")
    return (Button(label, ForgetCalendar(calendar=calendar)),)


def _free(message: ShowFreeTime, words: Words) -> Text:
    _ = words.gettext
    parts = [
        _("You are asked to roundtables in these times only:"),
        week_lines(message.week, words),
    ]
    if message.days_off:
        parts.append(_off(message.days_off, words))
    parts += [_calendar(each.host, each.trouble, words) for each in message.calendars]
    parts.append(
        _(
            "You can also simply write: Tuesdays after 14; not on Fridays. Nobody sees "
            "this; your case manager only learns that a time does not suit you."
        )
    )
    return Text("\n".join(parts), tuple(_changes(message, words)))


def _off(days: tuple[DaysOff, ...], words: Words) -> str:
    spans = "; ".join(_days(each, words) for each in days)
    return words.gettext("Days off: {days}").format(days=spans)


def _days(each: DaysOff, words: Words) -> str:
    first = words.short_day(each.first)
    if each.first == each.last:
        return first
    return f"{first}–{words.short_day(each.last)}"


def _calendar(host: str, trouble: str, words: Words) -> str:
    if trouble:
        body = words.gettext("Calendar at {host}: cannot be read at the moment.")
    else:
        body = words.gettext("Calendar at {host}: busy times are taken into account.")
    return body.format(host=host)


def _changes(message: ShowFreeTime, words: Words) -> list[Button]:
    _ = words.gettext
    buttons = [
        Button(_("Working days and lunch"), Run(command="free", words="week")),
        Button(_("Days off"), Run(command="free", words="off")),
        Button(_("Say it in words"), Run(command="free", words="words")),
        Button(_("Link to my calendar"), Run(command="free", words="link")),
        Button(_("My calendar server (CalDAV)"), Run(command="free", words="caldav")),
    ]
    if message.organisations:
        school = Run(command="free", words="school")
        buttons.append(Button(_("Hours of the organisation"), school))
    for number, told in enumerate(message.told):
        label = _("Forget: {what}").format(what=_told(told, words))
        forget = ForgetLine(told=True, number=number, of=len(message.told))
        buttons.append(Button(label, forget))
    for number, days in enumerate(message.days_off):
        label = _("Forget: {what}").format(what=_days(days, words))
        forget = ForgetLine(told=False, number=number, of=len(message.days_off))
        buttons.append(Button(label, forget))
    for line in message.calendars:
        see = _("Show what was read: {host}").format(host=line.host)
        buttons.append(Button(see, SeeBusy(calendar=line.id)))
        drop = _("Remove: {host}").format(host=line.host)
        buttons.append(Button(drop, ForgetCalendar(calendar=line.id)))
    return buttons


def _told(told: Told, words: Words) -> str:
    days = ", ".join(words.weekday(each) for each in told.weekdays)
    if told.never and told.stretch == Stretch():
        times = words.gettext("not at all")
    elif told.never:
        times = words.gettext("not {times}").format(times=_stretch(told.stretch, words))
    else:
        times = _times((told.stretch,), words)
    if told.only:
        times = words.gettext("{times}, no other day").format(times=times)
    return f"{days} {times}"


def _organisation(message: ConfirmOrganisation, words: Words) -> list[str]:
    _ = words.gettext
    lines = [_("What is known of {name} now:").format(name=message.organisation)]
    if message.week:
        lines.append(week_lines(message.week[:5], words))
    if message.days_off:
        spans = "; ".join(_days(each, words) for each in message.days_off)
        lines.append(_("Closed: {days}").format(days=spans))
    lines.append(
        _("In school breaks its people can come.")
        if message.open_in_breaks
        else _("In school breaks nobody of a school or kindergarten is asked to come.")
    )
    return lines


_TROUBLES = {
    "not_https": N_("The link must begin with https://."),
    "inner": N_("The link leads to a place inside a network that I may not open."),
    "redirects": N_("The link leads from one place to the next without end."),
    "unreachable": N_(
        "There was no proper answer. Please look whether it still works."
    ),
    "too_slow": N_("It took too long to answer."),
    "too_big": N_(
        "It is too big. Please publish a calendar with fewer years, or with free and "
        "busy times only."
    ),
    "no_login": N_(
        "It asks for a password. Please publish the calendar, or check the password."
    ),
    "gone": N_("There is no calendar there any more. Please publish it anew."),
    "web_page": N_(
        "This is a web page, not a calendar link. In Outlook you find the link under "
        "Settings – Calendar – Shared calendars – Publish a calendar – ICS; in Google "
        "Calendar under Settings of the calendar – Secret address in iCal format."
    ),
    "not_a_calendar": N_("What lies there is no calendar file (.ics)."),
    "endless": N_(
        "It holds a repetition by the hour, minute or second that never ends. Please "
        "take that entry out."
    ),
    "broken": N_("The calendar file is broken."),
}
