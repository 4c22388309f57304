"""A member answers a check-in: by a tap, in words, later, anew, ahead, or not at all."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

from casework import answering, correcting, reminding
from casework.asking import OfferOtherAnswers, TellNoneWaits, Thank
from casework.cases import MemberState
from casework.check_ins import CheckIn, CheckInState
from casework.forms import FORGOTTEN_AFTER
from casework.ids import CheckInId, PersonId
from casework.notices import SettleButtons
from casework.outcome import Outcome, Outgoing
from casework.refusals import CaseClosed, ConfidentialityFirst, NotYours, OutOfDate
from casework.timing import next_open
from casework.words import checked
from handlers import check_ins, copies, follow_ups, helping, rhythms
from handlers.check_in_actions import (
    AnswerItem,
    ChangeAnswer,
    GoOn,
    LetRead,
    PutOff,
    ShowAnswers,
    ShowOthers,
    SkipItem,
)
from handlers.forms import settle
from handlers.incoming import Said
from handlers.turn import Turn

LATER_TODAY = timedelta(hours=3)


async def answer(turn: Turn, said: Said, action: AnswerItem) -> None:
    """Take a pressed answer."""
    check_in = await answerable(turn, said, action.check_in)
    outcome = answering.choose(check_in, action.item, action.choice, turn.now)
    if outcome.things and action.choice in check_in.items[action.item].alerts:
        outcome = await helping.tell(turn, outcome)
    await _take(turn, said, (check_in, action.item), outcome)


async def skip(turn: Turn, said: Said, action: SkipItem) -> None:
    """Take a reason for not answering."""
    check_in = await answerable(turn, said, action.check_in)
    outcome = answering.skip(check_in, action.item, action.reason, turn.now)
    await _take(turn, said, (check_in, action.item), outcome)


async def write(turn: Turn, said: Said) -> bool:
    """Take written words as an answer; False: no question waits for any."""
    found = await _meant(turn, said)
    if found is None:
        return False
    check_in, item = await answerable(turn, said, found[0]), found[1]
    outcome = answering.write(check_in, item, checked(said.text), turn.now)
    if said.ref and outcome.things:
        outcome = correcting.signed(outcome, said.ref)
    await _take(turn, said, (check_in, item), outcome)
    return True


async def go_on(turn: Turn, said: Said, action: GoOn) -> None:
    """Put the next open question of a check-in left behind."""
    check_in = await answerable(turn, said, action.check_in)
    await settle(turn, said)
    await turn.tx.keep(answering.go_on(check_in, turn.now))
    await check_ins.start_waiting(turn, said.person.id, here=True)


async def change(turn: Turn, said: Said, action: ChangeAnswer) -> None:
    """Put a question again whose answer shall be another."""
    check_in = await answerable(turn, said, action.check_in)
    await settle(turn, said)
    await turn.tx.keep(answering.ask_again(check_in, action.item, turn.now))


async def show_answers(turn: Turn, said: Said, action: ShowAnswers) -> None:
    """Ask which answer of this check-in shall be changed."""
    check_in = await answerable(turn, said, action.check_in)
    await turn.tx.keep(answering.offer_changes(check_in))


async def let_read(turn: Turn, said: Said, action: LetRead) -> None:
    """Switch who reads what is written to a question, in its place."""
    check_in = await answerable(turn, said, action.check_in)
    shown = said.shown.id if said.shown else None
    outcome = answering.let_read(
        check_in, action.item, action.audience, turn.now, shown
    )
    await turn.tx.keep(outcome)
    await follow_ups.draw(turn, check_in.id, action.item)


async def show_others(turn: Turn, said: Said, action: ShowOthers) -> None:
    """Show what can be said instead of an answer."""
    check_in = await answerable(turn, said, action.check_in)
    if answering.is_past(check_in, action.item):
        await turn.tx.keep(answering.already(check_in, action.item))
        return
    await turn.tx.outbox.add(
        OfferOtherAnswers(
            to=said.person.id,
            case=check_in.case,
            check_in=check_in.id,
            code=check_in.code,
            question_set=check_in.question_set,
            item=action.item,
        )
    )


async def put_off(turn: Turn, said: Said, action: PutOff) -> None:
    """Ask later: in some hours, or as many days from now at the hour of the prompt."""
    check_in = await answerable(turn, said, action.check_in)
    if answering.is_past(check_in, action.item):
        await turn.tx.keep(answering.already(check_in, action.item))
        return
    wanted = turn.now + LATER_TODAY
    if action.days:
        zone = turn.office.zone
        day = turn.today + timedelta(days=action.days)
        at: time = check_in.due_at.astimezone(zone).time()
        wanted = turn.almanac.at(day, at)
    until = next_open(said.person, wanted, turn.almanac)
    outcome = reminding.put_off(check_in, action.item, until, turn.now)
    await _freeze(turn, said, check_in, outcome)
    await turn.tx.keep(outcome)


async def check_in(turn: Turn, said: Said) -> None:
    """Go on where somebody stopped; if nothing is open, ask ahead of time."""
    for running in await _open_in(turn, said):
        await turn.tx.keep(answering.go_on(running, turn.now))
        return
    mine = await turn.tx.rhythms.of_person(said.person.id)
    for rhythm in sorted(mine, key=lambda rhythm: rhythm.next_at):
        if await rhythms.ahead(turn, rhythm):
            return
    moments = [rhythm.next_at for rhythm in mine if not rhythm.paused]
    following = min(moments, default=None)
    await turn.tx.outbox.add(TellNoneWaits(to=said.person.id, next_at=following))


async def change_last(turn: Turn, said: Said) -> None:
    """Ask which answer of the newest check-in shall be changed.

    Raises:
        OutOfDate: nothing has been answered yet.
    """
    mine = await turn.tx.check_ins.of_person(said.person.id)
    answered = [c for c in mine if c.answers]
    if not answered:
        raise OutOfDate
    newest = max(answered, key=lambda c: c.answers[-1].at)
    check_in = await answerable(turn, said, newest.id)
    await turn.tx.keep(answering.offer_changes(check_in))


async def _take(
    turn: Turn, said: Said, about: tuple[CheckIn, int], outcome: Outcome
) -> None:
    """Keep an answer, what follows from it, and what it lets begin."""
    before, item = about
    if not outcome.things:
        await turn.tx.keep(outcome)
        return
    await _freeze(turn, said, before, outcome)
    messages = [await _completed(turn, before, m) for m in outcome.messages]
    await turn.tx.keep(replace(outcome, messages=tuple(messages)))
    await follow_ups.draw(turn, before.id, item)
    member = await turn.tx.members.get(before.member)
    await turn.tx.members.keep(replace(member, last_word_at=turn.now))
    await check_ins.start_waiting(turn, said.person.id, here=True)


async def _freeze(turn: Turn, said: Said, before: CheckIn, after: Outcome) -> None:
    """Let the question pressed show the answer, and its other copies rest."""
    await settle(turn, said)
    pressed = said.shown.id if said.chosen is not None and said.shown else None
    asked = before.asking
    if asked is not None:
        await copies.let_rest(turn, said, before, asked)
    if before.shown in {None, pressed} or asked is None:
        return
    now: CheckIn = after.things[0]
    if now.asking != asked or now.because != before.because or now.again_at:
        await turn.tx.outbox.add(
            SettleButtons(
                to=said.person.id, case=before.case, shown=before.shown, chosen=None
            )
        )


async def _completed(turn: Turn, check_in: CheckIn, message: Outgoing) -> Outgoing:
    """Let the thanks say what waits next, and offer once to choose the rhythm."""
    if not isinstance(message, Thank):
        return message
    unfinished = await turn.tx.check_ins.open_of(check_in.person)
    waiting = [c.code for c in unfinished if c.state is CheckInState.PLANNED]
    offered = False
    for rhythm in await turn.tx.rhythms.of_member(check_in.member, check_in.case):
        if not rhythm.offered and message.done:
            await turn.tx.rhythms.keep(replace(rhythm, offered=True))
            offered = True
    return replace(message, waiting=tuple(waiting), offer_rhythm=offered)


async def _meant(turn: Turn, said: Said) -> tuple[CheckInId, int] | None:
    """Return which question words belong to: the one replied to, or the one asked.

    A form that was asked later than the question has the words instead.
    """
    if said.shown is not None and said.shown.kind in copies.QUESTIONS:
        for action in said.shown.actions:
            if "check_in" in action and "item" in action:
                return CheckInId(UUID(action["check_in"])), int(action["item"])
    talking = await turn.tx.check_ins.talking_to(said.person.id)
    asked = [c for c in talking if c.asking is not None and await _is_in(turn, c)]
    newest = max(asked, key=lambda c: c.asked_at or c.due_at, default=None)
    if newest is None or newest.asking is None:
        return None
    if await _form_is_newer(turn, said.person.id, newest):
        return None
    return newest.id, newest.asking


async def _is_in(turn: Turn, check_in: CheckIn) -> bool:
    member = await turn.tx.members.get(check_in.member)
    return member.state is MemberState.ACTIVE


async def _form_is_newer(turn: Turn, person: PersonId, check_in: CheckIn) -> bool:
    form = await turn.tx.forms.open_of(person)
    if form is None or form.asked is None or not form.asked.takes_text:
        return False
    assert form.wake_at is not None  # noqa: S101 - an open form is let go one day
    asked_at = form.wake_at - FORGOTTEN_AFTER
    return (check_in.asked_at or check_in.due_at) < asked_at


async def _open_in(turn: Turn, said: Said) -> list[CheckIn]:
    """Return what a person can go on with; of one case only, if its code is named."""
    unfinished = await turn.tx.check_ins.open_of(said.person.id)
    code = said.text.strip().upper()
    return [c for c in unfinished if c.runs and code in {"", c.code}]


async def answerable(turn: Turn, said: Said, check_in_id: CheckInId) -> CheckIn:
    """Return a check-in that its own member may still answer.

    Raises:
        NotYours: it is somebody else's, or they are not in the network now.
        ConfidentialityFirst: the newest text waits to be accepted.
        CaseClosed: nothing is written in this case any more.
    """
    check_in = await turn.tx.check_ins.get(check_in_id)
    member = await turn.tx.members.get(check_in.member)
    if check_in.person != said.person.id or member.state is not MemberState.ACTIVE:
        raise NotYours
    if not member.reads:
        raise ConfidentialityFirst
    case = await turn.tx.cases.get(check_in.case)
    if not case.is_open:
        raise CaseClosed
    return check_in
