"""Mails that were not taken: the first few of a day told one by one, the others at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from casework import gathered, mailed
from casework.gathered import (
    PAGE,
    MailGathered,
    Sender,
    ShowMailsGathered,
    TellMailsGathered,
    Today,
)
from casework.ids import CaseId, MemberId, PersonId
from casework.mailed import Doubt, MailNotTaken, TellMailDoubt
from casework.refusals import OnlyTheCaseManager
from casework.roundtables import Roundtable
from casework.timing import day_begins
from handlers.incoming import Said
from handlers.roundtable_actions import SeeMailsGathered
from handlers.turn import Turn
from storage.journal import Entry

_TOLD, _GATHERED = MailNotTaken.__name__, MailGathered.__name__


async def doubt(
    turn: Turn, meeting: Roundtable, told: TellMailDoubt, members: Iterable[MemberId]
) -> None:
    """Tell the case manager of a mail that was not taken: at once, or with the others."""
    today = await _today(turn, meeting.case)
    if today.is_full(told.doubt):
        outcome = gathered.gather(told, members, meeting.case, today, turn.now)
    else:
        outcome = mailed.doubted(meeting, told, turn.now)
    await turn.tx.keep(outcome)


async def counted(turn: Turn, message: TellMailsGathered) -> TellMailsGathered:
    """Return the message of a day with how many mails there were by now."""
    senders = await _senders(turn, message)
    mails = sum(each.mails for each in senders)
    return replace(message, mails=mails, senders=len(senders))


async def see(turn: Turn, said: Said, action: SeeMailsGathered) -> None:
    """Show who leads the case who wrote, a page of them.

    Raises:
        OnlyTheCaseManager: the presser does not lead the case.
    """
    leader = await turn.tx.members.in_case(said.person.id, action.case)
    if leader is None or not leader.manages:
        raise OnlyTheCaseManager
    case = await turn.tx.cases.get(action.case)
    shown = ShowMailsGathered(
        to=said.person.id,
        case=case.id,
        code=case.code,
        since=action.since,
        until=action.until,
        first=action.first,
    )
    every = await _senders(turn, shown)
    page = every[action.first : action.first + PAGE]
    await turn.tx.outbox.add(replace(shown, senders=page, of=len(every)))


async def pass_on(turn: Turn, case_id: CaseId, to: PersonId) -> None:
    """Tell who leads a case from now on of what waited to be told since yesterday."""
    begins, ends = _day(turn)
    since = begins - timedelta(days=1)
    if await turn.tx.journal.has(case_id, _GATHERED, since):
        case = await turn.tx.cases.get(case_id)
        told = TellMailsGathered(
            to=to,
            case=case.id,
            code=case.code,
            since=since,
            gathers_until=ends,
        )
        await turn.tx.outbox.add(told)


async def _today(turn: Turn, case: CaseId) -> Today:
    begins, ends = _day(turn)
    told = await turn.tx.journal.of_case(case, begins, (_TOLD,))
    return Today(
        begins=begins,
        ends=ends,
        told=tuple(Doubt(each.details["doubt"]) for each in told),
        gathers=await turn.tx.journal.has(case, _GATHERED, begins),
    )


def _day(turn: Turn) -> tuple[datetime, datetime]:
    tomorrow = turn.today + timedelta(days=1)
    return day_begins(turn.now, turn.almanac), turn.almanac.at(tomorrow, time(0))


async def _senders(
    turn: Turn, message: TellMailsGathered | ShowMailsGathered
) -> tuple[Sender, ...]:
    """Return who wrote what was gathered, those of the network by their names."""
    assert message.case is not None  # noqa: S101 - mails are about roundtables
    until = (
        message.gathers_until
        if isinstance(message, TellMailsGathered)
        else message.until
    )
    found = await turn.tx.journal.of_case(message.case, message.since, (_GATHERED,))
    names = await _names(turn, message.case)
    mails = (_sender(each, names) for each in found if each.at < until)
    return gathered.listed(mails)


async def _names(turn: Turn, case: CaseId) -> dict[str, str]:
    members = await turn.tx.members.of_case(case)
    return {
        str(member.id): (await turn.tx.people.get(member.person)).name
        for member in members
    }


def _sender(entry: Entry, names: dict[str, str]) -> Sender:
    details = entry.details
    return Sender(
        doubt=Doubt(details["doubt"]),
        address=details["address"],
        names=tuple(sorted(names[m] for m in details["members"] if m in names)),
        instead=tuple(details["instead"]),
        note=details["note"],
    )
