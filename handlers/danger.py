"""Somebody speaks of danger: the numbers at once, and the case manager alerted."""

from casework import danger
from casework.cases import Member, MemberState
from casework.danger import ShowEmergencyNumbers, Witness
from casework.tasks import TaskKind, open_task
from handlers.check_in_actions import ReportDanger
from handlers.incoming import Said
from handlers.turn import Turn


async def report(turn: Turn, said: Said, action: ReportDanger) -> None:
    """Take the pressed button; the numbers are shown to anybody, whatever else."""
    for member in await _networks(turn, said):
        if member.case == action.case:
            await _alert(turn, said, member, by_words=False)
            return
    await turn.tx.outbox.add(
        ShowEmergencyNumbers(to=said.person.id, code="", by_words=False)
    )


async def heed(turn: Turn, said: Said) -> None:
    """Look whether free words hold a sign of danger, whatever they were meant for."""
    if not danger.mentioned(said.text, turn.office.danger_signs):
        return
    asked = said.shown.case if said.shown else None
    mine = await _networks(turn, said)
    about = [member for member in mine if member.case == asked] or mine
    for member in about:
        await _alert(turn, said, member, by_words=True)


async def _networks(turn: Turn, said: Said) -> list[Member]:
    """Return where somebody is a member; a case manager needs no alert to self."""
    return [
        member
        for member in await turn.tx.members.of_person(said.person.id)
        if member.state is MemberState.ACTIVE and not member.manages
    ]


async def _alert(turn: Turn, said: Said, member: Member, *, by_words: bool) -> None:
    case = await turn.tx.cases.get(member.case)
    witness = Witness(
        person=said.person,
        role=member.role,
        case=case.id,
        code=case.code,
        manager=case.manager,
    )
    words = said.text if by_words else ""
    task = open_task(TaskKind.DANGER, case, turn.now, said.person.id, words)
    await turn.tx.keep(danger.alert(witness, task, turn.now, by_words=by_words))
