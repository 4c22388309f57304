"""Somebody answers that they need help: the case manager is told at once."""

from dataclasses import replace

from casework.asking import PutQuestion, Thank, Told
from casework.check_ins import CheckIn
from casework.outcome import Outcome, Outgoing
from casework.tasks import TaskKind
from handlers import tasks
from handlers.turn import Turn


async def tell(turn: Turn, outcome: Outcome) -> Outcome:
    """Open a task for the case manager; let the next message say who was told."""
    check_in: CheckIn = outcome.things[0]
    words = check_in.answers[-1].words
    kind = TaskKind.HELP_WANTED
    await tasks.open_once(turn, kind, check_in.case, check_in.person, words)
    case = await turn.tx.cases.get(check_in.case)
    manager = await turn.tx.people.get(case.manager)
    told = Told(name=manager.name, phone=manager.phone)
    messages = tuple(_saying(message, told) for message in outcome.messages)
    return replace(outcome, messages=messages)


def _saying(message: Outgoing, told: Told) -> Outgoing:
    if isinstance(message, PutQuestion | Thank):
        return replace(message, told=told)
    return message
