"""Everyone answers the poll in their own chat; the case manager sees where it stands."""

from dataclasses import replace

from casework import ballots, polls, vacancies
from casework.ballots import AskOneMore, AskTimes, RemindToVote
from casework.cases import Member
from casework.circles import Circle
from casework.ids import ShownId
from casework.outcome import Message, Outcome
from casework.polls import Cause
from casework.roundtables import Roundtable, RoundtableState, Step, Vote
from handlers import circles, forms, meetings, times
from handlers.incoming import Said
from handlers.roundtable_actions import (
    Do,
    NoneFits,
    TurnTo,
    VoteFor,
    WithRoundtable,
)
from handlers.turn import Turn


async def vote(turn: Turn, said: Said, action: VoteFor) -> None:
    """Take what somebody says to one time, and ask about the next."""
    await _take(turn, said, action, {action.option: action.vote}, action.option + 1)


async def none_fits(turn: Turn, said: Said, action: NoneFits) -> None:
    """Take it that none of the times suits somebody."""
    roundtable = await turn.tx.roundtables.get(action.roundtable)
    every = dict.fromkeys(range(len(roundtable.proposals)), Vote.NO)
    await _take(turn, said, action, every, None)


async def turn_to(turn: Turn, said: Said, action: TurnTo) -> None:
    """Ask somebody about one of the times again."""
    roundtable, circle = await circles.joined(turn, said.person.id, action.roundtable)
    ballots.check_running(roundtable, turn.now)
    await turn.tx.outbox.add(
        ballots.ballot(roundtable, circle, said.person.id, action.option, _shown(said))
    )


async def see_poll(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Show the case manager who has said what, and the best time so far."""
    roundtable, circle = await circles.led(turn, said.person.id, action.roundtable)
    polls.check_polling(roundtable)
    await turn.tx.keep(await where_it_stands(turn, roundtable, circle))


async def where_it_stands(
    turn: Turn, roundtable: Roundtable, circle: Circle
) -> Outcome:
    """Return what the case manager is shown of a poll, nothing else changing."""
    shown = await _recommend(turn, roundtable, circle, Cause.ASKED)
    return replace(shown, things=())


async def after_opinion(turn: Turn, roundtable: Roundtable, circle: Circle) -> Outcome:
    """Return the times again, or convene if the opinion was all that was missing."""
    over = not ballots.is_running(roundtable, turn.now)
    if over or ballots.is_complete(roundtable, circle):
        return await _result(turn, roundtable, circle, Cause.ASKED)
    return await where_it_stands(turn, roundtable, circle)


async def see_others(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Let the case manager choose among the times that are not recommended."""
    roundtable, circle = await circles.led(turn, said.person.id, action.roundtable)
    polls.check_polling(roundtable)
    _, others = polls.parted(times.ranked(turn, roundtable, circle))
    await turn.tx.outbox.add(
        polls.ShowOtherTimes(
            to=circle.manager,
            case=roundtable.case,
            roundtable=roundtable.id,
            code=circle.code,
            choices=others,
        )
    )


async def still_wanted(turn: Turn, message: Message) -> bool:
    """Say whether somebody is still to be asked for times, now that it would leave."""
    if not isinstance(message, AskTimes | RemindToVote | AskOneMore):
        return True
    roundtable = await turn.tx.roundtables.get(message.roundtable)
    seat = next((s for s in roundtable.seats if s.person == message.to), None)
    running = ballots.is_running(roundtable, turn.now)
    return running and seat is not None and seat.answered_at is None


async def wake(turn: Turn, roundtable: Roundtable, circle: Circle) -> None:
    """Remind the silent; at the deadline close the poll and recommend a time."""
    look_at, closes_at = polls.next_look(roundtable), roundtable.closes_at
    if look_at is None or closes_at is None or turn.now < look_at:
        await turn.tx.roundtables.keep(replace(roundtable, wake_at=look_at))
    elif look_at < closes_at:
        await turn.tx.keep(polls.remind(roundtable, circle, turn.now))
    else:
        closed = polls.close(roundtable)
        await turn.tx.keep(await _result(turn, closed, circle, Cause.CLOSED))


async def let_it_convene(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Let it be convened without asking the case manager, or ask after all."""
    polled, circle = await circles.led(turn, said.person.id, action.roundtable)
    polls.check_polling(polled)
    on = action.what is Do.BY_ITSELF
    chosen = replace(polled, by_itself=on)
    await forms.settle(turn, said)
    over = not ballots.is_running(chosen, turn.now)
    if on and (over or ballots.is_complete(chosen, circle)):
        await turn.tx.keep(await _result(turn, chosen, circle, Cause.ASKED))
        return
    told = vacancies.ConfirmByItself(
        to=circle.manager,
        case=polled.case,
        roundtable=polled.id,
        code=circle.code,
        on=on,
    )
    await turn.tx.keep(Outcome((chosen,), (), (told,)))


async def go_on_without(turn: Turn, member: Member) -> None:
    """Tell the case manager if all have answered but who is leaving just now.

    That somebody required has left is told at once, with what can be done.
    """
    for roundtable in await turn.tx.roundtables.ahead(member.case):
        circle = await circles.of_case(turn, roundtable.case)
        leaver = await turn.tx.people.get(member.person)
        empty = vacancies.seat_empty(roundtable, circle, member, leaver.name)
        if empty is not None:
            await turn.tx.outbox.add(empty)
        if roundtable.state is not RoundtableState.POLLING:
            continue
        staying = tuple(p for p in circle.present if p.member.id != member.id)
        circle = replace(circle, present=staying)
        waited_for = Step.TELL_COMPLETE not in roundtable.done
        if waited_for and ballots.is_complete(roundtable, circle):
            await turn.tx.keep(await _news(turn, roundtable, circle))


async def _take(
    turn: Turn,
    said: Said,
    action: VoteFor | NoneFits,
    votes: dict[int, Vote],
    following: int | None,
) -> None:
    voter = said.person.id
    roundtable, circle = await circles.joined(turn, voter, action.roundtable)
    before = roundtable.seat_of(voter)
    voted, facts = ballots.vote(roundtable, voter, votes, turn.now)
    shown = ballots.ballot(voted, circle, voter, following, _shown(said))
    outcome = Outcome((voted,), facts, (shown,))
    changed = before.votes != voted.seat_of(voter).votes
    if changed and ballots.is_complete(voted, circle):
        outcome += await _news(turn, voted, circle)
    await turn.tx.keep(outcome)


async def _result(
    turn: Turn, roundtable: Roundtable, circle: Circle, cause: Cause
) -> Outcome:
    """Return the poll's result: convened by itself if that was chosen, or a proposal."""
    choices = times.ranked(turn, roundtable, circle)
    missing = await circles.opinions_missing(turn, circle)
    at = vacancies.settled(roundtable, circle, choices, missing)
    if at is not None:
        return await meetings.convened_by_itself(turn, roundtable, circle, at)
    return polls.recommend(roundtable, circle, choices, missing, cause)


async def _news(turn: Turn, roundtable: Roundtable, circle: Circle) -> Outcome:
    """Tell the case manager once all have answered, and again if the best changes."""
    outcome = await _result(turn, roundtable, circle, Cause.COMPLETE)
    if outcome.things[0].state is not RoundtableState.POLLING:
        return outcome
    told = Step.TELL_COMPLETE in roundtable.done
    same = outcome.things[0].recommended == roundtable.recommended
    if told and same:
        return Outcome()
    done = roundtable.done | {Step.TELL_COMPLETE, Step.REMIND_SILENT}
    return replace(outcome, things=(replace(outcome.things[0], done=done),))


async def _recommend(
    turn: Turn, roundtable: Roundtable, circle: Circle, cause: Cause
) -> Outcome:
    choices = times.ranked(turn, roundtable, circle)
    missing = await circles.opinions_missing(turn, circle)
    return polls.recommend(roundtable, circle, choices, missing, cause)


def _shown(said: Said) -> ShownId | None:
    return said.shown.id if said.shown else None
