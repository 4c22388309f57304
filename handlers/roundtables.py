"""Roundtables by button and by time: which handler does what."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from casework import announcements, minutes, stages
from casework import minutes_corrected as corrections
from casework.circles import Circle
from casework.opinions import AskOpinionFirst
from casework.outcome import Outcome
from casework.refusals import CaseClosed
from casework.roundtables import Roundtable, RoundtableState, Step
from handlers import (
    attaining,
    attending,
    circles,
    day_views,
    drafting,
    gathered,
    mailed_unproven,
    meetings,
    minutes_corrected,
    minutes_end,
    opinions,
    repeating,
    roundtable_actions,
    standing_in,
    suggesting,
    transfers,
    unseating,
    voting,
)
from handlers import contributions as contribution_handlers
from handlers import minutes as minute_handlers
from handlers.incoming import Said
from handlers.roundtable_actions import Do, WithRoundtable
from handlers.turn import Turn

Doing = Callable[[Turn, Said, WithRoundtable], Awaitable[None]]

DOINGS: dict[Do, Doing] = {
    Do.PURPOSE: drafting.change,
    Do.PEOPLE: drafting.change,
    Do.LENGTH: drafting.change,
    Do.WEEKS: drafting.change,
    Do.PLACE: drafting.change,
    Do.OWN_TIME: drafting.change,
    Do.ASK: drafting.ask,
    Do.DISCARD: drafting.discard,
    Do.DRAFT: drafting.see,
    Do.SEE: meetings.see,
    Do.SEE_POLL: voting.see_poll,
    Do.OTHER_TIMES: voting.see_others,
    Do.MOVE: meetings.begin_move,
    Do.CANCEL: meetings.begin_cancel,
    Do.SEAT: meetings.begin_seat,
    Do.UNSEAT: unseating.begin,
    Do.RATE: attaining.begin,
    Do.RAISE: contribution_handlers.begin,
    Do.NOTHING_TO_RAISE: contribution_handlers.nothing,
    Do.SUGGEST: suggesting.begin,
    Do.CHILD: drafting.change,
    Do.NEW_TIMES: drafting.new_times,
    Do.BY_ITSELF: voting.let_it_convene,
    Do.ASK_ME: voting.let_it_convene,
    Do.STAND_IN: standing_in.begin,
    Do.REPEAT: repeating.begin,
    Do.HELD: minute_handlers.begin_attendance,
    Do.DECIDE: minute_handlers.begin_decision,
    Do.END: minutes_end.begin_end,
    Do.TAKE_OUT: minute_handlers.begin_take_out,
    Do.CORRECT: minutes_corrected.begin,
    Do.WHOLE: minutes_corrected.show,
    Do.DOCUMENT: transfers.document,
    Do.STAR: transfers.star,
    Do.STAR_CHECKED: transfers.checked,
    Do.STAR_DONE: transfers.begin,
    Do.STAR_NOT: transfers.begin,
}


async def do(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Do with a roundtable what the pressed button says."""
    await DOINGS[action.what](turn, said, action)


PRESSES: dict[type, Callable[[Turn, Said, Any], Awaitable[None]]] = {
    roundtable_actions.AnswerInvitation: attending.answer,
    roundtable_actions.AnswerSeries: repeating.answer,
    roundtable_actions.Convene: meetings.convene,
    roundtable_actions.DecideSuggestion: suggesting.decide,
    roundtable_actions.LetOneStand: drafting.let_one_stand,
    roundtable_actions.Ease: drafting.ease,
    roundtable_actions.NoneFits: voting.none_fits,
    roundtable_actions.OwnMail: mailed_unproven.settle,
    roundtable_actions.RateGoal: attaining.rate,
    roundtable_actions.SeeDays: day_views.see,
    roundtable_actions.SeeMailsGathered: gathered.see,
    roundtable_actions.SettleCorrection: minutes_corrected.settle,
    roundtable_actions.TakeTime: day_views.take,
    roundtable_actions.TurnTo: voting.turn_to,
    roundtable_actions.VoteFor: voting.vote,
    roundtable_actions.WithRoundtable: do,
    roundtable_actions.WriteOpinion: opinions.begin,
}
"""What the buttons around roundtables do, by the kind of their action."""


async def wake(turn: Turn, roundtable: Roundtable) -> None:
    """Do what the time has brought: remind, close, ask, send."""
    if roundtable.state is RoundtableState.DRAFT:
        await drafting.forget(turn, roundtable)
        return
    try:
        circle = await circles.of_case(turn, roundtable.case)
    except CaseClosed:
        await turn.tx.roundtables.keep(replace(roundtable, wake_at=None))
        return
    if roundtable.state is RoundtableState.POLLING:
        await voting.wake(turn, roundtable, circle)
        return
    await turn.tx.keep(await _steps(turn, roundtable, circle))


async def _steps(turn: Turn, roundtable: Roundtable, circle: Circle) -> Outcome:
    messages = Outcome()
    for step in stages.due(roundtable, turn.almanac, turn.now):
        done = await _step(turn, roundtable, circle, step)
        for changed in done.things:
            roundtable = changed
        messages += replace(done, things=())
        roundtable = replace(roundtable, done=roundtable.done | {step})
    following = stages.next_step(roundtable, turn.almanac)
    return replace(messages, things=(replace(roundtable, wake_at=following),))


async def _opinions_first(
    turn: Turn, roundtable: Roundtable, circle: Circle
) -> Outcome:
    missing = await circles.opinions_missing(turn, circle)
    if not missing:
        return Outcome()
    wanted = AskOpinionFirst(
        to=circle.manager,
        case=roundtable.case,
        missing=missing,
        roundtable=roundtable.id,
    )
    return Outcome(messages=(wanted,))


async def _step(
    turn: Turn, roundtable: Roundtable, circle: Circle, step: Step
) -> Outcome:
    outcome = Outcome()
    match step:
        case Step.ASK_FAMILY:
            outcome = await contribution_handlers.ask(
                turn, roundtable, circle, family=True
            )
            # Of a series only the first was convened with the opinions of its day.
            outcome += await _opinions_first(turn, roundtable, circle)
        case Step.ASK_OTHERS:
            outcome = await contribution_handlers.ask(
                turn, roundtable, circle, family=False
            )
        case Step.SEND_AGENDA:
            outcome = await contribution_handlers.agenda(turn, roundtable, circle)
        case Step.REMIND_SOON:
            outcome = announcements.remind_soon(roundtable, circle)
        case Step.BEGIN if roundtable.ends_at and turn.now < roundtable.ends_at:
            outcome = minutes.offer(roundtable, circle)
        case Step.ASK_HELD:
            outcome = minutes.ask_held(roundtable, circle)
        case Step.REMIND_MINUTES:
            outcome = minutes.remind(roundtable, circle)
        case Step.REMIND_CORRECTIONS:
            outcome = corrections.remind(roundtable, circle)
        case Step.CONFIRM_MINUTES:
            held = await minute_handlers.held_with(turn, roundtable)
            outcome = corrections.confirm(roundtable, circle, held, turn.now)
        case _:
            pass
    return outcome
