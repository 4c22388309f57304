"""What is said in the team chat of a case."""

from casework.team import ShowTeam
from handlers import which_case
from handlers.incoming import Said
from handlers.turn import Turn


async def show(turn: Turn, said: Said) -> None:
    """Show a member the way to the team chat."""
    case, _ = await which_case.of(turn, said)
    await turn.tx.outbox.add(ShowTeam(to=said.person.id, case=case.id, code=case.code))
