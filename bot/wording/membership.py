"""Words about who is in a network, and what the case manager can change."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.channels import close_label
from bot.wording.marks import N_
from bot.wording.names import NAMES, name_of
from casework.membership import (
    AskLeave,
    AskRemoval,
    MemberChange,
    MemberLine,
    Messages,
    Reach,
    Rest,
    ShowMember,
    ShowNetwork,
    TellLeft,
    TellOrphaned,
)
from casework.roles import Role
from handlers.actions import ChangeMember, Run
from handlers.channel_actions import RevokeChannel

_REACH: dict[Reach, str] = {
    Reach.JOINED: N_("has joined"),
    Reach.INVITED: N_("not yet reachable: the link has not been opened"),
    Reach.NOT_YET: N_("not yet reachable: the confidentiality text is not accepted"),
    Reach.ANEW: N_("must first accept the new confidentiality text"),
    Reach.AWAY: N_("away until {day}"),
    Reach.STOPPED: N_("has stopped the messages: please call"),
    Reach.UNREACHABLE: N_("messages do not arrive any more: please call"),
    Reach.LEFT: N_("has left"),
}


def word(message: Messages, words: Words) -> Text:
    """Put a message about the members of a network into words."""
    _ = words.gettext
    match message:
        case ShowNetwork():
            return _network(message, words)
        case ShowMember():
            return _member(message, words)
        case AskRemoval():
            return _removal(message, words)
        case AskLeave():
            return _leaving(message, words)
        case TellLeft():
            body = _("{code}: a member has left the network ({role}).").format(
                code=message.code, role=name_of(f"role.{message.role}", words)
            )
            rest = _orphaned(message.activities, words)
            return Text(f"{body} {rest}".strip(), _plan(message.code, words))
        case TellOrphaned():
            body = _orphaned(message.activities, words)
            return Text(f"{message.code}: {body}", _plan(message.code, words))
        case _:
            assert_never(message)


def _orphaned(activities: int, words: Words) -> str:
    if not activities:
        return ""
    return words.ngettext(
        "{count} activity needs somebody else to be responsible.",
        "{count} activities need somebody else to be responsible.",
        activities,
    ).format(count=activities)


def _plan(code: str, words: Words) -> tuple[Button, ...]:
    return (Button(words.gettext("Show the plan"), Run(command="plan", words=code)),)


def _network(message: ShowNetwork, words: Words) -> Text:
    _ = words.gettext
    head = _("{code}: who is in the network").format(code=message.code)
    body = "\n".join((head, *(f"• {_row(line, words)}" for line in message.lines)))
    if not message.leads:
        return Text(body)
    buttons = [
        Button(line.name, ChangeMember(member=line.member, change=MemberChange.SEE))
        for line in message.lines
        if line.role is not Role.CASE_MANAGER
    ]
    invite = Run(command="invite", words=message.code)
    return Text(body, (*buttons, Button(_("Invite someone"), invite)))


def _row(line: MemberLine, words: Words) -> str:
    parts = [f"{line.name} – {name_of(f'role.{line.role}', words)}"]
    if line.organisation:
        parts.append(line.organisation)
    if line.reach is not None and line.role is not Role.CASE_MANAGER:
        parts.append(_reach(line, words))
    if line.rests is not None:
        parts.append(_rest(line.rests, words))
    return ", ".join(parts)


def _reach(line: MemberLine, words: Words) -> str:
    if line.reach is None:
        return ""
    day = words.short_day(line.until) if line.until else ""
    return words.gettext(_REACH[line.reach]).format(day=day)


def _rest(rest: Rest, words: Words) -> str:
    _ = words.gettext
    since = words.short_day(rest.since)
    if rest.until is None:
        return _("data not used since {day}, by {name}").format(day=since, name=rest.by)
    return _("data not used since {day}, by {name}; used again from {until}").format(
        day=since, name=rest.by, until=words.short_day(rest.until)
    )


def _member(message: ShowMember, words: Words) -> Text:
    _ = words.gettext
    line = message.line
    sector = name_of(f"sector.{line.sector}", words)
    required = name_of("required.yes" if line.required else "required.no", words)
    lines = [
        f"{message.code}: {_row(line, words)}",
        _("Sector: {sector}. At roundtables: {required}.").format(
            sector=sector, required=required
        ),
    ]
    if line.purpose:
        key = f"purpose.{line.purpose}"
        purpose = name_of(key, words) if key in NAMES else line.purpose
        lines.append(_("In the network because: {purpose}").format(purpose=purpose))
    if line.last_word_at is not None:
        last = words.moment(line.last_word_at)
        lines.append(_("Last word: {moment}").format(moment=last))
    return Text("\n".join(lines), tuple(_changes(line, message.code, words)))


def _changes(line: MemberLine, code: str, words: Words) -> list[Button]:
    _ = words.gettext
    other = MemberChange.RELAX if line.required else MemberChange.REQUIRE
    labels = {
        MemberChange.NEW_LINK: _("New link"),
        other: _("Make optional") if line.required else _("Make required"),
        MemberChange.REPLACE: _("Replace by someone else"),
        MemberChange.ASK_REMOVE: _("Take out of the network"),
    }
    if line.rests is None:
        labels[MemberChange.RESTRICT] = _("Keep their data, do not use it")
    elif line.rests.until is None:
        labels[MemberChange.USE_AGAIN] = _("Use their data again in a week")
    buttons = [
        Button(label, ChangeMember(member=line.member, change=change))
        for change, label in labels.items()
    ]
    buttons += [
        Button(
            close_label(network, words),
            RevokeChannel(member=line.member, network=network),
        )
        for network in line.channels
    ]
    return [*buttons, Button(_("Who is in"), Run(command="network", words=code))]


def _removal(message: AskRemoval, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: take {name} out of the network? At once nothing more is asked of them "
        "and they see nothing more. What they wrote stays in the case."
    ).format(code=message.code, name=message.name)
    yes = ChangeMember(member=message.member, change=MemberChange.REMOVE)
    no = ChangeMember(member=message.member, change=MemberChange.SEE)
    return Text(body, (Button(_("Yes, take out"), yes), Button(_("No"), no)))


def _leaving(message: AskLeave, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: leave this network? At once you see nothing more of it; your case "
        "manager is told. The duty of confidentiality stays. If you only want fewer "
        "messages, see /settings."
    ).format(code=message.code)
    yes = ChangeMember(member=message.member, change=MemberChange.LEAVE)
    stay = Button(_("No, stay"), Run(command="help"))
    return Text(body, (Button(_("Yes, leave"), yes), stay))
