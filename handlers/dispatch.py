"""Which handler takes which thing that came in."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from casework.ids import PersonId
from casework.refusals import (
    CannotRead,
    ConfidentialityFirst,
    HoldsPersonalCode,
    InvitationUnknown,
    NoSuchCase,
    NotYours,
    Refusal,
    UnknownCommand,
)
from casework.words import checked
from handlers import (
    actions,
    answering_page,
    answers,
    binding,
    cases,
    channel_actions,
    channels,
    check_in_actions,
    check_in_presses,
    closed,
    closing,
    confirming,
    corrections,
    court_limits,
    danger,
    drafting,
    emergency,
    feeds,
    forms,
    free_times,
    group_card,
    group_posts,
    groups,
    guards,
    handover,
    inviting,
    joining,
    leaving,
    letters,
    mailed,
    membership,
    minutes_corrected,
    obstacles,
    opinions,
    own_address,
    own_calendars,
    pins,
    planning,
    preferences,
    presses,
    reach,
    rhythm_form,
    rights,
    roundtable_actions,
    roundtables,
    settings,
    strangers,
    taking,
    tasks,
    team,
    views,
    which_case,
)
from handlers.incoming import Incoming, Said
from handlers.refusing import Refused, are_free_words
from handlers.turn import Turn

Handler = Callable[[Turn, Said], Awaitable[None]]
Press = Callable[[Turn, Said, Any], Awaitable[None]]

COMMANDS: dict[str, Handler] = {
    "answer": letters.answer,
    "away": settings.away,
    "busy": free_times.calendar,
    "back": preferences.back,
    "caldav": own_calendars.command,
    "calendar": feeds.calendar,
    "cancel": forms.cancel,
    "change": answers.change_last,
    "checkin": answers.check_in,
    "close": closing.begin,
    "email": own_address.email,
    "emergency": emergency.begin,
    "handover": handover.begin,
    "free": free_times.free,
    "help": preferences.show_help,
    "hours": settings.hours,
    "invite": inviting.invite,
    "language": preferences.language,
    "leave": leaving.leave,
    "limits": court_limits.command,
    "minutes": minutes_corrected.command,
    "network": membership.show,
    "newcase": cases.new_case,
    "obstacles": obstacles.show,
    "newgoal": planning.begin,
    "pin": pins.command,
    "plan": planning.show,
    "readers": views.readers,
    "reopen": closed.begin_reopening,
    "rhythm": rhythm_form.begin,
    "settings": settings.show,
    "opinion": opinions.opinion,
    "roundtable": drafting.roundtable,
    "start": preferences.start,
    "status": views.status,
    "stop": preferences.stop,
    "summary": views.summary,
    "tasks": tasks.show,
    "team": team.show,
    "where": channels.show,
    **rights.COMMANDS,
}
PRESSES: dict[type, Press] = {
    actions.AcceptConfidentiality: joining.accept,
    actions.AnswerHandover: handover.answer,
    actions.AnswerTask: letters.begin_answer,
    actions.ChangeMember: membership.change,
    actions.ChooseTeam: binding.choose,
    actions.EndTask: tasks.end,
    actions.OnActivity: planning.on_activity,
    actions.OnGoal: planning.on_goal,
    actions.OnGroup: group_card.on_group,
    actions.OnHeldPost: group_posts.settle_held,
    actions.Pick: forms.pick,
    actions.ReleaseSummary: views.release,
    actions.RemindNow: views.remind_now,
    actions.SeeTask: tasks.see,
    actions.Speak: joining.speak,
    channel_actions.ChooseChannel: channels.choose,
    channel_actions.DecideChannel: confirming.decide,
    channel_actions.OpenChannel: channels.open_other,
    channel_actions.RevokeChannel: confirming.revoke,
    **check_in_presses.PRESSES,
    **court_limits.PRESSES,
    **free_times.PRESSES,
    **rights.PRESSES,
    **roundtables.PRESSES,
}
ANSWERS = (
    check_in_actions.AnswerItem,
    check_in_actions.GoOn,
    check_in_actions.SkipItem,
    roundtable_actions.AnswerInvitation,
    roundtable_actions.NoneFits,
    roundtable_actions.OwnMail,
    roundtable_actions.RateGoal,
    roundtable_actions.VoteFor,
)
"""Who answers although they are away may be back: they are asked, once."""


async def dispatch(turn: Turn, incoming: Incoming) -> PersonId | None:
    """Find out who speaks and hand their words to the right handler.

    Returns who spoke, or None for a stranger.

    Raises:
        Refusal: an expected no, to be worded for the speaker.
    """
    if incoming.room is not None:
        heard = await groups.heard(turn, incoming)
        if heard is None:
            return None
        incoming = heard
    if await _is_no_chat(turn, incoming):
        return None
    if incoming.start:
        try:
            await joining.open_link(turn, incoming)
        except InvitationUnknown:
            await strangers.answer(turn, incoming)
        return None
    if incoming.reachable is not None:
        await reach.news(turn, incoming)
        return None
    person_id = await reach.heard(turn, incoming.network, incoming.address)
    if person_id is None:
        await strangers.answer(turn, incoming)
        return None
    try:
        await _hand_on(turn, incoming, person_id)
    except ConfidentialityFirst as refusal:
        if not await joining.ask_again(turn, person_id):
            raise Refused(person_id, refusal, incoming) from refusal
    except Refusal as refusal:
        raise Refused(person_id, refusal, incoming) from refusal
    return person_id


async def _is_no_chat(turn: Turn, incoming: Incoming) -> bool:
    """Take what nobody said to us in a chat of their own, or leave it."""
    if incoming.mail is not None:
        await mailed.take(turn, incoming.mail)
        return True
    if incoming.answer is not None:
        await answering_page.take(turn, incoming.answer)
        return True
    unheard = incoming.team and not await guards.heard_in_team(turn, incoming)
    return bool(unheard)


async def _hand_on(turn: Turn, incoming: Incoming, person_id: PersonId) -> None:
    known = await turn.tx.people.get(person_id)
    through = await pins.gate(turn, known, incoming)
    if through is None:
        return
    incoming, person = through, await turn.tx.people.get(person_id)
    said = Said(
        person=person,
        text=incoming.text,
        ref=incoming.ref,
        edits=incoming.edits,
        keyboard=incoming.keyboard,
        team=incoming.team,
    )
    if incoming.withheld:
        raise HoldsPersonalCode
    if incoming.media:
        raise CannotRead(incoming.media)
    if are_free_words(incoming):
        said = await _under(turn, said, incoming)
        await danger.heed(turn, said)
    if not incoming.pressed and await guards.has_stopped(turn, said):
        return
    if incoming.pressed:
        await _press(turn, said, incoming.pressed)
    elif incoming.text.startswith("/"):
        await command(turn, said)
    elif incoming.edits:
        await corrections.correct(turn, replace(said, text=checked(said.text)))
    elif incoming.team is None:
        await taking.take_words(turn, said)
        await channels.hint(turn, said.person.id, incoming.network)


async def command(turn: Turn, said: Said) -> None:
    """Carry out a command; its answer always comes in private.

    Raises:
        UnknownCommand: there is none by this name.
    """
    name, _, rest = said.text.removeprefix("/").partition(" ")
    handler = COMMANDS.get(name.lower())
    if handler is None:
        raise UnknownCommand
    try:
        await handler(turn, replace(said, text=rest.strip()))
    except NoSuchCase as unclear:
        await which_case.choose(turn, said, name.lower(), unclear)


async def _press(turn: Turn, said: Said, pressed: str) -> None:
    reader = None if said.team else said.person.id
    number, index = presses.opened(turn.tx.keys, pressed, reader)
    shown = await turn.tx.outbox.shown(number)
    if shown is None or index >= len(shown.actions):
        raise NotYours
    said = replace(said, shown=shown, chosen=index)
    action = actions.unpacked(shown.actions[index])
    if isinstance(action, check_in_actions.ReportDanger):
        # Heard whatever else is over, closed or stopped.
        await danger.report(turn, said, action)
        return
    await guards.may_press(turn, said, shown, action)
    if isinstance(action, actions.Run):
        said = replace(said, text=f"/{action.command} {action.words}")
    if await guards.has_stopped(turn, said):
        return
    if isinstance(action, actions.Run):
        await command(turn, said)
        return
    await PRESSES[type(action)](turn, said, action)
    if isinstance(action, ANSWERS):
        await preferences.offer_return(turn, said)


async def _under(turn: Turn, said: Said, incoming: Incoming) -> Said:
    if not incoming.reply_to:
        return said
    shown = await turn.tx.outbox.shown_as(incoming.network, incoming.reply_to)
    mine = shown is not None and shown.person == said.person.id
    return replace(said, shown=shown) if mine else said
